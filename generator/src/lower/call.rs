//! The ways to call an operation, each a function: one for each way to write its body, or as many as `x-calls` lists.

use super::body::Ways;
use super::draft::{Body, Call, Parameter, ParameterKind};
use super::operation::OperationNames;
use super::parameter::Parameters;
use super::schema::Schemas;
use crate::ir::{Docs, Note, ParameterPlace};
use crate::names::{Name, Scope, Use, name};
use crate::openapi::described::Described;
use crate::openapi::operation::Endpoint;
use crate::openapi::reader::Reader;

/// One call for each item of `x-calls`, or one for each way to write the body.
pub(super) fn lower_calls<'d>(
    schemas: &mut Schemas<'_, 'd>,
    names: &mut OperationNames,
    endpoint: &Endpoint<'d>,
    id: &str,
    parameters: &Parameters,
    ways: &Ways<'d>,
) -> Vec<Call> {
    let reader = schemas.reader;
    let declared = endpoint.extensions().calls(reader);
    if declared.is_empty() {
        let mut calls = Vec::new();
        for way in ways.lower(schemas) {
            let id = match (calls.is_empty(), way.word) {
                (true, _) => id.to_owned(),
                (false, word) => format!("{id} as {word}"),
            };
            let mut all = parameters.all();
            all.extend(way.fields);
            calls.push(call(
                schemas,
                names,
                &id,
                docs(reader, endpoint, endpoint.described()),
                all,
                way.body,
            ));
        }
        return calls;
    }
    // A parameter that one call requires is no part of the others.
    let claimed: Vec<&str> = declared
        .iter()
        .flat_map(|call| call.requires.value.iter().copied())
        .collect();
    ways.check_calls(schemas, &declared);
    let mut calls = Vec::new();
    for item in &declared {
        let Some(id) = item.id else {
            continue;
        };
        let requires = &item.requires.value;
        for wire in requires.iter().filter(|wire| !parameters.has(wire)) {
            reader.error(
                item.requires.node,
                format!("`{wire}` is no parameter of this operation"),
                "correct the spelling, or add the parameter",
            );
        }
        let parameters = parameters
            .all()
            .into_iter()
            .filter_map(|(parameter, required)| {
                let wanted = requires.contains(&parameter.wire_name.as_str());
                (wanted || !claimed.contains(&parameter.wire_name.as_str()))
                    .then_some((parameter, required || wanted))
            });
        let body = item
            .body
            .and_then(|reference| ways.alternative(schemas, reference));
        calls.push(call(
            schemas,
            names,
            id,
            docs(reader, endpoint, item.described),
            parameters.collect(),
            body,
        ));
    }
    calls
}

/// What is said of a call: by itself, or by the operation if it is the only one, and where that says
/// nothing by its path item.
fn docs<'d>(reader: &Reader<'d>, endpoint: &Endpoint<'d>, call: Described<'d>) -> Docs {
    let inherited = endpoint.described_by_path_item();
    let summary = call.summary(reader);
    let description = call.description(reader);
    Docs {
        summary: summary
            .or_else(|| inherited.summary(reader))
            .map(str::to_owned),
        description: description
            .or_else(|| inherited.description(reader))
            .map(str::to_owned),
        notes: Vec::new(),
        deprecated: endpoint.described().is_deprecated(reader),
    }
}

fn word(place: ParameterPlace) -> &'static str {
    match place {
        ParameterPlace::Path => "path",
        ParameterPlace::Query => "query",
        ParameterPlace::Header => "header",
        ParameterPlace::Cookie => "cookie",
        ParameterPlace::Field | ParameterPlace::Part => "body",
    }
}

fn call(
    schemas: &mut Schemas<'_, '_>,
    names: &mut OperationNames,
    id: &str,
    docs: Docs,
    parameters: Vec<(Parameter, bool)>,
    body: Option<Body>,
) -> Call {
    let type_name = schemas.types.names.claim(id, Use::Request);
    let mut scope = Scope::default();
    let (mut required, mut optional) = (Vec::new(), Vec::new());
    let mut taken: Vec<(Name, ParameterPlace)> = Vec::new();
    for (mut parameter, is_required) in parameters {
        let plain = name(&parameter.wire_name, Use::Value);
        let is_elsewhere =
            |(other, place): &(Name, ParameterPlace)| *other == plain && *place != parameter.place;
        // What has this name at another place is told apart by its own.
        let wanted = if taken.iter().any(is_elsewhere) {
            format!("{} {}", word(parameter.place), parameter.wire_name)
        } else {
            parameter.wire_name.clone()
        };
        taken.push((plain, parameter.place));
        let usage = if is_required { Use::Value } else { Use::Setter };
        parameter.name = scope.claim(&wanted, usage);
        if let ParameterKind::List { count, split, .. } = &mut parameter.kind {
            if is_required {
                // An empty list leaves a parameter out, which this one must not be.
                count.min = count.min.max(Some(1));
            } else {
                // What can be left out is a filter, and not what the request is about.
                *split = None;
                parameter.docs.notes.retain(|note| *note != Note::Split);
            }
        }
        if is_required && let ParameterKind::DateRange { first, last } = &mut parameter.kind {
            *first = scope.claim(&format!("{} first", parameter.wire_name), Use::Value);
            *last = scope.claim(&format!("{} last", parameter.wire_name), Use::Value);
        }
        if is_required {
            required.push(parameter)
        } else {
            optional.push(parameter)
        }
    }
    let body = body.map(|mut body| {
        body.name = scope.claim(
            body.name.as_str(),
            if body.required {
                Use::Value
            } else {
                Use::Setter
            },
        );
        body
    });
    Call {
        id: id.to_owned(),
        name: names.functions.claim(id, Use::Method),
        type_name,
        docs,
        required,
        body,
        optional,
    }
}
