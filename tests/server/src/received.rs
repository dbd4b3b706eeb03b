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

/// Reads a request up to the end of its body, or up to the end of the stream, and the bytes that came with the end.
pub fn read_request(stream: &mut impl Read) -> Vec<u8> {
    let mut rest = Vec::new();
    let request = read_next(stream, &mut rest);
    [request, rest].concat()
}

/// Reads the next request of a connection up to the end of its body, or up to the end of the stream. `rest` keeps the bytes
/// that came behind it, for the request after it.
pub fn read_next(stream: &mut impl Read, rest: &mut Vec<u8>) -> Vec<u8> {
    let mut buffer = [0; 4096];
    loop {
        if let Some(request) = take(rest) {
            return request;
        }
        match stream.read(&mut buffer).unwrap_or(0) {
            0 => return std::mem::take(rest),
            count => rest.extend(buffer.iter().take(count)),
        }
    }
}

/// Reads the next request of a connection; `None` if the client closed or reset it before the end. `rest` keeps the bytes
/// that came behind it, for the request after it.
pub(crate) async fn read_request_async(
    stream: &mut (impl AsyncRead + Unpin),
    rest: &mut Vec<u8>,
) -> Option<Received> {
    loop {
        if let Some(request) = take(rest) {
            return Some(Received::new(request));
        }
        match stream.read_buf(rest).await {
            Ok(count) if count > 0 => {}
            _ => return None,
        }
    }
}

/// Takes a request from the beginning of `bytes`, if it is complete.
fn take(bytes: &mut Vec<u8>) -> Option<Vec<u8>> {
    let length = length(bytes)?;
    let rest = bytes.split_off(length);
    Some(std::mem::replace(bytes, rest))
}

/// Waits for the end of the body, and leaves all of it unread.
pub(crate) fn peek_request(stream: &TcpStream) -> Vec<u8> {
    let mut buffer = [0; 4096];
    loop {
        let count = stream.peek(&mut buffer).unwrap_or(0);
        let bytes: Vec<u8> = buffer.iter().take(count).copied().collect();
        if count == 0 || length(&bytes).is_some() {
            return bytes;
        }
        thread::sleep(Duration::from_millis(1));
    }
}

/// Returns the length of the request at the beginning of `bytes`, if it is complete.
fn length(bytes: &[u8]) -> Option<usize> {
    const END: &[u8] = b"\r\n\r\n";
    let head = bytes.windows(END.len()).position(|window| window == END)?;
    let text = String::from_utf8_lossy(bytes.get(..head)?);
    let body = text
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    let body: usize = body.map_or(0, |length| length.parse().unwrap());
    let length = head + END.len() + body;
    (bytes.len() >= length).then_some(length)
}
