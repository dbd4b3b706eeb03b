//! [`RawResponse`]: a response as it arrived.

use std::{fmt, sync::Arc};

use bytes::Bytes;
use http::{
    StatusCode,
    header::{CONTENT_TYPE, HeaderMap},
};

use super::{
    expected::Expected,
    operation::{Idempotency, Operation},
    outcome::{Attempts, Outcome},
    reading::Reading,
    secrets::Secrets,
    tolerated::Tolerated,
};
use crate::text::redact::REDACTED;

/// A response as it arrived: the status, the headers and the body.
#[derive(Clone)]
pub struct RawResponse(Box<Parts>, Proof);

/// The outcome that a response shows.
#[derive(Clone)]
enum Proof {
    /// That of its status. The body was not read.
    Status,
    /// That of its status and its body.
    Read(Outcome),
    /// The same, found out when it is asked for.
    Unread(Box<(ReadOutcome, Expected)>),
}

/// Reads the outcome that follows from a response alone, without earlier attempts.
pub(crate) type ReadOutcome = fn(&RawResponse, &Expected) -> Outcome;

/// The parts of a response. They are boxed, because errors contain a response and should be small.
#[derive(Clone)]
pub(crate) struct Parts {
    pub(crate) operation: &'static Operation,
    pub(crate) secrets: Secrets,
    pub(crate) attempts: Attempts,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) reading: Arc<Reading>,
    /// Whether a part of a resource was requested (`Range`).
    pub(crate) is_range: bool,
    pub(crate) tolerated: Vec<Tolerated>,
    /// Why the redirect is not followed any further, if the response is one.
    pub(crate) stopped: Option<String>,
    /// The number of bytes of the body that a stream has returned already.
    pub(crate) given: u64,
    pub(crate) body: Bytes,
}

impl Parts {
    /// Whether the status is documented as success, or this is the part of a resource that was requested.
    pub(crate) fn is_success(&self) -> bool {
        self.operation.succeeds_with(self.status) || self.is_requested_part()
    }

    fn is_requested_part(&self) -> bool {
        self.is_range && self.status == StatusCode::PARTIAL_CONTENT && !self.reading.is_strict
    }
}

impl RawResponse {
    pub(crate) fn new(parts: Parts) -> Self {
        Self(Box::new(parts), Proof::Status)
    }

    /// Sets the outcome that follows from this response alone.
    pub(crate) fn with_outcome(self, outcome: Outcome) -> Self {
        Self(self.0, Proof::Read(outcome))
    }

    /// Sets how the outcome that follows from this response alone is read.
    pub(crate) fn with_outcome_by(self, read: ReadOutcome, expected: Expected) -> Self {
        Self(self.0, Proof::Unread(Box::new((read, expected))))
    }

