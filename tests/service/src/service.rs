//! [`Service`]: from a request to its response.

use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use tokio::time::Instant;

use crate::{
    error::Refused,
    filter,
    limit::Window,
    list,
    message::{Request, Response},
    parameters::Parameters,
    show,
    store::Store,
    write,
};

/// The rules that are not documented, or that a test chooses.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Whether `created_after`, `updated_before` and the like include their instant.
    pub includes_bounds: bool,
    /// The number of requests in a period of so many seconds, or `None` for any number.
    pub limit: Option<(usize, u64)>,
    /// The instant at which the clock of the service starts.
    pub start: Timestamp,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            includes_bounds: false,
            limit: None,
            start: Timestamp::constant(1_790_000_000, 0),
        }
    }
}

/// The service.
#[derive(Debug)]
pub struct Service {
    settings: Settings,
    started: Instant,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    store: Store,
    window: Window,
    requests: usize,
    refused: usize,
}

impl Service {
    /// Starts a service without entries.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            started: Instant::now(),
            state: Mutex::default(),
        }
    }

    /// Returns the current instant by the clock of the service.
    ///
    /// # Panics
    /// Panics at the end of time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.settings.start + self.started.elapsed()
    }

    /// Changes the entries, as other users of the service do.
    pub fn edit<T>(&self, edit: impl FnOnce(&mut Store) -> T) -> T {
        let now = self.now();
        let mut state = self.state();
        state.store.set_clock(now);
        edit(&mut state.store)
    }

    /// Returns the number of requests so far, and how many of them were above the limit.
    pub fn requests(&self) -> (usize, usize) {
        let state = self.state();
        (state.requests, state.refused)
    }

    /// Carries a request out.
    pub fn respond(&self, request: Request<'_>) -> Response {
        let now = self.now();
        let mut state = self.state();
        state.requests += 1;
        if let Some((requests, seconds)) = self.settings.limit
            && !state.window.takes(now, requests, seconds)
        {
            state.refused += 1;
            return Response {
                status: 429,
                body: String::new(),
            };
        }
        state.store.set_clock(now);
        match self.route(&mut state.store, request) {
            Ok(None) => Response {
                status: 204,
                body: String::new(),
            },
            Ok(Some(body)) => Response { status: 200, body },
            Err(refused) => refused.response(),
        }
    }

    /// Returns the body of the response, if there is one.
    fn route(&self, store: &mut Store, request: Request<'_>) -> Result<Option<String>, Refused> {
        let (path, query) = request
            .target
            .split_once('?')
            .unwrap_or((request.target, ""));
        let parameters = Parameters::new(query);
        let id = match path.strip_prefix("/time_entries") {
            Some("") => None,
            Some(rest) => {
                let id = rest.strip_prefix('/').and_then(|id| id.parse().ok());
                Some(id.ok_or_else(Refused::not_found)?)
            }
            None => return Err(Refused::not_found()),
        };
        match (request.method, id) {
            ("GET", None) => {
                let page = list::list(store, &parameters, self.settings.includes_bounds)?;
                Ok(Some(show::page(store, &page, &parameters)))
            }
            ("GET", Some(id)) => {
                let found = store
                    .get(id)
                    .filter(|entry| filter::is_in_sight(store, entry, &parameters));
                let id = found.ok_or_else(Refused::not_found)?.id;
                Ok(Some(show::page(
                    store,
                    &list::Page::of(vec![id]),
                    &parameters,
                )))
            }
            ("POST", None) => {
                let ids = write::create(store, request.body)?;
                Ok(Some(show::page(store, &list::Page::of(ids), &parameters)))
            }
            ("PUT", Some(id)) => {
                write::update(store, id, request.body)?;
                Ok(Some(show::page(
                    store,
                    &list::Page::of(vec![id]),
                    &parameters,
                )))
            }
            ("DELETE", Some(id)) => write::delete(store, &[id]).map(|()| None),
            ("DELETE", None) => {
                let ids = write::ids(&parameters, request.body)?;
                write::delete(store, &ids).map(|()| None)
            }
            _ => Err(Refused::not_found()),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
