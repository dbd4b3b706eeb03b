//! Retries, holds and their budget, with a transport that follows a script and a clock that does not wait.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};

use futures_core::future::BoxFuture;
use http::{Request, Response};
use runtime::{
    Client, ClientBuilder, Error, Method, Operation, Outcome, Raw, RawResponse, RequestBody,
    ResponseBody, Retry, SendError, Transport, Undocumented,
};
use tokio::time::Instant;

pub(crate) const SECOND: Duration = Duration::from_secs(1);

pub(crate) static READ: Operation = Operation::new("read", Method::GET, "/entries", &[200]);
pub(crate) static REPLACE: Operation = Operation::new("replace", Method::PUT, "/entries", &[200]);
pub(crate) static CREATE: Operation = Operation::new("create", Method::POST, "/entries", &[200]);
pub(crate) static OTHER: Operation = Operation::new("other", Method::GET, "/other", &[200]);
/// An operation whose document says that 503 is a success.
static CHECK: Operation = Operation::new("check", Method::GET, "/health", &[200, 503]);

/// A status with headers, or a failure.
#[derive(Clone)]
pub(crate) enum Step {
    Status(u16, &'static [(&'static str, &'static str)]),
    /// 429, after this time.
    LateBusy(Duration),
    NotSent,
    MaybeSent,
    Permanent,
    /// Never responds.
    Silent,
}

/// Follows its steps, the last of them again and again.
#[derive(Clone)]
pub(crate) struct Script {
    steps: Arc<Mutex<VecDeque<Step>>>,
    pub(crate) sent: Arc<Mutex<Vec<Instant>>>,
}

impl Script {
    pub(crate) fn new(steps: impl IntoIterator<Item = Step>) -> Self {
        Self {
            steps: Arc::new(Mutex::new(steps.into_iter().collect())),
            sent: Arc::default(),
        }
    }

    pub(crate) fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    pub(crate) fn builder(&self) -> ClientBuilder<Client> {
        ClientBuilder::new("https://pets.example").transport(self.clone())
    }

    /// Returns the waits between the requests that were sent.
    pub(crate) fn waits(&self) -> Vec<Duration> {
        let sent = self.sent.lock().unwrap();
        sent.windows(2).map(|pair| pair[1] - pair[0]).collect()
    }

    pub(crate) fn count(&self) -> usize {
        self.sent.lock().unwrap().len()
    }
}

impl Transport for Script {
    fn send(
        &self,
        _: Request<RequestBody>,
    ) -> BoxFuture<'_, Result<Response<ResponseBody>, SendError>> {
        self.sent.lock().unwrap().push(Instant::now());
        let mut steps = self.steps.lock().unwrap();
        let step = match steps.len() {
            1 => steps[0].clone(),
            _ => steps.pop_front().unwrap(),
        };
        Box::pin(async move {
            match step {
                Step::Status(status, headers) => {
                    let mut response = Response::builder().status(status);
                    for (name, value) in headers {
                        response = response.header(*name, *value);
                    }
                    Ok(response.body(ResponseBody::from("{}")).unwrap())
                }
                Step::LateBusy(latency) => {
                    tokio::time::sleep(latency).await;
                    let response = Response::builder().status(429);
                    Ok(response.body(ResponseBody::from("")).unwrap())
                }
                Step::NotSent => Err(SendError::not_sent("no way")),
                Step::MaybeSent => Err(SendError::maybe_sent("lost")),
                Step::Permanent => Err(SendError::not_sent("never").permanent()),
                Step::Silent => std::future::pending().await,
            }
        })
    }
}

pub(crate) const OK: Step = Step::Status(200, &[]);
pub(crate) const BUSY: Step = Step::Status(429, &[]);

pub(crate) async fn send(
    client: &Client,
    operation: &'static Operation,
    retry: Retry,
) -> Result<RawResponse, Error<Undocumented>> {
    let request = client.request(operation).with_retry(retry);
    let response = request.send_with_metadata::<Raw, Undocumented>().await;
    response.map(|response| response.raw)
}

pub(crate) fn patient() -> Retry {
    Retry::default()
        .max_attempts(3)
        .first_wait(SECOND)
        .max_wait(100 * SECOND)
        .max_total(1_000 * SECOND)
}

