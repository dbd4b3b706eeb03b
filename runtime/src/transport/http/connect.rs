//! [`Connector`]: making a connection, directly or through a proxy, with TLS or without.

use std::{
    error::Error,
    future::{Ready, ready},
    task::{Context, Poll},
    time::Duration,
};

use http::{
    HeaderValue, Uri,
    uri::{Authority, Scheme},
};
use hyper_util::{
    client::{
        legacy::connect::{
            HttpConnector,
            proxy::{SocksV4, SocksV5, Tunnel},
        },
        proxy::matcher::{Intercept, Matcher},
    },
    rt::TokioIo,
};
use tower_service::Service;

use super::{
    refusal::Refusal,
    socket::Socket,
    tls::{Tls, TlsStream},
    wire::Stream,
};
use crate::exchange::send_error::SendError;

type BoxError = Box<dyn Error + Send + Sync>;

/// The interval at which an idle connection is probed by TCP, and the time after which it begins.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// Makes connections.
pub(super) struct Connector {
    tcp: HttpConnector,
    /// `None` if proxies are ignored.
    proxies: Option<Matcher>,
    tls: Tls,
    time_limit: Duration,
}

/// A connection that no request was sent on.
pub(super) struct Connected {
    pub(super) stream: Box<dyn Stream>,
    pub(super) socket: Socket,
    /// Whether TLS messages, which are no part of a response, can arrive at any time.
    pub(super) is_encrypted: bool,
    /// Whether client and server agreed on HTTP/2.
    pub(super) is_http2: bool,
    /// The proxy, if it forwards requests rather than bytes.
    pub(super) forward: Option<Forward>,
}

/// A proxy to which requests are sent instead of the server (RFC 9110, section 7.6.3).
pub(super) struct Forward {
    pub(super) authorization: Option<HeaderValue>,
}

impl Connector {
    pub(super) fn new(time_limit: Duration, proxies: Option<Matcher>, tls: Tls) -> Self {
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        tcp.set_keepalive(Some(KEEP_ALIVE));
        tcp.set_keepalive_interval(Some(KEEP_ALIVE));
        Self {
            tcp,
            proxies,
            tls,
            time_limit,
        }
    }

    /// Connects to the server of `target`.
    ///
    /// # Errors
    /// Fails if there is no connection, or if the TLS handshake fails. Nothing of a request was sent then.
    pub(super) async fn connect(&self, target: &Uri) -> Result<Connected, SendError> {
        match tokio::time::timeout(self.time_limit, self.open(target)).await {
            Ok(Ok(connected)) => Ok(connected),
            Ok(Err(Refusal::Passing(error))) => Err(SendError::not_sent(error).connect()),
            Ok(Err(Refusal::Permanent(error))) => {
                Err(SendError::not_sent(error).connect().permanent())
            }
            Err(_) => {
                let error = SendError::not_sent("operation timed out");
                Err(error.connect().timeout())
            }
        }
    }

    async fn open(&self, target: &Uri) -> Result<Connected, Refusal> {
        let matcher = self.proxies.as_ref();
        let Some(proxy) = matcher.and_then(|proxies| proxies.intercept(target)) else {
            let socket = self.tcp(target.clone()).await?;
            return self.encrypt(Box::new(socket.clone()), socket, target).await;
        };
        let kind = ProxyKind::of(&proxy)?;
        let socket = self.tcp(kind.address(proxy.uri())?).await?;
        let to_proxy: Box<dyn Stream> = match kind {
            ProxyKind::Https => {
                let host = proxy.uri().host().unwrap_or_default();
                let stream = self.tls.connect(host, Box::new(socket.clone())).await?;
                Box::new(stream.stream)
            }
            _ => Box::new(socket.clone()),
        };
        let is_plain = target.scheme() == Some(&Scheme::HTTP);
        if is_plain && matches!(kind, ProxyKind::Http | ProxyKind::Https) {
            return Ok(Connected {
                stream: to_proxy,
                socket,
                is_encrypted: matches!(kind, ProxyKind::Https),
                is_http2: false,
                forward: Some(Forward {
                    authorization: proxy.basic_auth().cloned(),
                }),
            });
        }
        let stream = tunnel(kind, &proxy, to_proxy, target).await?;
        self.encrypt(stream, socket, target).await
    }

    async fn tcp(&self, address: Uri) -> Result<Socket, Refusal> {
        let stream = self.tcp.clone().call(address).await?;
        Ok(Socket::new(stream.into_inner()))
    }

