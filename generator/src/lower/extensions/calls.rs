//! `x-calls`: the functions that call an operation.

use crate::ir::Passed;
use crate::lower::draft::Body;
use crate::lower::operation::body::BodyEncodings;
use crate::lower::operation::call::{CallDraft, calls_by_encoding, docs};
use crate::lower::operation::parameter::Parameters;
use crate::lower::schema::Schemas;
use crate::openapi::extensions::CallExtension;
use crate::openapi::operation::Endpoint;
use crate::openapi::reader::{Reader, Spanned};
use crate::openapi::schema::Schema;

/// One call for each item of `x-calls`, or one for each encoding of the body.
pub(in crate::lower) fn lower_calls<'d>(
    schemas: &mut Schemas<'_, 'd>,
    endpoint: &Endpoint<'d>,
    id: &str,
    parameters: &Parameters,
    encodings: &BodyEncodings<'d>,
) -> Vec<CallDraft> {
    let reader = schemas.reader();
    let items = endpoint.extensions().calls(reader);
    if items.is_empty() {
        return calls_by_encoding(schemas, endpoint, id, parameters, encodings);
    }
    // A parameter that one call requires is no part of the others.
    let claimed: Vec<&str> = (items.iter())
        .flat_map(|item| item.requires.value.iter().copied())
        .collect();
    check_bodies(reader, encodings, &items);
    let mut calls = Vec::new();
    for item in &items {
        let Some(id) = item.id else {
            continue;
        };
        check_requires(reader, parameters, item);
        let own = parameters
            .all()
            .into_iter()
            .filter_map(|(parameter, required)| {
                let name = parameter.wire_name.as_str();
                let is_wanted = item.requires.value.contains(&name);
                let is_kept = is_wanted || !claimed.contains(&name);
                is_kept.then_some((parameter, required || is_wanted))
            });
        let body = item.body;
        calls.push(CallDraft {
            id: id.to_owned(),
            docs: docs(reader, endpoint, item.described),
            parameters: own.collect(),
            body: body.and_then(|reference| lower_body(schemas, encodings, reference)),
            fields: None,
            switch: None,
        });
    }
    calls
}

/// Reports the names in `requires` that are no parameters.
fn check_requires(reader: &Reader<'_>, parameters: &Parameters, item: &CallExtension<'_>) {
    let requires = item.requires.value.iter();
    for name in requires.filter(|name| parameters.get(name).is_none()) {
        let message = format!("`{name}` is not a parameter of this operation");
        let help = "correct the spelling, or add the parameter";
        reader.error(item.requires.node, message, help);
    }
}

/// Reports bodies that no call has, and calls without a body that the operation requires.
fn check_bodies<'d>(
    reader: &Reader<'d>,
    encodings: &BodyEncodings<'d>,
    items: &[CallExtension<'d>],
) {
    for schema in possible_bodies(encodings) {
        let reference = schema.reference();
        let mut bodies = items.iter().filter_map(|item| item.body);
        if !bodies.any(|body| Some(body.value) == reference) {
            let message = "no item of `x-calls` has this body: it cannot be sent";
            let help = "add an item with `body`, or remove this one";
            reader.degrade(schema.node(), message, help);
        }
    }
    for item in items.iter().filter(|item| item.body.is_none()) {
        if encodings.is_required() {
            let message = "the operation requires a body, and this call has none";
            let help = "add `body`, or make the body optional";
            reader.error(item.node, message, help);
        }
    }
}

/// The parts of the body's `oneOf`, or the body itself.
fn possible_bodies<'d>(encodings: &BodyEncodings<'d>) -> Vec<Schema<'d>> {
    let Some(schema) = encodings.json_schema() else {
        return Vec::new();
    };
    let parts: Vec<Schema<'d>> = schema.one_of().collect();
    if parts.is_empty() {
        vec![schema]
    } else {
        parts
    }
}

/// The body that an item refers to: that of the operation, or a part of its `oneOf`.
fn lower_body<'d>(
    schemas: &mut Schemas<'_, 'd>,
    encodings: &BodyEncodings<'d>,
    reference: Spanned<'d, &'d str>,
) -> Option<Body> {
    let whole = encodings.json_schema();
    let parts = whole.into_iter().flat_map(Schema::one_of);
    let mut bodies = whole.into_iter().chain(parts);
    match bodies.find(|schema| schema.reference() == Some(reference.value)) {
        // A call that has a body requires it, whatever the operation does.
        Some(schema) => encodings.lower_json(schemas, schema, |_, _| Passed::Argument),
        None => {
            let message = format!("`{}` is not a body of this operation", reference.value);
            let help = "write the `$ref` of the body's schema, or of a part of its `oneOf`";
            schemas.reader().error(reference.node, message, help);
            None
        }
    }
}
