//! Bytes in any media type, and text piece by piece.

use runtime::{
    Call,
    blocking::{Wait, WaitEach},
};
use test_server::{NO_CONTENT, Server, chunked, response_bytes};
use tests::binary_media::endpoints::Client;

/// Neither UTF-8 nor JSON.
const BYTES: &[u8] = b"a;\xff\n";

fn client(server: &Server) -> Client {
    Client::builder()
        .base_url(server.base_url())
        .build()
        .unwrap()
}

macro_rules! read {
    ($media_type:literal, $client:ident => $call:expr) => {{
        let head = concat!("content-type: ", $media_type, "\r\n");
        let server = Server::sending(response_bytes("200 OK", head, BYTES));
        let $client = client(&server);
        let bytes: runtime::Bytes = $call.send().await.unwrap();
        assert_eq!(&bytes[..], BYTES, $media_type);
        server.request().header("accept").join(",")
    }};
}

#[tokio::test]
async fn binary_content_is_bytes_in_any_media_type() {
    let accepts = [
        read!("text/csv", client => client.get_table()),
        read!("image/svg+xml", client => client.get_drawing()),
        read!("application/json", client => client.get_report()),
        read!("text/plain", client => client.get_photo()),
        read!("application/pdf", client => client.get_scan()),
        read!("image/gif", client => client.get_anything()),
    ];
    let expected = [
        "text/csv",
        "image/svg+xml",
        "application/json",
        "text/plain",
        "application/pdf",
        "*/*",
    ];
    assert_eq!(accepts, expected);
}

#[tokio::test]
async fn binary_content_is_sent_as_it_is_in_any_media_type() {
    // The server takes UTF-8 only.
    let bytes: &[u8] = b"\"a\";\0\n";
    macro_rules! sent {
        ($client:ident => $call:expr) => {{
            let server = Server::sending(NO_CONTENT);
            let $client = client(&server);
            $call.send().await.unwrap();
            let received = server.request();
            assert_eq!(received.body.as_bytes(), bytes);
            received.header("content-type").join(",")
        }};
    }
    let media_types = [
        sent!(client => client.set_table(bytes)),
        sent!(client => client.set_report(bytes)),
        sent!(client => client.set_scan(bytes)),
        sent!(client => client.set_anything(bytes)),
    ];
    let expected = [
        "text/csv",
        "application/json",
        "application/pdf",
        "application/octet-stream",
    ];
    assert_eq!(media_types, expected);
}

#[tokio::test]
async fn text_with_a_text_for_its_content_stays_text() {
    let server = Server::sending(response_bytes("200 OK", "", b"Dear all"));
    let letter: String = client(&server).get_letter().send().await.unwrap();
    assert_eq!(letter, "Dear all");
}

#[test]
fn text_is_read_piece_by_piece() {
    let pieces = [&b"one\n"[..], b"two\n"];
    let server = Server::sending(chunked("200 OK", "content-type: text/plain\r\n", pieces));
    let stream = client(&server).get_log().send_for_stream().wait().unwrap();
    let read: Vec<_> = stream.wait_each().map(Result::unwrap).collect();
    assert_eq!(read.concat(), b"one\ntwo\n");
}
