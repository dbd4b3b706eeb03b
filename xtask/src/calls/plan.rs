//! The calls that are made of each operation, as data: a function, and the values of its arguments and setters.

use std::collections::BTreeMap;

use generator::ir::{Api, Body, BodyContent, Call, Method, Operation, Parameter, ParameterPlace};
use serde_json::{Value, json};

use super::document::{Document, Documented, Endpoint, Input, id, is_json};
use super::sample::{Sample, Way, samples};

/// The values of one parameter, the values of one body, and the calls of one function, at most.
const MAX_VALUES: usize = 8;
const MAX_BODIES: usize = 40;
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
    /// A response to each operation, made from its schema.
    pub responses: Vec<Value>,
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
    let responses = plan.operations.iter();
    plan.responses = responses
        .map(|endpoint| response(document, endpoint))
        .collect();
    let mut called: Vec<String> = Vec::new();
    for (index, (operation, call)) in functions(api).enumerate() {
        let id = id(method(operation.method), &operation.path);
        let endpoint = plan
            .operations
            .iter()
            .find(|endpoint| same(&endpoint.id, &id));
        let Some(endpoint) = endpoint.cloned() else {
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
pub(super) fn functions(api: &Api) -> impl Iterator<Item = (&Operation, &Call)> {
    let operations = api.groups.iter().flat_map(|group| &group.operations);
    operations.flat_map(|operation| operation.calls.iter().map(move |call| (operation, call)))
}

/// The key of a parameter among the values of a call.
pub(super) fn key(parameter: &Parameter) -> String {
    let place = match parameter.place {
        ParameterPlace::Path => "path",
        ParameterPlace::Query => "query",
        ParameterPlace::Header => "header",
        ParameterPlace::Cookie | ParameterPlace::PlainCookie => "cookie",
        ParameterPlace::Field | ParameterPlace::Part => "part",
    };
    format!("{place}:{}", parameter.wire_name)
}

fn is_part(parameter: &Parameter) -> bool {
    matches!(
        parameter.place,
        ParameterPlace::Field | ParameterPlace::Part
    )
}

fn method(method: Method) -> &'static str {
    match method {
        Method::Get => "GET",
        Method::Put => "PUT",
        Method::Post => "POST",
        Method::Delete => "DELETE",
        Method::Options => "OPTIONS",
        Method::Head => "HEAD",
        Method::Patch => "PATCH",
        Method::Trace => "TRACE",
    }
}

/// Whether two ids are the same but for a query in the path.
fn same(left: &str, right: &str) -> bool {
    left == right || left.trim_end_matches('?') == right.trim_end_matches('?')
}

fn calls_of(
    document: &Document,
    endpoint: &Endpoint,
    call: &Call,
    function: usize,
) -> Result<Vec<Planned>, String> {
    let inputs = inputs(document, endpoint, call)?;
    let (media_type, bodies) = bodies(document, endpoint, call)?;
    let mut calls: Vec<Planned> = Vec::new();
    let mut add = |what: String, values: BTreeMap<String, Value>, body: Option<&Value>| {
        let mut planned = Planned {
            function,
            operation: endpoint.id.clone(),
            what,
            media_type: body.and(media_type.clone()),
            values,
            body: body.cloned(),
        };
        if let Some(body) = body {
            put_body(call, body, &mut planned.values);
        }
        // A function for one of several bodies does not send the others.
        let is_other = call.body.as_ref().is_some_and(|body| body.required)
            && !planned.values.contains_key("body");
        let is_new = !is_other && calls.iter().all(|known| known.values != planned.values);
        if is_new && calls.len() < MAX_CALLS {
            calls.push(planned);
        }
    };
    let first = |is_wanted: &dyn Fn(&Inputs) -> bool| -> BTreeMap<String, Value> {
        let wanted = inputs.iter().filter(|input| is_wanted(input));
        wanted
            .filter_map(|input| Some((input.key.clone(), input.samples.first()?.value.clone())))
            .collect()
    };
    let required = first(&|input| input.required);
    let named = |what: &str| bodies.iter().find(|body| body.what == what);
    let smallest = named("required only")
        .or(bodies.first())
        .map(|body| &body.value);
    let usual = needs_body(call).then_some(smallest).flatten();
    add("required only".to_owned(), required.clone(), usual);
    let all = bodies.first().map(|body| &body.value);
    add("all".to_owned(), first(&|_| true), all);
    for body in &bodies {
        add(
            format!("body {}", body.what),
            required.clone(),
            Some(&body.value),
        );
    }
    for input in &inputs {
        for sample in &input.samples {
            let mut values = required.clone();
            values.insert(input.key.clone(), sample.value.clone());
            add(format!("{} {}", input.key, sample.what), values, usual);
        }
    }
    Ok(calls)
}

/// A parameter of a function with its values.
struct Inputs {
    key: String,
    required: bool,
    samples: Vec<Sample>,
}

fn inputs(document: &Document, endpoint: &Endpoint, call: &Call) -> Result<Vec<Inputs>, String> {
    let mut found = Vec::new();
    let required = call.required.iter().map(|parameter| (parameter, true));
    let optional = call.optional.iter().map(|parameter| (parameter, false));
    for (parameter, required) in required.chain(optional) {
        if is_part(parameter) {
            continue;
        }
        let key = key(parameter);
        let described = endpoint.parameters.iter().find(|input| input.key == key);
        let samples = match described {
            Some(input) => values(document, input),
            // A placeholder that the document does not describe is any text.
            None if parameter.place == ParameterPlace::Path => Ok(vec![Sample {
                what: "any".to_owned(),
                value: Value::from("text"),
            }]),
            None => Err(format!("the document has no parameter `{key}`")),
        };
        match samples {
            Ok(samples) => found.push(Inputs {
                key,
                required,
                samples,
            }),
            Err(reason) if required => return Err(reason),
            Err(_) => {}
        }
    }
    Ok(found)
}

/// The values of a parameter. One that is null, or empty, cannot be told from one that is missing.
fn values(document: &Document, input: &Input) -> Result<Vec<Sample>, String> {
    let mut found: Vec<Sample> = Vec::new();
    let examples = input.examples.iter().map(|value| Sample {
        what: "example".to_owned(),
        value: value.clone(),
    });
    found.extend(examples);
    found.extend(samples(
        document,
        &input.schema.value,
        Way::Request,
        MAX_VALUES,
    )?);
    found.retain(|sample| match &sample.value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(entries) => !entries.is_empty(),
        _ => true,
    });
    match found.is_empty() {
        true => Err(format!("no value for `{}` that can be sent", input.key)),
        false => Ok(found),
    }
}

