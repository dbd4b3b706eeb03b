//! Headers: those that a caller sets are checked, and those with secrets are marked as sensitive.

use http::header::{CONTENT_LENGTH, HeaderMap, HeaderName, HeaderValue, TRANSFER_ENCODING};

use super::secret_names::is_secret_name;
use crate::encode::sensitive::sensitive_value;

/// The reason why a text is no name of a header.
pub(crate) const NO_NAME: &str = "a header name can have only ASCII letters, digits and symbols";

/// Sets a header. A header of the same name is replaced. The value is marked as sensitive if it is a secret by the name of
/// the header, or if that of the header before is.
///
/// # Errors
/// Fails with the reason, which does not show the value, if the header cannot be sent.
pub(crate) fn set(headers: &mut HeaderMap, name: &str, value: &str) -> Result<(), String> {
    let name: HeaderName = name.parse().map_err(|_| NO_NAME.to_owned())?;
    if name == CONTENT_LENGTH || name == TRANSFER_ENCODING {
        return Err("this header is set by the transport, from the body".to_owned());
    }
    // A header that had a secret has another one now.
    let before = headers.get(&name);
    let is_secret = is_secret_name(name.as_str()) || before.is_some_and(HeaderValue::is_sensitive);
    let value = match is_secret {
        true => sensitive_value(value.to_owned().into()),
        // Bytes that are not ASCII could be sent, but there is no agreement on what they mean.
        false => Some(value)
            .filter(|it| it.is_ascii())
            .and_then(|it| it.parse().ok()),
    };
    let value = value.ok_or_else(|| {
        "a header value can have only visible ASCII characters, spaces and tabs".to_owned()
    })?;
    headers.insert(name, value);
    Ok(())
}

/// Whether one of the headers is a secret.
pub(crate) fn has_secret_header(headers: &HeaderMap) -> bool {
    let mut headers = headers.iter();
    headers.any(|(name, value)| value.is_sensitive() || is_secret_name(name.as_str()))
}

/// Marks the headers with secrets, by their names, so that `Debug` does not show their values.
pub(crate) fn mark_secrets(headers: &mut HeaderMap) {
    for (name, value) in headers.iter_mut() {
        if is_secret_name(name.as_str()) {
            value.set_sensitive(true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_with_a_secret_is_sensitive_and_stays_so() {
        let mut headers = HeaderMap::new();
        for (name, is_sensitive) in [
            ("X-Vault-Token", true),
            ("Idempotency-Key", false),
            ("X-Team", false),
        ] {
            set(&mut headers, name, "a").unwrap();
            assert_eq!(headers[name].is_sensitive(), is_sensitive, "{name}");
        }
        // As a key of a security scheme is.
        headers.get_mut("x-team").unwrap().set_sensitive(true);
        set(&mut headers, "X-Team", "b").unwrap();
        assert_eq!(headers["x-team"], "b");
        assert!(headers["x-team"].is_sensitive());
    }

    #[test]
    fn a_value_that_cannot_be_sent_is_refused_whether_it_is_secret_or_not() {
        for name in ["X-Team", "X-Api-Key"] {
            for value in ["a\n", "é", "\0"] {
                assert_eq!(
                    set(&mut HeaderMap::new(), name, value).unwrap_err(),
                    "a header value can have only visible ASCII characters, spaces and tabs"
                );
            }
        }
    }

    #[test]
    fn a_header_is_a_secret_by_its_name_or_by_its_mark() {
        let header = |name: &'static str, is_marked: bool| {
            let mut value = HeaderValue::from_static("v");
            value.set_sensitive(is_marked);
            HeaderMap::from_iter([(HeaderName::from_static(name), value)])
        };
        assert!(has_secret_header(&header("authorization", false)));
        assert!(has_secret_header(&header("x-tag", true)));
        assert!(!has_secret_header(&header("x-tag", false)));
    }
}
