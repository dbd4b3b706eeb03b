//! [`Window`]: the requests of the current period.

use jiff::Timestamp;

/// The requests of the current period. Periods follow one another from a fixed instant, as many services count.
#[derive(Debug, Default)]
pub(crate) struct Window {
    period: i64,
    taken: usize,
}

impl Window {
    /// Counts a request. Returns `false` if it is above the limit of so many requests in so many seconds.
    pub(crate) fn takes(&mut self, now: Timestamp, requests: usize, seconds: u64) -> bool {
        let seconds = i64::try_from(seconds).unwrap().max(1);
        let period = now.as_second() / seconds;
        if period != self.period {
            *self = Self { period, taken: 0 };
        }
        let is_within = self.taken < requests;
        self.taken += usize::from(is_within);
        is_within
    }
}
