//! [`Connection`]: one connection to a server or a proxy, and sending a request on it.

use std::{future::Future, sync::Arc};

use http::{
    HeaderValue, Request, Response, Uri, Version,
    header::{HOST, PROXY_AUTHORIZATION},
    uri::PathAndQuery,
};
use hyper::{
    body::Incoming,
    client::conn::{TrySendError, http1},
};
use hyper_util::rt::TokioIo;
use tokio::task::AbortHandle;

#[cfg(feature = "http2")]
use super::http2;
#[cfg(feature = "http2")]
use super::wire::GIVEN_UP;
use super::{
    connect::{Connected, Forward},
    socket::Probe,
    wire::{Log, Wire},
};
use crate::{
    exchange::send_error::{Departure, SendError},
    transport::contract::{body::RequestBody, sending::Sending},
};

/// A connection to a server, or to a proxy that forwards requests.
pub(super) struct Connection {
    sender: Sender,
    /// The task that drives the connection.
    #[allow(dead_code, reason = "it ends with the last of its uses")]
    driver: Arc<Driver>,
    probe: Probe,
    log: Arc<Log>,
    /// Whether TLS messages can arrive at any time.
    is_encrypted: bool,
    forward: Option<Arc<Forward>>,
    is_used: bool,
}

/// The task that drives a connection. It ends with the last use of the connection, whatever it is doing: nothing more of a
/// request is sent when its call was given up, or when the server has responded to it already.
pub(super) struct Driver(AbortHandle);

impl Driver {
    /// Starts a task of the current runtime. The request that is on the connection gets its error.
    pub(super) fn spawn<E: Send + 'static>(
        driver: impl Future<Output = Result<(), E>> + Send + 'static,
    ) -> Self {
        let task = tokio::spawn(async move { drop(driver.await) });
        Self(task.abort_handle())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.0.abort();
    }
}

enum Sender {
    Http1(http1::SendRequest<RequestBody>),
    #[cfg(feature = "http2")]
    Http2(http2::Sender),
}

/// A request that has no response.
pub(super) struct Unsent {
    pub(super) error: SendError,
    /// The request, if the connection took nothing of it.
    pub(super) request: Option<Box<Request<RequestBody>>>,
}

impl Connection {
    /// Starts to use a connection. It is driven by a task of the current runtime.
    pub(super) async fn start(connected: Connected) -> Result<Self, SendError> {
        let Connected {
            stream,
            socket,
            is_encrypted,
            is_http2,
            forward,
        } = connected;
        let log = Arc::new(Log::default());
        let probe = socket.probe();
        let wire = TokioIo::new(Wire::new(stream, socket, log.clone()));
        let started = if is_http2 {
            Self::start_http2(wire).await
        } else {
            Self::start_http1(wire).await
        };
        let (sender, driver) = started.map_err(|error| SendError::not_sent(error).connect())?;
        Ok(Self {
            sender,
            driver: Arc::new(driver),
            probe,
            log,
            is_encrypted,
            forward: forward.map(Arc::new),
            is_used: false,
        })
    }

    async fn start_http1<S>(wire: S) -> Result<(Sender, Driver), hyper::Error>
    where
        S: hyper::rt::Read + hyper::rt::Write + Send + Unpin + 'static,
    {
        let (sender, driver) = http1::handshake(wire).await?;
        Ok((Sender::Http1(sender), Driver::spawn(driver)))
    }

    #[cfg(feature = "http2")]
    async fn start_http2<S>(wire: S) -> Result<(Sender, Driver), hyper::Error>
    where
        S: hyper::rt::Read + hyper::rt::Write + Send + Unpin + 'static,
    {
        let (sender, driver) = http2::start(wire).await?;
        Ok((Sender::Http2(sender), Driver::spawn(driver)))
    }

    /// Without HTTP/2, no server agrees on it.
    #[cfg(not(feature = "http2"))]
    async fn start_http2<S>(wire: S) -> Result<(Sender, Driver), hyper::Error>
    where
        S: hyper::rt::Read + hyper::rt::Write + Send + Unpin + 'static,
    {
        Self::start_http1(wire).await
    }

