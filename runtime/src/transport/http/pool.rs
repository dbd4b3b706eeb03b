//! [`Pool`]: the connections that wait for another request.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use http::{
    Uri,
    uri::{Authority, Scheme},
};
use tokio::{
    runtime::{Handle, Id},
    time::Instant,
};

use super::connection::Connection;

/// The time after which an idle connection is closed. Servers commonly close them after a minute. A request that is sent
/// at that moment is lost, so the client closes the connection earlier.
const IDLE_TIMEOUT: Duration = Duration::from_secs(30);

/// The maximum number of idle connections to one server.
const MAX_IDLE: usize = 32;

/// The use of a connection: requests to one server, by one runtime.
///
/// A connection makes progress only while the runtime that made it is running. A call of another runtime, which may block
/// the threads of the first, must not wait for it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Key {
    runtime: Option<Id>,
    scheme: Option<Scheme>,
    authority: Option<Authority>,
}

impl Key {
    pub(super) fn new(target: &Uri) -> Self {
        Self {
            runtime: Handle::try_current().ok().map(|handle| handle.id()),
            scheme: target.scheme().cloned(),
            authority: target.authority().cloned(),
        }
    }
}

/// The connections that wait for another request.
#[derive(Default)]
pub(super) struct Pool(Mutex<HashMap<Key, Vec<Idle>>>);

struct Idle {
    connection: Connection,
    since: Instant,
}

impl Pool {
    /// Returns the connection that was used last and can take another request. Those that cannot are closed.
    pub(super) fn take(&self, key: &Key) -> Option<Connection> {
        let mut pool = self.lock();
        let idle = pool.get_mut(key)?;
        let mut found = None;
        while let Some(Idle { connection, since }) = idle.pop() {
            if since.elapsed() < IDLE_TIMEOUT && connection.is_reusable() {
                if let Some(same) = connection.share() {
                    idle.push(Idle {
                        connection: same,
                        since: Instant::now(),
                    });
                }
                found = Some(connection);
                break;
            }
        }
        if idle.is_empty() {
            pool.remove(key);
        }
        found
    }

    /// Keeps a connection for another request.
    pub(super) fn put(&self, key: Key, connection: Connection) {
        let mut pool = self.lock();
        // Servers that no request goes to any more must not keep connections.
        pool.retain(|_, idle| {
            idle.retain(|idle| idle.since.elapsed() < IDLE_TIMEOUT);
            !idle.is_empty()
        });
        let idle = pool.entry(key).or_default();
        // A connection that several requests share needs to be there once.
        if connection.is_shared() && idle.iter().any(|idle| idle.connection.is_shared()) {
            return;
        }
        if idle.len() >= MAX_IDLE {
            idle.remove(0);
        }
        idle.push(Idle {
            connection,
            since: Instant::now(),
        });
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Key, Vec<Idle>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
