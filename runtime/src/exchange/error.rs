//! [`Error`]: why a request has no result.

use std::{fmt, time::Duration};

use http::{
    Method, StatusCode,
    header::{HeaderMap, LOCATION},
};

use super::{
    config_error::ConfigError, decode_error::DecodeError, documented_headers::DocumentedHeaders,
    header_error::HeaderError, invalid_request::InvalidRequest, operation::Operation,
    outcome::Outcome, raw_response::RawResponse, send_error::Departure,
    transport_error::TransportError,
};
use crate::model::{
    date_range::DateRangeError, decimal::DecimalError, id::EmptyId, string_enum::UnknownValue,
    unreadable::Unreadable,
};

/// Stands for the operation of errors that are about no request.
static NONE: Operation = Operation::new("", Method::GET, "", &[]);

/// The error of a request. There is a variant for each case that a caller handles differently.
///
/// `E` is the documented error body of the operation. `Display` writes one line with the operation and the reason. It
/// shows neither the token nor the query.
///
/// Neither `Display` nor `Debug` shows a secret of the client that the server repeats, in a typed body either: not as it
/// was sent, percent-encoded, in base64, or escaped. [`api`](Error::api), [`raw_body`](Error::raw_body) and
/// [`headers`](Error::headers) return what arrived, unchanged.
#[non_exhaustive]
pub enum Error<E> {
    /// The request is invalid. It was not sent.
    Invalid(InvalidRequest),

    /// The request was not sent, because it would have to wait for longer than it may: for a rate limit of the server, which
    /// responded to another request of this client with 429, or for its turn at the pace of the client
    /// ([`requests_per`](crate::ClientBuilder::requests_per)).
    #[non_exhaustive]
    HeldBack {
        /// The operation.
        operation: &'static Operation,
        /// The time for which it would have to wait.
        wait: Duration,
        /// The limit for which it would have to wait.
        by: HeldBy,
    },

    /// There is no response. The request may have arrived and taken effect, unless there was no connection
    /// ([`is_connect`](Error::is_connect)).
    #[non_exhaustive]
    Transport {
        /// The operation.
        operation: &'static Operation,
        /// The error of the last attempt.
        error: TransportError,
    },

    /// The response is not complete: the connection broke or stalled, or the response is larger than the limit. The
    /// request arrived.
    #[non_exhaustive]
    Interrupted {
        /// The status, the headers, and the beginning of the body.
        response: RawResponse,
        /// The reason why the rest is missing.
        error: TransportError,
    },

    /// The server responded with the documented error body, and with an error status (400 or above).
    ///
    /// Some servers respond with a success status and this body. That is this error too, if the body states a reason. The
    /// outcome of the request is [`Outcome::Unknown`] then.
    #[non_exhaustive]
    Api {
        /// The error body.
        body: Box<E>,
        /// The response.
        response: RawResponse,
    },

    /// The server responded with a status that is not a documented success: an error without the documented body, a
    /// redirect, or an undocumented success ([`status`](Error::status) from 200 to 299).
    #[non_exhaustive]
    Status {
        /// The response.
        response: RawResponse,
    },

    /// The server responded with a documented success, but not with the documented body, or with the entries of another
    /// request.
    #[non_exhaustive]
    Decode {
        /// The difference from the documented response.
        error: DecodeError,
        /// The response.
        response: RawResponse,
    },

    /// There is no request: the client cannot be built. No call returns this, `?` makes it of a [`ConfigError`].
    Config(ConfigError),

    /// A value cannot be made, such as a range of dates, an id of a text, or a checkpoint. No call returns this, `?` makes it
    /// of the errors of these types.
    Value(Box<dyn std::error::Error + Send + Sync>),

    /// An object within a response that was read could not be read. No call returns this, `?` makes it of the error of looking
    /// it up.
    Unreadable(Unreadable),

    /// A header of a response that was read is not as documented. No call returns this, `?` makes it of the error of
    /// [`headers_as`](crate::Response::headers_as).
    Header(HeaderError),
}

