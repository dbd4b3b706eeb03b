//! Unions: values of one of several types.
//!
//! `by_kind` selects the variant by the kind of JSON value, `tagged` by a property, and `untagged` tries the variants.
//! The last two read the value as a whole first (`buffered`), with a limit on how often they read it
//! ([`effort`](super::effort)), and from its text where numbers keep their digits (`exact`).
//! `conversions` converts the value of a variant into a union, and `display` shows one of single values.

pub(crate) mod buffered;
mod by_kind;
mod conversions;
mod display;
mod exact;
pub(crate) mod tag_writer;
mod tagged;
pub(crate) mod untagged;
