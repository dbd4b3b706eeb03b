//! Bodies of several parts, byte by byte.

use std::{
    io::{self, Read, Write},
    sync::mpsc::channel,
    time::Duration,
};
use test_server::{NO_CONTENT, Received, Reply, Server, response};

use runtime::{Bytes, Call, Part, Retry, jiff::civil::date};
use tests::{
    body_kinds,
    body_multipart::{endpoints::Client, models::UploadBodyAbout},
};

fn client(server: &Server) -> Client {
    Client::builder()
        .base_url(server.base_url())
        .build()
        .unwrap()
}

/// The body with a boundary that can be foreseen; the header has to name the same.
fn body(received: &Received) -> String {
    let [content_type] = received.header("content-type")[..] else {
        panic!("{received:?}")
    };
    let boundary = content_type
        .strip_prefix("multipart/form-data; boundary=")
        .unwrap();
    assert_eq!(boundary.len(), "part-".len() + 32);
    received.body.replace(boundary, "X")
}

#[tokio::test]
async fn files_texts_and_json() {
    let server = Server::sending(NO_CONTENT);
    let file = Part::bytes("a\r\nb")
        .file_name("a \"b\"\r\n.txt")
        .media_type("text/plain");
    client(&server)
        .upload(file, "Grüße")
        .pages(3)
        .tags(["x", "y"])
        .about(UploadBodyAbout::default().author("Ada"))
        .previews([Part::bytes("1"), Part::bytes("2").file_name("2.png")])
        .when(date(2026, 11, 25))
        .table("a,b\n")
        .send()
        .await
        .unwrap();
    let received = server.request();
    assert_eq!(received.line, "POST /api/v1/files HTTP/1.1");
    let part = |head: &str, content: &str| {
        format!("--X\r\nContent-Disposition: form-data; name={head}\r\n\r\n{content}\r\n")
    };
    let octets = "Content-Type: application/octet-stream";
    let expected = [
        part(
            "\"file\"; filename=\"a %22b%22%0D%0A.txt\"\r\nContent-Type: text/plain",
            "a\r\nb",
        ),
        part("\"title\"", "Grüße"),
        part("\"pages\"", "3"),
        part("\"tags\"", "x"),
        part("\"tags\"", "y"),
        part(
            "\"about\"\r\nContent-Type: application/json",
            r#"{"author":"Ada"}"#,
        ),
        part(
            &format!("\"previews\"; filename=\"previews\"\r\n{octets}"),
            "1",
        ),
        part(
            &format!("\"previews\"; filename=\"2.png\"\r\n{octets}"),
            "2",
        ),
        part("\"when\"", "2026-11-25"),
        part("\"table\"\r\nContent-Type: text/csv", "a,b\n"),
        "--X--\r\n".to_owned(),
    ];
    assert_eq!(body(&received), expected.concat());
    assert_eq!(
        received.header("content-length"),
        [received.body.len().to_string()]
    );
    assert!(received.header("transfer-encoding").is_empty());
}

#[tokio::test]
async fn a_file_has_the_media_type_of_the_document_unless_it_has_its_own() {
    for (file, expected) in [
        (Part::bytes("x"), "image/png"),
        (Part::bytes("x").media_type("image/gif"), "image/gif"),
    ] {
        let server = Server::sending(NO_CONTENT);
        client(&server)
            .set_photo()
            .photo(file)
            .send()
            .await
            .unwrap();
        let expected = format!(
            "--X\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"photo\"\r\nContent-Type: {expected}\r\n\r\nx\r\n--X--\r\n"
        );
        assert_eq!(body(&server.request()), expected);
    }
}

#[tokio::test]
async fn additional_parts_and_a_body_that_is_left_out() {
    let server = Server::sending(NO_CONTENT);
    let parts = [
        ("a", Part::from("1")),
        ("b", Part::from("2")),
        ("a", Part::from("3")),
    ];
    client(&server).send_parts(parts).send().await.unwrap();
    let part = |name: &str, content: &str| {
        format!("--X\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{content}\r\n")
    };
    let expected = [
        part("a", "1"),
        part("a", "3"),
        part("b", "2"),
        "--X--\r\n".to_owned(),
    ];
    assert_eq!(body(&server.request()), expected.concat());

    let server = Server::sending(NO_CONTENT);
    client(&server).set_photo().send().await.unwrap();
    let received = server.request();
    assert!(received.header("content-type").is_empty());
    assert_eq!(received.header("content-length"), ["0"]);
}

