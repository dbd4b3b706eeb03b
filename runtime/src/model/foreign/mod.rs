//! Types of other crates that hold the values of a format, such as `uuid::Uuid` for `format: uuid`.
//!
//! A type that serde reads and writes as the format is one text, whatever features another crate enables, is used as it is
//! (`plain`). Any other is wrapped in a [`Foreign`](adapter::Foreign), with a [`Codec`](codec::Codec) that says how it is
//! written: `base64`, `duration`, `as_text`, `exact`, `times`. Both are read and written wherever a value can be. As a parameter, they
//! are a [`Scalar`](crate::Scalar), which `encode` implements.

pub(crate) mod adapter;
pub(crate) mod as_text;
pub(crate) mod base64;
pub(crate) mod codec;
pub(crate) mod duration;
#[cfg(feature = "rust_decimal")]
pub(crate) mod exact;
mod plain;
#[cfg(feature = "time")]
pub(crate) mod times;
