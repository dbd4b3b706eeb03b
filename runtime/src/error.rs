//! [`Error`]: everything that can come back in place of a documented success.

use std::{fmt, time::Duration};

use reqwest::{
    StatusCode,
    header::{HeaderMap, LOCATION},
};

use crate::{DecodeError, InvalidRequest, Operation, Outcome, RawResponse, TransportError};

/// Why a request has no result. One variant for each thing that a caller handles differently.
///
/// `E` is the error body that is documented for the operation. The `Display` form is one line that
/// says which operation failed and how; it holds neither the token nor the query.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E> {
    /// The request was refused by this client: nothing was sent.
    Invalid(InvalidRequest),

    /// Nothing was sent: the server answered another request of this client with 429, and wants nothing for
    /// longer than this request may wait.
    #[non_exhaustive]
    HeldBack {
        /// The operation that was called.
        operation: &'static Operation,
        /// For how long the server wants nothing yet.
        wait: Duration,
    },

    /// No answer came. Unless [`is_connect`](Error::is_connect) says that there was no connection,
    /// the server may have got the request, and may have done what it asks for.
    #[non_exhaustive]
    Transport {
        /// The operation that was called.
        operation: &'static Operation,
        /// What happened to the last attempt.
        error: TransportError,
    },

    /// An answer began, and is not all there: it broke off, stalled, or is larger than this client takes.
    /// The server got the request.
    #[non_exhaustive]
    Interrupted {
        /// What arrived: the status, the headers, and the beginning of the body.
        response: RawResponse,
        /// What happened to the rest.
        error: TransportError,
    },

    /// The server answered with an error status (400 or above) and the documented error body.
    #[non_exhaustive]
    Api {
        /// The error body.
        body: Box<E>,
        /// The answer.
        response: RawResponse,
    },

    /// The server answered with a status that is not a documented success: an error whose body is not
    /// the documented one, a redirect, or a success that is not documented. In the last case
    /// ([`status`](Error::status) from 200 to 299) the server most likely did what was asked.
    #[non_exhaustive]
    Status {
        /// The answer.
        response: RawResponse,
    },

    /// The server answered with a documented success, but not with what is documented for it. What
    /// was asked for has most likely been done, unless the body is not even JSON.
    #[non_exhaustive]
    Decode {
        /// What is wrong with the answer.
        error: DecodeError,
        /// The answer.
        response: RawResponse,
    },
}

impl<E> Error<E> {
    /// Whether what was asked for has been done, as far as this client can know; all attempts together.
    ///
    /// An answer from 200 to 299 says that it was, even if it is not what is documented; unless JSON is, and it is
    /// none, which tells of a proxy more than of the service. One from 400 to 499 says that it was not, apart from
    /// 408. Everything else that was sent is [`Outcome::Unknown`]: look for
    /// what would be there before sending it again.
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::Invalid(_) | Self::HeldBack { .. } => Outcome::NotApplied,
            Self::Transport { operation, error } => {
                let last = if error.is_connect() {
                    Outcome::NotApplied
                } else {
                    Outcome::Unknown
                };
                error.attempts().outcome(operation.idempotency(), last)
            }
            Self::Decode { error, response } if error.tells_nothing() => {
                response.outcome(Outcome::Unknown)
            }
            // The rest of an answer can still have taken it back.
            Self::Interrupted { response, .. } if response.status().is_success() => {
                response.outcome(Outcome::Unknown)
            }
            Self::Interrupted { response, .. }
            | Self::Api { response, .. }
            | Self::Status { response }
            | Self::Decode { response, .. } => response.outcome(match response.status() {
                status if status.is_success() => Outcome::Applied,
                _ if response.is_refusal() => Outcome::NotApplied,
                _ => Outcome::Unknown,
            }),
        }
    }

    /// How often the request was sent; 0 if it was not.
    pub fn attempts(&self) -> u32 {
        match self {
            Self::Transport { error, .. } => error.attempts().count,
            _ => self.response().map_or(0, RawResponse::attempts),
        }
    }

    /// The operation that was called.
    pub fn operation(&self) -> &'static Operation {
        match self {
            Self::Invalid(invalid) => invalid.operation(),
            Self::HeldBack { operation, .. } | Self::Transport { operation, .. } => operation,
            Self::Interrupted { response, .. }
            | Self::Api { response, .. }
            | Self::Status { response }
            | Self::Decode { response, .. } => response.operation(),
        }
    }

    /// The answer, if one came; not complete if this is [`Error::Interrupted`].
    pub fn response(&self) -> Option<&RawResponse> {
        match self {
            Self::Invalid(_) | Self::HeldBack { .. } | Self::Transport { .. } => None,
            Self::Interrupted { response, .. }
            | Self::Api { response, .. }
            | Self::Status { response }
            | Self::Decode { response, .. } => Some(response),
        }
    }

    /// The HTTP status, if an answer came.
    pub fn status(&self) -> Option<StatusCode> {
        self.response().map(RawResponse::status)
    }

    /// The headers of the answer, if one came.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.response().map(RawResponse::headers)
    }

    /// The name that the server gave to this exchange, if an answer came that has one.
    pub fn request_id(&self) -> Option<&str> {
        self.response().and_then(RawResponse::request_id)
    }

    /// The body of the answer as it came, if an answer came.
    pub fn raw_body(&self) -> Option<&[u8]> {
        self.response().map(RawResponse::body)
    }

    /// The documented error body, if this is [`Error::Api`].
    pub fn api(&self) -> Option<&E> {
        match self {
            Self::Api { body, .. } => Some(body),
            _ => None,
        }
    }

    /// Whether the time was up: for the connection, for the answer, or for the rest of its body.
    pub fn is_timeout(&self) -> bool {
        self.transport_error()
            .is_some_and(TransportError::is_timeout)
    }

    /// Whether there was no connection to the server, so that the last attempt cannot have reached it.
    pub fn is_connect(&self) -> bool {
        self.transport_error()
            .is_some_and(TransportError::is_connect)
    }

    fn transport_error(&self) -> Option<&TransportError> {
        match self {
            Self::Transport { error, .. } | Self::Interrupted { error, .. } => Some(error),
            _ => None,
        }
    }
}

