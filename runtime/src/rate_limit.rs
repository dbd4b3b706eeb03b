//! [`RateLimitGate`]: until when the server wants no requests from this client.

use std::sync::{Mutex, PoisonError};

use tokio::time::Instant;

/// Shared by all clones of a client, so that what one request is told holds for all.
#[derive(Default)]
pub(crate) struct RateLimitGate(Mutex<Option<Instant>>);

impl RateLimitGate {
    /// Nothing is to be sent before `instant`. An earlier instant does not shorten a hold.
    pub(crate) fn until(&self, instant: Instant) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *held = Some(held.map_or(instant, |old| old.max(instant)));
    }

    /// The end of the hold, if it is not over.
    pub(crate) fn end(&self) -> Option<Instant> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.filter(|end| *end > Instant::now())
    }
}
