//! [`HttpTransport`]: from a request to its response, on a connection.

use std::{fmt, sync::Arc};

use futures_core::future::BoxFuture;
use http::{
    Request, Response, StatusCode,
    header::{CONTENT_LENGTH, TRANSFER_ENCODING},
    uri::Scheme,
};

use super::{
    connect::Connector,
    connection::{Connection, Unsent},
    pool::{Key, Pool},
    response::PooledBody,
};
use crate::{
    exchange::send_error::SendError,
    transport::contract::{
        Transport,
        body::{RequestBody, ResponseBody},
        sending::Sending,
    },
};

/// The transport that a client has unless it gets another one: HTTP/1.1 on TCP connections, with TLS for `https`, and
/// HTTP/2 with the feature `http2`.
///
/// - Connections are kept for further requests for half a minute. Before one is used again, the operating system is asked
///   whether the server has closed it or sent anything on it.
/// - A request with an effect gets a new connection
///   ([`reuse_connections_for_writes`](crate::HttpTransportBuilder::reuse_connections_for_writes)).
/// - Proxies come from the environment (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`, also in lower case), with
///   the schemes `http`, `https`, `socks4`, `socks4a`, `socks5` and `socks5h`.
/// - It follows no redirects, and sends no request twice.
///
/// It is made by [`HttpTransportBuilder`](crate::HttpTransportBuilder), and needs a tokio runtime with time and I/O. Clones
/// share their connections.
#[derive(Clone)]
pub struct HttpTransport(Arc<Shared>);

struct Shared {
    connector: Connector,
    pool: Arc<Pool>,
    reuses_for_writes: bool,
}

impl HttpTransport {
    pub(super) fn new(connector: Connector, reuses_for_writes: bool) -> Self {
        Self(Arc::new(Shared {
            connector,
            pool: Arc::default(),
            reuses_for_writes,
        }))
    }
}

impl Transport for HttpTransport {
    fn send(
        &self,
        request: Request<RequestBody>,
    ) -> BoxFuture<'_, Result<Response<ResponseBody>, SendError>> {
        Box::pin(self.0.send(request))
    }
}

impl Shared {
    async fn send(
        &self,
        mut request: Request<RequestBody>,
    ) -> Result<Response<ResponseBody>, SendError> {
        let target = request.uri().clone();
        let is_http = [Scheme::HTTP, Scheme::HTTPS].map(Some);
        if !is_http.contains(&target.scheme().cloned()) || target.host().is_none() {
            let message = "the URI is not an absolute one of the scheme http or https";
            return Err(SendError::not_sent(message).permanent());
        }
        let sending = Sending::of(&request);
        sending.wait();
        let key = Key::new(&target);
        let may_reuse = self.reuses_for_writes || !sending.needs_fresh_connection();
        loop {
            let idle = Some(&self.pool).filter(|_| may_reuse);
            let mut connection = match idle.and_then(|pool| pool.take(&key)) {
                Some(connection) => connection,
                None => Connection::start(self.connector.connect(&target).await?).await?,
            };
            match connection.send(request).await {
                Ok(response) => {
                    let pool = self.pool.clone();
                    let may_pool = connection.is_shared() || !leaves_bytes(&response);
                    let connection = may_pool.then_some((connection, key));
                    return Ok(response.map(|body| {
                        ResponseBody::streamed(PooledBody::new(body, connection, pool))
                    }));
                }
                // A connection that was idle is closed, and took nothing of the request.
                Err(Unsent {
                    request: Some(unsent),
                    ..
                }) => request = *unsent,
                Err(Unsent { error, .. }) => return Err(error),
            }
        }
    }
}

/// Whether a response leaves bytes on its connection that would be read as the next response: it announces a body, although
/// its status has none, so that it is not read.
fn leaves_bytes<B>(response: &Response<B>) -> bool {
    let headers = response.headers();
    let length = headers.get(CONTENT_LENGTH);
    response.status() == StatusCode::NO_CONTENT
        && (length.is_some_and(|length| length != "0") || headers.contains_key(TRANSFER_ENCODING))
}

impl fmt::Debug for HttpTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpTransport").finish_non_exhaustive()
    }
}
