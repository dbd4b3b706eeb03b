//! [`Outcome`]: whether a request took effect, considering all attempts to send it.

use super::operation::Idempotency;

/// Whether a request took effect, as far as the client can know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The request took effect. The server responded with a success, although the response is not the documented one.
    Applied,
    /// The request did not take effect: it was not sent, did not arrive, or was rejected. It is safe to send it again.
    /// Requests that only read never take effect.
    NotApplied,
    /// The request was sent, and no response says whether it took effect. Check this before you send it again.
    Unknown,
}

/// The number of attempts to send a request, and whether an earlier one may have taken effect.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Attempts {
    pub(crate) count: u32,
    /// Whether an attempt before the last one may have taken effect.
    pub(crate) in_doubt: bool,
}

impl Attempts {
    /// Returns the outcome of all attempts. `last` is the outcome of the last attempt alone.
    pub(crate) fn outcome(self, idempotency: Idempotency, last: Outcome) -> Outcome {
        match last {
            _ if idempotency == Idempotency::Safe => Outcome::NotApplied,
            Outcome::NotApplied if self.in_doubt => Outcome::Unknown,
            last => last,
        }
    }
}
