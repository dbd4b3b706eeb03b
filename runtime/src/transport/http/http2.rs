//! HTTP/2: many requests at once on one connection (RFC 9113).

use std::{error::Error as _, time::Duration};

use http::{Request, Response};
use hyper::{
    body::Incoming,
    client::conn::{TrySendError, http2},
};
use hyper_util::rt::{TokioExecutor, TokioTimer};

use crate::transport::contract::{body::RequestBody, sending::Sending};

/// The interval at which a connection with requests is probed. Without it, one that died is not noticed.
const PING: Duration = Duration::from_secs(30);

/// The end of a connection that takes requests.
#[derive(Clone)]
pub(super) struct Sender(http2::SendRequest<RequestBody>);

/// Starts to use a connection. Returns what drives it, too.
pub(super) async fn start<S>(
    wire: S,
) -> Result<(Sender, http2::Connection<S, RequestBody, TokioExecutor>), hyper::Error>
where
    S: hyper::rt::Read + hyper::rt::Write + Send + Unpin + 'static,
{
    let mut builder = http2::Builder::new(TokioExecutor::new());
    builder
        .timer(TokioTimer::new())
        .keep_alive_interval(PING)
        .keep_alive_timeout(PING);
    let (sender, driver) = builder.handshake(wire).await?;
    Ok((Sender(sender), driver))
}

impl Sender {
    /// Whether the connection takes further requests.
    pub(super) fn is_open(&self) -> bool {
        !self.0.is_closed()
    }

    /// Waits until the connection takes a request, and says that this one leaves. Returns `false` if its call was given up.
    /// Nothing must be sent then.
    ///
    /// The frames of several requests are mixed on the connection, so this is the last moment that is known.
    pub(super) async fn leave(&mut self, sending: &Sending) -> bool {
        // If the connection is closed, sending hands the request back.
        let _ = self.0.ready().await;
        sending.leave()
    }

    /// Sends a request that [`leave`](Sender::leave) allows.
    pub(super) async fn send(
        &mut self,
        request: Request<RequestBody>,
        sending: &Sending,
    ) -> Result<Response<Incoming>, TrySendError<Request<RequestBody>>> {
        let result = self.0.try_send_request(request).await;
        if matches!(&result, Err(error) if error.message().is_some()) {
            sending.wait();
        }
        result
    }
}

/// Whether the server said that it did not process a request: it refused the stream, or the stream is above the last one
/// that it processed before it closed the connection (RFC 9113, sections 6.8 and 8.7).
///
/// On a stream, h2 reports the GOAWAY frame of the server only in the second case. A stream that was processed ends with
/// another error.
pub(super) fn is_unprocessed(error: &hyper::Error) -> bool {
    let error = error.source().and_then(|error| error.downcast_ref());
    let Some(error): Option<&h2::Error> = error else {
        return false;
    };
    let is_refused = error.is_reset() && error.reason() == Some(h2::Reason::REFUSED_STREAM);
    error.is_remote() && (is_refused || error.is_go_away())
}
