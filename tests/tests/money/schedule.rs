//! What becomes of each request, by a seed.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    sync::Mutex,
};

/// Decides by the seed, by what is asked for, and by how often that was asked for before: so a plan meets the
/// same fates each time, whatever overtakes what.
pub(crate) struct Schedule {
    seed: u64,
    /// How often each request came.
    seen: Mutex<HashMap<String, u64>>,
}

/// Whether a request takes effect, and what the client hears of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fate {
    pub(crate) effect: Effect,
    pub(crate) answer: Answer,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Effect {
    None,
    AtOnce,
    /// When the client does not wait for it any more.
    Late,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Answer {
    /// What the service says.
    Proper,
    /// The same, and the connection closes unannounced.
    ThenClose,
    /// The same, when the client does not wait for it any more.
    Late,
    /// A success of which so many thousandths arrive.
    CutOff(u64),
    /// A success with another body than the documented one.
    Garbled,
    Close,
    Reset,
    /// Another status, with whole lines of headers.
    Status(&'static str, &'static str),
}

const TOO_MANY: &str = "429 Too Many Requests";

/// By the clock of a server that is years off: no wait, and too long a wait.
const DATE_NOW: &str =
    "date: Mon, 01 Jan 2001 00:00:00 GMT\r\nretry-after: Mon, 01 Jan 2001 00:00:00 GMT\r\n";
const DATE_LATER: &str =
    "date: Mon, 01 Jan 2001 00:00:00 GMT\r\nretry-after: Mon, 01 Jan 2001 01:00:00 GMT\r\n";

/// Each with its weight.
const FATES: [(u64, Effect, Answer); 30] = [
    (600, Effect::AtOnce, Answer::Proper),
    (40, Effect::AtOnce, Answer::ThenClose),
    (20, Effect::None, Answer::Close),
    (20, Effect::None, Answer::Reset),
    (30, Effect::AtOnce, Answer::Close),
    (30, Effect::AtOnce, Answer::Reset),
    (10, Effect::AtOnce, Answer::CutOff(100)),
    (10, Effect::AtOnce, Answer::CutOff(500)),
    (10, Effect::AtOnce, Answer::CutOff(999)),
    (20, Effect::AtOnce, Answer::Garbled),
    (10, Effect::AtOnce, Answer::Late),
    (10, Effect::Late, Answer::Proper),
    (20, Effect::None, Answer::Status(TOO_MANY, "")),
    (
        10,
        Effect::None,
        Answer::Status(TOO_MANY, "retry-after: 0\r\n"),
    ),
    (
        10,
        Effect::None,
        Answer::Status(TOO_MANY, "retry-after: 60\r\n"),
    ),
    (10, Effect::None, Answer::Status(TOO_MANY, DATE_NOW)),
    (10, Effect::None, Answer::Status(TOO_MANY, DATE_LATER)),
    (10, Effect::None, Answer::Status("408 Request Timeout", "")),
    (10, Effect::None, Answer::Status("502 Bad Gateway", "")),
    (
        10,
        Effect::None,
        Answer::Status("503 Service Unavailable", "retry-after: 0\r\n"),
    ),
    (10, Effect::None, Answer::Status("504 Gateway Timeout", "")),
    (
        10,
        Effect::AtOnce,
        Answer::Status("408 Request Timeout", ""),
    ),
    (
        10,
        Effect::AtOnce,
        Answer::Status("502 Bad Gateway", "retry-after: 0\r\n"),
    ),
    (
        10,
        Effect::AtOnce,
        Answer::Status("503 Service Unavailable", "retry-after: 60\r\n"),
    ),
    (
        10,
        Effect::AtOnce,
        Answer::Status("504 Gateway Timeout", ""),
    ),
    (10, Effect::Late, Answer::Status("504 Gateway Timeout", "")),
    (
        10,
        Effect::None,
        Answer::Status("500 Internal Server Error", ""),
    ),
    (
        10,
        Effect::AtOnce,
        Answer::Status("500 Internal Server Error", ""),
    ),
    (
        10,
        Effect::None,
        Answer::Status("422 Unprocessable Entity", ""),
    ),
    (10, Effect::None, Answer::Status("401 Unauthorized", "")),
];

impl Schedule {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            seed,
            seen: Mutex::default(),
        }
    }

    /// What becomes of this request.
    pub(crate) fn fate(&self, request: &str) -> Fate {
        let mut seen = self.seen.lock().unwrap();
        let count = seen.entry(request.to_owned()).or_default();
        *count += 1;
        let total: u64 = FATES.iter().map(|(weight, ..)| weight).sum();
        let mut number = self.number(&(request, *count)) % total;
        for (weight, effect, answer) in FATES {
            if number < weight {
                return Fate { effect, answer };
            }
            number -= weight;
        }
        panic!("the weights add up to {total}");
    }

    /// Whether a connection, the so many-th, is closed before anything is read from it.
    pub(crate) fn closes(&self, connection: usize) -> bool {
        self.number(&("closes", connection)).is_multiple_of(50)
    }

    /// Whether nobody takes connections for a while after this one.
    pub(crate) fn goes_down(&self, connection: usize) -> bool {
        self.number(&("goes down", connection)).is_multiple_of(30)
    }

    fn number(&self, what: &impl Hash) -> u64 {
        let mut hasher = DefaultHasher::new();
        (self.seed, what).hash(&mut hasher);
        hasher.finish()
    }
}
