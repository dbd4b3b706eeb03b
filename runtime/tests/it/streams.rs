//! Bodies that are read as they arrive.

use std::{
    convert::Infallible,
    io::Write as _,
    pin::Pin,
    sync::Mutex,
    task::{Context, Poll},
    time::Duration,
};

use flate2::{Compression, write::GzEncoder};
use futures_core::future::BoxFuture;
use http_body::{Body, Frame};
use runtime::mock::{Mock, MockResponse};
use runtime::{
    Bytes, Client, ClientBuilder, Method, Operation, RequestBody, ResponseBody, Retry, SendError,
    Transport, Undocumented,
};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

static READ: Operation = Operation::new("read", Method::GET, "/log", &[200]);

/// A body whose pieces a test sends.
struct Pieces(UnboundedReceiver<Vec<u8>>);

impl Body for Pieces {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let piece = self.0.poll_recv(context);
        piece.map(|piece| piece.map(|piece| Ok(Frame::data(piece.into()))))
    }
}

/// Responds with one body, packed with gzip.
struct Packed(Mutex<Option<Pieces>>);

impl Transport for Packed {
    fn send(
        &self,
        _: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, SendError>> {
        let pieces = self.0.lock().unwrap().take().unwrap();
        let response = http::Response::builder().header("content-encoding", "gzip");
        let response = response.body(ResponseBody::streamed(pieces)).unwrap();
        Box::pin(async { Ok(response) })
    }
}

fn packed(max_body: usize) -> (UnboundedSender<Vec<u8>>, Client) {
    let (sender, receiver) = unbounded_channel();
    let client = ClientBuilder::new("https://pets.example")
        .max_body(max_body)
        .transport(Packed(Mutex::new(Some(Pieces(receiver)))))
        .build();
    (sender, client.unwrap())
}

/// Packs `text`, and returns the bytes so far.
fn pack(encoder: &mut GzEncoder<Vec<u8>>, text: &[u8]) -> Vec<u8> {
    encoder.write_all(text).unwrap();
    encoder.flush().unwrap();
    std::mem::take(encoder.get_mut())
}

#[tokio::test]
async fn a_packed_stream_is_unpacked_piece_by_piece() {
    let (sender, client) = packed(64 << 20);
    let request = client.request(&READ);
    let mut stream = request.send_for_stream::<Undocumented>().await.unwrap();
    assert!(!stream.response().headers().contains_key("content-encoding"));
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    for text in ["first", "second", "third"] {
        sender.send(pack(&mut encoder, text.as_bytes())).unwrap();
        // The rest has not been sent.
        let piece = stream.next().await.unwrap().unwrap();
        assert_eq!(piece, text);
    }
    sender.send(encoder.finish().unwrap()).unwrap();
    drop(sender);
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn the_end_of_a_packed_stream_is_not_lost() {
    let (sender, client) = packed(64 << 20);
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder
        .write_all(&b"one line and another one. ".repeat(50))
        .unwrap();
    let bytes = encoder.finish().unwrap();
    // Without a flush, and in small pieces, the last of which has the check sum alone.
    for piece in bytes.chunks(8) {
        sender.send(piece.to_vec()).unwrap();
    }
    drop(sender);
    let request = client.request(&READ);
    let mut stream = request.send_for_stream::<Undocumented>().await.unwrap();
    let mut received = Vec::new();
    while let Some(piece) = stream.next().await {
        received.extend_from_slice(&piece.unwrap());
    }
    assert_eq!(received.len(), 50 * 26);
}

#[tokio::test]
async fn a_web_page_is_an_error_of_a_stream_only_if_another_media_type_is_documented() {
    static DOCUMENTED: Operation =
        Operation::new("read-image", Method::GET, "/log", &[200]).accept("image/png");
    let page = MockResponse::body("text/html", "<html>");
    let client: Client = ClientBuilder::new("https://pets.example")
        .transport(Mock::new().on("GET /log", page))
        .build()
        .unwrap();
    let mut stream = client
        .request(&READ)
        .send_for_stream::<Undocumented>()
        .await
        .unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap(), "<html>");
    let request = client.request(&DOCUMENTED);
    let error = request.send_for_stream::<Undocumented>().await.unwrap_err();
    assert!(
        error.to_string().contains("the response is a web page"),
        "{error}"
    );
}

#[tokio::test]
async fn a_packed_stream_can_be_larger_than_the_limit_but_not_one_piece() {
    let limit = 1 << 20;
    let (sender, client) = packed(limit);
    let request = client.request(&READ);
    let mut stream = request.send_for_stream::<Undocumented>().await.unwrap();
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    let mut received = 0;
    for count in 1..=5 {
        let piece = vec![b' '; limit - 1];
        sender.send(pack(&mut encoder, &piece)).unwrap();
        while received < count * piece.len() {
            received += stream.next().await.unwrap().unwrap().len();
        }
    }
    assert!(received >= 2 * limit, "{received}");
    sender
        .send(pack(&mut encoder, &vec![b' '; 3 * limit]))
        .unwrap();
    let error = loop {
        match stream.next().await.unwrap() {
            Ok(_) => {}
            Err(error) => break error,
        }
    };
    assert!(
        error.to_string().contains("larger than the limit"),
        "{error}"
    );
}

/// Never responds.
struct Silent;

impl Transport for Silent {
    fn send(
        &self,
        _: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, SendError>> {
        Box::pin(std::future::pending())
    }
}

#[tokio::test(start_paused = true)]
async fn a_stream_without_a_head_says_for_how_long_nothing_arrived() {
    let client: Client = ClientBuilder::new("https://pets.example")
        .transport(Silent)
        .retry(Retry::off())
        .build()
        .unwrap();
    let request = client.request(&READ).with_timeout(Duration::from_secs(7));
    let result = request.send_for_stream::<Undocumented>().await;
    let error = result.unwrap_err().to_string();
    assert!(error.contains("nothing arrived for 7s"), "{error}");
}
