//! [`MockRequest`]: a request as a mock gets it.

use std::{borrow::Cow, fmt, future::poll_fn, pin::Pin};

use bytes::Bytes;
use http::{HeaderMap, Method, Request, Uri};
use http_body::Body as _;
use percent_encoding::percent_decode_str;
use serde::de::DeserializeOwned;

use crate::{
    exchange::{operation::Operation, send_error::SendError},
    transport::contract::body::RequestBody,
};

/// A request as it would be sent, with all of its body.
///
/// `Debug` shows neither its headers nor its query, which can have secrets.
#[derive(Clone)]
pub struct MockRequest {
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
    operation: Option<&'static Operation>,
}

impl MockRequest {
    /// Reads the body.
    pub(super) async fn read(request: Request<RequestBody>) -> Result<Self, SendError> {
        let (head, mut body) = request.into_parts();
        let mut bytes = Vec::new();
        while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
            let frame = frame.map_err(SendError::not_sent)?;
            if let Ok(data) = frame.into_data() {
                bytes.extend_from_slice(&data);
            }
        }
        Ok(Self {
            method: head.method,
            uri: head.uri,
            headers: head.headers,
            body: bytes.into(),
            operation: head.extensions.get().copied(),
        })
    }

    /// Returns the operation of the document. There is none if the request has passed another transport that does not keep
    /// extensions, and after a redirect.
    pub fn operation(&self) -> Option<&'static Operation> {
        self.operation
    }

    /// Returns the method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// Returns the whole address.
    pub fn uri(&self) -> &Uri {
        &self.uri
    }

    /// Returns the path as it is sent, that of the base URL included.
    pub fn path(&self) -> &str {
        self.uri.path()
    }

    /// Returns the first value of a query parameter, decoded.
    pub fn query(&self, name: &str) -> Option<String> {
        let decoded = |text: &str| {
            let text = text.replace('+', " ");
            percent_decode_str(&text).decode_utf8_lossy().into_owned()
        };
        let mut pairs = self.uri.query().unwrap_or_default().split('&');
        pairs.find_map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(key) == name).then(|| decoded(value))
        })
    }

    /// Returns the first value of a header, if it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Returns all headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the body.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// Returns the body as text.
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }

    /// Reads the body as JSON.
    ///
    /// # Errors
    /// Fails if the body is no JSON, or none of a `T`.
    pub fn json<T: DeserializeOwned>(&self) -> serde_json::Result<T> {
        serde_json::from_slice(&self.body)
    }
}

impl fmt::Debug for MockRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockRequest")
            .field("method", &self.method)
            .field("path", &self.path())
            .finish_non_exhaustive()
    }
}
