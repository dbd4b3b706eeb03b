//! `cargo xtask corpus --calls`: calls every operation of a document, and has independent judges say whether each request
//! is one that the document describes.
//!
//! | module | holds |
//! |---|---|
//! | `document`, `schema` | the document, read anew |
//! | `sample`, `strings` | values that its schemas describe |
//! | `plan` | the calls, as data |
//! | `program`, `types` | the program that makes the calls with the generated crate |

pub mod document;
pub mod plan;
mod program;
pub mod sample;
mod schema;
mod strings;
mod types;

pub use program::program;
