//! A transport over a unix socket.

use std::{
    path::{Path, PathBuf},
    pin::Pin,
};

use http::{Request, Response, Uri, header::HOST};
use hyper::client::conn::http1::handshake;
use hyper_util::rt::TokioIo;
use tokio::net::UnixStream;

use super::connection::host;
use crate::{
    exchange::send_error::SendError,
    transport::contract::{
        Transport,
        body::{RequestBody, ResponseBody},
        sending::Sending,
    },
};

/// A transport over a unix socket, such as that of a local daemon. Each request has a connection of its own.
///
/// The base URL of the client gives the header `Host` and the beginning of the path, and is not connected to:
///
/// ```
/// # struct Api;
/// # impl From<specwright_runtime::Client> for Api { fn from(_: specwright_runtime::Client) -> Self { Self } }
/// # fn build() -> Result<Api, specwright_runtime::ConfigError> {
/// specwright_runtime::ClientBuilder::new("http://localhost/v1")
///     .transport(specwright_runtime::UnixSocket::new("/run/service.sock"))
///     .build()
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct UnixSocket {
    path: PathBuf,
}

impl UnixSocket {
    /// Returns a transport over the socket at this path. Nothing is connected until a request is sent.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// Returns the path of the socket.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    async fn exchange(
        &self,
        mut request: Request<RequestBody>,
    ) -> Result<Response<ResponseBody>, SendError> {
        // If the time is over before the connection is there, the request counts as not sent.
        let sending = Sending::of(&request);
        sending.wait();
        let stream = UnixStream::connect(&self.path).await;
        let stream = stream.map_err(|error| SendError::not_sent(error).connect())?;
        let connection = handshake(TokioIo::new(stream)).await;
        let (mut sender, driver) = connection.map_err(SendError::not_sent)?;
        tokio::spawn(driver);
        address(&mut request);
        if !sending.leave() {
            return Err(SendError::not_sent("the call was given up"));
        }
        match sender.try_send_request(request).await {
            Ok(response) => Ok(response.map(ResponseBody::streamed)),
            // The connection hands back a request that it did not begin to send.
            Err(error) if error.message().is_some() => Err(SendError::not_sent(error.into_error())),
            Err(error) => Err(SendError::maybe_sent(error.into_error())),
        }
    }
}

impl Transport for UnixSocket {
    fn send(
        &self,
        request: Request<RequestBody>,
    ) -> Pin<Box<dyn Future<Output = Result<Response<ResponseBody>, SendError>> + Send + '_>> {
        Box::pin(self.exchange(request))
    }
}

/// Writes the address as a server takes it: the path, and the host in a header.
fn address(request: &mut Request<RequestBody>) {
    let host = host(request.uri());
    request.headers_mut().entry(HOST).or_insert(host);
    let path = request.uri().path_and_query().cloned();
    *request.uri_mut() = path.map(Uri::from).unwrap_or_default();
}
