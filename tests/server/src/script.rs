//! A server that follows a script.

use std::collections::VecDeque;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use tokio::net::TcpSocket;
use tokio::sync::Notify;

use crate::received::{Received, peek_request, read_request};

/// A test that waits for so long has failed.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// The behaviour of the server on one connection, after it has read one request.
pub enum Reply {
    /// Sends these bytes and closes the connection.
    Send(Vec<u8>),
    /// Sends these bytes, then nothing until the client closes the connection.
    Stall(Vec<u8>),
    /// Waits for the signal, then sends these bytes and closes the connection.
    After(Receiver<()>, Vec<u8>),
    /// Sends nothing and resets the connection.
    Reset,
    /// Calls a function with the connection. It may fail when the client closes the connection.
    Do(Act),
}

/// A function that a test calls with a connection.
type Act = Box<dyn FnOnce(&mut TcpStream) -> io::Result<()> + Send>;

/// A server that accepts one connection for each of its replies, and reads one request from each connection.
pub struct Server {
    /// The address that it listens on.
    pub address: SocketAddr,
    requests: Mutex<Receiver<Vec<u8>>>,
    /// Notified when a request was read to which the server sends no full response ([`Reply::Stall`]).
    pub stalled: Arc<Notify>,
}

impl Server {
    /// Sends this to its only request.
    pub fn sending(response: impl Into<Vec<u8>>) -> Self {
        Self::replying([Reply::Send(response.into())])
    }

    /// Sends this to its only request, then nothing more.
    pub fn stalling_after(bytes: impl Into<Vec<u8>>) -> Self {
        Self::replying([Reply::Stall(bytes.into())])
    }

    /// Calls a function with its only connection.
    pub fn doing(act: impl FnOnce(&mut TcpStream) -> io::Result<()> + Send + 'static) -> Self {
        Self::replying([Reply::Do(Box::new(act))])
    }

    /// Sends `response` to each of `count` requests.
    #[must_use]
    pub fn repeating(count: usize, response: &str) -> Self {
        Self::replying((0..count).map(|_| Reply::Send(response.into())))
    }

    /// Replies to one request after another, in the order in which their connections were opened.
    ///
    /// # Panics
    /// Panics if it cannot listen.
    pub fn replying(replies: impl IntoIterator<Item = Reply>) -> Self {
        Self::listening(TcpListener::bind("127.0.0.1:0").unwrap(), replies)
    }

    pub(crate) fn listening(
        listener: TcpListener,
        replies: impl IntoIterator<Item = Reply>,
    ) -> Self {
        let mut replies: VecDeque<_> = replies.into_iter().collect();
        let address = listener.local_addr().unwrap();
        let (sender, requests) = channel();
        let stalled = Arc::new(Notify::new());
        let notify = Arc::clone(&stalled);
        thread::spawn(move || {
            while let Some(reply) = replies.pop_front() {
                let (mut stream, _) = listener.accept().unwrap();
                let (sender, notify) = (sender.clone(), Arc::clone(&notify));
                thread::spawn(move || {
                    let request = match reply {
                        Reply::Reset => peek_request(&stream),
                        _ => read_request(&mut stream),
                    };
                    // The test may be over already.
                    let _ = sender.send(request);
                    if let Reply::Stall(_) = reply {
                        notify.notify_one();
                    }
                    reply.give(&mut stream);
                });
            }
        });
        let requests = Mutex::new(requests);
        Self {
            address,
            requests,
            stalled,
        }
    }

    /// Returns a base address with a path, as most APIs have one.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}/api/v1", self.address)
    }

    /// Waits for the next request and returns it.
    ///
    /// # Panics
    /// Panics if no further request can come.
    pub fn request(&self) -> Received {
        Received::new(self.requests.lock().unwrap().recv().unwrap())
    }

    /// Returns all requests. To be called when the client is done.
    ///
    /// # Panics
    /// Panics if there are fewer or more than `count`.
    pub fn requests(&self, count: usize) -> Vec<Received> {
        let requests = self.requests.lock().unwrap();
        // A request that the client gave up may not be read yet.
        let received = (0..count).map(|_| Received::new(requests.recv_timeout(PATIENCE).unwrap()));
        let received = received.collect();
        assert!(requests.try_recv().is_err(), "more than {count} requests");
        received
    }

    /// Returns the next request, if one came. To be called when the client is done.
    ///
    /// # Panics
    /// Panics if another thread panicked while it waited for a request.
    #[must_use]
    pub fn try_request(&self) -> Option<Received> {
        let request = self.requests.lock().unwrap().try_recv();
        request.ok().map(Received::new)
    }

    /// Returns whether no further request came. To be called when the client is done.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        self.try_request().is_none()
    }
}

impl Reply {
    fn give(self, stream: &mut TcpStream) {
        // A client that closes the connection early is no failure of the server.
        match self {
            Self::Send(bytes) => {
                let _ = stream.write_all(&bytes);
            }
            Self::Stall(bytes) => {
                let _ = stream.write_all(&bytes);
                // A client without any timeout of its own must not keep the test for ever.
                stream.set_read_timeout(Some(PATIENCE)).unwrap();
                while matches!(stream.read(&mut [0]), Ok(1)) {}
            }
            Self::After(signal, bytes) => {
                let _ = signal.recv();
                let _ = stream.write_all(&bytes);
            }
            // A connection that is closed with unread bytes is reset.
            Self::Reset => {}
            Self::Do(act) => {
                let _ = act(stream);
            }
        }
    }
}

/// A port where connections are refused until it is opened. It is reserved, so that no other test gets it.
pub struct ClosedPort(TcpSocket);

impl ClosedPort {
    /// Reserves a port.
    ///
    /// # Panics
    /// Panics if there is none.
    #[must_use]
    #[expect(
        clippy::new_without_default,
        reason = "it is no value, but a port of the system"
    )]
    pub fn new() -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        Self(socket)
    }

    /// Returns the base address of the server that will be there.
    ///
    /// # Panics
    /// Panics if the system does not know the port.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}/api/v1", self.0.local_addr().unwrap())
    }

    /// Opens the port with a server.
    ///
    /// # Panics
    /// Panics if it cannot listen, and outside of a runtime of tokio.
    pub fn open(self, replies: impl IntoIterator<Item = Reply>) -> Server {
        let listener = self.0.listen(16).unwrap().into_std().unwrap();
        listener.set_nonblocking(false).unwrap();
        Server::listening(listener, replies)
    }
}
