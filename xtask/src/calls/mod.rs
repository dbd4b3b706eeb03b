//! `cargo xtask corpus --calls`: calls every operation of a document, and has independent judges say whether each request
//! is one that the document describes.
//!
//! | module | holds |
//! |---|---|
//! | `document`, `schema` | the document, read anew |
//! | `sample`, `scalars`, `strings` | values that its schemas describe |
//! | `plan`, `values`, `keys` | the calls, as data |
//! | `responses` | what the server responds with |
//! | `program`, `types` | the program that makes the calls with the generated crate |
//! | `recorder`, `message` | the server that records each request |
//! | `judges`, `prism`, `python`, `reachable` | the judges, and the document that Prism starts with |
//! | `mutants` | requests that are wrong on purpose |
//! | `session`, `report`, `faults` | the calls of a document, and their result |

pub mod document;
mod faults;
mod judges;
mod keys;
pub mod message;
mod mutants;
pub mod plan;
mod prism;
pub(crate) mod program;
mod python;
mod reachable;
mod recorder;
pub mod report;
pub(crate) mod responses;
pub mod sample;
mod scalars;
mod schema;
mod session;
mod strings;
pub(crate) mod types;
mod values;

pub use judges::Tools;
pub use program::program;
pub use session::session;
