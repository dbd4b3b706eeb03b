//! Content of parameters, empty values, cookies, and responses to HEAD.

use runtime::Call;
use test_server::{NO_CONTENT, Received, Server};
use tests::{cookie_styles, parameter_values};

use crate::helpers::problem;

fn client(server: &Server) -> parameter_values::endpoints::Client {
    let builder = parameter_values::endpoints::Client::builder();
    builder.base_url(server.base_url()).build().unwrap()
}

async fn target(
    change: impl FnOnce(parameter_values::endpoints::Seek) -> parameter_values::endpoints::Seek,
) -> Received {
    let server = Server::sending(NO_CONTENT);
    change(client(&server).seek()).send().await.unwrap();
    server.request()
}

#[tokio::test]
async fn content_is_written_in_its_media_type() {
    let received = target(|seek| seek.text("a b").json("a b").xml("<a/>")).await;
    assert_eq!(
        received.line,
        "GET /api/v1/seek?text=a%20b&json=%22a%20b%22&xml=%3Ca%2F%3E HTTP/1.1"
    );
}

#[tokio::test]
async fn an_empty_value_is_sent_where_the_document_allows_it() {
    use parameter_values::filters::{SeekTier, SeekXTier};

    let empty: SeekTier = "".parse().unwrap();
    let received = target(|seek| seek.mark("").count_empty().tier(empty)).await;
    assert_eq!(
        received.line,
        "GET /api/v1/seek?mark=&count=&tier= HTTP/1.1"
    );
    let received = target(|seek| seek.count_empty().count(3)).await;
    assert_eq!(received.line, "GET /api/v1/seek?count=3 HTTP/1.1");
    let empty: SeekXTier = "".parse().unwrap();
    let received = target(|seek| seek.x_tier(empty)).await;
    assert_eq!(received.header("x-tier"), [""]);
    let refused = parameter_values::endpoints::Client::new()
        .unwrap()
        .seek()
        .q("");
    assert_eq!(
        problem(refused.request()),
        "query parameter `q`: it is empty, which a server could treat as missing"
    );
}

#[tokio::test]
async fn a_response_to_head_has_headers_and_no_body() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 8\r\n\r\n";
    let server = Server::sending(head);
    let response = client(&server).look().send_with_metadata().await.unwrap();
    assert_eq!(response.headers()["content-length"], "8");
    let () = response.value;
}

#[tokio::test]
async fn cookies_are_written_in_their_style() {
    let server = Server::sending(NO_CONTENT);
    let builder = cookie_styles::endpoints::Client::builder(Default::default());
    let client = builder.base_url(server.base_url()).build().unwrap();
    let request = client.seen();
    let request = request
        .plain("s:a/b+c==")
        .items(["1", "2"])
        .joined(["3", "4"])
        .form("a/b;c")
        .reserved("a/b;c=d");
    request.send().await.unwrap();
    assert_eq!(
        server.request().header("cookie"),
        ["plain=s:a/b+c==; items=1; items=2; joined=3,4; form=a%2Fb%3Bc; reserved=a/b%3Bc=d"]
    );
    for value in ["a b", "a;b", "a,b", "\"a\"", "a\\", "é", "\n"] {
        let problem = problem(client.seen().plain(value).request());
        assert!(
            problem.starts_with("header `plain`: it has a character that a cookie cannot hold"),
            "{problem}"
        );
    }
}
