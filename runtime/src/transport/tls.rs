//! The HTTP client of this crate, which is used unless the caller provides one.

use std::{error::Error, sync::Arc, time::Duration};

use reqwest::{redirect, retry};
use rustls::{ClientConfig, crypto::ring};
use rustls_platform_verifier::BuilderVerifierExt as _;

/// The time after which an idle connection is closed. Servers commonly close them after a minute. A request that is sent
/// at that moment is lost, and it is unknown whether it took effect, so the client closes the connection earlier.
const IDLE_TIMEOUT: Duration = Duration::from_secs(30);

/// Makes an HTTP client that trusts the certificates that the operating system trusts.
///
/// The TLS configuration is made here, because reqwest would need a cryptography provider that is installed for the
/// process. A library should not install one, and a program should not have to.
///
/// With `is_local`, proxies are ignored: requests to this machine must not go to another one.
///
/// # Errors
/// Fails if the system has no certificates, or if the TLS configuration is invalid.
pub(crate) fn http_client(
    connect_timeout: Duration,
    is_local: bool,
) -> Result<reqwest::Client, Box<dyn Error + Send + Sync>> {
    let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_platform_verifier()?
        .with_no_client_auth();
    let builder = reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        // A redirect can turn a POST into a GET, or send a body to another host. It is an error, which shows the
        // target.
        .redirect(redirect::Policy::none())
        // With HTTP/2, which another crate in the program can enable, reqwest would retry requests that a server did
        // not process. Here, `Retry` decides about that, hooks see each attempt, and attempts are counted.
        .retry(retry::never())
        .connect_timeout(connect_timeout)
        .pool_idle_timeout(IDLE_TIMEOUT);
    let builder = if is_local {
        builder.no_proxy()
    } else {
        builder
    };
    Ok(builder.build()?)
}
