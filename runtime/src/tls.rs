//! The HTTP client that is used when a caller brings none.

use std::{error::Error, sync::Arc, time::Duration};

use reqwest::redirect;
use rustls::{ClientConfig, crypto::ring};
use rustls_platform_verifier::BuilderVerifierExt as _;

/// Long enough for a slow network; the time that the server needs for its answer is not in it.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Makes an HTTP client that trusts what the operating system trusts.
///
/// The TLS configuration is made here, not left to reqwest, because reqwest would look for a
/// cryptography provider installed for the whole process. That choice belongs to the program, not
/// to a library in it, and this way a program need not make it.
pub(crate) fn http_client() -> Result<reqwest::Client, Box<dyn Error + Send + Sync>> {
    let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_platform_verifier()?
        .with_no_client_auth();
    let client = reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        // A redirect can turn a POST into a GET, or carry a body to another host. Neither should
        // happen unseen, so it is an error that shows where it pointed to.
        .redirect(redirect::Policy::none())
        .connect_timeout(CONNECT_TIMEOUT)
        .build()?;
    Ok(client)
}
