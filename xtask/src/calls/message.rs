//! Requests and responses of HTTP/1.1 as bytes. Read and written here, so that the client under judgment shares no code
//! with what records it.

use std::io::{self, BufRead, Read};

/// A request as it was recorded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recorded {
    /// The method.
    pub method: String,
    /// The path and the query.
    pub target: String,
    /// The headers, in their order.
    pub headers: Vec<(String, String)>,
    /// The body, without chunks.
    pub body: Vec<u8>,
}

/// A response as it arrived.
#[derive(Clone, Debug, Default)]
pub struct Arrived {
    /// The status.
    pub status: u16,
    /// The headers, in their order.
    pub headers: Vec<(String, String)>,
    /// The body, without chunks.
    pub body: Vec<u8>,
}

impl Recorded {
    /// Reads a request; `None` if the connection ends before it.
    ///
    /// # Errors
    /// A connection that breaks, or bytes that are no request.
    pub fn read(from: &mut impl BufRead) -> io::Result<Option<Self>> {
        let Some((line, headers)) = head(from)? else {
            return Ok(None);
        };
        let mut words = line.split(' ');
        let (method, target) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
        let mut body = Vec::new();
        read_body(from, &headers, false, &mut body)?;
        Ok(Some(Self {
            method: method.to_owned(),
            target: target.to_owned(),
            headers,
            body,
        }))
    }

    /// The request as it is sent on: the connection ends with it, and the body has a length.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let mut head = format!("{} {} HTTP/1.1\r\n", self.method, self.target);
        let framing = ["connection", "content-length", "transfer-encoding"];
        for (name, value) in &self.headers {
            if !framing.contains(&name.to_ascii_lowercase().as_str()) {
                head.push_str(&format!("{name}: {value}\r\n"));
            }
        }
        if !self.body.is_empty() || self.header("content-length").is_some() {
            head.push_str(&format!("content-length: {}\r\n", self.body.len()));
        }
        head.push_str("connection: close\r\n\r\n");
        [head.as_bytes(), &self.body].concat()
    }

    /// The value of a header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.headers, name)
    }

    /// The request in one line for a report.
    #[must_use]
    pub fn shown(&self) -> String {
        let media_type = self.header("content-type").unwrap_or("");
        let body = String::from_utf8_lossy(&self.body);
        let body: String = body.chars().take(600).collect();
        format!("{} {} {media_type} {body}", self.method, self.target)
            .trim_end()
            .to_owned()
    }
}

impl Arrived {
    /// Reads a response to a request of `method`. A body whose framing is wrong is read as far as it came: a mock server
    /// also makes up the headers of framing, if a document describes them.
    ///
    /// # Errors
    /// A connection that breaks before the body.
    pub fn read(from: &mut impl BufRead, method: &str) -> io::Result<Self> {
        let Some((line, headers)) = head(from)? else {
            return Err(io::Error::other("the judge sent no response"));
        };
        let status = line
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok());
        let status = status.unwrap_or(0);
        let mut body = Vec::new();
        if method != "HEAD" && ![204, 304].contains(&status) {
            drop(read_body(from, &headers, true, &mut body));
        }
        Ok(Self {
            status,
            headers,
            body,
        })
    }

    /// The response as it is sent on, with a length of its own.
    #[must_use]
    pub fn bytes(&self, method: &str) -> Vec<u8> {
        let framing = [
            "connection",
            "content-encoding",
            "content-length",
            "transfer-encoding",
        ];
        let mut head = format!("HTTP/1.1 {} Made\r\nconnection: close\r\n", self.status);
        for (name, value) in &self.headers {
            if !framing.contains(&name.to_ascii_lowercase().as_str()) {
                head.push_str(&format!("{name}: {value}\r\n"));
            }
        }
        if method != "HEAD" && ![204, 304].contains(&self.status) {
            head.push_str(&format!("content-length: {}\r\n", self.body.len()));
        }
        head.push_str("\r\n");
        [head.as_bytes(), &self.body].concat()
    }

    /// The value of a header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.headers, name)
    }
}

fn header<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let mut headers = headers.iter();
    let found = headers.find(|(known, _)| known.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.as_str())
}

/// The first line and the headers.
type Head = (String, Vec<(String, String)>);

fn head(from: &mut impl BufRead) -> io::Result<Option<Head>> {
    let first = line(from)?;
    if first.is_empty() {
        return Ok(None);
    }
    let mut headers = Vec::new();
    loop {
        let line = line(from)?;
        if line.is_empty() {
            return Ok(Some((first, headers)));
        }
        let (name, value) = line.split_once(':').unwrap_or((&line, ""));
        headers.push((name.to_owned(), value.trim().to_owned()));
    }
}

fn line(from: &mut impl BufRead) -> io::Result<String> {
    let mut bytes = Vec::new();
    from.read_until(b'\n', &mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

/// Reads a body. A response without a length goes on to the end.
fn read_body(
    from: &mut impl BufRead,
    headers: &[(String, String)],
    to_end: bool,
    body: &mut Vec<u8>,
) -> io::Result<()> {
    let coding = header(headers, "transfer-encoding").unwrap_or("");
    if coding.eq_ignore_ascii_case("chunked") {
        loop {
            let size = line(from)?;
            let size = size.split(';').next().unwrap_or_default().trim();
            let size = u64::from_str_radix(size, 16).map_err(io::Error::other)?;
            from.by_ref().take(size).read_to_end(body)?;
            line(from)?;
            if size == 0 {
                return Ok(());
            }
        }
    }
    match header(headers, "content-length").and_then(|length| length.parse().ok()) {
        Some(length) => from.take(length).read_to_end(body)?,
        None if to_end => from.read_to_end(body)?,
        None => 0,
    };
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chunked_body_is_sent_on_with_its_length() {
        let mut bytes: &[u8] = b"POST /a?b=1 HTTP/1.1\r\nTransfer-Encoding: chunked\r\nX: y\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
        let recorded = Recorded::read(&mut bytes).unwrap().unwrap();
        assert_eq!(recorded.body, b"abcde");
        let sent =
            b"POST /a?b=1 HTTP/1.1\r\nX: y\r\ncontent-length: 5\r\nconnection: close\r\n\r\nabcde";
        assert_eq!(recorded.bytes(), sent);
    }

    #[test]
    fn a_connection_without_a_request_is_none() {
        assert_eq!(Recorded::read(&mut b"".as_slice()).unwrap(), None);
    }
}
