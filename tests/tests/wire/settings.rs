//! The settings of a client: its address, its HTTP client, time limit, name and headers.

use std::time::Duration;

use generated_client::{
    Call, Client, ConfigError, Retry,
    reqwest::{self, redirect::Policy},
};
use test_server::{Server, response};

use crate::{
    client::{TOKEN, USER_AGENT, bodiless, client, empty_page, own_http},
    paging::page_of,
};

#[tokio::test]
async fn a_slash_at_the_end_of_the_base_address_makes_no_difference() {
    for (base, path) in [
        ("", "/time_entries/7"),
        ("/", "/time_entries/7"),
        ("/api/v1", "/api/v1/time_entries/7"),
        ("/api/v1/", "/api/v1/time_entries/7"),
        ("/api/v1//", "/api/v1/time_entries/7"),
        (
            "/proxy/https%3A%2F%2Fapi/v1/",
            "/proxy/https%3A%2F%2Fapi/v1/time_entries/7",
        ),
        ("/a b", "/a%20b/time_entries/7"),
    ] {
        let server = Server::sending(page_of(1, 1, &[7]));
        let client = Client::builder(TOKEN)
            .base_url(format!("http://{}{base}", server.address))
            .build()
            .unwrap();
        client.get_time_entry(7).send().await.unwrap();
        let expected = bodiless(&server, &format!("GET {path}"));
        assert_eq!(server.request(), expected);
    }
}

#[test]
fn without_a_base_address_requests_go_to_that_of_the_document() {
    let document = &crate::spec::SPEC["servers"][0]["url"];
    assert_eq!(document, Client::BASE_URL);
    let client = Client::new(TOKEN).unwrap();
    assert_eq!(
        client.get_time_entry(7).request().url().unwrap(),
        format!("{}/time_entries/7", Client::BASE_URL)
    );
}

#[test]
fn settings_that_cannot_be_used_are_refused() {
    let builder = || Client::builder(TOKEN);
    let error = builder().base_url("https://h/?a=b").build().unwrap_err();
    assert!(matches!(error, ConfigError::BaseUrl(_)));
    assert_eq!(
        error.to_string(),
        "the base URL is invalid: it has a query (`?`)"
    );
    let error = Client::new("").unwrap_err();
    assert!(matches!(error, ConfigError::Token(_)));
    assert_eq!(error.to_string(), "the token is invalid: it is empty");
    let error = builder().timeout(Duration::ZERO).build().unwrap_err();
    assert!(matches!(error, ConfigError::Timeout));
    let error = builder().user_agent("a\r\nb").build().unwrap_err();
    assert!(matches!(error, ConfigError::Header { .. }));
    let error = builder().default_header("content-length", "1").build();
    assert_eq!(
        error.unwrap_err().to_string(),
        "the header `content-length` is invalid: this header is set by the transport, from the body"
    );
}

#[tokio::test]
async fn user_agent_and_default_headers() {
    let server = Server::sending(empty_page());
    let client = Client::builder(TOKEN)
        .base_url(server.base_url())
        .user_agent("invoicing/2.1 (ops@example.com)")
        .default_header("X-Team", "billing")
        .default_header("x-team", "finance")
        .default_header("Accept-Language", "de")
        // These do not replace headers with a setting of their own.
        .default_header("Authorization", "Basic abc")
        .default_header("User-Agent", "other")
        .build()
        .unwrap();
    client.get_time_entries().send().await.unwrap();
    let mut expected = bodiless(&server, "GET /api/v1/time_entries");
    expected
        .headers
        .retain(|line| !line.starts_with("user-agent"));
    expected.headers.extend([
        "accept-language: de".to_owned(),
        "user-agent: invoicing/2.1 (ops@example.com)".to_owned(),
        "x-team: finance".to_owned(),
    ]);
    expected.headers.sort();
    assert_eq!(server.request(), expected);
}

#[tokio::test]
async fn a_header_of_a_request_comes_before_a_default_one() {
    let server = Server::sending(empty_page());
    let client = Client::builder(TOKEN)
        .base_url(server.base_url())
        .default_header("X-Team", "billing")
        .build()
        .unwrap();
    let request = client
        .get_time_entries()
        .with_header("x-team", "finance")
        .with_header("Authorization", "Bearer of-another-user");
    request.send().await.unwrap();
    let request = server.request();
    assert_eq!(request.header("x-team"), ["finance"]);
    assert_eq!(request.header("authorization"), ["Bearer of-another-user"]);
}

#[tokio::test]
async fn settings_hold_with_an_http_client_of_the_callers_own() {
    let server = Server::sending(empty_page());
    let mut headers = reqwest::header::HeaderMap::new();
    headers.insert("x-own", "1".parse().unwrap());
    headers.insert("accept", "text/html".parse().unwrap());
    let http = own_http()
        .user_agent("own/1")
        .default_headers(headers)
        .build();
    let client = Client::builder(TOKEN)
        .base_url(server.base_url())
        .transport(http.unwrap())
        .default_header("x-team", "billing")
        .build()
        .unwrap();
    client.get_time_entries().send().await.unwrap();
    let mut expected = bodiless(&server, "GET /api/v1/time_entries");
    expected
        .headers
        .extend(["x-own: 1", "x-team: billing"].map(str::to_owned));
    assert_eq!(server.request(), expected);
    assert!(USER_AGENT.starts_with("generated-client/"));
}

#[tokio::test]
async fn the_time_limit_holds_with_an_http_client_of_the_callers_own() {
    let server = Server::stalling_after("");
    let client = Client::builder(TOKEN)
        .base_url(server.base_url())
        .transport(own_http().build().unwrap())
        .timeout(Duration::from_millis(50))
        .retry(Retry::off())
        .build()
        .unwrap();
    let error = client.get_time_entries().send().await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
}

fn redirect_to(server: &Server) -> String {
    let location = format!("location: {}/time_entries\r\n", server.base_url());
    response("302 Found", &location, "")
}

#[tokio::test]
async fn a_redirect_to_another_host_is_not_followed() {
    let other = Server::sending(empty_page());
    let server = Server::sending(redirect_to(&other));
    let request = client(&server).get_time_entries();
    let error = request.send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "GET /time_entries (get-time-entries): 302 Found: a redirect to {}/time_entries, \
             which is not followed, no body",
            other.base_url()
        )
    );
    assert!(other.is_untouched());
}

#[tokio::test]
async fn the_token_does_not_follow_a_redirect_that_a_client_of_the_callers_own_follows() {
    let other = Server::sending(empty_page());
    let server = Server::sending(redirect_to(&other));
    let http = own_http().redirect(Policy::limited(3)).build().unwrap();
    let client = Client::builder(TOKEN)
        .base_url(server.base_url())
        .transport(http)
        .build()
        .unwrap();
    let error = client.get_time_entries().send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /time_entries (get-time-entries): no response: the HTTP client followed a redirect, \
         which can change the request"
    );
    let bearer = format!("Bearer {TOKEN}");
    assert_eq!(server.request().header("authorization"), [bearer]);
    let followed = other.request();
    assert_eq!(followed.line, "GET /api/v1/time_entries HTTP/1.1");
    assert_eq!(followed.header("authorization"), [""; 0]);
}
