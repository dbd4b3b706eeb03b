//! [`Client`]: where requests go, and what all of them carry.

use std::{fmt, sync::Arc, time::Duration};

use reqwest::{Url, header::HeaderMap};

use crate::{
    Credentials, Hook, Operation, Request, Retry, base_url, rate_limit::RateLimitGate,
    receive::ReceiveLimits,
};

/// Sends the requests of one API to one base address, with one token.
///
/// Made by [`ClientBuilder`](crate::ClientBuilder). A clone shares its connections, and costs next
/// to nothing.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
}

/// What all clones of a client have in common.
pub(crate) struct Shared {
    pub(crate) http: reqwest::Client,
    /// Without a slash at its end.
    pub(crate) base_url: String,
    /// What every request starts from, authorization included.
    pub(crate) headers: HeaderMap,
    /// Of one attempt.
    pub(crate) timeout: Duration,
    pub(crate) retry: Retry,
    pub(crate) limits: ReceiveLimits,
    pub(crate) hooks: Vec<Arc<dyn Hook>>,
    pub(crate) rate_limit: RateLimitGate,
    pub(crate) credentials: Credentials,
    /// Whether the address is not that of the document.
    pub(crate) is_elsewhere: bool,
}

/// Refuses to send a secret where everybody can read it: over plain http to another machine.
pub(crate) fn keeps_secret(url: &Url, headers: &HeaderMap) -> Result<(), String> {
    let is_public = url.scheme() == "http" && !base_url::is_loopback(url);
    if is_public && headers.values().any(|value| value.is_sensitive()) {
        return Err("a secret would be sent over plain http; use https".to_owned());
    }
    Ok(())
}

impl Client {
    pub(crate) fn new(shared: Shared) -> Self {
        Self {
            shared: Arc::new(shared),
        }
    }

    /// Starts a request for `operation`.
    pub fn request(&self, operation: &'static Operation) -> Request {
        Request::new(self.clone(), operation)
    }

    /// The base address, without a slash at its end.
    pub fn base_url(&self) -> &str {
        &self.shared.base_url
    }

    pub(crate) fn shared(&self) -> &Shared {
        &self.shared
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.shared.base_url)
            .field("timeout", &self.shared.timeout)
            .field("retry", &self.shared.retry)
            .finish_non_exhaustive()
    }
}
