//! The complete draft, and what has been settled of all types together.

use std::collections::BTreeMap;

use super::super::draft::Types;
use super::convertible::Convertible;
use super::decimals::Decimals;
use super::derives::Comparable;
use super::directions::Inputs;
use super::errors::Errors;
use super::recursion::Circles;
use super::usage::Usages;
use crate::ir::{TypeId, Union};

/// The complete draft, and what has been settled of all types together.
pub(super) struct Context<'a> {
    pub(super) types: &'a Types,
    pub(super) usages: &'a Usages,
    pub(super) circles: &'a Circles,
    pub(super) comparable: &'a Comparable,
    pub(super) decimals: &'a Decimals,
    pub(super) unions: &'a BTreeMap<TypeId, Union>,
    pub(super) inputs: &'a Inputs,
    pub(super) errors: &'a Errors,
    pub(super) convertible: &'a Convertible,
}