#[tokio::test]
async fn parts_beside_another_way_to_write_the_body() {
    let server = Server::sending(NO_CONTENT);
    let client = body_kinds::endpoints::Client::builder().base_url(server.base_url());
    let request = client
        .build()
        .unwrap()
        .create_job_as_multipart("x")
        .copies(2);
    request.send().await.unwrap();
    let received = server.request();
    assert_eq!(received.line, "POST /api/v1/jobs?copies=2 HTTP/1.1");
    assert!(body(&received).contains("name=\"file\"; filename=\"file\""));
}

/// A body in memory is sent again after 503; a body that can be read only once is not.
#[tokio::test]
async fn only_what_is_at_hand_is_sent_again() {
    let retry = Retry::default().first_wait(Duration::from_millis(1));
    let busy = || Reply::Send(response("503 Service Unavailable", "", "").into());
    let server = Server::replying([busy(), Reply::Send(NO_CONTENT.into())]);
    let put = client(&server).set_photo().with_retry(retry);
    put.photo("bytes").send().await.unwrap();
    let [first, second] = server.requests(2).try_into().unwrap();
    assert_eq!(body(&first), body(&second));
    assert_ne!(first.header("content-type"), second.header("content-type"));

    let server = Server::replying([
        Reply::Do(Box::new(|stream| {
            stream.write_all(response("503 Service Unavailable", "", "").as_bytes())
        })),
        Reply::Send(NO_CONTENT.into()),
    ]);
    let once = Part::stream(pieces(["x"]));
    let put = client(&server).set_photo().with_retry(retry).photo(once);
    assert_eq!(put.send().await.unwrap_err().attempts(), 1);
}

/// A stream of these pieces.
fn pieces<const N: usize>(
    pieces: [&'static str; N],
) -> impl runtime::Stream<Item = io::Result<Bytes>> + Send + 'static {
    struct Pieces(std::vec::IntoIter<&'static str>);
    impl runtime::Stream for Pieces {
        type Item = io::Result<Bytes>;
        fn poll_next(
            mut self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Self::Item>> {
            std::task::Poll::Ready(self.0.next().map(|piece| Ok(Bytes::from(piece))))
        }
    }
    Pieces(Vec::from(pieces).into_iter())
}

#[tokio::test]
async fn a_part_that_is_read_while_it_is_sent_comes_in_chunks() {
    let (sender, received) = channel();
    let server = Server::doing(move |stream| {
        // The server has read the head, and some of the body perhaps.
        let mut rest = Vec::new();
        stream.set_read_timeout(Some(Duration::from_millis(300)))?;
        let _ = stream.read_to_end(&mut rest);
        sender.send(rest).unwrap();
        stream.write_all(NO_CONTENT.as_bytes())
    });
    let request = client(&server).upload(Part::stream(pieces(["one", "two"])), "t");
    request.send().await.unwrap();
    let head = server.request();
    assert_eq!(head.header("transfer-encoding"), ["chunked"]);
    let rest = String::from_utf8(received.recv().unwrap()).unwrap();
    let all = head.body + &rest;
    for piece in [
        "\r\n3\r\none\r\n",
        "\r\n3\r\ntwo\r\n",
        "--\r\n\r\n0\r\n\r\n",
    ] {
        assert!(all.contains(piece), "{piece:?} is not in {all:?}");
    }
}

#[tokio::test]
async fn a_required_list_of_files_is_not_empty() {
    let server = Server::sending(NO_CONTENT);
    let request = client(&server).add_album(Vec::<Part>::new());
    assert_eq!(
        request.request().problem().unwrap().to_string(),
        "body field `photos`: 0 items given, allowed: at least 1"
    );
    let photos = [Part::bytes("a"), Part::bytes("b")];
    client(&server).add_album(photos).send().await.unwrap();
    let sent = body(&server.request());
    assert_eq!(sent.matches("; name=\"photos\"").count(), 2, "{sent}");
}
