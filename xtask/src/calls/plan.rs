//! The calls that are made of each operation, as data: a function, and the values of its arguments and setters.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use specwright::ir::{Api, Call, Operation};

use super::document::{Document, Endpoint, Input, id};
use super::keys::{EMPTY, media_types, type_key};
use super::responses::responses;
use super::values::{Inputs, bodies, inputs, needs_body, put_body, takes_value};

/// The calls of one function, at most.
const MAX_CALLS: usize = 90;

/// One call.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The index of its function among all functions.
    pub function: usize,
    /// `GET /pets/{id}`.
    pub operation: String,
    /// The reason why it is made: `query:limit=3`.
    pub what: String,
    /// The media type of its body.
    pub media_type: Option<String>,
    /// The value of each argument and setter, by its key.
    pub values: BTreeMap<String, Value>,
    /// The value of the whole body, which the values of its parts were taken from.
    pub body: Option<Value>,
}

/// All calls of a document.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The operations of the document with the locations of their schemas.
    pub operations: Vec<Endpoint>,
    /// The responses to each operation, made from their schemas.
    pub responses: Vec<Vec<Value>>,
    /// The calls.
    pub calls: Vec<Planned>,
    /// The operations without a call, each with the reason.
    pub uncalled: Vec<(String, String)>,
}

/// Plans the calls of all functions.
#[must_use]
pub fn plan(api: &Api, document: &Document) -> Plan {
    let mut plan = Plan {
        operations: document.endpoints(),
        ..Plan::default()
    };
    let described = plan.operations.iter();
    plan.responses = described
        .map(|endpoint| responses(document, endpoint))
        .collect();
    let mut called: Vec<String> = Vec::new();
    for (index, (operation, call)) in functions(api).enumerate() {
        let id = id(operation.method.as_str(), &operation.path);
        let Some(endpoint) = endpoint(&plan.operations, operation, &id).cloned() else {
            plan.uncalled
                .push((id, "the operation is not found in the document".to_owned()));
            continue;
        };
        match calls_of(document, &endpoint, call, index) {
            Ok(calls) => {
                called.push(endpoint.id.clone());
                plan.calls.extend(calls);
            }
            Err(reason) => plan.uncalled.push((endpoint.id.clone(), reason)),
        }
    }
    for endpoint in &plan.operations {
        let is_listed = plan.uncalled.iter().any(|(id, _)| *id == endpoint.id);
        if !called.contains(&endpoint.id) && !is_listed {
            let reason = "no function is generated for it".to_owned();
            plan.uncalled.push((endpoint.id.clone(), reason));
        }
    }
    plan.uncalled.retain(|(id, _)| !called.contains(id));
    plan
}

/// Every function of the client with its operation, in the order of the program.
pub(crate) fn functions(api: &Api) -> impl Iterator<Item = (&Operation, &Call)> {
    let operations = api.groups.iter().flat_map(|group| &group.operations);
    operations.flat_map(|operation| operation.calls.iter().map(move |call| (operation, call)))
}

/// The operation of the document. Paths that differ in a fragment alone are the same when they are called: then it is the
/// one with the same `operationId`.
fn endpoint<'p>(all: &'p [Endpoint], operation: &Operation, id: &str) -> Option<&'p Endpoint> {
    let without_fragment = |id: &str| {
        let id = id.split('#').next().unwrap_or_default();
        id.trim_end_matches('?').to_owned()
    };
    let wanted = without_fragment(id);
    let is_same = |endpoint: &&Endpoint| without_fragment(&endpoint.id) == wanted;
    let is_named = |endpoint: &&Endpoint| endpoint.operation_id.as_ref() == Some(&operation.id);
    let named = all.iter().filter(is_same).find(is_named);
    named.or_else(|| all.iter().find(is_same))
}

