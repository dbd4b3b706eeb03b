//! Headers with a key by which the server recognizes a request.

use std::time::Duration;

use runtime::{Call, Idempotency, Retry};
use test_server::{NO_CONTENT, Reply, Server};
use tests::idempotency_keys::endpoints::Client;

fn client(server: &Server) -> Client {
    Client::builder()
        .base_url(server.base_url())
        .retry(Retry::default().first_wait(Duration::ZERO))
        .build()
        .unwrap()
}

/// Returns the values that the next request has for a header.
fn sent(server: &Server, header: &str) -> Vec<String> {
    let request = server.request();
    let values = request.header(header);
    values.into_iter().map(str::to_owned).collect()
}

fn ok() -> Reply {
    Reply::Send(NO_CONTENT.into())
}

fn is_uuid(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    let is_hexadecimal = |c: char| matches!(c, '0'..='9' | 'a'..='f' | '-');
    lengths == [8, 4, 4, 4, 12] && text.chars().all(is_hexadecimal)
}

#[tokio::test]
async fn a_lost_creation_is_sent_again_with_the_same_key() {
    let unavailable = "HTTP/1.1 503 Unavailable\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let server = Server::replying([Reply::Reset, Reply::Send(unavailable.into()), ok(), ok()]);
    let client = client(&server);
    client.pay().send().await.unwrap();
    let keys: Vec<Vec<String>> = (0..3).map(|_| sent(&server, "idempotency-key")).collect();
    let [key] = keys[0].as_slice() else {
        panic!("{keys:?}");
    };
    assert!(is_uuid(key), "{key}");
    assert_eq!(keys[1], keys[0]);
    assert_eq!(keys[2], keys[0]);
    // The next request is another one.
    client.pay().send().await.unwrap();
    let [other] = &sent(&server, "idempotency-key")[..] else {
        panic!("no key");
    };
    assert!(is_uuid(other), "{other}");
    assert_ne!(other, key);
}

#[tokio::test]
async fn two_requests_that_are_clones_have_two_keys() {
    let server = Server::replying([ok(), ok()]);
    let request = client(&server).pay();
    request.clone().send().await.unwrap();
    request.send().await.unwrap();
    assert_ne!(
        sent(&server, "idempotency-key"),
        sent(&server, "idempotency-key")
    );
}

#[tokio::test]
async fn the_key_of_the_caller_counts() {
    let server = Server::replying([Reply::Reset, ok(), ok(), ok()]);
    let client = client(&server);
    client
        .order()
        .pay_pal_request_id("mine")
        .send()
        .await
        .unwrap();
    for _ in 0..2 {
        assert_eq!(sent(&server, "paypal-request-id"), ["mine"]);
    }
    let pay = client.pay().with_header("Idempotency-Key", "mine");
    pay.send().await.unwrap();
    assert_eq!(sent(&server, "idempotency-key"), ["mine"]);
    // Without one, a parameter is filled in.
    client.order().send().await.unwrap();
    let [key] = &sent(&server, "paypal-request-id")[..] else {
        panic!("no key");
    };
    assert!(is_uuid(key), "{key}");
}

#[tokio::test]
async fn operations_without_a_key_send_none() {
    let server = Server::replying([ok(), ok(), ok()]);
    let client = client(&server);
    client.list_payments().send().await.unwrap();
    assert!(sent(&server, "idempotency-key").is_empty());
    client.short().send().await.unwrap();
    assert!(sent(&server, "idempotency-key").is_empty());
    client.unsafe_().send().await.unwrap();
    assert!(sent(&server, "idempotency-key").is_empty());
}

#[tokio::test]
async fn the_configuration_names_a_header() {
    let server = Server::replying([Reply::Reset, ok()]);
    client(&server).charge("c-1").send().await.unwrap();
    let first = sent(&server, "x-once");
    assert!(is_uuid(&first[0]), "{first:?}");
    assert_eq!(sent(&server, "x-once"), first);
}

#[test]
fn a_key_makes_an_operation_idempotent() {
    use Idempotency::{Idempotent, NotIdempotent, Safe};
    let client = Client::new().unwrap();
    let requests = [
        (client.pay().request().operation(), Idempotent),
        (client.order().request().operation(), Idempotent),
        (client.refund().request().operation(), Idempotent),
        (client.charge("c").request().operation(), Idempotent),
        // The configuration says otherwise.
        (client.correct("c").request().operation(), NotIdempotent),
        (client.short().request().operation(), NotIdempotent),
        (client.unsafe_().request().operation(), NotIdempotent),
        (client.typo().request().operation(), NotIdempotent),
        (client.list_payments().request().operation(), Safe),
    ];
    for (operation, idempotency) in requests {
        assert_eq!(operation.idempotency(), idempotency, "{operation}");
    }
}
