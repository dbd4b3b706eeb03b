//! From a request to its response: attempts, retries, rate limits, and receiving the body.
//!
//! `send` makes attempts as long as `retry` allows it, each when it is its turn (`quota` and `rate_limit`), `attempt` makes one, and `receive` reads what arrives. What is sent
//! goes through a `Transport` (`contract`), which is `http` unless the caller provides one. Nothing here is generic over
//! types of the API, so it is compiled once.

mod asked_wait;
mod attempt;
mod attempt_outcome;
mod clock;
pub(crate) mod contract;
pub(crate) mod failure;
pub(crate) mod hook;
#[cfg(feature = "hyper")]
pub(crate) mod http;
mod learned_pace;
pub(crate) mod mock;
pub(crate) mod outgoing;
pub(crate) mod pace;
pub(crate) mod quota;
pub(crate) mod rate_limit;
pub(crate) mod receive;
mod redirect;
#[cfg(feature = "reqwest")]
mod reqwest;
pub(crate) mod retry;
pub(crate) mod retry_budget;
pub(crate) mod secrecy;
pub(crate) mod send;
#[cfg(feature = "tower")]
pub(crate) mod tower;
pub(crate) mod trace;
mod unpack;
