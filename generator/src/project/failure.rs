//! The reasons why nothing is generated.

use std::error::Error;
use std::fmt;
use std::io;

use crate::problem::Problems;

/// Why nothing was generated. Nothing is written then.
pub enum Failure {
    /// A file could not be read or written; the text says which.
    Io(io::Error),
    /// The document has errors.
    Document(Problems),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => error.fmt(f),
            Self::Document(problems) => problems.fmt(f),
        }
    }
}

/// The same text: `main` of a build script, or of a task, prints its error in this form.
impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for Failure {}

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
