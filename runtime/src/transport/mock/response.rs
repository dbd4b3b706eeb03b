//! [`MockResponse`]: the response of a mock.

use std::error::Error;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Response, StatusCode, header::CONTENT_TYPE};
use serde::Serialize;

use crate::{exchange::send_error::SendError, transport::contract::body::ResponseBody};

/// A response of a mock.
///
/// ```
/// use specwright_runtime::mock::MockResponse;
///
/// let created = MockResponse::json(&serde_json::json!({ "id": 7 })).with_status(201);
/// let limited = MockResponse::status(429).with_header("retry-after", "1");
/// # let _ = (created, limited);
/// ```
#[derive(Clone, Debug)]
pub struct MockResponse {
    status: u16,
    headers: Vec<(String, String)>,
    /// The reason why there is none.
    body: Result<Bytes, String>,
}

impl MockResponse {
    /// Returns a response with this status, and without a body.
    pub fn status(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Ok(Bytes::new()),
        }
    }

    /// Returns a success with this JSON. A value that cannot be written fails when it is sent.
    pub fn json(value: &(impl Serialize + ?Sized)) -> Self {
        let body = serde_json::to_vec(value);
        let response = Self::status(200).with_header(CONTENT_TYPE.as_str(), "application/json");
        Self {
            body: body.map(Bytes::from).map_err(|error| error.to_string()),
            ..response
        }
    }

    /// Returns a success with a body of this media type: text, or any bytes. JSON that is text already is a body, too.
    pub fn body(media_type: &str, body: impl Into<Bytes>) -> Self {
        let response = Self::status(200).with_header(CONTENT_TYPE.as_str(), media_type);
        Self {
            body: Ok(body.into()),
            ..response
        }
    }

    /// Returns a response that cannot be sent, for this reason.
    pub(super) fn failing(reason: String) -> Self {
        Self {
            body: Err(reason),
            ..Self::status(200)
        }
    }

    /// Sets the status.
    #[must_use]
    pub fn with_status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// Adds a header.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Makes the response as a transport returns it.
    pub(super) fn into_response(self) -> Result<Response<ResponseBody>, SendError> {
        let body = self.body.map_err(unusable)?;
        let mut response = Response::new(ResponseBody::from(body));
        *response.status_mut() = StatusCode::from_u16(self.status).map_err(unusable)?;
        for (name, value) in self.headers {
            let name = HeaderName::try_from(name).map_err(unusable)?;
            let value = HeaderValue::try_from(value).map_err(unusable)?;
            response.headers_mut().append(name, value);
        }
        Ok(response)
    }
}

/// The error of a response that cannot be made. Another attempt would have the same.
fn unusable(reason: impl Into<Box<dyn Error + Send + Sync>>) -> SendError {
    SendError::not_sent(reason).permanent()
}

/// A result of a mock: a [`MockResponse`], or a `Result` of one.
pub trait IntoReply {
    /// Converts into a result.
    ///
    /// # Errors
    /// The error of a mock that has no response.
    fn into_reply(self) -> Result<MockResponse, SendError>;
}

impl IntoReply for MockResponse {
    fn into_reply(self) -> Result<MockResponse, SendError> {
        Ok(self)
    }
}

impl IntoReply for Result<MockResponse, SendError> {
    fn into_reply(self) -> Result<MockResponse, SendError> {
        self
    }
}
