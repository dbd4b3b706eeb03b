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
