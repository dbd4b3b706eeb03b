//! [`InvalidRequest`]: a request that was not sent because it is invalid.

use std::{borrow::Cow, fmt};

use super::operation::Operation;
use crate::text::excerpt::excerpt;

/// The error of a request that was not sent because it is invalid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidRequest {
    operation: &'static Operation,
    location: Location,
    name: Cow<'static, str>,
    reason: String,
}

/// The part of a request that is invalid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Location {
    /// A path parameter.
    Path,
    /// A query parameter.
    Query,
    /// A header.
    Header,
    /// The body, or a property of it.
    Body,
    /// The URL as a whole.
    Url,
    /// The request as a whole: a [`Hook`](crate::Hook) stopped it, or it has no credentials, or a secret would be sent
    /// unencrypted.
    Request,
}

impl InvalidRequest {
    pub(crate) fn new(
        operation: &'static Operation,
        location: Location,
        name: impl Into<Cow<'static, str>>,
        reason: String,
    ) -> Self {
        Self {
            operation,
            location,
            name: name.into(),
            reason,
        }
    }

    /// Returns the operation.
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// Returns the part of the request that is invalid.
    pub fn location(&self) -> Location {
        self.location
    }

    /// Returns the name of the parameter, header or property. It is empty if the whole body, URL or request is invalid.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the reason.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

/// ``query parameter `per_page`: 201 given, allowed: 1 to 200``
impl fmt::Display for InvalidRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = excerpt(self.name.as_bytes());
        match self.location {
            Location::Path => write!(f, "path parameter `{name}`")?,
            Location::Query => write!(f, "query parameter `{name}`")?,
            Location::Header => write!(f, "header `{name}`")?,
            Location::Body if name.is_empty() => f.write_str("body")?,
            Location::Body => write!(f, "body field `{name}`")?,
            Location::Url => f.write_str("URL")?,
            Location::Request => f.write_str("request")?,
        }
        write!(f, ": {}", self.reason)
    }
}

impl std::error::Error for InvalidRequest {}
