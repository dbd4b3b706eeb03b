//! [`TransportError`]: why there is no complete answer.

use std::{fmt, io, time::Duration};

use reqwest::Url;

use crate::{attempts::Attempts, text::root_cause};

/// Why there is no answer, or not all of it. It shows no address, whose query may be nobody else's business.
#[derive(Debug)]
pub struct TransportError {
    cause: Cause,
    attempts: Attempts,
}

#[derive(Debug)]
pub(crate) enum Cause {
    /// What the HTTP client says.
    Http(reqwest::Error),
    /// Nothing arrived for so long, in the middle of a body.
    Stalled(Duration),
    /// The body is larger than this client takes, in bytes.
    TooLarge(usize),
    /// The body is compressed, and broken.
    Gzip(io::Error),
    /// The HTTP client, one of the caller's, followed a redirect.
    Redirected,
}

impl From<Cause> for TransportError {
    fn from(cause: Cause) -> Self {
        Self {
            cause,
            attempts: Attempts::default(),
        }
    }
}

impl From<reqwest::Error> for TransportError {
    fn from(error: reqwest::Error) -> Self {
        Cause::Http(error.without_url()).into()
    }
}

impl TransportError {
    /// Whether the time was up: for the connection, for the answer, or for the next piece of its body.
    pub fn is_timeout(&self) -> bool {
        match &self.cause {
            Cause::Http(error) => error.is_timeout(),
            Cause::Stalled(_) => true,
            _ => false,
        }
    }

    /// Whether there was no connection to the server, so that it cannot have got the request.
    pub fn is_connect(&self) -> bool {
        matches!(&self.cause, Cause::Http(error) if error.is_connect())
    }

    /// Whether the answer is larger than this client takes.
    pub fn is_too_large(&self) -> bool {
        matches!(self.cause, Cause::TooLarge(_))
    }

    /// The same error, of the last of these attempts.
    pub(crate) fn after(mut self, attempts: Attempts) -> Self {
        self.attempts = attempts;
        self
    }

    pub(crate) fn attempts(&self) -> Attempts {
        self.attempts
    }

    /// Whether another attempt could fare better.
    pub(crate) fn may_pass(&self) -> bool {
        match &self.cause {
            // The second is a redirect that leads to no address.
            Cause::Http(error) => !error.is_redirect() && !error.is_builder(),
            Cause::Stalled(_) => true,
            Cause::TooLarge(_) | Cause::Gzip(_) | Cause::Redirected => false,
        }
    }
}

/// Whether the HTTP client did not even try to send a request to `url`. It refuses the address that a redirect leads
/// to in the same way, but by then the request was sent.
pub(crate) fn is_unsent(error: &reqwest::Error, url: &Url) -> bool {
    error.is_builder() && error.url() == Some(url)
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.cause {
            Cause::Http(error) => f.write_str(&root_cause(error)),
            Cause::Stalled(limit) => write!(f, "nothing arrived for {limit:?}"),
            Cause::TooLarge(limit) => write!(f, "it is larger than {limit} bytes"),
            Cause::Gzip(error) => write!(f, "its compression is broken: {error}"),
            Cause::Redirected => f.write_str(
                "the HTTP client followed a redirect, which can turn a request into another one",
            ),
        }
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.cause {
            Cause::Http(error) => Some(error),
            Cause::Gzip(error) => Some(error),
            _ => None,
        }
    }
}
