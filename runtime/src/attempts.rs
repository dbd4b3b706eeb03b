//! [`Attempts`] and [`Outcome`]: what is known of all attempts at a request together.

use crate::Idempotency;

/// Whether a request took effect, as far as this client can know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It took effect, although the answer is not what is documented: the server said that it succeeded.
    Applied,
    /// It did not take effect: it was never sent, never arrived, or was refused. Sending it again is safe.
    /// Requests that only read never take effect.
    NotApplied,
    /// Nobody can know: it was sent, and there is no answer that tells. Look before sending it again.
    Unknown,
}

/// How often a request was sent, and whether anything is left in doubt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Attempts {
    pub(crate) count: u32,
    /// Whether an attempt before the last one may have taken effect.
    pub(crate) in_doubt: bool,
}

impl Attempts {
    /// The outcome of all attempts, if the last one, taken by itself, had `last`.
    pub(crate) fn outcome(self, idempotency: Idempotency, last: Outcome) -> Outcome {
        match last {
            _ if idempotency == Idempotency::Safe => Outcome::NotApplied,
            Outcome::NotApplied if self.in_doubt => Outcome::Unknown,
            last => last,
        }
    }
}