/// `GET /pets (list-pets): 503 Service Unavailable (request id 5f3a): <html>…`
impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.operation())?;
        if self.attempts() > 1 {
            write!(f, "attempt {}: ", self.attempts())?;
        }
        if let Some(response) = self.response() {
            write!(f, "{}", response.status())?;
            if let Some(id) = response.request_id() {
                write!(f, " (request id {})", response.show(id.as_bytes()))?;
            }
        }
        match self {
            Self::Invalid(invalid) => write!(f, "not sent: {invalid}"),
            Self::HeldBack { wait, .. } => write!(
                f,
                "not sent: the server wants no requests for another {:.1} s",
                wait.as_secs_f64()
            ),
            Self::Transport { error, .. } => {
                let what = match (error.is_connect(), error.is_timeout()) {
                    (true, true) => "no connection in time",
                    (true, false) => "no connection",
                    (false, true) => "no answer in time",
                    (false, false) => "no answer",
                };
                write!(f, "{what}: {error}")
            }
            Self::Interrupted { response, error } => {
                let arrived = response.arrived();
                write!(f, ": the answer broke off after {arrived} bytes: {error}")
            }
            Self::Api { response, .. } => fmt_body(f, response),
            Self::Status { response } => {
                fmt_status(f, response)?;
                fmt_body(f, response)
            }
            Self::Decode { error, .. } => write!(f, ": not the documented answer: {error}"),
        }
    }
}

/// Says why a status that is no error is one here.
fn fmt_status(f: &mut fmt::Formatter<'_>, response: &RawResponse) -> fmt::Result {
    let status = response.status();
    if status.is_success() {
        return f.write_str(": a success that is not documented");
    }
    match response.header(LOCATION.as_str()) {
        Some(location) if status.is_redirection() => {
            // What is behind these may be a secret.
            let address = location.split(['?', '#']).next().unwrap_or_default();
            let address = response.show(address.as_bytes());
            write!(f, ": a redirect to {address}, which is not followed")
        }
        _ => Ok(()),
    }
}

fn fmt_body(f: &mut fmt::Formatter<'_>, response: &RawResponse) -> fmt::Result {
    if response.body().is_empty() {
        f.write_str(", no body")
    } else {
        write!(f, ": {}", response.show(response.body()))
    }
}

impl<E: fmt::Debug> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Invalid(invalid) => Some(invalid),
            Self::Transport { error, .. } | Self::Interrupted { error, .. } => Some(error),
            Self::Decode { error, .. } => Some(error),
            Self::HeldBack { .. } | Self::Api { .. } | Self::Status { .. } => None,
        }
    }
}
