//! [`DecodeError`]: a response that is not the documented one.

use std::fmt;

use super::secrets::Secrets;

/// The error of a response that is not the documented one. Secrets of the client are redacted in it.
#[derive(Debug)]
pub struct DecodeError {
    message: String,
    path: Option<String>,
    is_inconclusive: bool,
}

impl DecodeError {
    /// Makes an error with this message.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            path: None,
            is_inconclusive: false,
        }
    }

    /// Makes an error whose response says nothing about the outcome of the request. It is about a part of the request
    /// only, or it is not JSON and so most likely from a proxy.
    pub(crate) fn inconclusive(message: String) -> Self {
        Self {
            is_inconclusive: true,
            ..Self::new(message)
        }
    }

    /// Makes the error of a response with `count` objects to a request with `sent` of them.
    pub(crate) fn partial(count: usize, sent: usize) -> Self {
        Self::inconclusive(format!(
            "the response has {count} of the {sent} items that were sent"
        ))
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

    /// Redacts the secrets that the request was sent with.
    pub(crate) fn without(self, secrets: &Secrets) -> Self {
        Self {
            message: secrets.redact(&self.message).into_owned(),
            path: self.path.map(|path| secrets.redact(&path).into_owned()),
            ..self
        }
    }

    /// Whether the response says nothing about the outcome of the request.
    pub(crate) fn is_inconclusive(&self) -> bool {
        self.is_inconclusive
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
