//! A server that keeps entries, and treats requests by a schedule.

use std::{
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};

use test_server::{Accept, Handler, HandlerServer, Reaction, Received, Then, plain_response};
use tokio::time::sleep;

use crate::{
    schedule::{Delivery, Effect, Schedule},
    store::{Change, Store},
};

/// How long the client waits for a response.
pub(crate) const TIMEOUT: Duration = Duration::from_millis(100);

/// A time after which the client does not wait any more.
const LATE: Duration = Duration::from_millis(140);

/// How long connections are refused when the server is down.
const DOWN: Duration = Duration::from_millis(5);

pub(crate) struct Server {
    http: HandlerServer,
    state: Arc<State>,
}

struct State {
    store: Mutex<Store>,
    schedule: Schedule,
}

impl Server {
    pub(crate) fn start(seed: u64) -> Self {
        let state = Arc::new(State {
            store: Mutex::default(),
            schedule: Schedule::new(seed),
        });
        Self {
            http: HandlerServer::start(Service(Arc::clone(&state))),
            state,
        }
    }

    pub(crate) fn base_url(&self) -> String {
        self.http.base_url()
    }

    /// Returns the entries when everything that was sent to the server is done, late effects included. To be called when
    /// the client is gone.
    pub(crate) async fn settled(self) -> Store {
        self.http.finish().await;
        std::mem::take(&mut *self.state.store())
    }
}

impl State {
    fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap()
    }
}

struct Service(Arc<State>);

impl Handler for Service {
    fn accept(&self, connection: usize) -> Accept {
        let schedule = &self.0.schedule;
        Accept {
            closes: schedule.closes(connection),
            goes_down: schedule.goes_down(connection).then_some(DOWN),
        }
    }

    /// Applies the effect of a request and sends its response, each as the schedule says.
    async fn handle(&self, request: Received) -> Reaction {
        let (method, target, body) = (request.method(), request.target(), &request.body);
        let change = Change::read(method, target, body);
        let treatment = self
            .0
            .schedule
            .treatment(&format!("{method} {target} {body}"));
        if treatment.effect == Effect::Late {
            sleep(LATE).await;
        }
        let proper = match treatment.effect {
            Effect::None => String::new(),
            Effect::AtOnce | Effect::Late => self.0.store().apply(&change),
        };
        let (response, then) = match treatment.delivery {
            Delivery::Proper => (proper, Then::KeepOpen),
            Delivery::ThenClose => (proper, Then::Close),
            Delivery::Late => {
                sleep(LATE).await;
                (proper, Then::KeepOpen)
            }
            Delivery::CutOff(thousandths) => {
                let length = proper.len() * usize::try_from(thousandths).unwrap() / 1_000;
                (proper[..length].to_owned(), Then::Close)
            }
            Delivery::Garbled => (garbled(&proper), Then::Close),
            Delivery::Status(status, headers) => {
                (plain_response(status, headers, ""), Then::KeepOpen)
            }
            Delivery::Close => (String::new(), Then::Close),
            Delivery::Reset => (String::new(), Then::Reset),
        };
        Reaction {
            bytes: response.into_bytes(),
            then,
        }
    }
}

/// The response with another body than the documented one.
fn garbled(proper: &str) -> String {
    if proper.contains("200 OK") {
        plain_response("200 OK", "", "<html>")
    } else {
        proper.replace("\r\n\r\n", "\r\ncontent-length: 6\r\n\r\n<html>")
    }
}