/// Each class of operations against each outcome of an attempt: the table in the documentation of [`Retry`].
#[tokio::test(start_paused = true)]
async fn a_retry_depends_on_the_outcome_and_on_the_effect_of_a_second_request() {
    let bold = patient().not_idempotent_too(true);
    let rows: [(&[Step], [bool; 4]); 5] = [
        // Read, replace, create, and create with `not_idempotent_too`.
        (&[Step::NotSent], [true, true, true, true]),
        (&[BUSY], [true, true, true, true]),
        (
            &[408, 502, 503, 504].map(|status| Step::Status(status, &[])),
            [true, true, false, true],
        ),
        (
            &[500, 507, 520, 522, 524, 529, 530, 599].map(|status| Step::Status(status, &[])),
            [true, true, false, false],
        ),
        (&[Step::MaybeSent], [true, true, false, false]),
    ];
    for (steps, expected) in rows {
        for (index, step) in steps.iter().enumerate() {
            let calls = [
                (&READ, patient()),
                (&REPLACE, patient()),
                (&CREATE, patient()),
                (&CREATE, bold),
            ];
            for ((operation, retry), expected) in calls.into_iter().zip(expected) {
                let script = Script::new([step.clone(), OK]);
                let result = send(&script.client(), operation, retry).await;
                assert_eq!(result.is_ok(), expected, "{operation}, {index}");
                assert_eq!(script.count(), if expected { 2 } else { 1 });
            }
        }
    }
    // These are decided: another attempt would have the same response.
    for status in [400, 401, 404, 409, 422, 501, 505, 506, 508, 510, 511] {
        let script = Script::new([Step::Status(status, &[]), OK]);
        send(&script.client(), &READ, patient()).await.unwrap_err();
        assert_eq!(script.count(), 1, "{status}");
    }
    let script = Script::new([Step::Permanent, OK]);
    let error = send(&script.client(), &CREATE, patient())
        .await
        .unwrap_err();
    assert_eq!((script.count(), error.outcome()), (1, Outcome::NotApplied));
}

#[tokio::test(start_paused = true)]
async fn a_status_that_is_documented_as_success_is_not_retried() {
    for retry in [patient(), patient().not_idempotent_too(true)] {
        let script = Script::new([Step::Status(503, &[("retry-after", "5")]), OK]);
        let response = send(&script.client(), &CHECK, retry).await.unwrap();
        assert_eq!((response.status().as_u16(), script.count()), (503, 1));
    }
}

