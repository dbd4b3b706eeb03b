//! [`SendError`]: why a transport has no response, and whether the request left.

use std::{error::Error, fmt};

use crate::text::excerpt::root_cause;

/// Whether a request left this machine, as far as its transport knows for certain.
///
/// It decides whether a request may be sent again, and what [`Error::outcome`](crate::Error::outcome) says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Departure {
    /// No part of the request left, or the server said that it did not process any of it. It cannot have taken effect.
    NotSent,
    /// The request, or a part of it, may have left. It may have taken effect.
    MaybeSent,
}

/// The error of a [`Transport`](crate::Transport) that has no response to a request.
///
/// A transport says [`not_sent`](SendError::not_sent) only if it knows that for a fact, such as that there was no
/// connection. In doubt, it says [`maybe_sent`](SendError::maybe_sent). A request that was not sent can be sent again,
/// whatever it does.
#[derive(Debug)]
pub struct SendError {
    departure: Departure,
    is_permanent: bool,
    is_connect: bool,
    is_timeout: bool,
    source: Box<dyn Error + Send + Sync>,
}

impl SendError {
    /// Makes the error of a request that did not leave.
    pub fn not_sent(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::new(Departure::NotSent, source.into())
    }

    /// Makes the error of a request that may have left.
    pub fn maybe_sent(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::new(Departure::MaybeSent, source.into())
    }

    pub(crate) fn new(departure: Departure, source: Box<dyn Error + Send + Sync>) -> Self {
        Self {
            departure,
            is_permanent: false,
            is_connect: false,
            is_timeout: false,
            source,
        }
    }

    #[cfg(feature = "tower")]
    pub(crate) fn with_departure(self, departure: Departure) -> Self {
        Self { departure, ..self }
    }

    /// Says that another attempt would fail in the same way, so that none is made: a certificate is not trusted, or a
    /// setting is invalid.
    #[must_use]
    pub fn permanent(self) -> Self {
        Self {
            is_permanent: true,
            ..self
        }
    }

    /// Says that there is no connection to the server.
    #[must_use]
    pub fn connect(self) -> Self {
        Self {
            is_connect: true,
            ..self
        }
    }

    /// Says that a time limit of the transport was exceeded.
    #[must_use]
    pub fn timeout(self) -> Self {
        Self {
            is_timeout: true,
            ..self
        }
    }

    /// Returns whether the request left.
    pub fn departure(&self) -> Departure {
        self.departure
    }

    /// Whether another attempt would fail in the same way.
    pub fn is_permanent(&self) -> bool {
        self.is_permanent
    }

    /// Whether there was no connection to the server.
    pub fn is_connect(&self) -> bool {
        self.is_connect
    }

    /// Whether a time limit of the transport was exceeded.
    pub fn is_timeout(&self) -> bool {
        self.is_timeout
    }
}

/// Writes the innermost cause in one line.
impl fmt::Display for SendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&root_cause(self.source.as_ref()))
    }
}

impl Error for SendError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(self.source.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_of_the_transport_is_the_source() {
        let error = SendError::not_sent("no way");
        assert_eq!(
            error.source().map(ToString::to_string).as_deref(),
            Some("no way")
        );
    }
}
