//! Bodies as they arrive, piece by piece.

use std::{io::Write, sync::mpsc::channel, time::Duration};
use test_server::{Reply, Server, chunked, response};

use flate2::{Compression, write::GzEncoder};
use runtime::{
    ByteStream, Call, Error, Retry,
    blocking::{Wait, WaitEach},
};
use tests::response_media::{
    endpoints::{Client, GetImage},
    models::Problem,
};

fn image(server: &Server) -> GetImage {
    let builder = Client::builder().base_url(server.base_url()).max_body(4);
    let retry = Retry::default().first_wait(Duration::from_millis(1));
    builder.retry(retry).build().unwrap().get_image()
}

async fn all(mut stream: ByteStream<Problem>) -> Result<Vec<u8>, Error<Problem>> {
    let mut bytes = Vec::new();
    while let Some(piece) = stream.next().await {
        bytes.extend(piece?);
    }
    assert!(stream.next().await.is_none());
    Ok(bytes)
}

#[tokio::test]
async fn a_body_is_larger_than_what_is_kept() {
    let body = "x".repeat(1 << 20);
    let server = Server::sending(response("200 OK", "x-request-id: r-1\r\n", &body));
    let stream = image(&server).send_for_stream().await.unwrap();
    assert_eq!(stream.response().status(), 200);
    assert_eq!(stream.response().request_id(), Some("r-1"));
    assert_eq!(all(stream).await.unwrap(), body.as_bytes());
    // The same in one piece is too large.
    let server = Server::sending(response("200 OK", "", &body));
    assert!(matches!(
        image(&server).send().await,
        Err(Error::Interrupted { .. })
    ));
}

#[tokio::test]
async fn the_first_piece_is_there_before_the_second_is_sent() {
    let (go_on, signal) = channel();
    let server = Server::doing(move |stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\none")?;
        signal.recv().unwrap();
        stream.write_all(b"two")
    });
    let mut stream = image(&server).send_for_stream().await.unwrap();
    assert_eq!(&stream.next().await.unwrap().unwrap()[..], b"one");
    go_on.send(()).unwrap();
    assert_eq!(&stream.next().await.unwrap().unwrap()[..], b"two");
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn a_compressed_body_is_decompressed_as_it_arrives() {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(b"abc").unwrap();
    let compressed = encoder.finish().unwrap();
    let head = "content-encoding: gzip\r\n";
    let server = Server::sending(chunked("200 OK", head, compressed.chunks(5)));
    let stream = image(&server).send_for_stream().await.unwrap();
    assert!(!stream.response().headers().contains_key("content-encoding"));
    assert_eq!(all(stream).await.unwrap(), b"abc");

    let half = &compressed[..compressed.len() - 6];
    let server = Server::sending(chunked("200 OK", head, [half]));
    let error = all(image(&server).send_for_stream().await.unwrap())
        .await
        .unwrap_err();
    assert!(
        error.to_string().contains("the compressed body is corrupt"),
        "{error}"
    );
}

#[tokio::test]
async fn a_body_that_breaks_off_is_an_error_with_its_length() {
    let response = "HTTP/1.1 200 OK\r\nx-request-id: r-2\r\ncontent-length: 10\r\n\r\nabc";
    let server = Server::sending(response);
    let error = all(image(&server).send_for_stream().await.unwrap())
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Interrupted { .. }));
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
    assert_eq!(error.request_id(), Some("r-2"));
    let shown = error.to_string();
    let expected =
        "GET /image (get-image): 200 OK (request id r-2): the response broke off after 3 bytes: ";
    assert!(shown.starts_with(expected), "{shown}");
    assert_eq!(server.requests(1).len(), 1);
}

#[tokio::test]
async fn errors_are_read_as_ever_and_attempts_made_until_there_is_a_head() {
    let server = Server::replying([
        Reply::Send(response("503 Busy", "", "").into()),
        Reply::Reset,
        Reply::Send(response("200 OK", "", "abc").into()),
    ]);
    let stream = image(&server).send_for_stream().await.unwrap();
    assert_eq!(stream.response().attempts(), 3);
    assert_eq!(all(stream).await.unwrap(), b"abc");

    let server = Server::sending(response("404 Not Found", "", "{}"));
    let request = image(&server).send_for_stream().await;
    assert!(matches!(request, Err(Error::Status { .. })));
    let large = r#"{"message":"m"}"#;
    let server = Server::sending(response("404 Not Found", "", large));
    let client = Client::builder()
        .base_url(server.base_url())
        .build()
        .unwrap();
    let error = client.get_image().send_for_stream().await.unwrap_err();
    assert_eq!(
        error.api().map(|problem| problem.message.as_str()),
        Some("m")
    );
}

#[tokio::test]
async fn only_pauses_are_limited() {
    let act = |pause: u64| {
        Server::doing(move |stream| {
            stream.write_all(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")?;
            for _ in 0..4 {
                std::thread::sleep(Duration::from_millis(pause));
                stream.write_all(b"1\r\nx\r\n")?;
            }
            stream.write_all(b"0\r\n\r\n")
        })
    };
    let open = async |server: &Server| {
        let client = Client::builder()
            .base_url(server.base_url())
            .timeout(Duration::from_millis(150))
            .read_timeout(Duration::from_millis(300))
            .build()
            .unwrap();
        client.get_image().send_for_stream().await.unwrap()
    };
    // As a whole, this takes longer than one attempt may.
    assert_eq!(all(open(&act(80)).await).await.unwrap(), b"xxxx");
    let error = all(open(&act(1000)).await).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
}

#[tokio::test]
async fn the_head_is_waited_for_as_long_as_an_attempt_may_take() {
    let server = Server::stalling_after("");
    let client = Client::builder()
        .base_url(server.base_url())
        .timeout(Duration::from_millis(50))
        .retry(Retry::off());
    let request = client.build().unwrap().get_image();
    let error = request.send_for_stream().await.unwrap_err();
    assert!(
        error.is_timeout() && matches!(error, Error::Transport { .. }),
        "{error}"
    );
    // The rest of an error has no more time than that.
    let server = Server::stalling_after("HTTP/1.1 400 Bad\r\ncontent-length: 9\r\n\r\n{");
    let client = Client::builder()
        .base_url(server.base_url())
        .timeout(Duration::from_millis(50))
        .retry(Retry::off());
    let request = client.build().unwrap().get_image();
    let error = request.send_for_stream().await.unwrap_err();
    assert!(
        error.is_timeout() && matches!(error, Error::Interrupted { .. }),
        "{error}"
    );
}

#[test]
fn without_async() {
    let server = Server::sending(chunked("200 OK", "", [&b"ab"[..], b"c"]));
    let stream = image(&server).send_for_stream().wait().unwrap();
    let pieces: Vec<_> = stream.wait_each().map(Result::unwrap).collect();
    assert_eq!(pieces.concat(), b"abc");
}