/// The limit for which a request would have to wait for too long ([`Error::HeldBack`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HeldBy {
    /// A rate limit of the server.
    Server,
    /// The pace of the client ([`requests_per`](crate::ClientBuilder::requests_per)).
    Pace,
}

impl<E> Error<E> {
    /// Makes the error of a response that is not the documented one.
    pub(crate) fn decode(error: DecodeError, response: RawResponse) -> Self {
        let outcome = match error.has_proof() {
            true => Outcome::Applied,
            false => Outcome::Unknown,
        };
        let function = response.operation().function_for(response.media_type());
        Self::Decode {
            error: error.advising(function).without(response.secrets()),
            response: response.with_outcome(outcome),
        }
    }

    /// Returns whether the request took effect, considering all attempts. See [`Outcome`] for the rules.
    ///
    /// After [`Outcome::Unknown`], check whether the request took effect before you send it again.
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::Invalid(_) | Self::HeldBack { .. } | Self::Config(_) | Self::Value(_) => {
                Outcome::NotApplied
            }
            // The rest of the response was read.
            Self::Unreadable(_) => Outcome::Applied,
            Self::Header(error) => error.outcome(),
            Self::Transport { operation, error } => {
                let last = match error.departure() {
                    Departure::NotSent => Outcome::NotApplied,
                    Departure::MaybeSent => Outcome::Unknown,
                };
                error.attempts().outcome(operation.idempotency(), last)
            }
            Self::Interrupted { response, .. }
            | Self::Api { response, .. }
            | Self::Status { response }
            | Self::Decode { response, .. } => response.outcome(),
        }
    }

    /// Returns the number of attempts. It is 0 if the request was not sent.
    pub fn attempts(&self) -> u32 {
        match self {
            Self::Transport { error, .. } => error.attempts().count,
            _ => self.response().map_or(0, RawResponse::attempts),
        }
    }

    /// Returns the operation. It has an empty id if the error is about no request ([`Error::Config`], [`Error::Value`],
    /// [`Error::Unreadable`] and [`Error::Header`]).
    pub fn operation(&self) -> &'static Operation {
        match self {
            Self::Invalid(invalid) => invalid.operation(),
            Self::HeldBack { operation, .. } | Self::Transport { operation, .. } => operation,
            Self::Config(_) | Self::Value(_) | Self::Unreadable(_) | Self::Header(_) => &NONE,
            Self::Interrupted { response, .. }
            | Self::Api { response, .. }
            | Self::Status { response }
            | Self::Decode { response, .. } => response.operation(),
        }
    }

    /// Returns the response, if there is one. It is not complete if this is [`Error::Interrupted`].
    pub fn response(&self) -> Option<&RawResponse> {
        match self {
            Self::Invalid(_)
            | Self::HeldBack { .. }
            | Self::Transport { .. }
            | Self::Config(_)
            | Self::Value(_)
            | Self::Unreadable(_)
            | Self::Header(_) => None,
            Self::Interrupted { response, .. }
            | Self::Api { response, .. }
            | Self::Status { response }
            | Self::Decode { response, .. } => Some(response),
        }
    }

    /// Returns the HTTP status, if there is a response.
    pub fn status(&self) -> Option<StatusCode> {
        self.response().map(RawResponse::status)
    }

    /// Returns the headers, if there is a response.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.response().map(RawResponse::headers)
    }

    /// Reads the documented headers of the response, if there is a response. The documentation of an operation names the struct
    /// of those of its errors.
    ///
    /// ```
    /// # use specwright_runtime::{DocumentedHeaders, Error};
    /// # pub struct RetryAfterHeaders { pub retry_after: Option<i64> }
    /// # specwright_runtime::headers!(RetryAfterHeaders { retry_after = "Retry-After": number });
    /// # fn example<E>(error: &Error<E>) {
    /// if let Some(Ok(headers)) = error.headers_as::<RetryAfterHeaders>() {
    ///     println!("wait for {:?} seconds", headers.retry_after);
    /// }
    /// # }
    /// ```
    ///
    /// # Errors
    /// Fails if one of them is not as documented. See [`RawResponse::headers_as`].
    pub fn headers_as<H: DocumentedHeaders>(&self) -> Option<Result<H, HeaderError>> {
        self.response().map(RawResponse::headers_as)
    }

    /// Returns the id of the request, if there is a response with one. See [`RawResponse::request_id`].
    pub fn request_id(&self) -> Option<&str> {
        self.response().and_then(RawResponse::request_id)
    }

    /// Returns the body as it arrived, if there is a response.
    pub fn raw_body(&self) -> Option<&[u8]> {
        self.response().map(RawResponse::body)
    }

    /// Returns the documented error body, if this is [`Error::Api`].
    pub fn api(&self) -> Option<&E> {
        match self {
            Self::Api { body, .. } => Some(body),
            _ => None,
        }
    }

    /// Whether a time limit was exceeded: for the connection, for the response, or for the rest of its body.
    pub fn is_timeout(&self) -> bool {
        self.transport_error()
            .is_some_and(TransportError::is_timeout)
    }

    /// Whether there was no connection to the server, so that the last attempt did not arrive.
    pub fn is_connect(&self) -> bool {
        self.transport_error()
            .is_some_and(TransportError::is_connect)
    }

    /// Converts the documented error body.
    pub(crate) fn map_body<F>(self, convert: impl FnOnce(Box<E>) -> F) -> Error<F> {
        match self {
            Self::Api { body, response } => Error::Api {
                body: Box::new(convert(body)),
                response,
            },
            Self::Invalid(invalid) => Error::Invalid(invalid),
            Self::HeldBack {
                operation,
                wait,
                by,
            } => Error::HeldBack {
                operation,
                wait,
                by,
            },
            Self::Transport { operation, error } => Error::Transport { operation, error },
            Self::Interrupted { response, error } => Error::Interrupted { response, error },
            Self::Status { response } => Error::Status { response },
            Self::Decode { error, response } => Error::Decode { error, response },
            Self::Config(error) => Error::Config(error),
            Self::Value(error) => Error::Value(error),
            Self::Unreadable(error) => Error::Unreadable(error),
            Self::Header(error) => Error::Header(error),
        }
    }

    fn transport_error(&self) -> Option<&TransportError> {
        match self {
            Self::Transport { error, .. } | Self::Interrupted { error, .. } => Some(error),
            _ => None,
        }
    }
}

