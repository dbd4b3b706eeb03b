//! From a request to its response: attempts, retries, rate limits, and receiving the body.
//!
//! `send` makes attempts as long as `retry` allows it, `attempt` makes one, and `receive` reads what arrives. Nothing
//! here is generic over types of the API, so it is compiled once.

mod attempt;
mod attempt_outcome;
mod clock;
pub(crate) mod failure;
pub(crate) mod hook;
mod http_date;
pub(crate) mod outgoing;
pub(crate) mod rate_limit;
pub(crate) mod receive;
pub(crate) mod retry;
pub(crate) mod secrecy;
pub(crate) mod send;
pub(crate) mod tls;
mod trace;
mod unpack;
