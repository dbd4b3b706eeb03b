//! Bodies of bytes that are read while they are sent.

use std::{
    io::{self, Read as _, Write as _},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    time::Duration,
};

use futures_util::{StreamExt as _, stream};
use runtime::{Bytes, Call, Outcome, Retry, Stream, Upload};
use test_server::{NO_CONTENT, RawServer, Reply, Server, read_request, response};
use tests::binary_media::endpoints::{Client, SetTable};
use tokio::sync::Notify;

fn client(base_url: &str) -> Client {
    let retry = Retry::default().first_wait(Duration::from_millis(1));
    let builder = Client::builder().base_url(base_url).retry(retry);
    builder.build().unwrap()
}

/// A stream of these pieces.
fn pieces<const N: usize>(
    pieces: [&'static str; N],
) -> impl Stream<Item = io::Result<Bytes>> + Send + 'static {
    stream::iter(pieces.map(|piece| Ok(Bytes::from(piece))))
}

fn upload(server: &Server, upload: impl Into<Upload>) -> SetTable {
    client(&server.base_url()).set_table(upload)
}

#[tokio::test]
async fn a_stream_with_a_length_is_sent_with_it() {
    let server = Server::sending(NO_CONTENT);
    let body = Upload::stream(pieces(["one", "", "two"])).length(6);
    assert_eq!(format!("{body:?}"), "Upload { bytes: Some(6) }");
    upload(&server, body).send().await.unwrap();
    let received = server.request();
    assert_eq!(received.header("content-length"), ["6"]);
    assert!(received.header("transfer-encoding").is_empty());
    assert_eq!(received.header("content-type"), ["text/csv"]);
    assert_eq!(received.body, "onetwo");
}

#[tokio::test]
async fn a_stream_without_a_length_comes_in_chunks() {
    let server = RawServer::start(|_, stream| {
        let mut bytes = read_request(stream);
        while !bytes.ends_with(b"\r\n0\r\n\r\n") {
            let mut more = [0; 100];
            let read = stream.read(&mut more)?;
            bytes.extend_from_slice(&more[..read]);
        }
        let text = String::from_utf8(bytes).unwrap();
        let is_right = text.ends_with("\r\n\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n")
            && text.contains("transfer-encoding: chunked\r\n")
            && !text.contains("content-length");
        let status = if is_right {
            "204 No Content"
        } else {
            "400 Bad"
        };
        stream.write_all(response(status, "", "").as_bytes())
    });
    let body = Upload::stream(pieces(["one", "two"]));
    let request = client(&server.base_url()).set_table(body);
    request.send().await.unwrap();
}

#[tokio::test]
async fn a_body_without_bytes_says_so() {
    for body in [
        Upload::stream(pieces([])).length(0),
        Upload::from(""),
        Upload::from("").length(0),
    ] {
        let server = Server::sending(NO_CONTENT);
        upload(&server, body).send().await.unwrap();
        let received = server.request();
        assert_eq!(received.header("content-length"), ["0"]);
        assert!(received.header("transfer-encoding").is_empty());
        assert_eq!(received.body, "");
    }
}

/// A server that responds only to a complete body of six bytes.
fn exact() -> RawServer {
    RawServer::start(|_, stream| {
        let bytes = read_request(stream);
        let head = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        match head.is_some_and(|head| bytes.len() == head + 10) {
            true => stream.write_all(NO_CONTENT.as_bytes()),
            false => Ok(()),
        }
    })
}

#[tokio::test]
async fn another_number_of_bytes_than_was_said_is_an_error() {
    let failing = || {
        let error = io::Error::other("the disk is gone");
        stream::iter([Ok(Bytes::from("one")), Err(error)])
    };
    let short = "the body has 5 bytes, and 6 were announced";
    let long = "the body has more bytes than the 6 that were announced";
    for (body, message) in [
        (Upload::stream(pieces(["one", "tw"])), short),
        (Upload::repeatable(|| pieces(["one", "tw"])), short),
        (Upload::from("onetw"), short),
        (Upload::stream(pieces(["one", "two", "!"])), long),
        (Upload::stream(pieces(["one", "two!"])), long),
        (Upload::stream(pieces(["onetwo", "", "!"])), long),
        (Upload::from("onetwo!"), long),
        (Upload::stream(failing()), "the disk is gone"),
    ] {
        let server = exact();
        let request = client(&server.base_url()).set_scan(body.length(6));
        let error = request.send().await.unwrap_err();
        let shown = error.to_string();
        assert!(shown.ends_with(message), "{shown}");
        // The stream ended before anything left.
        assert_eq!(error.outcome(), Outcome::NotApplied, "{shown}");
    }
    let server = exact();
    let body = Upload::stream(pieces(["one", "two", ""])).length(6);
    let request = client(&server.base_url()).set_scan(body);
    request.send().await.unwrap();
}

