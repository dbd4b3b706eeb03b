//! [`Base64`]: bytes that are written in base64 (`format: byte`).

use std::fmt;

use ::base64::{
    Engine as _, alphabet,
    display::Base64Display,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
    prelude::BASE64_STANDARD,
};
use bytes::Bytes;

use super::{adapter::Foreign, adapter::stated, codec::Codec};

/// Bytes that are written in base64 (RFC 4648, section 4): `format: byte`.
///
/// The alphabet for addresses (section 5) is read, too, and the padding can be missing. Neither changes the bytes. A line
/// break or a space is an error.
///
/// ```
/// use specwright_runtime::Base64;
///
/// let photo = Base64::from(b"photo".to_vec());
/// assert_eq!(serde_json::to_string(&photo)?, r#""cGhvdG8=""#);
/// assert_eq!(serde_json::from_str::<Base64>(r#""cGhvdG8""#)?, photo);
/// assert_eq!(&photo[..], b"photo");
/// # Ok::<(), serde_json::Error>(())
/// ```
pub type Base64 = Foreign<Bytes, InBase64>;

/// In base64; see [`Base64`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct InBase64;

const READING: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);

const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, READING);

const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, READING);

impl Codec<Bytes> for InBase64 {
    const EXPECTED: &'static str = "bytes in base64";
    const HAS_EMPTY: bool = true;

    fn read(text: &str) -> Result<Bytes, String> {
        let engine = match text.contains(['-', '_']) {
            true => URL_SAFE,
            false => STANDARD,
        };
        let bytes = engine.decode(text);
        bytes.map(Bytes::from).map_err(|error| stated(&error))
    }

    fn write(value: &Bytes, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&Base64Display::new(value, &BASE64_STANDARD), f)
    }
}

impl AsRef<[u8]> for Base64 {
    fn as_ref(&self) -> &[u8] {
        self
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self::new(bytes.into())
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self::new(Bytes::copy_from_slice(bytes))
    }
}

impl<const N: usize> From<&[u8; N]> for Base64 {
    fn from(bytes: &[u8; N]) -> Self {
        bytes.as_slice().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_are_there() {
        for bytes in [&[1, 2, 3][..], &[]] {
            let found = Base64::from(bytes);
            assert_eq!(AsRef::<[u8]>::as_ref(&found), bytes);
        }
    }
}
