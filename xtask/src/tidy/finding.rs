//! The report of a rule.

use std::fmt;

/// One violation of a rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The path below the root.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// The violation.
    pub message: String,
    /// The way to correct it.
    pub help: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            file,
            line,
            message,
            help,
        } = self;
        write!(f, "{file}:{line}: {message}\n    help: {help}")
    }
}
