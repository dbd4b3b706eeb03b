//! After a 429 the whole client waits, not only the request that met it.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use generated_client::{Attempt, Client, Error, Hook, Outcome, RawResponse, Retry, TransportError};
use test_server::{Reply, Server, response};
use tokio::{
    sync::Notify,
    time::{self, Instant},
};

use crate::calls::{Counter, Kind, eager, hooked};

const SECOND: Duration = Duration::from_secs(1);

fn busy(seconds: u32) -> Reply {
    let headers = format!("retry-after: {seconds}\r\n");
    Reply::Send(response("429 Too Many Requests", &headers, "").into())
}

/// A hook that pauses the clock at a 429, until the next attempt.
#[derive(Clone, Default)]
struct Clock {
    state: Arc<Mutex<State>>,
    stopped: Arc<Notify>,
}

#[derive(Default)]
struct State {
    stopped: Option<Instant>,
    /// The numbers of the attempts that began after the 429, and how long after it.
    begun: Vec<(u32, Duration)>,
}

impl Hook for Clock {
    fn before(&self, attempt: &mut Attempt) -> Result<(), String> {
        let mut state = self.state.lock().unwrap();
        if let Some(stopped) = state.stopped {
            if state.begun.is_empty() {
                time::resume();
            }
            state.begun.push((attempt.number(), stopped.elapsed()));
        }
        Ok(())
    }

    fn after(&self, _: &Attempt, result: Result<&RawResponse, &TransportError>, _: Duration) {
        if result.unwrap().status() == 429 {
            time::pause();
            self.state.lock().unwrap().stopped = Some(Instant::now());
            self.stopped.notify_one();
        }
    }
}

#[tokio::test]
async fn a_429_holds_back_the_other_requests_of_a_client_and_of_its_clones() {
    for kind in Kind::ALL {
        // Both accept a page, in whichever order they are sent again.
        let server = Server::replying([
            busy(7),
            Reply::Send(Kind::Get.success().into()),
            Reply::Send(Kind::Get.success().into()),
        ]);
        let clock = Clock::default();
        let client = hooked(server.base_url(), clock.clone());
        let clone = client.clone();
        let other = async {
            clock.stopped.notified().await;
            // A 200 is not a documented success of a deletion. Only the attempt matters here.
            kind.send(&clone, eager()).await
        };
        let (first, _) = tokio::join!(Kind::Get.send(&client, eager()), other);
        assert_eq!(first.unwrap(), 2);
        server.requests(3);
        let mut begun = clock.state.lock().unwrap().begun.clone();
        assert!(
            begun.iter().all(|(_, wait)| *wait >= 7 * SECOND),
            "{begun:?}"
        );
        begun.sort();
        let numbers: Vec<_> = begun.into_iter().map(|(number, _)| number).collect();
        assert_eq!(numbers, [1, 2], "{kind:?}");
    }
}

/// A client that was told to send nothing for twenty seconds.
async fn held(responses: impl IntoIterator<Item = Reply>) -> (Server, Client, Counter) {
    let server = Server::replying([busy(20)].into_iter().chain(responses));
    let counter = Counter::default();
    let client = hooked(server.base_url(), counter.clone());
    let error = Kind::Get.send(&client, Retry::off()).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 429);
    (server, client, counter)
}

#[tokio::test]
async fn a_request_that_would_be_held_back_for_too_long_is_not_sent() {
    let (server, client, counter) = held([]).await;
    for kind in Kind::ALL {
        for retry in [eager().max_wait(5 * SECOND), eager().max_total(5 * SECOND)] {
            for client in [&client, &client.clone()] {
                let error = kind.send(client, retry).await.unwrap_err();
                match error {
                    Error::HeldBack { wait, .. } => {
                        assert!(wait > 5 * SECOND && wait <= 20 * SECOND, "{wait:?}");
                    }
                    _ => panic!("{error:?}"),
                }
                assert_eq!(error.outcome(), Outcome::NotApplied);
                assert_eq!(error.attempts(), 0);
                assert!(
                    error
                        .to_string()
                        .contains("not sent: rate limited by the server for")
                );
            }
        }
    }
    // Requests that were held back were not started.
    assert_eq!(counter.attempts(), [1]);
    server.requests(1);
}

#[tokio::test]
async fn when_the_hold_is_over_requests_are_sent() {
    let (server, client, _) = held([Reply::Send(Kind::Post.success().into())]).await;
    time::pause();
    time::advance(21 * SECOND).await;
    time::resume();
    let impatient = eager().max_wait(SECOND);
    assert_eq!(Kind::Post.send(&client, impatient).await.unwrap(), 1);
    server.requests(2);
}

#[tokio::test]
async fn without_retries_nothing_is_held_back() {
    let (server, client, _) = held([Reply::Send(Kind::Post.success().into())]).await;
    assert_eq!(Kind::Post.send(&client, Retry::off()).await.unwrap(), 1);
    server.requests(2);
}

#[tokio::test]
async fn another_client_is_not_held_back() {
    let (server, _client, _) = held([Reply::Send(Kind::Post.success().into())]).await;
    let other = hooked(server.base_url(), Counter::default());
    assert_eq!(Kind::Post.send(&other, eager()).await.unwrap(), 1);
    server.requests(2);
}

/// Reports that an attempt got a response.
struct Tells(Arc<Notify>);

impl Hook for Tells {
    fn after(&self, _: &Attempt, _: Result<&RawResponse, &TransportError>, _: Duration) {
        self.0.notify_one();
    }
}

#[tokio::test]
async fn a_second_attempt_that_is_held_back_for_too_long_leaves_the_error_of_the_first() {
    let unavailable = response("503 Service Unavailable", "retry-after: 9\r\n", "");
    let server = Server::replying([Reply::Send(unavailable.into()), busy(25)]);
    let responded = Arc::new(Notify::new());
    let client = hooked(server.base_url(), Tells(Arc::clone(&responded)));
    let other = async {
        responded.notified().await;
        let error = Kind::Get.send(&client, Retry::off()).await.unwrap_err();
        assert_eq!(error.status().unwrap(), 429);
        // From here on, the test only waits.
        time::pause();
    };
    let patient = eager().max_wait(10 * SECOND);
    let (result, ()) = tokio::join!(Kind::Put.send(&client, patient), other);
    let error = result.unwrap_err();
    assert_eq!(error.status().unwrap(), 503);
    assert_eq!(error.attempts(), 1);
    assert_eq!(error.outcome(), Outcome::Unknown);
    server.requests(2);
}
