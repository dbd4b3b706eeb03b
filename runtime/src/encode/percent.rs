//! Percent-encoding (RFC 3986, section 2.1).

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use zeroize::Zeroizing;

/// All characters but the unreserved ones. A server would not need all of them to be encoded, but no character can be
/// taken for a delimiter then, and a space is `%20`, never `+`.
const ALL_BUT_UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// All characters but the unreserved and the reserved ones. `&`, `#` and `+` are encoded too, because they would end or
/// change the value of a query parameter.
const ALL_BUT_RESERVED: &AsciiSet = &ALL_BUT_UNRESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// The reserved characters that have a place in a path (RFC 3986, section 3.3). `?` and `#` would end the path, and
/// brackets are not allowed in one.
const ALL_BUT_RESERVED_IN_PATH: &AsciiSet = &ALL_BUT_RESERVED.remove(b'&').remove(b'+').add(b'?');

/// The reserved characters that a cookie can hold, and that do not separate it from the next one.
const ALL_BUT_RESERVED_IN_COOKIE: &AsciiSet = &ALL_BUT_RESERVED.add(b',').add(b';');

/// Encodes a text for a segment of a path, or for a name or value in a query.
pub(crate) fn encode(text: &str) -> Cow<'_, str> {
    utf8_percent_encode(text, ALL_BUT_UNRESERVED).into()
}

/// Encodes a secret in the same way.
pub(crate) fn encode_secret(text: &str) -> Zeroizing<String> {
    // It does not grow, which would leave a part of the secret in memory.
    let mut encoded = Zeroizing::new(String::with_capacity(3 * text.len()));
    encoded.extend(utf8_percent_encode(text, ALL_BUT_UNRESERVED));
    encoded
}

/// Encodes a text for the value of a query parameter with `allowReserved`.
pub(crate) fn encode_allowing_reserved(text: &str) -> Cow<'_, str> {
    utf8_percent_encode(text, ALL_BUT_RESERVED).into()
}

/// Encodes a text for a path parameter whose value can have slashes and other reserved characters. What is percent-encoded
/// already stays as it is (RFC 6570, section 3.2.3).
pub(crate) fn encode_allowing_reserved_in_path(text: &str) -> Cow<'_, str> {
    let mut encoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        encoded.extend(utf8_percent_encode(before, ALL_BUT_RESERVED_IN_PATH));
        let is_triplet = (after.as_bytes().first_chunk::<2>())
            .is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        encoded.push_str(if is_triplet { "%" } else { "%25" });
        rest = after;
    }
    encoded.extend(utf8_percent_encode(rest, ALL_BUT_RESERVED_IN_PATH));
    encoded.into()
}

/// Encodes a text for the value of a cookie with `allowReserved`.
pub(crate) fn encode_allowing_reserved_in_cookie(text: &str) -> Cow<'_, str> {
    utf8_percent_encode(text, ALL_BUT_RESERVED_IN_COOKIE).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_keeps_reserved_characters_and_what_is_encoded_already() {
        for (text, expected) in [
            ("a/b;c=d,e:f@g!$&'()*+", "a/b;c=d,e:f@g!$&'()*+"),
            ("a?b#c[d]", "a%3Fb%23c%5Bd%5D"),
            ("a%2Fb%2fc%3F", "a%2Fb%2fc%3F"),
            ("100%", "100%25"),
            ("%zz%2", "%25zz%252"),
            ("%é", "%25%C3%A9"),
            ("a b\\c\"", "a%20b%5Cc%22"),
        ] {
            assert_eq!(encode_allowing_reserved_in_path(text), expected, "{text}");
        }
    }
}
