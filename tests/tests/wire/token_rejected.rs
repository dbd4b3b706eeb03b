//! A token that the API rejects, a refresh token that the server replaces, and token requests that are sent again.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use futures_util::future::pending;
use generated_client::{
    Attempt, Call, Client, Error, Hook, Outcome, ResponseBody, Retry, SendError, Sending,
    TokenSource, http::Response,
};
use tokio::time::{advance, sleep};

use crate::{
    calls::{Kind, eager},
    fake::{Fake, Got, Sent, respond, success},
    token_source::{
        TOKEN_URL, builder, client, credentials, friendly, kind_of, token, tokens, world,
    },
};

/// An API that takes only this token.
fn wants(wanted: &'static str) -> Arc<Fake> {
    world(move |got| async move {
        Ok(
            match got.header("authorization") == format!("Bearer {wanted}") {
                true => success(kind_of(&got)),
                false => respond(401, "{}"),
            },
        )
    })
}

#[tokio::test(start_paused = true)]
async fn after_a_401_a_request_of_any_kind_is_sent_once_more_with_a_new_token() {
    for kind in Kind::ALL {
        if kind == Kind::DeleteSeveral {
            continue;
        }
        // Retries have nothing to do with it.
        for retry in [eager(), Retry::off()] {
            let transport = wants("t2");
            let client = client(&transport, credentials());
            let attempts = kind.send(&client, retry).await.unwrap();
            assert_eq!(attempts, 2, "{kind:?}");
            assert_eq!(tokens(&transport), ["?", "t1", "?", "t2"], "{kind:?}");
            let bodies: Vec<String> = transport.got().into_iter().map(|got| got.body).collect();
            assert_eq!(bodies[1], bodies[3]);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_second_401_is_an_error() {
    let transport = wants("none");
    let client = client(&transport, credentials());
    let error = Kind::Post.send(&client, eager()).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 401);
    assert_eq!(
        (error.attempts(), error.outcome()),
        (2, Outcome::NotApplied)
    );
    assert_eq!(tokens(&transport), ["?", "t1", "?", "t2"]);
    // The second token is not used again either.
    Kind::Get.send(&client, eager()).await.unwrap_err();
    assert_eq!(tokens(&transport)[4..], ["?", "t3", "?", "t4"]);
}

#[tokio::test(start_paused = true)]
async fn the_attempt_after_a_401_is_none_of_those_that_the_rules_for_retries_count() {
    let number = AtomicU32::new(0);
    let transport = world(move |got| {
        let number = number.fetch_add(1, Ordering::Relaxed);
        async move {
            Ok(match number {
                0 => respond(401, "{}"),
                1 => respond(503, "{}"),
                _ => success(kind_of(&got)),
            })
        }
    });
    let client = client(&transport, credentials());
    let retry = eager().max_attempts(2);
    assert_eq!(Kind::Get.send(&client, retry).await.unwrap(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_403_or_another_status_is_not_about_the_token() {
    for status in [400, 403, 404, 407, 422, 500] {
        let transport = world(move |_| async move { Ok(respond(status, "{}")) });
        let client = client(&transport, credentials());
        let error = Kind::Post.send(&client, eager()).await.unwrap_err();
        assert_eq!(error.status().unwrap(), status);
        assert_eq!(tokens(&transport), ["?", "t1"], "{status}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_post_without_a_response_is_not_sent_again_for_a_token() {
    for lost in [
        || Err(SendError::maybe_sent("reset")),
        // The status says 401, but the response is not complete, so that it does not count.
        || Ok(respond(401, broken_body())),
    ] {
        let transport = world(move |_| async move { lost() });
        let client = client(&transport, credentials());
        let error = Kind::Post.send(&client, eager()).await.unwrap_err();
        assert_eq!(error.attempts(), 1);
        assert_eq!(tokens(&transport), ["?", "t1"]);
    }
}

/// A body that breaks off.
fn broken_body() -> ResponseBody {
    let stream = futures_util::stream::iter([Err::<_, std::io::Error>(
        std::io::ErrorKind::ConnectionReset.into(),
    )]);
    ResponseBody::streamed(http_body_util::StreamBody::new(stream))
}

#[tokio::test(start_paused = true)]
async fn a_request_in_doubt_is_not_sent_again_for_a_token() {
    // A proxy says 503, the next attempt 401. The first one may have taken effect.
    let number = AtomicU32::new(0);
    let transport = world(move |_| {
        let number = number.fetch_add(1, Ordering::Relaxed);
        async move { Ok(respond(if number == 0 { 503 } else { 401 }, "{}")) }
    });
    let client = client(&transport, credentials());
    let bold = eager().not_idempotent_too(true);
    let error = Kind::Post.send(&client, bold).await.unwrap_err();
    assert_eq!((error.attempts(), error.outcome()), (2, Outcome::Unknown));
    assert_eq!(tokens(&transport), ["?", "t1", "t1"]);
}

#[tokio::test(start_paused = true)]
async fn a_late_401_does_not_drop_the_token_that_came_after() {
    let transport = world(|got| async move {
        let is_old = got.header("authorization") == "Bearer t1";
        if is_old && got.method == "PUT" {
            sleep(Duration::from_secs(30)).await;
        }
        Ok(match is_old {
            true => respond(401, "{}"),
            false => success(kind_of(&got)),
        })
    });
    let client = client(&transport, credentials());
    let slow = tokio::spawn({
        let client = client.clone();
        async move { Kind::Put.send(&client, eager()).await }
    });
    sleep(Duration::from_secs(1)).await;
    assert_eq!(Kind::Get.send(&client, eager()).await.unwrap(), 2);
    assert_eq!(slow.await.unwrap().unwrap(), 2);
    assert_eq!(Kind::Get.send(&client, eager()).await.unwrap(), 1);
    assert_eq!(tokens(&transport), ["?", "t1", "t1", "?", "t2", "t2", "t2"]);
}

#[tokio::test(start_paused = true)]
async fn many_401_at_once_lead_to_one_new_token() {
    let transport = wants("t2");
    let client = client(&transport, credentials());
    let calls = (0..50).map(|_| client.get_time_entries().send());
    for result in futures_util::future::join_all(calls).await {
        result.unwrap();
    }
    let token_requests = tokens(&transport).iter().filter(|it| *it == "?").count();
    assert_eq!((token_requests, transport.count()), (2, 102));
}

/// Sets an `Authorization` of its own.
struct Own;

impl Hook for Own {
    fn before(&self, attempt: &mut Attempt) -> Result<(), String> {
        attempt.set_header("authorization", "Bearer own")
    }
}

#[tokio::test(start_paused = true)]
async fn a_401_to_the_token_of_a_later_hook_says_nothing_about_the_source() {
    let transport = wants("none");
    let client = builder(&transport, credentials())
        .hook(Own)
        .build()
        .unwrap();
    Kind::Get.send(&client, eager()).await.unwrap_err();
    assert_eq!(tokens(&transport), ["?", "own"]);
}

#[tokio::test(start_paused = true)]
async fn without_a_new_token_the_401_is_the_error() {
    let number = AtomicU32::new(0);
    let transport = Fake::new(move |got| {
        let is_first = number.fetch_add(1, Ordering::Relaxed) == 0;
        async move {
            Ok(match got.uri == TOKEN_URL {
                true if is_first => token("t1", ""),
                true => respond(400, r#"{"error":"invalid_grant"}"#),
                false => respond(401, r#"{"errors":[]}"#),
            })
        }
    });
    let client = client(&transport, credentials());
    let error = Kind::Post.send(&client, eager()).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 401);
    assert_eq!(
        (error.attempts(), error.outcome()),
        (1, Outcome::NotApplied)
    );
}

/// An API, and a token endpoint with one result after another.
fn refreshing<const N: usize>(script: [fn(&Got) -> Sent; N]) -> Arc<Fake> {
    let script = Mutex::new(script.into_iter());
    Fake::new(move |got| {
        let is_token_request = got.uri == TOKEN_URL;
        let next = is_token_request.then(|| script.lock().unwrap().next());
        async move {
            match next {
                Some(next) => next.expect("one token request too many")(&got),
                None => Ok(success(kind_of(&got))),
            }
        }
    })
}

/// The refresh tokens that were sent.
fn refresh_tokens(transport: &Fake) -> Vec<String> {
    let bodies = transport.got().into_iter().map(|got| got.body);
    let sent = bodies.filter_map(|body| Some(body.split_once("refresh_token=")?.1.to_owned()));
    sent.collect()
}

fn rotated(access: &str, refresh: &str) -> Response<ResponseBody> {
    token(
        access,
        &format!(r#","expires_in":1,"refresh_token":"{refresh}""#),
    )
}

fn refresh() -> TokenSource {
    TokenSource::refresh_token(TOKEN_URL, "r0")
}

async fn call(client: &Client) -> Result<u32, Error> {
    sleep(Duration::from_secs(2)).await;
    Kind::Post.send(client, eager()).await
}

#[tokio::test(start_paused = true)]
async fn a_new_refresh_token_takes_the_place_of_the_old_one_and_is_handed_over() {
    let transport = refreshing([
        |_| Ok(rotated("a1", "r1")),
        |_| Ok(token("a2", r#","expires_in":1"#)),
        |_| Ok(rotated("a3", "r1")),
        |_| Ok(rotated("a4", "r4")),
    ]);
    let stored = Arc::<Mutex<Vec<String>>>::default();
    let store = stored.clone();
    let source =
        refresh().on_new_refresh_token(move |token| store.lock().unwrap().push(token.to_owned()));
    let client = client(&transport, source.clone());
    assert_eq!(source.current_refresh_token().as_deref(), Some("r0"));
    for expected in ["r1", "r1", "r1", "r4"] {
        call(&client).await.unwrap();
        assert_eq!(source.current_refresh_token().as_deref(), Some(expected));
    }
    assert_eq!(*stored.lock().unwrap(), ["r1", "r4"]);
    assert_eq!(refresh_tokens(&transport), ["r0", "r1", "r1", "r1"]);
    assert_eq!(credentials().current_refresh_token(), None);
}

#[tokio::test(start_paused = true)]
async fn a_refresh_token_that_was_not_sent_is_sent_again() {
    let transport = refreshing([
        |_| Err(SendError::not_sent("no route").connect()),
        |_| Ok(respond(429, "{}")),
        |_| Ok(rotated("a1", "r1")),
    ]);
    let client = client(&transport, refresh());
    assert_eq!(call(&client).await.unwrap(), 1);
    assert_eq!(refresh_tokens(&transport), ["r0"; 3]);
    // It is no request for a connection that was idle.
    assert!(transport.got()[0].sending.needs_fresh_connection());
}

#[tokio::test(start_paused = true)]
async fn a_refresh_token_that_may_have_been_sent_is_not_sent_again() {
    let losses: [fn(&Got) -> Sent; 5] = [
        |_| Err(SendError::maybe_sent("reset")),
        |_| Ok(respond(503, "busy")),
        |_| Ok(respond(500, "{}")),
        |_| Ok(respond(200, broken_body())),
        |_| Ok(respond(200, "<html>")),
    ];
    for lost in losses {
        let transport = refreshing([lost, |_| Ok(rotated("a1", "r1")), lost]);
        let client = client(&transport, refresh());
        let error = call(&client).await.unwrap_err();
        assert!(matches!(error, Error::Invalid(_)), "{error:?}");
        assert_eq!(error.outcome(), Outcome::NotApplied);
        assert_eq!(refresh_tokens(&transport), ["r0"]);
        // It may be one that the server does not replace, so a later request can use it.
        call(&client).await.unwrap();
        // Now it is known that the server replaces it.
        for _ in 0..2 {
            let error = call(&client).await.unwrap_err().to_string();
            assert!(
                error.ends_with("; the refresh token may be used up, get a new one"),
                "{error}"
            );
        }
        assert_eq!(refresh_tokens(&transport), ["r0", "r0", "r1"]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_valid_token_is_used_to_its_end_although_the_refresh_token_is_used_up() {
    let transport = refreshing([
        |_| {
            let more = r#","expires_in":600,"refresh_token":"r1""#;
            Ok(token("a1", more))
        },
        |_| Err(SendError::maybe_sent("reset")),
    ]);
    let client = client(&transport, refresh());
    call(&client).await.unwrap();
    for (seconds, is_valid) in [
        (545, true),
        (20, true),
        (20, true),
        (20, false),
        (20, false),
    ] {
        sleep(Duration::from_secs(seconds - 2)).await;
        assert_eq!(call(&client).await.is_ok(), is_valid, "{seconds}");
    }
    assert_eq!(refresh_tokens(&transport), ["r0", "r1"]);
}

#[tokio::test(start_paused = true)]
async fn a_refresh_token_that_the_server_rejects_is_not_used_up() {
    let transport = refreshing([
        |_| Ok(rotated("a1", "r1")),
        |_| Ok(respond(400, r#"{"error":"invalid_scope"}"#)),
        |_| Ok(rotated("a2", "r2")),
    ]);
    let client = client(&transport, refresh());
    call(&client).await.unwrap();
    call(&client).await.unwrap_err();
    call(&client).await.unwrap();
    assert_eq!(refresh_tokens(&transport), ["r0", "r1", "r1"]);
}

#[tokio::test(start_paused = true)]
async fn a_refresh_is_not_sent_twice_if_the_call_that_waits_for_it_is_dropped() {
    // It left, and is lost for the call that gave up. The next one goes on to wait.
    let transport = Fake::new(|got| async move {
        if got.uri != TOKEN_URL {
            return Ok(success(kind_of(&got)));
        }
        let sending: Sending = got.sending.clone();
        sending.wait();
        assert!(sending.leave());
        sleep(Duration::from_secs(5)).await;
        Ok(rotated("a1", "r1"))
    });
    let client = client(&transport, refresh());
    let request = client
        .get_time_entries()
        .with_timeout(Duration::from_secs(1));
    request.with_retry(Retry::off()).send().await.unwrap_err();
    client.get_time_entries().send().await.unwrap();
    assert_eq!(refresh_tokens(&transport), ["r0"]);
}

#[tokio::test(start_paused = true)]
async fn the_client_credentials_grant_is_retried() {
    let failures: [fn(&Got) -> Sent; 6] = [
        |_| Err(SendError::not_sent("no route").connect()),
        |_| Err(SendError::maybe_sent("reset")),
        |_| Ok(respond(503, "busy")),
        |_| Ok(respond(500, "{}")),
        |_| Ok(respond(429, "{}")),
        |_| Ok(respond(200, broken_body())),
    ];
    for failure in failures {
        let transport = refreshing([failure, failure, |_| Ok(token("t1", ""))]);
        let client = client(&transport, credentials());
        assert_eq!(call(&client).await.unwrap(), 1);
        assert_eq!(tokens(&transport), ["?", "?", "?", "t1"]);

        let transport = refreshing([failure; 3]);
        let client = crate::token_source::client(&transport, credentials());
        call(&client).await.unwrap_err();
        assert_eq!(tokens(&transport), ["?", "?", "?"]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_request_that_was_left_until_its_time_was_over_is_made_again() {
    let number = AtomicU32::new(0);
    let transport = Fake::new(move |got| {
        let number = number.fetch_add(1, Ordering::Relaxed);
        async move {
            match number {
                0 => pending().await,
                1 => Ok(token("t1", "")),
                _ => Ok(success(kind_of(&got))),
            }
        }
    });
    let client = client(&transport, credentials());
    let dropped = client
        .get_time_entries()
        .with_timeout(Duration::from_millis(10));
    dropped.with_retry(Retry::off()).send().await.unwrap_err();
    advance(Duration::from_secs(900)).await;
    client.get_time_entries().send().await.unwrap();
    assert_eq!(tokens(&transport), ["?", "?", "t1"]);
}

#[tokio::test(start_paused = true)]
async fn a_token_request_that_was_left_and_has_a_response_or_may_be_used_up_is_not_made_again() {
    let refresh = TokenSource::refresh_token(TOKEN_URL, "r0");
    for (source, has_response, wait) in [(credentials(), true, 1), (refresh, false, 900)] {
        let transport = Fake::new(move |_| async move {
            sleep(Duration::from_millis(500)).await;
            match has_response {
                true => Ok(respond(401, r#"{"error":"invalid_client"}"#)),
                false => pending().await,
            }
        });
        let client = client(&transport, source);
        let dropped = client
            .get_time_entries()
            .with_timeout(Duration::from_millis(10));
        dropped.with_retry(Retry::off()).send().await.unwrap_err();
        advance(Duration::from_secs(wait)).await;
        let error = client.get_time_entries().send().await.unwrap_err();
        assert!(matches!(error, Error::Invalid(_)), "{error:?}");
        assert_eq!(tokens(&transport), ["?"]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_transport_that_panics_once_does_not_end_the_source() {
    let transport = refreshing([|_| panic!("on purpose"), |_| Ok(token("t1", ""))]);
    let client = client(&transport, credentials());
    let error = call(&client).await.unwrap_err().to_string();
    assert!(error.ends_with("/token: the transport panicked"), "{error}");
    call(&client).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn chunks_and_pages_have_the_token_in_each_request() {
    let transport = friendly();
    let client = client(&transport, credentials());
    let entries = client.get_time_entries().stream().all().await.unwrap();
    assert_eq!(entries.len(), 1);
    assert_eq!(tokens(&transport), ["?", "t1"]);
}
