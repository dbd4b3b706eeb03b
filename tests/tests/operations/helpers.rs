//! Parts of requests, for all modules.

use runtime::{InvalidRequest, Request};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// Reads a value.
pub(crate) fn read<T: DeserializeOwned>(json: Value) -> T {
    serde_json::from_value(json).unwrap()
}

/// Writes a value as text.
pub(crate) fn written(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap()
}

/// Returns the body of a request as text; empty if it has none.
pub(crate) fn body(request: &Request) -> &str {
    std::str::from_utf8(request.body().unwrap_or_default()).unwrap()
}

/// Returns the error of a request that is refused.
pub(crate) fn problem(request: &Request) -> String {
    let refused = request
        .url()
        .map_err(|problem: InvalidRequest| problem.to_string());
    refused.unwrap_err()
}

/// Returns the query of a request as pairs.
pub(crate) fn pairs(request: &Request) -> Vec<(String, String)> {
    let pairs = request.query_pairs();
    pairs
        .map(|(name, value)| (name.to_owned(), value.into_owned()))
        .collect()
}
