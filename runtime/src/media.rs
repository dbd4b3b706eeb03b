//! Answers that are no JSON: [`Text`] and [`Raw`].

use bytes::Bytes;

use crate::{Decode, DecodeError, RawResponse};

/// Reads a body as text, which has to be UTF-8.
#[derive(Clone, Copy, Debug)]
pub struct Text;

impl Decode for Text {
    type Output = String;

    fn decode(response: &RawResponse) -> Result<String, DecodeError> {
        let text = std::str::from_utf8(response.body());
        text.map(str::to_owned)
            .map_err(|error| DecodeError::new(format!("the body is not text in UTF-8: {error}")))
    }
}

/// Takes a body as it came.
#[derive(Clone, Copy, Debug)]
pub struct Raw;

impl Decode for Raw {
    type Output = Bytes;

    fn decode(response: &RawResponse) -> Result<Bytes, DecodeError> {
        Ok(response.bytes())
    }
}
