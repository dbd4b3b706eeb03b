//! The calls of one client, and the responses of its server.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use specwright::command::changes::Client;

use crate::calls::document::Document;
use crate::calls::plan::{Plan, Planned, plan};
use crate::calls::responses;

/// The responses of one media type, at most.
const MAX_RESPONSES: usize = 24;
/// A text that is made for a schema without a format or a pattern.
const USUAL: &str = "textt";

/// The calls of one side, and its responses.
pub(super) struct Planning {
    /// The calls.
    pub(super) plan: Plan,
    /// The responses to each operation, by its place.
    responses: BTreeMap<String, Vec<Value>>,
}

impl Planning {
    /// Plans the calls of the client of a document.
    pub(super) fn new(client: &Client, document: &Document) -> Self {
        let plan = plan(&client.lowered.api, document);
        let endpoints = plan.operations.iter();
        let responses = endpoints.map(|endpoint| {
            let each = responses::each(document, endpoint, MAX_RESPONSES);
            (place(&endpoint.id), each)
        });
        Self {
            responses: responses.collect(),
            plan,
        }
    }

    /// The responses to an operation.
    pub(super) fn responses(&self, operation: &str) -> &[Value] {
        let known = self.responses.get(&place(operation));
        known.map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether there is such an operation.
    pub(super) fn has(&self, operation: &str) -> bool {
        self.responses.contains_key(&place(operation))
    }

    /// Whether there is an operation with the id of this one of another document, be it at another place.
    pub(super) fn knows(&self, other: &Self, operation: &str) -> bool {
        let mut endpoints = other.plan.operations.iter();
        let id = endpoints
            .find(|endpoint| endpoint.id == operation)
            .and_then(|endpoint| endpoint.operation_id.as_ref());
        let mut own = self.plan.operations.iter();
        id.is_some() && own.any(|endpoint| endpoint.operation_id.as_ref() == id)
    }

    /// The functions for an operation that send a body of this media type.
    pub(super) fn functions(&self, operation: &str, media_type: Option<&str>) -> Vec<usize> {
        let wanted = place(operation);
        let calls = self.plan.calls.iter();
        let fitting = calls.filter(|call| {
            let other = call.media_type.as_deref();
            place(&call.operation) == wanted
                && (media_type.is_none() || other.is_none() || other == media_type)
        });
        let mut functions: Vec<usize> = fitting.map(|call| call.function).collect();
        functions.dedup();
        functions
    }
}

/// An operation without the names of its placeholders: `GET /pets/{}`.
pub(super) fn place(operation: &str) -> String {
    let parts = operation.split('{');
    let parts = parts.map(|part| part.split_once('}').map_or(part, |(_, rest)| rest));
    parts.collect::<Vec<_>>().join("{}")
}

/// The names of the placeholders, in their order.
fn placeholders(operation: &str) -> Vec<&str> {
    let parts = operation.split('{').skip(1);
    parts
        .filter_map(|part| Some(part.split_once('}')?.0))
        .collect()
}

/// A call, as the program reads it.
pub(super) fn call(planned: &Planned, response: &Value) -> Value {
    json!({ "function": planned.function, "values": planned.values, "response": response })
}

/// The call as one that a server judges, by a function of its own.
pub(super) fn judged(planned: &Planned, operation: &str, function: usize) -> Value {
    let mut values = planned.values.clone();
    let names = placeholders(&planned.operation).into_iter();
    for (was, is) in names.zip(placeholders(operation)) {
        if let Some(value) = values.remove(&format!("path:{was}")) {
            values.insert(format!("path:{is}"), value);
        }
    }
    json!({ "function": function, "values": values, "strict": true })
}

/// The call with another value in each place, as far as their kinds allow it: values that are exchanged are seen then.
pub(super) fn varied(planned: &Planned) -> Value {
    let mut count = 0;
    let values = planned.values.iter();
    let values: BTreeMap<&String, Value> = values
        .map(|(key, value)| (key, vary(value, &mut count)))
        .collect();
    json!({ "function": planned.function, "values": values })
}

fn vary(value: &Value, count: &mut u8) -> Value {
    match value {
        Value::Array(items) => items.iter().map(|item| vary(item, count)).collect(),
        Value::Object(entries) => {
            let entries = entries.iter();
            entries
                .map(|(name, value)| (name.clone(), vary(value, count)))
                .collect()
        }
        Value::String(text) => {
            *count = (*count + 1) % 26;
            let letter = char::from(b'a' + *count);
            Value::from(match text.as_str() {
                USUAL => USUAL.replace('t', &letter.to_string()),
                "2026-11-24" => format!("2026-11-{:02}", *count + 1),
                "7" => format!("7{count}"),
                other => other.to_owned(),
            })
        }
        Value::Number(number) if number.as_i64() == Some(2) => {
            *count = (*count + 1) % 26;
            Value::from(2 + u64::from(*count))
        }
        other => other.clone(),
    }
}

/// The outcome of a call.
pub(super) struct Outcome {
    /// The request that was sent; null if there was none.
    pub(super) request: Value,
    /// Why it failed.
    pub(super) error: Option<String>,
    /// The values that a program sees.
    pub(super) kept: Value,
}

/// Makes all calls. `folder` is for the plan.
pub(super) fn run(program: &PathBuf, folder: &Path, calls: &[Value]) -> io::Result<Vec<Outcome>> {
    let plan = folder.join("calls.json");
    fs::write(&plan, Value::from(calls).to_string())?;
    let output = Command::new(program).arg(&plan).output()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let outcomes: Vec<Outcome> = text.lines().map(outcome).collect();
    if outcomes.len() != calls.len() {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let call = calls.get(outcomes.len()).map(Value::to_string);
        let message = format!(
            "a program ended at the call {}:\n{said}",
            call.unwrap_or_default()
        );
        return Err(io::Error::other(message));
    }
    Ok(outcomes)
}

fn outcome(line: &str) -> Outcome {
    let value: Value = serde_json::from_str(line).unwrap_or_default();
    let part = |name: &str| value.get(name).cloned().unwrap_or_default();
    Outcome {
        request: part("request"),
        error: part("error")
            .as_str()
            .map(|error| error.replace('\t', ": ")),
        kept: part("kept"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_are_the_same_whatever_their_placeholders_are_called() {
        assert_eq!(place("GET /pets/{id}/toys/{toy}"), "GET /pets/{}/toys/{}");
        assert_eq!(placeholders("GET /pets/{id}/toys/{toy}"), ["id", "toy"]);
    }

    #[test]
    fn values_of_one_kind_become_different_ones() {
        let value = json!({ "a": "textt", "b": "textt", "c": [2, 2], "d": "text", "e": true });
        let varied = vary(&value, &mut 0);
        assert_eq!(varied.get("d"), Some(&json!("text")));
        assert_eq!(varied.get("e"), Some(&json!(true)));
        assert_ne!(varied.get("a"), varied.get("b"));
        assert_ne!(varied.pointer("/c/0"), varied.pointer("/c/1"));
    }
}
