//! Compressed responses: decompressed, and refused where they are broken or too large.

use std::io::Write;

use flate2::{Compress, Compression, FlushCompress, write::GzEncoder};
use generated_client::{Call, Client, ClientBuilder, Error, Outcome, Retry, models::TimeEntryPage};
use test_server::{Server, chunked, response_bytes};

use crate::client::{TOKEN, empty_page};

const START: &str = "GET /time_entries (get-time-entries): 200 OK (request id r-1): ";

const PACKED: &str = "x-request-id: r-1\r\ncontent-encoding: gzip\r\n";

fn compress(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn page() -> Vec<u8> {
    let response = empty_page();
    let (_, body) = response.split_once("\r\n\r\n").unwrap();
    body.into()
}

fn builder(server: &Server) -> ClientBuilder<Client> {
    Client::builder(TOKEN)
        .base_url(server.base_url())
        .retry(Retry::off())
}

async fn list(reply: impl Into<Vec<u8>>) -> Result<TimeEntryPage, Error> {
    let server = Server::sending(reply);
    let client = builder(&server).build().unwrap();
    client.get_time_entries().send().await
}

async fn list_up_to(max_body: usize, reply: impl Into<Vec<u8>>) -> Result<TimeEntryPage, Error> {
    let server = Server::sending(reply);
    let client = builder(&server).max_body(max_body).build().unwrap();
    client.get_time_entries().send().await
}

#[tokio::test]
async fn a_compressed_response_is_decompressed_and_has_no_header_of_it() {
    for encoding in ["gzip", "GZIP", "x-gzip", " gzip "] {
        let headers = format!("content-encoding: {encoding}\r\n");
        let server = Server::sending(response_bytes("200 OK", &headers, &compress(&page())));
        let client = builder(&server).build().unwrap();
        let response = client
            .get_time_entries()
            .send_with_metadata()
            .await
            .unwrap();
        assert_eq!(response.value.count, 0);
        assert_eq!(response.raw.body(), page());
        // They describe the compressed bytes, which a caller does not see.
        assert!(!response.headers().contains_key("content-encoding"));
        assert!(!response.headers().contains_key("content-length"));
        assert_eq!(server.request().header("accept-encoding"), ["gzip"]);
    }
}

#[tokio::test]
async fn pieces_may_be_cut_anywhere() {
    let compressed = compress(&page());
    let every_byte = chunked("200 OK", PACKED, compressed.chunks(1));
    assert_eq!(list(every_byte).await.unwrap().count, 0);

    // Two compressed texts in a row are one text.
    let page = page();
    let (first, second) = page.split_at(9);
    let parts = [compress(first), compress(second)].concat();
    let parts = chunked("200 OK", PACKED, [&*parts]);
    assert_eq!(list(parts).await.unwrap().count, 0);
}

#[tokio::test]
async fn a_compressed_error_is_decompressed_too() {
    let body = br#"{"errors":[{"type":"system","message":"Down."}]}"#;
    let response = response_bytes("503 Service Unavailable", PACKED, &compress(body));
    let error = list(response).await.unwrap_err();
    assert_eq!(error.api().unwrap().errors[0].message, "Down.");
    assert_eq!(error.raw_body(), Some(&body[..]));
}

/// 1 GiB of zeros: independent blocks that stand for 1 MiB each.
fn bomb() -> Vec<u8> {
    let mut block = Vec::with_capacity(1 << 16);
    let mut packer = Compress::new(Compression::best(), false);
    let zeros = vec![0; 1 << 20];
    packer
        .compress_vec(&zeros, &mut block, FlushCompress::Full)
        .unwrap();
    assert_eq!(packer.total_in(), 1 << 20);
    let head = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    [&head[..], &block.repeat(1 << 10)].concat()
}

/// The most memory that this process has used so far, in KiB; `None` where the system does not tell.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

#[tokio::test]
async fn a_small_response_that_would_become_huge_is_not_decompressed_beyond_the_limit() {
    let bomb = bomb();
    assert!(bomb.len() < 4 << 20, "{}", bomb.len());
    let before = peak_memory();
    for response in [
        response_bytes("200 OK", PACKED, &bomb),
        chunked("200 OK", PACKED, bomb.chunks(5000)),
    ] {
        let error = list_up_to(4 << 20, response).await.unwrap_err();
        let Error::Interrupted {
            response, error, ..
        } = &error
        else {
            panic!("{error:?}")
        };
        assert!(error.is_too_large());
        assert_eq!(response.body().len(), 4 << 20);
    }
    // Other tests run at the same time and use some memory, too, but much less than the body has.
    if let (Some(before), Some(after)) = (before, peak_memory()) {
        assert!(after - before < 512 << 10, "{before} KiB, then {after} KiB");
    }
}

#[tokio::test]
async fn the_limit_is_for_the_decompressed_body() {
    let body = page();
    let response = || chunked("200 OK", PACKED, [&*compress(&page())]);
    let fits = list_up_to(body.len(), response()).await;
    assert_eq!(fits.unwrap().count, 0);

    let most = body.len() - 1;
    let error = list_up_to(most, response()).await.unwrap_err();
    assert_eq!(error.raw_body(), body.get(..most));
    assert_eq!(
        error.to_string(),
        format!(
            "{START}the response broke off after {most} bytes: it is larger than the limit of {most} bytes"
        )
    );
    // The request only reads, so nothing took effect.
    assert_eq!(error.outcome(), Outcome::NotApplied);
}

#[tokio::test]
async fn packing_may_make_a_small_body_larger_than_the_limit() {
    let body = page();
    let stored = {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::none());
        encoder.write_all(&body).unwrap();
        encoder.finish().unwrap()
    };
    assert!(stored.len() > body.len());
    let response = response_bytes("200 OK", PACKED, &stored);
    assert_eq!(list_up_to(body.len(), response).await.unwrap().count, 0);
}

