//! A `reqwest::Client` of the caller's own, which does not tell whether a request left: it counts as one that may have.

use std::{sync::Arc, time::Duration};

use generated_client::{
    Call, Client, Departure, Error, Outcome, Retry,
    reqwest::{self, ClientBuilder as HttpBuilder, dns::Name},
};
use test_server::{ClosedPort, Reply, Server, chunked, response};

use crate::{
    calls::{Kind, eager},
    client::{TOKEN, own_http},
};

fn client(base_url: String, http: HttpBuilder) -> Client {
    let builder = Client::builder(TOKEN).base_url(base_url);
    builder.transport(http.build().unwrap()).build().unwrap()
}

/// Knows no host.
struct NoHosts;

impl reqwest::dns::Resolve for NoHosts {
    fn resolve(&self, _: Name) -> reqwest::dns::Resolving {
        Box::pin(async { Err("no such host".into()) })
    }
}

fn departure(error: &Error) -> Option<Departure> {
    match error {
        Error::Transport { error, .. } => Some(error.departure()),
        _ => None,
    }
}

#[tokio::test]
async fn a_post_that_is_redirected_to_where_there_is_no_server_may_have_taken_effect() {
    let closed = ClosedPort::new();
    for status in [
        "302 Found",
        "303 See Other",
        "307 Temporary Redirect",
        "308 Permanent Redirect",
    ] {
        for location in [closed.base_url(), "http://nowhere.example/".to_owned()] {
            let redirect = response(status, &format!("location: {location}\r\n"), "");
            let server = Server::repeating(4, &redirect);
            let http = own_http().dns_resolver(Arc::new(NoHosts));
            let client = client(server.base_url(), http);
            let error = Kind::Post.send(&client, eager()).await.unwrap_err();
            assert_eq!(departure(&error), Some(Departure::MaybeSent), "{error:?}");
            assert_eq!((error.attempts(), error.outcome()), (1, Outcome::Unknown));
            assert!(!error.is_connect(), "{error}");
            server.requests(1);
        }
    }
}

#[tokio::test]
async fn without_a_connection_a_request_counts_as_one_that_may_have_left() {
    let closed = ClosedPort::new();
    for base_url in [closed.base_url(), "http://nowhere.localhost/".to_owned()] {
        for kind in Kind::ALL {
            let http = own_http().dns_resolver(Arc::new(NoHosts));
            let client = client(base_url.clone(), http);
            let error = kind.send(&client, eager()).await.unwrap_err();
            let expected = match kind {
                Kind::Get => (4, Outcome::NotApplied),
                kind if kind.is_idempotent() => (4, Outcome::Unknown),
                _ => (1, Outcome::Unknown),
            };
            assert_eq!((error.attempts(), error.outcome()), expected, "{kind:?}");
        }
    }
}

#[tokio::test]
async fn its_own_time_limit_is_one() {
    let server = Server::stalling_after("");
    let http = own_http().timeout(Duration::from_millis(50));
    let client = client(server.base_url(), http);
    let error = Kind::Post.send(&client, Retry::off()).await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert_eq!(error.outcome(), Outcome::Unknown);
}

#[tokio::test]
async fn a_body_that_breaks_off_is_one_and_shows_no_secret() {
    let server = Server::sending("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{\"c");
    let client = client(server.base_url(), own_http());
    let call = client.get_time_entries().with_query("key", "s3cret");
    let error = call.with_retry(Retry::off()).send().await.unwrap_err();
    assert!(matches!(error, Error::Interrupted { .. }), "{error:?}");
    assert_eq!(error.raw_body(), Some(&b"{\"c"[..]));
    assert!(
        !format!("{error:?} {error}").contains("s3cret"),
        "{error:?}"
    );
    assert_eq!(server.request().query(), "key=s3cret");

    let closed = ClosedPort::new();
    let client = crate::own_reqwest::client(closed.base_url(), own_http());
    let call = client.get_time_entries().with_query("key", "s3cret");
    let error = call.with_retry(Retry::off()).send().await.unwrap_err();
    assert!(
        !format!("{error:?} {error}").contains("s3cret"),
        "{error:?}"
    );
}

#[tokio::test]
async fn streams_and_bodies_with_parts_pass_it() {
    let body = chunked("200 OK", "", [&b"ab"[..], b"c"]);
    let server = Server::sending(body);
    let images = tests::response_media::endpoints::Client::builder()
        .base_url(server.base_url())
        .transport(own_http().build().unwrap())
        .build()
        .unwrap();
    let mut stream = images.get_image().send_for_stream().await.unwrap();
    let mut bytes = Vec::new();
    while let Some(piece) = stream.next().await {
        bytes.extend(piece.unwrap());
    }
    assert_eq!(bytes, b"abc");

    let server = Server::replying([Reply::Send(test_server::NO_CONTENT.into())]);
    let archive = tests::body_multipart::endpoints::Client::builder()
        .base_url(server.base_url())
        .transport(own_http().build().unwrap())
        .build()
        .unwrap();
    let part = runtime::Part::stream(futures_util::stream::iter([Ok("letter".into())]));
    archive.upload(part, "a").send().await.unwrap();
    let request = server.request();
    assert_eq!(request.header("transfer-encoding"), ["chunked"]);
}

#[tokio::test]
async fn a_redirect_that_it_does_not_follow_is_a_response() {
    let server = Server::sending(response("303 See Other", "location: /x\r\n", ""));
    let http = own_http().redirect(reqwest::redirect::Policy::none());
    let client = client(server.base_url(), http);
    let error = Kind::Post.send(&client, eager()).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 303);
    assert_eq!(error.outcome(), Outcome::Unknown);
}

#[tokio::test]
async fn a_redirect_that_it_cannot_follow_is_no_reason_to_send_a_read_again() {
    for (location, policy) in [
        ("/x", reqwest::redirect::Policy::limited(0)),
        ("http://[", reqwest::redirect::Policy::default()),
    ] {
        let redirect = response("302 Found", &format!("location: {location}\r\n"), "");
        let server = Server::repeating(4, &redirect);
        let client = client(server.base_url(), own_http().redirect(policy));
        let error = Kind::Get.send(&client, eager()).await.unwrap_err();
        assert_eq!(error.attempts(), 1, "{location}: {error}");
    }
}
