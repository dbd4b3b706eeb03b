//! [`RateLimitGate`]: when the server accepts requests of this client, as far as its responses with 429 tell.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{
    sync::Semaphore,
    time::{Instant, sleep_until, timeout_at},
};

use super::{clock::later, learned_pace::LearnedPace, retry::Retry, trace};
use crate::exchange::operation::Operation;

/// The gate through which all requests of a client and of its clones go, so that a rate limit that one request meets applies
/// to all.
///
/// A 429 closes it. When it opens again, requests go through one after another, in the order in which they came, and not all
/// at once: the first of them is a probe, and the others follow at the pace that was learned from what the server accepted.
#[derive(Default)]
pub(crate) struct RateLimitGate {
    state: Mutex<State>,
    line: Line,
}

/// The line of requests, of which the first waits for the gate to open.
struct Line(Semaphore);

impl Default for Line {
    fn default() -> Self {
        Self(Semaphore::new(1))
    }
}

#[derive(Default)]
struct State {
    /// The end of the hold for all operations.
    all: Option<Instant>,
    /// The ends for single operations, by id.
    operations: HashMap<&'static str, Instant>,
    /// The number of times that the gate was closed. A 429 to a request that left before the gate was closed for the last
    /// time says nothing new.
    closings: u64,
    /// The number of refusals since a request was accepted.
    refusals: u32,
    pace: LearnedPace,
}

/// A request that has gone through the gate.
#[derive(Clone, Copy)]
pub(crate) struct Pass {
    closings: u64,
}

impl RateLimitGate {
    /// Waits until the gate lets a request through.
    ///
    /// # Errors
    /// Fails with the remaining time if that is longer than the request may wait.
    pub(crate) async fn enter(
        &self,
        operation: &Operation,
        retry: &Retry,
        deadline: Instant,
    ) -> Result<Pass, Duration> {
        if retry.is_off() {
            return Ok(self.lock().let_through());
        }
        loop {
            // A hold of the operation is waited for outside of the line, where it would hold up others.
            while let Some(end) = self.held_until(operation) {
                hold(end, retry, deadline).await?;
            }
            self.check(operation, retry, deadline)?;
            let Ok(Ok(_turn)) = timeout_at(deadline, self.line.0.acquire()).await else {
                let end = self.lock().all.unwrap_or(deadline);
                return Err(end.saturating_duration_since(Instant::now()));
            };
            while self.held_until(operation).is_none() {
                let (closed, next) = match self.lock().try_pass() {
                    Ok(pass) => return Ok(pass),
                    Err(reason) => reason,
                };
                match closed {
                    Some(end) => hold(end, retry, deadline).await?,
                    None if next >= deadline => {
                        return Err(next.saturating_duration_since(Instant::now()));
                    }
                    None => sleep_until(next).await,
                }
            }
        }
    }

    /// Fails with the remaining time if the gate is closed for longer than a request may wait.
    pub(crate) fn check(
        &self,
        operation: &Operation,
        retry: &Retry,
        deadline: Instant,
    ) -> Result<(), Duration> {
        let own = self.held_until(operation);
        let end = self.lock().closed_until().max(own);
        match end {
            Some(end) if !retry.is_off() => check_hold(end, retry, deadline).map(|_| ()),
            _ => Ok(()),
        }
    }

    /// Notes that the server accepted a request, or failed for another reason.
    pub(crate) fn accepted(&self, pass: Pass) {
        let mut state = self.lock();
        if pass.closings == state.closings {
            state.refusals = 0;
            state.pace.accepted();
        } else {
            state.pace.accepted_before();
        }
    }

    /// Notes a 429 to a request, and closes the gate for as long as the server asks for, or else for a time that grows with
    /// each refusal after another. Returns that time.
    pub(crate) fn refused(
        &self,
        pass: Pass,
        operation: &Operation,
        asked: Option<Duration>,
        retry: &Retry,
    ) -> Duration {
        let mut state = self.lock();
        let is_news = pass.closings == state.closings;
        let refusals = state.refusals.saturating_add(u32::from(is_news)).max(1);
        let wait = match asked {
            // So long a limit is most likely one of the operation, and others should not wait for it.
            Some(asked) if asked > retry.longest_wait() => {
                state.close_for(operation, later(asked));
                return asked;
            }
            Some(asked) => asked.max(retry.floor(refusals)),
            None if !is_news => match state.closed_until() {
                // Other requests that left with this one were refused already.
                Some(end) => return end.saturating_duration_since(Instant::now()),
                None => retry.limit_wait(refusals),
            },
            None => retry
                .limit_wait(refusals)
                .max(state.pace.spacing().min(retry.longest_wait())),
        };
        if is_news {
            state.refusals = refusals;
            state.closings += 1;
            state.pace.refused(retry.probe_spacing());
        }
        let end = later(wait);
        state.all = Some(state.all.map_or(end, |old| old.max(end)));
        wait
    }

    /// Returns the end of the hold of an operation, if there is one.
    fn held_until(&self, operation: &Operation) -> Option<Instant> {
        let mut state = self.lock();
        let now = Instant::now();
        state.operations.retain(|_, end| *end > now);
        state.operations.get(operation.id).copied()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Lets a request through if the gate is open. Returns the end of the hold otherwise, or the instant of the next turn.
    fn try_pass(&mut self) -> Result<Pass, (Option<Instant>, Instant)> {
        if let Some(end) = self.closed_until() {
            return Err((Some(end), end));
        }
        match self.pace.next() {
            Some(next) => Err((None, next)),
            None => Ok(self.let_through()),
        }
    }

    fn let_through(&mut self) -> Pass {
        self.pace.departed(self.refusals > 0);
        Pass {
            closings: self.closings,
        }
    }

    fn closed_until(&self) -> Option<Instant> {
        self.all.filter(|end| *end > Instant::now())
    }

    /// Closes the gate for one operation until `instant`. An instant before the current end has no effect.
    fn close_for(&mut self, operation: &Operation, instant: Instant) {
        let end = self.operations.entry(operation.id).or_insert(instant);
        *end = instant.max(*end);
    }
}

/// Waits for the end of a hold, and a random time more.
async fn hold(end: Instant, retry: &Retry, deadline: Instant) -> Result<(), Duration> {
    let resume = check_hold(end, retry, deadline)?;
    trace::held_back(end.saturating_duration_since(Instant::now()));
    sleep_until(resume).await;
    Ok(())
}

/// Returns the instant at which a request goes on after a hold, or the remaining time if that is too long for it.
fn check_hold(end: Instant, retry: &Retry, deadline: Instant) -> Result<Instant, Duration> {
    let wait = end.saturating_duration_since(Instant::now());
    let resume = later(wait.saturating_add(retry.jitter()));
    match wait > retry.longest_wait() || resume >= deadline {
        true => Err(wait),
        false => Ok(resume),
    }
}
