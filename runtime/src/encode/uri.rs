//! URIs: from a text to what can be sent (RFC 3986).

use http::Uri;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// The characters that are not allowed anywhere in a URI. A percent sign stays: what follows it is encoded already.
const NOT_ALLOWED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Parses a URI. Characters that are not allowed in one are percent-encoded.
///
/// # Errors
/// Fails with the reason. It does not show the text, which can have secrets.
pub(crate) fn parse_uri(text: &str) -> Result<Uri, String> {
    let encoded = utf8_percent_encode(text, NOT_ALLOWED).to_string();
    Uri::try_from(encoded).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_are_not_allowed_are_encoded() {
        let uri = parse_uri("https://h/a b/é/{x}|\\^?q=\"<%20>`").unwrap();
        assert_eq!(
            uri.to_string(),
            "https://h/a%20b/%C3%A9/%7Bx%7D%7C%5C%5E?q=%22%3C%20%3E%60"
        );
        let same = "https://h:8080/a;b=c/d,e/(f)*!'$&+:@~_-.?g=h/i?j[]";
        assert_eq!(parse_uri(same).unwrap().to_string(), same);
    }
}
