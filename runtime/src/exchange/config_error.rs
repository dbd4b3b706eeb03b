//! [`ConfigError`]: why a client cannot be built.

use std::{error::Error, fmt};

use crate::text::excerpt::{excerpt, root_cause};

/// The error of a client that cannot be built. It shows neither the token nor the value of a header.
#[derive(Debug)]
#[non_exhaustive]
pub enum ConfigError {
    /// The base URL is invalid, for this reason.
    BaseUrl(String),
    /// The token or another secret is invalid, for this reason.
    Token(String),
    /// A header is invalid.
    Header {
        /// The name of the header.
        name: String,
        /// The reason why it is invalid.
        reason: String,
    },
    /// A secret, such as the token, would be sent unencrypted to another machine, and
    /// [`allow_plain_http`](crate::ClientBuilder::allow_plain_http) is not set.
    Insecure,
    /// A time limit is zero, so that every request would fail.
    Timeout,
    /// The pace of requests ([`requests_per`](crate::ClientBuilder::requests_per)) is zero requests or a period of zero.
    Pace,
    /// An environment variable is not set or invalid.
    Environment {
        /// The name of the variable.
        name: String,
        /// The reason, which does not show the value.
        reason: String,
    },
    /// The transport cannot be made.
    Http(Box<dyn Error + Send + Sync>),
}

impl ConfigError {
    pub(crate) fn environment(name: &str, reason: &str) -> Self {
        Self::Environment {
            name: name.to_owned(),
            reason: reason.to_owned(),
        }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BaseUrl(reason) => write!(f, "the base URL is invalid: {reason}"),
            Self::Token(reason) => write!(f, "the token is invalid: {reason}"),
            Self::Header { name, reason } => {
                write!(
                    f,
                    "the header `{}` is invalid: {reason}",
                    excerpt(name.as_bytes())
                )
            }
            Self::Insecure => f.write_str(
                "the base URL is invalid: a secret would be sent over plain http; use https",
            ),
            Self::Timeout => f.write_str("a timeout is zero, so that every request would fail"),
            Self::Environment { name, reason } => {
                write!(f, "the environment variable `{name}` is invalid: {reason}")
            }
            Self::Pace => f.write_str(
                "the pace of requests is invalid: it needs at least one request, and a period longer than zero",
            ),
            Self::Http(error) => {
                write!(
                    f,
                    "the transport cannot be made: {}",
                    root_cause(error.as_ref())
                )
            }
        }
    }
}

impl Error for ConfigError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Http(error) => Some(error.as_ref()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_of_a_transport_is_the_source() {
        let error = ConfigError::Http("no certificates".into());
        assert_eq!(error.source().unwrap().to_string(), "no certificates");
        assert!(ConfigError::Timeout.source().is_none());
    }
}
