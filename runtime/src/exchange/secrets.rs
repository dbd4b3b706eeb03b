//! [`Secrets`]: what was sent as a secret, so that it is not shown where a server repeats it.

use std::{
    borrow::Cow,
    fmt::{self, Debug},
    str,
    sync::{Arc, Mutex, PoisonError},
};

use base64::{
    Engine as _,
    prelude::{BASE64_STANDARD, BASE64_STANDARD_NO_PAD},
};
use http::header::{
    AUTHORIZATION, COOKIE, HeaderMap, HeaderName, HeaderValue, PROXY_AUTHORIZATION,
};
use percent_encoding::percent_decode;
use zeroize::Zeroizing;

use super::secret_names::is_secret_name;
use crate::text::{
    excerpt::{excerpt_without, long_excerpt_without},
    redact::Needles,
};

/// A secret of a client, as it is sent.
#[derive(Clone)]
pub(crate) enum Secret {
    /// The name and the value of a header. The value is marked as sensitive.
    Header(HeaderName, HeaderValue),
    /// The name and the value of a pair of the query. The value is percent-encoded.
    Query(&'static str, Arc<Zeroizing<String>>),
    /// A cookie, `name=value`, as it is.
    Cookie(Arc<Zeroizing<String>>),
}

/// The secrets that a request was sent with, and those that other requests of its client are sent with.
///
/// Each text that a server sent is shown by [`show`](Secrets::show), [`redact`](Secrets::redact) or
/// [`debug`](Secrets::debug), which are the only ones that redact. The handle is cheap to make, to clone and to keep: a
/// secret is converted into all its forms only when something is shown.
#[derive(Clone, Default)]
pub(crate) struct Secrets(Option<Arc<Sent>>);

struct Sent {
    client: Vec<Secret>,
    /// The sensitive headers of all attempts so far.
    headers: Mutex<Vec<(HeaderName, HeaderValue)>>,
}

impl Secrets {
    /// Makes a handle with the secrets of a client.
    pub(crate) fn new(client: Vec<Secret>) -> Self {
        Self(Some(Arc::new(Sent {
            client,
            headers: Mutex::default(),
        })))
    }

    /// Adds the sensitive headers of an attempt.
    pub(crate) fn add(&self, headers: &HeaderMap) {
        let Some(sent) = &self.0 else {
            return;
        };
        let mut known = sent.headers.lock().unwrap_or_else(PoisonError::into_inner);
        for (name, value) in headers.iter().filter(|(_, value)| value.is_sensitive()) {
            let is_known = known.iter().any(|it| it.0 == *name && it.1 == *value);
            if !is_known {
                known.push((name.clone(), value.clone()));
            }
        }
    }

    /// Marks the headers that have the name of a header with a secret.
    pub(crate) fn mark(&self, headers: &mut HeaderMap) {
        self.each_header(|name, _| {
            if let http::header::Entry::Occupied(mut entry) = headers.entry(name) {
                for value in entry.iter_mut() {
                    value.set_sensitive(true);
                }
            }
        });
    }

    /// Returns an excerpt of a text that a server sent, for an error or a log, without the secrets.
    pub(crate) fn show(&self, bytes: &[u8]) -> String {
        excerpt_without(bytes, &self.needles())
    }

    /// Returns a longer excerpt of a text that a server sent, without the secrets.
    pub(crate) fn show_more(&self, bytes: &[u8]) -> String {
        long_excerpt_without(bytes, &self.needles())
    }

    /// Returns a function that does the same for several texts: the secrets are converted into their forms once.
    pub(crate) fn shower(&self) -> impl Fn(&[u8]) -> String {
        let needles = self.needles();
        move |bytes| excerpt_without(bytes, &needles)
    }

    /// Returns a text that contains text of a server, without the secrets.
    pub(crate) fn redact<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.needles().redact(text)
    }

    /// Whether a text has one of the secrets in it.
    pub(crate) fn are_in(&self, text: &str) -> bool {
        self.redact(text) != text
    }

    /// Makes a value whose `Debug` output is that of `value`, without the secrets.
    pub(crate) fn debug<'v, T: Debug + ?Sized>(&'v self, value: &'v T) -> Redacted<'v, T> {
        Redacted {
            value,
            secrets: self,
        }
    }