fn calls_of(
    document: &Document,
    endpoint: &Endpoint,
    call: &Call,
    function: usize,
) -> Result<Vec<Planned>, String> {
    let inputs = inputs(document, endpoint, call)?;
    let bodies = bodies(document, endpoint, call)?;
    let mut calls: Vec<Planned> = Vec::new();
    let mut add = |what: String, values: BTreeMap<String, Value>, body: Option<&Value>| {
        let mut planned = Planned {
            function,
            operation: endpoint.id.clone(),
            what,
            media_type: body.and(bodies.media_type.clone()),
            values,
            body: body.cloned(),
        };
        if let Some(body) = body {
            put_body(call, &bodies, body, &mut planned.values);
        }
        // A function for one of several bodies does not send the others.
        let is_other = takes_value(call) && !planned.values.contains_key("body");
        let is_new = !is_other && calls.iter().all(|known| known.values != planned.values);
        if is_new && calls.len() < MAX_CALLS {
            calls.push(planned);
        }
    };
    let required = first_of(&inputs, |input| input.required);
    let named = |what: &str| bodies.samples.iter().find(|body| body.what == what);
    let smallest = named("required only")
        .or(bodies.samples.first())
        .map(|body| &body.value);
    let usual = needs_body(call).then_some(smallest).flatten();
    add("required only".to_owned(), required.clone(), usual);
    let all = bodies.samples.first().map(|body| &body.value);
    let each = first_of(&inputs, |input| !input.key.ends_with(EMPTY));
    add("all".to_owned(), each, all);
    for body in &bodies.samples {
        let what = format!("body {}", body.what);
        add(what, required.clone(), Some(&body.value));
    }
    for input in &inputs {
        for sample in &input.samples {
            let mut values = required.clone();
            values.insert(input.key.clone(), sample.value.clone());
            add(format!("{} {}", input.key, sample.what), values, usual);
        }
    }
    let candidates = [smallest, all];
    for (key, media_type, body) in types_of_parts(call, &candidates) {
        let what = format!("{key} {media_type}");
        let mut values = required.clone();
        values.insert(key, Value::from(media_type));
        add(what, values, Some(body));
    }
    Ok(calls)
}

/// The first value of each of the parameters that are wanted.
fn first_of(inputs: &[Inputs], is_wanted: impl Fn(&Inputs) -> bool) -> BTreeMap<String, Value> {
    let wanted = inputs.iter().filter(|input| is_wanted(input));
    wanted
        .filter_map(|input| Some((input.key.clone(), input.samples.first()?.value.clone())))
        .collect()
}

/// Each media type that a caller can name for a part: the key of its value, the media type, and the first of the bodies
/// that has the part.
fn types_of_parts<'b>(
    call: &Call,
    bodies: &[Option<&'b Value>],
) -> Vec<(String, String, &'b Value)> {
    let mut found = Vec::new();
    for parameter in call.required.iter().chain(&call.optional) {
        let mut known = bodies.iter().flatten();
        let body = known.find(|body| body.get(&parameter.wire_name).is_some());
        for media_type in media_types(parameter) {
            found.extend(body.map(|body| (type_key(parameter), media_type, *body)));
        }
    }
    found
}

impl Plan {
    /// The plan as JSON, for the program and for the judges.
    #[must_use]
    pub fn json(&self) -> Value {
        let operations = self.operations.iter().zip(&self.responses);
        let operations: Vec<Value> = operations
            .map(|(endpoint, made)| operation_json(endpoint, made))
            .collect();
        let calls: Vec<Value> = (self.calls.iter().enumerate())
            .map(|(index, call)| {
                json!({
                    "id": index,
                    "function": call.function,
                    "operation": call.operation,
                    "what": call.what,
                    "media_type": call.media_type,
                    "values": call.values,
                    "body": call.body,
                })
            })
            .collect();
        json!({ "operations": operations, "calls": calls, "uncalled": self.uncalled })
    }
}

fn operation_json(endpoint: &Endpoint, made: &[Value]) -> Value {
    let pointer =
        |input: &Input| json!({ "pointer": input.schema.pointer, "required": input.required });
    let parameters: BTreeMap<&str, Value> = endpoint
        .parameters
        .iter()
        .map(|input| (input.key.as_str(), pointer(input)))
        .collect();
    let bodies: BTreeMap<&str, Value> = endpoint
        .bodies
        .iter()
        .map(|(media_type, input)| (media_type.as_str(), pointer(input)))
        .collect();
    let mut responses: BTreeMap<&str, BTreeMap<&str, &str>> = BTreeMap::new();
    for described in &endpoint.responses {
        if let Some(media_type) = &described.media_type {
            let of_status = responses.entry(&described.status).or_default();
            of_status.insert(media_type, &described.schema.pointer);
        }
    }
    json!({
        "id": endpoint.id,
        "parameters": parameters,
        "bodies": bodies,
        "responses": responses,
        "made": made,
    })
}