/// The media type of the body that a function sends, and its values.
fn bodies(
    document: &Document,
    endpoint: &Endpoint,
    call: &Call,
) -> Result<(Option<String>, Vec<Sample>), String> {
    let mut parts = call.required.iter().chain(&call.optional);
    let part = parts.find(|parameter| is_part(parameter));
    let is_wanted: &dyn Fn(&str) -> bool = match (&call.body, part) {
        (None, None) => return Ok((None, Vec::new())),
        (None, Some(part)) => match part.place {
            ParameterPlace::Field => &|name| name.contains("urlencoded"),
            _ => &|name| name.starts_with("multipart/"),
        },
        (Some(body), _) => &|name| takes(body, name),
    };
    let known = endpoint.bodies.iter().find(|(name, _)| is_wanted(name));
    let Some((media_type, input)) = known.or(endpoint.bodies.first()) else {
        return Err("the document has no such body".to_owned());
    };
    let mut found: Vec<Sample> = Vec::new();
    let made = samples(document, &input.schema.value, Way::Request, MAX_BODIES);
    let made = made.map_err(|reason| format!("body: {reason}"))?;
    found.extend(made);
    let examples = input
        .examples
        .iter()
        .enumerate()
        .map(|(index, value)| Sample {
            what: format!("example {index}"),
            value: value.clone(),
        });
    found.extend(examples.take(MAX_VALUES));
    Ok((Some(media_type.clone()), found))
}

fn takes(body: &Body, name: &str) -> bool {
    match &body.content {
        BodyContent::Json {
            media_type: Some(media_type),
            ..
        } => media_type == name,
        BodyContent::Json { .. } | BodyContent::List(_) | BodyContent::Joined(_) => is_json(name),
        BodyContent::Form(_) => name.contains("urlencoded"),
        BodyContent::Parts => name.starts_with("multipart/"),
        BodyContent::Text(media_type) | BodyContent::Bytes(media_type) => media_type == name,
    }
}

fn needs_body(call: &Call) -> bool {
    call.body.as_ref().is_some_and(|body| body.required) || call.required.iter().any(is_part)
}

/// Adds the values of the arguments and setters that make up a body.
fn put_body(call: &Call, body: &Value, values: &mut BTreeMap<String, Value>) {
    if let Some(wanted) = &call.body {
        let value = match &wanted.wrapper {
            Some(wrapper) => body.get(wrapper).cloned().unwrap_or_default(),
            None => body.clone(),
        };
        let is_missing = value.is_null() && (wanted.wrapper.is_some() || !wanted.required);
        if !is_missing {
            values.insert("body".to_owned(), value);
        }
    }
    for parameter in call.required.iter().chain(&call.optional) {
        let value = body
            .get(&parameter.wire_name)
            .filter(|value| !value.is_null());
        if let Some(value) = value.filter(|_| is_part(parameter)) {
            values.insert(key(parameter), value.clone());
        }
    }
}

impl Plan {
    /// The plan as JSON, for the program and for the judges.
    #[must_use]
    pub fn json(&self) -> Value {
        let operations = self.operations.iter().zip(&self.responses);
        let operations: Vec<Value> = operations
            .map(|(endpoint, response)| operation_json(endpoint, response))
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

/// A success that the server could respond with, of the schema that is described first: its status, its media type and
/// its body.
fn response(document: &Document, endpoint: &Endpoint) -> Value {
    let rank = |status: &str| match status {
        "default" => 2,
        status if status.starts_with('2') => 1,
        _ => 3,
    };
    let mut success: Vec<&Documented> = endpoint.responses.iter().collect();
    success.retain(|described| rank(&described.status) < 3);
    success.sort_by_key(|described| {
        let is_json = described.media_type.as_deref().is_some_and(is_json);
        (rank(&described.status), described.status.clone(), !is_json)
    });
    let Some(described) = success.first() else {
        return Value::Null;
    };
    let status: u16 = described.status.parse().unwrap_or(200);
    let made = samples(document, &described.schema.value, Way::Response, 1);
    let made = made.ok().and_then(|made| made.into_iter().next());
    // A response has one media type, also where the document has a range of them.
    let media_type = described
        .media_type
        .as_deref()
        .map(|name| match name.contains('*') {
            true => "application/json",
            false => name,
        });
    let body = media_type.and_then(|name| match is_json(name) {
        true => made.map(|sample| sample.value.to_string()),
        false => Some("text".to_owned()),
    });
    json!({ "status": status, "media_type": media_type, "body": body })
}

fn operation_json(endpoint: &Endpoint, response: &Value) -> Value {
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
        "response": response,
    })
}
