//! Instants that cannot overflow.

use std::time::Duration;

use tokio::time::Instant;

/// Returns the instant after `wait`. It saturates at one year.
pub(super) fn later(wait: Duration) -> Instant {
    const YEAR: Duration = Duration::from_secs(31_536_000);
    let now = Instant::now();
    now.checked_add(wait).unwrap_or(now + YEAR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_that_is_too_far_away_is_one_that_no_wait_reaches() {
        let month = Duration::from_secs(2_592_000);
        assert!(later(Duration::MAX) > Instant::now() + month);
        assert!(later(month) > Instant::now() + month / 2);
    }
}
