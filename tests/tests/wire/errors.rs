//! Errors of every kind: each has a message of one line with its source, and can be sent between threads.

use std::{error::Error as StdError, time::Duration};

use generated_client::{
    Call, Client, ConfigError, Error, InvalidRequest, PageError, Retry, TransportError,
    models::ErrorBody,
};
use test_server::{Reply, Server, json_response, response};

use crate::client::{TOKEN, client, offline};

/// The error itself, and what is behind it.
fn chain(error: &(dyn StdError + Send + Sync + 'static)) -> Vec<String> {
    let mut chain = vec![error.to_string()];
    let mut cause = error.source();
    while let Some(error) = cause {
        chain.push(error.to_string());
        cause = error.source();
    }
    for line in &chain {
        assert!(!line.is_empty() && line.len() < 1000, "{line:?}");
        assert!(!line.contains(char::is_control), "{line:?}");
        assert!(!line.contains(TOKEN), "{line:?}");
    }
    chain
}

async fn list(reply: &str) -> Error {
    let server = Server::sending(reply);
    client(&server).get_time_entries().send().await.unwrap_err()
}

const START: &str = "GET /time_entries (get-time-entries): ";

#[test]
fn they_go_between_threads_and_into_boxes() {
    fn is_error<T: StdError + Send + Sync + 'static>() {}

    is_error::<Error>();
    is_error::<PageError<ErrorBody>>();
    is_error::<ConfigError>();
    is_error::<TransportError>();
    is_error::<InvalidRequest>();
}

#[tokio::test]
async fn a_request_that_was_refused() {
    let request = offline().get_time_entries();
    let request = request.with_header("x\ny", "z").per_page(0);
    let error = request.send().await.unwrap_err();
    assert!(matches!(error, Error::Invalid(_)));
    let reason = "header `x\\ny`: a header name can have only ASCII letters, digits and symbols";
    assert_eq!(
        chain(&error),
        [format!("{START}not sent: {reason}"), reason.to_owned()]
    );
}

#[tokio::test]
async fn no_response() {
    let error = list("").await;
    let Error::Transport { error: cause, .. } = &error else {
        panic!("{error:?}")
    };
    let chain = chain(&error);
    let cause = cause.to_string();
    assert_eq!(
        chain[..2],
        [format!("{START}no response: {cause}"), cause.clone()]
    );
    // The message of the HTTP client, without the part that is above.
    assert!(chain.len() > 2, "{chain:?}");
    assert_eq!(chain.last(), Some(&cause));
}

#[tokio::test]
async fn a_response_that_broke_off() {
    let error = list("HTTP/1.1 200 OK\r\nx-request-id: a\tb\r\ncontent-length: 9\r\n\r\n{\n").await;
    assert!(matches!(error, Error::Interrupted { .. }));
    let chain = chain(&error);
    let cause = "end of file before message length reached";
    assert_eq!(
        chain[..2],
        [
            format!(
                "{START}200 OK (request id a\\tb): the response broke off after 2 bytes: {cause}"
            ),
            cause.to_owned(),
        ]
    );
}

#[tokio::test]
async fn an_error_status_with_and_without_the_documented_body() {
    let body = "{\"errors\":[\n{\"type\":\"system\",\r\n\"message\":\"m\u{2028}\"}]}";
    let error = list(&response("400 Bad Request", "", body)).await;
    assert!(matches!(error, Error::Api { .. }));
    let shown = r#"{"errors":[\n{"type":"system",\r\n"message":"m\u{2028}"}]}"#;
    assert_eq!(chain(&error), [format!("{START}400 Bad Request: {shown}")]);

    let error = list(&response("502 Bad Gateway", "", "a\nb\u{1b}[31m")).await;
    assert!(matches!(error, Error::Status { .. }));
    assert_eq!(
        chain(&error),
        [format!("{START}502 Bad Gateway: a\\nb\\u{{1b}}[31m")]
    );
    // A location with characters that are not ASCII.
    let error = list(&response("302 Found", "location: /\u{202e}\u{e9}\r\n", "")).await;
    assert_eq!(chain(&error), [format!("{START}302 Found, no body")]);
}

#[tokio::test]
async fn a_response_that_is_not_the_documented_one() {
    let error = list(&json_response("{\"count\":\"a\nb\"}")).await;
    assert!(matches!(error, Error::Decode { .. }));
    let chain = chain(&error);
    assert_eq!(chain.len(), 2, "{chain:?}");
    assert_eq!(
        chain[1],
        "the body is not JSON: control character (\\u0000-\\u001F) found while parsing a string \
         at line 2 column 0; content type: application/json; charset=utf-8; \
         body: {\"count\":\"a\\nb\"}"
    );
    assert_eq!(
        chain[0],
        format!(
            "{START}200 OK (request id r-1): not the documented response: {}",
            chain[1]
        )
    );
}

#[tokio::test]
async fn a_request_that_is_held_back() {
    let busy = response("429 Too Many Requests", "retry-after: 7200\r\n", "");
    let server = Server::replying([Reply::Send(busy.into())]);
    let client = Client::builder(TOKEN).base_url(server.base_url());
    let client = client.build().unwrap();
    let error = client.get_time_entries().send().await.unwrap_err();
    assert_eq!(
        chain(&error),
        [format!("{START}429 Too Many Requests, no body")]
    );

    let retry = Retry::default().max_wait(Duration::from_secs(1));
    let request = client.get_time_entries().with_retry(retry);
    let error = request.send().await.unwrap_err();
    assert!(matches!(error, Error::HeldBack { .. }), "{error:?}");
    let [line] = &*chain(&error) else {
        panic!("{error:?}")
    };
    let start = format!("{START}not sent: rate limited by the server for another ");
    assert!(line.starts_with(&start), "{line}");
}

#[tokio::test]
async fn a_page_that_cannot_be_read_has_the_causes_of_its_error() {
    let server = Server::sending("");
    let mut pages = client(&server).get_time_entries().page(3).pages();
    let error = pages.next().await.unwrap().unwrap_err();
    let of_page = chain(&error);
    let own = chain(&Error::from(error));
    assert_eq!(of_page[0], format!("page 3: {}", own[0]));
    assert_eq!(of_page[1..], own[1..]);
}

#[test]
fn settings_that_are_refused() {
    let builder = || Client::builder(TOKEN);
    for error in [
        builder().base_url("a\nb").build().unwrap_err(),
        builder().base_url("http://h.example").build().unwrap_err(),
        builder().default_header("a\nb", "").build().unwrap_err(),
        builder().timeout(Duration::ZERO).build().unwrap_err(),
        builder().read_timeout(Duration::ZERO).build().unwrap_err(),
        builder()
            .connect_timeout(Duration::ZERO)
            .build()
            .unwrap_err(),
        Client::new("a\nb").unwrap_err(),
    ] {
        assert_eq!(chain(&error).len(), 1);
    }
}
