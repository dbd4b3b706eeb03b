//! Credentials by security scheme, and servers of operations.

#![allow(deprecated, reason = "one of the schemes is deprecated")]

use runtime::{Call, ConfigError, TokenSource};
use test_server::{NO_CONTENT, Received, Server, json_response};
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
        .cookie_key("c=key/+")
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
        ["/cookie", "cookie: session=c=key/+; theme=dark"]
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
        ["/either", "cookie: session=c=key/+", "x-key: h-key"]
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
            "request: the client has no credentials for this operation; it requires header-key and cookie-key, or login; give them to the client, set a header by `with_header`, or send none by `without_credentials`"
        )
    );
    assert!(client.usual().send().await.is_err());
    assert_eq!(problem(client.open().request()), None);
}

/// A server of tokens, and the source of them.
fn source(count: usize) -> (Server, TokenSource) {
    let token = r#"{"access_token":"fr3sh","token_type":"Bearer","expires_in":600}"#;
    let server = Server::repeating(count, &json_response(token));
    let url = format!("http://{}/token", server.address);
    let source = TokenSource::client_credentials(url, "app", "s3cret");
    (server, source)
}

#[tokio::test]
async fn a_source_of_tokens_is_asked_only_for_operations_that_require_its_scheme() {
    let (auth, source) = source(9);
    let credentials = Credentials::default()
        .login(source)
        .token("t0ken")
        .header_key("h");
    let sent = [
        sent!(credentials.clone(), client => client.usual()),
        sent!(credentials.clone(), client => client.open()),
        sent!(credentials.clone(), client => client.by_header()),
        sent!(credentials.clone(), client => client.by_either()),
        sent!(credentials, client => client.by_either()),
    ];
    let expected = [
        vec!["/usual", "authorization: Bearer t0ken"],
        vec!["/open"],
        vec!["/header", "x-key: h"],
        vec!["/either", "authorization: Bearer fr3sh"],
        vec!["/either", "authorization: Bearer fr3sh"],
    ];
    assert_eq!(sent, expected);
    // Clients with the same source have the same token.
    assert_eq!(auth.requests(1)[0].body, "grant_type=client_credentials");
}

#[tokio::test]
async fn the_last_credentials_of_a_scheme_count() {
    let (auth, source) = source(1);
    let fixed = Credentials::default().login(source.clone()).login("l0gin");
    assert_eq!(
        sent!(fixed, client => client.by_either()),
        ["/either", "authorization: Bearer l0gin"]
    );
    assert!(auth.is_untouched());
    let fetched = Credentials::default().login("l0gin").login(source);
    assert_eq!(
        sent!(fetched, client => client.by_either()),
        ["/either", "authorization: Bearer fr3sh"]
    );
}

#[tokio::test]
async fn a_source_comes_before_a_default_header_and_behind_a_header_of_the_request() {
    let (_auth, source) = source(1);
    let api = Server::repeating(2, NO_CONTENT);
    let client = Client::builder(Credentials::default().login(source))
        .base_url(api.base_url())
        .default_header("Authorization", "Basic abc")
        .build()
        .unwrap();
    let own = client
        .by_either()
        .with_header("authorization", "Bearer own");
    own.send().await.unwrap();
    client.by_either().send().await.unwrap();
    for expected in ["Bearer own", "Bearer fr3sh"] {
        assert_eq!(api.request().header("authorization"), [expected]);
    }
}

#[test]
fn a_source_that_cannot_be_used_is_refused_with_its_scheme() {
    let source = TokenSource::client_credentials("http://auth.example/token", "app", "s3cret");
    let credentials = Credentials::default().login(source);
    assert_eq!(
        format!("{credentials:?}"),
        r#"Credentials { inner: {"login": "[redacted]"} }"#
    );
    assert_eq!(
        Client::new(credentials.clone()).unwrap_err().to_string(),
        "the token is invalid: `login`: the token URL is invalid: \
         a secret would be sent over plain http; use https"
    );
    let (_, source) = self::source(0);
    let insecure =
        Client::builder(Credentials::default().login(source)).base_url("http://api.example");
    assert!(matches!(insecure.build(), Err(ConfigError::Insecure)));
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
        "c=key/+",
    ] {
        assert!(!shown.contains(secret), "{secret} is in {shown}");
    }
    for (credentials, expected) in [
        (
            Credentials::default().query_key(""),
            "`query-key`: it is empty",
        ),
        (
            Credentials::default().cookie_key("a;b"),
            "`cookie-key`: it has a character that a cookie cannot hold",
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

#[tokio::test]
async fn credentials_that_nothing_requires_are_sent_if_they_are_given() {
    use tests::security_never_required::endpoints::{Client, Credentials};

    for (credentials, expected) in [
        (Credentials::default(), &[][..]),
        (
            Credentials::default().token("t0ken"),
            &["authorization: Bearer t0ken"],
        ),
        (Credentials::default().key("k"), &["x-key: k"]),
    ] {
        let server = Server::repeating(2, NO_CONTENT);
        let builder = Client::builder(credentials).base_url(server.base_url());
        let client = builder.build().unwrap();
        client.open_vault().send().await.unwrap();
        let received = server.request();
        let is_proof =
            |line: &&String| line.starts_with("authorization") || line.starts_with("x-key");
        let proofs: Vec<_> = received.headers.iter().filter(is_proof).collect();
        assert_eq!(proofs, expected);
        // The operation says that it needs none.
        client.log_in().send().await.unwrap();
        assert!(!server.request().headers.iter().any(|line| is_proof(&line)));
    }
}
