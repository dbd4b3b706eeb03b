//! The reasons why nothing is generated.

use std::io;

use generator::Problems;

/// Why nothing was generated. Nothing is written then.
#[derive(Debug)]
pub enum Failure {
    /// A file could not be read or written; the text says which.
    Io(io::Error),
    /// The document has errors.
    Document(Problems),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<Problems> for Failure {
    fn from(problems: Problems) -> Self {
        Self::Document(problems)
    }
}
