//! The HTTP client that is used when a caller brings none.

use std::{error::Error, sync::Arc, time::Duration};

use reqwest::{redirect, retry};
use rustls::{ClientConfig, crypto::ring};
use rustls_platform_verifier::BuilderVerifierExt as _;

/// Servers close connections that have been idle for a while, commonly after a minute. A request that is
/// sent at that moment is lost, and for a write nobody knows how; so the client closes them before.
const IDLE_TIMEOUT: Duration = Duration::from_secs(30);

/// Makes an HTTP client that trusts what the operating system trusts.
///
/// The TLS configuration is made here, not left to reqwest, because reqwest would look for a
/// cryptography provider installed for the whole process. That choice belongs to the program, not
/// to a library in it, and this way a program need not make it.
///
/// `is_local` leaves out proxies: what is meant for this machine would be shown to another one.
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
        // A redirect can turn a POST into a GET, or carry a body to another host. Neither should
        // happen unseen, so it is an error that shows where it pointed to.
        .redirect(redirect::Policy::none())
        // With HTTP/2, which another crate in the program can switch on, reqwest would send again what it takes
        // for untouched by a server that goes away. Whether to do that is for `Retry` to decide, hooks are to
        // see it, and attempts are counted.
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
