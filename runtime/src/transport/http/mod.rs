//! The transport of a client: HTTP on TCP connections, with TLS.
//!
//! A request goes through `transport` (which connection), `pool` (those that are idle) or `connect` (a new one, with
//! `tls`), and `connection` (sending). `wire` and `socket` note what passes a connection, so that it is a fact and not a
//! guess whether a request left.

pub(crate) mod builder;
mod connect;
mod connection;
#[cfg(feature = "http2")]
mod http2;
mod pool;
mod refusal;
mod response;
mod socket;
mod tls;
pub(crate) mod transport;
#[cfg(unix)]
pub(crate) mod unix;
mod wire;
