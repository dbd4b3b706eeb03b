//! Calls that compile with both clients, and mean something else.

use std::collections::BTreeMap;
use std::io;

use serde_json::Value;

use super::plan::{Outcome, Planning, call, place, varied};

/// The server of the programs. An operation can have another one.
const SERVER: &str = "https://witness.example";

/// Makes calls with the older client and with the newer one.
type Run<'r> = dyn Fn(&[Value]) -> io::Result<(Vec<Outcome>, Vec<Outcome>)> + 'r;

/// Compares the requests of both clients, and what they read of the same responses.
pub(super) fn silent(old: &Planning, both: &Run<'_>) -> io::Result<Vec<String>> {
    let mut found = BTreeMap::new();
    let planned = &old.plan.calls;
    let mut calls: Vec<Value> = planned
        .iter()
        .map(|planned| call(planned, &Value::Null))
        .collect();
    calls.extend(planned.iter().map(varied));
    let (was, is) = both(&calls)?;
    for (planned, (was, is)) in planned.iter().chain(planned).zip(was.iter().zip(&is)) {
        if let Some(difference) = sent(&was.request, &is.request, &planned.operation) {
            let text = format!("{} ({}) {difference}", planned.operation, planned.what);
            found.entry(planned.operation.clone()).or_insert(text);
        }
    }
    // The first call of each function that is sent.
    let mut reading = Vec::new();
    let mut functions = Vec::new();
    for (planned, was) in planned.iter().zip(&was) {
        if !was.request.is_null() && !functions.contains(&planned.function) {
            functions.push(planned.function);
            let responses = old.responses(&planned.operation);
            reading.extend(responses.iter().map(|response| (planned, response)));
        }
    }
    let calls: Vec<Value> = reading
        .iter()
        .map(|(planned, response)| call(planned, response))
        .collect();
    let (was, is) = both(&calls)?;
    for ((planned, _), (was, is)) in reading.iter().zip(was.iter().zip(&is)) {
        if was.error.is_none() && is.error.is_none() && was.kept != is.kept {
            let text = format!(
                "{} reads {} in place of {}",
                planned.operation, is.kept, was.kept
            );
            found
                .entry(format!("{} reads", planned.operation))
                .or_insert(text);
        }
    }
    Ok(found.into_values().collect())
}

/// The difference between two requests that were sent.
fn sent(was: &Value, is: &Value, operation: &str) -> Option<String> {
    if was.is_null() || is.is_null() {
        return None;
    }
    for part in ["method", "uri", "headers", "body"] {
        let of = |request: &Value| {
            let value = request.get(part).cloned().unwrap_or_default();
            match (part, value.as_str()) {
                ("uri", Some(uri)) => Value::from(without_server(uri, operation)),
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
