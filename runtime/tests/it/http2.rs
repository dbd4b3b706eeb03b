//! HTTP/2: requests share a connection, and what the server says that it did not process was not sent.

use std::{
    future::Future,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use futures_util::future::BoxFuture;
use h2::server::SendResponse;
use runtime::{
    Bytes, Call, Departure, Error, HttpTransport, HttpTransportBuilder, Outcome, RequestBody,
    ResponseBody, Retry, SendError, Sending, Transport,
};
use rustls::{
    ServerConfig,
    crypto::ring,
    pki_types::{PrivateKeyDer, pem::PemObject},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use tokio_rustls::{TlsAcceptor, server::TlsStream};

use crate::api::{Client, builder};

const PETS: &str = r#"{"results":[],"pets":{}}"#;

/// A server whose certificate the client of [`Server::client`] trusts, and which agrees on HTTP/2.
struct Server {
    port: u16,
    certificate: Vec<u8>,
    connections: Arc<AtomicUsize>,
}

impl Server {
    /// Calls `serve` with the number of each connection, counted from 0.
    async fn start<F>(serve: impl Fn(usize, TlsStream<TcpStream>) -> F + Send + 'static) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let key = PrivateKeyDer::from_pem_slice(made.signing_key.serialize_pem().as_bytes());
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key.unwrap())
            .unwrap();
        config.alpn_protocols = vec![b"h2".to_vec()];
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let connections = Arc::new(AtomicUsize::new(0));
        let count = connections.clone();
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                if let Ok(stream) = acceptor.accept(socket).await {
                    let number = count.fetch_add(1, Ordering::SeqCst);
                    tokio::spawn(serve(number, stream));
                }
            }
        });
        Self {
            port,
            certificate: made.cert.der().to_vec(),
            connections,
        }
    }

    fn client(&self, retry: Retry) -> Client {
        builder(&format!("https://localhost:{}", self.port))
            .add_root_certificate(self.certificate.clone())
            .retry(retry)
            .build()
            .unwrap()
    }

    fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

/// Reads a request, and responds to it.
async fn respond(
    request: http::Request<h2::RecvStream>,
    mut respond: SendResponse<Bytes>,
) -> (http::request::Parts, Vec<u8>) {
    let (head, mut body) = request.into_parts();
    let mut received = Vec::new();
    while let Some(Ok(bytes)) = body.data().await {
        let _ = body.flow_control().release_capacity(bytes.len());
        received.extend_from_slice(&bytes);
    }
    let response = http::Response::builder().status(200).body(()).unwrap();
    let mut stream = respond.send_response(response, false).unwrap();
    stream.send_data(Bytes::from(PETS), true).unwrap();
    (head, received)
}

fn retry() -> Retry {
    Retry::default().first_wait(Duration::ZERO)
}

