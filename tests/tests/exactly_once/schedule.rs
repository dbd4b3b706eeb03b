//! The treatment of each request, by a seed.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering::SeqCst},
    },
};

use test_server::Refusal;

use crate::{
    behaviours::{Behaviour, Behaviours},
    treatments::{TREATMENTS, Treatment},
};

/// Decides by the seed, by the request, and by how often that request came before. So a plan gets the same treatments each
/// time, in every order of its requests.
pub(crate) struct Schedule {
    seed: u64,
    behaviours: Behaviours,
    /// The number of times that each request came.
    seen: Mutex<HashMap<String, u64>>,
    requests: AtomicU64,
    closes: Trouble,
    goes_down: Trouble,
    refuses: Trouble,
}

/// Something that happens to a connection once in so many requests. So it does not happen more often to a client that makes
/// more connections.
struct Trouble {
    every: u64,
    /// The turn in which it happened last.
    last: AtomicU64,
}

impl Trouble {
    fn new(every: u64) -> Self {
        let last = AtomicU64::default();
        Self { every, last }
    }

    /// Whether it happens now.
    fn is_due(&self, requests: u64) -> bool {
        let turn = requests / self.every;
        self.last.swap(turn, SeqCst) != turn
    }
}

impl Schedule {
    pub(crate) fn new(seed: u64, behaviours: Behaviours) -> Self {
        Self {
            seed,
            behaviours,
            seen: Mutex::default(),
            // Not in the same place of every plan.
            requests: AtomicU64::new(seed % 1_000),
            closes: Trouble::new(170),
            goes_down: Trouble::new(100),
            refuses: Trouble::new(110),
        }
    }

    /// Returns the treatment of this request.
    pub(crate) fn treatment(&self, request: &str) -> Treatment {
        self.requests.fetch_add(1, SeqCst);
        let mut seen = self.seen.lock().unwrap();
        let count = seen.entry(request.to_owned()).or_default();
        *count += 1;
        let rows = TREATMENTS.iter();
        let rows = rows.filter(|(behaviour, ..)| self.behaviours.has(*behaviour));
        let total: u64 = rows.clone().map(|(_, weight, ..)| weight).sum();
        let mut number = self.number(&(request, *count)) % total;
        for (_, weight, effect, delivery) in rows {
            if number < *weight {
                return Treatment {
                    effect: *effect,
                    delivery: *delivery,
                };
            }
            number -= weight;
        }
        panic!("the weights add up to {total}");
    }

    /// Returns whether a new connection is closed before anything is read from it.
    pub(crate) fn closes(&self) -> bool {
        self.closes.is_due(self.requests.load(SeqCst))
    }

    /// Returns whether connections are refused for a while after a new one.
    pub(crate) fn goes_down(&self) -> bool {
        self.goes_down.is_due(self.requests.load(SeqCst))
    }

    /// Returns the response to nothing, after which the connection with this number is closed.
    pub(crate) fn refuses(&self, connection: usize) -> Option<Refusal> {
        const REFUSALS: [Refusal; 6] = [
            Refusal::AtOnce("HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n"),
            Refusal::AtOnce("HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\n\r\n"),
            Refusal::AtOnce("HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n"),
            Refusal::OnFirstByte("HTTP/1.1 422 Unprocessable Entity\r\ncontent-length: 0\r\n\r\n"),
            Refusal::OnFirstByte("HTTP/1.1 413 Content Too Large\r\ncontent-length: 0\r\n\r\n"),
            Refusal::OnFirstByte("HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n"),
        ];
        let is_on = self.behaviours.has(Behaviour::RespondsEarly);
        let is_due = is_on && self.refuses.is_due(self.requests.load(SeqCst));
        let number = usize::try_from(self.number(&connection) % 6).unwrap();
        is_due.then(|| REFUSALS[number])
    }

    fn number(&self, what: &impl Hash) -> u64 {
        let mut hasher = DefaultHasher::new();
        (self.seed, what).hash(&mut hasher);
        hasher.finish()
    }
}
