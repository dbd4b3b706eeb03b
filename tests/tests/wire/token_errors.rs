//! Every way in which a token request can fail, and what is shown of it: the reason, and no secret.

use std::time::Duration;

use generated_client::{
    Call, Client, ClientBuilder, ConfigError, Error, Outcome, SendError, TokenSource,
};
use test_server::{ClosedPort, Server, response};
use tokio::time::{Instant, sleep};

use crate::{
    calls::{Kind, eager},
    fake::{Fake, Sent, respond},
    token_source::{TOKEN_URL, builder, client, credentials},
};

/// The reason why a request fails whose token request has this result.
async fn reason_of(
    source: TokenSource,
    result: impl Fn() -> Sent + Send + Sync + 'static,
) -> String {
    let transport = Fake::new(move |got| {
        assert_eq!(got.uri.to_string(), TOKEN_URL);
        let result = result();
        async { result }
    });
    let client = client(&transport, source);
    let error = Kind::Post.send(&client, eager()).await.unwrap_err();
    assert!(matches!(error, Error::Invalid(_)), "{error:?}");
    assert_eq!(
        (error.attempts(), error.outcome()),
        (0, Outcome::NotApplied)
    );
    assert_hidden(&format!("{error} {error:?} {error:#?}"));
    let text = error.to_string();
    let start = "POST /time_entries (create-time-entry): not sent: request: \
         no access token from https://auth.example/token: ";
    text.strip_prefix(start).unwrap().to_owned()
}

