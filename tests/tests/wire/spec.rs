//! The document as plain YAML: the parts that the tests have to cover.

use std::{collections::BTreeSet, sync::LazyLock};

use serde_json::Value;

pub(crate) static SPEC: LazyLock<Value> = LazyLock::new(|| {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/time_entries.yaml");
    serde_yaml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
});

/// A part of the document behind its `$ref`, if it has one, alone or as the only part of `allOf`.
pub(crate) fn resolve(node: &Value) -> &Value {
    let parts = node["allOf"].as_array().map(Vec::as_slice);
    match (node["$ref"].as_str(), parts) {
        (Some(reference), _) => resolve(SPEC.pointer(reference.trim_start_matches('#')).unwrap()),
        (None, Some([part])) => resolve(part),
        _ => node,
    }
}

pub(crate) fn schema(name: &str) -> &'static Value {
    SPEC.pointer(&format!("/components/schemas/{name}"))
        .unwrap()
}

/// The names of the properties of a schema.
pub(crate) fn properties(name: &str) -> BTreeSet<&'static str> {
    let properties = schema(name)["properties"].as_object().unwrap();
    properties.keys().map(String::as_str).collect()
}

/// The operation with this id.
pub(crate) fn operation(id: &str) -> &'static Value {
    let paths = SPEC["paths"].as_object().unwrap();
    paths
        .values()
        .flat_map(|path| path.as_object().unwrap().values())
        .find(|operation| operation["operationId"] == id)
        .unwrap()
}

/// The ids of all operations.
pub(crate) fn operations() -> BTreeSet<&'static str> {
    let paths = SPEC["paths"].as_object().unwrap();
    paths
        .values()
        .flat_map(|path| path.as_object().unwrap().values())
        .map(|operation| operation["operationId"].as_str().unwrap())
        .collect()
}

/// The names of the parameters of an operation that are sent in `place`: `query` or `path`.
pub(crate) fn parameters(operation_id: &str, place: &str) -> BTreeSet<&'static str> {
    let parameters = operation(operation_id)["parameters"].as_array().unwrap();
    parameters
        .iter()
        .map(resolve)
        .filter(|parameter| parameter["in"] == place)
        .map(|parameter| parameter["name"].as_str().unwrap())
        .collect()
}
