//! [`TransportError`]: the reason why there is no complete response.

use std::{error::Error, fmt, io, time::Duration};

use super::{
    outcome::Attempts,
    secrets::Secrets,
    send_error::{Departure, SendError},
};
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
    /// The transport has no response.
    Send(SendError),
    /// The time of the attempt is over, and there is no response.
    TimedOut(Departure),
    /// The time of the attempt was over before its hooks were done, so that nothing was sent.
    Hooks,
    /// The head of the response did not arrive in this time.
    NoHead(Duration, Departure),
    /// The time of the attempt is over, and the body is not complete.
    BodyTimedOut,
    /// The body broke off.
    Body(Box<dyn Error + Send + Sync>),
    /// Nothing of the body arrived for this time.
    Stalled(Duration),
    /// So few bytes arrived while this time was waited for them.
    TooSlow(u64, Duration),
    /// The body is larger than this limit, in bytes.
    TooLarge(usize),
    /// The compressed body is corrupt.
    Gzip(io::Error),
    /// The call was dropped before there was a response.
    Dropped,
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

impl TransportError {
    /// Returns whether the request of the last attempt left.
    pub fn departure(&self) -> Departure {
        match &self.cause {
            Cause::Send(error) => error.departure(),
            Cause::TimedOut(departure) | Cause::NoHead(_, departure) => *departure,
            Cause::Hooks => Departure::NotSent,
            _ => Departure::MaybeSent,
        }
    }

    /// Whether a time limit was exceeded: for the connection, for the response, or for the next part of its body.
    pub fn is_timeout(&self) -> bool {
        match &self.cause {
            Cause::Send(error) => error.is_timeout(),
            Cause::TimedOut(_)
            | Cause::Hooks
            | Cause::NoHead(..)
            | Cause::BodyTimedOut
            | Cause::Stalled(_)
            | Cause::TooSlow(..) => true,
            _ => false,
        }
    }

    /// Whether there was no connection to the server, so that the request did not arrive.
    pub fn is_connect(&self) -> bool {
        match &self.cause {
            Cause::Send(error) => error.is_connect(),
            Cause::Hooks => false,
            // The time was over while the transport waited for a connection.
            _ => self.departure() == Departure::NotSent,
        }
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
            Cause::Send(error) => !error.is_permanent(),
            Cause::TooLarge(_) | Cause::Gzip(_) | Cause::Dropped => false,
            _ => true,
        }
    }
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
        f.write_str(&self.secrets.redact(&self.cause.to_string()))
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Send(error) => error.fmt(f),
            Self::TimedOut(_) | Self::BodyTimedOut => f.write_str("operation timed out"),
            Self::Hooks => f.write_str("the hooks were not done before the attempt"),
            Self::NoHead(limit, _) | Self::Stalled(limit) => {
                write!(f, "nothing arrived for {limit:?}")
            }
            Self::TooSlow(bytes, time) => write!(f, "only {bytes} bytes arrived in {time:?}"),
            Self::Body(error) => f.write_str(&root_cause(error.as_ref())),
            Self::TooLarge(limit) => write!(f, "it is larger than the limit of {limit} bytes"),
            Self::Gzip(error) => write!(f, "the compressed body is corrupt: {error}"),
            Self::Dropped => f.write_str("the call was dropped"),
        }
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.cause {
            Cause::Send(error) => Some(error),
            Cause::Body(error) => Some(error.as_ref()),
            Cause::Gzip(error) => Some(error),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::exchange::secrets::Secret;

    #[test]
    fn text_of_a_server_is_redacted() {
        let secret = Arc::new("s3cret-t0ken".to_owned().into());
        let secrets = Secrets::new(vec![Secret::Query("k", secret)]);
        let cause = Cause::Gzip(io::Error::other("s3cret-t0ken.example"));
        let error = TransportError::from(cause).without(&secrets);
        assert_eq!(
            error.to_string(),
            "the compressed body is corrupt: [redacted].example"
        );
        assert!(!format!("{error:?} {error:#?}").contains("s3cret"));
    }

    #[test]
    fn an_error_has_the_one_that_caused_it() {
        let error = || io::Error::other("cause");
        for (cause, has_source, is_too_large) in [
            (Cause::Send(SendError::not_sent("no")), true, false),
            (Cause::Body(error().into()), true, false),
            (Cause::Gzip(error()), true, false),
            (Cause::TooLarge(7), false, true),
            (Cause::BodyTimedOut, false, false),
        ] {
            let error = TransportError::from(cause);
            assert_eq!(error.source().is_some(), has_source, "{error:?}");
            assert_eq!(error.is_too_large(), is_too_large, "{error:?}");
        }
    }
}
