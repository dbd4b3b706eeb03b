//! Connections that fail, break off, or stall.

use std::{error::Error as _, time::Duration};

use runtime::{Call, Error, StatusCode};
use test_server::Server;

use crate::{
    api::builder,
    wire::{list, list_error},
};

#[tokio::test]
async fn a_response_that_breaks_off_keeps_what_arrived() {
    let error =
        list_error("HTTP/1.1 200 OK\r\nx-request-id: r3\r\ncontent-length: 99\r\n\r\n{\"re").await;
    assert!(matches!(error, Error::Interrupted { .. }));
    assert!(!error.is_timeout() && !error.is_connect());
    assert_eq!(error.status(), Some(StatusCode::OK));
    assert_eq!(error.raw_body(), Some(&b"{\"re"[..]));
    let start =
        "GET /pets (list-pets): 200 OK (request id r3): the response broke off after 4 bytes: ";
    assert!(error.to_string().starts_with(start), "{error}");
    assert!(error.source().is_some());
}

#[tokio::test]
async fn a_connection_that_closes_without_a_response() {
    let error = list_error("").await;
    assert!(matches!(error, Error::Transport { .. }));
    assert!(!error.is_timeout() && !error.is_connect());
    assert_eq!(error.raw_body(), None);
    assert!(
        error
            .to_string()
            .starts_with("GET /pets (list-pets): no response: "),
        "{error}"
    );
}

#[tokio::test]
async fn a_port_without_a_listener() {
    let server = Server::sending("");
    // The one connection that the server takes; after it, the port is closed.
    let _ = list(&server).await;
    let error = list(&server).await.unwrap_err();
    assert!(error.is_connect());
    assert!(
        error
            .to_string()
            .starts_with("GET /pets (list-pets): no connection: "),
        "{error}"
    );
}

#[tokio::test]
async fn a_timeout() {
    let limited = |server: &Server| {
        builder(&server.base_url())
            .timeout(Duration::from_millis(50))
            .build()
            .unwrap()
    };

    let server = Server::stalling_after("");
    let error = limited(&server).list_pets().send().await.unwrap_err();
    assert!(matches!(error, Error::Transport { .. }) && error.is_timeout());
    assert!(
        error
            .to_string()
            .starts_with("GET /pets (list-pets): no response in time: "),
        "{error}"
    );
}

#[tokio::test]
async fn a_timeout_within_the_body() {
    let server = Server::stalling_after("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{");
    // The head of the response arrives well within this time.
    let client = builder(&server.base_url())
        .timeout(Duration::from_secs(2))
        .build()
        .unwrap();
    let error = client.list_pets().send().await.unwrap_err();
    assert!(matches!(error, Error::Interrupted { .. }) && error.is_timeout());
    assert_eq!(error.raw_body(), Some(&b"{"[..]));
}
