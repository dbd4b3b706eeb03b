//! The bytes of responses.

/// A response without a body. It has a request id.
pub const NO_CONTENT: &str =
    "HTTP/1.1 204 No Content\r\nx-request-id: r-1\r\nconnection: close\r\n\r\n";

/// Returns a response with a body and its length, after which the connection closes. `headers` are whole lines.
#[must_use]
pub fn response(status: &str, headers: &str, body: &str) -> String {
    format!("{}{body}", head(status, headers, body.len()))
}

/// Returns a response whose body need not be text.
#[must_use]
pub fn response_bytes(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let head = head(status, headers, body.len());
    [head.as_bytes(), body].concat()
}

/// Returns a success with this JSON. It has a request id.
#[must_use]
pub fn json_response(body: &str) -> String {
    let headers = "content-type: application/json; charset=utf-8\r\nx-request-id: r-1\r\n";
    response("200 OK", headers, body)
}

/// Returns a response with a body and its length, after which the connection can be used again. `headers` are whole
/// lines.
#[must_use]
pub fn plain_response(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\n\r\n{body}")
}

/// Returns a response with a body in chunks, whose length is not known before.
#[must_use]
pub fn chunked<'a>(
    status: &str,
    headers: &str,
    pieces: impl IntoIterator<Item = &'a [u8]>,
) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 {status}\r\n{headers}transfer-encoding: chunked\r\nconnection: close\r\n\r\n"
    );
    let mut response = head.into_bytes();
    for piece in pieces {
        response.extend(format!("{:x}\r\n", piece.len()).into_bytes());
        response.extend(piece);
        response.extend(b"\r\n");
    }
    response.extend(b"0\r\n\r\n");
    response
}

fn head(status: &str, headers: &str, length: usize) -> String {
    format!("HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n")
}
