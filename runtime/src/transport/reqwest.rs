//! A `reqwest::Client` as a transport, with the feature `reqwest`.

use futures_core::future::BoxFuture;
use http::{Request, Response};
use reqwest::{Body, Client, Url};

use super::contract::{
    Transport,
    body::{RequestBody, ResponseBody},
};
use crate::exchange::send_error::SendError;

/// A `reqwest::Client` as a transport, such as one with other limits on connections, or one that shares connections with
/// other parts of the program.
///
/// It does not tell whether a request left, not even if it says that there was no connection: that can be the connection to
/// the target of a redirect. So a request without a response counts as [`MaybeSent`](crate::Departure::MaybeSent), and is
/// retried only if it is idempotent. Consider three defaults of reqwest:
///
/// - It follows redirects, which can turn a `POST` into a `GET`. Use `redirect(Policy::none())`. A response after a
///   redirect is an error, but the request may have taken effect. A redirect to the same URL is not noticed.
/// - With HTTP/2, it retries a request if the server closes the connection or refuses the stream.
///   [`Retry`](crate::Retry) and hooks do not see this. Use `retry(retry::never())`.
/// - It panics without a cryptography provider. That comes from the feature `rustls` of reqwest, is installed for the
///   process by rustls, or is part of a TLS configuration for `tls_backend_preconfigured`.
impl Transport for Client {
    fn send(
        &self,
        request: Request<RequestBody>,
    ) -> BoxFuture<'_, Result<Response<ResponseBody>, SendError>> {
        Box::pin(send(self, request))
    }
}

async fn send(
    client: &Client,
    request: Request<RequestBody>,
) -> Result<Response<ResponseBody>, SendError> {
    // reqwest can send bytes once more after a redirect, but not a stream.
    let request = request.map(|body| body.into_bytes().map_or_else(Body::wrap, Body::from));
    let request = reqwest::Request::try_from(request)
        .map_err(|error| SendError::not_sent(error.without_url()).permanent())?;
    let url = request.url().clone();
    match client.execute(request).await {
        Ok(response) => into_http(response, &url),
        Err(error) => {
            let (is_timeout, is_redirect) = (error.is_timeout(), error.is_redirect());
            // A builder error is a redirect to an invalid URL.
            let is_permanent = is_redirect || error.is_builder();
            let mut failure = SendError::maybe_sent(error.without_url());
            if is_timeout {
                failure = failure.timeout();
            }
            if is_permanent {
                failure = failure.permanent();
            }
            Err(failure)
        }
    }
}

fn into_http(response: reqwest::Response, url: &Url) -> Result<Response<ResponseBody>, SendError> {
    if response.url() != url {
        let message = "the HTTP client followed a redirect, which can change the request";
        return Err(SendError::maybe_sent(message).permanent());
    }
    Ok(Response::from(response).map(ResponseBody::streamed))
}
