//! Operations, and the functions that call them.

use std::collections::BTreeSet;

use super::contents;
use super::found::{Draft, Found};
use super::headers;
use super::model::{Kind, Wire};
use super::named::{function, line, route, shown};
use super::pairs::Pairs;
use super::parameters;
use super::placeholders;
use super::settings;
use super::side::Side;
use crate::ir::{Call, Operation};

/// Adds the changes of all operations, and of what they share.
pub(super) fn compare(old: &Side<'_>, new: &Side<'_>, pairs: &Pairs<'_, '_>, found: &mut Found) {
    client(old, new, found);
    let olds: Vec<&Operation> = old.operations().collect();
    let news: Vec<&Operation> = new.operations().collect();
    let mut rest: BTreeSet<usize> = (0..news.len()).collect();
    let mut unpaired = Vec::new();
    for operation in olds {
        match take(&news, &mut rest, |other| route(operation) == route(other)) {
            Some(other) => compare_one(operation, other, pairs, found),
            None => unpaired.push(operation),
        }
    }
    for operation in unpaired {
        match take(&news, &mut rest, |other| {
            operation.id == other.id && operation.is_alternative == other.is_alternative
        }) {
            Some(other) => {
                moved(operation, other, found);
                compare_one(operation, other, pairs, found);
            }
            None => removed(operation, found),
        }
    }
    for index in rest {
        if let Some(operation) = news.get(index) {
            added(operation, found);
        }
    }
}

/// Takes the first operation that is still there and meets a condition.
fn take<'n>(
    news: &[&'n Operation],
    rest: &mut BTreeSet<usize>,
    is_wanted: impl Fn(&Operation) -> bool,
) -> Option<&'n Operation> {
    let index = rest
        .iter()
        .copied()
        .find(|index| news.get(*index).is_some_and(|other| is_wanted(other)))?;
    rest.remove(&index);
    news.get(index).copied()
}

/// Explains everything that a function brings.
fn explaining(draft: Draft, call: &Call) -> Draft {
    draft
        .explains(format!("endpoints::Client::{}()", call.name))
        .explains(format!("endpoints::{}", call.type_name))
        .explains(format!("endpoints::{}:*", call.type_name))
}

fn explaining_all(mut draft: Draft, operation: &Operation) -> Draft {
    for call in &operation.calls {
        draft = explaining(draft, call);
    }
    for name in operation.enums() {
        draft = draft
            .explains(format!("endpoints::{name}"))
            .explains(format!("endpoints::{name}:*"));
    }
    draft
}

fn functions(operation: &Operation) -> String {
    let names: Vec<String> = operation.calls.iter().map(function).collect();
    names.join(", ")
}

fn removed(operation: &Operation, found: &mut Found) {
    let draft = Draft::new(Kind::OperationRemoved, functions(operation), "is gone")
        .at(line(operation), 0)
        .wire(shown(operation))
        .operations(1)
        .old_client(Wire::Breaks("the operation is not there"));
    found.add(explaining_all(draft, operation));
}

fn added(operation: &Operation, found: &mut Found) {
    let draft = Draft::new(Kind::OperationAdded, functions(operation), "is new")
        .at(0, line(operation))
        .wire(shown(operation))
        .operations(1);
    found.add(explaining_all(draft, operation));
}

fn moved(old: &Operation, new: &Operation, found: &mut Found) {
    let text = format!("sends `{}` in place of `{}`", shown(new), shown(old));
    let breaks = Wire::Breaks("the operation is elsewhere");
    let draft = Draft::new(Kind::OperationMoved, functions(new), text)
        .at(line(old), line(new))
        .wire(shown(old))
        .operations(1)
        .both_ways(breaks);
    found.add(draft.explains(behaviors(new)));
}

/// The path of the behavior of the function that calls an operation.
fn behaviors(operation: &Operation) -> String {
    let name = operation
        .calls
        .first()
        .map_or("", |call| call.name.as_str());
    format!("endpoints::Client::{name}()#behavior")
}

fn compare_one(old: &Operation, new: &Operation, pairs: &Pairs<'_, '_>, found: &mut Found) {
    calls(old, new, pairs, found);
    deprecated(old, new, found);
    placeholders::compare(old, new, found);
    contents::compare(old, new, pairs, found);
    headers::compare(old, new, pairs, found);
    settings::compare(old, new, pairs, found);
}

