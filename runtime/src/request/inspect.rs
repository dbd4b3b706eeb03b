//! Inspecting a request before it is sent.

use std::{borrow::Cow, fmt};

use http::{Method, header::HeaderMap};

use super::Request;
use crate::{
    encode::query::Pair,
    exchange::{
        invalid_request::InvalidRequest, operation::Operation, secret_names::is_secret_name,
    },
};

impl Request {
    /// Returns the operation.
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// Returns the HTTP method.
    pub fn method(&self) -> &Method {
        &self.operation.method
    }

    /// Returns the pairs of the query in the order in which they are sent, decoded.
    pub fn query_pairs(&self) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        self.query.iter().map(|pair| (&*pair.name, pair.value()))
    }

    /// Returns the decoded value of the first pair with this name.
    pub(crate) fn query_value(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut pairs = self.query_pairs();
        let (_, value) = pairs.find(|(other, _)| *other == name)?;
        Some(value)
    }

    /// Returns the operation with its path and query, but for some parameters and everything secret. It does not depend on
    /// the order in which parameters were set.
    pub(crate) fn list_name(&self, without: &[&str]) -> String {
        let mut path = self.operation.path.to_owned();
        for (name, value) in &self.path {
            path = path.replace(&format!("{{{name}}}"), value);
        }
        let is_named = |pair: &&Pair| {
            !pair.secret && !without.contains(&&*pair.name) && !is_secret_name(&pair.name)
        };
        let mut query: Vec<_> = self
            .query
            .iter()
            .filter(is_named)
            .map(Pair::encoded)
            .collect();
        query.sort_unstable();
        let mark = if query.is_empty() { "" } else { "?" };
        let query = query.join("&");
        format!("{} {path}{mark}{query}", self.operation.method)
    }

    /// Returns all headers, without those that the transport adds (`Host`, `Content-Length`).
    ///
    /// The token is one of them. Its value is marked as sensitive, so that `Debug` does not show it.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the body, or `None` if there is none or if it has several parts.
    pub fn body(&self) -> Option<&[u8]> {
        self.body.bytes().map(|bytes| &**bytes)
    }

    /// Returns the first error, for which [`send`](Request::send) would fail, or `None` if the request is valid so far.
    pub fn problem(&self) -> Option<&InvalidRequest> {
        let items = || self.items.as_ref()?.refused.as_ref();
        let lists = || self.lists.iter().find_map(|list| list.refused.as_ref());
        // A hook can set credentials before an attempt.
        let has_hooks = !self.client.shared().pipeline.hooks.is_empty();
        let unauthorized = || self.unauthorized.as_deref().filter(|_| !has_hooks);
        let problem = self.problem.as_ref();
        problem.or_else(unauthorized).or_else(items).or_else(lists)
    }
}

/// Shows no secret. The values of sensitive headers are left out, and the body is only measured.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path: Vec<_> = self
            .path
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let query: Vec<_> = self.query.iter().map(Pair::shown).collect();
        f.debug_struct("Request")
            .field("operation", &format_args!("{}", self.operation))
            .field("base_url", &self.base_url())
            .field("path", &path)
            .field("query", &query)
            .field("headers", &self.headers)
            .field("body_bytes", &self.body().map(<[u8]>::len))
            .field("problem", &self.problem.as_ref().map(ToString::to_string))
            .finish()
    }
}
