//! [`Quota`]: the number of requests that a client may send in a period.

use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{
    sync::{Notify, Semaphore},
    time::{Instant, timeout_at},
};

use super::clock::later;

/// A server may count both ends of its window.
const MARGIN: Duration = Duration::from_millis(1);

/// The number of requests that a client and its clones may send in a period.
///
/// It keeps a log of places. A place is taken before an attempt, and is free again one period after the end of the attempt.
/// A server counts a request before its response ends, so that it sees no more than `count` requests in any period, however
/// long they are on their way, and whether its windows are fixed or move.
pub(crate) struct Quota {
    count: usize,
    period: Duration,
    /// The line, in order of arrival. The first in it waits for a place.
    line: Semaphore,
    log: Mutex<Log>,
    /// Tells the first in the line that the log has changed.
    changed: Notify,
}

#[derive(Default)]
struct Log {
    /// The number of attempts that are being made.
    in_flight: usize,
    /// The ends of attempts within the last period, in their order.
    ended: VecDeque<Instant>,
    /// The number of requests in the line.
    waiting: usize,
}

impl Quota {
    /// Returns `None` if no request could ever be sent.
    pub(crate) fn new(count: u32, period: Duration) -> Option<Self> {
        if count == 0 || period.is_zero() {
            return None;
        }
        Some(Self {
            count: usize::try_from(count).unwrap_or(usize::MAX),
            period,
            line: Semaphore::new(1),
            log: Mutex::default(),
            changed: Notify::new(),
        })
    }

    /// Waits for a place. Requests get places in the order in which they arrive here. One that is dropped while it waits
    /// leaves the line.
    ///
    /// # Errors
    /// Fails with the time until a place would be free if that is not before `deadline`.
    pub(crate) async fn enter(&self, deadline: Instant) -> Result<Place<'_>, Duration> {
        let waiting = Waiting::new(self);
        self.check(waiting.expected, deadline)?;
        let Ok(Ok(_turn)) = timeout_at(deadline, self.line.acquire()).await else {
            return Err(self.until(waiting.expected));
        };
        loop {
            let free_at = match self.take() {
                Ok(()) => break,
                Err(free_at) => free_at,
            };
            if let Some(free_at) = free_at {
                self.check(free_at, deadline)?;
            }
            let end = free_at.unwrap_or(deadline);
            // All places are in use if there is no time at which one is free.
            if timeout_at(end, self.changed.notified()).await.is_err() && free_at.is_none() {
                return Err(self.period);
            }
        }
        Ok(Place {
            quota: self,
            is_used: false,
        })
    }

    /// Notes a request that was sent without a place. Later ones wait for longer instead.
    pub(crate) fn note(&self) {
        self.lock().ended.push_back(Instant::now());
    }

    /// Takes a place. Fails with the instant at which one is free, if there is one.
    fn take(&self) -> Result<(), Option<Instant>> {
        let mut log = self.lock();
        self.forget(&mut log);
        let used = log.in_flight.saturating_add(log.ended.len());
        if used < self.count {
            log.in_flight += 1;
            return Ok(());
        }
        // With requests that had no place, more than one must be over.
        let index = used - self.count;
        Err(log.ended.get(index).map(|ended| self.free_at(*ended)))
    }

    /// Returns the instant at which there is a place for the last request in the line, if all attempts end at once.
    fn expected(&self, log: &mut Log) -> Instant {
        self.forget(log);
        let now = Instant::now();
        let used = log.in_flight.saturating_add(log.ended.len());
        let free = self.count.saturating_sub(used);
        let position = log.waiting.saturating_sub(1);
        let (round, index) = (position / self.count, position % self.count);
        let first = match index.checked_sub(free) {
            None => now,
            Some(index) => match log.ended.get(index) {
                Some(ended) => self.free_at(*ended),
                None => later(self.period),
            },
        };
        let rounds = u32::try_from(round).unwrap_or(u32::MAX);
        first
            .checked_add(self.period.saturating_mul(rounds))
            .unwrap_or_else(|| later(Duration::MAX))
    }

    fn free_at(&self, ended: Instant) -> Instant {
        ended
            .checked_add(self.period.saturating_add(MARGIN))
            .unwrap_or_else(|| later(Duration::MAX))
    }

    /// Removes places that are free again from the log.
    fn forget(&self, log: &mut Log) {
        let now = Instant::now();
        while log
            .ended
            .front()
            .is_some_and(|ended| self.free_at(*ended) <= now)
        {
            log.ended.pop_front();
        }
    }

    fn check(&self, instant: Instant, deadline: Instant) -> Result<(), Duration> {
        match instant > Instant::now() && instant >= deadline {
            true => Err(self.until(instant)),
            false => Ok(()),
        }
    }

    fn until(&self, instant: Instant) -> Duration {
        instant.saturating_duration_since(Instant::now())
    }

    fn lock(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A request in the line.
struct Waiting<'a> {
    quota: &'a Quota,
    /// The instant at which it is served, if all before it are.
    expected: Instant,
}

impl<'a> Waiting<'a> {
    fn new(quota: &'a Quota) -> Self {
        let mut log = quota.lock();
        log.waiting += 1;
        let expected = quota.expected(&mut log);
        Self { quota, expected }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        let mut log = self.quota.lock();
        log.waiting = log.waiting.saturating_sub(1);
    }
}

/// A place of a request. It is given back if the request was not sent.
pub(crate) struct Place<'a> {
    quota: &'a Quota,
    is_used: bool,
}

impl Place<'_> {
    /// Notes that the request is being sent. It counts from now on, also if it is dropped.
    pub(crate) fn use_up(&mut self) {
        self.is_used = true;
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let mut log = self.quota.lock();
        log.in_flight = log.in_flight.saturating_sub(1);
        if self.is_used {
            log.ended.push_back(Instant::now());
        }
        drop(log);
        self.quota.changed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::advance;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_request_for_which_no_place_is_free_in_time_fails_at_once() {
        let ms = Duration::from_millis;
        let quota = Quota::new(2, ms(1_000)).unwrap();
        let far = later(Duration::from_secs(60));
        // Places that are free after 1,001 ms and after 1,101 ms.
        for pause in [100, 0] {
            quota.enter(far).await.ok().unwrap().use_up();
            advance(ms(pause)).await;
        }
        let first = quota.enter(far);
        let second = async {
            let before = Instant::now();
            let free_in = quota.enter(later(ms(950))).await.err();
            (free_in, before.elapsed())
        };
        let (first, second) = tokio::join!(first, second);
        assert!(first.is_ok());
        assert_eq!(second, (Some(ms(1_001)), Duration::ZERO));
    }
}
