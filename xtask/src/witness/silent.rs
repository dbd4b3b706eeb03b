//! Calls that compile with both clients, and mean something else.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use serde_json::Value;

use super::plan::{Outcome, Planning, call, place, varied};
use crate::calls::plan::Planned;

/// The server of the programs. An operation can have another one.
const SERVER: &str = "https://witness.example";
/// The credentials of the programs, besides those for `Authorization`.
const SECRET: &str = "secret-token";

/// Makes calls with the older client and with the newer one.
type Run<'r> = dyn Fn(&[Value]) -> io::Result<(Vec<Outcome>, Vec<Outcome>)> + 'r;

/// The differences between two clients, for a program that compiles with both.
#[derive(Default)]
pub(super) struct Differences {
    /// Calls that send another request.
    pub(super) sent: Vec<String>,
    /// Responses of the older document that are read otherwise.
    pub(super) old_responses: Vec<String>,
    /// Responses of the newer document that are read otherwise.
    pub(super) new_responses: Vec<String>,
}

/// Compares the requests of both clients, and the values that they read from the same responses.
///
/// An operation that is at another place is said to be: there, method and path are not compared.
/// Nor are credentials, if the report has a change of these.
pub(super) fn differences(
    old: &Planning,
    new: &Planning,
    has_credentials: bool,
    both: &Run<'_>,
) -> io::Result<Differences> {
    let planned = &old.plan.calls;
    let mut calls: Vec<Value> = planned
        .iter()
        .map(|planned| call(planned, &Value::Null))
        .collect();
    calls.extend(planned.iter().map(varied));
    let (was, is) = both(&calls)?;
    let mut found = BTreeMap::new();
    for (planned, (was, is)) in planned.iter().chain(planned).zip(was.iter().zip(&is)) {
        let (was, is) = match has_credentials {
            true => (without_secrets(&was.request), without_secrets(&is.request)),
            false => (was.request.clone(), is.request.clone()),
        };
        if let Some(difference) = sent(&was, &is, &planned.operation, new) {
            let text = format!("{} ({}) {difference}", planned.operation, planned.what);
            found.entry(planned.operation.clone()).or_insert(text);
        }
    }
    // The first call of each function that is sent.
    let mut functions = BTreeSet::new();
    let sent = planned
        .iter()
        .zip(&was)
        .filter(|(planned, was)| !was.request.is_null() && functions.insert(planned.function));
    let sent: Vec<&Planned> = sent.map(|(planned, _)| planned).collect();
    Ok(Differences {
        sent: found.into_values().collect(),
        old_responses: read(&sent, old, both)?,
        new_responses: read(&sent, new, both)?,
    })
}

/// Compares the values that both clients read from the responses of a server.
fn read(sent: &[&Planned], server: &Planning, both: &Run<'_>) -> io::Result<Vec<String>> {
    let responses = sent.iter().flat_map(|planned| {
        let responses = server.responses(&planned.operation).iter();
        responses.map(|response| (*planned, response))
    });
    let reading: Vec<(&Planned, &Value)> = responses.collect();
    let calls: Vec<Value> = reading
        .iter()
        .map(|(planned, response)| call(planned, response))
        .collect();
    let (was, is) = both(&calls)?;
    let mut found = BTreeMap::new();
    for ((planned, _), (was, is)) in reading.iter().zip(was.iter().zip(&is)) {
        if was.error.is_none() && is.error.is_none() && was.kept != is.kept {
            let operation = &planned.operation;
            let text = format!("{operation} reads {} in place of {}", is.kept, was.kept);
            found.entry(operation.clone()).or_insert(text);
        }
    }
    Ok(found.into_values().collect())
}

/// A request without the headers and the parts of the query that have a secret.
fn without_secrets(request: &Value) -> Value {
    let mut request = request.clone();
    if let Some(headers) = request.get_mut("headers").and_then(Value::as_array_mut) {
        let has_none = |header: &Value| {
            let text = header.as_str().unwrap_or_default();
            !text.contains(SECRET) && !text.starts_with("authorization: ")
        };
        headers.retain(has_none);
    }
    if let Some(uri) = request.get_mut("uri") {
        let text = uri.as_str().unwrap_or_default();
        let parts = text.split(['?', '&']).filter(|part| !part.contains(SECRET));
        *uri = Value::from(parts.collect::<Vec<_>>().join("&"));
    }
    request
}

/// The difference between two requests that were sent.
fn sent(was: &Value, is: &Value, operation: &str, new: &Planning) -> Option<String> {
    if was.is_null() || is.is_null() {
        return None;
    }
    let is_elsewhere = !new.has(operation);
    for part in ["method", "uri", "headers", "body"] {
        let of = |request: &Value| {
            let value = request.get(part).cloned().unwrap_or_default();
            let text = value.as_str().unwrap_or_default();
            match part {
                "method" if is_elsewhere => Value::Null,
                "uri" if is_elsewhere => Value::from(text.split_once('?').map(|(_, query)| query)),
                "uri" => Value::from(without_server(text, operation)),
                _ => value,
            }
        };
        let (was, is) = (of(was), of(is));
        if was != is {
            return Some(format!("sends the {part} {is} in place of {was}"));
        }
    }
    None
}

/// A URI from its path on. Another server is a change that is no silent one.
fn without_server<'u>(uri: &'u str, operation: &str) -> &'u str {
    if let Some(path) = uri.strip_prefix(SERVER) {
        return path;
    }
    let place = place(operation);
    let path = place.split_once(' ').map_or("", |(_, path)| path);
    let start = path.split('{').next().unwrap_or_default();
    let at = uri.find(start).unwrap_or(0);
    uri.get(at..).unwrap_or(uri)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_server_makes_no_other_request() {
        for uri in [
            "https://witness.example/pets/1",
            "https://other.example/v2/pets/1",
        ] {
            assert_eq!(without_server(uri, "GET /pets/{id}"), "/pets/1");
        }
    }
}
