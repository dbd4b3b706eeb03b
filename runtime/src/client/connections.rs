//! The settings of a client that its own transport has: connections and TLS.

use std::time::Duration;

use super::builder::ClientBuilder;

/// Settings of connections. They have no effect on a transport set by [`transport`](ClientBuilder::transport).
impl<C> ClientBuilder<C> {
    /// Sets the time limit of connecting, including a proxy and the TLS handshake. The default is 10 seconds. A request
    /// that exceeds it was not sent.
    ///
    /// Building fails if it is zero.
    pub fn connect_timeout(self, timeout: Duration) -> Self {
        self.connecting(|connections| connections.connect_timeout(timeout))
    }

    /// Sets whether a request with an effect can use a connection that was used before. The default is `false`.
    /// See [`HttpTransportBuilder::reuse_connections_for_writes`](crate::HttpTransportBuilder::reuse_connections_for_writes)
    /// for what `true` costs.
    pub fn reuse_connections_for_writes(self, yes: bool) -> Self {
        self.connecting(|connections| connections.reuse_connections_for_writes(yes))
    }
}

/// Settings of TLS. They have no effect on a transport set by [`transport`](ClientBuilder::transport).
#[cfg(feature = "tls")]
impl<C> ClientBuilder<C> {
    /// Trusts a certificate in addition to those of the system, such as that of an internal authority or of a test server.
    /// It is in DER, or in PEM, which can have several.
    pub fn add_root_certificate(self, certificate: impl Into<Vec<u8>>) -> Self {
        self.connecting(|connections| connections.add_root_certificate(certificate))
    }

    /// Sets the certificate by which the client identifies itself, with those that lead to its authority, and its private
    /// key. Each is in PEM or DER.
    pub fn client_identity(
        self,
        certificates: impl Into<Vec<u8>>,
        private_key: impl Into<Vec<u8>>,
    ) -> Self {
        self.connecting(|connections| connections.client_identity(certificates, private_key))
    }

    /// Sets a prepared TLS configuration. See
    /// [`HttpTransportBuilder::tls_config`](crate::HttpTransportBuilder::tls_config).
    pub fn tls_config(self, config: rustls::ClientConfig) -> Self {
        self.connecting(|connections| connections.tls_config(config))
    }
}
