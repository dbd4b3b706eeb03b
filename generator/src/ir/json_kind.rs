//! The kinds of JSON values.

/// A kind of JSON value, as far as unions distinguish them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum JsonKind {
    Boolean,
    Integer,
    /// Any number, integers included.
    Number,
    Text,
    List,
    Object,
}