/// Shows all parts, and no secret that the client sends.
impl<E: fmt::Debug> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(invalid) => f.debug_tuple("Invalid").field(invalid).finish(),
            Self::HeldBack {
                operation,
                wait,
                by,
            } => f
                .debug_struct("HeldBack")
                .field("operation", operation)
                .field("wait", wait)
                .field("by", by)
                .finish(),
            Self::Transport { operation, error } => f
                .debug_struct("Transport")
                .field("operation", operation)
                .field("error", error)
                .finish(),
            Self::Interrupted { response, error } => f
                .debug_struct("Interrupted")
                .field("response", response)
                .field("error", error)
                .finish(),
            Self::Api { body, response } => f
                .debug_struct("Api")
                .field("body", &response.secrets().debug(body))
                .field("response", response)
                .finish(),
            Self::Status { response } => f
                .debug_struct("Status")
                .field("response", response)
                .finish(),
            Self::Decode { error, response } => f
                .debug_struct("Decode")
                .field("error", error)
                .field("response", response)
                .finish(),
            Self::Config(error) => f.debug_tuple("Config").field(error).finish(),
            Self::Value(error) => f.debug_tuple("Value").field(error).finish(),
            Self::Unreadable(error) => f.debug_tuple("Unreadable").field(error).finish(),
            Self::Header(error) => f.debug_tuple("Header").field(error).finish(),
        }
    }
}

