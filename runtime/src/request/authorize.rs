//! Starting a request: the `Accept` header and the credentials that its operation requires.

use http::header::{ACCEPT, AUTHORIZATION, HeaderValue};

use super::Request;
use crate::{
    client::Client,
    exchange::{invalid_request::Location, operation::Operation},
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
        let can = |schemes: &&&[&str]| schemes.iter().all(|scheme| credentials.has(scheme));
        let Some(schemes) = alternatives.iter().find(can) else {
            if !alternatives.is_empty() {
                let required: Vec<String> = alternatives
                    .iter()
                    .map(|schemes| schemes.join(" and "))
                    .collect();
                let reason = format!(
                    "the client has no credentials for this operation; it requires {}",
                    required.join(", or ")
                );
                self.refuse(Location::Request, "", reason);
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
}
