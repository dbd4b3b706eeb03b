//! The price of a new connection for each write, over TLS: on this machine, and with a round trip of 50 ms that a relay
//! simulates. `cargo bench -p specwright-runtime --bench writes`

// In generated code, and so in these tests, the runtime has this name.
extern crate specwright_runtime as runtime;

use std::{
    error::Error,
    sync::Arc,
    time::{Duration, Instant},
};

use runtime::{Client, ClientBuilder, Method, Operation, Raw, Undocumented};
use rustls::{
    ServerConfig,
    crypto::ring,
    pki_types::{PrivateKeyDer, pem::PemObject},
};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::mpsc,
    time::{sleep, sleep_until},
};
use tokio_rustls::TlsAcceptor;

type BoxError = Box<dyn Error>;

static CREATE: Operation = Operation::new("create", Method::POST, "/entries", &[200]);

const RESPONSE: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), BoxError> {
    let (server, certificate) = serve().await?;
    let relay = relay(server, Duration::from_millis(50)).await?;
    println!(
        "{:>14} {:>10} {:>12} {:>12} {:>7}",
        "round trip", "writes", "used, ms", "new, ms", "ratio"
    );
    for (name, port, writes) in [("loopback", server, 2_000), ("50 ms", relay, 20)] {
        let used = time(port, &certificate, true, writes).await?;
        let new = time(port, &certificate, false, writes).await?;
        println!(
            "{name:>14} {writes:>10} {used:>12.3} {new:>12.3} {:>7.1}",
            new / used
        );
    }
    Ok(())
}

/// Returns the time of one write, in milliseconds.
async fn time(port: u16, certificate: &[u8], reuse: bool, writes: u32) -> Result<f64, BoxError> {
    let client: Client = ClientBuilder::new(format!("https://localhost:{port}"))
        .add_root_certificate(certificate)
        .reuse_connections_for_writes(reuse)
        .build()?;
    let write = || {
        let request = client
            .request(&CREATE)
            .bytes("application/json", "{}".into());
        request.send::<Raw, Undocumented>()
    };
    // The first handshake of a client has no session to resume.
    write().await?;
    let start = Instant::now();
    for _ in 0..writes {
        write().await?;
    }
    Ok(start.elapsed().as_secs_f64() * 1e3 / f64::from(writes))
}

/// Starts a server, and returns its port and certificate.
async fn serve() -> Result<(u16, Vec<u8>), BoxError> {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()])?;
    let key = PrivateKeyDer::from_pem_slice(made.signing_key.serialize_pem().as_bytes())?;
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)?;
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let port = listener.local_addr()?.port();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                // As servers do. Otherwise each handshake waits for an acknowledgement.
                if socket.set_nodelay(true).is_err() {
                    return;
                }
                if let Ok(stream) = acceptor.accept(socket).await {
                    respond(stream).await;
                }
            });
        }
    });
    Ok((port, made.cert.der().to_vec()))
}

/// Responds to each request, which is small enough to arrive in one piece.
async fn respond(mut stream: impl AsyncRead + AsyncWrite + Unpin) {
    let mut buffer = vec![0; 4096];
    let mut received = Vec::new();
    loop {
        match stream.read(&mut buffer).await {
            Ok(length @ 1..) => received.extend(buffer.iter().take(length)),
            _ => return,
        }
        if received.ends_with(b"\r\n\r\n{}") {
            received.clear();
            if stream.write_all(RESPONSE).await.is_err() {
                return;
            }
        }
    }
}

/// Starts a relay to `port`, and returns its own port. A connection takes one round trip to open, and each byte takes half
/// of one.
async fn relay(port: u16, round_trip: Duration) -> Result<u16, BoxError> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let own = listener.local_addr()?.port();
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            tokio::spawn(async move {
                sleep(round_trip).await;
                if let Ok(server) = TcpStream::connect(("127.0.0.1", port)).await {
                    let (from_client, to_client) = client.into_split();
                    let (from_server, to_server) = server.into_split();
                    tokio::join!(
                        delay(from_client, to_server, round_trip / 2),
                        delay(from_server, to_client, round_trip / 2)
                    );
                }
            });
        }
    });
    Ok(own)
}

async fn delay(mut from: impl AsyncRead + Unpin, mut to: impl AsyncWrite + Unpin, delay: Duration) {
    let (sender, mut receiver) = mpsc::unbounded_channel();
    let read = async move {
        let mut buffer = vec![0; 16 << 10];
        while let Ok(length @ 1..) = from.read(&mut buffer).await {
            let piece: Vec<u8> = buffer.iter().take(length).copied().collect();
            let _ = sender.send((tokio::time::Instant::now() + delay, piece));
        }
    };
    let write = async move {
        while let Some((at, piece)) = receiver.recv().await {
            sleep_until(at).await;
            if to.write_all(&piece).await.is_err() {
                return;
            }
        }
        let _ = to.shutdown().await;
    };
    tokio::join!(read, write);
}
