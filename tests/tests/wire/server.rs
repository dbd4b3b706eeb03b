//! A server in the test process, which says exactly the bytes that it is told to say.

use std::{
    collections::VecDeque,
    io::{self, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        mpsc::{Receiver, channel},
    },
    thread,
    time::Duration,
};

use tokio::{net::TcpSocket, sync::Notify};

/// Longer than anything here takes: a test that waits for so long has failed.
const PATIENCE: Duration = Duration::from_secs(20);

/// What the server does on one connection, after it has read one request.
pub(crate) enum Answer {
    /// Says this and closes the connection.
    Say(Vec<u8>),
    /// Says this, then nothing until the client goes away.
    Stall(Vec<u8>),
    /// Waits until it is told to go on, then says this and closes the connection.
    After(Receiver<()>, Vec<u8>),
    /// Says nothing and resets the connection.
    Reset,
    /// Does this with the connection. It may fail when the client goes away.
    Do(Act),
}

/// What a test does with a connection.
type Act = Box<dyn FnOnce(&mut TcpStream) -> io::Result<()> + Send>;

/// Takes one connection for each of its answers, and one request on each connection.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    requests: Mutex<Receiver<Vec<u8>>>,
    /// Told when a request was read that gets no answer.
    pub(crate) stalled: Arc<Notify>,
}

impl Server {
    pub(crate) fn saying(reply: impl Into<Vec<u8>>) -> Self {
        Self::answering([Answer::Say(reply.into())])
    }

    pub(crate) fn stalling_after(reply: impl Into<Vec<u8>>) -> Self {
        Self::answering([Answer::Stall(reply.into())])
    }

    /// Does this with its only connection.
    pub(crate) fn doing(
        act: impl FnOnce(&mut TcpStream) -> io::Result<()> + Send + 'static,
    ) -> Self {
        Self::answering([Answer::Do(Box::new(act))])
    }

    /// Says `reply` to each of `count` requests.
    pub(crate) fn repeating(count: usize, reply: &str) -> Self {
        Self::answering((0..count).map(|_| Answer::Say(reply.into())))
    }

    pub(crate) fn answering(answers: impl IntoIterator<Item = Answer>) -> Self {
        Self::listening(TcpListener::bind("127.0.0.1:0").unwrap(), answers)
    }

