//! Instants that cannot overflow.

use std::time::Duration;

use tokio::time::Instant;

/// Returns the instant after `wait`. It saturates at one year.
pub(super) fn later(wait: Duration) -> Instant {
    const YEAR: Duration = Duration::from_secs(365 * 24 * 60 * 60);
    let now = Instant::now();
    now.checked_add(wait).unwrap_or(now + YEAR)
}
