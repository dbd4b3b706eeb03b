//! No secret is sent over plain http to another machine, from any part of the request.

use generated_client::{
    Attempt, Call, Client, ClientBuilder, ConfigError, Error, Hook, Outcome, Retry,
};
use test_server::{Reply, Server, response};

use crate::client::{TOKEN, empty_page, own_http};

const REFUSED: &str = "GET /time_entries (get-time-entries): not sent: request: \
    a secret would be sent over plain http; use https";

/// Headers that hold secrets by definition, or by their name.
const SECRETS: [&str; 6] = [
    "Authorization",
    "Proxy-Authorization",
    "Cookie",
    "X-Api-Key",
    "X-Auth-Token",
    "x-client-secret",
];

#[test]
fn a_token_is_refused_with_an_address_that_others_can_listen_to() {
    for base_url in [
        "http://api.example/v1",
        "http://10.0.0.1",
        "http://0.0.0.0:4010",
        "http://192.168.1.5",
        "http://[fe80::1]",
        "http://localhost.example.com",
        "http://localhost:80@api.example",
        "HTTP://API.EXAMPLE",
    ] {
        let error = Client::builder(TOKEN).base_url(base_url).build();
        let error = error.unwrap_err();
        if base_url.contains('@') {
            assert!(matches!(error, ConfigError::BaseUrl(_)), "{error:?}");
            continue;
        }
        assert!(matches!(error, ConfigError::Insecure), "{error:?}");
        assert_eq!(
            error.to_string(),
            "the base URL is invalid: a secret would be sent over plain http; use https"
        );
    }
    for base_url in [
        "https://api.example",
        "https://10.0.0.1",
        "http://localhost:4010",
        "http://127.0.0.1",
        "http://[::1]:4010/v1",
        "http://prism.localhost",
    ] {
        Client::builder(TOKEN).base_url(base_url).build().unwrap();
    }
}

#[test]
fn so_is_a_secret_in_a_default_header() {
    let builder = || ClientBuilder::<Client>::new("http://api.example");
    for name in SECRETS {
        let error = builder().default_header(name, "s3cret").build();
        let error = error.unwrap_err();
        assert!(matches!(error, ConfigError::Insecure), "{name}: {error:?}");
    }
    builder().default_header("X-Team", "a").build().unwrap();
}

/// A client without a token, for a server that is another machine as far as it knows.
fn public(server: &Server) -> ClientBuilder<Client> {
    let http = own_http().no_proxy().resolve("api.example", server.address);
    ClientBuilder::new(format!("http://api.example:{}", server.address.port()))
        .transport(http.build().unwrap())
        .retry(Retry::off())
}

#[tokio::test]
async fn values_that_are_not_secret_may_be_sent_over_plain_http() {
    let server = Server::sending(empty_page());
    let client = public(&server).build().unwrap();
    let request = client.get_time_entries().with_header("X-Team", "a");
    request.send().await.unwrap();
    let request = server.request();
    assert_eq!(request.line, "GET /time_entries HTTP/1.1");
    assert_eq!(request.header("x-team"), ["a"]);
}

#[tokio::test]
async fn a_secret_in_a_header_of_a_request_is_not_sent() {
    let server = Server::sending(empty_page());
    let client = public(&server).build().unwrap();
    for name in SECRETS {
        let request = client.get_time_entries().with_header(name, "s3cret");
        let error = request.send().await.unwrap_err();
        assert!(matches!(error, Error::Invalid(_)), "{error:?}");
        assert_eq!(error.to_string(), REFUSED);
        assert!(!format!("{error:?}").contains("s3cret"));
        assert_eq!(error.outcome(), Outcome::NotApplied);
    }
    assert!(server.is_untouched());
}

/// Sets a header of an attempt, but not before the attempt of this number.
struct Sets(&'static str, u32);

impl Hook for Sets {
    fn before(&self, attempt: &mut Attempt) -> Result<(), String> {
        if attempt.number() < self.1 {
            return Ok(());
        }
        attempt.set_header(self.0, "s3cret")
    }
}

#[tokio::test]
async fn nor_is_one_that_a_hook_puts_in() {
    let server = Server::sending(empty_page());
    for name in SECRETS {
        let client = public(&server).hook(Sets(name, 1)).build().unwrap();
        let error = client.get_time_entries().send().await.unwrap_err();
        assert_eq!(error.to_string(), REFUSED);
    }
    assert!(server.is_untouched());
}

#[tokio::test]
async fn nor_one_that_a_hook_puts_into_a_later_attempt() {
    let unavailable = response("503 Service Unavailable", "retry-after: 0\r\n", "busy");
    let responses = [unavailable, empty_page()].map(|response| Reply::Send(response.into()));
    let server = Server::replying(responses);
    let client = public(&server)
        .retry(Retry::default().first_wait(std::time::Duration::ZERO))
        .hook(Sets("Authorization", 2))
        .build()
        .unwrap();
    // The attempt before is what is known of the request.
    let error = client.get_time_entries().send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /time_entries (get-time-entries): 503 Service Unavailable: busy"
    );
    assert_eq!(server.request().header("authorization"), [""; 0]);
    assert!(server.is_untouched());
}

#[tokio::test]
async fn on_this_machine_a_hook_may_put_one_in() {
    let server = Server::sending(empty_page());
    let client = ClientBuilder::<Client>::new(server.base_url())
        .hook(Sets("Authorization", 1))
        .build()
        .unwrap();
    client.get_time_entries().send().await.unwrap();
    assert_eq!(server.request().header("authorization"), ["s3cret"]);
}