    fn each_header(&self, mut take: impl FnMut(&HeaderName, &HeaderValue)) {
        let Some(sent) = &self.0 else {
            return;
        };
        for secret in &sent.client {
            if let Secret::Header(name, value) = secret {
                take(name, value);
            }
        }
        let known = sent.headers.lock().unwrap_or_else(PoisonError::into_inner);
        for (name, value) in known.iter() {
            take(name, value);
        }
    }

    fn needles(&self) -> Needles {
        let mut needles = Needles::default();
        self.each_header(|name, value| add_header(&mut needles, name, value.as_bytes()));
        for secret in self.0.iter().flat_map(|sent| &sent.client) {
            match secret {
                Secret::Header(..) => {}
                Secret::Query(_, value) => add_encoded(&mut needles, value.as_bytes()),
                Secret::Cookie(pair) => add_cookies(&mut needles, pair.as_bytes()),
            }
        }
        needles
    }
}

/// Adds the secrets of the value of a header.
fn add_header(needles: &mut Needles, name: &HeaderName, value: &[u8]) {
    let value = value.trim_ascii();
    if *name == COOKIE {
        return add_cookies(needles, value);
    }
    let credentials = split(value, b' ');
    if !(credentials.is_some() && [AUTHORIZATION, PROXY_AUTHORIZATION].contains(name)) {
        needles.add(value);
    }
    // RFC 9110, section 11.4: a scheme, and a token or parameters.
    let Some((scheme, rest)) = credentials else {
        return;
    };
    let rest = rest.trim_ascii();
    needles.add(rest);
    if scheme.eq_ignore_ascii_case(b"basic") {
        add_basic(needles, rest);
    }
    for parameter in rest.split(|byte| matches!(byte, b',' | b' ' | b';')) {
        if let Some((name, value)) = split(parameter, b'=')
            && is_secret_parameter(name)
        {
            needles.add(unquoted(value));
        }
    }
}

/// Whether a parameter of credentials is a secret, by its name.
fn is_secret_parameter(name: &[u8]) -> bool {
    const PROOFS: [&str; 4] = ["mac", "response", "sig", "signature"];

    str::from_utf8(name).is_ok_and(|name| {
        is_secret_name(name) || PROOFS.iter().any(|proof| proof.eq_ignore_ascii_case(name))
    })
}

/// Adds the password of `Basic` credentials, alone and with the user name.
fn add_basic(needles: &mut Needles, encoded: &[u8]) {
    let decoded = BASE64_STANDARD
        .decode(encoded)
        .or_else(|_| BASE64_STANDARD_NO_PAD.decode(encoded));
    if let Ok(pair) = decoded.map(Zeroizing::new) {
        needles.add(&pair);
        needles.add(split(&pair, b':').map_or(&[], |(_, password)| password));
    }
}

/// Adds the values of cookies.
fn add_cookies(needles: &mut Needles, cookies: &[u8]) {
    for cookie in cookies.split(|byte| *byte == b';') {
        let value = split(cookie, b'=').map_or(cookie, |(_, value)| value);
        add_encoded(needles, unquoted(value));
    }
}

/// Adds a secret that is percent-encoded, most likely.
fn add_encoded(needles: &mut Needles, encoded: &[u8]) {
    let decoded = Zeroizing::new(percent_decode(encoded).collect::<Vec<u8>>());
    needles.add(&decoded);
    needles.add(encoded);
}

fn split(text: &[u8], separator: u8) -> Option<(&[u8], &[u8])> {
    let at = text.iter().position(|byte| *byte == separator)?;
    let (before, rest) = text.split_at_checked(at)?;
    Some((before, rest.get(1..)?))
}

fn unquoted(value: &[u8]) -> &[u8] {
    let value = value.trim_ascii();
    let inner = value.strip_prefix(b"\"");
    inner
        .and_then(|inner| inner.strip_suffix(b"\""))
        .unwrap_or(value)
}

/// A value whose `Debug` output is redacted.
pub(crate) struct Redacted<'v, T: ?Sized> {
    value: &'v T,
    secrets: &'v Secrets,
}