#[tokio::test]
async fn a_stream_that_ends_early_after_the_request_left_may_have_arrived() {
    for end in [Ok("x".into()), Err(io::Error::other("the disk is gone"))] {
        let has_some = Arc::new(Notify::new());
        let notify = has_some.clone();
        let server = RawServer::start(move |_, stream| {
            let mut some = vec![0; 1_000];
            stream.read_exact(&mut some)?;
            notify.notify_one();
            io::copy(stream, &mut io::sink()).map(drop)
        });
        let end = stream::once(async move {
            has_some.notified().await;
            end
        });
        let pieces = stream::once(async { Ok(Bytes::from(vec![b'x'; 65_000])) }).chain(end);
        let body = Upload::stream(pieces).length(65_002);
        let request = client(&server.base_url()).set_table(body);
        let error = request.send().await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
        assert_eq!(error.attempts(), 1);
        assert_eq!(server.connections(), 1);
    }
}

fn busy(count: usize) -> Server {
    let busy = response("503 Service Unavailable", "", "");
    let replies = std::iter::repeat_with(move || Reply::Send(busy.clone().into())).take(count);
    Server::replying(replies.chain([Reply::Send(NO_CONTENT.into())]))
}

#[tokio::test]
async fn a_stream_that_can_be_made_again_is_sent_again() {
    let server = busy(2);
    let made = Arc::new(AtomicUsize::new(0));
    let counter = made.clone();
    let make = move || {
        counter.fetch_add(1, SeqCst);
        pieces(["one", "two"])
    };
    let request = upload(&server, Upload::repeatable(make).length(6));
    request.clone().send().await.unwrap();
    assert_eq!(made.load(SeqCst), 3);
    for received in server.requests(3) {
        assert_eq!(received.body, "onetwo");
        assert_eq!(received.header("content-length"), ["6"]);
    }
}

#[tokio::test]
async fn a_stream_that_was_sent_is_not_sent_again() {
    let server = busy(1);
    let request = upload(&server, Upload::stream(pieces(["one"])).length(3));
    let error = request.clone().send().await.unwrap_err();
    assert_eq!(error.attempts(), 1);
    assert_eq!(server.request().body, "one");
    // Nothing of a second one leaves.
    let error = request.send().await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("was sent before, and can be sent only once"),
        "{error}"
    );
    assert_eq!(error.outcome(), Outcome::NotApplied);
    // Bytes are sent again, of course.
    let server = busy(1);
    upload(&server, "one").send().await.unwrap();
    assert!(server.requests(2).iter().all(|sent| sent.body == "one"));
}

#[tokio::test]
async fn a_file_is_read_anew_for_each_attempt() {
    let path = std::env::temp_dir().join(format!("upload-{}.csv", std::process::id()));
    let content = "a,b\n".repeat(50_000);
    std::fs::write(&path, &content).unwrap();
    let server = busy(1);
    let body = Upload::file(&path).unwrap();
    assert_eq!(format!("{body:?}"), "Upload { bytes: Some(200000) }");
    upload(&server, body.clone()).send().await.unwrap();
    for received in server.requests(2) {
        assert_eq!(received.header("content-length"), ["200000"]);
        assert!(received.body == content);
    }
    // It was cut off since.
    std::fs::write(&path, "a").unwrap();
    let server = exact();
    let request = client(&server.base_url()).set_table(body);
    let error = request.send().await.unwrap_err();
    let message = "the body has 1 bytes, and 200000 were announced";
    assert!(error.to_string().ends_with(message), "{error}");
    std::fs::remove_file(&path).unwrap();
    assert!(Upload::file(&path).is_err());
    let folder = Upload::file(std::env::temp_dir()).unwrap_err();
    assert!(folder.to_string().ends_with("is not a file"), "{folder}");
}
