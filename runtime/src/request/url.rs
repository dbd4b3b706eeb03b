//! The URL of a request: the base URL, the path with its parameters, and the query.

use http::Uri;

use super::Request;
use crate::{
    encode::{path::dot_segment, uri::parse_uri},
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

    pub(crate) fn uri(&self) -> Result<Uri, InvalidRequest> {
        if let Some(problem) = self.problem() {
            return Err(problem.clone());
        }
        if let Some(address) = &self.address {
            return self.followed(address);
        }
        let invalid =
            |location, name, reason| InvalidRequest::new(self.operation, location, name, reason);
        let path = self.filled_path()?;
        if !self.path.is_empty()
            && let Some(segment) = dot_segment(path.split('?').next().unwrap_or_default())
        {
            let reason = format!("its segment `{segment}` has a special meaning in a path");
            return Err(invalid(Location::Url, "", reason));
        }
        let mut url = format!("{}{path}", self.base_url());
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

    /// Returns the path with its parameters. Several values of one segment can be dots only together.
    fn filled_path(&self) -> Result<String, InvalidRequest> {
        let mut path = String::new();
        let mut rest = self.operation.path;
        while let Some((literal, name, after)) = split_placeholder(rest) {
            path.push_str(literal);
            match self.path.iter().find(|(other, _)| *other == name) {
                Some((_, encoded)) => path.push_str(encoded),
                None => {
                    let reason = "it is not set".to_owned();
                    let location = Location::Path;
                    return Err(InvalidRequest::new(self.operation, location, name, reason));
                }
            }
            rest = after;
        }
        path.push_str(rest);
        Ok(path)
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
