//! How long the client waits before another attempt. The clock is paused while a request waits, so that a wait
//! takes no time and can be told to the millisecond.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use generated_client::{Attempt, Client, Hook, Outcome, RawResponse, Retry, TransportError};
use test_server::{ClosedPort, Reply, Server, response};
use tokio::time::{self, Instant};

use crate::calls::{Kind, hooked};

/// A hook that pauses the clock between two attempts, so that the runtime advances from one timer to the next.
#[derive(Clone, Default)]
struct Clock(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    stopped: Option<Instant>,
    waits: Vec<Duration>,
    /// How far the clock jumps in the first wait.
    leap: Option<Duration>,
}

impl Clock {
    /// A clock that goes forward by this much at once, in the first wait.
    fn leaping(leap: Duration) -> Self {
        let clock = Self::default();
        clock.0.lock().unwrap().leap = Some(leap);
        clock
    }

    /// How long each wait took.
    fn waits(&self) -> Vec<Duration> {
        self.0.lock().unwrap().waits.clone()
    }
}

impl Hook for Clock {
    fn before(&self, _: &mut Attempt) -> Result<(), String> {
        let mut state = self.0.lock().unwrap();
        if let Some(stopped) = state.stopped.take() {
            state.waits.push(stopped.elapsed());
            time::resume();
        }
        Ok(())
    }

    fn after(&self, _: &Attempt, _: Result<&RawResponse, &TransportError>, _: Duration) {
        time::pause();
        let mut state = self.0.lock().unwrap();
        state.stopped = Some(Instant::now());
        if let Some(leap) = state.leap.take() {
            tokio::spawn(time::advance(leap));
        }
    }
}

const SECOND: Duration = Duration::from_secs(1);

/// The resolution of tokio's timers.
const TICK: Duration = Duration::from_millis(1);

fn client(server: &Server, clock: &Clock) -> Client {
    hooked(server.base_url(), clock.clone())
}

fn unavailable(headers: &str) -> String {
    response("503 Service Unavailable", headers, "")
}

/// Returns how long the client waits after this first response to a `PUT`, if it sends a second attempt.
async fn waited_after(response: &str, retry: Retry) -> Option<Duration> {
    let responses = [response.to_owned(), Kind::Put.success()];
    let server = Server::replying(responses.map(|response| Reply::Send(response.into())));
    let clock = Clock::default();
    let result = Kind::Put.send(&client(&server, &clock), retry).await;
    time::resume();
    let waits = clock.waits();
    match result {
        Ok(attempts) => {
            assert_eq!((attempts, waits.len()), (2, 1));
            server.requests(2);
            Some(waits[0])
        }
        Err(error) => {
            assert_eq!((error.attempts(), waits.len()), (1, 0), "{error}");
            server.requests(1);
            None
        }
    }
}

#[tokio::test]
async fn the_waits_are_random_and_their_bound_doubles() {
    let retry = Retry::default()
        .max_attempts(7)
        .first_wait(100 * SECOND)
        .max_wait(400 * SECOND)
        .max_total(Duration::MAX);
    let mut totals = [Duration::ZERO; 6];
    for _ in 0..20 {
        let closed = ClosedPort::new();
        let clock = Clock::default();
        let client = hooked(closed.base_url(), clock.clone());
        Kind::Post.send(&client, retry).await.unwrap_err();
        time::resume();
        let waits = clock.waits();
        assert_eq!(waits.len(), totals.len());
        for (index, bound) in [100, 200, 400, 400, 400, 400].into_iter().enumerate() {
            assert!(waits[index] <= bound * SECOND + TICK, "{waits:?}");
            totals[index] += waits[index];
        }
    }
    // Twenty random waits up to 100 seconds are 1,000 seconds, give or take 130.
    assert!(
        totals.iter().all(|total| *total > 100 * SECOND),
        "{totals:?}"
    );
}

