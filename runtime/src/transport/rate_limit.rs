//! [`RateLimitGate`]: the time until which the server accepts no requests of this client.

use std::sync::{Mutex, PoisonError};

use tokio::time::Instant;

/// The time until which the server accepts no requests. It is shared by all clones of a client, so that a rate limit
/// that one request meets applies to all.
#[derive(Default)]
pub(crate) struct RateLimitGate(Mutex<Option<Instant>>);

impl RateLimitGate {
    /// Closes the gate until `instant`. An instant before the current end has no effect.
    pub(crate) fn close_until(&self, instant: Instant) {
        let mut end = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *end = Some(end.map_or(instant, |old| old.max(instant)));
    }

    /// Returns the instant at which the gate opens, or `None` if it is open.
    pub(crate) fn closed_until(&self) -> Option<Instant> {
        let end = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        end.filter(|end| *end > Instant::now())
    }
}
