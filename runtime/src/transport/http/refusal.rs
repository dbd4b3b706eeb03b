//! [`Refusal`]: why there is no connection.

use std::error::Error;

/// Why there is no connection.
pub(super) enum Refusal {
    /// Another attempt could succeed.
    Passing(Box<dyn Error + Send + Sync>),
    /// Another attempt would fail in the same way.
    Permanent(Box<dyn Error + Send + Sync>),
}

impl<E: Into<Box<dyn Error + Send + Sync>>> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self::Passing(error.into())
    }
}
