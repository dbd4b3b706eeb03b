//! [`RawResponse`]: an answer as it came, before anything is made of it.

use std::fmt;

use bytes::Bytes;
use reqwest::{StatusCode, header::HeaderMap};
use serde::de::DeserializeOwned;

use crate::{Decode, Error, Operation, decode::from_json, text::excerpt};

/// An answer: its status, its headers and its body, unread.
#[derive(Clone)]
pub struct RawResponse(Box<Parts>);

/// Behind a pointer, because errors carry a response and should be small.
#[derive(Clone)]
pub(crate) struct Parts {
    pub(crate) operation: &'static Operation,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
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

    /// The name that the server gave to this exchange, which its operators ask for: the header
    /// `X-Request-Id`.
    pub fn request_id(&self) -> Option<&str> {
        self.header("x-request-id")
    }

    /// The text of a header, if it is there and is text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.0.headers.get(name)?.to_str().ok()
    }

    /// Decides what the answer is. Only a documented success is `Ok`, and only if it is what was
    /// promised.
    pub(crate) fn read<D, E>(self) -> Result<D::Output, Error<E>>
    where
        D: Decode,
        E: DeserializeOwned,
    {
        let status = self.status();
        if self.operation().succeeds_with(status) {
            return D::decode(&self).map_err(|error| Error::Decode {
                error,
                response: self,
            });
        }
        // A body that is not what is documented for errors is no second error: the status says more.
        if (status.is_client_error() || status.is_server_error())
            && let Ok(body) = from_json(self.body())
        {
            return Err(Error::Api {
                body: Box::new(body),
                response: self,
            });
        }
        Err(Error::Status { response: self })
    }
}

/// Shows the beginning of the body, and no header that holds a secret by its nature.
impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawResponse")
            .field("operation", &format_args!("{}", self.operation()))
            .field("status", &self.status())
            .field("headers", self.headers())
            .field("body", &format_args!("{}", excerpt(self.body())))
            .finish()
    }
}
