//! The `Cookie` header of a request (RFC 6265).

use http::header::{COOKIE, HeaderMap, HeaderName, HeaderValue};

use super::{
    percent::encode,
    sensitive::{joined, sensitive_value},
};

/// Adds a cookie, already encoded as `name=value`, to the cookies of the request. They are a secret if one of them is.
pub(crate) fn add_cookie(headers: &mut HeaderMap, pair: &str, is_secret: bool) {
    let before = headers.get(COOKIE);
    let is_secret = is_secret || before.is_some_and(HeaderValue::is_sensitive);
    let before = before.and_then(|value| value.to_str().ok());
    let all = match before {
        Some(before) => joined(&[before, "; ", pair]),
        None => joined(&[pair]),
    };
    if let Some(mut value) = sensitive_value(all) {
        value.set_sensitive(is_secret);
        headers.insert(COOKIE, value);
    }
}

/// Removes all cookies that `is_removed` names by the whole pair `name=value`.
fn remove(headers: &mut HeaderMap, is_removed: impl Fn(&str) -> bool) {
    let Some(value) = headers.get(COOKIE) else {
        return;
    };
    let is_secret = value.is_sensitive();
    let Ok(before) = value.to_str() else {
        return;
    };
    let others = before.split("; ").filter(|pair| !is_removed(pair));
    let others: Vec<String> = others.map(str::to_owned).collect();
    headers.remove(COOKIE);
    for pair in others {
        add_cookie(headers, &pair, is_secret);
    }
}

/// Removes all cookies with this name.
pub(crate) fn remove_cookies(headers: &mut HeaderMap, name: &str) {
    let begin = format!("{}=", encode(name));
    let plain = format!("{name}=");
    remove(headers, |pair| {
        pair.starts_with(&begin) || pair.starts_with(&plain)
    });
}

/// Removes one cookie, which is encoded as `name=value`.
pub(crate) fn remove_cookie(headers: &mut HeaderMap, pair: &str) {
    remove(headers, |known| known == pair);
}

/// Checks the name of a cookie, which is sent as it is.
///
/// # Errors
/// Fails with the reason if a cookie cannot have it.
pub(crate) fn check_name(name: &str) -> Result<(), String> {
    // It has the characters of the name of a header (RFC 6265, section 4.1.1).
    match name.parse::<HeaderName>() {
        Ok(_) => Ok(()),
        Err(_) => {
            Err("the name of a cookie can have only ASCII letters, digits and symbols".to_owned())
        }
    }
}

/// Checks the value of a cookie, which is sent as it is.
///
/// # Errors
/// Fails with the reason if a cookie cannot hold it.
pub(crate) fn check_value(value: &str) -> Result<(), String> {
    let is_octet = |byte: u8| byte.is_ascii_graphic() && !b"\",;\\".contains(&byte);
    match value.bytes().all(is_octet) {
        true => Ok(()),
        false => Err("it has a character that a cookie cannot hold: a space, `\"`, `,`, `;`, `\\`, a control character, or one that is not ASCII; pass it in the encoding that the server expects".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_holds_only_its_octets() {
        for value in ["", "a", "s:abc.d+e/f==", "!#$%&'()*-:<=>?@[]^_`{|}~"] {
            assert_eq!(check_value(value), Ok(()), "{value}");
        }
        for value in ["a b", "a;b", "a,b", "\"a\"", "a\\", "a\n", "\u{7f}", "é"] {
            assert!(check_value(value).is_err(), "{value}");
        }
        assert!(check_name("a b").is_err());
        assert_eq!(check_name("__Host-sid"), Ok(()));
    }

    #[test]
    fn cookies_are_a_secret_if_one_of_them_is() {
        let mut headers = HeaderMap::new();
        add_cookie(&mut headers, "theme=dark", false);
        assert!(!headers[COOKIE].is_sensitive());
        add_cookie(&mut headers, "sid=1", true);
        add_cookie(&mut headers, "lang=en", false);
        assert!(headers[COOKIE].is_sensitive());
        remove_cookie(&mut headers, "sid=1");
        assert_eq!(headers[COOKIE], "theme=dark; lang=en");
    }

    #[test]
    fn a_cookie_is_removed_by_its_name_as_it_is_sent() {
        let mut headers = HeaderMap::new();
        for pair in ["a%20b=1", "c[d]=2", "a%20b=3", "a%20bc=4", "lang=en"] {
            add_cookie(&mut headers, pair, false);
        }
        remove_cookies(&mut headers, "a b");
        assert_eq!(headers[COOKIE], "c[d]=2; a%20bc=4; lang=en");
        remove_cookies(&mut headers, "c[d]");
        assert_eq!(headers[COOKIE], "a%20bc=4; lang=en");
    }
}
