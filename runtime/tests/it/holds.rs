//! Requests that a rate limit holds back, with a transport that follows a script and a clock that does not wait.

use std::time::Duration;

use futures_util::future::join_all;
use runtime::{Error, HeldBy, Retry};
use tokio::{
    join,
    time::{Instant, timeout},
};

use crate::retries::{OK, OTHER, READ, SECOND, Script, Step, patient, send};

const TICK: Duration = Duration::from_millis(2);

fn limited(headers: &'static [(&'static str, &'static str)]) -> Step {
    Step::Status(429, headers)
}

/// A client that got a 429 from `script`, without another attempt.
async fn refused(script: &Script) -> runtime::Client {
    let client = script.client();
    send(&client, &READ, Retry::off().max_wait(100 * SECOND))
        .await
        .unwrap_err();
    client
}

#[tokio::test(start_paused = true)]
async fn a_request_that_cannot_wait_for_a_hold_fails_at_once_although_another_one_waits() {
    let script = Script::new([limited(&[("retry-after", "50")]), OK]);
    let client = refused(&script).await;
    let started = Instant::now();
    let waits = async {
        send(&client, &READ, patient()).await.unwrap();
        started.elapsed()
    };
    let cannot = async {
        let retry = patient().max_total(10 * SECOND);
        let error = send(&client, &OTHER, retry).await.unwrap_err();
        (error, started.elapsed())
    };
    let (waited, (error, took)) = join!(waits, cannot);
    assert!(waited >= 50 * SECOND, "{waited:?}");
    let Error::HeldBack { wait, by, .. } = error else {
        panic!("{error:?}");
    };
    assert_eq!(
        (wait, by, took),
        (50 * SECOND, HeldBy::Server, Duration::ZERO)
    );
    assert_eq!(script.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn without_retries_a_request_is_sent_however_long_the_hold_is() {
    for retry in [
        Retry::off().max_total(10 * SECOND),
        Retry::off().max_wait(SECOND),
    ] {
        let script = Script::new([limited(&[("retry-after", "50")]), OK]);
        let client = refused(&script).await;
        send(&client, &OTHER, retry).await.unwrap();
        assert_eq!(script.waits(), [Duration::ZERO]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_wait_as_long_as_the_longest_one_is_waited_for() {
    for status in [429, 503] {
        let asked = Step::Status(status, &[("retry-after", "100")]);
        let script = Script::new([asked, OK]);
        send(&script.client(), &READ, patient()).await.unwrap();
        let wait = script.waits()[0];
        assert!(
            wait >= 100 * SECOND && wait <= 101 * SECOND + TICK,
            "{wait:?}"
        );
    }
    // It is a limit of all operations.
    let script = Script::new([limited(&[("retry-after", "100")]), OK]);
    let client = refused(&script).await;
    send(&client, &OTHER, patient()).await.unwrap();
    assert!(script.waits()[0] >= 100 * SECOND);
}

#[tokio::test(start_paused = true)]
async fn requests_that_are_refused_together_count_as_one_refusal() {
    let steps = std::iter::repeat_n(Step::LateBusy(SECOND), 8).chain([OK]);
    let script = Script::new(steps);
    let client = script.client();
    let results = join_all((0..8).map(|_| send(&client, &READ, patient()))).await;
    assert!(results.iter().all(Result::is_ok));
    let sent = script.sent.lock().unwrap();
    // The wait is at most that after one refusal, and at most as much is added by chance.
    let wait = sent[8] - sent[0] - SECOND;
    assert!(wait >= SECOND / 2 && wait <= 2 * SECOND + TICK, "{wait:?}");
}

#[tokio::test(start_paused = true)]
async fn a_refusal_that_comes_late_does_not_make_the_hold_longer() {
    let retry = patient().first_wait(10 * SECOND);
    let mut least = Duration::MAX;
    for _ in 0..200 {
        let early = Step::LateBusy(TICK);
        let late = Step::LateBusy(SECOND * 49 / 10);
        let script = Script::new([early, late, OK]);
        let client = script.client();
        let (first, second) = join!(send(&client, &READ, retry), send(&client, &READ, retry));
        first.unwrap();
        second.unwrap();
        let sent = script.sent.lock().unwrap();
        assert!(sent[2] - sent[0] >= 5 * SECOND);
        least = least.min(sent[2] - sent[0]);
    }
    // The hold takes 5 to 10 seconds, and up to 10 are added: one in six takes less than 9. From the late refusal on, it
    // would last until 9.9 at the least.
    assert!(least < 9 * SECOND, "{least:?}");
}

#[tokio::test(start_paused = true)]
async fn a_request_whose_turn_comes_too_late_fails_at_once() {
    let steps = [OK, OK, OK, OK, limited(&[("retry-after", "80")]), OK];
    let script = Script::new(steps);
    let client = script.client();
    // Four were accepted before the refusal, and none for eighty seconds: one in twenty seconds from now on.
    for _ in 0..6 {
        send(&client, &READ, patient()).await.unwrap();
    }
    let started = Instant::now();
    let error = send(&client, &OTHER, patient().max_total(10 * SECOND))
        .await
        .unwrap_err();
    assert!(matches!(error, Error::HeldBack { .. }), "{error:?}");
    assert_eq!((started.elapsed(), script.count()), (Duration::ZERO, 7));
    // Others wait for their turn.
    send(&client, &OTHER, patient()).await.unwrap();
    let took = started.elapsed();
    assert!(took >= 19 * SECOND && took < 21 * SECOND, "{took:?}");
}

#[tokio::test(start_paused = true)]
async fn after_a_hold_requests_leave_one_after_another_until_one_is_accepted() {
    let script = Script::new([limited(&[("retry-after", "5")]), Step::Silent]);
    let client = refused(&script).await;
    let held = join_all((0..4).map(|_| send(&client, &OTHER, patient())));
    assert!(timeout(20 * SECOND, held).await.is_err());
    let waits = script.waits();
    assert_eq!(waits.len(), 4);
    // The request that was refused had the rules of the default, with half a second.
    for wait in &waits[1..] {
        assert!(
            *wait >= SECOND / 2 && *wait <= SECOND / 2 + TICK,
            "{waits:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_redirect_that_is_followed_counts_towards_the_pace() {
    let moved = Step::Status(302, &[("location", "/elsewhere")]);
    let script = Script::new([moved, OK]);
    let builder = script.builder().follow_redirects(1);
    let client = builder.requests_per(2, 10 * SECOND).build().unwrap();
    send(&client, &READ, patient()).await.unwrap();
    send(&client, &READ, patient()).await.unwrap();
    let waits = script.waits();
    assert_eq!((waits.len(), waits[0]), (2, Duration::ZERO));
    assert!(waits[1] >= 10 * SECOND, "{waits:?}");
}

#[tokio::test(start_paused = true)]
async fn redirects_beyond_the_maximum_are_counted_in_the_error() {
    let moved = ["/a", "/b", "/c"];
    for (max, reason) in [(1, "more than one redirect"), (2, "more than 2 redirects")] {
        let steps = moved.map(|target| match target {
            "/a" => Step::Status(302, &[("location", "/a")]),
            "/b" => Step::Status(302, &[("location", "/b")]),
            _ => Step::Status(302, &[("location", "/c")]),
        });
        let script = Script::new(steps);
        let client = script.builder().follow_redirects(max).build().unwrap();
        let error = send(&client, &READ, patient()).await.unwrap_err();
        assert!(error.to_string().contains(reason), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn as_many_requests_wait_for_a_place_as_have_one_in_time() {
    let script = Script::new([OK]);
    let builder = script.builder().requests_per(3, 60 * SECOND);
    let client = builder.build().unwrap();
    let retry = patient().max_total(150 * SECOND);
    let started = Instant::now();
    let sent = (0..12).map(|_| async {
        let result = send(&client, &READ, retry).await;
        (result.is_ok(), started.elapsed())
    });
    let results = join_all(sent).await;
    for (index, (is_sent, took)) in results.into_iter().enumerate() {
        // Three at once, three a minute later, and three another minute later.
        let round = u32::try_from(index / 3).unwrap();
        assert_eq!(is_sent, round < 3, "{index}");
        let least = if is_sent {
            60 * round * SECOND
        } else {
            Duration::ZERO
        };
        assert!(took >= least && took <= least + SECOND, "{index}: {took:?}");
    }
    // Without any time, a free place makes no difference.
    let builder = script.builder().requests_per(3, 60 * SECOND);
    let client = builder.build().unwrap();
    let retry = patient().max_total(Duration::ZERO);
    let error = send(&client, &READ, retry).await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
}

/// Responds with 503 and a quota that is used up, which is full again at `reset`.
fn used_up(reset: &'static str) -> Script {
    let headers: &'static [(&str, &str)] = Vec::leak(vec![
        ("x-ratelimit-remaining", "0"),
        ("x-ratelimit-reset", reset),
    ]);
    Script::new([Step::Status(503, headers), OK])
}

#[tokio::test(start_paused = true)]
async fn a_reset_is_a_number_of_seconds_or_a_time_in_seconds_or_milliseconds() {
    for (reset, is_past) in [
        ("999999999", false),
        // 2001, in seconds.
        ("1000000000", true),
        // The year 5138, in seconds.
        ("99999999999", false),
        // 1973, in milliseconds.
        ("100000000000", true),
        ("1700000000000", true),
        ("99999999999999", false),
    ] {
        let script = used_up(reset);
        let result = send(&script.client(), &READ, patient()).await;
        assert_eq!(result.is_ok(), is_past, "{reset}");
        if let Err(error) = result {
            assert_eq!(error.attempts(), 1, "{reset}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_reset_that_is_no_time_is_not_among_what_was_tolerated() {
    for (reset, is_time) in [
        ("0", true),
        ("7", true),
        ("0.5", true),
        ("-7", false),
        ("NaN", false),
        ("inf", false),
        ("soon", false),
    ] {
        let client = used_up(reset).client();
        let error = send(&client, &READ, Retry::off()).await.unwrap_err();
        let tolerated = error.response().unwrap().tolerated();
        assert_eq!(!tolerated.is_empty(), is_time, "{reset}");
    }
}
