//! A client of one document with the server of another.
//!
//! The server is the client of its own document: it refuses the values that this one cannot be made to send.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use serde_json::Value;

use super::plan::{Outcome, Planning, call, judged};
use crate::calls::plan::Planned;
use crate::calls::responses::accepted;

/// One side: its plan, and what makes calls with its client.
pub(super) struct End<'a> {
    /// Whether it is the newer one of both.
    pub(super) is_newer: bool,
    pub(super) planning: &'a Planning,
    pub(super) run: &'a dyn Fn(&[Value]) -> io::Result<Vec<Outcome>>,
}

/// Returns the failures.
pub(super) fn failures(client: &End<'_>, server: &End<'_>) -> io::Result<Vec<String>> {
    let mut found = BTreeMap::new();
    let sent = sent(client)?;
    requests(&sent, client, server, &mut found)?;
    responses(&sent, client, server, &mut found)?;
    Ok(found.into_values().collect())
}

/// A call that the client sends, with its request.
struct Sent<'p> {
    planned: &'p Planned,
    request: Value,
}

/// The calls that the client sends, and its own server takes.
fn sent<'p>(client: &End<'p>) -> io::Result<Vec<Sent<'p>>> {
    let planned = &client.planning.plan.calls;
    let calls: Vec<Value> = planned
        .iter()
        .map(|planned| judged(planned, &planned.operation, planned.function))
        .collect();
    let outcomes = (client.run)(&calls)?;
    let all = planned.iter().zip(outcomes).map(|(planned, outcome)| Sent {
        planned,
        request: outcome.request,
    });
    Ok(all.filter(|sent| !sent.request.is_null()).collect())
}

fn requests(
    sent: &[Sent<'_>],
    client: &End<'_>,
    server: &End<'_>,
    found: &mut BTreeMap<String, String>,
) -> io::Result<()> {
    let mut calls = Vec::new();
    let mut judging: Vec<(&Planned, usize)> = Vec::new();
    for sent in sent {
        let planned = sent.planned;
        let operation = &planned.operation;
        let is_known = || server.planning.knows(client.planning, operation);
        if !server.planning.has(operation) && client.is_newer && !is_known() {
            // No program calls it yet.
            continue;
        }
        if !server.planning.has(operation) {
            found.insert(operation.clone(), format!("{operation} is not there"));
            continue;
        }
        let functions = server
            .planning
            .functions(operation, planned.media_type.as_deref());
        if functions.is_empty() {
            let media_type = planned.media_type.as_deref().unwrap_or("no body");
            let text = format!("{operation} does not take {media_type}");
            found.insert(operation.clone(), text);
            continue;
        }
        let place = super::plan::place(operation);
        let own = server.planning.plan.operations.iter();
        let own = own.map(|endpoint| endpoint.id.as_str());
        let own = own.into_iter().find(|id| super::plan::place(id) == place);
        judging.push((planned, functions.len()));
        calls.extend(
            functions
                .into_iter()
                .map(|function| judged(planned, own.unwrap_or(operation), function)),
        );
    }
    let outcomes = (server.run)(&calls)?;
    let mut rest = outcomes.as_slice();
    for (planned, count) in judging {
        let (own, others) = rest.split_at_checked(count).unwrap_or_default();
        rest = others;
        if own.iter().any(|outcome| !outcome.request.is_null()) {
            continue;
        }
        let error = own.iter().find_map(|outcome| outcome.error.clone());
        let (operation, what) = (&planned.operation, &planned.what);
        let text = format!(
            "{operation} ({what}) is refused: {}",
            error.unwrap_or_default()
        );
        found.entry(operation.clone()).or_insert(text);
    }
    Ok(())
}

fn responses(
    sent: &[Sent<'_>],
    client: &End<'_>,
    server: &End<'_>,
    found: &mut BTreeMap<String, String>,
) -> io::Result<()> {
    let mut functions = BTreeSet::new();
    let mut reading = Vec::new();
    for sent in sent {
        if functions.insert(sent.planned.function) {
            let all = server.planning.responses(&sent.planned.operation);
            let taken: Vec<&Value> = all
                .iter()
                .filter(|response| is_taken(sent, response))
                .collect();
            let all = if taken.is_empty() {
                all.iter().collect()
            } else {
                taken
            };
            reading.extend(all.into_iter().map(|response| (sent.planned, response)));
        }
    }
    let calls: Vec<Value> = reading
        .iter()
        .map(|(planned, response)| call(planned, response))
        .collect();
    let outcomes = (client.run)(&calls)?;
    let failed = reading.into_iter().zip(outcomes);
    let failed: Vec<_> = failed
        .filter_map(|(reading, outcome)| Some((reading, outcome.error?)))
        .collect();
    let known = read_by_its_own(&failed, server)?;
    for (((planned, response), error), is_known) in failed.into_iter().zip(known) {
        if is_known {
            let body = response
                .get("body")
                .and_then(Value::as_str)
                .unwrap_or("no body");
            let text = format!("{}: {body} is not read: {error}", planned.operation);
            found
                .entry(format!("{} reads", planned.operation))
                .or_insert(text);
        }
    }
    Ok(())
}

/// Whether the media type of a response is one that the request asks for.
fn is_taken(sent: &Sent<'_>, response: &Value) -> bool {
    let headers = sent.request.get("headers").and_then(Value::as_array);
    let mut headers = headers.into_iter().flatten().filter_map(Value::as_str);
    let accept = headers.find_map(|header| header.strip_prefix("accept: "));
    let media_type = response.get("media_type").and_then(Value::as_str);
    media_type.is_none_or(|media_type| accepted(accept, media_type).is_some())
}

/// Whether the client of the server's own document reads each response. One that it does not read is no response of it.
fn read_by_its_own(
    failed: &[((&Planned, &Value), String)],
    server: &End<'_>,
) -> io::Result<Vec<bool>> {
    let mut calls = Vec::new();
    let mut counts = Vec::new();
    for ((planned, response), _) in failed {
        let place = super::plan::place(&planned.operation);
        let own = server.planning.plan.calls.iter();
        let mut functions = BTreeSet::new();
        let own: Vec<Value> = own
            .filter(|own| {
                super::plan::place(&own.operation) == place && functions.insert(own.function)
            })
            .map(|own| call(own, response))
            .collect();
        counts.push(own.len());
        calls.extend(own);
    }
    let outcomes = (server.run)(&calls)?;
    let mut rest = outcomes.as_slice();
    let known = counts.into_iter().map(|count| {
        let (own, others) = rest.split_at_checked(count).unwrap_or_default();
        rest = others;
        own.iter().any(|outcome| outcome.error.is_none())
    });
    Ok(known.collect())
}
