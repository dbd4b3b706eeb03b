//! The treatment of each request, by a seed.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    sync::Mutex,
};

/// Decides by the seed, by the request, and by how often that request came before. So a plan gets the same treatments each
/// time, in every order of its requests.
pub(crate) struct Schedule {
    seed: u64,
    /// The number of times that each request came.
    seen: Mutex<HashMap<String, u64>>,
}

/// Whether a request takes effect, and the response to it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Treatment {
    pub(crate) effect: Effect,
    pub(crate) delivery: Delivery,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Effect {
    None,
    AtOnce,
    /// When the client does not wait for the response any more.
    Late,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Delivery {
    /// The proper response.
    Proper,
    /// The proper response, and the connection closes without notice.
    ThenClose,
    /// The proper response, when the client does not wait for it any more.
    Late,
    /// A success of which this many thousandths arrive.
    CutOff(u64),
    /// A success with another body than the documented one.
    Garbled,
    Close,
    Reset,
    /// Another status, with whole lines of headers.
    Status(&'static str, &'static str),
}

const TOO_MANY: &str = "429 Too Many Requests";

/// By the clock of a server that is years off: no wait, and a wait that is too long.
const DATE_NOW: &str =
    "date: Mon, 01 Jan 2001 00:00:00 GMT\r\nretry-after: Mon, 01 Jan 2001 00:00:00 GMT\r\n";
const DATE_LATER: &str =
    "date: Mon, 01 Jan 2001 00:00:00 GMT\r\nretry-after: Mon, 01 Jan 2001 01:00:00 GMT\r\n";

/// Each with its weight.
const TREATMENTS: [(u64, Effect, Delivery); 30] = [
    (600, Effect::AtOnce, Delivery::Proper),
    (40, Effect::AtOnce, Delivery::ThenClose),
    (20, Effect::None, Delivery::Close),
    (20, Effect::None, Delivery::Reset),
    (30, Effect::AtOnce, Delivery::Close),
    (30, Effect::AtOnce, Delivery::Reset),
    (10, Effect::AtOnce, Delivery::CutOff(100)),
    (10, Effect::AtOnce, Delivery::CutOff(500)),
    (10, Effect::AtOnce, Delivery::CutOff(999)),
    (20, Effect::AtOnce, Delivery::Garbled),
    (10, Effect::AtOnce, Delivery::Late),
    (10, Effect::Late, Delivery::Proper),
    (20, Effect::None, Delivery::Status(TOO_MANY, "")),
    (
        10,
        Effect::None,
        Delivery::Status(TOO_MANY, "retry-after: 0\r\n"),
    ),
    (
        10,
        Effect::None,
        Delivery::Status(TOO_MANY, "retry-after: 60\r\n"),
    ),
    (10, Effect::None, Delivery::Status(TOO_MANY, DATE_NOW)),
    (10, Effect::None, Delivery::Status(TOO_MANY, DATE_LATER)),
    (
        10,
        Effect::None,
        Delivery::Status("408 Request Timeout", ""),
    ),
    (10, Effect::None, Delivery::Status("502 Bad Gateway", "")),
    (
        10,
        Effect::None,
        Delivery::Status("503 Service Unavailable", "retry-after: 0\r\n"),
    ),
    (
        10,
        Effect::None,
        Delivery::Status("504 Gateway Timeout", ""),
    ),
    (
        10,
        Effect::AtOnce,
        Delivery::Status("408 Request Timeout", ""),
    ),
    (
        10,
        Effect::AtOnce,
        Delivery::Status("502 Bad Gateway", "retry-after: 0\r\n"),
    ),
    (
        10,
        Effect::AtOnce,
        Delivery::Status("503 Service Unavailable", "retry-after: 60\r\n"),
    ),
    (
        10,
        Effect::AtOnce,
        Delivery::Status("504 Gateway Timeout", ""),
    ),
    (
        10,
        Effect::Late,
        Delivery::Status("504 Gateway Timeout", ""),
    ),
    (
        10,
        Effect::None,
        Delivery::Status("500 Internal Server Error", ""),
    ),
    (
        10,
        Effect::AtOnce,
        Delivery::Status("500 Internal Server Error", ""),
    ),
    (
        10,
        Effect::None,
        Delivery::Status("422 Unprocessable Entity", ""),
    ),
    (10, Effect::None, Delivery::Status("401 Unauthorized", "")),
];

impl Schedule {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            seed,
            seen: Mutex::default(),
        }
    }

    /// Returns the treatment of this request.
    pub(crate) fn treatment(&self, request: &str) -> Treatment {
        let mut seen = self.seen.lock().unwrap();
        let count = seen.entry(request.to_owned()).or_default();
        *count += 1;
        let total: u64 = TREATMENTS.iter().map(|(weight, ..)| weight).sum();
        let mut number = self.number(&(request, *count)) % total;
        for (weight, effect, delivery) in TREATMENTS {
            if number < weight {
                return Treatment { effect, delivery };
            }
            number -= weight;
        }
        panic!("the weights add up to {total}");
    }

    /// Returns whether the connection with this number is closed before anything is read from it.
    pub(crate) fn closes(&self, connection: usize) -> bool {
        self.number(&("closes", connection)).is_multiple_of(50)
    }

    /// Returns whether connections are refused for a while after this one.
    pub(crate) fn goes_down(&self, connection: usize) -> bool {
        self.number(&("goes down", connection)).is_multiple_of(300)
    }

    fn number(&self, what: &impl Hash) -> u64 {
        let mut hasher = DefaultHasher::new();
        (self.seed, what).hash(&mut hasher);
        hasher.finish()
    }
}
