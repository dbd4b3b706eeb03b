//! The token is sent, and shown nowhere.

use std::{error::Error as _, time::Duration};

use generated_client::{Call, Client, Error, Retry, Token, date, models::NewTimeEntry};
use test_server::{Server, json_response, response};

use crate::client::{TOKEN, client, empty_page, offline};

/// Fails if a text shows the token or a part of it.
fn assert_hidden(text: &str) {
    assert!(
        !text.contains("s3cret") && !text.contains("t0ken"),
        "{text}"
    );
}

#[tokio::test]
async fn the_token_is_sent_as_a_bearer_token() {
    let server = Server::sending(empty_page());
    let request = client(&server).get_time_entries();
    request.send().await.unwrap();
    assert_eq!(
        server.request().header("authorization"),
        ["Bearer s3cret-t0ken"]
    );
}

#[test]
fn the_token_is_not_in_debug_output() {
    let builder = Client::builder(TOKEN).default_header("Cookie", "s3cret");
    assert_hidden(&format!("{builder:?} {builder:#?}"));
    let client = builder.build().unwrap();
    assert_hidden(&format!("{client:?} {client:#?}"));
    let token = Token::from(TOKEN);
    assert_eq!(format!("{token} {token:?}"), "[redacted] Token([redacted])");

    let request = client
        .get_time_entries()
        .with_header("X-Api-Key", "s3cret")
        .with_header("Cookie", "s3cret");
    assert_hidden(&format!("{request:?} {request:#?}"));
    assert_hidden(&format!("{:?}", request.request().headers()));
    assert_hidden(&request.request().url().unwrap());
    let entry = NewTimeEntry::new(7, date(2026, 11, 24), 90);
    let request = client.create_time_entry(entry);
    assert_hidden(&format!("{request:?} {:?}", request.request().body()));
}

#[test]
fn the_token_can_be_read_from_a_request_on_purpose() {
    let request = offline().get_time_entries();
    let header = &request.request().headers()["authorization"];
    assert!(header.is_sensitive());
    assert_eq!(header, "Bearer s3cret-t0ken");
}

#[test]
fn the_token_is_not_in_a_refusal() {
    for token in ["s3cret t0ken", "s3cret-t0ken\n", "s3cret-t0kén"] {
        let error = Client::new(token).unwrap_err();
        assert_hidden(&format!("{error} {error:?}"));
    }
    let error = Client::builder(TOKEN)
        .default_header("x", "s3cret\n")
        .build()
        .unwrap_err();
    assert_hidden(&format!("{error} {error:?}"));
    let error = Client::builder(TOKEN)
        .base_url("https://s3cret:t0ken@h.example/")
        .build()
        .unwrap_err();
    assert_hidden(&format!("{error} {error:?}"));
}

/// Everything that can be printed of an error.
fn shown(error: &Error) -> String {
    let mut text = format!("{error} {error:?} {error:#?}");
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(&format!(" {error} {error:?}"));
        cause = error.source();
    }
    text
}

#[tokio::test]
async fn neither_it_nor_the_query_is_in_any_error() {
    let api = r#"{"errors":[{"type":"oauth","message":"Invalid token."}]}"#;
    let location = "location: https://h.example/?token=s3cret-t0ken\r\n";
    let mut kinds = Vec::new();
    for server in [
        Server::sending(response("401 Unauthorized", "set-cookie: s3cret\r\n", api)),
        Server::sending(response("302 Found", location, "")),
        Server::sending(json_response("<html>")),
        Server::sending(""),
        Server::sending("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{"),
        Server::stalling_after(""),
    ] {
        let client = Client::builder(TOKEN)
            .base_url(server.base_url())
            .timeout(Duration::from_secs(1))
            .retry(Retry::off())
            .build()
            .unwrap();
        let request = client
            .get_time_entries()
            .external_reference_service_name("qu3ry");
        let error = request.send().await.unwrap_err();
        assert_hidden(&shown(&error));
        assert!(!shown(&error).contains("qu3ry"), "{}", shown(&error));
        kinds.push(match error {
            Error::Api { .. } => "api",
            Error::Status { .. } => "status",
            Error::Decode { .. } => "decode",
            Error::Transport { .. } => "transport",
            Error::Interrupted { .. } => "interrupted",
            _ => "another",
        });
    }
    let all = [
        "api",
        "status",
        "decode",
        "transport",
        "interrupted",
        "transport",
    ];
    assert_eq!(kinds, all);
    let invalid = offline().get_time_entries().per_page(0).send().await;
    assert_hidden(&shown(&invalid.unwrap_err()));
}

#[tokio::test]
async fn a_token_that_a_server_repeats_is_not_shown() {
    let echo = format!("<pre>Authorization: Bearer {TOKEN}\n{TOKEN}</pre>");
    let headers = format!("x-request-id: {TOKEN}\r\nx-seen: Bearer {TOKEN}\r\n");
    let wrong = format!(r#"{{"count":"{TOKEN}"}}"#);
    for (status, body) in [
        ("500 Internal Server Error", &echo),
        ("404 Not Found", &echo),
        ("200 OK", &echo),
        ("200 OK", &wrong),
    ] {
        let server = Server::sending(response(status, &headers, body));
        let error = client(&server).get_time_entries().send().await.unwrap_err();
        assert_hidden(&shown(&error));
        assert!(shown(&error).contains("[redacted]"), "{}", shown(&error));
        // What came can still be had.
        assert_eq!(error.raw_body(), Some(body.as_bytes()));
        assert_eq!(error.request_id(), Some(TOKEN));
    }
}