fn assert_hidden(text: &str) {
    for secret in ["s3cret", "YXBwOnMzY3JldA", "r3fresh", "acc3ss"] {
        assert!(!text.contains(secret), "{text}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_response_without_a_token_is_an_error_with_its_reason() {
    for (status, body, reason) in [
        // RFC 6749, section 5.2.
        (
            400,
            r#"{"error":"invalid_grant"}"#,
            "400 Bad Request: invalid_grant",
        ),
        (
            401,
            r#"{"error":"invalid_client","error_description":"No such app."}"#,
            "401 Unauthorized: invalid_client (No such app.)",
        ),
        // Some servers say so with a success.
        (
            200,
            r#"{"error":"bad_code","access_token":"acc3ss"}"#,
            "200 OK: bad_code",
        ),
        // A server that shows what it got, and one that would forge a line of a log.
        (
            400,
            r#"{"error":"invalid_client","error_description":"app:s3cret, YXBwOnMzY3JldA== and r3fresh\nare bad"}"#,
            "400 Bad Request: invalid_client ([redacted], [redacted] and [redacted]\\nare bad)",
        ),
        (404, "", "404 Not Found, no body"),
        (
            403,
            r#"{"message":"no"}"#,
            "403 Forbidden, without a reason",
        ),
        (302, "", "302 Found, no body"),
        (
            200,
            "<html>acc3ss</html>",
            "200 OK, a body that is not a JSON object",
        ),
        (
            200,
            r#"{"access_token":"acc3ss""#,
            "200 OK, a body that is not a JSON object",
        ),
        (
            200,
            r#"["acc3ss"]"#,
            "200 OK, a body that is not a JSON object",
        ),
        (204, "", "204 No Content, no body"),
        (200, "{}", "200 OK, but the response has no `access_token`"),
        (
            200,
            r#"{"access_token":7,"token_type":"bearer"}"#,
            "200 OK, but the response has no `access_token`",
        ),
        (
            200,
            r#"{"access_token":"acc3ss","token_type":"mac"}"#,
            "the type of the token is `mac`, not bearer",
        ),
        (
            200,
            r#"{"access_token":"acc3ss\n","token_type":"bearer"}"#,
            "the access token is invalid: character 7 of 7 is a line break (is one left over from reading a file?)",
        ),
        (
            200,
            r#"{"access_token":"","token_type":"bearer"}"#,
            "the access token is invalid: it is empty",
        ),
        (
            200,
            r#"{"access_token":"acc3ss","expires_in":"soon"}"#,
            "`expires_in` is not a number of seconds",
        ),
        (
            200,
            r#"{"access_token":"acc3ss","expires_in":{}}"#,
            "`expires_in` is not a number of seconds",
        ),
        (
            501,
            "not here",
            "501 Not Implemented, a body that is not a JSON object",
        ),
    ] {
        let source = TokenSource::refresh_token(TOKEN_URL, "r3fresh").client("app", "s3cret");
        let shown = reason_of(source, move || Ok(respond(status, body))).await;
        assert_eq!(shown, reason, "{body}");
    }
}

#[tokio::test(start_paused = true)]
async fn no_response_is_an_error_with_its_reason() {
    let reason = reason_of(credentials(), || {
        Err(SendError::not_sent("connection refused").connect())
    });
    assert_eq!(reason.await, "no response: connection refused");
    let reason = reason_of(credentials(), || {
        Err(SendError::not_sent("no such certificate").permanent())
    });
    assert_eq!(reason.await, "no response: no such certificate");
}

#[tokio::test]
async fn a_token_endpoint_that_is_not_there() {
    let port = ClosedPort::new();
    let api = Server::sending("");
    let source = TokenSource::client_credentials(format!("{}/t", port.base_url()), "app", "s3cret");
    let client = Client::builder(source)
        .base_url(api.base_url())
        .build()
        .unwrap();
    let error = client
        .get_time_entries()
        .send()
        .await
        .unwrap_err()
        .to_string();
    assert!(
        error.contains(&format!(
            "no access token from {}/t: no response: ",
            port.base_url()
        )),
        "{error}"
    );
    assert!(api.is_untouched());
}

#[tokio::test]
async fn a_redirect_of_the_token_endpoint_is_not_followed() {
    let other = Server::sending("");
    let location = format!("location: {}\r\n", other.base_url());
    let auth = Server::sending(response("307 Temporary Redirect", &location, ""));
    let api = Server::sending("");
    let source = TokenSource::client_credentials(auth.base_url(), "app", "s3cret");
    let client = Client::builder(source)
        .base_url(api.base_url())
        .build()
        .unwrap();
    let error = client
        .get_time_entries()
        .send()
        .await
        .unwrap_err()
        .to_string();
    assert!(
        error.ends_with("307 Temporary Redirect, no body"),
        "{error}"
    );
    assert!(api.is_untouched() && other.is_untouched());
}

#[tokio::test(start_paused = true)]
async fn a_token_response_is_bounded_in_size_and_time() {
    let large = format!(
        r#"{{"access_token":"acc3ss","x":"{}"}}"#,
        "y".repeat(64 << 10)
    );
    let reason = reason_of(credentials(), move || Ok(respond(200, large.clone()))).await;
    assert_eq!(
        reason,
        "200 OK: the response broke off: it is larger than the limit of 65536 bytes"
    );

    let hangs = || {
        Fake::new(|_| async {
            sleep(Duration::from_secs(100_000)).await;
            Err(SendError::maybe_sent("late"))
        })
    };
    for (source, seconds) in [
        (credentials(), 60),
        (credentials().timeout(Duration::from_secs(2)), 4),
    ] {
        let start = Instant::now();
        let client = client(&hangs(), source);
        let error = client.get_time_entries().send().await.unwrap_err();
        assert!(
            error
                .to_string()
                .ends_with("no response: operation timed out"),
            "{error}"
        );
        assert_eq!(start.elapsed().as_secs(), seconds);
    }
    // A refresh token is not sent again.
    let start = Instant::now();
    let client = client(&hangs(), TokenSource::refresh_token(TOKEN_URL, "r3fresh"));
    client.get_time_entries().send().await.unwrap_err();
    assert_eq!(start.elapsed().as_secs(), 30);
}

#[test]
fn settings_that_cannot_be_used_are_refused() {
    let source = |url: &str| TokenSource::client_credentials(url, "app", "s3cret");
    let insecure = "the token URL is invalid: a secret would be sent over plain http; use https";
    let reserved =
        "the parameter `client_secret` follows from the other settings of the token source";
    for (source, reason) in [
        (source("http://auth.example/token"), insecure),
        (source("http://10.0.0.1/token"), insecure),
        (source("HTTP://AUTH.EXAMPLE"), insecure),
        (
            source("https://h/token#x"),
            "the token URL is invalid: it has a fragment (`#`)",
        ),
        (
            source("https://app:s3cret@h/token"),
            "the token URL is invalid: it has a user name or a password",
        ),
        (
            source("/token"),
            "the token URL is invalid: relative URL without a base \
             (a URL such as https://api.example.com/v1 is needed)",
        ),
        (
            source(TOKEN_URL).timeout(Duration::ZERO),
            "the timeout of token requests is zero",
        ),
        (
            source(TOKEN_URL).client("app", ""),
            "the client secret is empty",
        ),
        (
            source(TOKEN_URL).client("", "s3cret"),
            "the client id is empty",
        ),
        (
            TokenSource::refresh_token(TOKEN_URL, ""),
            "the refresh token is empty",
        ),
        (
            source(TOKEN_URL).parameter("client_secret", "s3cret"),
            reserved,
        ),
    ] {
        let error = Client::new(source.clone()).unwrap_err();
        assert!(matches!(error, ConfigError::Token(_)), "{error:?}");
        assert_eq!(error.to_string(), format!("the token is invalid: {reason}"));
        assert_hidden(&format!("{error:?} {source:?} {source:#?}"));
    }
    for url in [
        "http://localhost:1/t",
        "http://127.0.0.1/t",
        "http://[::1]/t?a=b",
        " https://h ",
    ] {
        Client::new(source(url)).unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn as_a_hook_a_source_reports_its_settings_when_it_is_used() {
    let transport = Fake::scripted([]);
    let source =
        TokenSource::client_credentials("http://auth.example/t?key=s3cret", "app", "s3cret");
    let client = crate::fake::builder(&transport)
        .async_hook(source)
        .build()
        .unwrap();
    let error = client.get_time_entries().send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /time_entries (get-time-entries): not sent: request: \
         no access token from http://auth.example/t: \
         the token URL is invalid: a secret would be sent over plain http; use https"
    );
}

#[tokio::test(start_paused = true)]
async fn a_token_of_a_source_is_not_sent_over_plain_http() {
    let transport = Fake::scripted([Ok(crate::token_source::token("acc3ss", ""))]);
    let error = builder(&transport, credentials())
        .base_url("http://api.example")
        .build();
    assert!(matches!(error, Err(ConfigError::Insecure)), "{error:?}");
    // The client does not know what a hook does.
    let client = ClientBuilder::<Client>::new("http://api.example")
        .transport(transport.clone())
        .async_hook(credentials())
        .build()
        .unwrap();
    let error = client.get_time_entries().send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /time_entries (get-time-entries): not sent: request: \
         a secret would be sent over plain http; use https"
    );
    assert_eq!(transport.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_token_that_the_api_repeats_is_not_shown() {
    let transport = Fake::scripted([
        Ok(crate::token_source::token("acc3ss-t0ken", "")),
        Ok(respond(403, "acc3ss-t0ken is not allowed to")),
    ]);
    let client = client(&transport, credentials());
    let error = client.get_time_entries().send().await.unwrap_err();
    assert!(
        error.to_string().ends_with("[redacted] is not allowed to"),
        "{error}"
    );
    assert_hidden(&format!("{error:?} {client:?}"));
}

#[test]
fn debug_output_shows_the_endpoint_and_no_secret() {
    let source =
        TokenSource::client_credentials("https://auth.example/token?key=s3cret", "app", "s3cret")
            .parameter("assertion", "s3cret");
    assert_eq!(
        format!("{source:?}"),
        r#"TokenSource { token_url: "https://auth.example/token", grant: "client_credentials", .. }"#
    );
    let builder = Client::builder(source);
    assert_hidden(&format!("{builder:?}"));
}
