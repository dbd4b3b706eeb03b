//! [`MinimumRate`]: the rate below which a response is given up.

use std::time::Duration;

use crate::exchange::transport_error::{Cause, TransportError};

/// The minimum rate at which a body must arrive.
#[derive(Clone, Copy)]
pub(crate) struct MinimumRate {
    /// The number of bytes in each window.
    pub(crate) bytes: u64,
    pub(crate) window: Duration,
}

/// Measures the rate of a body. Only the time counts in which the next piece was awaited, so that a slow reader of a stream
/// does not make its server look slow.
pub(super) struct Pace {
    minimum: MinimumRate,
    waited: Duration,
    received: u64,
}

impl Pace {
    pub(super) fn new(minimum: MinimumRate) -> Self {
        Self {
            minimum,
            waited: Duration::ZERO,
            received: 0,
        }
    }

    /// Notes that `bytes` arrived after `wait`.
    ///
    /// # Errors
    /// Fails if a window is over and less arrived in it than the minimum.
    pub(super) fn note(&mut self, wait: Duration, bytes: usize) -> Result<(), TransportError> {
        self.waited = self.waited.saturating_add(wait);
        self.received = self.received.saturating_add(bytes as u64);
        if self.waited < self.minimum.window {
            return Ok(());
        }
        if self.received < self.minimum.bytes {
            return Err(Cause::TooSlow(self.received, self.waited).into());
        }
        *self = Self::new(self.minimum);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_window_is_judged_alone() {
        let window = Duration::from_secs(10);
        let mut pace = Pace::new(MinimumRate { bytes: 100, window });
        let second = Duration::from_secs(1);
        for _ in 0..3 {
            for _ in 0..9 {
                assert!(pace.note(second, 1).is_ok());
            }
            assert!(pace.note(second, 91).is_ok());
        }
        for _ in 0..9 {
            assert!(pace.note(second, 11).is_ok());
        }
        let error = pace.note(second, 0).unwrap_err();
        assert_eq!(error.to_string(), "only 99 bytes arrived in 10s");
        let mut pace = Pace::new(MinimumRate { bytes: 0, window });
        assert!(pace.note(window, 0).is_ok());
    }
}
