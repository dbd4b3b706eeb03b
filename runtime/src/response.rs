//! [`Response`]: the value of an answer, and what came with it.

use std::fmt;

use reqwest::{StatusCode, header::HeaderMap};

use crate::RawResponse;

/// The value that an answer holds, with its status, its headers and the rest of what came beside it.
#[derive(Clone)]
#[non_exhaustive]
pub struct Response<T> {
    /// What was made of the body.
    pub value: T,
    /// The answer as it came.
    pub raw: RawResponse,
}

impl<T> Response<T> {
    pub(crate) fn new(value: T, raw: RawResponse) -> Self {
        Self { value, raw }
    }

    /// The HTTP status: one that is documented as success. The exception is 404 or 410 to a `DELETE` that was
    /// sent again because the answer to its first attempt was lost.
    pub fn status(&self) -> StatusCode {
        self.raw.status()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        self.raw.headers()
    }

    /// The name that the server gave to this exchange: the header `X-Request-Id`.
    pub fn request_id(&self) -> Option<&str> {
        self.raw.request_id()
    }

    /// How often the request was sent until this answer came: 1, unless attempts failed.
    pub fn attempts(&self) -> u32 {
        self.raw.attempts()
    }
}

/// Shows the value and the answer, as [`RawResponse`] does.
impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("value", &self.value)
            .field("raw", &self.raw)
            .finish()
    }
}
