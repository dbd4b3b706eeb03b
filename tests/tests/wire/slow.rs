//! Slow servers, and servers that never finish: every request ends.

use std::{
    io::{self, Write},
    net::{TcpListener, TcpStream},
    thread::sleep,
    time::Duration,
};

use generated_client::{
    Call, Client, ClientBuilder, Error, Outcome, Retry, date, models::NewTimeEntry,
    models::TimeEntryPage,
};
use test_server::Server;

use crate::client::{TOKEN, empty_page};

const START: &str = "GET /time_entries (get-time-entries): ";

/// Long enough for the beginning of a response to arrive.
const SHORT: Duration = Duration::from_millis(1500);

fn builder(base_url: String) -> ClientBuilder<Client> {
    Client::builder(TOKEN)
        .base_url(base_url)
        .retry(Retry::off())
}

async fn list(server: &Server, timeout: Duration) -> Result<TimeEntryPage, Error> {
    let client = builder(server.base_url()).build().unwrap();
    let request = client.get_time_entries().with_timeout(timeout);
    request.send().await
}

/// Sends `first`, then `again` until the client closes the connection.
fn without_end(
    first: impl Into<Vec<u8>>,
    again: impl Into<Vec<u8>>,
    pause: Duration,
) -> impl FnOnce(&mut TcpStream) -> io::Result<()> {
    let (first, again) = (first.into(), again.into());
    move |stream| {
        stream.write_all(&first)?;
        loop {
            sleep(pause);
            stream.write_all(&again)?;
        }
    }
}

const AT_ONCE: Duration = Duration::ZERO;

const NOW_AND_THEN: Duration = Duration::from_millis(20);

#[tokio::test]
async fn a_connection_that_is_not_made_in_time() {
    // The system accepts the connection, and there is no response to the handshake of TLS.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let client = builder(format!("https://{}", listener.local_addr().unwrap()))
        .connect_timeout(Duration::from_millis(50))
        .build()
        .unwrap();
    let entry = NewTimeEntry::new(7, date(2026, 11, 24), 90);
    let error = client.create_time_entry(entry).send().await.unwrap_err();
    assert!(matches!(error, Error::Transport { .. }), "{error:?}");
    assert!(error.is_connect() && error.is_timeout());
    assert_eq!(
        error.to_string(),
        "POST /time_entries (create-time-entry): no connection in time: operation timed out"
    );
    assert_eq!(error.outcome(), Outcome::NotApplied);
}

#[tokio::test]
async fn a_pause_within_a_body_that_is_too_long() {
    let response = "HTTP/1.1 200 OK\r\nx-request-id: r-1\r\ncontent-length: 9\r\n\r\n{\"c";
    let server = Server::stalling_after(response);
    let pause = Duration::from_millis(300);
    let client = builder(server.base_url())
        .read_timeout(pause)
        .build()
        .unwrap();
    let error = client.get_time_entries().send().await.unwrap_err();
    assert!(matches!(error, Error::Interrupted { .. }), "{error:?}");
    assert!(error.is_timeout() && !error.is_connect());
    assert_eq!(error.raw_body(), Some(&b"{\"c"[..]));
    assert_eq!(
        error.to_string(),
        format!(
            "{START}200 OK (request id r-1): the response broke off after 3 bytes: \
             nothing arrived for 300ms"
        )
    );
}

#[tokio::test]
async fn many_short_pauses_are_no_long_one() {
    let pause = Duration::from_secs(2);
    let server = Server::doing(move |stream| {
        let response = empty_page().into_bytes();
        for piece in response.chunks(response.len().div_ceil(12)) {
            stream.write_all(piece)?;
            sleep(pause / 10);
        }
        Ok(())
    });
    let client = builder(server.base_url())
        .read_timeout(pause)
        .build()
        .unwrap();
    client.get_time_entries().send().await.unwrap();
}

#[tokio::test]
async fn time_to_think_is_no_pause_within_a_body() {
    let server = Server::doing(|stream| {
        sleep(Duration::from_millis(600));
        stream.write_all(empty_page().as_bytes())
    });
    let client = builder(server.base_url())
        .read_timeout(Duration::from_millis(300))
        .build()
        .unwrap();
    client.get_time_entries().send().await.unwrap();
}

#[tokio::test]
async fn a_body_that_comes_byte_by_byte_ends_with_the_time_for_the_whole() {
    for (head, again) in [
        ("content-length: 1000000", " "),
        ("transfer-encoding: chunked", "1\r\n \r\n"),
        ("connection: close", " "),
    ] {
        let head = format!("HTTP/1.1 200 OK\r\nx-request-id: r-1\r\n{head}\r\n\r\n");
        let server = Server::doing(without_end(head, again, NOW_AND_THEN));
        let error = list(&server, SHORT).await.unwrap_err();
        assert!(matches!(error, Error::Interrupted { .. }), "{error:?}");
        assert!(error.is_timeout());
        let arrived = error.raw_body().unwrap();
        assert!(arrived.iter().all(|byte| *byte == b' '));
        assert_eq!(
            error.to_string(),
            format!(
                "{START}200 OK (request id r-1): the response broke off after {} bytes: \
                 operation timed out",
                arrived.len()
            )
        );
    }
}

#[tokio::test]
async fn a_head_that_does_not_end() {
    for (first, again, pause) in [
        // Header by header, and byte by byte in one of them.
        ("HTTP/1.1 200 OK\r\n", "x: 1\r\n", NOW_AND_THEN),
        ("HTTP/1.1 200 OK\r\nx: ", "1", NOW_AND_THEN),
        // Interim responses, and never a final one.
        ("", "HTTP/1.1 100 Continue\r\n\r\n", NOW_AND_THEN),
        (
            "",
            "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n",
            NOW_AND_THEN,
        ),
    ] {
        let server = Server::doing(without_end(first, again, pause));
        let error = list(&server, SHORT).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("{START}no response in time: operation timed out"),
            "{again}"
        );
    }
    // As fast as possible: only a limited part of it is kept.
    let server = Server::doing(without_end(
        "HTTP/1.1 200 OK\r\nx: ",
        "1".repeat(999),
        AT_ONCE,
    ));
    let error = list(&server, Duration::from_secs(100)).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("{START}no response: message head is too large")
    );
}

#[tokio::test]
async fn a_body_of_tiny_pieces_without_end_is_bounded_in_size_and_in_time() {
    let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
    let tiny = || without_end(head, "1\r\n \r\n".repeat(100), AT_ONCE);
    let client = |server: &Server| builder(server.base_url()).max_body(5000);

    let server = Server::doing(tiny());
    let client = client(&server).build().unwrap();
    let error = client.get_time_entries().send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "{START}200 OK: the response broke off after 5000 bytes: it is larger than the limit of 5000 bytes"
        )
    );

    let server = Server::doing(tiny());
    let error = list(&server, SHORT).await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
}

#[tokio::test]
async fn an_endless_compressed_body_without_content_is_bounded_in_time() {
    // A whole text in gzip, and an empty one.
    let nothing: &[u8] = &[
        0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];
    let head = "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\n";
    let server = Server::doing(without_end(head, nothing.repeat(100), AT_ONCE));
    let error = list(&server, SHORT).await.unwrap_err();
    assert!(matches!(error, Error::Interrupted { .. }), "{error:?}");
    assert!(error.is_timeout(), "{error:?}");
    assert_eq!(error.raw_body(), Some(&b""[..]));
}
