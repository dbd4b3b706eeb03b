//! The error of a client, into which the errors of all its operations convert.

use runtime::{Call, ConfigError, DateRange, Outcome, http::StatusCode, jiff::civil::date};
use serde_json::json;
use test_server::{NO_CONTENT, Reply, Server, response};
use tests::{
    errors_by_status::{
        endpoints::{Client, Error, TurnError, WrongOrLateError},
        models::{LateError, Missing, WrongError},
    },
    errors_partial,
};

use crate::helpers::read;

const WRONG: &str = r#"{"field":"price"}"#;
const LATE: &str = r#"{"by_seconds":3}"#;

fn client(server: &Server) -> Client {
    let builder = Client::builder().base_url(server.base_url());
    builder.retry(runtime::Retry::off()).build().unwrap()
}

/// Sends requests of all kinds of errors, one after another, until one fails.
async fn trade(client: &Client) -> Result<(), Error> {
    client.buy().send().await?;
    client.turn().send().await?;
    client.close().send().await?;
    client.list().send().await?;
    Ok(())
}

/// A server that responds with so many successes, and then with a failure.
fn failing_after(successes: usize, status: &str, body: &str) -> Server {
    let failure = response(status, "x-request-id: r-7\r\n", body);
    let successes = (0..successes).map(|_| Reply::Send(NO_CONTENT.into()));
    Server::replying(successes.chain([Reply::Send(failure.into())]))
}

async fn failed(successes: usize, status: &str, body: &str) -> Error {
    let server = failing_after(successes, status, body);
    trade(&client(&server)).await.unwrap_err()
}

#[tokio::test]
async fn the_error_of_each_operation_converts_into_that_of_the_client() {
    let error = failed(0, "422 Unprocessable", WRONG).await;
    let wrong: WrongError = read(json!({ "field": "price" }));
    // The body by its type, and by the enum of its operation.
    assert_eq!(error.body_as::<WrongError>(), Some(&wrong));
    assert_eq!(error.body_as::<LateError>(), None);
    let by_status = WrongOrLateError::BadRequest(wrong.clone());
    assert_eq!(error.body_as::<WrongOrLateError>(), Some(&by_status));
    assert_eq!(error.body_as::<TurnError>(), None);
    assert!(error.api().unwrap().is::<WrongError>());
    // Everything else is as it was.
    assert_eq!(error.status(), Some(StatusCode::UNPROCESSABLE_ENTITY));
    assert_eq!(error.request_id(), Some("r-7"));
    assert_eq!(error.raw_body(), Some(WRONG.as_bytes()));
    assert_eq!(error.outcome(), Outcome::NotApplied);
    assert_eq!(error.operation().id, "buy");

    let error = failed(1, "409 Conflict", WRONG).await;
    assert_eq!(error.body_as::<WrongError>(), Some(&wrong));
    assert_eq!(
        error.body_as::<TurnError>(),
        Some(&TurnError::Conflict(wrong.clone()))
    );

    // Two names of one type are one type, without an enum.
    let error = failed(2, "404 Not Found", WRONG).await;
    assert_eq!(error.body_as::<Missing>(), Some(&wrong));

    let error = failed(3, "404 Not Found", WRONG).await;
    assert!(error.api().is_none() && error.status().is_some(), "{error}");
}

#[tokio::test]
async fn a_converted_error_is_shown_as_the_typed_one() {
    let server = Server::sending(response("409 Late", "", LATE));
    let typed = client(&server).buy().send().await.unwrap_err();
    let (display, debug) = (typed.to_string(), format!("{typed:?}"));
    assert!(debug.contains("LateError"), "{debug}");
    let error = Error::from(typed);
    assert_eq!(error.to_string(), display);
    assert_eq!(format!("{error:?}"), debug);
}

#[tokio::test]
async fn errors_without_a_response_convert_too() {
    let server = Server::sending(String::new());
    let error = trade(&client(&server)).await.unwrap_err();
    assert!(matches!(error, Error::Transport { .. }), "{error:?}");
}

#[test]
fn what_fails_before_a_request_converts_too() {
    fn config() -> Result<Client, Error> {
        Ok(Client::builder()
            .base_url("ftp://exchange.example")
            .build()?)
    }
    fn range() -> Result<DateRange, Error> {
        Ok(DateRange::new(date(2026, 2, 2), date(2026, 1, 1))?)
    }
    let error = config().unwrap_err();
    assert!(
        matches!(error, Error::Config(ConfigError::BaseUrl(_))),
        "{error:?}"
    );
    assert!(
        error
            .to_string()
            .starts_with("the client cannot be built: the base URL is invalid: "),
        "{error}"
    );
    assert_eq!(error.outcome(), Outcome::NotApplied);
    assert_eq!((error.status(), error.operation().id), (None, ""));
    let error = range().unwrap_err();
    let source = std::error::Error::source(&error).unwrap();
    assert!(source.is::<runtime::DateRangeError>(), "{source:?}");
    assert_eq!(error.to_string(), source.to_string());
}

#[tokio::test]
async fn operations_without_a_documented_error_convert_into_the_only_one() {
    use errors_partial::endpoints::{Client, Error};

    async fn trade(client: &Client) -> Result<(), Error> {
        client.buy().send().await?;
        client.sell().send().await?;
        Ok(())
    }
    for (successes, has_body) in [(0, true), (1, false)] {
        let server = failing_after(successes, "400 Bad Request", WRONG);
        let client = Client::builder().base_url(server.base_url());
        let error = trade(&client.build().unwrap()).await.unwrap_err();
        assert_eq!(error.api().is_some(), has_body, "{error}");
        assert_eq!(error.status(), Some(StatusCode::BAD_REQUEST));
    }
}
