//! The client that most tests use, and what its requests have in common.

use generated_client::{Client, Retry};

use crate::server::{Received, Server};

/// The token of every client here; no error, no `Debug` and no address may show it.
pub(crate) const TOKEN: &str = "s3cret-t0ken";

pub(crate) const USER_AGENT: &str = concat!("generated-client/", env!("CARGO_PKG_VERSION"));

/// Sends everything once, so that a test sees what becomes of one attempt.
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
