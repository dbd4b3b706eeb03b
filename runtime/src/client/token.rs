//! [`Token`]: a secret of a client.

use std::fmt;

use http::header::HeaderValue;
use zeroize::Zeroizing;

use crate::{
    encode::sensitive::{joined, sensitive_value},
    text::redact::REDACTED,
};

/// A secret such as a bearer token. It is never printed: `Debug` and `Display` show no part of it.
///
/// Its memory is erased when it is dropped. So is that of the header in which a client sends it, when everything is
/// dropped that shares the header: clients, requests, and responses, errors and events, which keep it to find it in what
/// they show. These copies are not erased:
///
/// - the text that a token is made of, if it is borrowed (`&str`). A `String` is not copied, but taken over;
/// - a key in the query of a request;
/// - what an HTTP client makes of a request: its buffers, its URL, and the tables by which HTTP/2 compresses headers;
/// - headers that are given as text, by [`with_header`](crate::Request::with_header) and the like, apart from the copy
///   that is sent.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(Zeroizing<String>);

impl Token {
    /// Returns the value of the `Authorization` header, marked as sensitive.
    ///
    /// # Errors
    /// Fails with the reason if the token is not valid. It shows only the length of the token.
    pub(crate) fn authorization(&self) -> Result<HeaderValue, String> {
        if self.0.is_empty() {
            return Err("it is empty".to_owned());
        }
        if let Some((position, refused)) = self
            .0
            .chars()
            .enumerate()
            .find(|(_, char)| !char.is_ascii_graphic())
        {
            let what = match refused {
                '\n' | '\r' => "a line break (is one left over from reading a file?)",
                ' ' | '\t' => "a space or a tab",
                char if char.is_control() => "a control character",
                _ => "a character that is not ASCII",
            };
            let count = self.0.chars().count();
            return Err(format!("character {} of {count} is {what}", position + 1));
        }
        sensitive_value(joined(&["Bearer ", &self.0]))
            .ok_or_else(|| "it is not allowed in a header".to_owned())
    }

    /// Returns the secret.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Token {
    fn from(token: &str) -> Self {
        Self(Zeroizing::new(token.to_owned()))
    }
}

impl From<String> for Token {
    fn from(token: String) -> Self {
        Self(Zeroizing::new(token))
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REDACTED)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token([redacted])")
    }
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use std::{fs::File, os::unix::fs::FileExt as _};

    use super::Token;
    use crate::client::credentials::Credentials;

    const SECRET: &str = "a-secret-that-is-long-enough-to-be-seen-behind-what-an-allocator-writes";

    /// Whether the memory at `place`, where the secret was, still has the end of it.
    fn remains(place: *const u8) -> bool {
        let mut bytes = vec![0; SECRET.len()];
        let memory = File::open("/proc/self/mem").unwrap();
        memory.read_exact_at(&mut bytes, place as u64).unwrap();
        bytes.ends_with(&SECRET.as_bytes()[32..])
    }

    #[test]
    fn the_memory_of_a_token_is_erased() {
        let text = SECRET.to_owned();
        let place = text.as_ptr();
        assert!(remains(place));
        drop(text);
        // So the test sees what is not erased.
        assert!(remains(place));
        let token = Token::from(SECRET.to_owned());
        let place = token.expose().as_ptr();
        assert!(remains(place));
        drop(token);
        assert!(!remains(place));
    }

    #[test]
    fn the_memory_of_credentials_and_of_the_headers_made_of_them_is_erased() {
        let value = Token::from(SECRET).authorization().unwrap();
        let place = value.as_bytes().split_at("Bearer ".len()).1.as_ptr();
        let clone = value.clone();
        drop(value);
        assert!(remains(place));
        drop(clone);
        assert!(!remains(place));

        let all = Credentials::default()
            .header("a", "X-Key", SECRET)
            .query("b", "key", SECRET)
            .cookie("c", "key", SECRET);
        let (mut headers, mut query) = Default::default();
        for scheme in ["a", "b", "c"] {
            all.apply(scheme, &mut headers, &mut query);
        }
        let places = headers.values().map(|value| {
            let text = value.to_str().unwrap();
            text[text.find(SECRET).unwrap()..].as_ptr()
        });
        let places: Vec<_> = places.collect();
        assert_eq!(places.len(), 2);
        drop((all, headers));
        for place in places {
            assert!(!remains(place));
        }
    }
}