/// Compares the functions of an operation. The first of each are the same; others are by their names.
fn calls(old: &Operation, new: &Operation, pairs: &Pairs<'_, '_>, found: &mut Found) {
    let first = old.calls.first().zip(new.calls.first());
    let others = old.calls.iter().skip(1);
    let mut taken: Vec<&Call> = Vec::new();
    let mut matched: Vec<(&Call, &Call)> = first.into_iter().collect();
    for call in others {
        match new
            .calls
            .iter()
            .skip(1)
            .find(|other| other.name == call.name)
        {
            Some(other) => matched.push((call, other)),
            None => {
                let draft =
                    Draft::new(Kind::FunctionRemoved, function(call), "is gone").wire(shown(old));
                found.add(explaining(draft, call));
            }
        }
    }
    for (call, other) in matched {
        taken.push(other);
        if call.name != other.name {
            renamed(old, new, call, other, found);
        }
        parameters::compare((old, call), (new, other), pairs, found);
    }
    for call in new
        .calls
        .iter()
        .filter(|call| !taken.iter().any(|other| std::ptr::eq(*other, *call)))
    {
        let draft = Draft::new(Kind::FunctionAdded, function(call), "is new").wire(shown(new));
        found.add(explaining(draft, call));
    }
}

fn renamed(old: &Operation, new: &Operation, call: &Call, other: &Call, found: &mut Found) {
    let kind = match old.id == new.id {
        true => Kind::NameChanged,
        false => Kind::OperationRenamed,
    };
    let text = format!("is called `{}`", function(other));
    let requests = (call.type_name.as_str(), other.type_name.as_str());
    let advice = match requests {
        (was, is) if was == is => format!("call `{}`", function(other)),
        (was, is) => format!("call `{}`; its request `{was}` is `{is}`", function(other)),
    };
    let draft = Draft::new(kind, function(call), text)
        .wire(shown(old))
        .at(line(old), line(new))
        .operations(1)
        .advice(advice)
        .explains(format!("endpoints::Client::{}()#renamed", call.name))
        .explains(behaviors(new));
    found.add(draft);
}

fn deprecated(old: &Operation, new: &Operation, found: &mut Found) {
    for (call, other) in old.calls.iter().zip(&new.calls) {
        if call.docs.deprecated != other.docs.deprecated {
            let text = match other.docs.deprecated {
                true => "is deprecated",
                false => "is no longer deprecated",
            };
            let draft = Draft::new(Kind::OperationDeprecated, function(other), text)
                .at(line(old), line(new))
                .wire(shown(new))
                .operations(1)
                .explains(format!("endpoints::Client::{}()#deprecated", other.name));
            found.add(draft);
        }
    }
}

/// The server and the credentials of the client.
fn client(old: &Side<'_>, new: &Side<'_>, found: &mut Found) {
    let address = |side: &Side<'_>| {
        let address = side.api.base_url.as_ref().or(side.api.server.as_ref());
        address.cloned().unwrap_or_else(|| "none".to_owned())
    };
    let (was, is) = (address(old), address(new));
    if was != is {
        let is_given = old.api.base_url.is_none() && new.api.base_url.is_none();
        let (name, text, risk) = match is_given {
            true => (
                "Client::builder",
                format!("takes the URL of a server that is `{is}` in place of `{was}`"),
                "the URL that the caller gives may be that of the other version",
            ),
            false => (
                "Client::BASE_URL",
                format!("is `{is}` in place of `{was}`"),
                "requests go to another server",
            ),
        };
        let risk = Wire::Depends(risk);
        let draft = Draft::new(Kind::ServerChanged, name, text)
            .wire("servers")
            .both_ways(risk)
            .explains("endpoints::Client::BASE_URL")
            .explains("endpoints::Client::new()")
            .explains("endpoints::Client::builder()");
        found.add(draft);
    }
    if old.api.auth != new.api.auth {
        let risk = Wire::Depends("the server may refuse the credentials");
        let mut draft = Draft::new(Kind::SecurityChanged, "Client", "takes other credentials")
            .wire("securitySchemes")
            .both_ways(risk)
            .explains("endpoints::Credentials")
            .explains("endpoints::Credentials:*");
        for function in ["new", "builder", "from_env", "builder_from_env"] {
            draft = draft.explains(format!("endpoints::Client::{function}()"));
        }
        found.add(draft);
    }
}