#[tokio::test]
async fn a_compressed_response_that_is_cut_off_keeps_the_decompressed_part() {
    let compressed = compress(&page());
    for length in [1, 9, 10, 11, compressed.len() - 9, compressed.len() - 1] {
        // The transfer itself is complete: only the packing tells that something is missing.
        let response = response_bytes("200 OK", PACKED, &compressed[..length]);
        let error = list(response).await.unwrap_err();
        assert!(matches!(error, Error::Interrupted { .. }), "{error:?}");
        let arrived = error.raw_body().unwrap();
        assert!(page().starts_with(arrived));
        let start = format!(
            "{START}the response broke off after {} bytes: the compressed body is corrupt: ",
            arrived.len()
        );
        assert!(error.to_string().starts_with(&start), "{error}");
    }
    // A broken connection is an error by itself.
    let mut response = response_bytes("200 OK", PACKED, &compressed);
    response.truncate(response.len() - 12);
    let error = list(response).await.unwrap_err();
    assert!(
        error.to_string().contains("the response broke off after ")
            && !error.to_string().contains("compression"),
        "{error}"
    );
}

#[tokio::test]
async fn a_body_that_claims_to_be_compressed_and_is_not() {
    let compressed = compress(&page());
    let changed = |place: usize| {
        let mut bytes = compressed.clone();
        bytes[place] ^= 0xff;
        bytes
    };
    for body in [
        page(),
        b"<html>".to_vec(),
        // The mark at the beginning, the method, the data, the checksum, the length.
        changed(0),
        changed(2),
        changed(14),
        changed(compressed.len() - 5),
        changed(compressed.len() - 1),
        // Something behind it.
        [&*compressed, b"<html>"].concat(),
        // The second of two parts is broken.
        [&*compressed, &compressed[..20]].concat(),
    ] {
        let error = list(response_bytes("200 OK", PACKED, &body)).await;
        let error = error.unwrap_err();
        assert!(matches!(error, Error::Interrupted { .. }), "{error:?}");
        assert!(!error.is_timeout() && !error.is_connect());
        let start = format!("{START}the response broke off after ");
        assert!(error.to_string().starts_with(&start), "{error}");
        assert!(
            error
                .to_string()
                .contains(": the compressed body is corrupt: "),
            "{error}"
        );
    }
}

#[tokio::test]
async fn an_encoding_that_was_not_asked_for_is_named() {
    for encoding in ["br", "deflate", "gzip, br", "zstd"] {
        let headers = format!(
            "x-request-id: r-1\r\ncontent-type: application/json\r\ncontent-encoding: {encoding}\r\n"
        );
        let error = list(response_bytes("200 OK", &headers, b"\x0b\x02\x80\x03")).await;
        assert_eq!(
            error.unwrap_err().to_string(),
            format!(
                "{START}not the documented response: byte 2 of the body is not UTF-8, which JSON must be \
                 (RFC 8259, section 8.1); content type: application/json; \
                 content encoding: {encoding}; body: \\u{{b}}\\u{{2}}\u{fffd}\\u{{3}}"
            )
        );
    }
    // It says nothing.
    let response = response_bytes("200 OK", "content-encoding: identity\r\n", &page());
    assert_eq!(list(response).await.unwrap().count, 0);
}

#[tokio::test]
async fn an_empty_body_that_claims_to_be_compressed_is_empty() {
    let compressed =
        "HTTP/1.1 204 No Content\r\ncontent-encoding: gzip\r\nconnection: close\r\n\r\n";
    let server = Server::sending(compressed);
    let client = builder(&server).build().unwrap();
    client.delete_time_entry(7).send().await.unwrap();

    let error = list(response_bytes("200 OK", PACKED, b""))
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("{START}not the documented response: the body is empty, expected JSON")
    );
}
