//! The configuration: settings that are about the client, and not about the API.
//!
//! | file | holds |
//! |---|---|
//! | `model` | a [`Config`]: every setting with its place |
//! | `read`, `paging` | the text to a [`Config`] |
//! | `table` | tables of TOML, and what is wrong with their keys and values |
//! | `code` | derives and attributes, which are checked as Rust |
//! | `formats` | types of other crates for formats |
//! | `pattern` | patterns with stars, by which types and operations are chosen |
//! | `suggest` | the names that may be meant by one that matches nothing |
//!
//! Nothing here knows a document. [`crate::lower()`] applies the settings, and reports those that match nothing.

mod code;
mod formats;
mod model;
mod paging;
mod pattern;
mod read;
pub(crate) mod suggest;
mod table;

pub use self::code::Code;
pub use self::model::{Config, Setting};
pub(crate) use self::model::{OperationSettings, PagingSettings, Rename, TypeSettings};
pub(crate) use self::pattern::matches;
