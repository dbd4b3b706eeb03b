//! The request for a further page of a list: another value of a parameter, or the address that a response names.

use std::sync::Arc;

use http::Uri;

use super::Request;
use crate::{
    encode::{percent::encode, reference::resolve, uri::parse_uri},
    exchange::invalid_request::{InvalidRequest, Location},
    transport::secrecy::is_same_server,
};

impl Request {
    /// Sets a query parameter to a text, however it was set before. An empty text is invalid.
    pub(crate) fn replace_query(mut self, name: &'static str, text: &str) -> Self {
        self.take_query(name);
        self.query_encoded(name, encode(text).into_owned())
    }

    /// Sets a property of the body to `json`, whatever the body was set to. The request is invalid if the body is no object.
    pub(crate) fn replace_property(mut self, name: &'static str, json: &str) -> Self {
        let result = self.body.set_property(name, json);
        self.body_set(name, result);
        self
    }

    /// Sends the request to this address, with its headers and body. Credentials in the query are added.
    pub(crate) fn at(mut self, address: Uri) -> Self {
        self.address = Some(Arc::new(address));
        self
    }

    /// Returns the address that a response to this request names, which was sent to `from`.
    ///
    /// # Errors
    /// Fails with the reason if it is at another server than the base URL.
    pub(crate) fn follow(&self, from: &Uri, reference: &str) -> Result<Uri, String> {
        let to = resolve(from, reference).filter(|to| to.host().is_some_and(|it| !it.is_empty()));
        let Some(to) = to else {
            return Err("the address of the next page is none".to_owned());
        };
        let base = parse_uri(self.base_url())?;
        let has_user = to.authority().is_some_and(|it| it.as_str().contains('@'));
        if has_user || !is_same_server(&base, &to) {
            return Err(format!(
                "the next page is at `{}`, and requests are sent only to `{}`, because credentials are sent with them",
                origin(&to),
                origin(&base)
            ));
        }
        Ok(to)
    }

    /// Returns the URL of a request to `address`: it has the credentials of the query, unless the server repeats them.
    pub(super) fn followed(&self, address: &Uri) -> Result<Uri, InvalidRequest> {
        let mut url = address.to_string();
        let query = address.query().unwrap_or_default();
        let is_there = |name: &str| {
            let mut pairs = query.split('&').map(|pair| pair.split('=').next());
            pairs.any(|other| other == Some(name))
        };
        let mut separator = if address.query().is_some() { '&' } else { '?' };
        for pair in self.query.iter().filter(|pair| pair.secret) {
            if !is_there(&encode(&pair.name)) {
                url.push(separator);
                url.push_str(&pair.encoded());
                separator = '&';
            }
        }
        parse_uri(&url)
            .map_err(|reason| InvalidRequest::new(self.operation, Location::Url, "", reason))
    }
}

/// Returns scheme, host and port. Of a user only that there is one, because a password can follow.
fn origin(uri: &Uri) -> String {
    let authority = uri.authority().map_or("", |authority| authority.as_str());
    let host = match authority.rsplit_once('@') {
        Some((_, host)) => format!("…@{host}"),
        None => authority.to_owned(),
    };
    format!("{}://{host}", uri.scheme_str().unwrap_or_default())
}
