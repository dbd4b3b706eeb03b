//! Starting a request: the `Accept` header and the credentials that its operation requires.

use http::header::{ACCEPT, AUTHORIZATION, HeaderValue};

use super::Request;
use crate::{
    client::Client,
    exchange::{
        headers::has_secret_header,
        invalid_request::{InvalidRequest, Location},
        operation::Operation,
        secret_names::is_secret_name,
    },
};

impl Client {
    /// Starts a request for `operation`.
    pub fn request(&self, operation: &'static Operation) -> Request {
        let mut request = Request::new(self.clone(), operation);
        if let Some(accept) = operation.accept {
            request.accept(accept);
        }
        request.authorize();
        request
    }
}

impl Request {
    /// Sets the `Accept` header, unless the client has a header of its own.
    fn accept(&mut self, media_type: &'static str) {
        let is_default = self
            .headers
            .get(ACCEPT)
            .is_none_or(|accept| accept == "application/json");
        if is_default && let Ok(value) = HeaderValue::from_str(media_type) {
            self.headers.insert(ACCEPT, value);
        }
    }

    /// Adds the credentials of the first security requirement that the client can satisfy.
    fn authorize(&mut self) {
        let client = self.client.clone();
        let credentials = &client.shared().credentials;
        credentials.mark(&mut self.headers);
        let Some(alternatives) = self.operation.security else {
            return;
        };
        let has_own = self.has_secrets();
        let can = |schemes: &&&[&str]| schemes.iter().all(|scheme| credentials.has(scheme));
        let Some(schemes) = alternatives.iter().find(can) else {
            if !alternatives.is_empty() && !has_own {
                self.unauthorized = Some(self.without_any(alternatives));
            }
            return;
        };
        for scheme in schemes.iter() {
            credentials.apply(scheme, &mut self.headers, &mut self.query);
            if let Some(source) = credentials.source(scheme) {
                self.headers.remove(AUTHORIZATION);
                self.token_source = Some(source);
            }
        }
    }

    /// Makes the error of a request without credentials. It names the ways to send them, or to send none.
    fn without_any(&self, alternatives: &[&[&str]]) -> Box<InvalidRequest> {
        let required: Vec<String> = alternatives
            .iter()
            .map(|schemes| schemes.join(" and "))
            .collect();
        let reason = format!(
            "the client has no credentials for this operation; it requires {}; give them to the client, set a header by `with_header`, or send none by `without_credentials`",
            required.join(", or ")
        );
        Box::new(InvalidRequest::new(
            self.operation,
            Location::Request,
            "",
            reason,
        ))
    }

    /// Whether the caller has set a secret: a header, a cookie, or a pair of the query.
    fn has_secrets(&self) -> bool {
        let mut query = self.query.iter();
        self.token_source.is_some()
            || has_secret_header(&self.headers)
            || query.any(|pair| pair.secret || pair.extra && is_secret_name(&pair.name))
    }

    /// Takes note that the caller may have set credentials.
    pub(super) fn recheck_credentials(&mut self) {
        if self.unauthorized.is_some() && self.has_secrets() {
            self.unauthorized = None;
        }
    }

    /// Sends the request without the credentials of the client: neither its token nor a key. The request is not refused
    /// because it has none.
    ///
    /// A header that is set by [`with_header`](Request::with_header) is sent, and so is one that a hook sets.
    pub fn without_credentials(mut self) -> Self {
        let client = self.client.clone();
        let shared = client.shared();
        shared
            .credentials
            .withdraw(&mut self.headers, &mut self.query);
        let of_client = shared.headers.get(AUTHORIZATION);
        if of_client.is_some() && self.headers.get(AUTHORIZATION) == of_client {
            self.headers.remove(AUTHORIZATION);
        }
        self.token_source = None;
        self.unauthorized = None;
        self
    }
}
