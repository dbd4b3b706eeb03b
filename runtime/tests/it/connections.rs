//! When a connection can take another request, with the transport alone.

use std::{
    future::poll_fn,
    io::{self, Write},
    pin::Pin,
};

use http::{Request, Response};
use http_body::Body as _;
use runtime::{HttpTransport, HttpTransportBuilder, RequestBody, ResponseBody, Transport};
use test_server::{RawServer, plain_response, read_next};

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
