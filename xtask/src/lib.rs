//! The tasks of `cargo xtask`, as a library: the freshness test runs the very code that writes.

pub mod calls;
pub mod codegen;
pub mod corpus;
pub mod fixtures;
pub mod generate;
pub mod peers;
pub mod tidy;
pub mod witness;

use std::path::{Path, PathBuf};

/// The root of the repository.
#[must_use]
pub fn repository() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}
