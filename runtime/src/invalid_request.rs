//! [`InvalidRequest`]: why a request was not sent.

use std::{borrow::Cow, fmt};

use crate::{Operation, text::excerpt};

/// A request that was refused before anything was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidRequest {
    pub(crate) operation: &'static Operation,
    pub(crate) location: Location,
    pub(crate) name: Cow<'static, str>,
    pub(crate) reason: String,
}

/// The part of a request that was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Location {
    /// A path parameter.
    Path,
    /// A query parameter.
    Query,
    /// A header.
    Header,
    /// The body, or a field of it.
    Body,
    /// The address as a whole.
    Address,
    /// The request as a whole: by a [`Hook`](crate::Hook), or because a secret would be readable.
    Request,
}

impl InvalidRequest {
    /// The operation that was to be called.
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// The part of the request that was refused.
    pub fn location(&self) -> Location {
        self.location
    }

    /// The name of the parameter, header or field; empty if the whole body, address or request was refused.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Why it was refused.
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
            Location::Address => f.write_str("address")?,
            Location::Request => f.write_str("request")?,
        }
        write!(f, ": {}", self.reason)
    }
}

impl std::error::Error for InvalidRequest {}
