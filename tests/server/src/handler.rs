//! A server that calls a function for each request.

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::Notify;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::sleep;

use crate::received::{Received, read_request_async};

/// The behaviour of a [`HandlerServer`]. An asynchronous function from a request to a [`Reaction`] is a handler.
pub trait Handler: Send + Sync + 'static {
    /// Decides about the connection with this number, from 0. By default, it is served.
    fn accept(&self, connection: usize) -> Accept {
        let _ = connection;
        Accept::default()
    }

    /// Decides about a request. It can wait, and it can have effects.
    fn handle(&self, request: Received) -> impl Future<Output = Reaction> + Send;
}

impl<F, R> Handler for F
where
    F: Fn(Received) -> R + Send + Sync + 'static,
    R: Future<Output = Reaction> + Send,
{
    fn handle(&self, request: Received) -> impl Future<Output = Reaction> + Send {
        self(request)
    }
}

/// The decision about a connection.
#[derive(Clone, Copy, Debug, Default)]
pub struct Accept {
    /// Whether the connection is closed before anything is read from it.
    pub closes: bool,
    /// How long the server refuses further connections afterwards.
    pub goes_down: Option<Duration>,
    /// The response that is sent in place of reading a request. The connection is closed behind it.
    pub refuses: Option<Refusal>,
}

/// A response that is sent before a request was read.
#[derive(Clone, Copy, Debug)]
pub enum Refusal {
    /// As soon as there is a connection.
    AtOnce(&'static str),
    /// As soon as there is the first byte of a request.
    OnFirstByte(&'static str),
}

/// The decision about a request.
#[derive(Clone, Debug)]
pub struct Reaction {
    /// The bytes that are sent.
    pub bytes: Vec<u8>,
    /// The bytes that are sent unasked, after this time.
    pub later: Option<(Duration, Vec<u8>)>,
    /// The end of the connection, or not.
    pub then: Then,
}

impl Reaction {
    /// Sends these bytes and keeps the connection open.
    pub fn send(bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            bytes: bytes.into(),
            later: None,
            then: Then::KeepOpen,
        }
    }
}

/// The end of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// It stays open.
    KeepOpen,
    /// It is closed without notice.
    Close,
    /// It is reset.
    Reset,
}

/// A server that calls a [`Handler`] for each request. It serves any number of connections at once.
#[derive(Debug)]
pub struct HandlerServer {
    address: SocketAddr,
    stop: Arc<Notify>,
    /// Returns the connections that are still open.
    accepting: JoinHandle<JoinSet<()>>,
}

impl HandlerServer {
    /// Starts on the runtime of tokio that this is called in.
    ///
    /// # Panics
    /// Panics outside of a runtime, and if it cannot listen.
    pub fn start(handler: impl Handler) -> Self {
        // Reserves the port while the server is down.
        let holder = bind("127.0.0.1:0".parse().unwrap());
        let address = holder.local_addr().unwrap();
        let stop = Arc::new(Notify::new());
        let listener = listen(address);
        let accepting = accept(listener, holder, Arc::new(handler), Arc::clone(&stop));
        Self {
            address,
            stop,
            accepting: tokio::spawn(accepting),
        }
    }

    /// Returns the address of the server, without a path.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Waits until everything that was sent to the server is handled. To be called when the client is gone.
    ///
    /// # Panics
    /// Panics if a handler panicked.
    pub async fn finish(self) {
        self.stop.notify_one();
        let connections = self.accepting.await.unwrap();
        connections.join_all().await;
    }
}

fn bind(address: SocketAddr) -> TcpSocket {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_reuseaddr(true).unwrap();
    socket.bind(address).unwrap();
    socket
}

fn listen(address: SocketAddr) -> TcpListener {
    bind(address).listen(128).unwrap()
}

async fn accept(
    mut listener: TcpListener,
    holder: TcpSocket,
    handler: Arc<impl Handler>,
    stop: Arc<Notify>,
) -> JoinSet<()> {
    let mut connections = JoinSet::new();
    for number in 0.. {
        let stream = tokio::select! {
            // First the connections that were opened before the end.
            biased;
            accepted = listener.accept() => accepted.unwrap().0,
            () = stop.notified() => break,
        };
        let decision = handler.accept(number);
        if !decision.closes {
            connections.spawn(serve(stream, decision.refuses, Arc::clone(&handler)));
        }
        if let Some(pause) = decision.goes_down {
            drop(listener);
            sleep(pause).await;
            listener = listen(holder.local_addr().unwrap());
        }
    }
    connections
}

/// Serves one connection to its end.
async fn serve(mut stream: TcpStream, refuses: Option<Refusal>, handler: Arc<impl Handler>) {
    // A client that has closed the connection is no failure of the server.
    match refuses {
        None => {}
        Some(Refusal::AtOnce(response)) => {
            let _ = stream.write_all(response.as_bytes()).await;
            return;
        }
        Some(Refusal::OnFirstByte(response)) => {
            let _ = stream.peek(&mut [0]).await;
            let _ = stream.write_all(response.as_bytes()).await;
            return;
        }
    }
    let mut rest = Vec::new();
    while let Some(request) = read_request_async(&mut stream, &mut rest).await {
        let Reaction { bytes, later, then } = handler.handle(request).await;
        let mut is_sent = stream.write_all(&bytes).await.is_ok();
        if let Some((pause, bytes)) = later {
            // The timers of tokio are not fine enough.
            thread::sleep(pause);
            is_sent &= stream.write_all(&bytes).await.is_ok();
        }
        if then == Then::Reset {
            stream.set_zero_linger().unwrap();
        }
        if !is_sent || then != Then::KeepOpen {
            return;
        }
    }
}
