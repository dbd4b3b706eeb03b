//! The requests of a client from a document of Swagger 2.0.

use runtime::Call;
use test_server::{NO_CONTENT, Received, Server, response, response_bytes};
use tests::swagger_2::{
    endpoints::{Client, Credentials},
    filters::ListGoodsSort,
    models::Good,
};

fn client(server: &Server) -> Client {
    let credentials = Credentials::default().key("k").login("a", "b");
    Client::builder(credentials)
        .base_url(server.base_url())
        .build()
        .unwrap()
}

fn shown(received: &Received) -> (&str, &str, &str) {
    let line = received.line.strip_suffix(" HTTP/1.1").unwrap();
    let content_type = received.header("content-type");
    (
        line,
        content_type.first().copied().unwrap_or_default(),
        &received.body,
    )
}

#[test]
fn the_address_is_put_together() {
    assert_eq!(Client::BASE_URL, "https://shop.example/v2");
}

#[tokio::test]
async fn every_format_of_collections() {
    let server = Server::sending(response("200 OK", "", "[]"));
    client(&server)
        .list_goods()
        .limit(5)
        .csv(["a", "b"])
        .multi(["c", "d"])
        .ssv(["e", "f"])
        .tsv(["g", "h"])
        .pipes(["i", "j"])
        .sort(ListGoodsSort::Price)
        .x_shops([1, 2])
        .send()
        .await
        .unwrap();
    let received = server.request();
    assert_eq!(
        shown(&received).0,
        "GET /api/v1/goods?limit=5&csv=a,b&multi=c&multi=d&ssv=e%20f&tsv=g%09h&pipes=i%7Cj&sort=price"
    );
    assert_eq!(received.header("x-shops"), ["1,2"]);
    assert_eq!(received.header("x-key"), ["k"]);
}

#[tokio::test]
async fn bodies_and_forms() {
    let server = Server::sending(response("201 Created", "", r#"{"name":"a"}"#));
    let good = client(&server).create_good(Good::new("a")).send().await;
    assert_eq!(good.unwrap().name, "a");
    let received = server.request();
    assert_eq!(
        shown(&received),
        ("POST /api/v1/goods", "application/json", r#"{"name":"a"}"#)
    );

    let server = Server::sending(NO_CONTENT);
    let change = client(&server).change_good(7, "a b").price(1.5);
    let change = change.colours(["red", "blue"]).sizes(["s", "m"]);
    change.send().await.unwrap();
    let received = server.request();
    assert_eq!(
        shown(&received),
        (
            "POST /api/v1/goods/7",
            "application/x-www-form-urlencoded",
            "name=a%20b&price=1.5&colours=red,blue&sizes=s&sizes=m"
        )
    );
    assert_eq!(received.header("authorization"), ["Basic YTpi"]);
    assert!(received.header("x-key").is_empty());

    let server = Server::sending(NO_CONTENT);
    client(&server).set_note().body("n").send().await.unwrap();
    let received = server.request();
    assert_eq!(shown(&received), ("PUT /api/v1/note", "text/plain", "n"));
}

#[tokio::test]
async fn files_go_both_ways() {
    let server = Server::sending(NO_CONTENT);
    let picture = client(&server).set_picture(7, "GIF").caption("c");
    picture.send().await.unwrap();
    let received = server.request();
    let (line, media_type, body) = shown(&received);
    assert_eq!(line, "PUT /api/v1/goods/7/picture");
    let boundary = media_type
        .strip_prefix("multipart/form-data; boundary=")
        .unwrap();
    assert_eq!(
        body.replace(boundary, "X"),
        "--X\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"picture\"\r\n\
         Content-Type: application/octet-stream\r\n\r\nGIF\r\n\
         --X\r\nContent-Disposition: form-data; name=\"caption\"\r\n\r\nc\r\n--X--\r\n"
    );

    let server = Server::sending(response_bytes("200 OK", "", b"\x89PNG"));
    let picture = client(&server).get_picture(7).send().await.unwrap();
    assert_eq!(&picture[..], b"\x89PNG");
    assert_eq!(server.request().header("accept"), ["image/png"]);
}

/// An operation `produces` pictures if it succeeds, and no object is one.
#[tokio::test]
async fn errors_beside_a_file_are_json() {
    let body = r#"{"message":"no such good"}"#;
    let json = "content-type: application/json\r\n";
    let server = Server::sending(response("404 Not Found", json, body));
    let error = client(&server).get_picture(7).send().await.unwrap_err();
    let message = error.api().unwrap().message.as_deref();
    assert_eq!(message, Some("no such good"));
    assert_eq!(server.request().header("accept"), ["image/png"]);
}
