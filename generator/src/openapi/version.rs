//! The version of OpenAPI that a document is written in.

use super::reader::Reader;
use crate::document::Node;

/// A version of OpenAPI, as far as it decides how a document is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Version {
    /// Swagger 2.0.
    V2,
    /// OpenAPI 3.0.
    V30,
    /// OpenAPI 3.1 and later.
    V31,
}

impl Version {
    /// The version of the document; a fatal error if it is not supported.
    pub(crate) fn of(reader: &Reader<'_>, root: &Node) -> Self {
        let text = |key: &str| root.get(key).and_then(Node::as_text);
        match (text("openapi"), text("swagger")) {
            (Some(version), _) if is_version(version, "3.0") => Self::V30,
            (Some(version), _) if is_version(version, "3.1") || is_version(version, "3.2") => {
                Self::V31
            }
            (Some(version), _) => {
                let at = root.get("openapi").unwrap_or(root);
                let message = format!("OpenAPI `{version}` is not supported");
                reader.fatal(at, message, "write the document in OpenAPI 3.1 or 3.0");
                Self::V31
            }
            (None, Some(version)) => {
                if !is_version(version, "2") && !is_version(version, "2.0") {
                    let at = root.get("swagger").unwrap_or(root);
                    let message = format!("Swagger `{version}` is not supported");
                    reader.fatal(at, message, "convert the document to OpenAPI 3.0 or 3.1");
                }
                Self::V2
            }
            (None, None) => {
                let (message, help) = match other_format(root) {
                    Some((format, help)) => {
                        (format!("this is {format}, not an OpenAPI document"), help)
                    }
                    None if root.entries().is_empty() => (
                        format!("this is not an OpenAPI document: it is {}", root.kind()),
                        "give an OpenAPI document, in YAML or JSON",
                    ),
                    None => (
                        "this is not an OpenAPI document: it has neither `openapi` nor `swagger`"
                            .to_owned(),
                        "begin it with `openapi: 3.0.3`",
                    ),
                };
                reader.fatal(root, message, help);
                Self::V30
            }
        }
    }
}

fn is_version(version: &str, wanted: &str) -> bool {
    let rest = version.strip_prefix(wanted);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Other descriptions of interfaces, by a key of their root, and the way from each to OpenAPI.
const OTHER_FORMATS: &[(&str, &str, &str)] = &[
    (
        "swaggerVersion",
        "a description in Swagger 1",
        "convert it to OpenAPI 3.0, for example by the converter of swagger.io",
    ),
    (
        "asyncapi",
        "an AsyncAPI document",
        "ask for the OpenAPI document of the HTTP interface",
    ),
    (
        "overlay",
        "an OpenAPI Overlay",
        "give the document that it is for, and apply it by `--overlay`",
    ),
    (
        "arazzo",
        "an Arazzo document",
        "give one of the documents that its `sourceDescriptions` name",
    ),
    (
        "openrpc",
        "an OpenRPC document",
        "ask for the OpenAPI document of the HTTP interface",
    ),
    (
        "discoveryVersion",
        "a Google API Discovery document",
        "convert it to OpenAPI",
    ),
    (
        "smithy",
        "a Smithy model",
        "convert it to OpenAPI, by `smithy build` with its OpenAPI plugin",
    ),
    (
        "__schema",
        "a GraphQL schema",
        "generate a client by a generator for GraphQL",
    ),
    (
        "_postman_id",
        "a Postman collection",
        "export the API as OpenAPI, or convert the collection",
    ),
    (
        "log",
        "a recording of requests (HAR)",
        "ask for the OpenAPI document",
    ),
    (
        "$defs",
        "a JSON Schema",
        "put it into `components.schemas` of an OpenAPI document",
    ),
    (
        "properties",
        "a JSON Schema",
        "put it into `components.schemas` of an OpenAPI document",
    ),
];

/// Returns what the document is, and what to do, if it is in another format that is known.
fn other_format(root: &Node) -> Option<(&'static str, &'static str)> {
    let inside = [Some(root), root.get("info"), root.get("data")];
    let (_, format, help) = OTHER_FORMATS.iter().find(|(key, ..)| {
        let mut objects = inside.iter().flatten();
        objects.any(|object| object.get(key).is_some())
    })?;
    Some((format, help))
}

#[cfg(test)]
mod tests {
    #[test]
    fn other_formats_are_named_with_the_way_out() {
        for (text, message) in [
            ("swaggerVersion: '1.2'\napis: []", "Swagger 1"),
            ("asyncapi: 3.0.0", "AsyncAPI"),
            ("overlay: 1.0.0", "OpenAPI Overlay"),
            ("info: { _postman_id: a, name: b }\nitem: []", "Postman"),
            ("data: { __schema: {} }", "GraphQL"),
            ("log: { entries: [] }", "HAR"),
            ("type: object\nproperties: {}", "JSON Schema"),
            ("Not found", "it is a string"),
            ("[]", "it is an array"),
            ("null", "it is null"),
            ("info: {}", "neither `openapi` nor `swagger`"),
        ] {
            let parsed = crate::parse(text).unwrap();
            let problems = crate::lower(parsed, &crate::Options::default()).unwrap_err();
            let shown = problems.to_string();
            assert!(shown.contains(message), "{shown}");
        }
    }
}