    /// Makes the TLS handshake, if the scheme of `target` is `https`.
    async fn encrypt(
        &self,
        stream: Box<dyn Stream>,
        socket: Socket,
        target: &Uri,
    ) -> Result<Connected, Refusal> {
        let mut connected = Connected {
            stream,
            socket,
            is_encrypted: false,
            is_http2: false,
            forward: None,
        };
        if target.scheme() == Some(&Scheme::HTTPS) {
            let host = target.host().unwrap_or_default();
            let TlsStream { stream, is_http2 } = self.tls.connect(host, connected.stream).await?;
            connected.stream = Box::new(stream);
            connected.is_encrypted = true;
            connected.is_http2 = is_http2;
        }
        Ok(connected)
    }
}

#[derive(Clone, Copy)]
enum ProxyKind {
    Http,
    Https,
    Socks4 { resolves: bool },
    Socks5 { resolves: bool },
}

impl ProxyKind {
    fn of(proxy: &Intercept) -> Result<Self, Refusal> {
        Ok(match proxy.uri().scheme_str() {
            Some("http") => Self::Http,
            Some("https") => Self::Https,
            Some("socks4") => Self::Socks4 { resolves: false },
            Some("socks4a") => Self::Socks4 { resolves: true },
            Some("socks5") => Self::Socks5 { resolves: false },
            Some("socks5h") => Self::Socks5 { resolves: true },
            other => {
                let scheme = other.unwrap_or_default();
                let message = format!(
                    "the proxy of the environment has the scheme `{scheme}`, which is not supported"
                );
                return Err(Refusal::Permanent(message.into()));
            }
        })
    }

    /// Returns the address of the proxy, with the default port of its kind.
    fn address(self, proxy: &Uri) -> Result<Uri, Refusal> {
        let is_socks = matches!(self, Self::Socks4 { .. } | Self::Socks5 { .. });
        match is_socks {
            true => with_port(proxy, 1080).map_err(Refusal::from),
            false => Ok(proxy.clone()),
        }
    }
}

/// Returns the address with this port, unless it has one.
fn with_port(uri: &Uri, port: u16) -> Result<Uri, BoxError> {
    if uri.port().is_some() {
        return Ok(uri.clone());
    }
    let host = uri.host().unwrap_or_default();
    let authority: Authority = format!("{host}:{port}").parse()?;
    let mut parts = uri.clone().into_parts();
    parts.authority = Some(authority);
    Ok(Uri::from_parts(parts)?)
}

/// Asks the proxy at the other end of `stream` for a connection to the server of `target`.
async fn tunnel(
    kind: ProxyKind,
    proxy: &Intercept,
    stream: Box<dyn Stream>,
    target: &Uri,
) -> Result<Box<dyn Stream>, BoxError> {
    let address = proxy.uri().clone();
    let made = Made(Some(stream));
    // Without a port, that of `https` is meant, whatever the scheme is.
    let target = match target.scheme() == Some(&Scheme::HTTP) {
        true => with_port(target, 80)?,
        false => target.clone(),
    };
    let stream = match kind {
        ProxyKind::Http | ProxyKind::Https => {
            let mut tunnel = Tunnel::new(address, made);
            if let Some(authorization) = proxy.basic_auth() {
                tunnel = tunnel.with_auth(authorization.clone());
            }
            tunnel.call(target).await?
        }
        ProxyKind::Socks4 { resolves } => {
            let mut socks = SocksV4::new(address, made).local_dns(!resolves);
            socks.call(target).await?
        }
        ProxyKind::Socks5 { resolves } => {
            let mut socks = SocksV5::new(address, made).local_dns(!resolves);
            if let Some((user, password)) = proxy.raw_auth() {
                socks = socks.with_auth(user.to_owned(), password.to_owned());
            }
            socks.call(target).await?
        }
    };
    Ok(stream.into_inner())
}

/// A connector that returns a connection which is there already.
struct Made(Option<Box<dyn Stream>>);

impl Service<Uri> for Made {
    type Response = TokioIo<Box<dyn Stream>>;
    type Error = BoxError;
    type Future = Ready<Result<Self::Response, BoxError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Uri) -> Self::Future {
        let stream = self.0.take().ok_or("the connection was used before");
        ready(stream.map(TokioIo::new).map_err(Into::into))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_without_a_port_has_the_one_of_its_kind() {
        let socks = ProxyKind::Socks5 { resolves: true };
        for (kind, proxy, address) in [
            (ProxyKind::Http, "http://p", "http://p/"),
            (ProxyKind::Http, "http://p:3128", "http://p:3128/"),
            (ProxyKind::Https, "https://p", "https://p/"),
            (socks, "socks5h://p", "socks5h://p:1080/"),
            (socks, "socks5h://p:9050", "socks5h://p:9050/"),
            (socks, "socks5h://[::1]", "socks5h://[::1]:1080/"),
            (
                ProxyKind::Socks4 { resolves: false },
                "socks4://p",
                "socks4://p:1080/",
            ),
        ] {
            let found = kind.address(&Uri::from_static(proxy)).ok().unwrap();
            assert_eq!(found.to_string(), address);
        }
    }
}
