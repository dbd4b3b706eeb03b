//! Bodies of successes for which the document describes none.

use runtime::{Call, Error, JsonLines, Retry, Tolerance, Value};
use serde_json::json;
use test_server::{NO_CONTENT, Server, chunked, response};
use tests::bearer::endpoints::{Client, OpenVault};

const LINES: &str = "{\"status\":\"pulling\"}\n{\"errorDetail\":{\"message\":\"denied\"}}\n";

fn open(server: &Server) -> OpenVault {
    let builder = Client::builder("s3cret-t0ken").base_url(server.base_url());
    builder.retry(Retry::off()).build().unwrap().open_vault()
}

#[tokio::test]
async fn a_body_without_a_description_is_listed_and_kept() {
    let server = Server::sending(response("202 Accepted", "", LINES));
    let opened = open(&server).send_with_metadata().await.unwrap();
    let [tolerated] = opened.tolerated() else {
        panic!("{:?}", opened.tolerated())
    };
    assert_eq!(tolerated.tolerance(), Tolerance::UndocumentedBody);
    assert_eq!(
        tolerated.to_string(),
        "a body where none is documented, which is ignored"
    );
    assert_eq!(opened.raw.body(), LINES.as_bytes());
    // No deviation that a strict client refuses: the document does not say that there is none.
    let server = Server::sending(response("202 Accepted", "", LINES));
    let builder = Client::builder("s3cret-t0ken").base_url(server.base_url());
    let call = builder.strict().build().unwrap().open_vault();
    let opened = call.send_with_metadata().await.unwrap();
    assert_eq!(opened.tolerated().len(), 1);
    // Nothing is listed where there is nothing.
    for response in [
        response("202 Accepted", "", ""),
        NO_CONTENT.replace("204 No Content", "202 Accepted"),
    ] {
        let server = Server::sending(response);
        let opened = open(&server).send_with_metadata().await.unwrap();
        assert_eq!(opened.tolerated(), []);
    }
}

#[tokio::test]
async fn a_body_without_a_description_is_a_stream_of_bytes() {
    let server = Server::sending(chunked("202 Accepted", "", [&b"one"[..], b"two"]));
    let mut stream = open(&server).send_for_stream().await.unwrap();
    let mut bytes = Vec::new();
    while let Some(piece) = stream.next().await {
        bytes.extend(piece.unwrap());
    }
    assert_eq!(bytes, b"onetwo");
    let server = Server::sending(response("500 Oh", "", LINES));
    let error = open(&server).send_for_stream().await.unwrap_err();
    assert!(matches!(error, Error::Status { .. }), "{error:?}");
    assert_eq!(error.raw_body(), Some(LINES.as_bytes()));
}

#[tokio::test]
async fn a_body_without_a_description_is_a_stream_of_items() {
    let server = Server::sending(chunked("202 Accepted", "", [LINES.as_bytes(), b"{}\n"]));
    let lines = open(&server).send_for_items::<JsonLines<Value>>();
    let mut lines = lines.await.unwrap();
    let mut items = Vec::new();
    while let Some(item) = lines.next().await {
        items.push(item.unwrap());
    }
    let expected = [
        json!({ "status": "pulling" }),
        json!({ "errorDetail": { "message": "denied" } }),
        json!({}),
    ];
    assert_eq!(items, expected);
    // Packing would delay the items.
    assert_eq!(server.request().header("accept-encoding"), ["identity"]);
}
