//! The promise about money, tried out: whatever becomes of requests and answers, what the client reports is what
//! the server holds, and nothing is there twice.
//!
//! A server keeps entries and mistreats requests by a schedule; several tasks create, update and delete entries
//! through one client, and write down what they were told. In the end the two are compared.
//!
//! `MONEY_SEED=…` runs what a failure printed, `PROPTEST_CASES=…` more plans than usual.

#[cfg(test)]
mod books;
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
