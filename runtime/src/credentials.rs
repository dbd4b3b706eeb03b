//! [`Credentials`]: who is calling, where operations want that proven in several ways.

use std::fmt;

use reqwest::header::{AUTHORIZATION, COOKIE, HeaderMap, HeaderName, HeaderValue};

use crate::{
    Token,
    query::{Pair, encode},
    text::REDACTED,
};

/// What a client proves by who is calling, by security scheme of the document. An operation takes what it needs.
///
/// No secret is printed. A secret that cannot be sent is refused when the client is built.
#[derive(Clone, Default)]
pub struct Credentials(Vec<(&'static str, Result<Secret, String>)>);

#[derive(Clone)]
enum Secret {
    Header(HeaderName, HeaderValue),
    Query(&'static str, String),
    Cookie(String),
}

impl Credentials {
    /// `Authorization: Bearer …` (RFC 6750) for the scheme `scheme`.
    #[must_use]
    pub fn bearer(self, scheme: &'static str, token: impl Into<Token>) -> Self {
        let value = token.into().authorization();
        self.with(
            scheme,
            value.map(|value| Secret::Header(AUTHORIZATION, value)),
        )
    }

    /// `Authorization: Basic …` (RFC 7617): a name, which holds no colon, and a password.
    #[must_use]
    pub fn basic(self, scheme: &'static str, user: &str, password: impl Into<Token>) -> Self {
        let secret = if user.contains(':') {
            Err("a user name with a colon cannot be told from its password".to_owned())
        } else {
            let pair = format!("{user}:{}", password.into().expose());
            secret_value(&format!("Basic {}", base64(pair.as_bytes())))
        };
        self.with(
            scheme,
            secret.map(|value| Secret::Header(AUTHORIZATION, value)),
        )
    }

    /// A key in a header.
    #[must_use]
    pub fn header(self, scheme: &'static str, name: &'static str, key: impl Into<Token>) -> Self {
        let value = secret_value(key.into().expose());
        let name = name
            .parse()
            .map_err(|_| format!("`{name}` is no name of a header"));
        let secret = name.and_then(|name| Ok(Secret::Header(name, value?)));
        self.with(scheme, secret)
    }

    /// A key in the query.
    #[must_use]
    pub fn query(self, scheme: &'static str, name: &'static str, key: impl Into<Token>) -> Self {
        let key = key.into();
        let secret = match key.expose() {
            "" => Err("it is empty".to_owned()),
            key => Ok(Secret::Query(name, encode(key).into_owned())),
        };
        self.with(scheme, secret)
    }

    /// A key in a cookie.
    #[must_use]
    pub fn cookie(self, scheme: &'static str, name: &'static str, key: impl Into<Token>) -> Self {
        let secret = match key.into().expose() {
            "" => Err("it is empty".to_owned()),
            key => Ok(Secret::Cookie(format!("{}={}", encode(name), encode(key)))),
        };
        self.with(scheme, secret)
    }

    fn with(mut self, scheme: &'static str, secret: Result<Secret, String>) -> Self {
        self.0.retain(|(known, _)| *known != scheme);
        self.0.push((scheme, secret));
        self
    }

    /// The first secret that cannot be sent, and why.
    pub(crate) fn refusal(&self) -> Option<String> {
        self.0.iter().find_map(|(scheme, secret)| {
            let reason = secret.as_ref().err()?;
            Some(format!("`{scheme}`: {reason}"))
        })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn has(&self, scheme: &str) -> bool {
        self.0
            .iter()
            .any(|(known, secret)| *known == scheme && secret.is_ok())
    }

    /// Puts what the scheme needs into a request.
    pub(crate) fn apply(&self, scheme: &str, headers: &mut HeaderMap, query: &mut Vec<Pair>) {
        let found = self.0.iter().find(|(known, _)| *known == scheme);
        match found.and_then(|(_, secret)| secret.as_ref().ok()) {
            Some(Secret::Header(name, value)) => {
                headers.insert(name, value.clone());
            }
            Some(Secret::Query(name, encoded_value)) => query.push(Pair {
                name: (*name).into(),
                encoded_value: encoded_value.clone(),
                parameter: "",
                extra: true,
                secret: true,
            }),
            Some(Secret::Cookie(pair)) => add_cookie(headers, pair),
            None => {}
        }
    }
}

/// Adds a cookie to those that are there.
pub(crate) fn add_cookie(headers: &mut HeaderMap, pair: &str) {
    let before = headers.get(COOKIE).and_then(|value| value.to_str().ok());
    let all = match before {
        Some(before) => format!("{before}; {pair}"),
        None => pair.to_owned(),
    };
    if let Ok(mut value) = HeaderValue::from_str(&all) {
        value.set_sensitive(true);
        headers.insert(COOKIE, value);
    }
}

/// Takes away the cookies of this name.
pub(crate) fn remove_cookies(headers: &mut HeaderMap, name: &str) {
    let Some(before) = headers.get(COOKIE).and_then(|value| value.to_str().ok()) else {
        return;
    };
    let begin = format!("{}=", encode(name));
    let others = before.split("; ").filter(|pair| !pair.starts_with(&begin));
    let others: Vec<String> = others.map(str::to_owned).collect();
    headers.remove(COOKIE);
    for pair in others {
        add_cookie(headers, &pair);
    }
}

fn secret_value(text: &str) -> Result<HeaderValue, String> {
    if text.is_empty() {
        return Err("it is empty".to_owned());
    }
    let mut value = Some(text)
        .filter(|text| text.is_ascii())
        .and_then(|text| HeaderValue::from_str(text).ok())
        .ok_or_else(|| "it holds what cannot stand in a header".to_owned())?;
    value.set_sensitive(true);
    Ok(value)
}

/// Base64 with padding (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            if place > chunk.len() {
                out.push('=');
            } else {
                let digit = (bits >> (18 - 6 * place)) & 63;
                out.extend(DIGITS.get(digit as usize).map(|digit| char::from(*digit)));
            }
        }
    }
    out
}

/// Shows which schemes there are credentials for.
impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map()
            .entries(self.0.iter().map(|(scheme, _)| (scheme, REDACTED)))
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_as_in_rfc_4648() {
        for (text, expected) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(text.as_bytes()), expected);
        }
    }

    #[test]
    fn what_cannot_be_sent_is_refused() {
        let refusal = |credentials: Credentials| credentials.refusal().unwrap();
        assert_eq!(
            refusal(Credentials::default().bearer("a", "")),
            "`a`: it is empty"
        );
        assert_eq!(
            refusal(Credentials::default().basic("a", "x:y", "z")),
            "`a`: a user name with a colon cannot be told from its password"
        );
        assert_eq!(
            refusal(Credentials::default().header("a", "X-Key", "s\n")),
            "`a`: it holds what cannot stand in a header"
        );
        let shown = format!("{:?}", Credentials::default().query("a", "key", "s3cret"));
        assert_eq!(shown, r#"{"a": "[redacted]"}"#);
    }
}
