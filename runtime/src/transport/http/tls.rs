//! [`Tls`]: the TLS handshake, and what it trusts.
//!
//! The configuration is made here, with a cryptography provider of its own. A library should not install one for the
//! process, and a program should not have to.

pub(super) use imp::{Tls, TlsSettings};

/// A stream after the TLS handshake.
pub(super) struct TlsStream<S> {
    pub(super) stream: S,
    /// Whether client and server agreed on HTTP/2.
    pub(super) is_http2: bool,
}

#[cfg(feature = "tls")]
mod imp {
    use std::{error::Error, sync::Arc};

    use rustls::{
        ClientConfig,
        client::danger::ServerCertVerifier,
        crypto::CryptoProvider,
        pki_types::{CertificateDer, PrivateKeyDer, ServerName, pem::PemObject},
    };
    use rustls_platform_verifier::Verifier;
    use tokio_rustls::{TlsConnector, client};
    use zeroize::Zeroizing;

    use super::{
        super::{refusal::Refusal, wire::Stream},
        TlsStream,
    };

    type BoxError = Box<dyn Error + Send + Sync>;

    /// The certificates of a client, and its private key, each in DER or PEM. The key is overwritten when it is dropped.
    type Identity = (Vec<u8>, Arc<Zeroizing<Vec<u8>>>);

    /// The certificates that a client trusts, and those by which it identifies itself.
    #[derive(Clone, Default)]
    pub(in super::super) struct TlsSettings {
        /// Certificates to be trusted in addition to those of the system, each in DER or PEM.
        pub(in super::super) roots: Vec<Vec<u8>>,
        /// The certificates and the private key of the client, each in DER or PEM.
        pub(in super::super) identity: Option<Identity>,
        /// A configuration of the caller, which takes the place of everything else.
        pub(in super::super) config: Option<ClientConfig>,
    }

    impl TlsSettings {
        pub(in super::super) fn build(self) -> Result<Tls, BoxError> {
            let mut config = match self.config {
                Some(config) => config,
                None => self.client_config()?,
            };
            config.alpn_protocols = protocols();
            Ok(Tls(Arc::new(config)))
        }

        fn client_config(&self) -> Result<ClientConfig, BoxError> {
            let provider = provider()?;
            let mut roots = Vec::new();
            for bytes in &self.roots {
                roots.extend(certificates(bytes)?);
            }
            let verifier = Verifier::new_with_extra_roots(roots, provider.clone())?;
            let verifier: Arc<dyn ServerCertVerifier> = Arc::new(verifier);
            let builder = ClientConfig::builder_with_provider(provider)
                .with_safe_default_protocol_versions()?
                .dangerous()
                .with_custom_certificate_verifier(verifier);
            Ok(match &self.identity {
                None => builder.with_no_client_auth(),
                Some((chain, key)) => {
                    builder.with_client_auth_cert(certificates(chain)?, private_key(key)?)?
                }
            })
        }
    }

    /// Returns the protocols that this crate speaks, in the order of preference.
    fn protocols() -> Vec<Vec<u8>> {
        let mut protocols = vec![b"http/1.1".to_vec()];
        if cfg!(feature = "http2") {
            protocols.insert(0, b"h2".to_vec());
        }
        protocols
    }

    #[cfg(feature = "aws-lc")]
    fn provider() -> Result<Arc<CryptoProvider>, BoxError> {
        Ok(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
    }

    #[cfg(all(feature = "ring", not(feature = "aws-lc")))]
    fn provider() -> Result<Arc<CryptoProvider>, BoxError> {
        Ok(Arc::new(rustls::crypto::ring::default_provider()))
    }

    #[cfg(not(any(feature = "ring", feature = "aws-lc")))]
    fn provider() -> Result<Arc<CryptoProvider>, BoxError> {
        let message = "there is no cryptography provider; enable the feature `ring` or `aws-lc`, \
                       or install one with `CryptoProvider::install_default`";
        CryptoProvider::get_default()
            .cloned()
            .ok_or_else(|| message.into())
    }

    /// Reads certificates from PEM, or one from DER.
    fn certificates(bytes: &[u8]) -> Result<Vec<CertificateDer<'static>>, BoxError> {
        if !is_pem(bytes) {
            return Ok(vec![CertificateDer::from(bytes.to_vec())]);
        }
        let found = CertificateDer::pem_slice_iter(bytes).collect::<Result<Vec<_>, _>>();
        match found {
            Ok(found) if found.is_empty() => Err("there is no certificate in the PEM text".into()),
            Ok(found) => Ok(found),
            Err(error) => Err(format!("a certificate cannot be read: {error}").into()),
        }
    }

    fn private_key(bytes: &[u8]) -> Result<PrivateKeyDer<'static>, BoxError> {
        if is_pem(bytes) {
            return PrivateKeyDer::from_pem_slice(bytes)
                .map_err(|error| format!("the private key cannot be read: {error}").into());
        }
        PrivateKeyDer::try_from(bytes.to_vec())
            .map_err(|error| format!("the private key cannot be read: {error}").into())
    }

    fn is_pem(bytes: &[u8]) -> bool {
        const START: &[u8] = b"-----BEGIN ";
        bytes.windows(START.len()).any(|window| window == START)
    }

    /// Makes the TLS handshake.
    pub(in super::super) struct Tls(Arc<ClientConfig>);

    impl Tls {
        /// Makes the TLS handshake with the server `host` at the other end of `stream`.
        ///
        /// # Errors
        /// Fails permanently if client and server do not agree, and otherwise if the stream fails.
        pub(in super::super) async fn connect(
            &self,
            host: &str,
            stream: Box<dyn Stream>,
        ) -> Result<TlsStream<client::TlsStream<Box<dyn Stream>>>, Refusal> {
            let host = host.trim_start_matches('[').trim_end_matches(']');
            let name = ServerName::try_from(host.to_owned())
                .map_err(|error| Refusal::Permanent(error.into()))?;
            let connector = TlsConnector::from(self.0.clone());
            match connector.connect(name, stream).await {
                Ok(stream) => Ok(TlsStream {
                    is_http2: stream.get_ref().1.alpn_protocol() == Some(b"h2"),
                    stream,
                }),
                Err(error)
                    if error
                        .get_ref()
                        .is_some_and(|error| error.is::<rustls::Error>()) =>
                {
                    Err(Refusal::Permanent(error.into()))
                }
                Err(error) => Err(error.into()),
            }
        }
    }
}

#[cfg(not(feature = "tls"))]
mod imp {
    use std::error::Error;

    use super::{
        super::{refusal::Refusal, wire::Stream},
        TlsStream,
    };

    #[derive(Clone, Default)]
    pub(in super::super) struct TlsSettings {}

    impl TlsSettings {
        pub(in super::super) fn build(self) -> Result<Tls, Box<dyn Error + Send + Sync>> {
            Ok(Tls)
        }
    }

    pub(in super::super) struct Tls;

    impl Tls {
        pub(in super::super) async fn connect(
            &self,
            _: &str,
            _: Box<dyn Stream>,
        ) -> Result<TlsStream<Box<dyn Stream>>, Refusal> {
            let message = "https needs TLS; enable the feature `ring`, `aws-lc` or `tls`";
            Err(Refusal::Permanent(message.into()))
        }
    }
}
