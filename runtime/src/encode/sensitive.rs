//! Texts with secrets, and values of headers with secrets.

use bytes::Bytes;
use http::header::HeaderValue;
use zeroize::Zeroizing;

/// Makes the value of a header that is a secret, or has one. It is marked as sensitive, so that `Debug` does not show it,
/// and its memory is erased when its last clone is dropped.
///
/// Returns `None` if a header cannot have this value. Bytes that are not ASCII could be sent, but there is no agreement
/// on what they mean.
pub(crate) fn sensitive_value(text: Zeroizing<String>) -> Option<HeaderValue> {
    if !text.is_ascii() {
        return None;
    }
    let mut value = HeaderValue::from_maybe_shared(Bytes::from_owner(Text(text))).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// Joins texts into one. No part of it remains in memory that is not erased, as it would where a text grows.
pub(crate) fn joined(parts: &[&str]) -> Zeroizing<String> {
    let len = parts.iter().map(|part| part.len()).sum();
    let mut text = Zeroizing::new(String::with_capacity(len));
    for part in parts {
        text.push_str(part);
    }
    text
}

/// A text as bytes.
struct Text(Zeroizing<String>);

impl AsRef<[u8]> for Text {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_sensitive_and_valid() {
        let value = |text: &str| sensitive_value(text.to_owned().into());
        let key = value("k \t~").unwrap();
        assert!(key.is_sensitive());
        assert_eq!(key, "k \t~");
        assert_eq!(format!("{key:?}"), "Sensitive");
        for invalid in ["k\n", "k\r", "k\0", "\u{7f}", "é"] {
            assert!(value(invalid).is_none(), "{invalid:?}");
        }
    }
}
