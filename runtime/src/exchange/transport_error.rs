//! [`TransportError`]: the reason why there is no complete response.

use std::{fmt, io, time::Duration};

use reqwest::Url;

use super::{outcome::Attempts, secrets::Secrets};
use crate::text::excerpt::root_cause;

/// The reason why there is no complete response. It does not show the URL, whose query may contain secrets.
pub struct TransportError {
    cause: Cause,
    attempts: Attempts,
    /// The cause can have text of the server, such as a name in its certificate.
    secrets: Secrets,
}

#[derive(Debug)]
pub(crate) enum Cause {
    /// The error of the HTTP client.
    Http(reqwest::Error),
    /// Nothing arrived for this time.
    Stalled(Duration),
    /// The body is larger than this limit, in bytes.
    TooLarge(usize),
    /// The compressed body is corrupt.
    Gzip(io::Error),
    /// The HTTP client of the caller followed a redirect.
    Redirected,
}

impl From<Cause> for TransportError {
    fn from(cause: Cause) -> Self {
        Self {
            cause,
            attempts: Attempts::default(),
            secrets: Secrets::default(),
        }
    }
}

impl From<reqwest::Error> for TransportError {
    fn from(error: reqwest::Error) -> Self {
        Cause::Http(error.without_url()).into()
    }
}

impl TransportError {
    /// Whether a time limit was exceeded: for the connection, for the response, or for the next part of its body.
    pub fn is_timeout(&self) -> bool {
        match &self.cause {
            Cause::Http(error) => error.is_timeout(),
            Cause::Stalled(_) => true,
            _ => false,
        }
    }

    /// Whether there was no connection to the server, so that the request did not arrive.
    pub fn is_connect(&self) -> bool {
        matches!(&self.cause, Cause::Http(error) if error.is_connect())
    }

    /// Whether the response is larger than the limit.
    pub fn is_too_large(&self) -> bool {
        matches!(self.cause, Cause::TooLarge(_))
    }

    /// Adds the number of attempts, of which this is the error of the last.
    pub(crate) fn after(mut self, attempts: Attempts) -> Self {
        self.attempts = attempts;
        self
    }

    /// Sets the secrets that are redacted when the error is shown.
    pub(crate) fn without(mut self, secrets: &Secrets) -> Self {
        self.secrets = secrets.clone();
        self
    }

    pub(crate) fn attempts(&self) -> Attempts {
        self.attempts
    }

    /// Whether another attempt could succeed.
    pub(crate) fn may_pass(&self) -> bool {
        match &self.cause {
            // A builder error is a redirect to an invalid URL.
            Cause::Http(error) => !error.is_redirect() && !error.is_builder(),
            Cause::Stalled(_) => true,
            Cause::TooLarge(_) | Cause::Gzip(_) | Cause::Redirected => false,
        }
    }
}

/// Whether the HTTP client did not try to send a request to `url`. The URL of a redirect fails in the same way, but then
/// the request was sent.
pub(crate) fn is_unsent(error: &reqwest::Error, url: &Url) -> bool {
    error.is_builder() && error.url() == Some(url)
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportError")
            .field("cause", &self.secrets.debug(&self.cause))
            .field("attempts", &self.attempts)
            .finish()
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.cause {
            Cause::Http(error) => f.write_str(&self.secrets.redact(&root_cause(error))),
            Cause::Stalled(limit) => write!(f, "nothing arrived for {limit:?}"),
            Cause::TooLarge(limit) => write!(f, "it is larger than the limit of {limit} bytes"),
            Cause::Gzip(error) => write!(f, "the compressed body is corrupt: {error}"),
            Cause::Redirected => {
                f.write_str("the HTTP client followed a redirect, which can change the request")
            }
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
