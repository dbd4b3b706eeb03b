//! [`Operation`]: what is fixed about a call, whatever its parameters.

use std::fmt;

use reqwest::{Method, StatusCode};

use crate::per_status;

/// One operation of an API, as its document describes it. Generated code holds these as `static`s.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Operation {
    /// The name of the operation in the document.
    pub id: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path below the base address, with a `{name}` for each path parameter: `/pets/{id}`.
    pub path: &'static str,
    /// The statuses that are documented as success; 2 stands for all from 200 to 299, and so on. Every other status is
    /// an error.
    pub success: &'static [u16],
    /// What the document says of sending it twice, where that is not what its method lets expect.
    idempotent: Option<bool>,
    pub(crate) accept: Option<&'static str>,
    pub(crate) server: Option<&'static str>,
    pub(crate) security: Option<&'static [&'static [&'static str]]>,
}

/// What a request does if it reaches the server twice (RFC 9110, section 9.2), which decides when one
/// whose fate is not known may be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Idempotency {
    /// Nothing, however often: it only reads.
    Safe,
    /// What it did the first time, and nothing more.
    Idempotent,
    /// The same thing once more: a second entry, say.
    NotIdempotent,
}

impl Operation {
    /// Describes an operation. `path` starts with a slash; what is in it outside of `{…}` is sent
    /// as it is.
    pub const fn new(
        id: &'static str,
        method: Method,
        path: &'static str,
        success: &'static [u16],
    ) -> Self {
        Self {
            id,
            method,
            path,
            success,
            idempotent: None,
            accept: None,
            server: None,
            security: None,
        }
    }

    /// The same operation, whose answers have another media type than JSON.
    #[must_use]
    pub const fn accept(mut self, media_type: &'static str) -> Self {
        self.accept = Some(media_type);
        self
    }

    /// The same operation at an address of its own, which requests go to unless the client was given one by
    /// [`ClientBuilder::base_url`](crate::ClientBuilder::base_url).
    #[must_use]
    pub const fn server(mut self, base_url: &'static str) -> Self {
        self.server = Some(base_url);
        self
    }

    /// The same operation, which wants to know who is calling: any of `alternatives`, each of which names the schemes
    /// that are needed together. None means that it is open to all.
    #[must_use]
    pub const fn security(mut self, alternatives: &'static [&'static [&'static str]]) -> Self {
        self.security = Some(alternatives);
        self
    }

    /// The same operation, said to be idempotent or not to be, against what its method lets expect.
    #[must_use]
    pub const fn idempotent(mut self, idempotent: bool) -> Self {
        self.idempotent = Some(idempotent);
        self
    }

    /// What sending it twice does. Unless the document says otherwise: `GET`, `HEAD`, `OPTIONS` and
    /// `TRACE` are safe; `PUT` is idempotent, and so is a `DELETE` whose path ends in a placeholder. Nothing
    /// else is: neither `POST` and `PATCH`, nor the `DELETE` of several things at once, which can fail the
    /// second time because it worked the first time.
    pub fn idempotency(&self) -> Idempotency {
        let by_method = match self.method {
            Method::DELETE => self.deletes_one(),
            _ => self.method.is_idempotent(),
        };
        match self.idempotent.unwrap_or(by_method) {
            true if self.method.is_safe() => Idempotency::Safe,
            true => Idempotency::Idempotent,
            false => Idempotency::NotIdempotent,
        }
    }

    /// Whether this is a `DELETE` of one thing, which its path names last.
    pub(crate) fn deletes_one(&self) -> bool {
        self.method == Method::DELETE && self.path.ends_with('}')
    }

    /// Whether `status` is documented as success.
    pub(crate) fn succeeds_with(&self, status: StatusCode) -> bool {
        per_status::names(self.success, status)
    }
}

/// `GET /pets/{id} (get-pet)`
impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} ({})", self.method, self.path, self.id)
    }
}
