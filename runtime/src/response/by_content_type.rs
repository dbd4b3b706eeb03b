//! [`ByContentType`]: a body that the document describes for any media type.

use std::marker::PhantomData;

use serde::de::{DeserializeOwned, IntoDeserializer, value::Error};

use super::{
    charset::text_of,
    decode::Decode,
    documented::{self, Properties},
    json::{describe, read_body},
    read::Read,
};
use crate::exchange::{decode_error::DecodeError, expected::Expected, raw_response::RawResponse};

/// Reads a body by the `Content-Type` with which it arrived, where the document allows any (`*/*`).
///
/// JSON is read as JSON. Any other text is a string, if a `T` can be one, and otherwise JSON. Bytes that are no text are an
/// error.
#[derive(Clone, Copy, Debug)]
pub struct ByContentType<T>(PhantomData<fn() -> T>);

impl<T: DeserializeOwned> Decode for ByContentType<T> {
    type Output = T;

    fn decode(response: &RawResponse) -> Result<T, DecodeError> {
        Self::decode_expected(response, &Expected::Any).map(|read| read.value)
    }

    fn decode_expected(response: &RawResponse, _: &Expected) -> Result<Read<T>, DecodeError> {
        let media_type = response.media_type().to_ascii_lowercase();
        let is_json = media_type.ends_with("/json") || media_type.ends_with("+json");
        let read_json = || read_body(response);
        if is_json {
            return read_json();
        }
        // Without a media type, JSON is more likely than text that looks like it.
        if media_type.is_empty()
            && let Ok(value) = read_json()
        {
            return Ok(value);
        }
        let text = text_of(response).map_err(|error| {
            DecodeError::new(format!(
                "{error}; read the bytes by `send_raw`; {}",
                describe(response)
            ))
        })?;
        let text = T::deserialize(IntoDeserializer::<Error>::into_deserializer(&*text));
        text.map_or_else(|_| read_json(), |value| Ok(Read::certain(value)))
    }

    fn properties() -> Properties {
        documented::properties::<T>().unwrap_or_default()
    }

    fn recognizes(response: &RawResponse) -> bool {
        documented::recognizes::<T>(response.json_text())
    }
}
