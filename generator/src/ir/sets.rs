//! Sets of strings and of integers.

use super::docs::Docs;
use crate::names::Name;

/// A set of strings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StringEnum {
    /// The values, in the order of the document.
    pub variants: Vec<Variant<String>>,
    /// The variant for every other value; `None` if the set is closed.
    pub other: Option<Name>,
}

/// A set of integers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntegerEnum {
    /// The values, in the order of the document.
    pub variants: Vec<Variant<i64>>,
    /// The variant for every other value; `None` if the set is closed.
    pub other: Option<Name>,
}

/// One value of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant<T> {
    /// Its name in Rust.
    pub name: Name,
    /// The name that the document has for it, beside the value.
    pub word: Option<String>,
    /// Its documentation.
    pub docs: Docs,
    /// The value itself.
    pub value: T,
}
