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

/// A server that responds in this way to the first request, and with success to the second.
fn server(first: String, kind: Kind) -> Server {
    Server::replying([first, kind.success()].map(|response| Reply::Send(response.into())))
}

/// Returns how long the client waits after this first response to a `PUT`, if it sends a second attempt.
async fn waited_after(response: &str, retry: Retry) -> Option<Duration> {
    let server = server(response.to_owned(), Kind::Put);
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
        let server = server(response(status, "retry-after: 5\r\n", ""), Kind::Put);
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

fn strict(server: &Server, clock: &Clock) -> Client {
    Client::builder(crate::client::TOKEN)
        .base_url(server.base_url())
        .hook(clock.clone())
        .strict()
        .build()
        .unwrap()
}

const BUSY: &str = "429 Too Many Requests";

/// Headers that ask for a wait of seven seconds, apart from `Retry-After`. The date is that of the server.
const SEVEN_SECONDS: [&str; 14] = [
    "retry-after-ms: 7000\r\n",
    "retry-after-ms: 7000\r\nretry-after: 20\r\n",
    "x-ratelimit-remaining: 0\r\nx-ratelimit-reset: 7\r\n",
    "x-rate-limit-remaining: 0\r\nx-rate-limit-reset: 7.0\r\n",
    "date: Sat, 01 Jan 2050 00:00:00 GMT\r\nx-ratelimit-remaining: 0\r\nx-ratelimit-reset: 2524608007\r\n",
    "date: Sat, 01 Jan 2050 00:00:00 GMT\r\nx-ratelimit-remaining: 0\r\nx-ratelimit-reset: 2524608007000\r\n",
    "date: Mon, 01 Jan 2001 00:00:00 GMT\r\nx-ratelimit-remaining: 0\r\nx-ratelimit-reset: 2001-01-01T00:00:07Z\r\n",
    "ratelimit-remaining: 0\r\nratelimit-reset: 7\r\n",
    "ratelimit-limit: 9\r\nratelimit-remaining: 0\r\nratelimit-reset: 7\r\nretry-after: soon\r\n",
    "ratelimit: limit=10, remaining=0, reset=7\r\n",
    "ratelimit: \"default\";r=0;t=7\r\n",
    "ratelimit: \"burst\";r=0;t=3, \"daily\";r=0;t=7, \"yearly\";r=5;t=50\r\n",
    "x-ratelimit-remaining: 5\r\nx-ratelimit-reset: 50\r\nretry-after: 7\r\n",
    "x-ratelimit-remaining: 0\r\nx-ratelimit-reset: 3\r\nratelimit: \"a\";r=0;t=7\r\n",
];

#[tokio::test]
async fn a_wait_in_any_usual_header_is_waited_for() {
    let retry = Retry::default().first_wait(2 * SECOND);
    for asked in SEVEN_SECONDS {
        for status in [BUSY, "503 Service Unavailable", "403 Forbidden"] {
            let wait = waited_after(&response(status, asked, ""), retry).await;
            let wait = wait.unwrap_or_else(|| panic!("{status}, {asked}"));
            assert!(
                wait >= 7 * SECOND && wait <= 9 * SECOND + TICK,
                "{status}, {asked}: {wait:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_429_is_for_a_quota_that_does_not_say_that_it_is_used_up() {
    let retry = Retry::default().first_wait(2 * SECOND);
    for asked in [
        "x-ratelimit-reset: 7\r\n",
        "x-ratelimit-remaining: 3\r\nx-ratelimit-reset: 7\r\n",
        "ratelimit: \"daily\";r=9;t=50, \"burst\";r=1;t=7\r\n",
    ] {
        let wait = waited_after(&response(BUSY, asked, ""), retry)
            .await
            .unwrap();
        assert!(
            wait >= 7 * SECOND && wait <= 9 * SECOND + TICK,
            "{asked}: {wait:?}"
        );
        let wait = waited_after(&unavailable(asked), retry).await.unwrap();
        assert!(wait <= 2 * SECOND + TICK, "{asked}: {wait:?}");
        // It forbids the request for good.
        let forbidden = response("403 Forbidden", asked, "");
        assert_eq!(waited_after(&forbidden, retry).await, None, "{asked}");
    }
}

#[tokio::test]
async fn a_reset_that_is_over_or_cannot_be_read_asks_for_no_more_than_the_first_wait() {
    let retry = Retry::default().first_wait(2 * SECOND);
    for reset in [
        "1700000000",
        "1700000000000",
        "0",
        "-7",
        "soon",
        "NaN",
        "inf",
        "",
        "1e400",
    ] {
        let asked = format!("x-ratelimit-remaining: 0\r\nx-ratelimit-reset: {reset}\r\n");
        let wait = waited_after(&unavailable(&asked), retry).await.unwrap();
        assert!(wait <= 2 * SECOND + TICK, "{reset}: {wait:?}");
    }
}

#[tokio::test]
async fn a_reset_beyond_the_limit_is_an_error_at_once() {
    let retry = Retry::default().max_wait(30 * SECOND);
    for asked in [
        "retry-after-ms: 31000\r\n",
        "retry-after-ms: 99999999999999999999999\r\n",
        "x-ratelimit-remaining: 0\r\nx-ratelimit-reset: 31\r\n",
        "ratelimit: \"default\";r=0;t=31\r\n",
    ] {
        for status in [BUSY, "503 Service Unavailable", "403 Forbidden"] {
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
async fn a_403_that_asks_for_a_wait_holds_back_writes_too() {
    let limited = response("403 Forbidden", "retry-after: 7\r\n", "");
    let server = server(limited, Kind::Post);
    let clock = Clock::default();
    let attempts = Kind::Post
        .send(&client(&server, &clock), Retry::default())
        .await;
    time::resume();
    assert_eq!(attempts.unwrap(), 2);
    assert!(clock.waits()[0] >= 7 * SECOND);
    server.requests(2);
}

#[tokio::test]
async fn a_strict_client_follows_retry_after_alone() {
    let retry = Retry::default().first_wait(2 * SECOND);
    for (status, asked, expected) in [
        ("503 Service Unavailable", "retry-after: 7\r\n", Some(7..=9)),
        (
            "503 Service Unavailable",
            "retry-after-ms: 7000\r\nretry-after: 20\r\n",
            Some(20..=22),
        ),
        (
            "503 Service Unavailable",
            "retry-after-ms: 7000\r\n",
            Some(0..=2),
        ),
        (
            BUSY,
            "x-ratelimit-remaining: 0\r\nx-ratelimit-reset: 7\r\n",
            Some(0..=4),
        ),
        ("403 Forbidden", "retry-after: 7\r\n", None),
    ] {
        let server = server(response(status, asked, ""), Kind::Put);
        let clock = Clock::default();
        let result = Kind::Put.send(&strict(&server, &clock), retry).await;
        time::resume();
        assert_eq!(result.is_ok(), expected.is_some(), "{status}, {asked}");
        if let Some(seconds) = expected {
            let wait = clock.waits()[0];
            assert!(
                wait >= *seconds.start() * SECOND && wait <= *seconds.end() * SECOND + TICK,
                "{status}, {asked}: {wait:?}"
            );
        }
    }
}

#[tokio::test]
async fn an_error_tells_what_was_tolerated_in_its_headers() {
    let asked = "x-ratelimit-remaining: 0\r\nx-ratelimit-reset: 7\r\n";
    let server = Server::sending(response("403 Forbidden", asked, ""));
    let client = crate::client::client(&server);
    let error = Kind::Put.send(&client, Retry::off()).await.unwrap_err();
    let tolerated = error.response().unwrap().tolerated();
    let shown: Vec<_> = tolerated.iter().map(ToString::to_string).collect();
    assert_eq!(
        shown,
        [
            "x-ratelimit-reset: a 403 that limits the rate of requests",
            "x-ratelimit-reset: a wait that is not in `Retry-After`",
        ]
    );
    assert_eq!(tolerated[0].header().unwrap(), "x-ratelimit-reset");
    assert_eq!(tolerated[0].path(), None);
}