/// `GET /pets (list-pets): 503 Service Unavailable (request id 5f3a): <html>…`
impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Config(error) => return write!(f, "the client cannot be built: {error}"),
            Self::Value(error) => return write!(f, "{error}"),
            Self::Unreadable(error) => return write!(f, "not the documented response: {error}"),
            Self::Header(error) => return write!(f, "not the documented response: {error}"),
            _ => write!(f, "{}: ", self.operation())?,
        }
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
            Self::HeldBack { wait, by, .. } => {
                let wait = wait.as_secs_f64();
                match by {
                    HeldBy::Server => write!(
                        f,
                        "not sent: rate limited by the server for another {wait:.1} s"
                    ),
                    HeldBy::Pace => write!(
                        f,
                        "not sent: its turn would come in {wait:.1} s at the pace of the client, which is longer than it may take"
                    ),
                }
            }
            Self::Transport { error, .. } => {
                let what = match (error.is_connect(), error.is_timeout()) {
                    (true, true) => "no connection in time",
                    (true, false) => "no connection",
                    (false, true) => "no response in time",
                    (false, false) => "no response",
                };
                write!(f, "{what}: {error}")
            }
            Self::Interrupted { response, error } => {
                let arrived = response.arrived();
                write!(f, ": the response broke off after {arrived} bytes: {error}")
            }
            Self::Api { response, .. } => {
                if response.status().is_success() {
                    f.write_str(", but the body is an error")?;
                }
                fmt_error_body(f, response)
            }
            Self::Status { response } => {
                fmt_status(f, response)?;
                fmt_body(f, response)
            }
            Self::Decode { error, .. } => write!(f, ": not the documented response: {error}"),
            Self::Config(_) | Self::Value(_) | Self::Unreadable(_) | Self::Header(_) => Ok(()),
        }
    }
}

/// Writes why a status below 400 is an error.
fn fmt_status(f: &mut fmt::Formatter<'_>, response: &RawResponse) -> fmt::Result {
    let status = response.status();
    if status.is_success() {
        return f.write_str(": a success that is not documented");
    }
    if let Some(reason) = response.stopped() {
        return write!(f, ": {}", response.secrets().redact(reason));
    }
    match response.header(LOCATION.as_str()) {
        Some(location) if status.is_redirection() => {
            // The query and the fragment may contain secrets.
            let address = location.split(['?', '#']).next().unwrap_or_default();
            let address = response.show(address.as_bytes());
            write!(f, ": a redirect to {address}, which is not followed")
        }
        _ => Ok(()),
    }
}

/// Writes the documented error body: more of it than of other bodies, because it has the words of the server.
fn fmt_error_body(f: &mut fmt::Formatter<'_>, response: &RawResponse) -> fmt::Result {
    write!(f, ": {}", response.secrets().show_more(response.body()))
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
            Self::Config(error) => Some(error),
            Self::Value(error) => Some(error.as_ref()),
            Self::Unreadable(error) => Some(error),
            Self::Header(error) => Some(error),
            Self::HeldBack { .. } | Self::Api { .. } | Self::Status { .. } => None,
        }
    }
}

impl<E> From<ConfigError> for Error<E> {
    fn from(error: ConfigError) -> Self {
        Self::Config(error)
    }
}

impl<E> From<Unreadable> for Error<E> {
    fn from(error: Unreadable) -> Self {
        Self::Unreadable(error)
    }
}

impl<E> From<HeaderError> for Error<E> {
    fn from(error: HeaderError) -> Self {
        Self::Header(error)
    }
}

/// Lets `?` convert the error of a value that cannot be made.
macro_rules! from_values {
    ($($error:ty),*) => {
        $(
            impl<E> From<$error> for Error<E> {
                fn from(error: $error) -> Self {
                    Self::Value(error.into())
                }
            }
        )*
    };
}

from_values!(DateRangeError, DecimalError, EmptyId, UnknownValue);
