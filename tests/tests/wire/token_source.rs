//! A client with a source of tokens: the token requests, when they are sent, and how a token is used.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use futures_util::future::{FutureExt as _, join_all};
use generated_client::{
    Call, Client, ClientBuilder, Error, Outcome, ResponseBody, Retry, TokenSource, http::Response,
};
use test_server::{Received, Server, json_response};
use tokio::time::{advance, sleep};

use crate::{
    calls::{Kind, eager},
    client::empty_page,
    fake::{Fake, Got, Sent, respond, success},
};

pub(crate) const TOKEN_URL: &str = "https://auth.example/token";

pub(crate) fn credentials() -> TokenSource {
    TokenSource::client_credentials(TOKEN_URL, "app", "s3cret")
}

/// A token response.
pub(crate) fn token(name: impl Into<String>, more: &str) -> Response<ResponseBody> {
    let name = name.into();
    respond(
        200,
        format!(r#"{{"access_token":"{name}","token_type":"Bearer"{more}}}"#),
    )
}

/// An API and its token endpoint, which gives out `t1`, `t2` and so on.
pub(crate) fn world<F>(api: impl Fn(Got) -> F + Send + Sync + 'static) -> Arc<Fake>
where
    F: Future<Output = Sent> + Send + 'static,
{
    world_with(r#","expires_in":3600"#, api)
}

fn world_with<F>(
    more: impl Into<String>,
    api: impl Fn(Got) -> F + Send + Sync + 'static,
) -> Arc<Fake>
where
    F: Future<Output = Sent> + Send + 'static,
{
    let (number, more) = (AtomicU32::new(0), more.into());
    Fake::new(move |got| {
        let more = more.clone();
        let is_token_request = got.uri == TOKEN_URL;
        let number = match is_token_request {
            true => number.fetch_add(1, Ordering::Relaxed) + 1,
            false => 0,
        };
        let response = (!is_token_request).then(|| api(got));
        async move {
            match response {
                Some(response) => response.await,
                None => {
                    sleep(Duration::from_millis(100)).await;
                    Ok(token(format!("t{number}"), &more))
                }
            }
        }
    })
}

/// An API that responds to everything.
pub(crate) fn friendly() -> Arc<Fake> {
    world(|got| async move { Ok(success(kind_of(&got))) })
}

pub(crate) fn kind_of(got: &Got) -> Kind {
    match got.method.as_str() {
        "POST" => Kind::Post,
        "PUT" => Kind::Put,
        "DELETE" => Kind::Delete,
        _ => Kind::Get,
    }
}

pub(crate) fn client(transport: &Arc<Fake>, source: TokenSource) -> Client {
    builder(transport, source).build().unwrap()
}

pub(crate) fn builder(transport: &Arc<Fake>, source: TokenSource) -> ClientBuilder<Client> {
    Client::builder(source).transport(transport.clone())
}

/// The token of each request to the API, in order, and `?` for each token request.
pub(crate) fn tokens(transport: &Fake) -> Vec<String> {
    let got = transport.got().into_iter();
    let shown = got.map(|got| match got.uri == TOKEN_URL {
        true => "?".to_owned(),
        false => got.header("authorization").replace("Bearer ", ""),
    });
    shown.collect()
}

/// Serves one token request, and returns it.
async fn token_request(source: impl FnOnce(String) -> TokenSource) -> Received {
    let auth = Server::sending(json_response(
        r#"{"access_token":"2YotnFZFEjr1zCsicMWpAA","token_type":"bearer"}"#,
    ));
    let api = Server::sending(empty_page());
    let source = source(format!("http://{}/oauth/token?tenant=7", auth.address));
    let client = Client::builder(source).base_url(api.base_url()).build();
    client.unwrap().get_time_entries().send().await.unwrap();
    let authorization = "Bearer 2YotnFZFEjr1zCsicMWpAA";
    assert_eq!(api.request().header("authorization"), [authorization]);
    let request = auth.request();
    let host = auth.address.to_string();
    assert_eq!(request.header("host"), [host]);
    assert_eq!(request.line, "POST /oauth/token?tenant=7 HTTP/1.1");
    request
}

#[tokio::test]
async fn the_token_request_of_the_client_credentials_grant() {
    let request = token_request(|url| {
        TokenSource::client_credentials(url, "the app", "s3:cr%et/+é")
            .scope("time:read time:write")
            .parameter("audience", "https://api.example/?a=1&b=2")
    })
    .await;
    assert_eq!(
        request.body,
        "grant_type=client_credentials&scope=time%3Aread+time%3Awrite\
         &audience=https%3A%2F%2Fapi.example%2F%3Fa%3D1%26b%3D2"
    );
    let mut headers = request.headers.clone();
    headers.retain(|line| !line.starts_with("host"));
    assert_eq!(
        headers,
        [
            "accept: application/json",
            // the+app:s3%3Acr%25et%2F%2B%C3%A9
            "authorization: Basic dGhlK2FwcDpzMyUzQWNyJTI1ZXQlMkYlMkIlQzMlQTk=",
            &format!("content-length: {}", request.body.len()),
            "content-type: application/x-www-form-urlencoded",
            &format!("user-agent: {}", crate::client::USER_AGENT),
        ]
    );
}

#[tokio::test]
async fn the_secret_of_a_client_is_in_the_body_if_asked_for() {
    let request =
        token_request(|url| TokenSource::client_credentials(url, "app", "s3cr&t").secret_in_body())
            .await;
    assert_eq!(
        request.body,
        "grant_type=client_credentials&client_id=app&client_secret=s3cr%26t"
    );
    assert_eq!(request.header("authorization"), [""; 0]);
}

#[tokio::test]
async fn the_token_request_of_the_refresh_token_grant() {
    // The example of RFC 6749, section 6.
    let request = token_request(|url| {
        TokenSource::refresh_token(url, "tGzv3JOkF0XG5Qx2TlKWIA").client("s6BhdRkqt3", "gX1fBat3bV")
    })
    .await;
    assert_eq!(
        request.body,
        "grant_type=refresh_token&refresh_token=tGzv3JOkF0XG5Qx2TlKWIA"
    );
    assert_eq!(
        request.header("authorization"),
        ["Basic czZCaGRSa3F0MzpnWDFmQmF0M2JW"]
    );

    let request = token_request(|url| {
        TokenSource::refresh_token(url, "r/1")
            .public_client("app")
            .scope("a")
    })
    .await;
    let expected = "grant_type=refresh_token&refresh_token=r%2F1&scope=a&client_id=app";
    assert_eq!(request.body, expected);
    assert_eq!(request.header("authorization"), [""; 0]);

    let request = token_request(|url| TokenSource::refresh_token(url, "r1")).await;
    assert_eq!(request.body, "grant_type=refresh_token&refresh_token=r1");
    assert_eq!(request.header("authorization"), [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn concurrent_requests_lead_to_one_token_request() {
    let transport = friendly();
    let client = client(&transport, credentials());
    let calls = (0..50).map(|_| client.get_time_entries().send());
    for result in join_all(calls).await {
        result.unwrap();
    }
    let mut expected = vec!["t1".to_owned(); 50];
    expected.insert(0, "?".to_owned());
    assert_eq!(tokens(&transport), expected);
    // Clones of the client and of the source have the same token.
    client.clone().get_time_entries().send().await.unwrap();
    assert_eq!(transport.count(), 52);
}

#[tokio::test(start_paused = true)]
async fn clients_that_share_a_source_share_its_token() {
    let transport = friendly();
    let source = credentials();
    for _ in 0..2 {
        let client = client(&transport, source.clone());
        client.get_time_entries().send().await.unwrap();
    }
    assert_eq!(tokens(&transport), ["?", "t1", "t1"]);
    // Another scope is another token.
    let client = client(&transport, source.scope("write"));
    client.get_time_entries().send().await.unwrap();
    assert_eq!(tokens(&transport)[3..], ["?", "t2"]);
}

#[tokio::test(start_paused = true)]
async fn another_call_goes_on_to_wait_if_the_first_is_dropped() {
    let transport = friendly();
    let client = client(&transport, credentials());
    let mut first = tokio::spawn(client.get_time_entries().send());
    sleep(Duration::from_millis(10)).await;
    let second = tokio::spawn(client.get_time_entries().send());
    sleep(Duration::from_millis(10)).await;
    assert_eq!(tokens(&transport), ["?"]);
    first.abort();
    assert!((&mut first).await.unwrap_err().is_cancelled());
    second.await.unwrap().unwrap();
    assert_eq!(tokens(&transport), ["?", "t1"]);
}

#[tokio::test(start_paused = true)]
async fn a_later_call_gets_the_response_that_all_others_did_not_wait_for() {
    let transport = friendly();
    let client = client(&transport, credentials());
    let dropped = client
        .get_time_entries()
        .with_timeout(Duration::from_millis(10));
    let error = dropped.with_retry(Retry::off()).send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /time_entries (get-time-entries): no response in time: the hooks were not done before the attempt"
    );
    assert!(error.is_timeout() && !error.is_connect());
    sleep(Duration::from_secs(5)).await;
    client.get_time_entries().send().await.unwrap();
    assert_eq!(tokens(&transport), ["?", "t1"]);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_not_polled_does_not_hold_up_others() {
    let transport = friendly();
    let client = client(&transport, credentials());
    let mut first = Box::pin(client.get_time_entries().send());
    // It has sent the token request, and is left alone.
    assert!((&mut first).now_or_never().is_none());
    client.get_time_entries().send().await.unwrap();
    first.await.unwrap();
    assert_eq!(tokens(&transport), ["?", "t1", "t1"]);
}

#[tokio::test(start_paused = true)]
async fn a_token_is_renewed_before_it_expires() {
    for (lifetime, early) in [
        (3600, 60_000),
        (86400, 60_000),
        (600, 60_000),
        (300, 30_000),
        (50, 5_000),
    ] {
        for text in [
            format!("{lifetime}"),
            format!("\"{lifetime}\""),
            format!("{lifetime}.0"),
        ] {
            let more = format!(r#","expires_in":{text}"#);
            let transport = world_with(more, |_| async { Ok(success(Kind::Get)) });
            let client = client(&transport, credentials());
            client.get_time_entries().send().await.unwrap();
            // The lifetime counts from the token request, which took 100 ms.
            advance(Duration::from_millis(lifetime * 1000 - early - 101)).await;
            client.get_time_entries().send().await.unwrap();
            assert_eq!(tokens(&transport), ["?", "t1", "t1"], "{text}");
            advance(Duration::from_millis(2)).await;
            client.get_time_entries().send().await.unwrap();
            assert_eq!(tokens(&transport), ["?", "t1", "t1", "?", "t2"], "{text}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_without_a_lifetime_is_used_until_it_is_rejected() {
    for more in ["", r#","expires_in":null"#] {
        let transport = world_with(more, |_| async { Ok(success(Kind::Get)) });
        let client = client(&transport, credentials());
        for _ in 0..3 {
            client.get_time_entries().send().await.unwrap();
            advance(Duration::from_secs(1_000_000)).await;
        }
        assert_eq!(tokens(&transport), ["?", "t1", "t1", "t1"]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_that_is_over_at_once_is_used_by_those_who_waited_for_it() {
    for lifetime in [r#","expires_in":0"#, r#","expires_in":-5"#] {
        let transport = world_with(lifetime, |_| async { Ok(success(Kind::Get)) });
        let client = client(&transport, credentials());
        let calls = (0..5).map(|_| client.get_time_entries().send());
        for result in join_all(calls).await {
            result.unwrap();
        }
        assert_eq!(tokens(&transport), ["?", "t1", "t1", "t1", "t1", "t1"]);
        client.get_time_entries().send().await.unwrap();
        assert_eq!(tokens(&transport)[6..], ["?", "t2"]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_that_is_still_valid_is_used_if_it_cannot_be_renewed() {
    let is_down = Arc::new(AtomicU32::new(0));
    let down = is_down.clone();
    let transport = Fake::new(move |got| {
        let is_down = down.load(Ordering::Relaxed) == 1;
        async move {
            match got.uri == TOKEN_URL {
                false => Ok(success(Kind::Get)),
                true if is_down => Ok(respond(400, r#"{"error":"invalid_client"}"#)),
                true => Ok(token("t1", r#","expires_in":600"#)),
            }
        }
    });
    let client = client(&transport, credentials());
    client.get_time_entries().send().await.unwrap();
    is_down.store(1, Ordering::Relaxed);
    advance(Duration::from_secs(545)).await;
    for _ in 0..3 {
        client.get_time_entries().send().await.unwrap();
    }
    assert_eq!(tokens(&transport)[2..], ["?", "t1", "t1", "t1"]);
    advance(Duration::from_secs(11)).await;
    client.get_time_entries().send().await.unwrap();
    assert_eq!(tokens(&transport)[6..], ["?", "t1"]);
    advance(Duration::from_secs(45)).await;
    let error = client.get_time_entries().send().await.unwrap_err();
    assert!(matches!(error, Error::Invalid(_)), "{error:?}");
    // The next token, whose renewal fails shortly before its end.
    is_down.store(0, Ordering::Relaxed);
    client.get_time_entries().send().await.unwrap();
    is_down.store(1, Ordering::Relaxed);
    advance(Duration::from_secs(595)).await;
    client.get_time_entries().send().await.unwrap();
    advance(Duration::from_secs(6)).await;
    client.get_time_entries().send().await.unwrap_err();
}

#[tokio::test(start_paused = true)]
async fn a_token_request_that_fails_fails_all_that_wait_for_it() {
    let transport = Fake::new(|got| async move {
        sleep(Duration::from_millis(50)).await;
        assert_eq!(got.uri.to_string(), TOKEN_URL);
        Ok(respond(401, r#"{"error":"invalid_client"}"#))
    });
    let client = client(&transport, credentials());
    let calls = (0..10).map(|_| client.get_time_entries().send());
    for result in join_all(calls).await {
        let error = result.unwrap_err();
        assert_eq!(
            error.to_string(),
            "GET /time_entries (get-time-entries): not sent: request: \
             no access token from https://auth.example/token: 401 Unauthorized: invalid_client"
        );
        assert_eq!(error.outcome(), Outcome::NotApplied);
    }
    assert_eq!(transport.count(), 1);
    // A later one is not bound by that.
    client.get_time_entries().send().await.unwrap_err();
    assert_eq!(transport.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn every_kind_of_call_has_the_token() {
    let transport = friendly();
    let client = client(&transport, credentials());
    for kind in Kind::ALL {
        if kind != Kind::DeleteSeveral {
            kind.send(&client, eager()).await.unwrap();
        }
    }
    client.get_time_entries().send_raw().await.unwrap();
    assert_eq!(tokens(&transport), ["?", "t1", "t1", "t1", "t1", "t1"]);
}

#[tokio::test(start_paused = true)]
async fn a_request_with_an_authorization_of_its_own_needs_no_token() {
    let transport = friendly();
    let client = builder(&transport, credentials())
        .default_header("Authorization", "Basic abc")
        .build()
        .unwrap();
    let request = client
        .get_time_entries()
        .with_header("Authorization", "Bearer own");
    request.send().await.unwrap();
    assert_eq!(tokens(&transport), ["own"]);
    // As with a token of the client, a default header does not come before it.
    client.get_time_entries().send().await.unwrap();
    assert_eq!(tokens(&transport), ["own", "?", "t1"]);
}

#[tokio::test(start_paused = true)]
async fn as_a_hook_a_source_sets_the_token_in_place_of_any_other() {
    let transport = friendly();
    let client = crate::fake::builder(&transport)
        .async_hook(credentials())
        .build()
        .unwrap();
    client.get_time_entries().send().await.unwrap();
    assert_eq!(tokens(&transport), ["?", "t1"]);
}

#[tokio::test(start_paused = true)]
async fn token_requests_can_go_over_a_transport_of_their_own() {
    let auth = friendly();
    let api = friendly();
    let client = client(&api, credentials().transport(auth.clone()));
    client.get_time_entries().send().await.unwrap();
    assert_eq!(tokens(&auth), ["?"]);
    assert_eq!(tokens(&api), ["t1"]);
}

#[test]
fn threads_that_wait_share_a_token_request() {
    use generated_client::blocking::Wait as _;

    let transport = friendly();
    let client = client(&transport, credentials());
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| client.get_time_entries().send().wait().unwrap());
        }
    });
    let token_requests = tokens(&transport).iter().filter(|it| *it == "?").count();
    assert_eq!((token_requests, transport.count()), (1, 9));
}
