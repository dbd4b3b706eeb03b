//! [`Answer`]: the value of an answer, and what came with it.

use std::fmt;

use reqwest::{StatusCode, header::HeaderMap};

use crate::RawResponse;

/// The value that an answer holds, with its status, its headers and the rest of what came beside it.
#[derive(Clone)]
#[non_exhaustive]
pub struct Answer<T> {
    /// What was made of the body.
    pub value: T,
    /// The answer as it came.
    pub response: RawResponse,
}

impl<T> Answer<T> {
    pub(crate) fn new(value: T, response: RawResponse) -> Self {
        Self { value, response }
    }

    /// The HTTP status: one that is documented as success. The exception is 404 or 410 to a `DELETE` that was
    /// sent again because the answer to its first attempt was lost.
    pub fn status(&self) -> StatusCode {
        self.response.status()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        self.response.headers()
    }

    /// The name that the server gave to this exchange: the header `X-Request-Id`.
    pub fn request_id(&self) -> Option<&str> {
        self.response.request_id()
    }

    /// How often the request was sent until this answer came: 1, unless attempts failed.
    pub fn attempts(&self) -> u32 {
        self.response.attempts()
    }
}

/// Shows the value and the answer, as [`RawResponse`] does.
impl<T: fmt::Debug> fmt::Debug for Answer<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("value", &self.value)
            .field("response", &self.response)
            .finish()
    }
}
