//! Tools of all parts of the output: formatting, imports, documentation comments, types where they are used.

mod deprecation;
pub(super) mod docs;
pub(super) mod format;
pub(super) mod imports;
mod markdown;
pub(super) mod types;
