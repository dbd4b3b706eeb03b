//! [`Sending`]: the moment in which a request leaves, agreed between its transport and the call that waits for it.

use std::sync::{
    Arc,
    atomic::{AtomicU8, Ordering},
};

use crate::exchange::send_error::Departure;

/// The transport has not said anything.
const UNKNOWN: u8 = 0;
/// Nothing was sent, and the transport will ask before it sends anything.
const WAITING: u8 = 1;
/// Something may have been sent.
const LEFT: u8 = 2;
/// The call was given up before anything was sent, and nothing may be sent any more.
const GIVEN_UP: u8 = 3;

/// The record of whether a request left, which the call and its [`Transport`](crate::Transport) share.
///
/// It is an extension of each request that a transport gets ([`Sending::of`]). A time limit can end a call at any moment.
/// With this record, the end of the call and the departure of the request exclude each other, so that a request that counts
/// as [`NotSent`](Departure::NotSent) is never sent afterwards.
///
/// To use it is optional. A transport that does calls [`wait`](Sending::wait) first, and [`leave`](Sending::leave)
/// immediately before it writes the first byte.
#[derive(Clone, Debug, Default)]
pub struct Sending(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    state: AtomicU8,
    needs_fresh_connection: bool,
}

impl Sending {
    pub(crate) fn new(needs_fresh_connection: bool) -> Self {
        Self(Arc::new(Shared {
            state: AtomicU8::new(UNKNOWN),
            needs_fresh_connection,
        }))
    }

    /// Returns the record of a request, or an unused one if it has none.
    pub fn of<B>(request: &http::Request<B>) -> Self {
        request.extensions().get().cloned().unwrap_or_default()
    }

    /// Whether the request must not be sent on a connection that was used before.
    ///
    /// It has an effect, and on such a connection it can get lost: the server may be closing the connection, or may have sent
    /// something that would be taken for the response.
    pub fn needs_fresh_connection(&self) -> bool {
        self.0.needs_fresh_connection
    }

    /// Says that nothing was sent yet, and that [`leave`](Sending::leave) is called before anything is.
    pub fn wait(&self) {
        // Not after the call was given up.
        for from in [UNKNOWN, LEFT] {
            if self.change(from, WAITING) {
                return;
            }
        }
    }

    /// Says that the request leaves now. Returns `false` if the call was given up. Nothing must be sent then.
    #[must_use = "nothing must be sent if the call was given up"]
    pub fn leave(&self) -> bool {
        self.change(WAITING, LEFT)
            || self.change(UNKNOWN, LEFT)
            || self.0.state.load(Ordering::Acquire) == LEFT
    }

    /// Gives the call up. Returns whether the request left before. If it did not, it never will.
    pub(crate) fn give_up(&self) -> Departure {
        if self.change(WAITING, GIVEN_UP) || self.0.state.load(Ordering::Acquire) == GIVEN_UP {
            Departure::NotSent
        } else {
            Departure::MaybeSent
        }
    }

    fn change(&self, from: u8, to: u8) -> bool {
        let state = &self.0.state;
        state
            .compare_exchange(from, to, Ordering::AcqRel, Ordering::Acquire)
            .is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_that_was_given_up_never_leaves() {
        let sending = Sending::default();
        sending.wait();
        assert_eq!(sending.give_up(), Departure::NotSent);
        assert!(!sending.leave());
        sending.wait();
        assert!(!sending.leave());
        assert_eq!(sending.give_up(), Departure::NotSent);
    }

    #[test]
    fn a_request_that_left_may_have_been_sent() {
        let sending = Sending::default();
        sending.wait();
        assert!(sending.leave() && sending.leave());
        assert_eq!(sending.give_up(), Departure::MaybeSent);
        // The connection took nothing of it, and handed it back.
        sending.wait();
        assert_eq!(sending.give_up(), Departure::NotSent);
    }

    #[test]
    fn a_transport_that_says_nothing_may_have_sent_the_request() {
        let sending = Sending::default();
        assert_eq!(sending.give_up(), Departure::MaybeSent);
    }
}
