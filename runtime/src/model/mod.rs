//! The values of an API: ids, dates, enumerations, objects and unions, and how each is read from JSON and written.
//!
//! Generated types are declared with the macros of this room. `property` says what a missing or null property means
//! for each type; everything else implements it.

pub(crate) mod additional;
pub(crate) mod alike;
pub(crate) mod constant;
pub(crate) mod date_range;
pub(crate) mod decimal;
mod effort;
mod empty_text;
pub(crate) mod field_table;
pub(crate) mod foreign;
pub(crate) mod id;
pub(crate) mod integer_enum;
pub(crate) mod integer_ids;
pub(crate) mod json;
pub(crate) mod map_items;
pub(crate) mod money;
pub(crate) mod nullable;
mod object;
pub(crate) mod object_reader;
pub(crate) mod patch;
pub(crate) mod property;
pub(crate) mod string_enum;
pub(crate) mod union;
pub(crate) mod unreadable;
