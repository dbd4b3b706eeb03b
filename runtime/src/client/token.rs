//! [`Token`]: a secret of a client.

use std::fmt;

use http::header::HeaderValue;

/// A secret such as a bearer token. It is never printed: `Debug` and `Display` show no part of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

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
        let mut value = HeaderValue::from_str(&format!("Bearer {}", self.0))
            .map_err(|_| "it is not allowed in a header".to_owned())?;
        value.set_sensitive(true);
        Ok(value)
    }

    /// Returns the secret.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Token {
    fn from(token: &str) -> Self {
        Self(token.to_owned())
    }
}

impl From<String> for Token {
    fn from(token: String) -> Self {
        Self(token)
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token([redacted])")
    }
}
