//! [`HttpTransportBuilder`]: the settings of an [`HttpTransport`].

#[cfg(feature = "tls")]
use std::sync::Arc;
use std::{error::Error, fmt, time::Duration};

use hyper_util::client::proxy::matcher::Matcher;

use super::{connect::Connector, tls::TlsSettings, transport::HttpTransport};

/// Long enough for a slow network. It does not include the time that the server needs for its response.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// A builder of an [`HttpTransport`].
#[derive(Clone)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct HttpTransportBuilder {
    pub(crate) connect_timeout: Duration,
    reuses_for_writes: bool,
    uses_proxies: bool,
    tls: TlsSettings,
}

impl Default for HttpTransportBuilder {
    fn default() -> Self {
        Self {
            connect_timeout: CONNECT_TIMEOUT,
            reuses_for_writes: false,
            uses_proxies: true,
            tls: TlsSettings::default(),
        }
    }
}

impl HttpTransportBuilder {
    /// Makes a builder with the default settings.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the time limit of connecting, including a proxy and the TLS handshake. The default is 10 seconds. A request
    /// that exceeds it was not sent.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Sets whether a request with an effect can use a connection that was used before. The default is `false`: only
    /// requests that are [safe](crate::Idempotency::Safe) do, and every other gets a new one.
    ///
    /// With `true`, such a request saves the time to connect, which is one round trip to the server, and one or two more
    /// with TLS. It costs certainty. If the server closes the connection in the same moment, the request is lost, and its
    /// outcome is [`Unknown`](crate::Outcome::Unknown). A response that a faulty server or proxy sends too much can be
    /// taken for that of the request.
    pub fn reuse_connections_for_writes(mut self, yes: bool) -> Self {
        self.reuses_for_writes = yes;
        self
    }

    /// Ignores the proxies of the environment.
    pub fn no_proxy(mut self) -> Self {
        self.uses_proxies = false;
        self
    }

    /// Makes the transport. No connection is opened.
    ///
    /// # Errors
    /// Fails if the system has no certificates, or if a certificate, a key or the TLS configuration is invalid.
    pub fn build(self) -> Result<HttpTransport, Box<dyn Error + Send + Sync>> {
        let tls = self.tls.build()?;
        let proxies = self.uses_proxies.then(Matcher::from_env);
        let connector = Connector::new(self.connect_timeout, proxies, tls);
        Ok(HttpTransport::new(connector, self.reuses_for_writes))
    }
}

/// TLS.
#[cfg(feature = "tls")]
impl HttpTransportBuilder {
    /// Trusts a certificate in addition to those of the system, such as that of an internal authority or of a test server.
    /// It is in DER, or in PEM, which can have several.
    pub fn add_root_certificate(mut self, certificate: impl Into<Vec<u8>>) -> Self {
        self.tls.roots.push(certificate.into());
        self
    }

    /// Sets the certificate by which the client identifies itself, with those that lead to its authority, and its private
    /// key. Each is in PEM or DER.
    pub fn client_identity(
        mut self,
        certificates: impl Into<Vec<u8>>,
        private_key: impl Into<Vec<u8>>,
    ) -> Self {
        let key = Arc::new(zeroize::Zeroizing::new(private_key.into()));
        self.tls.identity = Some((certificates.into(), key));
        self
    }

    /// Sets a prepared TLS configuration. It takes the place of the certificates of the system and of those of
    /// [`add_root_certificate`](HttpTransportBuilder::add_root_certificate) and
    /// [`client_identity`](HttpTransportBuilder::client_identity). Only its protocols (ALPN) are replaced by those that
    /// this transport speaks.
    pub fn tls_config(mut self, config: rustls::ClientConfig) -> Self {
        self.tls.config = Some(config);
        self
    }
}

/// Shows no keys.
impl fmt::Debug for HttpTransportBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpTransportBuilder")
            .field("connect_timeout", &self.connect_timeout)
            .field("reuses_for_writes", &self.reuses_for_writes)
            .field("uses_proxies", &self.uses_proxies)
            .finish_non_exhaustive()
    }
}
