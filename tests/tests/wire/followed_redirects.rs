//! Redirects that a client follows, because it is told to.

use generated_client::{Call, Client, Error, Outcome, Retry, date, models::NewTimeEntry};
use test_server::{Reply, Server, response};

use crate::client::{TOKEN, empty_page};

fn following(server: &Server, redirects: u32) -> Client {
    Client::builder(TOKEN)
        .base_url(server.base_url())
        .retry(Retry::off())
        .max_redirects(redirects)
        .build()
        .unwrap()
}

fn redirect(status: &str, location: &str) -> String {
    response(status, &format!("location: {location}\r\n"), "Over there.")
}

fn replying<const N: usize>(responses: [String; N]) -> Server {
    Server::replying(responses.map(|response| Reply::Send(response.into())))
}

#[tokio::test]
async fn a_read_follows_redirects_on_the_same_server_with_its_token() {
    for status in [
        "301 Moved Permanently",
        "302 Found",
        "303 See Other",
        "307 Temporary Redirect",
        "308 Permanent Redirect",
    ] {
        let server = replying([
            redirect(status, "/api/v2/time_entries?page=9#top"),
            redirect(status, "other"),
            empty_page(),
        ]);
        let client = following(&server, 2);
        let request = client.get_time_entries().per_page(50);
        let response = request.send_with_metadata().await.unwrap();
        // Redirects are a part of one attempt.
        assert_eq!(response.attempts(), 1);
        for line in [
            "GET /api/v1/time_entries?per_page=50 HTTP/1.1",
            "GET /api/v2/time_entries?page=9 HTTP/1.1",
            "GET /api/v2/other HTTP/1.1",
        ] {
            let request = server.request();
            assert_eq!(request.line, line);
            assert_eq!(request.header("authorization"), [format!("Bearer {TOKEN}")]);
            assert_eq!(request.header("host"), [server.address.to_string()]);
        }
    }
}

#[tokio::test]
async fn secrets_do_not_go_to_another_server() {
    let other = Server::sending(empty_page());
    let location = format!("{}/time_entries", other.base_url());
    let server = replying([redirect("302 Found", &location)]);
    let request = following(&server, 1)
        .get_time_entries()
        .with_header("Cookie", "c00kie=1")
        .with_header("X-Api-Key", "k3y")
        .with_header("X-Team", "billing");
    request.send().await.unwrap();
    let followed = other.request();
    assert_eq!(followed.line, "GET /api/v1/time_entries HTTP/1.1");
    assert_eq!(followed.header("x-team"), ["billing"]);
    for name in ["authorization", "cookie", "x-api-key"] {
        assert_eq!(followed.header(name), [""; 0], "{name}");
    }
}

#[tokio::test]
async fn a_write_does_not_follow_a_redirect() {
    for status in ["302 Found", "303 See Other", "307 Temporary Redirect"] {
        let server = replying([redirect(status, "/api/v1/elsewhere"), empty_page()]);
        let entry = NewTimeEntry::new(7, date(2026, 11, 24), 90);
        let request = following(&server, 5).create_time_entry(entry);
        let error = request.send().await.unwrap_err();
        assert!(matches!(error, Error::Status { .. }), "{error:?}");
        assert_eq!(error.outcome(), Outcome::Unknown);
        server.request();
        assert!(server.is_untouched());
    }
}

#[tokio::test]
async fn redirects_beyond_the_maximum_are_an_error() {
    let server = Server::repeating(4, &redirect("302 Found", "/api/v1/time_entries"));
    let request = following(&server, 2).get_time_entries();
    let error = request.send().await.unwrap_err();
    assert_eq!(error.status().unwrap(), 302);
    server.requests(3);
    assert!(server.is_untouched());
}

#[tokio::test]
async fn the_target_of_a_redirect_can_be_out_of_reach() {
    let server = replying([redirect("302 Found", "http://127.0.0.1:1/x")]);
    let error = following(&server, 2).get_time_entries().send().await;
    let error = error.unwrap_err();
    assert!(error.is_connect(), "{error:?}");
    assert_eq!(error.outcome(), Outcome::NotApplied);
}

#[tokio::test]
async fn a_circle_and_a_redirect_too_many_are_errors_that_name_the_addresses() {
    let server = replying([
        redirect("302 Found", "/api/v1/a?key=s3cret"),
        redirect("302 Found", "/api/v1/time_entries"),
    ]);
    let client = Client::builder(TOKEN)
        .base_url(server.base_url())
        .retry(Retry::off())
        .follow_redirects(10)
        .build()
        .unwrap();
    let error = client.get_time_entries().send().await.unwrap_err();
    let base = server.base_url();
    assert_eq!(
        error.to_string(),
        format!(
            "GET /time_entries (get-time-entries): 302 Found: redirects go in a circle: \
             {base}/time_entries, then {base}/a, then {base}/time_entries: Over there."
        )
    );
    server.requests(2);
    assert!(server.is_untouched());

    let server = replying([
        redirect("302 Found", "b"),
        redirect("307 Temporary Redirect", "c"),
    ]);
    let error = following(&server, 1).get_time_entries().send().await;
    let base = server.base_url();
    assert_eq!(
        error.unwrap_err().to_string(),
        format!(
            "GET /time_entries (get-time-entries): 307 Temporary Redirect: more than one redirect: \
             {base}/time_entries, then {base}/b, then {base}/c: Over there."
        )
    );
    server.requests(2);
}

#[tokio::test]
async fn a_key_that_a_server_repeats_in_the_query_does_not_go_to_another_one() {
    let other = Server::sending(empty_page());
    let location = format!("{}/time_entries?page=2&token={TOKEN}&q=1", other.base_url());
    let server = replying([redirect("302 Found", &location)]);
    following(&server, 1)
        .get_time_entries()
        .send()
        .await
        .unwrap();
    let followed = other.request();
    assert_eq!(
        followed.line,
        "GET /api/v1/time_entries?page=2&q=1 HTTP/1.1"
    );
}