impl<T: Debug + ?Sized> Debug for Redacted<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match f.alternate() {
            true => format!("{:#?}", self.value),
            false => format!("{:?}", self.value),
        };
        f.write_str(&self.secrets.redact(&text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns `text` without the secrets of this header.
    fn redacted(name: &'static str, value: &str, text: &str) -> String {
        let mut headers = HeaderMap::new();
        let mut value: HeaderValue = value.parse().unwrap();
        value.set_sensitive(true);
        headers.insert(name, value);
        let secrets = Secrets::new(Vec::new());
        secrets.add(&headers);
        secrets.redact(text).into_owned()
    }

    #[test]
    fn the_secret_in_a_header_is_found() {
        let end = "[redacted]";
        for (name, value, text, expected) in [
            (
                "authorization",
                "Bearer t0ken",
                "Bearer t0ken",
                "Bearer [redacted]",
            ),
            ("authorization", "t0ken", "t0ken", end),
            (
                "authorization",
                "token  t0ken",
                "token t0ken",
                "token [redacted]",
            ),
            (
                "authorization",
                "Token token=\"t0ken\", x=\"y\"",
                "t0ken y",
                "[redacted] y",
            ),
            (
                "authorization",
                "basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
                "open sesame",
                end,
            ),
            (
                "authorization",
                "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ",
                "open sesame",
                end,
            ),
            ("authorization", "Basic ???", "???", end),
            (
                "proxy-authorization",
                "Basic QTpiOmM=",
                "b:c A",
                "[redacted] A",
            ),
            ("x-key", "a secret of words", "a secret of words", end),
            ("x-key", "Bearer t0ken", "t0ken", end),
            (
                "cookie",
                "a=one; b=\"two\"; three; c=f%2Fr",
                "one two three f/r a b",
                "[redacted] [redacted] [redacted] [redacted] a b",
            ),
        ] {
            assert_eq!(redacted(name, value, text), expected, "{name}: {value}");
        }
    }

    #[test]
    fn only_sensitive_headers_are_secrets() {
        let headers = HeaderMap::from_iter([(COOKIE, HeaderValue::from_static("a=one"))]);
        let secrets = Secrets::new(Vec::new());
        secrets.add(&headers);
        assert_eq!(secrets.redact("one"), "one");
        assert_eq!(Secrets::default().redact("one"), "one");
    }

    #[test]
    fn debug_output_is_redacted_in_both_layouts() {
        let secrets = Secrets::new(vec![Secret::Query(
            "k",
            Arc::new("s%22cret".to_owned().into()),
        )]);
        let value = ["a s\"cret"];
        assert_eq!(
            format!("{:?}", secrets.debug(&value)),
            r#"["a [redacted]"]"#
        );
        let shown = format!("{:#?}", [secrets.debug(&value)]);
        assert_eq!(shown, "[\n    [\n        \"a [redacted]\",\n    ],\n]");
    }

    #[test]
    fn a_token_that_took_the_place_of_another_is_found_too() {
        let secrets = Secrets::new(Vec::new());
        for token in ["first-token", "second-token", "first-token"] {
            let mut headers = HeaderMap::new();
            let mut value: HeaderValue = token.parse().unwrap();
            value.set_sensitive(true);
            headers.insert("x-token", value);
            secrets.add(&headers);
        }
        assert_eq!(
            secrets.redact("first-token, second-token, x"),
            "[redacted], [redacted], x"
        );
    }

    #[test]
    fn each_header_with_a_secret_is_marked_also_if_two_have_the_same() {
        let secrets = Secrets::new(Vec::new());
        for name in ["x-key", "x-token"] {
            let mut value = HeaderValue::from_static("t0ken");
            value.set_sensitive(true);
            let name = HeaderName::from_static(name);
            secrets.add(&HeaderMap::from_iter([(name, value)]));
        }
        for name in ["x-key", "x-token"] {
            let name = HeaderName::from_static(name);
            let mut echo = HeaderMap::from_iter([(name, HeaderValue::from_static("other"))]);
            secrets.mark(&mut echo);
            assert!(echo.values().all(HeaderValue::is_sensitive));
        }
    }
}
