//! [`Outcome`]: whether a request took effect, considering all attempts to send it.

use super::operation::Idempotency;

/// Whether a request took effect, as far as the client can know.
///
/// `Applied` and `NotApplied` are proven by the last attempt. Everything else is `Unknown`:
///
/// | the last attempt | says |
/// |---|---|
/// | was not sent, or did not reach the server | `NotApplied` |
/// | got no response, or only a part of one whose status is not from 400 to 499 | `Unknown` |
/// | 400 to 499, except 408 | `NotApplied` |
/// | 408, 300 to 399, 500 and above | `Unknown` |
/// | 202: the server will do it later | `Unknown` |
/// | a documented success with the documented body, and with the entries that were sent or requested | `Applied` |
/// | a documented success whose body is wrong within a documented property only | `Applied` |
/// | another status from 200 to 299 with the documented body, if that is an object or a list of objects | `Applied` |
/// | 200, 201 or 204 without a body where none is documented | `Applied`, or `Unknown` for a strict client |
/// | any other success: HTML, an empty body, no JSON, none of the documented properties, other entries | `Unknown` |
///
/// If an earlier attempt may have taken effect, `NotApplied` becomes `Unknown`. A request that only reads is always
/// `NotApplied`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The request took effect: the server responded with a success, and the body of the response proves it, although it
    /// can be wrong in a single place.
    Applied,
    /// The request did not take effect: it was not sent, did not arrive, or was rejected. It is safe to send it again.
    /// Requests that only read never take effect.
    NotApplied,
    /// The request was sent, and no response proves whether it took effect. Check this before you send it again.
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
