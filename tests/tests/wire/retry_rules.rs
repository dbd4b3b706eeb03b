//! The settings of retries, and a 404 after a `DELETE` that was sent again.

use std::time::Duration;

use generated_client::{Attempt, Call, Client, Error, Hook, Outcome, Retry};
use test_server::{Reply, Server, response};

use crate::{
    calls::{Counter, Kind, eager, hooked},
    client::TOKEN,
};

const CLOSES: &str = "";

fn not_found() -> String {
    response("404 Not Found", "", "")
}

fn unavailable() -> String {
    response("503 Service Unavailable", "", "")
}

fn replying<const N: usize>(responses: [&str; N]) -> Server {
    Server::replying(responses.map(|response| Reply::Send(response.into())))
}

fn client(server: &Server) -> Client {
    hooked(server.base_url(), Counter::default())
}

#[tokio::test]
async fn a_404_after_a_lost_response_means_that_it_is_deleted() {
    for status in ["404 Not Found", "410 Gone"] {
        for lost in [CLOSES, &unavailable()] {
            let server = replying([lost, &response(status, "", "")]);
            let request = client(&server).delete_time_entry(9).with_retry(eager());
            let response = request.send_with_metadata().await.unwrap();
            assert_eq!(response.attempts(), 2);
            assert_eq!(response.status().as_str(), &status[..3]);
            server.requests(2);
        }
    }
}

#[tokio::test]
async fn a_404_without_a_lost_response_is_an_error() {
    let busy = response("429 Too Many Requests", "", "");
    // The status came: there was nothing to delete.
    let cut_off = "HTTP/1.1 404 Not Found\r\ncontent-length: 9\r\n\r\n{";
    let locked = "HTTP/1.1 422 Unprocessable Entity\r\ncontent-length: 9\r\n\r\n{";
    for before in [None, Some(&*busy), Some(cut_off), Some(locked)] {
        let last = not_found();
        let responses = before.into_iter().chain([&*last]);
        let count = responses.clone().count();
        let responses: Vec<_> = responses
            .map(|response| Reply::Send(response.into()))
            .collect();
        let server = Server::replying(responses);
        let result = Kind::Delete.send(&client(&server), eager()).await;
        let error = result.unwrap_err();
        assert_eq!(error.status().unwrap(), 404, "{before:?}");
        assert_eq!(error.outcome(), Outcome::NotApplied, "{before:?}");
        assert_eq!(error.attempts() as usize, count);
        server.requests(count);
    }
}

#[tokio::test]
async fn a_404_means_nothing_of_the_kind_to_other_requests() {
    let bold = eager().not_idempotent_too(true);
    for kind in [Kind::Get, Kind::Put, Kind::Post, Kind::DeleteSeveral] {
        let server = replying([&unavailable(), &not_found()]);
        let error = kind.send(&client(&server), bold).await.unwrap_err();
        assert_eq!(error.status().unwrap(), 404, "{kind:?}");
        let expected = match kind {
            Kind::Get => Outcome::NotApplied,
            _ => Outcome::Unknown,
        };
        assert_eq!(error.outcome(), expected, "{kind:?}");
        server.requests(2);
    }
}

#[tokio::test]
async fn a_request_that_is_not_idempotent_is_sent_again_if_asked_for_but_only_after_a_response() {
    let bold = eager().not_idempotent_too(true);
    for kind in [Kind::Post, Kind::DeleteSeveral] {
        for status in [
            "408 Request Timeout",
            "502 Bad Gateway",
            "504 Gateway Timeout",
        ] {
            let server = replying([&response(status, "", ""), &kind.success()]);
            let attempts = kind.send(&client(&server), bold).await.unwrap();
            assert_eq!(attempts, 2, "{kind:?}, {status}");
            server.requests(2);
        }
        for lost in [Reply::Send(Vec::new()), Reply::Reset, kind.cut_off()] {
            let server = Server::replying([lost, Reply::Send(kind.success().into())]);
            let error = kind.send(&client(&server), bold).await.unwrap_err();
            assert_eq!(error.outcome(), Outcome::Unknown, "{kind:?}");
            server.requests(1);
        }
    }
}

#[tokio::test]
async fn a_request_follows_its_own_rules_and_otherwise_those_of_its_client() {
    let build = |server: &Server, retry| {
        let builder = Client::builder(TOKEN).base_url(server.base_url());
        builder.retry(retry).build().unwrap()
    };
    for (of_client, of_request, sent) in [
        (Retry::off(), None, 1),
        (eager().max_attempts(0), None, 1),
        (eager().max_attempts(2), None, 2),
        (eager(), None, 4),
        (eager(), Some(Retry::off()), 1),
        (Retry::off(), Some(eager().max_attempts(3)), 3),
    ] {
        let server = Server::repeating(5, &unavailable());
        let client = build(&server, of_client);
        let request = client.get_time_entry(9);
        let request = match of_request {
            Some(retry) => request.with_retry(retry),
            None => request,
        };
        let error = request.send().await.unwrap_err();
        assert_eq!(error.attempts(), sent, "{of_client:?}, {of_request:?}");
        server.requests(sent as usize);
    }
}

#[tokio::test]
async fn a_request_that_is_not_sent_has_no_attempts() {
    let server = Server::sending(not_found());
    let counter = Counter::default();
    let client = hooked(server.base_url(), counter.clone());
    let request = client.get_time_entries().per_page(201);
    let error = request.send().await.unwrap_err();
    assert_eq!(error.attempts(), 0);
    assert_eq!(error.outcome(), Outcome::NotApplied);
    assert_eq!(counter.attempts(), [0; 0]);
    assert!(server.is_untouched());
}

/// A hook that stops every attempt but the first.
struct Once;

impl Hook for Once {
    fn before(&self, attempt: &mut Attempt) -> Result<(), String> {
        match attempt.number() {
            1 => Ok(()),
            _ => Err("once is enough".to_owned()),
        }
    }
}

#[tokio::test]
async fn a_hook_that_refuses_a_second_attempt_leaves_the_error_of_the_first() {
    for (first, outcome) in [
        (unavailable(), Outcome::Unknown),
        (
            response("429 Too Many Requests", "", ""),
            Outcome::NotApplied,
        ),
    ] {
        let server = replying([&first, &Kind::Put.success()]);
        let client = hooked(server.base_url(), Once);
        let error = Kind::Put.send(&client, eager()).await.unwrap_err();
        assert!(matches!(error, Error::Status { .. }), "{error:?}");
        assert_eq!(error.attempts(), 1);
        assert_eq!(error.outcome(), outcome);
        server.requests(1);
    }

    let server = replying([CLOSES, &Kind::Put.success()]);
    let client = hooked(server.base_url(), Once);
    let error = Kind::Put.send(&client, eager()).await.unwrap_err();
    assert!(matches!(error, Error::Transport { .. }), "{error:?}");
    assert_eq!(error.attempts(), 1);
    assert_eq!(error.outcome(), Outcome::Unknown);
    server.requests(1);
}

#[tokio::test]
async fn an_attempt_under_way_is_given_up_when_the_time_of_all_is_over() {
    let server = Server::stalling_after("");
    let counter = Counter::default();
    let client = hooked(server.base_url(), counter.clone());
    // The client waits longer for a response.
    let retry = Retry::default().max_total(Duration::from_secs(9));
    let sending = Kind::Put.send(&client, retry);
    let error = counter
        .without_patience(&server, sending)
        .await
        .unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert_eq!(error.attempts(), 1);
    assert_eq!(error.outcome(), Outcome::Unknown);
    server.requests(1);
}
