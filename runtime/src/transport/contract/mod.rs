//! The seam between a request and the network: [`Transport`], and the types that it takes and returns.

pub(crate) mod body;
pub(crate) mod sending;

use std::sync::Arc;

use futures_core::future::BoxFuture;
use http::{Request, Response};

use self::body::{RequestBody, ResponseBody};
use crate::exchange::send_error::SendError;

/// Sends one request, and returns the response to it.
///
/// A client has its own transport, [`HttpTransport`](crate::HttpTransport). Another one can stand in its place
/// ([`ClientBuilder::transport`](crate::ClientBuilder::transport)): one that needs no network, such as for tests, one
/// that records what is sent, one that uses sockets of another kind, or an HTTP client that the program has already.
/// Retries, rate limits, hooks, time limits, and reading the response are not its task.
///
/// An implementation follows these rules:
///
/// - The URI of the request is absolute. The headers are complete, apart from `Host`, and from `Content-Length` or
///   `Transfer-Encoding`, which follow from the body.
/// - It sends the request once. It neither repeats it nor follows a redirect, which is a response like any other.
/// - It returns as soon as the head of the response is there. The body follows as it arrives. An informational response
///   (1xx) is not returned.
/// - Without a response, it returns a [`SendError`], which says whether the request left. That decides about a retry, so a
///   wrong [`SendError::not_sent`] can duplicate the effect of the request.
/// - Dropping the future aborts the request. A transport that knows the moment in which a request leaves can say so by
///   [`Sending`](crate::Sending). Otherwise, a request whose time is over counts as one that may have left.
///
/// ```
/// use futures_core::future::BoxFuture;
/// use http::{Request, Response};
/// use specwright_runtime::{RequestBody, ResponseBody, SendError, Transport};
///
/// /// Responds to each request with the same JSON.
/// struct Canned(&'static str);
///
/// impl Transport for Canned {
///     fn send(
///         &self,
///         _: Request<RequestBody>,
///     ) -> BoxFuture<'_, Result<Response<ResponseBody>, SendError>> {
///         Box::pin(async { Ok(Response::new(ResponseBody::from(self.0))) })
///     }
/// }
/// ```
pub trait Transport: Send + Sync {
    /// Sends a request, and returns the response with a body that is not read yet.
    ///
    /// # Errors
    /// Fails if there is no response.
    fn send(
        &self,
        request: Request<RequestBody>,
    ) -> BoxFuture<'_, Result<Response<ResponseBody>, SendError>>;
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(
        &self,
        request: Request<RequestBody>,
    ) -> BoxFuture<'_, Result<Response<ResponseBody>, SendError>> {
        (**self).send(request)
    }
}