#[tokio::test(start_paused = true)]
async fn a_wait_of_zero_that_the_server_asks_for_is_not_zero() {
    for status in [429, 503] {
        let steps = [Step::Status(status, &[("retry-after", "0")])];
        for _ in 0..20 {
            let script = Script::new(steps.clone());
            send(&script.client(), &READ, patient()).await.unwrap_err();
            let waits = script.waits();
            assert_eq!(waits.len(), 2, "{status}");
            for (wait, bound) in waits.into_iter().zip([SECOND, 2 * SECOND]) {
                // After a rate limit, the random part is that of all requests that waited for it.
                let most = if status == 429 {
                    bound / 2 + SECOND
                } else {
                    bound
                };
                let tick = Duration::from_millis(2);
                assert!(wait >= bound / 2 && wait <= most + tick, "{wait:?}");
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn many_requests_do_not_come_back_at_once_after_a_wait_that_the_server_asks_for() {
    // After no wait at all, half of the first wait is the least, and the rest of it is random.
    for (status, asked, least_wait) in [
        (429, "5", 5 * SECOND),
        (503, "5", 5 * SECOND),
        (503, "0", SECOND / 2),
    ] {
        let headers: &'static [_] = match asked {
            "5" => &[("retry-after", "5")],
            _ => &[("retry-after", "0")],
        };
        let mut waits = Vec::new();
        for _ in 0..40 {
            let script = Script::new([Step::Status(status, headers), OK]);
            send(&script.client(), &READ, patient()).await.unwrap();
            waits.extend(script.waits());
        }
        let (least, most) = (waits.iter().min().unwrap(), waits.iter().max().unwrap());
        assert!(*least >= least_wait && *most <= least_wait + SECOND + SECOND / 10);
        assert!(*most - *least > SECOND / 4, "{least:?} to {most:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn requests_that_were_held_back_do_not_come_back_at_once() {
    let script = Script::new([Step::Status(429, &[("retry-after", "5")]), OK]);
    let client = script.client();
    send(&client, &READ, Retry::off()).await.unwrap_err();
    let held = (0..40).map(|_| send(&client, &OTHER, patient()));
    for result in futures_util::future::join_all(held).await {
        result.unwrap();
    }
    let sent = script.sent.lock().unwrap();
    let (first, rest) = sent.split_first().unwrap();
    let waits: Vec<_> = rest.iter().map(|sent| *sent - *first).collect();
    let (least, most) = (waits.iter().min().unwrap(), waits.iter().max().unwrap());
    assert!(*least >= 5 * SECOND, "{least:?}");
    assert!(*most - *least > SECOND / 4, "{least:?} to {most:?}");
}

#[tokio::test(start_paused = true)]
async fn a_short_hold_does_not_replace_a_longer_one() {
    let script = Script::new([
        Step::Status(429, &[("retry-after", "50")]),
        Step::Status(429, &[("retry-after", "1")]),
        OK,
    ]);
    let client = script.client();
    let started = Instant::now();
    // Without retries, a request does not wait for holds, and can meet another one.
    send(&client, &READ, Retry::off().max_wait(60 * SECOND))
        .await
        .unwrap_err();
    send(&client, &READ, Retry::off().max_wait(60 * SECOND))
        .await
        .unwrap_err();
    assert_eq!(started.elapsed(), Duration::ZERO, "it waited");
    send(&client, &READ, patient()).await.unwrap();
    assert!(started.elapsed() >= 50 * SECOND, "{:?}", started.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_long_limit_holds_its_operation_only_and_for_all_of_its_time() {
    let script = Script::new([Step::Status(429, &[("retry-after", "3600")]), OK]);
    let client = script.client();
    let started = Instant::now();
    let error = send(&client, &READ, patient()).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 429);
    // Another operation does not wait.
    send(&client, &OTHER, patient()).await.unwrap();
    assert_eq!(started.elapsed(), Duration::ZERO);
    // The operation itself is not sent before the hour is over.
    for minutes in [0, 1, 30, 57] {
        tokio::time::sleep_until(started + minutes * 60 * SECOND).await;
        let error = send(&client, &READ, patient()).await.unwrap_err();
        assert!(matches!(error, Error::HeldBack { .. }), "{error:?}");
        let left = 3600 - 60 * minutes;
        assert!(
            error
                .to_string()
                .contains(&format!("for another {left}.0 s")),
            "{error}"
        );
    }
    assert_eq!(script.count(), 2);
    let waits = patient().max_wait(5_000 * SECOND).max_total(5_000 * SECOND);
    send(&client, &READ, waits).await.unwrap();
    assert!(started.elapsed() >= 3600 * SECOND);
}

#[tokio::test(start_paused = true)]
async fn no_attempt_outlasts_the_time_of_all() {
    for operation in [&READ, &CREATE] {
        let script = Script::new([Step::Silent]);
        let started = Instant::now();
        let retry = patient().max_total(7 * SECOND);
        let error = send(&script.client(), operation, retry).await.unwrap_err();
        assert!(error.is_timeout());
        let elapsed = started.elapsed();
        assert!(elapsed >= 7 * SECOND && elapsed < 8 * SECOND, "{elapsed:?}");
        assert_eq!(script.count(), 1);
    }
    // Without any time, nothing is sent.
    let script = Script::new([OK]);
    let retry = patient().max_total(Duration::ZERO);
    let error = send(&script.client(), &CREATE, retry).await.unwrap_err();
    assert_eq!((script.count(), error.attempts()), (0, 0));
    assert_eq!(error.outcome(), Outcome::NotApplied);
    assert!(error.is_timeout(), "{error:?}");
}

#[tokio::test(start_paused = true)]
async fn retries_of_all_requests_share_a_budget() {
    let down = || Script::new([Step::Status(503, &[])]);
    let storm = async |script: &Script, client: Client| {
        let calls = (0..100).map(|_| send(&client, &READ, patient().max_attempts(4)));
        for result in futures_util::future::join_all(calls).await {
            assert_eq!(result.unwrap_err().status().unwrap(), 503);
        }
        script.count()
    };
    let script = down();
    let sent = storm(&script, script.client()).await;
    assert!((130..=140).contains(&sent), "{sent}");
    let script = down();
    let sent = storm(&script, script.builder().retry_budget(0).build().unwrap()).await;
    assert_eq!(sent, 100);
    let script = down();
    let unlimited = script.builder().retry_budget(u32::MAX).build().unwrap();
    assert_eq!(storm(&script, unlimited).await, 400);
    // A rate limit is no failure, and its retries are not limited.
    let script = Script::new([BUSY]);
    let client = script.builder().retry_budget(0).build().unwrap();
    send(&client, &READ, patient()).await.unwrap_err();
    assert_eq!(script.count(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_doubt_stays_whatever_comes_after_it() {
    let steps = [Step::MaybeSent, BUSY, Step::NotSent, Step::Status(422, &[])];
    let script = Script::new(steps);
    let retry = patient().max_attempts(9);
    let error = send(&script.client(), &REPLACE, retry).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 422);
    assert_eq!((error.attempts(), error.outcome()), (4, Outcome::Unknown));
    let script = Script::new([BUSY, Step::NotSent, Step::Status(422, &[])]);
    let error = send(&script.client(), &REPLACE, retry).await.unwrap_err();
    assert_eq!(
        (error.attempts(), error.outcome()),
        (3, Outcome::NotApplied)
    );
    let script = Script::new([Step::MaybeSent, Step::NotSent]);
    let error = send(&script.client(), &REPLACE, retry).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
}
