//! Connections that fail, break off, stall, or are slow.

use std::{error::Error as _, net::TcpListener, sync::mpsc::channel, time::Duration};

use generated_client::{
    Call, Client, Error, Outcome, Retry, Tolerance, date, models::NewTimeEntry,
};
use test_server::{Reply, Server, json_response};

use crate::client::{TOKEN, client, empty_page};

const START: &str = "GET /time_entries (get-time-entries): ";

async fn list_error(server: &Server) -> Error {
    let result = client(server).get_time_entries().send().await;
    result.unwrap_err()
}

fn impatient(server: &Server, timeout: Duration) -> Client {
    Client::builder(TOKEN)
        .base_url(server.base_url())
        .timeout(timeout)
        .retry(Retry::off())
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_body_that_breaks_off_keeps_what_arrived() {
    let response =
        "HTTP/1.1 200 OK\r\nx-request-id: r-3\r\ncontent-length: 99\r\n\r\n{\"count\":1,\"re";
    let error = list_error(&Server::sending(response)).await;
    assert!(matches!(error, Error::Interrupted { .. }), "{error:?}");
    assert!(!error.is_timeout() && !error.is_connect());
    assert_eq!(error.status().unwrap().as_u16(), 200);
    assert_eq!(error.request_id(), Some("r-3"));
    assert_eq!(error.raw_body(), Some(&b"{\"count\":1,\"re"[..]));
    let start = format!("{START}200 OK (request id r-3): the response broke off after 14 bytes: ");
    assert!(error.to_string().starts_with(&start), "{error}");
    assert!(error.source().is_some());
}

#[tokio::test]
async fn a_body_in_chunks_that_breaks_off_is_no_page_even_if_it_looks_whole() {
    let whole = json_response("").replace("content-length: 0", "transfer-encoding: chunked");
    let body = empty_page();
    let body = body.split_once("\r\n\r\n").unwrap().1;
    // The last chunk, of length 0, is missing.
    let response = format!("{whole}{:x}\r\n{body}\r\n", body.len());
    let error = list_error(&Server::sending(response)).await;
    assert!(matches!(error, Error::Interrupted { .. }), "{error:?}");
    assert_eq!(error.raw_body(), Some(body.as_bytes()));
}

#[tokio::test]
async fn an_error_body_that_breaks_off() {
    let response = "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 50\r\n\r\n<html>";
    let error = list_error(&Server::sending(response)).await;
    assert!(matches!(error, Error::Interrupted { .. }), "{error:?}");
    assert_eq!(error.status().unwrap().as_u16(), 503);
    assert_eq!(error.raw_body(), Some(&b"<html>"[..]));
    let start = format!("{START}503 Service Unavailable: the response broke off after 6 bytes: ");
    assert!(error.to_string().starts_with(&start), "{error}");
}

#[tokio::test]
async fn a_connection_that_closes_before_there_is_a_response() {
    for response in [
        "",
        "HTTP/1.1 200",
        "HTTP/1.1 200 OK\r\ncontent-le",
        "no HTTP at all\r\n\r\n",
    ] {
        let error = list_error(&Server::sending(response)).await;
        assert!(matches!(error, Error::Transport { .. }), "{error:?}");
        assert!(!error.is_timeout() && !error.is_connect());
        assert_eq!(error.status(), None);
        assert_eq!(error.raw_body(), None);
        assert_eq!(error.request_id(), None);
        assert_eq!(error.operation().id, "get-time-entries");
        let start = format!("{START}no response: ");
        assert!(error.to_string().starts_with(&start), "{error}");
    }
}

#[tokio::test]
async fn no_request_is_sent_again_by_default() {
    let responses = ["", &empty_page()].map(|reply| Reply::Send(reply.into()));
    let server = Server::replying(responses);
    let entry = NewTimeEntry::new(7, date(2026, 11, 24), 90);
    let request = client(&server).create_time_entry(entry);
    let error = request.send().await.unwrap_err();
    assert!(matches!(error, Error::Transport { .. }), "{error:?}");
    assert_eq!(server.request().line, "POST /api/v1/time_entries HTTP/1.1");
    assert!(server.is_untouched());
}

#[tokio::test]
async fn a_closed_port() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let client = Client::builder(TOKEN)
        .base_url(format!("http://{address}"))
        .retry(Retry::off())
        .build()
        .unwrap();
    let error = client.delete_time_entry(7).send().await.unwrap_err();
    assert!(matches!(error, Error::Transport { .. }), "{error:?}");
    assert!(error.is_connect() && !error.is_timeout());
    let start = "DELETE /time_entries/{id} (delete-time-entry): no connection: ";
    assert!(error.to_string().starts_with(start), "{error}");
}

