//! The client that most tests use, and the common parts of its requests.

use std::sync::Arc;
use test_server::{Received, Server, json_response};

use generated_client::{Client, Retry, reqwest};
use rustls::{ClientConfig, RootCertStore, crypto::ring};

/// The token of every client here; no error, no `Debug` and no address may show it.
pub(crate) const TOKEN: &str = "s3cret-t0ken";

pub(crate) const USER_AGENT: &str = concat!("generated-client/", env!("CARGO_PKG_VERSION"));

/// A client without retries, so that a test sees the result of one attempt.
pub(crate) fn client(server: &Server) -> Client {
    Client::builder(TOKEN)
        .base_url(server.base_url())
        .retry(Retry::off())
        .build()
        .unwrap()
}

/// A client for requests that are never sent.
pub(crate) fn offline() -> Client {
    Client::new(TOKEN).unwrap()
}

/// A documented success with a page in which nothing matched.
pub(crate) fn empty_page() -> String {
    json_response(
        r#"{"count":0,"meta":{"count":0,"page_count":0,"page_number":1,"page_size":20},"results":[]}"#,
    )
}

/// An HTTP client as a caller would make one.
pub(crate) fn own_http() -> reqwest::ClientBuilder {
    let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(RootCertStore::empty())
        .with_no_client_auth();
    reqwest::Client::builder().tls_backend_preconfigured(tls)
}

/// The whole request that `server` is expected to have got, if it has no body.
pub(crate) fn bodiless(server: &Server, line: &str) -> Received {
    Received {
        line: format!("{line} HTTP/1.1"),
        headers: vec![
            "accept-encoding: gzip".to_owned(),
            "accept: application/json".to_owned(),
            format!("authorization: Bearer {TOKEN}"),
            format!("host: {}", server.address),
            format!("user-agent: {USER_AGENT}"),
        ],
        body: String::new(),
    }
}

/// The same with a body of JSON.
pub(crate) fn with_body(server: &Server, line: &str, body: &str) -> Received {
    let mut request = bodiless(server, line);
    request
        .headers
        .push("content-type: application/json".to_owned());
    request
        .headers
        .push(format!("content-length: {}", body.len()));
    request.headers.sort();
    request.body = body.to_owned();
    request
}
