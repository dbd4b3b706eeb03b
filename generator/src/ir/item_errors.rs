//! Errors of the items of a list.

use super::presence::Presence;
use super::type_id::TypeId;
use crate::names::Name;

/// How an error body assigns errors to the items of a list (`x-errors`).
#[derive(Clone, Debug, PartialEq)]
pub struct ItemErrors {
    /// The field with the list of errors.
    pub list: Name,
    /// How it holds that list.
    pub list_presence: Presence,
    /// The type of one error.
    pub reason: TypeId,
    /// The field of an error with the index of the item, counted from 0; an integer.
    pub index: Name,
    /// How it holds that index.
    pub index_presence: Presence,
}
