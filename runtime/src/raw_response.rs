//! [`RawResponse`]: an answer as it came, before anything is made of it.

use std::fmt;

use bytes::Bytes;
use reqwest::{
    StatusCode,
    header::{HeaderMap, HeaderValue},
};
use serde::de::DeserializeOwned;

use crate::{
    Decode, DecodeError, Error, ErrorBody, Json, Operation, Outcome, Response,
    attempts::Attempts,
    text::{REDACTED, excerpt_without},
};

/// An answer: its status, its headers and its body, unread.
#[derive(Clone)]
pub struct RawResponse(Box<Parts>);

/// Behind a pointer, because errors carry a response and should be small.
#[derive(Clone)]
pub(crate) struct Parts {
    pub(crate) operation: &'static Operation,
    /// What the request was authorized by.
    pub(crate) authorization: Option<HeaderValue>,
    pub(crate) attempts: Attempts,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// How much of the body was given out already, in bytes.
    pub(crate) given: u64,
    pub(crate) body: Bytes,
}

impl RawResponse {
    pub(crate) fn new(parts: Parts) -> Self {
        Self(Box::new(parts))
    }

    /// The operation that this is an answer to.
    pub fn operation(&self) -> &'static Operation {
        self.0.operation
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// The body, or as much of it as arrived; empty if there was none.
    pub fn body(&self) -> &[u8] {
        &self.0.body
    }

    /// The body, shared and not copied.
    pub fn bytes(&self) -> Bytes {
        self.0.body.clone()
    }

    /// The same answer, of whose body so much was given out piece by piece, and this was not.
    pub(crate) fn beginning(&self, given: u64, body: Bytes) -> Self {
        let parts = Parts {
            given,
            body,
            ..(*self.0).clone()
        };
        Self::new(parts)
    }

    /// How much of the body arrived, in bytes.
    pub(crate) fn arrived(&self) -> u64 {
        self.0.given + self.0.body.len() as u64
    }

    /// The name that the server gave to this exchange, which its operators ask for: the header
    /// `X-Request-Id`.
    pub fn request_id(&self) -> Option<&str> {
        self.header("x-request-id")
    }

    /// The beginning of something that came with this answer, for an error or a log: one line, and without the
    /// token, should the server repeat it.
    pub(crate) fn show(&self, bytes: &[u8]) -> String {
        let authorization = self.0.authorization.as_ref();
        let token = authorization.and_then(|value| value.to_str().ok()?.split(' ').next_back());
        excerpt_without(bytes, token)
    }

    /// The text of a header, if it is there and is text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.0.headers.get(name)?.to_str().ok()
    }

    /// How often the request was sent until this answer came.
    pub fn attempts(&self) -> u32 {
        self.0.attempts.count
    }

    /// What is known of all attempts together, if this answer, taken by itself, says `last`.
    pub(crate) fn outcome(&self, last: Outcome) -> Outcome {
        self.0
            .attempts
            .outcome(self.operation().idempotency(), last)
    }

    /// Reads the body as JSON, whatever the status is.
    ///
    /// # Errors
    /// Where and why the body is not a `T`.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        Json::<T>::decode(self)
    }

    /// Whether the server says that it did not do what was asked for.
    pub(crate) fn is_refusal(&self) -> bool {
        self.status().is_client_error() && self.status() != StatusCode::REQUEST_TIMEOUT
    }

    /// Whether this is a `DELETE` that did not find what an attempt before it, whose answer was lost, has most
    /// likely deleted: what was asked for is done. Of several things to delete, one that is not found can be
    /// why none was deleted.
    fn is_deleted_before(&self) -> bool {
        self.operation().deletes_one()
            && self.0.attempts.in_doubt
            && matches!(self.status().as_u16(), 404 | 410)
    }

    /// Decides what the answer is. Only a documented success is `Ok`, and only if it is what was
    /// promised.
    pub(crate) fn read<D, E>(self) -> Result<Response<D::Output>, Error<E>>
    where
        D: Decode,
        E: ErrorBody,
    {
        let status = self.status();
        if self.operation().succeeds_with(status) {
            return match D::decode(&self) {
                Ok(value) => Ok(Response::new(value, self)),
                Err(error) => Err(Error::Decode {
                    error,
                    response: self,
                }),
            };
        }
        if self.is_deleted_before()
            && let Some(value) = D::without_body()
        {
            return Ok(Response::new(value, self));
        }
        Err(self.into_error())
    }

    /// What an answer is that is no documented success.
    pub(crate) fn into_error<E: ErrorBody>(self) -> Error<E> {
        let status = self.status();
        // A body that is not what is documented for errors is no second error: the status says more.
        if (status.is_client_error() || status.is_server_error())
            && let Some(body) = E::read(&self)
        {
            return Error::Api {
                body: Box::new(body),
                response: self,
            };
        }
        Error::Status { response: self }
    }
}

/// Shows the beginning of the body, no header that holds a secret by its nature, and the token nowhere.
impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers = self.headers().iter().map(|(name, value)| {
            let shown = match value.is_sensitive() {
                true => REDACTED.to_owned(),
                false => self.show(value.as_bytes()),
            };
            (name.as_str(), shown)
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
