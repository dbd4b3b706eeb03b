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
