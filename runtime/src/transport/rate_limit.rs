//! [`RateLimitGate`]: the time until which the server accepts no requests of this client.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use tokio::time::Instant;

use crate::exchange::operation::Operation;

/// The time until which the server accepts no requests. It is shared by all clones of a client, so that a rate limit
/// that one request meets applies to all.
#[derive(Default)]
pub(crate) struct RateLimitGate(Mutex<Ends>);

#[derive(Default)]
struct Ends {
    /// The end for all operations.
    all: Option<Instant>,
    /// The ends for single operations, by id.
    operations: HashMap<&'static str, Instant>,
}

impl RateLimitGate {
    /// Closes the gate for all operations until `instant`. An instant before the current end has no effect.
    pub(crate) fn close(&self, instant: Instant) {
        let mut ends = self.lock();
        ends.all = Some(ends.all.map_or(instant, |old| old.max(instant)));
    }

    /// Closes the gate for one operation until `instant`. An instant before the current end has no effect.
    pub(crate) fn close_for(&self, operation: &Operation, instant: Instant) {
        let mut ends = self.lock();
        let end = ends.operations.entry(operation.id).or_insert(instant);
        *end = instant.max(*end);
    }

    /// Returns the instant at which the gate opens for an operation, or `None` if it is open.
    pub(crate) fn closed_until(&self, operation: &Operation) -> Option<Instant> {
        let mut ends = self.lock();
        let now = Instant::now();
        ends.operations.retain(|_, end| *end > now);
        let own = ends.operations.get(operation.id).copied();
        let end = ends.all.max(own);
        end.filter(|end| *end > now)
    }

    fn lock(&self) -> MutexGuard<'_, Ends> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
