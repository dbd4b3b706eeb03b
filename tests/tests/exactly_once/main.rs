//! Every effect happens exactly once, as far as the client reports it: whatever is lost on the way, the client's reports
//! agree with the entries of the server, and no entry is there twice.
//!
//! A server keeps entries, and loses, delays and cuts off requests and responses by a schedule. Several tasks create,
//! update and delete entries through one client, and record its reports. In the end, the reports are compared with the
//! entries.
//!
//! `EXACTLY_ONCE_SEED=…` repeats a failure, and `PROPTEST_CASES=…` runs more plans than usual. A long run counts all that goes
//! wrong, in as many calls as `EXACTLY_ONCE_CALLS` says, 100,000 by default:
//!
//! ```sh
//! cargo test --release -p tests --test exactly_once in_a_long_run -- --ignored --nocapture
//! ```

#[cfg(test)]
mod behaviours;
#[cfg(test)]
mod comparison;
#[cfg(test)]
mod lane;
#[cfg(test)]
mod once;
#[cfg(test)]
mod plan;
#[cfg(test)]
mod proof;
#[cfg(test)]
mod schedule;
#[cfg(test)]
mod server;
#[cfg(test)]
mod store;
#[cfg(test)]
mod tally;
#[cfg(test)]
mod treatments;
