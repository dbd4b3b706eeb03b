//! [`RetryBudget`]: how many retries a client may send, whatever its requests would like.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

/// The part of a retry that a request without one gives back.
const GIVEN_BACK: f64 = 0.2;

/// The time in which one retry comes back without requests.
const REFILL: Duration = Duration::from_secs(2);

/// A bucket of tokens, one for each retry. It is shared by all clones of a client.
///
/// The rules of one request limit its own retries. Without a limit for all, a client whose server is down multiplies its
/// load by the number of attempts, just when the server has to recover.
pub(crate) struct RetryBudget {
    /// The number of tokens when the bucket is full.
    size: f64,
    state: Mutex<State>,
}

struct State {
    tokens: f64,
    since: Instant,
}

impl RetryBudget {
    pub(crate) fn new(size: u32) -> Self {
        let size = f64::from(size);
        Self {
            size,
            state: Mutex::new(State {
                tokens: size,
                since: Instant::now(),
            }),
        }
    }

    /// Takes a token for a retry. Returns `false` if there is none.
    pub(crate) fn take(&self) -> bool {
        self.change(|tokens| {
            let is_enough = *tokens >= 1.0;
            if is_enough {
                *tokens -= 1.0;
            }
            is_enough
        })
    }

    /// Notes a request that needed no retry.
    pub(crate) fn give_back(&self) {
        self.change(|tokens| *tokens += GIVEN_BACK);
    }

    fn change<T>(&self, change: impl FnOnce(&mut f64) -> T) -> T {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let refilled = now.duration_since(state.since).div_duration_f64(REFILL);
        state.since = now;
        state.tokens = (state.tokens + refilled).min(self.size);
        let result = change(&mut state.tokens);
        state.tokens = state.tokens.min(self.size);
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn the_bucket_is_emptied_by_retries_and_filled_by_time_and_requests() {
        let budget = RetryBudget::new(3);
        let taken = || std::iter::repeat_with(|| budget.take()).take_while(|it| *it);
        assert_eq!(taken().count(), 3);
        tokio::time::advance(REFILL * 2).await;
        assert_eq!(taken().count(), 2);
        for _ in 0..5 {
            budget.give_back();
        }
        assert_eq!(taken().count(), 1);
        tokio::time::advance(REFILL * 100).await;
        assert_eq!(taken().count(), 3, "no more than the bucket holds");
        assert!(!RetryBudget::new(0).take());
    }
}
