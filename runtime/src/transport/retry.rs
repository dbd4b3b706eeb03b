//! [`Retry`]: when a request is retried, and how long to wait before.

use std::{
    hash::{BuildHasher, Hasher},
    time::Duration,
};

use super::attempt_outcome::AttemptOutcome;
use crate::exchange::operation::Idempotency;

/// The rules for retries: when a request is retried, how often, and how long to wait before.
///
/// A retry depends on the outcome of the attempt before, and on the effect of a second request ([`Idempotency`]):
///
/// | | not sent | 429 | 408, 502, 503, 504 | 500 and other 5xx | maybe sent, no response |
/// |---|---|---|---|---|---|
/// | safe | retried | retried | retried | retried | retried |
/// | idempotent | retried | retried | retried | retried | retried |
/// | not idempotent | retried | retried | only with [`not_idempotent_too`](Retry::not_idempotent_too) | never retried | never retried |
///
/// - "Not sent" and "maybe sent" are [`Departure`](crate::Departure), as the transport of the client knows it. A failure that
///   another attempt would have too, such as a certificate that is not trusted, is not retried.
/// - 501, 505, 506, 508, 510 and 511 are about the request or the server as such, so they are not retried. A status that is
///   documented as success is never retried.
/// - The wait before the second attempt is random, and at most [`first_wait`](Retry::first_wait). The maximum doubles with
///   each further attempt, up to [`max_wait`](Retry::max_wait). This is exponential backoff with full jitter.
/// - A 429 says that the request was not processed, and that it comes too early. It is no failure: it does not count towards
///   the four attempts of the default, and the request goes on as long as [`max_total`](Retry::max_total) allows it. The
///   wait after it is at most `first_wait`, and at least half of that. It doubles with each further 429 until a request of
///   the client is accepted, up to `max_wait`, unless the server asks for another one. [`max_attempts`](Retry::max_attempts)
///   counts these attempts too, unless [`count_429`](Retry::count_429) says otherwise.
/// - If the response has a `Retry-After` header (RFC 9110, section 10.2.3) with seconds or a date, the wait is that
///   time, plus a random one of at most `first_wait`. If it is longer than `max_wait`, the error is returned at once. If it
///   is shorter than half of the maximum without the header, the wait is random between that half and the maximum.
/// - Unless the client is [`strict`](crate::ClientBuilder::strict), other headers ask for a wait too: `retry-after-ms`, and
///   the time at which a quota that is used up is full again (`X-RateLimit-Reset`, `RateLimit-Reset`, `RateLimit`). A 403 that
///   asks for a wait is a rate limit like a 429. See [`leniency`](crate::leniency).
/// - After a 429, all requests of the client wait, not only the one with that response. Then they are sent one after another,
///   in the order in which they came, at a pace that the client learns from what the server accepts and refuses. If the
///   server asks for more than `max_wait`, that is most likely a limit of the operation, and only requests to this operation
///   wait. A request that would wait for longer than it may take is not sent, and fails with
///   [`Error::HeldBack`](crate::Error::HeldBack).
/// - All retries of a client, apart from those after 429, share a budget
///   ([`ClientBuilder::retry_budget`](crate::ClientBuilder::retry_budget)).
/// - The error of the last attempt is returned. [`Error::outcome`](crate::Error::outcome) considers all attempts.
///
/// ```
/// use std::time::Duration;
/// use specwright_runtime::Retry;
///
/// let patient = Retry::default().max_attempts(8).max_total(Duration::from_secs(900));
/// let once = Retry::off();
/// # assert_ne!(patient, once);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    attempts: u32,
    /// Whether attempts that end with 429 are counted.
    counts_429: bool,
    first_wait: Duration,
    max_wait: Duration,
    max_total: Duration,
    not_idempotent_too: bool,
}

/// Four attempts within five minutes, apart from those that end with 429, which are not counted. The waits between them are
/// at most 0.5, 1 and 2 seconds, or at most a minute if the server asks for it. The waits after 429 grow up to a minute.
impl Default for Retry {
    fn default() -> Self {
        Self {
            attempts: 4,
            counts_429: false,
            first_wait: Duration::from_millis(500),
            max_wait: Duration::from_secs(60),
            max_total: Duration::from_secs(300),
            not_idempotent_too: false,
        }
    }
}

impl Retry {
    /// Makes rules without retries, after 429 neither. Such a request does not wait for rate limits that other requests
    /// have met, but for its turn if the client has [`requests_per`](crate::ClientBuilder::requests_per).
    #[must_use]
    pub fn off() -> Self {
        Self::default().max_attempts(1)
    }

