//! When a connection can take another request, with the transport alone.

use std::{
    future::poll_fn,
    io::{self, Read, Write},
    pin::Pin,
    task::{Context, Poll},
};

use futures_util::future::join_all;
use http::{Request, Response};
use http_body::{Body, Frame, SizeHint};
use runtime::{Bytes, HttpTransport, HttpTransportBuilder, RequestBody, ResponseBody, Transport};
use test_server::{RawServer, plain_response, read_next};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

/// A server that sends `reply` to each request of a connection.
fn server(reply: &'static str) -> RawServer {
    RawServer::start(move |_, stream| {
        let mut rest = Vec::new();
        while !read_next(stream, &mut rest).is_empty() {
            stream.write_all(reply.as_bytes())?;
        }
        io::Result::Ok(())
    })
}

async fn send(transport: &HttpTransport, server: &RawServer) -> Response<ResponseBody> {
    let request = Request::get(server.base_url()).body(RequestBody::empty());
    transport.send(request.unwrap()).await.unwrap()
}

#[tokio::test]
async fn the_length_of_a_response_is_known_from_its_head() {
    let server = server("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n");
    let transport = HttpTransportBuilder::new().build().unwrap();
    let response = send(&transport, &server).await;
    assert_eq!(response.body().size_hint().exact(), Some(9));
}

#[tokio::test]
async fn a_connection_is_free_when_the_last_byte_of_a_response_is_read() {
    let reply: &'static str = plain_response("200 OK", "", "all").leak();
    let server = server(reply);
    let transport = HttpTransportBuilder::new().build().unwrap();
    for _ in 0..3 {
        let mut body = send(&transport, &server).await.into_body();
        assert!(!body.is_end_stream());
        let frame = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await;
        let bytes = frame.unwrap().unwrap().into_data().unwrap();
        assert_eq!(bytes, "all");
        // The end is known from the length, and is not read.
        assert!(body.is_end_stream());
    }
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn a_connection_is_free_at_once_after_a_response_without_a_body() {
    for reply in [
        "HTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n",
    ] {
        let server = server(reply);
        let transport = HttpTransportBuilder::new().build().unwrap();
        for _ in 0..3 {
            assert!(send(&transport, &server).await.body().is_end_stream());
        }
        assert_eq!(server.connections(), 1, "{reply}");
    }
}

#[tokio::test]
async fn a_connection_whose_response_is_not_read_to_its_end_is_closed() {
    let server = server("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nnot all");
    let transport = HttpTransportBuilder::new().build().unwrap();
    for _ in 0..2 {
        let mut body = send(&transport, &server).await.into_body();
        let frame = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await;
        assert!(frame.unwrap().is_ok() && !body.is_end_stream());
    }
    assert_eq!(server.connections(), 2);
    server.settle().await;
}

/// A body of six bytes that arrive when a test sends them.
struct Gated(UnboundedReceiver<&'static [u8]>);

impl Body for Gated {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let piece = self.0.poll_recv(context);
        piece.map(|piece| Some(Ok(Frame::data(Bytes::from_static(piece?)))))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(6)
    }
}

/// Responds to its first request before it reads the body, and returns that when it has arrived.
fn hasty() -> (RawServer, UnboundedReceiver<[u8; 6]>) {
    let (told, bodies) = unbounded_channel();
    let server = RawServer::start(move |number, stream| {
        if number == 0 {
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                let mut byte = [0];
                stream.read_exact(&mut byte)?;
                head.extend(byte);
            }
            stream.write_all(EMPTY.as_bytes())?;
            let mut body = [0; 6];
            stream.read_exact(&mut body)?;
            let _ = told.send(body);
        }
        let mut rest = Vec::new();
        while !read_next(stream, &mut rest).is_empty() {
            stream.write_all(EMPTY.as_bytes())?;
        }
        Ok(())
    });
    (server, bodies)
}

const EMPTY: &str = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";

#[tokio::test]
async fn an_upload_goes_on_after_its_response_and_its_connection_is_free_then() {
    let (server, mut bodies) = hasty();
    let transport = HttpTransportBuilder::new().build().unwrap();
    let (pieces, gated) = unbounded_channel();
    pieces.send(&b"abc"[..]).unwrap();
    let upload = Request::post(server.base_url()).body(RequestBody::streamed(Gated(gated)));
    let response = transport.send(upload.unwrap()).await.unwrap();
    assert!(response.body().is_end_stream());
    drop(response);
    tokio::task::yield_now().await;
    // Another request does not wait for it, and does not break it off.
    send(&transport, &server).await;
    assert_eq!(server.connections(), 2);
    pieces.send(b"def").unwrap();
    assert_eq!(bodies.recv().await.unwrap(), *b"abcdef");
    // The task of the connection notes the end.
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    let requests = (0..2).map(|_| send(&transport, &server));
    join_all(requests).await;
    assert_eq!(server.connections(), 2);
}
