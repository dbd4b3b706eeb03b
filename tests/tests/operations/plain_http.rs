//! Secrets over plain http, what is no secret, and credentials that the caller sets or leaves out.

use runtime::{Attempt, Call, ConfigError, Hook};
use test_server::{NO_CONTENT, Server};
use tests::{
    authorization_parameter,
    cookie_styles::endpoints::{Client, Credentials},
    degradations, security, servers,
};

use crate::helpers::problem;

const CLUSTER: &str = "http://users.internal:8080/v1";

#[test]
fn what_is_no_secret_goes_over_plain_http() {
    let client = Client::builder(Credentials::default())
        .base_url(CLUSTER)
        .build()
        .unwrap();
    let request = client.seen().theme("dark").x_author("Ada");
    assert!(
        request
            .request()
            .headers()
            .values()
            .all(|value| !value.is_sensitive())
    );
    let secret = client.seen().with_header("Cookie", "theme=dark");
    assert!(secret.request().headers()["cookie"].is_sensitive());
}

#[tokio::test]
async fn a_secret_goes_over_plain_http_only_if_the_caller_allows_it() {
    let builder = || Client::builder(Credentials::default().session("s3cret"));
    let refused = builder().base_url(CLUSTER).build().unwrap_err();
    assert!(matches!(refused, ConfigError::Insecure));
    let client = builder()
        .base_url(CLUSTER)
        .allow_plain_http()
        .build()
        .unwrap();
    let request = client.log_in();
    assert_eq!(
        request.request().url().unwrap(),
        "http://users.internal:8080/v1/login"
    );
    assert_eq!(request.request().headers()["cookie"], "sid=s3cret");
}

#[test]
fn a_base_url_of_the_caller_counts_for_operations_with_their_own_server() {
    let url = |request: &runtime::Request| request.url().unwrap();
    // The document has no absolute server, and its operation has one.
    let builder =
        degradations::endpoints::Client::builder("http://127.0.0.1:9/m", Default::default());
    let client = builder.build().unwrap();
    #[allow(deprecated, reason = "the only operation with a server of its own")]
    let boxes = client.list_boxes().without_credentials();
    assert_eq!(url(boxes.request()), "http://127.0.0.1:9/m/boxes");
    let own = servers::endpoints::Client::new().unwrap();
    assert_eq!(
        url(own.list_parcels().request()),
        "https://parcels.example/parcels"
    );
}

#[tokio::test]
async fn an_operation_with_a_requirement_is_called_without_credentials_on_purpose() {
    let server = Server::repeating(4, NO_CONTENT);
    let client = Client::builder(Credentials::default())
        .base_url(server.base_url())
        .build()
        .unwrap();
    assert_eq!(
        problem(client.log_in().request()),
        "request: the client has no credentials for this operation; it requires session; give them to the client, \
         set a header by `with_header`, or send none by `without_credentials`"
    );
    client.log_in().without_credentials().send().await.unwrap();
    assert!(server.request().header("cookie").is_empty());
    client
        .log_in()
        .with_header("Authorization", "Basic YTpi")
        .send()
        .await
        .unwrap();
    assert_eq!(server.request().header("authorization"), ["Basic YTpi"]);
    assert!(
        client
            .log_in()
            .with_header("X-Team", "a")
            .send()
            .await
            .is_err()
    );
}

/// Sets the header of a session.
struct Session;

impl Hook for Session {
    fn before(&self, attempt: &mut Attempt) -> Result<(), String> {
        if attempt.operation().id == "log-in" {
            attempt.set_header("X-Session-Token", "t")?;
        }
        Ok(())
    }
}

/// Sets nothing.
struct Nothing;

impl Hook for Nothing {}

#[tokio::test]
async fn a_hook_can_set_the_credentials() {
    let server = Server::sending(NO_CONTENT);
    let builder = || Client::builder(Credentials::default()).base_url(server.base_url());
    let without = builder()
        .hook(Nothing)
        .build()
        .unwrap()
        .log_in()
        .send()
        .await;
    assert!(without.unwrap_err().to_string().contains("no credentials"));
    builder()
        .hook(Session)
        .build()
        .unwrap()
        .log_in()
        .send()
        .await
        .unwrap();
    assert_eq!(server.request().header("x-session-token"), ["t"]);
}

#[tokio::test]
#[allow(deprecated, reason = "one of the schemes is deprecated")]
async fn without_credentials_removes_every_kind_of_them() {
    let server = Server::repeating(4, NO_CONTENT);
    let all = security::endpoints::Credentials::default()
        .token("t0ken")
        .password("a", "b")
        .header_key("h-key")
        .query_key("q-key")
        .cookie_key("c-key");
    let client = security::endpoints::Client::builder(all).base_url(server.base_url());
    let client = client.build().unwrap();
    client.usual().without_credentials().send().await.unwrap();
    client.by_both().without_credentials().send().await.unwrap();
    client
        .by_cookie()
        .theme("dark")
        .without_credentials()
        .send()
        .await
        .unwrap();
    client
        .by_header()
        .without_credentials()
        .with_header("X-Key", "own")
        .send()
        .await
        .unwrap();
    let expected = [
        ("usual", None),
        ("both", None),
        ("cookie", Some("cookie: theme=dark")),
        ("header", Some("x-key: own")),
    ];
    for (path, header) in expected {
        let received = server.request();
        assert!(received.line.contains(&format!("/{path} ")), "{received:?}");
        let is_proof = |line: &&String| {
            ["authorization", "cookie", "x-key"]
                .iter()
                .any(|name| line.starts_with(name))
        };
        let proofs: Vec<&String> = received.headers.iter().filter(is_proof).collect();
        assert_eq!(proofs, Vec::from_iter(header));
    }
}

#[tokio::test]
async fn an_authorization_parameter_is_sent_as_credentials() {
    use authorization_parameter::endpoints::{Client, Credentials};

    let server = Server::repeating(3, NO_CONTENT);
    let build = |credentials: Credentials| {
        Client::builder(credentials)
            .base_url(server.base_url())
            .build()
            .unwrap()
    };
    let client = build(Credentials::default().authorization("Token t0k"));
    client.list_jobs().send().await.unwrap();
    assert_eq!(server.request().header("authorization"), ["Token t0k"]);
    client.open().send().await.unwrap();
    assert!(server.request().header("authorization").is_empty());
    let without = build(Credentials::default());
    assert!(without.list_jobs().send().await.is_err());
    without.maybe().send().await.unwrap();
    assert!(server.request().header("authorization").is_empty());
    assert!(!format!("{client:?} {:?}", client.list_jobs()).contains("t0k"));
}