#[tokio::test]
async fn retry_after_is_waited_for_and_at_most_the_first_wait_more() {
    let retry = Retry::default()
        .first_wait(2 * SECOND)
        .max_wait(30 * SECOND);
    for asked in [
        "retry-after: 7\r\n",
        "retry-after:  7 \r\n",
        // By the clock of the server, which is years off.
        "date: Sat, 01 Jan 2050 00:00:00 GMT\r\nretry-after: Sat, 01 Jan 2050 00:00:07 GMT\r\n",
        "date: Mon, 01 Jan 2001 00:00:00 GMT\r\nretry-after: Mon, 01 Jan 2001 00:00:07 GMT\r\n",
    ] {
        for status in ["429 Too Many Requests", "503 Service Unavailable"] {
            let wait = waited_after(&response(status, asked, ""), retry)
                .await
                .unwrap();
            assert!(
                wait >= 7 * SECOND && wait <= 9 * SECOND + TICK,
                "{asked}: {wait:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_retry_after_that_is_over_or_cannot_be_read_asks_for_no_more_than_the_first_wait() {
    let retry = Retry::default().first_wait(2 * SECOND);
    for asked in [
        "retry-after: 0\r\n",
        "retry-after: Mon, 01 Jan 2001 00:00:00 GMT\r\n",
        "date: Mon, 01 Jan 2001 00:00:07 GMT\r\nretry-after: Mon, 01 Jan 2001 00:00:00 GMT\r\n",
        "retry-after: -7\r\n",
        "retry-after: 7.5\r\n",
        "retry-after: soon\r\n",
        "retry-after:\r\n",
        "",
    ] {
        let wait = waited_after(&unavailable(asked), retry).await.unwrap();
        assert!(wait <= 2 * SECOND + TICK, "{asked}: {wait:?}");
    }
}

#[tokio::test]
async fn a_retry_after_beyond_the_limit_is_an_error_at_once() {
    let retry = Retry::default().max_wait(30 * SECOND);
    for asked in [
        "retry-after: 31\r\n",
        "retry-after: 99999999999999999999999\r\n",
        // By the clock of this machine.
        "retry-after: Fri, 01 Jan 2900 00:00:00 GMT\r\n",
        // By the clock of the server. To this machine's it is over.
        "date: Mon, 01 Jan 2001 00:00:00 GMT\r\nretry-after: Mon, 01 Jan 2001 00:00:31 GMT\r\n",
    ] {
        for status in ["429 Too Many Requests", "503 Service Unavailable"] {
            let response = response(status, asked, "");
            assert_eq!(
                waited_after(&response, retry).await,
                None,
                "{status}, {asked}"
            );
        }
    }
}

#[tokio::test]
async fn no_attempt_begins_that_would_begin_after_the_time_of_all() {
    let asked = unavailable("retry-after: 30\r\n");
    let retry = Retry::default().first_wait(SECOND);
    assert!(
        waited_after(&asked, retry.max_total(40 * SECOND))
            .await
            .is_some()
    );
    assert_eq!(
        waited_after(&asked, retry.max_total(29 * SECOND)).await,
        None
    );
}

#[tokio::test]
async fn no_attempt_begins_if_a_wait_took_longer_than_the_time_of_all() {
    for status in ["429 Too Many Requests", "503 Service Unavailable"] {
        let responses = [
            response(status, "retry-after: 5\r\n", ""),
            Kind::Put.success(),
        ];
        let server = Server::replying(responses.map(|response| Reply::Send(response.into())));
        // A machine that sleeps, or a runtime that is too busy to wake a task.
        let clock = Clock::leaping(600 * SECOND);
        let client = client(&server, &clock);
        let error = Kind::Put.send(&client, Retry::default()).await.unwrap_err();
        time::resume();
        assert!(error.to_string().contains(status), "{error}");
        assert_eq!(error.attempts(), 1);
        let expected = match status.starts_with("429") {
            true => Outcome::NotApplied,
            false => Outcome::Unknown,
        };
        assert_eq!(error.outcome(), expected);
        server.requests(1);
    }
}