    /// Whether the connection can take another request, and nothing arrived on it that belongs to none.
    pub(super) fn is_reusable(&self) -> bool {
        self.is_ready() && (self.is_shared() || self.probe.is_quiet())
    }

    /// Waits until the connection can take another request. Returns `false` if it never will.
    pub(super) async fn ready(&mut self) -> bool {
        match &mut self.sender {
            Sender::Http1(sender) => sender.ready().await.is_ok(),
            #[cfg(feature = "http2")]
            Sender::Http2(sender) => sender.is_open(),
        }
    }

    /// Whether the connection can take another request now.
    pub(super) fn is_ready(&self) -> bool {
        match &self.sender {
            Sender::Http1(sender) => sender.is_ready(),
            #[cfg(feature = "http2")]
            Sender::Http2(sender) => sender.is_open(),
        }
    }

    /// Whether several requests can be on the connection at once.
    pub(super) fn is_shared(&self) -> bool {
        !matches!(self.sender, Sender::Http1(_))
    }

    /// Returns the same connection for another request at the same time, if that is possible.
    pub(super) fn share(&self) -> Option<Self> {
        match &self.sender {
            Sender::Http1(_) => None,
            #[cfg(feature = "http2")]
            Sender::Http2(sender) => Some(Self {
                sender: Sender::Http2(sender.clone()),
                driver: self.driver.clone(),
                probe: self.probe.clone(),
                log: self.log.clone(),
                is_encrypted: self.is_encrypted,
                forward: self.forward.clone(),
                is_used: true,
            }),
        }
    }

    /// Sends a request, and waits for the head of the response.
    ///
    /// # Errors
    /// Fails if there is no response. A request that the connection took nothing of is returned, unless the connection is
    /// new, so that another one would fail as well.
    pub(super) async fn send(
        &mut self,
        mut request: Request<RequestBody>,
    ) -> Result<Response<Incoming>, Unsent> {
        let target = request.uri().clone();
        let sending = Sending::of(&request);
        if !self.is_used && !self.is_encrypted && !self.probe.is_quiet() {
            let message =
                "the server sent something, or closed the connection, before it got the request";
            return Err(self.unsent(SendError::not_sent(message), None, target));
        }
        self.address(&mut request);
        let result = match &mut self.sender {
            Sender::Http1(sender) => {
                self.log.expect(sending.clone());
                sender.try_send_request(request).await
            }
            #[cfg(feature = "http2")]
            Sender::Http2(sender) => {
                if !sender.leave(&sending).await {
                    return Err(self.unsent(SendError::not_sent(GIVEN_UP), None, target));
                }
                sender.send(request, &sending).await
            }
        };
        match result {
            Ok(response) => {
                self.is_used = true;
                Ok(response)
            }
            Err(mut error) => {
                let request = error.take_message();
                let error = self.judge(error, request.is_some(), &sending);
                Err(self.unsent(error, request, target))
            }
        }
    }

    /// Says whether a request left that has no response.
    fn judge(
        &self,
        error: TrySendError<Request<RequestBody>>,
        is_handed_back: bool,
        sending: &Sending,
    ) -> SendError {
        let error = error.into_error();
        if self.log.has_refused_certificate() {
            return SendError::not_sent(error).connect().permanent();
        }
        let departure = match is_handed_back || self.is_unprocessed(&error) {
            true => Departure::NotSent,
            false => sending.give_up(),
        };
        SendError::new(departure, error.into())
    }

