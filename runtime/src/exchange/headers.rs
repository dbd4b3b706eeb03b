//! Headers: those that a caller sets are checked, and those with secrets are marked as sensitive.

use http::header::{
    CONTENT_LENGTH, COOKIE, HeaderMap, HeaderName, HeaderValue, SET_COOKIE, TRANSFER_ENCODING,
};

/// Sets a header. A header of the same name is replaced.
///
/// # Errors
/// Fails with the reason, which does not show the value, if the header cannot be sent.
pub(crate) fn set(headers: &mut HeaderMap, name: &str, value: &str) -> Result<(), String> {
    let name: HeaderName = name
        .parse()
        .map_err(|_| "a header name can have only ASCII letters, digits and symbols".to_owned())?;
    if name == CONTENT_LENGTH || name == TRANSFER_ENCODING {
        return Err("this header is set by the transport, from the body".to_owned());
    }
    // Bytes that are not ASCII could be sent, but there is no agreement on what they mean.
    let value = Some(value)
        .filter(|value| value.is_ascii())
        .and_then(|value| value.parse().ok());
    let mut value: HeaderValue = value.ok_or_else(|| {
        "a header value can have only visible ASCII characters, spaces and tabs".to_owned()
    })?;
    value.set_sensitive(is_secret(&name));
    headers.insert(name, value);
    Ok(())
}

/// Whether a header has a secret, by its name.
fn is_secret(name: &HeaderName) -> bool {
    const WORDS: [&str; 6] = [
        "auth",
        "secret",
        "password",
        "api-key",
        "apikey",
        "access-token",
    ];
    [COOKIE, SET_COOKIE].contains(name) || WORDS.iter().any(|word| name.as_str().contains(word))
}

/// Marks the headers with secrets, so that `Debug` does not show their values.
pub(crate) fn mark_secrets(headers: &mut HeaderMap) {
    for (name, value) in headers.iter_mut() {
        if is_secret(name) {
            value.set_sensitive(true);
        }
    }
}
