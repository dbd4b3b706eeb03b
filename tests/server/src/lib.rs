//! HTTP servers for tests, which send exactly the bytes that a test says.
//!
//! - [`Server`] follows a script: one connection, one request and one [`Reply`] after another. A reply can be a response,
//!   a part of one, a delay, or a connection that dies. The requests are recorded.
//! - [`HandlerServer`] calls a [`Handler`] for each request, keeps connections open, and can go down for a while.
//! - [`RawServer`] calls a function with each connection, which need not follow HTTP.
//! - [`UnixServer`] serves requests on a unix socket.
//! - [`ClosedPort`] refuses connections until it is opened, and at [`FullPort`] connecting does not end until then.
//!
//! The servers know nothing of a client under test, and share no code with it: they read and write bytes.
//!
//! ```
//! use std::io::{Read, Write};
//! use test_server::{Server, response};
//!
//! let server = Server::sending(response("200 OK", "", "hello"));
//! let mut client = std::net::TcpStream::connect(server.address).unwrap();
//! client.write_all(b"GET /greeting?loud=1 HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
//! let mut received = String::new();
//! client.read_to_string(&mut received).unwrap();
//! assert!(received.ends_with("\r\n\r\nhello"));
//! assert_eq!(server.request().query(), "loud=1");
//! ```

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod handler;
mod raw;
mod received;
mod response;
mod script;
#[cfg(unix)]
mod unix;

pub use handler::{Accept, Handler, HandlerServer, Reaction, Refusal, Then};
pub use raw::{FullPort, RawServer};
pub use received::{Received, read_next, read_request};
pub use response::{NO_CONTENT, chunked, json_response, plain_response, response, response_bytes};
pub use script::{ClosedPort, Reply, Server};
#[cfg(unix)]
pub use unix::UnixServer;