    /// Sets the maximum number of attempts, including the first one and those that end with 429. 0 is treated as 1.
    ///
    /// So a request of the caller's rules is never sent more often than this. To have a number of attempts for failures, and
    /// as many as time allows for rate limits, add [`count_429(false)`](Retry::count_429).
    #[must_use]
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self.counts_429 = true;
        self
    }

    /// Sets whether attempts that end with 429 count towards the maximum. They do not by default, and they do after
    /// [`max_attempts`](Retry::max_attempts). If they do not, only [`max_total`](Retry::max_total) limits them. With a
    /// [`first_wait`](Retry::first_wait) of zero, so that there are no waits, they always count.
    ///
    /// ```
    /// use specwright_runtime::Retry;
    ///
    /// let patient = Retry::default().max_attempts(8).count_429(false);
    /// # assert_ne!(patient, Retry::default().max_attempts(8));
    /// ```
    #[must_use]
    pub fn count_429(mut self, yes: bool) -> Self {
        self.counts_429 = yes;
        self
    }

    /// Sets the maximum wait before the second attempt. It doubles with each further attempt, and with each 429 after
    /// another.
    #[must_use]
    pub fn first_wait(mut self, wait: Duration) -> Self {
        self.first_wait = wait;
        self
    }

    /// Sets the maximum of all waits, and of the `Retry-After` that is accepted. The default is a minute.
    #[must_use]
    pub fn max_wait(mut self, wait: Duration) -> Self {
        self.max_wait = wait;
        self
    }

    /// Sets the time limit of all attempts and waits together, also of those for rate limits. The default is five minutes.
    /// After it, the current attempt is aborted, and no further
    /// one is made.
    #[must_use]
    pub fn max_total(mut self, total: Duration) -> Self {
        self.max_total = total;
        self
    }

    /// Sets whether requests that are not idempotent are retried after status 408, 502, 503 or 504.
    ///
    /// Most of these responses come from a proxy, which does not know whether the request took effect. With `true`, a
    /// request can take effect twice.
    #[must_use]
    pub fn not_idempotent_too(mut self, yes: bool) -> Self {
        self.not_idempotent_too = yes;
        self
    }

    pub(crate) fn is_off(&self) -> bool {
        self.attempts == 1 && self.counts_429
    }

    /// Whether attempts that end with 429 are counted. Without waits, they always are: a client must not send without an end
    /// what a server has too much of.
    pub(crate) fn counts_429(&self) -> bool {
        self.counts_429 || self.first_wait.is_zero()
    }

    pub(crate) fn total(&self) -> Duration {
        self.max_total
    }

    pub(crate) fn longest_wait(&self) -> Duration {
        self.max_wait
    }

    /// Whether there may be another attempt after `attempts` that count, the last of which ended in `outcome`.
    pub(crate) fn allows(
        &self,
        outcome: AttemptOutcome,
        idempotency: Idempotency,
        attempts: u32,
    ) -> bool {
        let twice_is_harmless = idempotency != Idempotency::NotIdempotent;
        let may_repeat = match outcome {
            AttemptOutcome::NotSent | AttemptOutcome::TooMany => true,
            AttemptOutcome::Unavailable => twice_is_harmless || self.not_idempotent_too,
            AttemptOutcome::Failed | AttemptOutcome::Lost => twice_is_harmless,
            AttemptOutcome::Decided => false,
        };
        let is_uncounted = outcome == AttemptOutcome::TooMany && !self.counts_429();
        may_repeat && (is_uncounted || attempts < self.attempts)
    }

    /// Returns a random wait after this number of attempts, so that clients that failed together do not come back
    /// together.
    pub(crate) fn backoff(&self, attempts: u32) -> Duration {
        random_up_to(self.bound(attempts))
    }

    /// Returns the shortest wait after this number of attempts if the server asks for less.
    pub(crate) fn floor(&self, attempts: u32) -> Duration {
        self.bound(attempts) / 2
    }

    /// Returns a random wait after this number of 429 in a row. It is at least half of the bound, because a server that counts
    /// refused requests too should not get many of them.
    pub(crate) fn limit_wait(&self, refusals: u32) -> Duration {
        let half = self.bound(refusals) / 2;
        half + random_up_to(half)
    }

    /// Returns the time between two requests while the server refuses them.
    pub(crate) fn probe_spacing(&self) -> Duration {
        self.first_wait.min(self.max_wait)
    }

    /// Returns a random wait in addition to the shortest one, so that both are no longer than a wait without the header.
    pub(crate) fn jitter_above_floor(&self, attempts: u32) -> Duration {
        random_up_to(self.bound(attempts) / 2)
    }

    /// Returns the longest wait after this number of attempts if the server does not ask for more.
    fn bound(&self, attempts: u32) -> Duration {
        let doublings = attempts.saturating_sub(1).min(31);
        let bound = self.first_wait.saturating_mul(1 << doublings);
        bound.min(self.max_wait)
    }

    /// Returns a random wait in addition to the one that the server asks for.
    pub(crate) fn jitter(&self) -> Duration {
        random_up_to(self.first_wait.min(self.max_wait))
    }
}

/// Returns a random duration of at most `bound`. The hash keys of the standard library are random enough for this.
pub(crate) fn random_up_to(bound: Duration) -> Duration {
    let random = std::hash::RandomState::new().build_hasher().finish();
    // A float has 53 bits.
    bound.mul_f64((random >> 11) as f64 / (1_u64 << 53) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bound_doubles_up_to_the_maximum() {
        let retry = Retry::default()
            .first_wait(Duration::from_secs(1))
            .max_wait(Duration::from_secs(6));
        for (attempts, bound) in [(1, 1), (2, 2), (3, 4), (4, 6), (40, 6), (u32::MAX, 6)] {
            let waits: Vec<_> = (0..200).map(|_| retry.backoff(attempts)).collect();
            let bound = Duration::from_secs(bound);
            assert!(waits.iter().all(|wait| *wait <= bound), "{attempts}");
            // Full jitter: from nothing to the bound, not around it.
            assert!(waits.iter().any(|wait| *wait < bound / 4), "{attempts}");
            assert!(waits.iter().any(|wait| *wait > bound / 4 * 3), "{attempts}");
        }
    }

    #[test]
    fn unbounded_waits_do_not_overflow() {
        let retry = Retry::default()
            .first_wait(Duration::MAX)
            .max_wait(Duration::MAX);
        retry.backoff(u32::MAX);
        retry.jitter();
        assert_eq!(
            Retry::default().first_wait(Duration::ZERO).backoff(9),
            Duration::ZERO
        );
    }
}
