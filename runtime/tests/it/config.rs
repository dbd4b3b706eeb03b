//! Building a client: invalid settings, and that no secret is printed.

use std::time::Duration;

use runtime::{ClientBuilder, Token};

use crate::api::{Client, LIST, TOKEN, builder};

const BASE: &str = "https://pets.example";

fn refusal(builder: ClientBuilder<Client>) -> String {
    builder.build().unwrap_err().to_string()
}

#[test]
fn base_urls_are_checked() {
    for (base, reason) in [
        ("", "relative URL without a base"),
        ("pets.example/v1", "relative URL without a base"),
        ("/v1", "relative URL without a base"),
        ("https://", "empty host"),
        (
            "ftp://pets.example",
            "it starts with `ftp:`, not `https:` or `http:`",
        ),
        (
            "localhost:8080",
            "it starts with `localhost:`, not `https:` or `http:`",
        ),
        ("https://pets.example?", "it has a query (`?`)"),
        ("https://pets.example/v1?key=s3cret", "it has a query (`?`)"),
        ("https://pets.example/#x", "it has a fragment (`#`)"),
        (
            "https://user:s3cret@pets.example",
            "it has a user name or a password",
        ),
        (
            "https://s3cret@pets.example",
            "it has a user name or a password",
        ),
    ] {
        let error = refusal(builder(base));
        assert!(
            error.starts_with(&format!("the base URL is invalid: {reason}")),
            "{error}"
        );
        let debug = format!("{:?}", builder(base));
        assert!(
            !error.contains("s3cret") && !debug.contains("s3cret"),
            "{error} {debug}"
        );
    }
}

#[test]
fn the_last_base_url_is_used() {
    let client = builder("nonsense")
        .base_url("http://127.0.0.1:1/v2/")
        .build()
        .unwrap();
    assert_eq!(client.0.base_url(), "http://127.0.0.1:1/v2");
}

#[test]
fn tokens_are_checked_and_never_printed() {
    for (token, reason) in [
        ("", "it is empty"),
        (
            "s3cret\n",
            "character 7 of 7 is a line break (is one left over from reading a file?)",
        ),
        ("s3 cret", "character 3 of 7 is a space or a tab"),
        ("s3cret\u{7f}", "character 7 of 7 is a control character"),
        ("s3cret\0", "character 7 of 7 is a control character"),
        (
            "s3crét",
            "character 5 of 6 is a character that is not ASCII",
        ),
    ] {
        let error = ClientBuilder::<Client>::new(BASE)
            .bearer(token)
            .build()
            .unwrap_err();
        assert_eq!(error.to_string(), format!("the token is invalid: {reason}"));
        let debug = format!(
            "{error:?} {:?}",
            ClientBuilder::<Client>::new(BASE).bearer(token)
        );
        assert!(!debug.contains("s3"), "{debug}");
    }
    let token = Token::from(TOKEN.to_owned());
    assert_eq!(format!("{token} {token:?}"), "[redacted] Token([redacted])");
}

#[test]
fn headers_and_timeout_are_checked() {
    let error = refusal(builder(BASE).default_header("a b", "s3cret"));
    assert_eq!(
        error,
        "the header `a b` is invalid: a header name can have only ASCII letters, digits and symbols"
    );
    let error = refusal(builder(BASE).default_header("a", "s3cret\n"));
    assert_eq!(
        error,
        "the header `a` is invalid: a header value can have only visible ASCII characters, spaces and tabs"
    );
    assert!(
        refusal(builder(BASE).user_agent("a\n")).starts_with("the header `user-agent` is invalid")
    );
    let error = refusal(builder(BASE).timeout(Duration::ZERO));
    assert_eq!(error, "a timeout is zero, so that every request would fail");
}

#[test]
fn default_headers_are_in_every_request_and_can_be_replaced() {
    let client = builder(BASE)
        .default_header("X-Team", "a")
        .default_header("Accept", "application/vnd.pets+json")
        .default_header("Authorization", "from elsewhere")
        .build()
        .unwrap();
    let request = client.0.request(&LIST);
    assert_eq!(request.headers()["x-team"], "a");
    assert_eq!(request.headers()["accept"], "application/vnd.pets+json");
    assert_eq!(
        request.headers()["authorization"],
        format!("Bearer {TOKEN}")
    );
    assert_eq!(request.with_header("x-team", "b").headers()["x-team"], "b");
}

#[test]
fn debug_of_a_client_shows_its_base_url_and_no_token() {
    let client = builder(BASE).build().unwrap();
    let debug = format!("{client:?}");
    assert!(debug.contains(BASE) && debug.contains("200s"), "{debug}");
    assert!(!debug.contains(TOKEN), "{debug}");

    let debug = format!("{:?}", builder(BASE).default_header("x-key", "s3cret"));
    assert!(debug.contains(BASE) && debug.contains("x-key"), "{debug}");
    assert!(
        !debug.contains(TOKEN) && !debug.contains("s3cret"),
        "{debug}"
    );
}
