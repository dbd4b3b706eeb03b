//! Reading a JSON body, and the explanation if it is not the documented one.

use std::str;

use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::error::Category;

use crate::{
    exchange::{decode_error::DecodeError, raw_response::RawResponse},
    text::json_error::{error_path, from_json},
};

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

impl RawResponse {
    /// Reads the body as JSON, whatever the status is.
    ///
    /// # Errors
    /// Fails with the path and the reason if the body is not a `T`.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        read_json(self).map_err(|error| error.without(self.secrets()))
    }
}

/// Reads the body as JSON.
///
/// # Errors
/// Fails with the path and the reason if the body is not a `T`.
pub(super) fn read_json<T: DeserializeOwned>(response: &RawResponse) -> Result<T, DecodeError> {
    from_json(response.body()).map_err(|error| explain(response, &error))
}

/// Returns the reason why the body is not the documented one. Not generic, so that it is compiled once.
fn explain(response: &RawResponse, error: &serde_json::Error) -> DecodeError {
    let body = response.body();
    if body.trim_ascii().is_empty() {
        return DecodeError::inconclusive("the body is empty, expected JSON".to_owned());
    }
    if body.starts_with(BYTE_ORDER_MARK) {
        return DecodeError::new(format!(
            "the body begins with a byte order mark, which is not allowed in JSON (RFC 8259, section 8.1); {}",
            describe(response)
        ));
    }
    if let Err(error) = str::from_utf8(body) {
        return DecodeError::new(format!(
            "byte {} of the body is not UTF-8, which JSON must be (RFC 8259, section 8.1); {}",
            error.valid_up_to(),
            describe(response)
        ));
    }
    let reason = response.show(error.to_string().as_bytes());
    if error.classify() == Category::Data {
        let path = error_path(body, error);
        let path = (!path.is_empty()).then(|| response.show(path.as_bytes()));
        return DecodeError::new(reason).at(path);
    }
    // The body can be valid JSON with a number or a depth that serde_json does not support.
    if serde_json::from_slice::<IgnoredAny>(body).is_ok() {
        return DecodeError::new(format!(
            "the body has a value that this client does not support: {reason}; {}",
            describe(response)
        ));
    }
    DecodeError::inconclusive(format!(
        "the body is not JSON: {reason}; {}",
        describe(response)
    ))
}

/// Describes a body by its headers and an excerpt.
fn describe(response: &RawResponse) -> String {
    let content_type = response.header(CONTENT_TYPE.as_str()).unwrap_or("none");
    let content_type = response.show(content_type.as_bytes());
    // A body that is still packed has an encoding that the request did not accept.
    let encoding = response.header(CONTENT_ENCODING.as_str());
    let encoding = encoding.map_or_else(String::new, |encoding| {
        format!("content encoding: {}; ", response.show(encoding.as_bytes()))
    });
    let body = response.show(response.body());
    format!("content type: {content_type}; {encoding}body: {body}")
}
