//! Redirects are not followed. Where an HTTP client of the caller's own follows one, the response is refused.

use generated_client::{
    Call, Client, Error, Outcome, date, models::NewTimeEntry, reqwest::redirect::Policy,
};
use test_server::{Reply, Server, response};

use crate::client::{TOKEN, client, empty_page, own_http};

const STATUSES: [&str; 5] = [
    "301 Moved Permanently",
    "302 Found",
    "303 See Other",
    "307 Temporary Redirect",
    "308 Permanent Redirect",
];

fn redirect(status: &str, location: &str) -> String {
    let headers = format!("x-request-id: r-1\r\nlocation: {location}\r\n");
    response(status, &headers, "Over there.")
}

/// A client that would follow redirects, and would try again.
fn following(server: &Server) -> Client {
    let http = own_http().redirect(Policy::limited(3)).build().unwrap();
    Client::builder(TOKEN)
        .base_url(server.base_url())
        .transport(http)
        .build()
        .unwrap()
}

/// Lists entries, or creates one.
async fn call(client: &Client, create: bool) -> Error {
    let result = if create {
        let entry = NewTimeEntry::new(7, date(2026, 11, 24), 90);
        client.create_time_entry(entry).send().await
    } else {
        client.get_time_entries().send().await
    };
    result.unwrap_err()
}

fn operation(create: bool) -> &'static str {
    if create {
        "POST /time_entries (create-time-entry)"
    } else {
        "GET /time_entries (get-time-entries)"
    }
}

#[tokio::test]
async fn no_redirect_is_followed_and_the_token_goes_nowhere_else() {
    for (status, create) in STATUSES
        .into_iter()
        .flat_map(|it| [(it, false), (it, true)])
    {
        let other = Server::sending(empty_page());
        let location = format!("{}/time_entries", other.base_url());
        let server = Server::sending(redirect(status, &location));
        let error = call(&client(&server), create).await;
        assert!(matches!(error, Error::Status { .. }), "{error:?}");
        assert_eq!(
            error.to_string(),
            format!(
                "{}: {status} (request id r-1): a redirect to {location}, which is not followed: \
                 Over there.",
                operation(create)
            )
        );
        let outcome = match create {
            true => Outcome::Unknown,
            false => Outcome::NotApplied,
        };
        assert_eq!(error.outcome(), outcome);
        assert!(other.is_untouched());
    }
}

#[tokio::test]
async fn a_redirect_to_another_path_of_the_same_server_is_not_followed_either() {
    for status in STATUSES {
        for location in [
            "/api/v2/time_entries",
            "?page=2",
            "time_entries",
            "#here",
            "",
        ] {
            let responses = [redirect(status, location), empty_page()];
            let server = Server::replying(responses.map(|response| Reply::Send(response.into())));
            let error = client(&server).delete_time_entry(7).send().await;
            let error = error.unwrap_err();
            assert!(matches!(error, Error::Status { .. }), "{error:?}");
            assert_eq!(
                server.request().line,
                "DELETE /api/v1/time_entries/7 HTTP/1.1"
            );
            assert!(server.is_untouched());
        }
    }
}

#[tokio::test]
async fn a_redirect_that_the_callers_http_client_follows_is_an_error_and_is_not_tried_again() {
    for (status, create) in STATUSES
        .into_iter()
        .flat_map(|it| [(it, false), (it, true)])
    {
        let other = Server::repeating(2, &empty_page());
        let location = format!("{}/time_entries", other.base_url());
        let server = Server::repeating(2, &redirect(status, &location));
        let error = call(&following(&server), create).await;
        assert!(matches!(error, Error::Transport { .. }), "{error:?}");
        assert_eq!(
            error.to_string(),
            format!(
                "{}: no response: the HTTP client followed a redirect, \
                 which can change the request",
                operation(create)
            )
        );
        assert_eq!(error.attempts(), 1);
        let outcome = match create {
            true => Outcome::Unknown,
            false => Outcome::NotApplied,
        };
        assert_eq!(error.outcome(), outcome);
        assert_eq!(
            server.request().header("authorization"),
            [format!("Bearer {TOKEN}")]
        );
        assert_eq!(other.request().header("authorization"), [""; 0]);
        assert!(server.is_untouched() && other.is_untouched());
    }
}

#[tokio::test]
async fn redirects_in_a_circle_end() {
    // A redirect that is followed without end leads back to its own address.
    let server = Server::repeating(
        9,
        &redirect("307 Temporary Redirect", "/api/v1/time_entries"),
    );
    let error = call(&following(&server), true).await;
    assert!(matches!(error, Error::Transport { .. }), "{error:?}");
    assert_eq!(
        error.to_string(),
        "POST /time_entries (create-time-entry): no response: too many redirects"
    );
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(error.attempts(), 1);
}

#[tokio::test]
async fn a_redirect_that_cannot_be_followed_does_not_undo_the_request() {
    for location in ["ftp://h.example/", "gopher://h.example/1"] {
        let server = Server::repeating(2, &redirect("307 Temporary Redirect", location));
        let error = call(&following(&server), true).await;
        assert!(matches!(error, Error::Transport { .. }), "{error:?}");
        assert_eq!(error.outcome(), Outcome::Unknown, "{location}");
        assert_eq!(error.attempts(), 1);
        server.request();
        assert!(server.is_untouched());
    }
}
