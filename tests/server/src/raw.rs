//! Servers that need not follow HTTP: a function for each connection, and a port at which connecting does not end.

use std::io;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;
use std::time::{Duration, Instant};

use tokio::net::TcpSocket;
use tokio::time::sleep;

use crate::script::{PATIENCE, Reply, Server};

/// A server that calls a function with each connection, on a thread of its own, for as long as the process lives.
#[derive(Debug)]
pub struct RawServer {
    address: SocketAddr,
    connections: Arc<Connections>,
}

#[derive(Debug, Default)]
struct Connections {
    accepted: AtomicUsize,
    closed: AtomicUsize,
}

impl Connections {
    fn open(&self) -> usize {
        let closed = self.closed.load(SeqCst);
        self.accepted.load(SeqCst) - closed
    }
}

impl RawServer {
    /// Calls `serve` with each connection and its number, from 0. It may fail when the client closes the connection.
    ///
    /// # Panics
    /// Panics if it cannot listen.
    pub fn start(
        serve: impl Fn(usize, &mut TcpStream) -> io::Result<()> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let connections = Arc::new(Connections::default());
        let server = Self {
            address,
            connections: Arc::clone(&connections),
        };
        let serve = Arc::new(serve);
        thread::spawn(move || {
            while let Ok((mut stream, _)) = listener.accept() {
                // Bytes are sent when a test writes them, not when those before them are acknowledged.
                let _ = stream.set_nodelay(true);
                let (serve, connections) = (Arc::clone(&serve), Arc::clone(&connections));
                let number = connections.accepted.fetch_add(1, SeqCst);
                thread::spawn(move || {
                    // A client that closes the connection early is no failure of the server.
                    let _ = serve(number, &mut stream);
                    drop(stream);
                    connections.closed.fetch_add(1, SeqCst);
                });
            }
        });
        server
    }

    /// Returns the address of the server, without a path.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns the port that it listens on.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Returns the number of connections that were accepted.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.connections.accepted.load(SeqCst)
    }

    /// Waits until no connection is open. To be called when the client is gone.
    ///
    /// # Panics
    /// Panics if a connection stays open.
    pub async fn settle(&self) {
        let start = Instant::now();
        // The connections of the client may be driven by the thread that waits here.
        while self.connections.open() > 0 {
            assert!(start.elapsed() < PATIENCE, "a connection stays open");
            sleep(Duration::from_millis(1)).await;
        }
    }
}

/// A port whose queue of connections is full, so that connecting to it does not end until it is opened.
#[derive(Debug)]
pub struct FullPort {
    listener: TcpListener,
    queue: Vec<TcpStream>,
}

impl FullPort {
    /// Reserves a port, and fills its queue.
    ///
    /// # Panics
    /// Panics if there is none, and outside of a runtime of tokio.
    #[must_use]
    #[expect(
        clippy::new_without_default,
        reason = "it is no value, but a port of the system"
    )]
    pub fn new() -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let listener = socket.listen(0).unwrap().into_std().unwrap();
        let address = listener.local_addr().unwrap();
        let connect = || TcpStream::connect_timeout(&address, Duration::from_millis(100)).ok();
        let queue = std::iter::from_fn(connect).collect();
        Self { listener, queue }
    }

    /// Returns the base address of the server that will be there.
    ///
    /// # Panics
    /// Panics if the system does not know the port.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}/api/v1", self.listener.local_addr().unwrap())
    }

    /// Empties the queue, and opens the port with a server.
    ///
    /// # Panics
    /// Panics if the system loses a connection of the queue.
    pub fn open(self, replies: impl IntoIterator<Item = Reply>) -> Server {
        self.listener.set_nonblocking(false).unwrap();
        for _ in &self.queue {
            self.listener.accept().unwrap();
        }
        Server::listening(self.listener, replies)
    }
}
