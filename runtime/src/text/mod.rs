//! Text that comes from outside: excerpts of it that are safe to print, without secrets, and the position of an error in a
//! JSON text. `tolerant` reads values that are not written as usual.
//!
//! The lowest room. It imports nothing from the others.

pub(crate) mod budget;
mod escape;
pub(crate) mod excerpt;
pub(crate) mod failure;
pub(crate) mod header_list;
pub(crate) mod http_date;
pub(crate) mod json_error;
pub(crate) mod json_path;
pub(crate) mod members;
mod needle;
pub(crate) mod numbers;
pub(crate) mod pointer;
pub(crate) mod raw;
pub(crate) mod redact;
pub(crate) mod tolerance;
pub(crate) mod tolerant;
pub(crate) mod untyped;

/// The mark at the end of a text that is shown in part.
const CUT: &str = "…";
