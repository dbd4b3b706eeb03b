//! No secret is sent over plain http to another machine, from any part of the request.

use generated_client::{
    Attempt, Call, Client, ClientBuilder, ConfigError, Error, Hook, Outcome, Retry,
};
use runtime::{Credentials, Method, Operation, Request, Text, Undocumented};
use test_server::{Reply, Server, response};

use crate::client::{TOKEN, empty_page, own_http};

const REFUSED: &str = "GET /time_entries (get-time-entries): not sent: request: \
    a secret would be sent over plain http; use https";

/// Headers that hold secrets by definition, or by their name.
const SECRETS: [&str; 10] = [
    "Authorization",
    "Proxy-Authorization",
    "Cookie",
    "X-Api-Key",
    "X-Auth-Token",
    "x-client-secret",
    "X-Api-Token",
    "Private-Token",
    "X-Vault-Token",
    "Ocp-Apim-Subscription-Key",
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

/// The base URL of a server that is another machine.
const ELSEWHERE: &str = "http://api.example";

static ELSEWHERE_KEY: Operation = Operation::new("locked", Method::GET, "/locked", &[200])
    .server(ELSEWHERE)
    .security(&[&["key"]]);
static ELSEWHERE_OPEN: Operation =
    Operation::new("open", Method::GET, "/open", &[200]).server(ELSEWHERE);

/// Credentials of each kind for one scheme.
fn every_kind() -> [Credentials; 5] {
    let none = Credentials::default;
    [
        none().bearer("key", "s3cret"),
        none().basic("key", "Ann", "s3cret"),
        none().header("key", "X-Team", "s3cret"),
        none().query("key", "team", "s3cret"),
        none().cookie("key", "team", "s3cret"),
    ]
}

async fn error_of(request: Request) -> runtime::Error<Undocumented> {
    request.send::<Text, Undocumented>().await.unwrap_err()
}

#[tokio::test]
async fn credentials_are_not_sent_to_a_server_of_an_operation_that_others_can_listen_to() {
    for credentials in every_kind() {
        let builder = ClientBuilder::<runtime::Client>::new("https://api.example");
        let client = builder.credentials(credentials).build().unwrap();
        let error = error_of(client.request(&ELSEWHERE_KEY)).await;
        assert!(matches!(error, runtime::Error::Invalid(_)), "{error:?}");
        assert_eq!(
            error.to_string(),
            "GET /locked (locked): not sent: request: \
             a secret would be sent over plain http; use https"
        );
        assert!(!format!("{error:?}").contains("s3cret"));
    }
}

#[tokio::test]
async fn a_secret_of_a_caller_or_a_hook_is_not_sent_there_either() {
    let builder = || ClientBuilder::<runtime::Client>::new("https://api.example");
    let expected = "GET /open (open): not sent: request: \
        a secret would be sent over plain http; use https";
    for name in SECRETS {
        let client = builder().build().unwrap();
        let request = client.request(&ELSEWHERE_OPEN).with_header(name, "s3cret");
        assert_eq!(error_of(request).await.to_string(), expected);
        let client = builder().default_header(name, "s3cret").build().unwrap();
        let request = client.request(&ELSEWHERE_OPEN);
        assert_eq!(error_of(request).await.to_string(), expected);
        let client = builder().hook(Sets(name, 1)).build().unwrap();
        let request = client.request(&ELSEWHERE_OPEN);
        assert_eq!(error_of(request).await.to_string(), expected);
    }
    let client = builder().bearer("s3cret").build().unwrap();
    let error = error_of(client.request(&ELSEWHERE_OPEN)).await;
    assert_eq!(error.to_string(), expected);
    let client = builder().build().unwrap();
    let request = client.request(&ELSEWHERE_OPEN).cookie("session", "s3cret");
    assert_eq!(error_of(request).await.to_string(), expected);
}

#[test]
fn a_client_with_credentials_is_not_built_for_an_address_that_others_can_listen_to() {
    for credentials in every_kind() {
        let builder = || ClientBuilder::<runtime::Client>::new(ELSEWHERE);
        let error = builder().credentials(credentials.clone()).build();
        assert!(matches!(error, Err(ConfigError::Insecure)), "{error:?}");
        let there = builder().credentials(credentials.clone());
        there.base_url("https://api.example").build().unwrap();
        let here = builder().credentials(credentials);
        here.base_url("http://localhost").build().unwrap();
    }
}

#[tokio::test]
async fn credentials_are_sent_to_this_machine() {
    let server = Server::repeating(5, &response("200 OK", "", ""));
    let base_url: &'static str = Box::leak(server.base_url().into_boxed_str());
    let operation = ELSEWHERE_KEY.clone().server(base_url);
    let operation: &'static Operation = Box::leak(Box::new(operation));
    let mut sent = Vec::new();
    for credentials in every_kind() {
        let builder = ClientBuilder::<runtime::Client>::new("https://api.example");
        let client = builder.credentials(credentials).build().unwrap();
        let request = client.request(operation);
        request.send::<Text, Undocumented>().await.unwrap();
        let received = server.request();
        let headers = ["authorization", "x-team", "cookie"].map(|name| received.header(name));
        sent.push(format!(
            "{} {}",
            received.query(),
            headers.concat().concat()
        ));
    }
    let expected = [
        " Bearer s3cret",
        " Basic QW5uOnMzY3JldA==",
        " s3cret",
        "team=s3cret ",
        " team=s3cret",
    ];
    assert_eq!(sent, expected);
}

#[tokio::test]
async fn of_two_secrets_for_a_scheme_the_last_one_is_sent() {
    let server = Server::repeating(2, &response("200 OK", "", ""));
    let locked = Operation::new("locked", Method::GET, "/locked", &[200]).security(&[&["key"]]);
    let locked: &'static Operation = Box::leak(Box::new(locked));
    let first = || Credentials::default().bearer("key", "first");
    for (credentials, expected) in [
        (first().bearer("key", "last"), ["Bearer last"].as_slice()),
        (first().query("key", "team", "last"), &[]),
    ] {
        let builder = ClientBuilder::<runtime::Client>::new(server.base_url());
        let client = builder.credentials(credentials).build().unwrap();
        let request = client.request(locked);
        request.send::<Text, Undocumented>().await.unwrap();
        let received = server.request();
        assert_eq!(received.header("authorization"), expected);
        let query = if expected.is_empty() { "team=last" } else { "" };
        assert_eq!(received.query(), query);
    }
}

#[test]
fn a_header_of_the_name_of_a_key_is_a_secret_that_a_caller_can_set() {
    static LOCKED: Operation =
        Operation::new("locked", Method::GET, "/locked", &[200]).security(&[&["key"]]);
    static OPEN: Operation = Operation::new("open", Method::GET, "/open", &[200]);
    let credentials = || Credentials::default().header("key", "X-Team", "s3cret");
    let builder = || ClientBuilder::<runtime::Client>::new("https://api.example");
    let client = builder().credentials(credentials()).build().unwrap();
    let with_default = builder()
        .credentials(credentials())
        .default_header("X-Team", "s3cret-too");
    let with_default = with_default.build().unwrap();
    for request in [
        client.request(&LOCKED),
        client.request(&LOCKED).with_header("X-Team", "s3cret-too"),
        client.request(&LOCKED).header("X-Team", "s3cret-too"),
        client.request(&OPEN).with_header("X-Team", "s3cret-too"),
        client.request(&OPEN).header("X-Team", "s3cret-too"),
        with_default.request(&LOCKED),
        with_default.request(&OPEN),
    ] {
        assert!(request.headers()["x-team"].is_sensitive());
        assert!(!format!("{request:?}").contains("s3cret"));
    }
}

#[tokio::test]
async fn and_a_hook() {
    let server = Server::sending(response("404 Not Found", "", "s3cret-too"));
    static OPEN: Operation = Operation::new("open", Method::GET, "/open", &[200]);
    struct Replaces;
    impl Hook for Replaces {
        fn before(&self, attempt: &mut Attempt) -> Result<(), String> {
            attempt.set_header("X-Team", "s3cret-too")
        }
        fn after(
            &self,
            attempt: &Attempt,
            _: Result<&runtime::RawResponse, &runtime::TransportError>,
            _: std::time::Duration,
        ) {
            assert!(!format!("{attempt:?}").contains("s3cret"));
        }
    }
    let client = ClientBuilder::<runtime::Client>::new(server.base_url())
        .credentials(Credentials::default().header("key", "X-Team", "s3cret"))
        .hook(Replaces)
        .build()
        .unwrap();
    let error = error_of(client.request(&OPEN)).await;
    assert!(!format!("{error} {error:?}").contains("s3cret"), "{error}");
    assert_eq!(server.request().header("x-team"), ["s3cret-too"]);
}
