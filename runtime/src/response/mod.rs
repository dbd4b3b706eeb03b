//! From a response as it arrived to a value or an error of the documented types.
//!
//! `interpret` decides between them. `decode` and its neighbours read bodies, `byte_stream`, `event_stream` and
//! `item_stream` read them as they arrive. `documented`, `html` and `entries` tell the documented body from any other one, and `stated` finds an
//! error in it. `isolate` leaves out single objects that cannot be read. `any_body`
//! is an error body of any operation. Here is [`Response`],
//! a value with its metadata.

pub(crate) mod any_body;
pub(crate) mod by_content_type;
pub(crate) mod byte_stream;
mod charset;
pub(crate) mod decode;
mod documented;
pub(crate) mod each_entry;
mod entries;
pub(crate) mod error_body;
pub(crate) mod event;
pub(crate) mod event_stream;
pub(crate) mod events;
pub(crate) mod html;
pub(crate) mod interpret;
mod isolate;
pub(crate) mod item_stream;
pub(crate) mod items;
mod json;
pub(crate) mod linked;
pub(crate) mod links;
pub(crate) mod per_status;
pub(crate) mod read;
pub(crate) mod reconnect;
mod sse;
pub(crate) mod stated;

use std::fmt;

use http::{StatusCode, header::HeaderMap};

use crate::exchange::{
    documented_headers::DocumentedHeaders, header_error::HeaderError, raw_response::RawResponse,
    tolerated::Tolerated,
};

/// The value of a response, with its status, its headers and other metadata.
#[derive(Clone)]
#[non_exhaustive]
pub struct Response<T> {
    /// The value of the body.
    pub value: T,
    /// The response as it arrived.
    pub raw: RawResponse,
}

impl<T> Response<T> {
    pub(crate) fn new(value: T, raw: RawResponse) -> Self {
        Self { value, raw }
    }

    /// Returns the HTTP status, which is documented as success. The exception is 404 or 410 to a `DELETE` that was
    /// retried because the response to its first attempt was lost.
    pub fn status(&self) -> StatusCode {
        self.raw.status()
    }

    /// Returns the headers.
    pub fn headers(&self) -> &HeaderMap {
        self.raw.headers()
    }

    /// Reads the documented headers. The documentation of an operation names the struct of them.
    ///
    /// # Errors
    /// Fails if one of them is not as documented, or is missing although the document requires it. The value is there
    /// nevertheless. See [`headers!`](crate::headers) for the rules.
    pub fn headers_as<H: DocumentedHeaders>(&self) -> Result<H, HeaderError> {
        self.raw.headers_as()
    }

    /// Returns the id of the request, by which the operators of the server can find it. See [`RawResponse::request_id`].
    pub fn request_id(&self) -> Option<&str> {
        self.raw.request_id()
    }

    /// Returns what was tolerated in the response, by the rules of [`leniency`](crate::leniency). It is empty for most.
    pub fn tolerated(&self) -> &[Tolerated] {
        self.raw.tolerated()
    }

    /// Returns the number of attempts until this response. It is 1 unless attempts failed.
    pub fn attempts(&self) -> u32 {
        self.raw.attempts()
    }
}

/// Shows the value and the response, without the secrets that the client sends.
impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("value", &self.raw.secrets().debug(&self.value))
            .field("raw", &self.raw)
            .finish()
    }
}