#[tokio::test]
async fn reads_share_a_connection_and_a_write_has_its_own() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = seen.clone();
    let server = Server::start(move |number, stream| {
        let log = log.clone();
        async move {
            let mut connection = h2::server::handshake(stream).await.unwrap();
            while let Some(Ok((request, responder))) = connection.accept().await {
                let log = log.clone();
                tokio::spawn(async move {
                    let (head, body) = respond(request, responder).await;
                    log.lock().unwrap().push((number, head, body));
                });
            }
        }
    })
    .await;
    let client = server.client(retry());
    client.list_pets().send().await.unwrap();
    let both = [client.list_pets().send(), client.list_pets().send()];
    for result in futures_util::future::join_all(both).await {
        result.unwrap();
    }
    client.create_pet(r#"{"a":1}"#).send().await.unwrap();
    client.list_pets().send().await.unwrap();

    let seen = seen.lock().unwrap();
    let numbers: Vec<_> = seen.iter().map(|(number, ..)| *number).collect();
    assert_eq!(numbers, [0, 0, 0, 1, 0]);
    assert_eq!(server.connections(), 2);
    let (_, head, body) = &seen[3];
    assert_eq!(head.method, "POST");
    assert_eq!(
        head.uri.to_string(),
        format!("https://localhost:{}/pets", server.port)
    );
    assert_eq!(head.headers["content-length"], "7");
    assert!(!head.headers.contains_key("host"));
    assert_eq!(body, br#"{"a":1}"#);
}

/// A frame (RFC 9113, section 4.1).
fn frame(kind: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    let mut frame = vec![length[1], length[2], length[3], kind, 0];
    frame.extend(stream.to_be_bytes());
    frame.extend(payload);
    frame
}

fn settings() -> Vec<u8> {
    frame(4, 0, &[])
}

fn goaway(last: u32, code: u32) -> Vec<u8> {
    frame(7, 0, &[last.to_be_bytes(), code.to_be_bytes()].concat())
}

fn reset(code: u32) -> Vec<u8> {
    frame(3, 1, &code.to_be_bytes())
}

/// Reads until the client has sent HEADERS of its first stream.
async fn read_headers(stream: &mut TlsStream<TcpStream>) {
    let mut bytes = vec![0; 24];
    stream.read_exact(&mut bytes).await.unwrap();
    loop {
        let mut head = [0; 9];
        stream.read_exact(&mut head).await.unwrap();
        let length = u32::from_be_bytes([0, head[0], head[1], head[2]]);
        let mut payload = vec![0; length.try_into().unwrap()];
        stream.read_exact(&mut payload).await.unwrap();
        if head[3] == 1 {
            return;
        }
    }
}

/// A server that sends `frames` after the first request on its first connection, and responds on every other.
async fn sending(frames: Vec<u8>) -> Server {
    Server::start(move |number, mut stream| {
        let frames = frames.clone();
        async move {
            if number > 0 {
                let mut connection = h2::server::handshake(stream).await.unwrap();
                while let Some(Ok((request, responder))) = connection.accept().await {
                    tokio::spawn(respond(request, responder));
                }
                return;
            }
            stream.write_all(&settings()).await.unwrap();
            read_headers(&mut stream).await;
            stream.write_all(&frames).await.unwrap();
            stream.flush().await.unwrap();
            // The client reads before the connection is closed.
            tokio::time::sleep(Duration::from_millis(50)).await;
            let _ = stream.shutdown().await;
        }
    })
    .await
}

#[tokio::test]
async fn a_request_that_the_server_did_not_process_was_not_sent() {
    const REFUSED_STREAM: u32 = 7;
    for frames in [reset(REFUSED_STREAM), goaway(0, 0), goaway(0, 11)] {
        let server = sending(frames.clone()).await;
        let error = server.client(Retry::off()).create_pet("{}").send().await;
        let error = error.unwrap_err();
        let Error::Transport { error: reason, .. } = &error else {
            panic!("{error:?}");
        };
        assert_eq!(reason.departure(), Departure::NotSent, "{error:?}");
        assert_eq!(error.outcome(), Outcome::NotApplied);

        let server = sending(frames).await;
        let response = server.client(retry()).create_pet("{}");
        let response = response.send_with_metadata().await.unwrap();
        assert_eq!(response.attempts(), 2);
    }
}

#[tokio::test]
async fn a_request_that_the_server_may_have_processed_may_have_been_sent() {
    const INTERNAL_ERROR: u32 = 2;
    const CANCEL: u32 = 8;
    let frames = [
        reset(CANCEL),
        reset(INTERNAL_ERROR),
        // The stream of the request is not above the last one that was processed.
        goaway(1, 0),
        goaway(1, INTERNAL_ERROR),
        goaway(u32::MAX >> 1, 0),
        // Nothing but the end of the connection.
        Vec::new(),
    ];
    for frames in frames {
        let server = sending(frames.clone()).await;
        let error = server.client(retry()).create_pet("{}").send().await;
        let error = error.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown, "{frames:?}: {error:?}");
        assert_eq!(error.attempts(), 1, "{frames:?}");
        assert_eq!(server.connections(), 1);
    }
}

#[tokio::test]
async fn a_read_is_retried_whatever_became_of_the_connection() {
    for frames in [reset(2), goaway(1, 0), goaway(0, 0), Vec::new()] {
        let server = sending(frames).await;
        let response = server.client(retry()).list_pets();
        let response = response.send_with_metadata().await.unwrap();
        assert_eq!(response.attempts(), 2);
    }
}

#[tokio::test]
async fn a_connection_that_the_server_closed_is_replaced() {
    let server = Server::start(|_, stream| async {
        let mut connection = h2::server::handshake(stream).await.unwrap();
        let (request, responder) = connection.accept().await.unwrap().unwrap();
        let responded = tokio::spawn(respond(request, responder));
        connection.graceful_shutdown();
        assert!(connection.accept().await.is_none());
        responded.await.unwrap();
    })
    .await;
    let client = server.client(retry());
    for connections in 1..=3 {
        client.list_pets().send().await.unwrap();
        assert_eq!(server.connections(), connections);
        // In most runs, the client is told of the end by then. Otherwise the request is sent again.
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// A transport that goes on with a request in a task of its own, whatever the result of the call is.
struct Detached(HttpTransport);

impl Transport for Detached {
    fn send(
        &self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, SendError>> {
        let transport = self.0.clone();
        Sending::of(&request).wait();
        let task = tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(200)).await;
            transport.send(request).await
        });
        Box::pin(async { task.await.map_err(SendError::maybe_sent)? })
    }
}

#[tokio::test]
async fn a_request_whose_call_was_given_up_is_not_sent_by_a_task_that_goes_on() {
    let requests = Arc::new(AtomicUsize::new(0));
    let count = requests.clone();
    let server = Server::start(move |_, stream| {
        let count = count.clone();
        async move {
            let mut connection = h2::server::handshake(stream).await.unwrap();
            while let Some(Ok((request, responder))) = connection.accept().await {
                count.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(respond(request, responder));
            }
        }
    })
    .await;
    let connections = HttpTransportBuilder::new().add_root_certificate(server.certificate.clone());
    let client = builder(&format!("https://localhost:{}", server.port))
        .transport(Detached(connections.build().unwrap()))
        .build()
        .unwrap();
    let call = client
        .create_pet("{}")
        .with_timeout(Duration::from_millis(50));
    let error = call.send().await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotApplied, "{error}");
    tokio::time::sleep(Duration::from_millis(800)).await;
    assert_eq!(server.connections(), 1, "the task went on");
    assert_eq!(requests.load(Ordering::SeqCst), 0);
}
