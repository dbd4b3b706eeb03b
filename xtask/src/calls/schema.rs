//! Schemas with their references and `allOf` merged, as far as values are made from them.

use serde_json::{Map, Value};

use super::document::{Document, Place};

/// Schemas that are nested deeper than this by `allOf` are left out.
const MAX_DEPTH: usize = 24;

/// A schema as one object.
pub(super) type Flat = Map<String, Value>;

/// Merges a schema with its references and the parts of its `allOf`.
pub(super) fn flatten(document: &Document, schema: &Value) -> Flat {
    merged(document, schema, 0)
}

fn merged(document: &Document, schema: &Value, depth: usize) -> Flat {
    let mut flat = Flat::new();
    let Some(object) = schema.as_object().filter(|_| depth < MAX_DEPTH) else {
        return flat;
    };
    let reference = object.get("$ref").and_then(Value::as_str);
    if let Some(reference) = reference {
        if let Some(target) = document.at(reference) {
            flat = merged(document, &target.value, depth + 1);
        }
        flat.insert("x-name".to_owned(), Value::from(last(reference)));
    }
    for (key, value) in object.iter().filter(|(key, _)| *key != "$ref") {
        if key != "allOf" {
            add(&mut flat, key, value);
        }
    }
    for part in object
        .get("allOf")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        for (key, value) in merged(document, part, depth + 1) {
            // A discriminator is for values of the base schema.
            if key != "discriminator" && key != "x-name" {
                add(&mut flat, &key, &value);
            }
        }
    }
    flat
}

/// Adds a keyword of another schema that the value has to fit too.
pub(super) fn add(flat: &mut Flat, key: &str, value: &Value) {
    match (flat.get_mut(key), value) {
        (None, _) => {
            flat.insert(key.to_owned(), value.clone());
        }
        (Some(Value::Object(known)), Value::Object(more)) if key == "properties" => {
            for (name, schema) in more {
                let both = match known.get(name) {
                    Some(first) if first != schema => {
                        serde_json::json!({ "allOf": [first, schema] })
                    }
                    _ => schema.clone(),
                };
                known.insert(name.clone(), both);
            }
        }
        (Some(Value::Array(known)), Value::Array(more)) if key == "required" => {
            let new: Vec<Value> = more
                .iter()
                .filter(|name| !known.contains(name))
                .cloned()
                .collect();
            known.extend(new);
        }
        (Some(Value::Array(known)), Value::Array(more)) if key == "enum" => {
            known.retain(|value| more.contains(value));
        }
        (Some(known), more) => tighten(known, key, more),
    }
}

/// Keeps the narrower of two limits. The first of all other keywords stays.
fn tighten(known: &mut Value, key: &str, more: &Value) {
    let (Some(first), Some(second)) = (known.as_f64(), more.as_f64()) else {
        return;
    };
    let takes_more = match key {
        "minimum" | "exclusiveMinimum" | "minLength" | "minItems" | "minProperties" => {
            second > first
        }
        "maximum" | "exclusiveMaximum" | "maxLength" | "maxItems" | "maxProperties" => {
            second < first
        }
        _ => false,
    };
    if takes_more {
        *known = more.clone();
    }
}

/// The variants of a value: those of `oneOf` or `anyOf`, or the children of a schema with a discriminator. Each with the
/// property and the value that tell it from the others, if there is one.
pub(super) fn variants(document: &Document, flat: &Flat) -> Vec<(Value, Option<(String, String)>)> {
    let discriminator = flat.get("discriminator");
    let property = discriminator.and_then(|value| {
        let name = value.get("propertyName").unwrap_or(value);
        name.as_str().map(str::to_owned)
    });
    let mapping = discriminator
        .and_then(|value| value.get("mapping"))
        .and_then(Value::as_object);
    let listed = ["oneOf", "anyOf"]
        .iter()
        .find_map(|key| flat.get(*key).and_then(Value::as_array))
        .cloned();
    let list = match (listed, mapping) {
        (Some(list), _) => list,
        (None, Some(mapping)) => mapping
            .values()
            .filter_map(Value::as_str)
            .map(|target| serde_json::json!({ "$ref": full(document, target) }))
            .collect(),
        (None, None) if property.is_some() => children(document, flat),
        (None, None) => Vec::new(),
    };
    list.into_iter()
        .map(|variant| {
            let reference = variant.get("$ref").and_then(Value::as_str);
            let tag = property
                .clone()
                .zip(reference)
                .map(|(property, reference)| {
                    let mapped = mapping.into_iter().flatten();
                    let key = mapped
                        .filter(|(_, target)| {
                            target
                                .as_str()
                                .is_some_and(|target| full(document, target) == reference)
                        })
                        .map(|(key, _)| key.clone())
                        .next();
                    (property, key.unwrap_or_else(|| last(reference).to_owned()))
                });
            (variant, tag)
        })
        .collect()
}

/// The named schemas that have this one in their `allOf`.
fn children(document: &Document, flat: &Flat) -> Vec<Value> {
    let Some(name) = flat.get("x-name").and_then(Value::as_str) else {
        return Vec::new();
    };
    let folder = folder(document);
    let base = serde_json::json!({ "$ref": format!("{folder}{name}") });
    let Some(Place { value, .. }) = document.at(folder.trim_end_matches('/')) else {
        return Vec::new();
    };
    let schemas = value.as_object().into_iter().flatten();
    schemas
        .filter(|(_, schema)| {
            let parts = schema.get("allOf").and_then(Value::as_array);
            parts.is_some_and(|parts| parts.contains(&base))
        })
        .map(|(name, _)| serde_json::json!({ "$ref": format!("{folder}{name}") }))
        .collect()
}

fn folder(document: &Document) -> &'static str {
    match document.is_2_0() {
        true => "#/definitions/",
        false => "#/components/schemas/",
    }
}

/// The target of a mapping as a reference: it can be the bare name of a schema.
fn full(document: &Document, target: &str) -> String {
    match target.starts_with('#') || target.contains('/') {
        true => target.to_owned(),
        false => format!("{}{target}", folder(document)),
    }
}

fn last(reference: &str) -> &str {
    reference.rsplit('/').next().unwrap_or(reference)
}
