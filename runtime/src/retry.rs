//! [`Retry`]: when a request is sent again, and how long to wait before.

use std::{
    hash::{BuildHasher, Hasher},
    time::Duration,
};

use reqwest::{
    StatusCode,
    header::{DATE, RETRY_AFTER},
};

use crate::{Idempotency, RawResponse, http_date::parse_http_date};

/// When a request is sent again, how often, and how long to wait before.
///
/// What may be sent again depends on what is known of the outcome of the request, and on what a second
/// time would do ([`Idempotency`]):
///
/// | | never reached the server | 429 | 408, 502, 503, 504 | answer lost: timeout, reset, cut off |
/// |---|---|---|---|---|
/// | safe | again | again | again | again |
/// | idempotent | again | again | again | again |
/// | not idempotent | again | again | only with [`not_idempotent_too`](Retry::not_idempotent_too) | never |
///
/// - Before the second attempt there is a random wait of up to [`first_wait`](Retry::first_wait), and the
///   bound doubles with each further attempt, up to [`max_wait`](Retry::max_wait): exponential backoff with
///   full jitter.
/// - `Retry-After` (RFC 9110, section 10.2.3), as seconds or as a date, is waited for instead, and at most
///   `first_wait` longer. If it is more than `max_wait`, the error is returned at once: neither waiting
///   for less nor waiting for ever is what anybody asked for.
/// - A 429 holds back every request of the client, not only the one that met it. A request that would be
///   held back for longer than it may take is not sent, and fails with
///   [`Error::HeldBack`](crate::Error::HeldBack).
/// - The last error is the one that is returned. What is known of all attempts together is in
///   [`Error::outcome`](crate::Error::outcome).
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

/// Four attempts within five minutes, with waits of up to 0.5, 1 and 2 seconds between them, and of up
/// to 30 seconds where the server asks for it.
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
    /// One attempt, whatever happens, and no waiting for others that were told to wait.
    #[must_use]
    pub fn off() -> Self {
        Self::default().max_attempts(1)
    }

    /// How often a request is sent at most, the first time included; 0 is read as 1.
    #[must_use]
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// The longest wait before the second attempt. It doubles with each further one.
    #[must_use]
    pub fn first_wait(mut self, wait: Duration) -> Self {
        self.first_wait = wait;
        self
    }

    /// The longest of all waits, and the longest `Retry-After` that is waited for.
    #[must_use]
    pub fn max_wait(mut self, wait: Duration) -> Self {
        self.max_wait = wait;
        self
    }

    /// How long all attempts and waits may take together. An attempt that is under way then is given up,
    /// and no attempt begins after it.
    #[must_use]
    pub fn max_total(mut self, total: Duration) -> Self {
        self.max_total = total;
        self
    }

    /// Whether what is not idempotent is sent again, too, after an answer with status 408, 502, 503 or 504.
    ///
    /// Most of these answers come from something that stands before the server, and does not know what
    /// the server did. To say `true` is to accept that something can be done twice.
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
            AttemptOutcome::Lost => twice_is_harmless,
            AttemptOutcome::Decided => false,
        };
        may_repeat && attempts < self.attempts
    }

    /// How long to wait after so many attempts: at random, so that those who failed together do not
    /// come back together.
    pub(crate) fn backoff(&self, attempts: u32) -> Duration {
        let doublings = attempts.saturating_sub(1).min(31);
        let bound = self.first_wait.saturating_mul(1 << doublings);
        random_up_to(bound.min(self.max_wait))
    }

    /// What is waited beyond what the server asked for.
    pub(crate) fn jitter(&self) -> Duration {
        random_up_to(self.first_wait.min(self.max_wait))
    }
}

/// What is known of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AttemptOutcome {
    /// The server cannot have got the request.
    NotSent,
    /// 429: the server would not take it.
    TooMany,
    /// 408, 502, 503 or 504: something says that there is no answer for now.
    Unavailable,
    /// The request went out, and there is no complete answer.
    Lost,
    /// There is an answer, and asking again would give the same.
    Decided,
}

impl AttemptOutcome {
    /// What a complete answer says.
    pub(crate) fn of(status: StatusCode) -> Self {
        match status.as_u16() {
            429 => Self::TooMany,
            408 | 502..=504 => Self::Unavailable,
            _ => Self::Decided,
        }
    }
}

/// How long the server asks to wait: `Retry-After`, a number of seconds or a date. A date is compared with
/// the server's own clock if the answer shows it.
pub(crate) fn retry_after(response: &RawResponse) -> Option<Duration> {
    let text = response.header(RETRY_AFTER.as_str())?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than fit are longer than anybody waits.
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let then = parse_http_date(text)?;
    let now = response
        .header(DATE.as_str())
        .and_then(parse_http_date)
        .unwrap_or_else(jiff::Timestamp::now);
    // A date that is over asks for no wait.
    Some(Duration::try_from(then.duration_since(now)).unwrap_or_default())
}

/// Any duration up to `bound`. The standard library's hash keys are random enough for this.
fn random_up_to(bound: Duration) -> Duration {
    let random = std::hash::RandomState::new().build_hasher().finish();
    // 53 bits: as many as a float holds.
    bound.mul_f64((random >> 11) as f64 / (1_u64 << 53) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bound_doubles_up_to_the_longest_wait() {
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
    fn waits_without_bounds_do_not_overflow() {
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
