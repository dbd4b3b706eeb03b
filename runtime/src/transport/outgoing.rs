//! [`Outgoing`]: a request that is valid and ready to be sent.

use std::{sync::Arc, time::Duration};

use http::{
    Method, Request, Uri,
    header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue},
};

use super::{
    contract::{Transport, body::RequestBody, sending::Sending},
    hook::AnyHook,
    quota::Quota,
    rate_limit::RateLimitGate,
    receive::ReceiveLimits,
    retry::Retry,
    retry_budget::RetryBudget,
};
use crate::{
    encode::{body::Body, multipart::Multipart},
    exchange::{
        invalid_request::{InvalidRequest, Location},
        operation::Operation,
        reading::Reading,
        secrets::Secrets,
    },
};

/// The part of a client that all its requests share on their way.
pub(crate) struct Pipeline {
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) hooks: Vec<AnyHook>,
    pub(crate) rate_limit: RateLimitGate,
    /// The pace that the caller has set, if there is one.
    pub(crate) quota: Option<Quota>,
    pub(crate) retry_budget: RetryBudget,
    /// The maximum number of redirects that a request follows.
    pub(crate) max_redirects: u32,
    /// How responses are read.
    pub(crate) reading: Arc<Reading>,
    /// The server to which secrets are sent over plain http, because the caller has allowed it.
    pub(crate) plain_http: Option<Uri>,
}

/// A request that is valid and ready to be sent.
pub(crate) struct Outgoing<'a> {
    pub(crate) pipeline: &'a Pipeline,
    pub(crate) operation: &'static Operation,
    pub(crate) uri: Uri,
    pub(crate) headers: &'a HeaderMap,
    /// A header beside them, which is the same in all attempts.
    pub(crate) key: Option<(HeaderName, HeaderValue)>,
    /// The error if no hook sets credentials, which the operation requires.
    pub(crate) unauthorized: Option<&'a InvalidRequest>,
    pub(crate) secrets: Secrets,
    /// Whether the query of the URL has a secret.
    pub(crate) has_secret_query: bool,
    pub(crate) body: &'a Body,
    /// Sets the token of each attempt, before the hooks of the client.
    pub(crate) token_source: Option<&'a AnyHook>,
    /// The time limit of one attempt.
    pub(crate) timeout: Duration,
    pub(crate) limits: ReceiveLimits,
    pub(crate) retry: Retry,
}

impl<'a> Outgoing<'a> {
    /// Returns the hooks, in the order in which they run.
    pub(super) fn hooks(&self) -> impl Iterator<Item = &'a AnyHook> + use<'a> {
        let token_source = self.token_source.into_iter();
        token_source.chain(&self.pipeline.hooks)
    }

    /// Makes the request for one attempt. The content of parts that can be sent once is taken.
    pub(super) fn to_http(&self, sending: &Sending) -> Request<RequestBody> {
        let method = self.operation.method.clone();
        let needs_length = matches!(method, Method::POST | Method::PUT | Method::PATCH)
            || method.as_str() == "QUERY";
        let mut http = Request::new(RequestBody::empty());
        *http.method_mut() = method;
        *http.uri_mut() = self.uri.clone();
        *http.headers_mut() = self.headers.clone();
        http.headers_mut().extend(self.key.clone());
        http.extensions_mut().insert(sending.clone());
        http.extensions_mut().insert(self.operation);
        if let Some(bytes) = self.body.bytes().filter(|bytes| !bytes.is_empty()) {
            *http.body_mut() = bytes.clone().into();
        } else if let Some(parts) = self.body.parts() {
            let multipart = Multipart::new(&parts, self.body.multipart());
            if let Ok(value) = HeaderValue::from_str(multipart.content_type()) {
                http.headers_mut().insert(CONTENT_TYPE, value);
            }
            *http.body_mut() = RequestBody::streamed(multipart);
        } else if let Some(upload) = self.body.upload() {
            *http.body_mut() = RequestBody::streamed(upload.content());
        } else if needs_length {
            // RFC 9110, section 8.6, asks for it, some servers insist on it, and hyper does not send it.
            http.headers_mut()
                .insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        http
    }

    /// Makes the error of a request that is stopped before an attempt.
    pub(super) fn stopped(&self, reason: String) -> InvalidRequest {
        InvalidRequest::new(self.operation, Location::Request, "", reason)
    }
}
