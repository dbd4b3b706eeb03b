//! [`DecodeError`]: a response that is not the documented one.

use std::fmt;

use super::secrets::Secrets;

/// The error of a response that is not the documented one. Secrets of the client are redacted in it.
#[derive(Debug)]
pub struct DecodeError {
    message: String,
    path: Option<String>,
    has_proof: bool,
}

impl DecodeError {
    /// Makes an error with this message. It says nothing about the outcome of the request, which is
    /// [`Outcome::Unknown`](crate::Outcome::Unknown) then.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            path: None,
            has_proof: false,
        }
    }

    /// Sets whether the response proves that the request took effect, although it is not the documented one: its body is
    /// the documented one but for a single place.
    pub(crate) fn proving(self, has_proof: bool) -> Self {
        Self { has_proof, ..self }
    }

    /// Adds the path to the value in the body that is not the documented one.
    pub(crate) fn at(self, path: Option<String>) -> Self {
        Self { path, ..self }
    }

    /// Adds the number of the event, counted from 1, to the message.
    pub(crate) fn in_event(self, number: u64) -> Self {
        Self {
            message: format!("event {number}: {}", self.message),
            ..self
        }
    }

    /// Adds the function that reads a response of this kind.
    pub(crate) fn advising(self, function: Option<&str>) -> Self {
        match function {
            Some(function) => Self {
                message: format!(
                    "{}; for a response in this media type, call `{function}`",
                    self.message
                ),
                ..self
            },
            None => self,
        }
    }

    /// Redacts the secrets that the request was sent with.
    pub(crate) fn without(self, secrets: &Secrets) -> Self {
        Self {
            message: secrets.redact(&self.message).into_owned(),
            path: self.path.map(|path| secrets.redact(&path).into_owned()),
            ..self
        }
    }

    /// Whether the response proves that the request took effect.
    pub(crate) fn has_proof(&self) -> bool {
        self.has_proof
    }

    /// Returns the path to the value in the body that is not the documented one, such as
    /// `time_entries.123.time_in_minutes`, or `None` if the error is not about a single value.
    pub fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "{path}: ")?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for DecodeError {}
