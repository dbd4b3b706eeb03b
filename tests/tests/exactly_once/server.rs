//! A server that keeps entries, and treats requests by a schedule.

use std::{
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};

use test_server::{Accept, Handler, HandlerServer, Reaction, Received, Then, plain_response};
use tokio::time::sleep;

use crate::{
    behaviours::Behaviours,
    schedule::Schedule,
    store::{Change, Shown, Store},
    treatments::{Delivery, Effect, Treatment},
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
    pub(crate) fn start(seed: u64, behaviours: Behaviours) -> Self {
        let state = Arc::new(State {
            store: Mutex::default(),
            schedule: Schedule::new(seed, behaviours),
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
            closes: schedule.closes(),
            goes_down: schedule.goes_down().then_some(DOWN),
            refuses: schedule.refuses(connection),
        }
    }

    /// Applies the effect of a request and sends its response, each as the schedule says.
    async fn handle(&self, request: Received) -> Reaction {
        let (method, target, body) = (request.method(), request.target(), &request.body);
        let change = Change::read(method, target, body);
        self.0.store().ask(&change);
        let request = format!("{method} {target} {body}");
        let Treatment { effect, delivery } = self.0.schedule.treatment(&request);
        if effect == Effect::Late {
            sleep(LATE).await;
        }
        let shown = match delivery {
            Delivery::Shown(shown) => shown,
            _ => Shown::All,
        };
        let proper = match effect {
            Effect::None => String::new(),
            Effect::AtOnce | Effect::Late => self.0.store().apply(&change, shown),
            Effect::InPart => self.0.store().apply(&change.in_part(), shown),
        };
        if let Delivery::Delayed = delivery {
            sleep(LATE).await;
        }
        react(delivery, proper)
    }
}

fn react(delivery: Delivery, proper: String) -> Reaction {
    let reaction = |bytes: String, then| Reaction {
        then,
        ..Reaction::send(bytes)
    };
    let after = Duration::from_micros;
    match delivery {
        Delivery::Proper | Delivery::Delayed | Delivery::Shown(_) => Reaction::send(proper),
        Delivery::Behind(interim) => Reaction::send(interim.to_owned() + &proper),
        Delivery::ThenClose(micros) => Reaction {
            later: Some((after(micros), Vec::new())),
            ..reaction(proper, Then::Close)
        },
        Delivery::Twice(micros, then) => Reaction {
            later: Some((after(micros), proper.clone().into_bytes())),
            ..reaction(proper, then)
        },
        Delivery::CutOff(thousandths) => {
            let length = proper.len() * usize::try_from(thousandths).unwrap() / 1_000;
            reaction(proper[..length].to_owned(), Then::Close)
        }
        Delivery::Garbled => reaction(garbled(&proper), Then::Close),
        Delivery::Status(status, headers) => Reaction::send(plain_response(status, headers, "")),
        Delivery::Body(status, media_type, body) => {
            let content_type = format!("content-type: {media_type}\r\n");
            Reaction::send(plain_response(status, &content_type, body))
        }
        Delivery::Close => reaction(String::new(), Then::Close),
        Delivery::Reset => reaction(String::new(), Then::Reset),
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
