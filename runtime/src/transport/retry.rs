//! [`Retry`]: when a request is retried, and how long to wait before.

use std::{
    hash::{BuildHasher, Hasher},
    time::Duration,
};

use http::header::{DATE, RETRY_AFTER};

use super::{attempt_outcome::AttemptOutcome, http_date::parse_http_date};
use crate::exchange::{operation::Idempotency, raw_response::RawResponse};

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
/// - If the response has a `Retry-After` header (RFC 9110, section 10.2.3) with seconds or a date, the wait is that
///   time, plus a random one of at most `first_wait`. If it is longer than `max_wait`, the error is returned at once. If it
///   is shorter than half of the maximum without the header, the wait is random between that half and the maximum.
/// - After a 429, all requests of the client wait, not only the one with that response. If the server asks for more than
///   `max_wait`, that is most likely a limit of the operation, and only requests to this operation wait. A request that
///   would wait for longer than it may take is not sent, and fails with [`Error::HeldBack`](crate::Error::HeldBack).
/// - All retries of a client, apart from those after 429, share a budget
///   ([`ClientBuilder::retry_budget`](crate::ClientBuilder::retry_budget)).
/// - The error of the last attempt is returned. [`Error::outcome`](crate::Error::outcome) considers all attempts.
///
/// ```
/// use std::time::Duration;
/// use runtime::Retry;
///
/// let patient = Retry::default().max_attempts(8).max_total(Duration::from_secs(900));
/// let once = Retry::off();
/// # assert_ne!(patient, once);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    attempts: u32,
    first_wait: Duration,
    max_wait: Duration,
    max_total: Duration,
    not_idempotent_too: bool,
}

/// Four attempts within five minutes. The waits between them are at most 0.5, 1 and 2 seconds, or at most 30 seconds if
/// the server asks for it.
impl Default for Retry {
    fn default() -> Self {
        Self {
            attempts: 4,
            first_wait: Duration::from_millis(500),
            max_wait: Duration::from_secs(30),
            max_total: Duration::from_secs(300),
            not_idempotent_too: false,
        }
    }
}

impl Retry {
    /// Makes rules without retries. Such a request does not wait for rate limits either.
    #[must_use]
    pub fn off() -> Self {
        Self::default().max_attempts(1)
    }

    /// Sets the maximum number of attempts, including the first one. 0 is treated as 1.
    #[must_use]
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// Sets the maximum wait before the second attempt. It doubles with each further attempt.
    #[must_use]
    pub fn first_wait(mut self, wait: Duration) -> Self {
        self.first_wait = wait;
        self
    }

    /// Sets the maximum of all waits, and of the `Retry-After` that is accepted.
    #[must_use]
    pub fn max_wait(mut self, wait: Duration) -> Self {
        self.max_wait = wait;
        self
    }

    /// Sets the time limit of all attempts and waits together. After it, the current attempt is aborted, and no further
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
        self.attempts == 1
    }

    pub(crate) fn total(&self) -> Duration {
        self.max_total
    }

    pub(crate) fn longest_wait(&self) -> Duration {
        self.max_wait
    }

    /// Whether there may be another attempt after `attempts`, the last of which ended in `outcome`.
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
        may_repeat && attempts < self.attempts
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

/// Returns the wait that the server asks for by `Retry-After`, a number of seconds or a date. A date is compared with the
/// clock of the server, if the response has a `Date` header.
pub(crate) fn retry_after(response: &RawResponse) -> Option<Duration> {
    let text = response.header(RETRY_AFTER.as_str())?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // A number that overflows is longer than any wait.
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let then = parse_http_date(text)?;
    let now = response
        .header(DATE.as_str())
        .and_then(parse_http_date)
        .unwrap_or_else(jiff::Timestamp::now);
    // A date in the past means no wait.
    Some(Duration::try_from(then.duration_since(now)).unwrap_or_default())
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
