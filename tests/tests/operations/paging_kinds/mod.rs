//! Every kind of paging, with servers that do what they should, and with servers that do not.

mod addresses;
mod cursors;
mod numbers;
mod offsets;

use runtime::Retry;
use serde_json::{Value, json};
use test_server::{Received, Reply, Server, response};
use tests::paging_kinds::endpoints::{Client, Credentials};

fn client(base_url: String) -> Client {
    Client::builder(Credentials::default().key("secret"))
        .base_url(base_url)
        .retry(Retry::off())
        .build()
        .unwrap()
}

/// A server with these responses, each with its headers.
fn serving(responses: impl IntoIterator<Item = (String, Value)>) -> (Server, Client) {
    let responses = responses
        .into_iter()
        .map(|(headers, body)| Reply::Send(response("200 OK", &headers, &body.to_string()).into()));
    let server = Server::replying(responses);
    let client = client(server.base_url());
    (server, client)
}

fn replying(bodies: impl IntoIterator<Item = Value>) -> (Server, Client) {
    let bodies: Vec<Value> = bodies.into_iter().collect();
    serving(bodies.into_iter().map(|body| (String::new(), body)))
}

/// The requests so far.
fn requests(server: &Server) -> Vec<Received> {
    std::iter::from_fn(|| server.try_request()).collect()
}

/// The queries of the requests so far.
fn queries(server: &Server) -> Vec<String> {
    let requests = requests(server);
    requests.iter().map(|it| it.query().to_owned()).collect()
}

fn things(ids: &[&str]) -> Value {
    ids.iter().map(|id| json!({ "id": id })).collect()
}

/// The ids of all entries of a stream, and the error at its end.
macro_rules! read {
    ($stream:expr) => {
        read!($stream, |entry| entry.id)
    };
    ($stream:expr, |$entry:ident| $id:expr) => {{
        let mut stream = $stream;
        let mut ids = Vec::new();
        let error = loop {
            match stream.next().await {
                Some(Ok($entry)) => ids.push($id),
                Some(Err(error)) => break Some(error.to_string()),
                None => break None,
            }
        };
        (ids, error)
    }};
}

use read;
