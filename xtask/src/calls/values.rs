//! The values of the parameters and bodies of a function.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use specwright::ir::{Body, BodyContent, Call, Parameter, ParameterKind, ParameterPlace, Passed};

use super::document::{Document, Endpoint, Input, Place, is_json};
use super::keys::{EMPTY, header_key, is_part, key};
use super::sample::{Sample, Way, samples};
use super::schema::flatten;

/// The values of one parameter, and the values of one body, at most.
const MAX_VALUES: usize = 8;
const MAX_BODIES: usize = 40;

/// A parameter of a function with its values.
pub(super) struct Inputs {
    pub(super) key: String,
    pub(super) required: bool,
    pub(super) samples: Vec<Sample>,
}

/// The values of all parameters of a function.
pub(super) fn inputs(
    document: &Document,
    endpoint: &Endpoint,
    call: &Call,
) -> Result<Vec<Inputs>, String> {
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
            _ if key.ends_with(EMPTY) => Ok(vec![Sample {
                what: "is sent".to_owned(),
                value: Value::Bool(true),
            }]),
            Some(input) => values(document, input, parameter.allows_empty),
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

/// The values of a parameter. One that is null, or empty, cannot be told from one that is missing, unless an empty text is
/// allowed.
fn values(document: &Document, input: &Input, allows_empty: bool) -> Result<Vec<Sample>, String> {
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
    if found.iter().any(|sample| sample.value == json!({})) {
        found.extend(any_property(document, input));
    }
    found.retain(|sample| match &sample.value {
        Value::Null => false,
        Value::String(text) => allows_empty || !text.is_empty(),
        Value::Array(items) => !items.iter().all(Value::is_null),
        Value::Object(entries) => !entries.is_empty(),
        _ => true,
    });
    match found.is_empty() {
        true => Err(format!("no value for `{}` that can be sent", input.key)),
        false => Ok(found),
    }
}

/// An object with a property that its schema does not describe, if it describes none and allows any.
fn any_property(document: &Document, input: &Input) -> Option<Sample> {
    let flat = flatten(document, &input.schema.value);
    let described = [
        "properties",
        "additionalProperties",
        "patternProperties",
        "oneOf",
        "anyOf",
    ];
    let is_open = described.iter().all(|key| !flat.contains_key(*key));
    is_open.then(|| Sample {
        what: "any property".to_owned(),
        value: json!({ "more": "text" }),
    })
}

/// The bodies that a function sends.
#[derive(Default)]
pub(super) struct Bodies {
    /// Their media type.
    pub(super) media_type: Option<String>,
    /// Their values.
    pub(super) samples: Vec<Sample>,
    /// The headers of parts that a caller has to set, by the keys of their values.
    headers: BTreeMap<String, Value>,
}

/// The media type of the body that a function sends, and its values.
pub(super) fn bodies(
    document: &Document,
    endpoint: &Endpoint,
    call: &Call,
) -> Result<Bodies, String> {
    let has_part = call.required.iter().chain(&call.optional).any(is_part);
    let is_wanted: &dyn Fn(&str) -> bool = match (&call.body, &call.fields) {
        (None, Some(fields)) => match (fields.has_parts, &fields.media_type) {
            (false, _) => &|name| name.contains("urlencoded"),
            (true, Some(media_type)) => {
                &move |name| name.to_ascii_lowercase().starts_with(media_type.as_str())
            }
            (true, None) => &|name| name.starts_with("multipart/form-data"),
        },
        (None, None) if has_part => &|name| name.starts_with("multipart/"),
        (None, None) => return Ok(Bodies::default()),
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
    Ok(Bodies {
        media_type: Some(media_type.clone()),
        samples: found,
        headers: headers(document, input, call),
    })
}

/// The headers of parts that a caller has to set.
fn headers(document: &Document, input: &Input, call: &Call) -> BTreeMap<String, Value> {
    let mut found = BTreeMap::new();
    for parameter in call.required.iter().chain(&call.optional) {
        let missing = parameter.part.headers.iter();
        for header in missing.filter(|header| header.value.is_none()) {
            let described = Place {
                pointer: String::new(),
                value: input.encoding.clone(),
            };
            let described = described
                .child(&parameter.wire_name)
                .child("headers")
                .child(&header.name);
            let schema = document
                .resolve(described)
                .map(|place| place.child("schema"));
            let made =
                schema.and_then(|schema| samples(document, &schema.value, Way::Request, 1).ok());
            let value = made.and_then(|made| made.into_iter().next());
            let value = value.map_or_else(|| Value::from("text"), |sample| sample.value);
            found.insert(header_key(parameter, &header.name), value);
        }
    }
    found
}

fn takes(body: &Body, name: &str) -> bool {
    match &body.content {
        BodyContent::Json {
            media_type: Some(media_type),
            ..
        } => media_type == name,
        BodyContent::Json { .. } | BodyContent::List(_) | BodyContent::Joined(_) => is_json(name),
        BodyContent::Lines { media_type, .. } => media_type == name,
        BodyContent::Form(_) => name.contains("urlencoded"),
        BodyContent::Parts => name.starts_with("multipart/"),
        BodyContent::Text(media_type) | BodyContent::Bytes(media_type) => media_type == name,
    }
}

/// Whether a function has no call without a body.
pub(super) fn needs_body(call: &Call) -> bool {
    takes_value(call) || call.required.iter().any(is_part)
}

/// Whether a function has no call without a value for its body.
pub(super) fn takes_value(call: &Call) -> bool {
    let body = call.body.as_ref();
    body.is_some_and(|body| body.passed == Passed::Argument)
}

/// Adds the values of the arguments and setters that make up a body.
pub(super) fn put_body(
    call: &Call,
    bodies: &Bodies,
    body: &Value,
    values: &mut BTreeMap<String, Value>,
) {
    if let Some(wanted) = &call.body {
        let value = match &wanted.wrapper {
            Some(wrapper) => body.get(wrapper).cloned().unwrap_or_default(),
            None => body.clone(),
        };
        let is_missing =
            value.is_null() && (wanted.wrapper.is_some() || wanted.passed != Passed::Argument);
        // The schema is often that of an item.
        let value = match (&wanted.content, value) {
            (BodyContent::Lines { .. }, value) if !value.is_array() => Value::Array(vec![value]),
            (_, value) => value,
        };
        if !is_missing {
            values.insert("body".to_owned(), value);
        }
    }
    let parts = || {
        call.required
            .iter()
            .chain(&call.optional)
            .filter(|it| is_part(it))
    };
    for parameter in parts() {
        let value = match parameter.kind {
            ParameterKind::Additional => others(body, parts()),
            _ => body.get(&parameter.wire_name).cloned(),
        };
        if let Some(value) = value.filter(|value| !value.is_null()) {
            values.insert(key(parameter), value);
            let headers = parameter.part.headers.iter();
            let headers = headers.map(|header| header_key(parameter, &header.name));
            let set = headers.filter_map(|key| bodies.headers.get_key_value(&key));
            values.extend(set.map(|(key, value)| (key.clone(), value.clone())));
        }
    }
}

/// The properties of a body that no part has the name of.
fn others<'p>(body: &Value, parts: impl Iterator<Item = &'p Parameter>) -> Option<Value> {
    let named: Vec<&str> = parts
        .map(|parameter| parameter.wire_name.as_str())
        .collect();
    let others: Map<String, Value> = body
        .as_object()?
        .iter()
        .filter(|(name, _)| !named.contains(&name.as_str()))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    (!others.is_empty()).then_some(Value::Object(others))
}
