//! Transports without a network, for tests: a function ([`FromFn`]), or a response for each route ([`Mock`]).

pub(crate) mod examples;
pub(crate) mod request;
pub(crate) mod response;
mod route;
pub(crate) mod routes;

use futures_core::future::BoxFuture;
use http::{Request, Response};

use self::{
    request::MockRequest,
    response::{IntoReply, MockResponse},
};
use super::contract::{
    Transport,
    body::{RequestBody, ResponseBody},
};
use crate::exchange::send_error::SendError;

/// A transport that calls a function with each request. Made by [`from_fn`].
pub struct FromFn<F>(F);

/// Returns a transport that calls an async function with each request, and responds with what it returns: a [`MockResponse`],
/// or a `Result` of one.
///
/// ```
/// use specwright_runtime::mock::{MockResponse, from_fn};
///
/// let transport = from_fn(async |request| match request.path() {
///     "/pets/7" => MockResponse::json(&["Rex"]),
///     _ => MockResponse::status(404),
/// });
/// # fn is_transport(_: impl specwright_runtime::Transport) {}
/// # is_transport(transport);
/// ```
pub fn from_fn<F, R>(respond: F) -> FromFn<F>
where
    F: Fn(MockRequest) -> R + Send + Sync,
    R: Future<Output: IntoReply> + Send,
{
    FromFn(respond)
}

impl<F, R> Transport for FromFn<F>
where
    F: Fn(MockRequest) -> R + Send + Sync,
    R: Future<Output: IntoReply> + Send,
{
    fn send(
        &self,
        request: Request<RequestBody>,
    ) -> BoxFuture<'_, Result<Response<ResponseBody>, SendError>> {
        Box::pin(async move {
            let request = MockRequest::read(request).await?;
            let reply: Result<MockResponse, SendError> = (self.0)(request).await.into_reply();
            reply?.into_response()
        })
    }
}