    /// Returns the operation of the request.
    pub fn operation(&self) -> &'static Operation {
        self.0.operation
    }

    /// Returns the HTTP status.
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// Returns the headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// Returns the body, or as much of it as arrived. It is empty if there was none.
    pub fn body(&self) -> &[u8] {
        &self.0.body
    }

    /// Returns the body without a copy.
    pub fn bytes(&self) -> Bytes {
        self.0.body.clone()
    }

    /// Returns the same response with another body. `given` bytes before it were returned by a stream.
    pub(crate) fn with_body(&self, given: u64, body: Bytes) -> Self {
        let parts = Parts {
            given,
            body,
            ..(*self.0).clone()
        };
        Self::new(parts)
    }

    /// Returns the number of bytes of the body that arrived.
    pub(crate) fn arrived(&self) -> u64 {
        self.0.given + self.0.body.len() as u64
    }

    /// Returns the id of the request, by which the operators of the server can find it.
    ///
    /// It is in the header that [`request_id_header`](crate::ClientBuilder::request_id_header) names, or else in one of the
    /// usual ones: first those of the server (`X-Request-Id`, `Request-Id`, `x-amzn-RequestId`, and any other whose name ends
    /// in `request-id`), then those of traces (`X-Correlation-Id`, `X-Trace-Id`, `traceparent` …), then `CF-Ray`.
    pub fn request_id(&self) -> Option<&str> {
        self.0.reading.request_id(&self.0.headers)
    }

    /// Returns what was tolerated in this response, by the rules of [`leniency`](crate::leniency). It is empty for most
    /// responses, and for all of a client that is [`strict`](crate::ClientBuilder::strict).
    ///
    /// Deviations of the body are listed once it was read: in the response to [`send`](crate::Call::send) with metadata, not
    /// in that to [`send_raw`](crate::Call::send_raw).
    pub fn tolerated(&self) -> &[Tolerated] {
        &self.0.tolerated
    }

    /// Adds what was tolerated.
    pub(crate) fn tolerate(&mut self, tolerated: impl IntoIterator<Item = Tolerated>) {
        self.0.tolerated.extend(tolerated);
    }

    /// Returns why the redirect is not followed any further, if this is one.
    pub(crate) fn stopped(&self) -> Option<&str> {
        self.0.stopped.as_deref()
    }

    /// Whether every deviation is an error.
    pub(crate) fn is_strict(&self) -> bool {
        self.0.reading.is_strict
    }

    /// Whether this is a part of a resource, and a part was requested.
    pub(crate) fn is_requested_part(&self) -> bool {
        self.0.is_requested_part()
    }

    /// Returns the secrets that the request was sent with. No text of the response is shown without them.
    pub(crate) fn secrets(&self) -> &Secrets {
        &self.0.secrets
    }

    /// Returns an excerpt of text from this response, for an error or a log. The secrets of the request are redacted, in
    /// case the server repeats them.
    pub(crate) fn show(&self, bytes: &[u8]) -> String {
        self.secrets().show(bytes)
    }

    /// Returns a header, or `None` if it is missing or not visible ASCII.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.0.headers.get(name)?.to_str().ok()
    }

    /// Returns the media type without its parameters, as it was sent. Empty if there is none.
    pub(crate) fn media_type(&self) -> &str {
        let content_type = self.header(CONTENT_TYPE.as_str()).unwrap_or_default();
        content_type.split(';').next().unwrap_or_default().trim()
    }

    /// Returns the number of attempts until this response.
    pub fn attempts(&self) -> u32 {
        self.0.attempts.count
    }

    /// Returns whether the request took effect, considering all attempts. See [`Outcome`] for the rules.
    ///
    /// After [`send_raw`](crate::Call::send_raw), the body is read as [`send`](crate::Call::send) would read it, each time
    /// that this is called. A success whose body was not read as a whole, such as that of a
    /// [`ByteStream`](crate::ByteStream), is [`Outcome::Unknown`].
    pub fn outcome(&self) -> Outcome {
        let idempotency = self.operation().idempotency();
        let last = match &self.1 {
            // The body makes no difference.
            _ if idempotency == Idempotency::Safe => Outcome::NotApplied,
            _ if self.status() == StatusCode::ACCEPTED => Outcome::Unknown,
            Proof::Status => self.outcome_of_status(),
            Proof::Read(outcome) => *outcome,
            Proof::Unread(unread) => {
                let (read, expected) = &**unread;
                read(self, expected)
            }
        };
        self.0.attempts.outcome(idempotency, last)
    }

    /// Returns the outcome that follows from the status alone. A success proves nothing without its body.
    pub(crate) fn outcome_of_status(&self) -> Outcome {
        match self.is_refusal() {
            true => Outcome::NotApplied,
            false => Outcome::Unknown,
        }
    }

    /// Whether the status says that the request did not take effect.
    pub(crate) fn is_refusal(&self) -> bool {
        self.status().is_client_error() && self.status() != StatusCode::REQUEST_TIMEOUT
    }

    /// Whether this is a `DELETE` of an object that is gone, most likely because an earlier attempt deleted it whose
    /// response was lost. A `DELETE` of several objects is never one: one missing object can be the reason why none was
    /// deleted.
    pub(crate) fn is_deleted_before(&self) -> bool {
        self.operation().deletes_one()
            && self.0.attempts.in_doubt
            && matches!(self.status().as_u16(), 404 | 410)
    }
}

/// Shows an excerpt of the body. The values of headers with secrets are redacted, and so is every secret that the client
/// sends, wherever the server repeats it.
impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers = self.headers().iter().map(|(name, value)| {
            let shown = match value.is_sensitive() {
                true => REDACTED.to_owned(),
                false => self.show(value.as_bytes()),
            };
            (self.show(name.as_str().as_bytes()), shown)
        });
        f.debug_struct("RawResponse")
            .field("operation", &format_args!("{}", self.operation()))
            .field("attempts", &self.attempts())
            .field("status", &self.status())
            .field("headers", &headers.collect::<Vec<_>>())
            .field("body", &format_args!("{}", self.show(self.body())))
            .finish()
    }
}
