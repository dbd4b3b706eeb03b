//! Credentials by security scheme, and servers of operations.

use runtime::Call;
use test_server::{NO_CONTENT, Received, Server};
use tests::{
    security::endpoints::{Client, Credentials},
    servers,
};

fn all() -> Credentials {
    Credentials::default()
        .token("t0ken")
        .password("Aladdin", "open sesame")
        .header_key("h-key")
        .query_key("q&key")
        .cookie_key("c;key")
        .login("l0gin")
}

macro_rules! sent {
    ($credentials:expr, $client:ident => $call:expr) => {{
        let server = Server::sending(NO_CONTENT);
        let $client = Client::builder($credentials)
            .base_url(server.base_url())
            .build()
            .unwrap();
        $call.send().await.unwrap();
        shown(&server.request())
    }};
}

/// The target, and every header that proves something.
fn shown(received: &Received) -> Vec<String> {
    let target = received.line.split(' ').nth(1).unwrap();
    let mut shown = vec![target.strip_prefix("/api/v1").unwrap().to_owned()];
    let proofs = ["authorization", "cookie", "x-key"];
    let proves = |line: &&String| proofs.iter().any(|name| line.starts_with(name));
    shown.extend(received.headers.iter().filter(proves).cloned());
    shown
}

#[tokio::test]
async fn each_operation_takes_what_it_needs() {
    assert_eq!(
        sent!(all(), client => client.usual()),
        ["/usual", "authorization: Bearer t0ken"]
    );
    assert_eq!(sent!(all(), client => client.open()), ["/open"]);
    assert_eq!(
        sent!(all(), client => client.by_password()),
        [
            "/password",
            "authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="
        ]
    );
    assert_eq!(
        sent!(all(), client => client.by_header()),
        ["/header", "x-key: h-key"]
    );
    assert_eq!(
        sent!(all(), client => client.by_query().page(2)),
        ["/query?key=q%26key&page=2"]
    );
    assert_eq!(
        sent!(all(), client => client.by_cookie().theme("x").theme("dark")),
        ["/cookie", "cookie: session=c%3Bkey; theme=dark"]
    );
    assert_eq!(
        sent!(all(), client => client.by_both()),
        ["/both?key=q%26key", "x-key: h-key"]
    );
}

#[tokio::test]
async fn the_first_way_that_the_client_can_go_is_taken() {
    assert_eq!(
        sent!(all(), client => client.by_either()),
        ["/either", "cookie: session=c%3Bkey", "x-key: h-key"]
    );
    let some = Credentials::default().header_key("h").login("l");
    assert_eq!(
        sent!(some, client => client.by_either()),
        ["/either", "authorization: Bearer l"]
    );
    assert_eq!(
        sent!(Credentials::default(), client => client.maybe()),
        ["/maybe"]
    );
    let password = Credentials::default().password("a", "b");
    assert_eq!(
        sent!(password, client => client.maybe()),
        ["/maybe", "authorization: Basic YTpi"]
    );
}

#[tokio::test]
async fn without_credentials_nothing_is_sent() {
    let client = Client::new(Credentials::default().header_key("h")).unwrap();
    let problem = |request: &runtime::Request| request.problem().map(ToString::to_string);
    assert_eq!(
        problem(client.by_either().request()).as_deref(),
        Some(
            "request: the client has no credentials for this operation; it requires header-key and cookie-key, or login"
        )
    );
    assert!(client.usual().send().await.is_err());
    assert_eq!(problem(client.open().request()), None);
}

#[test]
fn no_secret_is_shown() {
    let client = Client::new(all()).unwrap();
    let shown = format!(
        "{:?} {:?} {:?} {:?} {:?}",
        all(),
        client,
        client.by_both(),
        client.by_cookie(),
        client.by_password()
    );
    for secret in [
        "t0ken",
        "sesame",
        "QWxhZGRpbj",
        "h-key",
        "q&key",
        "q%26key",
        "c%3Bkey",
        "c;key",
    ] {
        assert!(!shown.contains(secret), "{secret} is in {shown}");
    }
    for (credentials, expected) in [
        (
            Credentials::default().query_key(""),
            "`query-key`: it is empty",
        ),
        (
            Credentials::default().password("a:b", "c"),
            "`password`: a user name must not have a colon, which separates it from the password",
        ),
    ] {
        let error = Client::new(credentials).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
}

#[test]
fn an_operation_goes_to_its_own_server_unless_the_client_is_elsewhere() {
    use servers::endpoints::Client;
    let url = |request: &runtime::Request| request.url().unwrap();
    assert_eq!(Client::BASE_URL, "https://eu.mail.example/v1");
    let client = Client::new().unwrap();
    assert_eq!(
        url(client.list_letters().request()),
        "https://eu.mail.example/v1/letters"
    );
    assert_eq!(
        url(client.list_parcels().request()),
        "https://parcels.example/parcels"
    );
    assert_eq!(
        url(client.send_parcel().request()),
        "https://upload.example/up/parcels"
    );
    assert_eq!(
        url(client.same().request()),
        "https://eu.mail.example/v1/same"
    );
    let elsewhere = Client::builder().base_url("http://127.0.0.1:9/m").build();
    let elsewhere = elsewhere.unwrap();
    assert_eq!(
        url(elsewhere.send_parcel().request()),
        "http://127.0.0.1:9/m/parcels"
    );
}
