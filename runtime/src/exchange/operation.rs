//! [`Operation`]: an operation of the API, as its document describes it.

use std::fmt;

use http::{HeaderName, Method, StatusCode};

use super::status;

/// An operation of the API, as its document describes it. Generated code has a `static` for each.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Operation {
    /// The `operationId` of the document.
    pub id: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path after the base URL, with a `{name}` for each path parameter: `/pets/{id}`.
    pub path: &'static str,
    /// The statuses that are documented as success. 2 is the class `2XX`, and so on. Every other status is an error.
    pub success: &'static [u16],
    /// Whether the operation is idempotent, if the document says so.
    idempotent: Option<bool>,
    /// The header with a key of the request, by which the server recognizes it.
    idempotency_key: Option<&'static str>,
    pub(crate) accept: Option<&'static str>,
    /// The functions that request the response in another media type, each after that media type.
    also: &'static [(&'static str, &'static str)],
    /// The data of an event that ends a stream.
    stream_end: Option<&'static str>,
    pub(crate) server: Option<&'static str>,
    pub(crate) security: Option<&'static [&'static [&'static str]]>,
    pub(crate) returns: Option<Returns>,
}

/// Returns the method that has this name, which generated code has from its document.
#[must_use]
pub fn method(name: &'static str) -> Method {
    // The generator leaves out operations whose method has another name than HTTP allows.
    Method::from_bytes(name.as_bytes()).unwrap_or_default()
}

/// The entries that a success has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Returns {
    /// The one whose id is in this path parameter.
    Named(&'static str),
    /// One for each item of the body.
    Sent,
}

/// The effect of a request that reaches the server twice (RFC 9110, section 9.2). It decides whether a request may be
/// retried when its outcome is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Idempotency {
    /// The request only reads.
    Safe,
    /// The second time has no further effect.
    Idempotent,
    /// The second time has the same effect once more, such as a second entry.
    NotIdempotent,
}

impl Operation {
    /// Makes an operation. `path` starts with a slash. Outside of `{…}` it is sent as it is.
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
            idempotency_key: None,
            accept: None,
            also: &[],
            stream_end: None,
            server: None,
            security: None,
            returns: None,
        }
    }

    /// Sets the functions that request the response in another media type: `[("text/csv", "get_report_as_csv")]`. An error
    /// of a response in that media type names the function.
    #[must_use]
    pub const fn also(mut self, functions: &'static [(&'static str, &'static str)]) -> Self {
        self.also = functions;
        self
    }

    /// Sets the media types of responses, if they are not JSON alone: the value of the `Accept` header.
    #[must_use]
    pub const fn accept(mut self, media_type: &'static str) -> Self {
        self.accept = Some(media_type);
        self
    }

    /// Sets the data of the event that ends a stream of events. Without it, `[DONE]` ends a stream whose data is JSON.
    #[must_use]
    pub const fn stream_end(mut self, data: &'static str) -> Self {
        self.stream_end = Some(data);
        self
    }

    /// Sets the base URL, if the operation has one of its own. A client with a
    /// [`ClientBuilder::base_url`](crate::ClientBuilder::base_url) does not use it.
    #[must_use]
    pub const fn server(mut self, base_url: &'static str) -> Self {
        self.server = Some(base_url);
        self
    }

    /// Sets the security requirements. A request satisfies one of `alternatives`, each of which lists the security
    /// schemes that are needed together. Without an alternative, no authentication is needed.
    #[must_use]
    pub const fn security(mut self, alternatives: &'static [&'static [&'static str]]) -> Self {
        self.security = Some(alternatives);
        self
    }

    /// Sets whether the operation is idempotent, if that does not follow from its method.
    #[must_use]
    pub const fn idempotent(mut self, idempotent: bool) -> Self {
        self.idempotent = Some(idempotent);
        self
    }

    /// Sets the header by whose value the server recognizes a request that it has processed before. Each request is sent with a
    /// key of its own, which is the same in all of its attempts, unless it has the header already. So it is idempotent, unless
    /// [`idempotent`](Operation::idempotent) says otherwise.
    #[must_use]
    pub const fn idempotency_key(mut self, header: &'static str) -> Self {
        self.idempotency_key = Some(header);
        self
    }

    /// Sets that a success has exactly the entry whose id is in the path parameter `name`. A success with another entry,
    /// or without one, is an error. Only responses read by [`Linked`](crate::Linked) have entries.
    #[must_use]
    pub const fn returns_named(mut self, name: &'static str) -> Self {
        self.returns = Some(Returns::Named(name));
        self
    }

    /// Sets that a success has one entry for each item of the JSON body: as many as a list has items, or else one. A
    /// success with more or fewer entries is an error. Only responses read by [`Linked`](crate::Linked) have entries.
    #[must_use]
    pub const fn returns_sent(mut self) -> Self {
        self.returns = Some(Returns::Sent);
        self
    }

    /// Returns the effect of sending a request twice.
    ///
    /// An operation with an [`idempotency_key`](Operation::idempotency_key) is idempotent. Unless the document says otherwise, `GET`, `HEAD`, `OPTIONS`, `TRACE` and `QUERY` are safe. `PUT` is idempotent, and so is
    /// a `DELETE` whose path ends in a parameter. `POST`, `PATCH` and any other `DELETE` are not. A `DELETE` of several
    /// objects can fail the second time because it succeeded the first time.
    pub fn idempotency(&self) -> Idempotency {
        let by_method = match self.method {
            Method::DELETE => self.deletes_one(),
            _ => self.only_reads() || self.method.is_idempotent(),
        };
        let has_key = self.idempotency_key.is_some();
        match self.idempotent.unwrap_or(by_method || has_key) {
            true if self.only_reads() => Idempotency::Safe,
            true => Idempotency::Idempotent,
            false => Idempotency::NotIdempotent,
        }
    }

    /// Returns the header with the key of a request, if there is one.
    pub(crate) fn key_header(&self) -> Option<HeaderName> {
        let name = self.idempotency_key?;
        // The generator refuses what is no name of a header.
        HeaderName::from_bytes(name.as_bytes()).ok()
    }

    /// Whether the method is safe. Not every version of `http` knows `QUERY`.
    fn only_reads(&self) -> bool {
        self.method.is_safe() || self.method.as_str() == "QUERY"
    }

    /// Whether this is the `DELETE` of one object, which the last segment of the path names.
    pub(crate) fn deletes_one(&self) -> bool {
        self.method == Method::DELETE && self.path.ends_with('}')
    }

    /// Returns the function that requests the response in this media type, if it is another one than that of the operation.
    pub(crate) fn function_for(&self, media_type: &str) -> Option<&'static str> {
        let mut also = self.also.iter();
        let (_, function) = also.find(|(known, _)| known.eq_ignore_ascii_case(media_type))?;
        Some(function)
    }

    /// Whether an event with this data ends a stream. `is_json` is whether the data of the other events is JSON.
    pub(crate) fn ends_stream(&self, data: &str, is_json: bool) -> bool {
        match self.stream_end {
            Some(end) => data == end,
            // It is not JSON, but ends a stream of JSON in practice.
            None => is_json && data == "[DONE]",
        }
    }

    /// Whether a status from 200 to 299 is documented.
    pub(crate) fn has_success(&self) -> bool {
        status::has_success(self.success)
    }

    /// Whether `status` is documented as success.
    pub(crate) fn succeeds_with(&self, status: StatusCode) -> bool {
        status::contains(self.success, status)
    }
}

/// `GET /pets/{id} (get-pet)`
impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} ({})", self.method, self.path, self.id)
    }
}
