//! [`LearnedPace`]: the pace of requests after a 429, learned from what the server accepts and refuses.

use std::time::Duration;

use tokio::time::Instant;

/// So many accepted requests in a row, and the limit is most likely another one than before.
const STEADY: u32 = 24;

/// So few accepted requests between two refusals tell nothing about the limit.
const TOO_FEW: u32 = 4;

/// A shorter spacing makes no difference.
const LEAST: Duration = Duration::from_millis(1);

/// The longest spacing.
const MOST: Duration = Duration::from_secs(60);

/// The pace at which requests leave once the server has responded with 429: additive increase, multiplicative decrease.
///
/// There is no pace until then. The first one is what the server accepted before it, in the time until it accepted requests
/// again. Each refusal makes the requests slower, by a fifth or up to half, and each accepted request a little faster, until
/// the pace makes no difference any more.
#[derive(Default)]
pub(super) struct LearnedPace {
    /// The time between two requests, if there is a pace.
    spacing: Option<Duration>,
    /// The time between two requests while none was accepted after a refusal.
    probe: Duration,
    /// The instant at which the next request may leave.
    next: Option<Instant>,
    /// The instant at which the last request left.
    last: Option<Instant>,
    /// The number of accepted requests since a refusal.
    accepted: u32,
    /// The refusal after which no request was accepted yet.
    refusal: Option<Refusal>,
}

struct Refusal {
    since: Instant,
    /// The number of requests that were accepted before it.
    accepted: u32,
}

impl LearnedPace {
    /// Returns the instant at which the next request may leave, unless that is now.
    pub(super) fn next(&self) -> Option<Instant> {
        self.next.filter(|next| *next > Instant::now())
    }

    pub(super) fn spacing(&self) -> Duration {
        self.spacing.unwrap_or_default()
    }

    /// Notes that a request leaves. It is a probe if the one before it was refused.
    pub(super) fn departed(&mut self, is_probe: bool) {
        let now = Instant::now();
        let spacing = match is_probe {
            true => self.spacing().max(self.probe),
            false => self.spacing(),
        };
        self.last = Some(now);
        self.next = (!spacing.is_zero())
            .then(|| now.checked_add(spacing))
            .flatten();
    }

    /// Notes an accepted request.
    pub(super) fn accepted(&mut self) {
        self.accepted = self.accepted.saturating_add(1);
        if let Some(refusal) = self.refusal.take() {
            self.spacing = Some(self.after(&refusal));
            // The probe is over.
            self.next = self
                .last
                .and_then(|last| last.checked_add(self.spacing()))
                .min(self.next);
        } else if let Some(spacing) = self.spacing {
            let faster = if self.accepted < STEADY {
                spacing / 100 * 99
            } else {
                spacing / 10 * 9
            };
            self.spacing = Some(faster).filter(|spacing| *spacing >= LEAST);
        }
    }

    /// Notes an accepted request that left before the last refusal.
    pub(super) fn accepted_before(&mut self) {
        if let Some(refusal) = &mut self.refusal {
            refusal.accepted = refusal.accepted.saturating_add(1);
        }
    }

    /// Notes a refused request. The next ones are probes, with at least this time between them.
    pub(super) fn refused(&mut self, probe: Duration) {
        self.probe = probe;
        self.refusal.get_or_insert(Refusal {
            since: Instant::now(),
            accepted: self.accepted,
        });
        self.accepted = 0;
    }

    /// Returns the spacing once a request is accepted again after a refusal.
    fn after(&self, refusal: &Refusal) -> Duration {
        let measured = refusal.since.elapsed() / refusal.accepted.max(1);
        let spacing = match self.spacing {
            Some(spacing) => measured.clamp(spacing / 5 * 6, spacing * 2),
            None if refusal.accepted < TOO_FEW => self.probe / 20,
            None => measured,
        };
        spacing.min(MOST)
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::advance;

    use super::*;

    const PROBE: Duration = Duration::from_secs(2);

    /// The pace after so many accepted requests, a refusal, and the first one that is accepted again after `pause`.
    async fn pace(accepted: u32, pause: Duration) -> LearnedPace {
        let mut pace = LearnedPace::default();
        (0..accepted).for_each(|_| pace.accepted());
        pace.refused(PROBE);
        advance(pause).await;
        pace.accepted();
        pace
    }

    #[tokio::test(start_paused = true)]
    async fn the_first_pace_is_what_was_accepted_before_the_refusal() {
        let second = Duration::from_secs(1);
        for (accepted, expected) in [(4, 250), (10, 100), (1_000, 1)] {
            let spacing = pace(accepted, second).await.spacing();
            assert_eq!(spacing, Duration::from_millis(expected), "{accepted}");
        }
        assert_eq!(pace(4, MOST * 8).await.spacing(), MOST);
        // Too few to tell: a part of the time between two probes.
        for accepted in 0..TOO_FEW {
            let spacing = pace(accepted, second).await.spacing();
            assert_eq!(spacing, PROBE / 20, "{accepted}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn requests_that_left_before_the_refusal_count_for_the_pace() {
        let mut pace = LearnedPace::default();
        (0..4).for_each(|_| pace.accepted());
        pace.refused(PROBE);
        (0..6).for_each(|_| pace.accepted_before());
        advance(Duration::from_secs(1)).await;
        pace.accepted();
        assert_eq!(pace.spacing(), Duration::from_millis(100));
    }

    #[tokio::test(start_paused = true)]
    async fn each_accepted_request_makes_the_next_ones_a_little_faster_and_many_in_a_row_a_lot() {
        let mut pace = pace(4, Duration::from_secs(1)).await;
        let mut expected = Duration::from_millis(250);
        // One was accepted since the refusal.
        for accepted in 2..STEADY {
            pace.accepted();
            expected = expected / 100 * 99;
            assert_eq!(pace.spacing(), expected, "{accepted}");
        }
        pace.accepted();
        assert_eq!(pace.spacing(), expected / 10 * 9);
        // A pace of less than a millisecond is none.
        (0..100).for_each(|_| pace.accepted());
        assert_eq!(pace.spacing(), Duration::ZERO);
    }
}
