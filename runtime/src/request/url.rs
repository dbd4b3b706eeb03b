//! The URL of a request: the base URL, the path with its parameters, and the query.

use http::Uri;

use super::Request;
use crate::{
    encode::uri::parse_uri,
    exchange::invalid_request::{InvalidRequest, Location},
};

impl Request {
    /// Returns the full URL, including the query.
    ///
    /// # Errors
    /// Fails as [`send`](Request::send) does if the request is invalid, or if a path parameter is missing.
    pub fn url(&self) -> Result<String, InvalidRequest> {
        Ok(self.uri()?.to_string())
    }

    pub(super) fn uri(&self) -> Result<Uri, InvalidRequest> {
        if let Some(problem) = self.problem() {
            return Err(problem.clone());
        }
        let invalid =
            |location, name, reason| InvalidRequest::new(self.operation, location, name, reason);
        let mut url = self.base_url().to_owned();
        let mut rest = self.operation.path;
        while let Some((literal, name, after)) = split_placeholder(rest) {
            url.push_str(literal);
            match self.path.iter().find(|(other, _)| *other == name) {
                Some((_, encoded)) => url.push_str(encoded),
                None => return Err(invalid(Location::Path, name, "it is not set".to_owned())),
            }
            rest = after;
        }
        url.push_str(rest);
        // The paths of some documents include a part of the query.
        let mut has_query = self.operation.path.contains('?');
        for pair in &self.query {
            url.push(if has_query { '&' } else { '?' });
            url.push_str(&pair.encoded());
            has_query = true;
        }
        self.check_address(url.len())?;
        parse_uri(&url).map_err(|reason| invalid(Location::Url, "", reason))
    }

    /// Returns the base URL: that of the operation if it has one, unless the caller has set one for the client.
    pub(super) fn base_url(&self) -> &str {
        match self.operation.server {
            Some(server) if !self.client.shared().has_own_base_url => server,
            _ => self.client.base_url(),
        }
    }
}

/// Splits a path at its first placeholder into the text before it, its name, and the text after it.
fn split_placeholder(path: &'static str) -> Option<(&'static str, &'static str, &'static str)> {
    let (literal, rest) = path.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((literal, name, after))
}

/// Returns the names of all placeholders of a path.
pub(super) fn placeholders(path: &'static str) -> impl Iterator<Item = &'static str> {
    let mut rest = path;
    std::iter::from_fn(move || {
        let (_, name, after) = split_placeholder(rest)?;
        rest = after;
        Some(name)
    })
}
