//! Requests: put together, inspected, and sent.
//!
//! `build`, `parameters`, `body`, `parts`, `split` and `lists` add to a [`Request`], `inspect` and `url` show it, `address` limits its
//! length, `expect` knows what the response must have, `follow` leads to further pages, and `send` sends it.

mod address;
mod authorize;
mod body;
mod build;
pub(crate) mod delivery;
mod expect;
mod follow;
mod idempotency_key;
mod inspect;
mod items;
pub(crate) mod lists;
mod parameters;
mod parts;
mod query_list;
pub(crate) mod send;
pub(crate) mod some_items;
pub(crate) mod split;
mod url;

use std::{borrow::Cow, sync::Arc, time::Duration};

use http::{Uri, header::HeaderMap};

use self::{
    items::{Items, SentEntries},
    query_list::QueryList,
};
use crate::{
    client::Client,
    encode::{body::Body, query::Pair},
    exchange::{
        invalid_request::{InvalidRequest, Location},
        operation::Operation,
    },
    transport::{hook::AnyHook, retry::Retry},
};

/// A request under construction. Made by [`Client::request`].
///
/// The methods that add a value cannot fail. If a value is invalid, the first error is kept, and
/// [`send`](Request::send) returns it without sending anything. [`problem`](Request::problem) shows it before that.
#[derive(Clone)]
#[must_use = "a request does nothing until it is sent"]
pub struct Request {
    client: Client,
    operation: &'static Operation,
    /// The path parameters that are set, percent-encoded.
    path: Vec<(&'static str, String)>,
    query: Vec<Pair>,
    /// All headers, including those of every request of the client.
    headers: HeaderMap,
    /// Sets the token of each attempt, unless the request has an `Authorization` header.
    token_source: Option<AnyHook>,
    body: Body,
    /// The list that can be split, if there is one. The items of this request are in the query or the body already.
    items: Option<Arc<Items>>,
    /// The entries that the list of this request stands for, if it has one.
    sent: Option<SentEntries>,
    /// The lists in the query that can be split. All their items are in the query already.
    lists: Vec<Arc<QueryList>>,
    /// The address that another response names, in place of that of the operation.
    address: Option<Arc<Uri>>,
    timeout: Duration,
    retry: Retry,
    problem: Option<InvalidRequest>,
    /// The error of a request that has no credentials, until the caller or a hook sets some.
    unauthorized: Option<Box<InvalidRequest>>,
}

impl Request {
    /// Makes a request with the headers, the time limit and the retries of the client, without credentials.
    fn new(client: Client, operation: &'static Operation) -> Self {
        let shared = client.shared();
        let (headers, timeout, retry) = (shared.headers.clone(), shared.timeout, shared.retry);
        let token_source = shared.token_source.clone();
        Self {
            client,
            operation,
            path: Vec::new(),
            query: Vec::new(),
            headers,
            token_source,
            body: Body::default(),
            items: None,
            sent: None,
            lists: Vec::new(),
            address: None,
            timeout,
            retry,
            problem: None,
            unauthorized: None,
        }
    }

    /// Keeps an error, unless there was one before.
    fn refuse(&mut self, location: Location, name: impl Into<Cow<'static, str>>, reason: String) {
        let operation = self.operation;
        self.problem
            .get_or_insert_with(|| InvalidRequest::new(operation, location, name, reason));
    }
}