#[tokio::test]
async fn no_response_in_time() {
    let server = Server::stalling_after("");
    let client = impatient(&server, Duration::from_millis(50));
    let error = client.get_time_entries().send().await.unwrap_err();
    assert!(matches!(error, Error::Transport { .. }), "{error:?}");
    assert!(error.is_timeout() && !error.is_connect());
    assert_eq!(
        error.to_string(),
        format!("{START}no response in time: operation timed out")
    );
}

#[tokio::test]
async fn the_rest_of_the_body_not_in_time() {
    let server = Server::stalling_after("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{\"c");
    // Long enough for the beginning to arrive.
    let client = impatient(&server, Duration::from_secs(2));
    let error = client.get_time_entries().send().await.unwrap_err();
    assert!(matches!(error, Error::Interrupted { .. }), "{error:?}");
    assert!(error.is_timeout());
    assert_eq!(error.raw_body(), Some(&b"{\"c"[..]));
    assert_eq!(
        error.to_string(),
        format!("{START}200 OK: the response broke off after 3 bytes: operation timed out")
    );
}

#[tokio::test]
async fn a_body_where_there_cannot_be_one_is_an_error_of_a_strict_client_but_what_was_asked_for_is_done()
 {
    let response = "HTTP/1.1 204 No Content\r\ncontent-length: 5\r\nconnection: close\r\n\r\nhello";
    let server = Server::sending(response);
    let strict = Client::builder(TOKEN)
        .base_url(server.base_url())
        .retry(Retry::off())
        .strict();
    let request = strict.build().unwrap().delete_time_entry(7);
    let error = request.send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "DELETE /time_entries/{id} (delete-time-entry): 204 No Content: not the documented response: \
         a body of 5 bytes after a status that has none"
    );
    assert_eq!(error.outcome(), Outcome::Applied);
    let server = Server::sending(response);
    let request = client(&server).delete_time_entry(7);
    let deleted = request.send_with_metadata().await.unwrap();
    assert_eq!(deleted.tolerated()[0].tolerance(), Tolerance::IgnoredBody);
    assert_eq!(deleted.raw.outcome(), Outcome::Applied);
}

#[tokio::test]
async fn a_response_that_ends_with_the_connection() {
    let body = empty_page();
    let body = body.split_once("\r\n\r\n").unwrap().1;
    let server = Server::sending(format!("HTTP/1.0 200 OK\r\n\r\n{body}"));
    let page = client(&server).get_time_entries().send().await.unwrap();
    assert_eq!(page.count, 0);
}

#[tokio::test]
async fn requests_under_way_at_once_get_their_own_responses() {
    let (go_on, signal) = channel();
    let first = r#"{"count":1,"meta":{"count":1,"page_count":1,"page_number":1,"page_size":1},"results":[]}"#;
    let second = first.replace("\"count\":1", "\"count\":2");
    let server = Server::replying([
        Reply::After(signal, json_response(first).into()),
        Reply::Send(json_response(&second).into()),
    ]);
    let client = client(&server);
    let request = client.get_time_entries().page(1);
    let slow = tokio::spawn(request.send());
    while server.is_untouched() {
        tokio::task::yield_now().await;
    }
    let request = client.get_time_entries().page(2);
    assert_eq!(request.send().await.unwrap().count, 2);
    go_on.send(()).unwrap();
    assert_eq!(slow.await.unwrap().unwrap().count, 1);
}

#[tokio::test]
async fn an_address_that_is_too_long_is_not_sent() {
    let server = Server::sending(empty_page());
    let request = client(&server)
        .get_time_entries()
        .only(vec![u64::MAX; 4_000]);
    let error = request.send().await.unwrap_err();
    assert!(matches!(error, Error::Invalid(_)), "{error:?}");
    let start = format!("{START}not sent: URL: ");
    assert!(error.to_string().starts_with(&start), "{error}");
    assert!(server.is_untouched());
}
