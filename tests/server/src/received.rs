//! Requests as they were received.

use std::io::Read;
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt};

/// A request as it was received, except for the order of its headers.
#[derive(Clone, Debug, PartialEq)]
pub struct Received {
    /// The request line: method, target and version.
    pub line: String,
    /// The headers as `name: value`, sorted.
    pub headers: Vec<String>,
    /// The body, without decoding a transfer encoding.
    pub body: String,
}

impl Received {
    /// Reads the bytes of a request.
    ///
    /// # Panics
    /// Panics if they are not a request with text in its body.
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Self {
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

    /// Returns the method.
    #[must_use]
    pub fn method(&self) -> &str {
        self.line.split(' ').next().unwrap()
    }

    /// Returns the path and the query.
    ///
    /// # Panics
    /// Panics if the request line has none.
    #[must_use]
    pub fn target(&self) -> &str {
        self.line.split(' ').nth(1).unwrap()
    }

    /// Returns the query as it was sent, without the question mark; empty if there was none.
    #[must_use]
    pub fn query(&self) -> &str {
        self.target().split_once('?').map_or("", |(_, query)| query)
    }

    /// Returns the values of a header.
    ///
    /// # Panics
    /// Panics if a header has no colon and space.
    #[must_use]
    pub fn header(&self, name: &str) -> Vec<&str> {
        let values = self.headers.iter().filter_map(|line| {
            let (other, value) = line.split_once(": ").unwrap();
            (other == name).then_some(value)
        });
        values.collect()
    }
}

/// Reads a request up to the end of its body, or up to the end of the stream.
pub fn read_request(stream: &mut impl Read) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    while !is_complete(&bytes) {
        match stream.read(&mut buffer).unwrap_or(0) {
            0 => break,
            count => bytes.extend(buffer.iter().take(count)),
        }
    }
    bytes
}

/// Reads the next request of a connection; `None` if the client closed or reset it before the end.
pub(crate) async fn read_request_async(stream: &mut (impl AsyncRead + Unpin)) -> Option<Received> {
    let mut bytes = Vec::new();
    while !is_complete(&bytes) {
        match stream.read_buf(&mut bytes).await {
            Ok(count) if count > 0 => {}
            _ => return None,
        }
    }
    Some(Received::new(bytes))
}

/// Waits for the end of the body, and leaves all of it unread.
pub(crate) fn peek_request(stream: &TcpStream) -> Vec<u8> {
    let mut buffer = [0; 4096];
    loop {
        let count = stream.peek(&mut buffer).unwrap_or(0);
        let bytes: Vec<u8> = buffer.iter().take(count).copied().collect();
        if count == 0 || is_complete(&bytes) {
            return bytes;
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