    fn listening(listener: TcpListener, answers: impl IntoIterator<Item = Answer>) -> Self {
        let mut answers: VecDeque<_> = answers.into_iter().collect();
        let address = listener.local_addr().unwrap();
        let (sender, requests) = channel();
        let stalled = Arc::new(Notify::new());
        let notify = Arc::clone(&stalled);
        thread::spawn(move || {
            while let Some(answer) = answers.pop_front() {
                let (mut stream, _) = listener.accept().unwrap();
                let (sender, notify) = (sender.clone(), Arc::clone(&notify));
                thread::spawn(move || {
                    let request = match answer {
                        Answer::Reset => peek_request(&stream),
                        _ => read_request(&mut stream),
                    };
                    // The test may be over already.
                    let _ = sender.send(request);
                    if let Answer::Stall(_) = answer {
                        notify.notify_one();
                    }
                    answer.give(&mut stream);
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

    /// A base address with a path, as the service's own has one.
    pub(crate) fn base_url(&self) -> String {
        format!("http://{}/api/v1", self.address)
    }

    /// The next request that came; waits for it.
    pub(crate) fn request(&self) -> Received {
        Received::new(self.requests.lock().unwrap().recv().unwrap())
    }

    /// All requests that came, which are `count` and no more. To be asked when the client is done.
    pub(crate) fn requests(&self, count: usize) -> Vec<Received> {
        let requests = self.requests.lock().unwrap();
        // What the client gave up may not be read yet.
        let received = (0..count).map(|_| Received::new(requests.recv_timeout(PATIENCE).unwrap()));
        let received = received.collect();
        assert!(requests.try_recv().is_err(), "more than {count} requests");
        received
    }

    /// Whether no further request came. To be asked when the client is done.
    pub(crate) fn is_untouched(&self) -> bool {
        self.requests.lock().unwrap().try_recv().is_err()
    }
}

impl Answer {
    fn give(self, stream: &mut TcpStream) {
        // A client that went away early is no failure of the server.
        match self {
            Self::Say(reply) => {
                let _ = stream.write_all(&reply);
            }
            Self::Stall(reply) => {
                let _ = stream.write_all(&reply);
                // A client without any patience of its own must not keep the test for ever.
                stream.set_read_timeout(Some(PATIENCE)).unwrap();
                while matches!(stream.read(&mut [0]), Ok(1)) {}
            }
            Self::After(signal, reply) => {
                let _ = signal.recv();
                let _ = stream.write_all(&reply);
            }
            // What is closed with bytes that nobody read is reset.
            Self::Reset => {}
            Self::Do(act) => {
                let _ = act(stream);
            }
        }
    }
}

/// An address where connections are refused until it is opened. It is taken, so that no other test gets it.
pub(crate) struct Closed(TcpSocket);

impl Closed {
    pub(crate) fn new() -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        Self(socket)
    }

    pub(crate) fn base_url(&self) -> String {
        format!("http://{}/api/v1", self.0.local_addr().unwrap())
    }

    pub(crate) fn open(self, answers: impl IntoIterator<Item = Answer>) -> Server {
        let listener = self.0.listen(16).unwrap().into_std().unwrap();
        listener.set_nonblocking(false).unwrap();
        Server::listening(listener, answers)
    }
}

/// A request as it came, the order of its headers aside.
#[derive(Debug, PartialEq)]
pub(crate) struct Received {
    pub(crate) line: String,
    /// `name: value`, sorted.
    pub(crate) headers: Vec<String>,
    pub(crate) body: String,
}

impl Received {
    pub(crate) fn new(bytes: Vec<u8>) -> Self {
        let text = String::from_utf8(bytes).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let mut lines = head.split("\r\n").map(ToOwned::to_owned);
        let line = lines.next().unwrap();
        let mut headers: Vec<_> = lines.collect();
        headers.sort();
        Self {
            line,
            headers,
            body: body.to_owned(),
        }
    }

    /// The query as it was sent, without the question mark; empty if there was none.
    pub(crate) fn query(&self) -> &str {
        let target = self.line.split(' ').nth(1).unwrap();
        target.split_once('?').map_or("", |(_, query)| query)
    }

    /// The values of a header.
    pub(crate) fn header(&self, name: &str) -> Vec<&str> {
        let values = self.headers.iter().filter_map(|line| {
            let (other, value) = line.split_once(": ").unwrap();
            (other == name).then_some(value)
        });
        values.collect()
    }
}

/// Reads up to the end of the body.
pub(crate) fn read_request(stream: &mut impl Read) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    while !is_complete(&bytes) {
        match stream.read(&mut buffer).unwrap_or(0) {
            0 => break,
            count => bytes.extend_from_slice(&buffer[..count]),
        }
    }
    bytes
}

/// Waits for the end of the body, and leaves all of it unread.
fn peek_request(stream: &TcpStream) -> Vec<u8> {
    let mut buffer = [0; 4096];
    loop {
        let count = stream.peek(&mut buffer).unwrap_or(0);
        if count == 0 || is_complete(&buffer[..count]) {
            return buffer[..count].to_vec();
        }
        thread::sleep(Duration::from_millis(1));
    }
}

fn is_complete(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    body.len() >= length.map_or(0, |length| length.parse().unwrap())
}

/// An answer with a body and its length. `headers` are whole lines.
pub(crate) fn reply(status: &str, headers: &str, body: &str) -> String {
    format!("{}{body}", head(status, headers, body.len()))
}

/// The same with a body that need not be text.
pub(crate) fn reply_bytes(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let head = head(status, headers, body.len());
    [head.as_bytes(), body].concat()
}

fn head(status: &str, headers: &str, length: usize) -> String {
    format!("HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n")
}

/// A body in pieces, without a length that is known before.
pub(crate) fn chunked<'a>(
    status: &str,
    headers: &str,
    pieces: impl IntoIterator<Item = &'a [u8]>,
) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 {status}\r\n{headers}transfer-encoding: chunked\r\nconnection: close\r\n\r\n"
    );
    let mut answer = head.into_bytes();
    for piece in pieces {
        answer.extend(format!("{:x}\r\n", piece.len()).into_bytes());
        answer.extend(piece);
        answer.extend(b"\r\n");
    }
    answer.extend(b"0\r\n\r\n");
    answer
}

/// A documented success with a page in which nothing matched.
pub(crate) fn empty_page() -> String {
    page(
        r#"{"count":0,"meta":{"count":0,"page_count":0,"page_number":1,"page_size":20},"results":[]}"#,
    )
}

/// A documented success with this body.
pub(crate) fn page(body: &str) -> String {
    let headers = "content-type: application/json; charset=utf-8\r\nx-request-id: r-1\r\n";
    reply("200 OK", headers, body)
}

pub(crate) const NO_CONTENT: &str =
    "HTTP/1.1 204 No Content\r\nx-request-id: r-1\r\nconnection: close\r\n\r\n";