    /// Whether the server said that it did not process the request.
    fn is_unprocessed(
        &self,
        #[cfg_attr(
            not(feature = "http2"),
            allow(unused_variables, reason = "only HTTP/2 says so")
        )]
        error: &hyper::Error,
    ) -> bool {
        match &self.sender {
            Sender::Http1(_) => false,
            #[cfg(feature = "http2")]
            Sender::Http2(_) => http2::is_unprocessed(error),
        }
    }

    fn unsent(
        &self,
        error: SendError,
        request: Option<Request<RequestBody>>,
        target: Uri,
    ) -> Unsent {
        let request = request.filter(|_| self.is_used).map(|mut request| {
            *request.uri_mut() = target;
            request.headers_mut().remove(PROXY_AUTHORIZATION);
            Box::new(request)
        });
        Unsent { error, request }
    }

    /// Addresses the request to what is at the other end: the `Host` header, and for HTTP/1.1 the form of the target
    /// (RFC 9112, section 3.2).
    fn address(&self, request: &mut Request<RequestBody>) {
        if self.is_shared() {
            *request.version_mut() = Version::HTTP_2;
            request.headers_mut().remove(HOST);
            return;
        }
        let host = host(request.uri());
        request.headers_mut().entry(HOST).or_insert(host);
        match &self.forward {
            Some(forward) => {
                if let Some(authorization) = &forward.authorization {
                    let headers = request.headers_mut();
                    headers.insert(PROXY_AUTHORIZATION, authorization.clone());
                }
            }
            None => {
                let path = request.uri().path_and_query().cloned();
                let path = path.unwrap_or_else(|| PathAndQuery::from_static("/"));
                *request.uri_mut() = path.into();
            }
        }
    }
}

/// Returns the value of the `Host` header (RFC 9110, section 7.2).
pub(super) fn host(target: &Uri) -> HeaderValue {
    let name = target.host().unwrap_or_default();
    let default = match target.scheme_str() {
        Some("https") => 443,
        _ => 80,
    };
    let port = target.port_u16().filter(|port| *port != default);
    let text = port.map_or_else(|| name.to_owned(), |port| format!("{name}:{port}"));
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
}

#[cfg(test)]
mod tests {
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::TcpStream,
    };

    use super::{super::socket::tests::connected, *};

    #[test]
    fn the_host_has_a_port_unless_it_is_that_of_the_scheme() {
        for (target, expected) in [
            ("http://h/", "h"),
            ("http://h:80/", "h"),
            ("http://h:443/", "h:443"),
            ("https://h/", "h"),
            ("https://h:443/", "h"),
            ("https://h:80/", "h:80"),
            ("https://[::1]:8443/", "[::1]:8443"),
        ] {
            assert_eq!(host(&Uri::from_static(target)), expected, "{target}");
        }
    }

    /// Sends a request on a new connection on which `greeting` has arrived already.
    async fn send_after(greeting: &[u8]) -> (Result<Response<Incoming>, Unsent>, TcpStream) {
        let (socket, mut server) = connected().await;
        let connected = Connected {
            stream: Box::new(socket.clone()),
            socket,
            is_encrypted: false,
            is_http2: false,
            forward: None,
        };
        let mut connection = Connection::start(connected).await.ok().unwrap();
        server.write_all(greeting).await.unwrap();
        let request = Request::post("http://h/").body(RequestBody::empty());
        let sent = connection.send(request.unwrap());
        let respond = async {
            if greeting.is_empty() {
                let response = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
                server.write_all(response).await.unwrap();
            }
        };
        let (result, ()) = tokio::join!(sent, respond);
        drop(connection);
        (result, server)
    }

    #[tokio::test]
    async fn nothing_is_sent_on_a_new_connection_on_which_something_arrived() {
        let greeting = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
        let (result, mut server) = send_after(greeting).await;
        let Unsent { error, request } = result.err().unwrap();
        assert_eq!(error.departure(), Departure::NotSent);
        assert!(error.to_string().contains("before it got the request"));
        // Another new connection would be the same.
        assert!(request.is_none());
        let mut received = Vec::new();
        // It is reset, because the client has not read the greeting.
        let _ = server.read_to_end(&mut received).await;
        assert!(received.is_empty());

        let (result, _server) = send_after(b"").await;
        assert_eq!(result.ok().unwrap().status(), 200);
    }
}
