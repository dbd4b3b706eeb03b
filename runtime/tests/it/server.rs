//! A server in the test process, which says exactly the bytes that it is told to say.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::mpsc::{Receiver, channel},
    thread,
};

/// Takes one connection and one request.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    requests: Receiver<Vec<u8>>,
}

impl Server {
    /// Says `reply` and closes the connection.
    pub(crate) fn saying(reply: impl Into<Vec<u8>>) -> Self {
        let reply = reply.into();
        Self::with(move |stream| stream.write_all(&reply).unwrap())
    }

    /// Says `reply`, then nothing until the client goes away.
    pub(crate) fn stalling_after(reply: impl Into<Vec<u8>>) -> Self {
        let reply = reply.into();
        Self::with(move |stream| {
            stream.write_all(&reply).unwrap();
            while matches!(stream.read(&mut [0]), Ok(1)) {}
        })
    }

    fn with(answer: impl FnOnce(&mut TcpStream) + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (sender, requests) = channel();
        thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            drop(listener);
            sender.send(read_request(&mut stream)).unwrap();
            answer(&mut stream);
        });
        Self { address, requests }
    }

    pub(crate) fn base_url(&self) -> String {
        format!("http://{}/api/v1", self.address)
    }

    /// The request that came.
    pub(crate) fn request(&self) -> Received {
        Received::parse(self.requests.recv().unwrap())
    }

    /// The request that came, if one did. To be asked when the client is done.
    pub(crate) fn try_request(&self) -> Option<Received> {
        self.requests.try_recv().ok().map(Received::parse)
    }

    /// Whether no request came. To be asked when the client is done.
    pub(crate) fn is_untouched(&self) -> bool {
        self.try_request().is_none()
    }
}

/// A request as it came, the order of its headers aside.
#[derive(Debug, PartialEq)]
pub(crate) struct Received {
    pub(crate) line: String,
    pub(crate) headers: Vec<String>,
    pub(crate) body: String,
}

impl Received {
    fn parse(bytes: Vec<u8>) -> Self {
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
}

/// Reads up to the end of the body.
pub(crate) fn read_request(stream: &mut impl Read) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 1024];
    while !is_complete(&bytes) {
        match stream.read(&mut buffer).unwrap_or(0) {
            0 => break,
            count => bytes.extend_from_slice(&buffer[..count]),
        }
    }
    bytes
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

/// An answer with a body and its length.
pub(crate) fn reply(status: &str, headers: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\n{headers}content-length: {}\r\n\r\n{body}",
        body.len()
    )
}
