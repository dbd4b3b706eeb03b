//! Clients: the base URL, credentials and settings that all requests to an API share.
//!
//! `builder` checks the settings and makes a [`Client`]. `credentials` and `token` have its secrets, and `token_source`
//! fetches those that do not last.

pub(crate) mod base_url;
pub(crate) mod bearer;
pub(crate) mod builder;
#[cfg(feature = "hyper")]
mod connections;
pub(crate) mod credentials;
pub(crate) mod environment;
pub(crate) mod token;
pub(crate) mod token_source;

use std::{fmt, sync::Arc, time::Duration};

use http::header::HeaderMap;

use crate::{
    client::credentials::Credentials,
    transport::{hook::AnyHook, outgoing::Pipeline, receive::ReceiveLimits, retry::Retry},
};

/// A client of one API, with a base URL and credentials.
///
/// It is made by [`ClientBuilder`](crate::ClientBuilder). Clones share connections and rate limits, and are cheap.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
}

/// The part of a client that all clones share.
pub(crate) struct Shared {
    pub(crate) pipeline: Pipeline,
    /// Without a trailing slash.
    pub(crate) base_url: String,
    /// The headers of every request, including `Authorization`.
    pub(crate) headers: HeaderMap,
    /// Sets the token of every request.
    pub(crate) token_source: Option<AnyHook>,
    /// The time limit of one attempt.
    pub(crate) timeout: Duration,
    pub(crate) limits: ReceiveLimits,
    pub(crate) retry: Retry,
    pub(crate) credentials: Credentials,
    /// Whether the caller has set another base URL than that of the document.
    pub(crate) has_own_base_url: bool,
}

impl Client {
    pub(crate) fn new(shared: Shared) -> Self {
        Self {
            shared: Arc::new(shared),
        }
    }

    /// Returns the base URL, without a trailing slash.
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
