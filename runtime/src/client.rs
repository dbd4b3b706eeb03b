//! [`Client`]: where requests go, and what all of them carry.

use std::{fmt, sync::Arc, time::Duration};

use reqwest::header::HeaderMap;

use crate::{Operation, Request};

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
    pub(crate) timeout: Duration,
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
            .finish_non_exhaustive()
    }
}
