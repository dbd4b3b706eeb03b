//! A `tower::Service` as a transport, with the feature `tower`.

use std::{
    error::Error,
    fmt,
    future::poll_fn,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
};

use bytes::Bytes;
use futures_core::future::BoxFuture;
use http::{Request, Response};
use http_body::Body;
use tower_service::Service;

use super::contract::{
    Transport,
    body::{RequestBody, ResponseBody},
    sending::Sending,
};
use crate::exchange::send_error::{Departure, SendError};

/// A `tower::Service` as a transport, so that the layers of tower are middleware of a client.
///
/// The service gets each request, and responds to it. It is cloned for each request, as tower asks for. An error that is a
/// [`SendError`] counts as such, also if a layer has boxed it. After any other error, the request counts as
/// [`MaybeSent`](Departure::MaybeSent), unless the service has used [`Sending`] and it did not leave. An error of
/// `poll_ready` is one of a request that was not sent, since the service has not seen it.
///
/// A layer that sends a request more than once hides all but the last error, so that the effect of the request can be
/// duplicated. The client has [`Retry`](crate::Retry) for that.
///
/// [`ServiceOf`] is the other direction. With both, layers can stand before any transport:
///
/// ```
/// # use specwright_runtime::{ServiceOf, Tower, Transport};
/// # fn layered(transport: impl Transport + 'static) -> impl Transport {
/// // With the crate `tower`: `ServiceBuilder::new().layer(…).service(ServiceOf::new(transport))`
/// Tower::new(ServiceOf::new(transport))
/// # }
/// ```
pub struct Tower<S>(Mutex<S>);

impl<S> Tower<S> {
    /// Makes a transport of a service.
    pub fn new(service: S) -> Self {
        Self(Mutex::new(service))
    }
}

type BoxError = Box<dyn Error + Send + Sync>;

impl<S, B> Transport for Tower<S>
where
    S: Service<Request<RequestBody>, Response = Response<B>, Error: Into<BoxError>, Future: Send>
        + Clone
        + Send,
    B: Body<Data = Bytes, Error: Into<BoxError>> + Send + 'static,
{
    fn send(
        &self,
        request: Request<RequestBody>,
    ) -> BoxFuture<'_, Result<Response<ResponseBody>, SendError>> {
        let mut service = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        Box::pin(async move {
            let sending = Sending::of(&request);
            if let Err(error) = poll_fn(|context| service.poll_ready(context)).await {
                // The service has not seen the request, whatever the error says of an earlier one.
                let error = failure(error.into(), Departure::NotSent);
                return Err(error.with_departure(Departure::NotSent));
            }
            match service.call(request).await {
                Ok(response) => Ok(response.map(ResponseBody::streamed)),
                Err(error) => Err(failure(error.into(), sending.give_up())),
            }
        })
    }
}

fn failure(error: BoxError, departure: Departure) -> SendError {
    match error.downcast::<SendError>() {
        Ok(error) => *error,
        Err(error) => SendError::new(departure, error),
    }
}

impl<S> fmt::Debug for Tower<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tower").finish_non_exhaustive()
    }
}

/// A transport as a `tower::Service`, for layers of tower to stand before it; see [`Tower`].
pub struct ServiceOf<T>(Arc<T>);

impl<T: Transport> ServiceOf<T> {
    /// Makes a service of a transport.
    pub fn new(transport: T) -> Self {
        Self(Arc::new(transport))
    }
}

impl<T> Clone for ServiceOf<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: Transport + 'static> Service<Request<RequestBody>> for ServiceOf<T> {
    type Response = Response<ResponseBody>;
    type Error = SendError;
    type Future = BoxFuture<'static, Result<Response<ResponseBody>, SendError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), SendError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<RequestBody>) -> Self::Future {
        let transport = self.0.clone();
        Box::pin(async move { transport.send(request).await })
    }
}

impl<T> fmt::Debug for ServiceOf<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceOf").finish_non_exhaustive()
    }
}
