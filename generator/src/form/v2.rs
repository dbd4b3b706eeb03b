//! Operations, servers and security of Swagger 2.0.

use super::Form;
use super::operation::{
    Body, In, Media, MediaSchema, Operation, Parameter, Place, Response, Scheme, SchemeKind,
    Server, merged, statuses,
};
use super::v3::{key, requirements};
use crate::document::Node;
use crate::http::Style;

/// Every key of a Swagger Object (Swagger 2.0, section 5.2.1).
const ROOT_KEYS: &[&str] = &[
    "swagger",
    "info",
    "host",
    "basePath",
    "schemes",
    "consumes",
    "produces",
    "paths",
    "definitions",
    "parameters",
    "responses",
    "securityDefinitions",
    "security",
    "tags",
    "externalDocs",
];

/// Every key of an Operation Object (section 5.2.5).
const OPERATION_KEYS: &[&str] = &[
    "tags",
    "summary",
    "description",
    "externalDocs",
    "operationId",
    "consumes",
    "produces",
    "parameters",
    "responses",
    "schemes",
    "deprecated",
    "security",
];

/// Every key of a Parameter Object (section 5.2.7), whose schema is the parameter itself unless it is a body.
const PARAMETER_KEYS: &[&str] = &[
    "name",
    "in",
    "description",
    "required",
    "schema",
    "type",
    "format",
    "allowEmptyValue",
    "items",
    "collectionFormat",
    "default",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "enum",
    "multipleOf",
    "deprecated",
    "example",
];

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

pub(super) fn check_head(form: &Form<'_, '_>) {
    form.reader
        .check_keys(form.root, "a Swagger document", ROOT_KEYS);
    if form.root.get("paths").is_none() {
        form.reader.error(
            form.root,
            "the document has no `paths`",
            "add `paths`, if only empty",
        );
    }
}

pub(super) fn operation<'d>(form: &Form<'_, 'd>, place: &Place<'d>) -> Operation<'d> {
    let reader = form.reader;
    let node = place.node;
    reader.check_keys(node, "an operation", OPERATION_KEYS);
    let mut parameters = Vec::new();
    let mut fields = Vec::new();
    let mut body = None;
    for node in merged(form, place) {
        reader.check_keys(node, "a parameter", PARAMETER_KEYS);
        match node.get("in").and_then(Node::as_text) {
            Some("body") => body = Some(node),
            Some("formData") => fields.extend(parameter(form, node, In::Query)),
            Some("path") => parameters.extend(parameter(form, node, In::Path)),
            Some("query") => parameters.extend(parameter(form, node, In::Query)),
            Some("header") => parameters.extend(parameter(form, node, In::Header)),
            other => {
                let message = format!(
                    "the parameter is in `{}`, where there are none",
                    other.unwrap_or("nothing")
                );
                reader.error(
                    node,
                    message,
                    "use `query`, `path`, `header`, `formData` or `body`",
                );
            }
        }
    }
    let consumes = media_types(form, node, "consumes");
    let body = match body {
        Some(node) => Some(whole_body(form, node, &consumes)),
        None if fields.is_empty() => None,
        None => Some(form_body(node, fields, &consumes)),
    };
    Operation {
        parameters,
        body,
        responses: responses(form, node),
        security: node.get("security").map(|node| requirements(form, node)),
        servers: Vec::new(),
    }
}

/// `consumes` or `produces` of the operation, or else of the document.
fn media_types<'d>(form: &Form<'_, 'd>, operation: &'d Node, key: &str) -> Vec<&'d str> {
    let listed = operation.get(key).or_else(|| form.root.get(key));
    listed
        .map_or(&[][..], Node::items)
        .iter()
        .filter_map(Node::as_str)
        .collect()
}

fn parameter<'d>(form: &Form<'_, 'd>, node: &'d Node, place: In) -> Option<Parameter<'d>> {
    let reader = form.reader;
    let name = reader.required_text(node, "name", "the parameter")?;
    let (style, explode) = match node.get("collectionFormat").and_then(Node::as_text) {
        Some("multi") => (Style::Form, true),
        Some("ssv") => (Style::SpaceDelimited, false),
        Some("tsv") => (Style::TabDelimited, false),
        Some("pipes") => (Style::PipeDelimited, false),
        _ if place == In::Query => (Style::Form, false),
        _ => (Style::Simple, false),
    };
    Some(Parameter {
        node,
        name,
        place,
        required: place == In::Path || reader.flag(node, "required"),
        style: if place == In::Query {
            style
        } else {
            Style::Simple
        },
        explode,
        allow_reserved: false,
        schema: Some(node.get("schema").unwrap_or(node)),
        media_type: None,
    })
}

fn whole_body<'d>(form: &Form<'_, 'd>, node: &'d Node, consumes: &[&'d str]) -> Body<'d> {
    let schema = node
        .get("schema")
        .map_or(MediaSchema::None, MediaSchema::Node);
    Body {
        node,
        required: form.reader.flag(node, "required"),
        contents: contents(schema, consumes),
    }
}

fn form_body<'d>(node: &'d Node, fields: Vec<Parameter<'d>>, consumes: &[&'d str]) -> Body<'d> {
    let is_file =
        |field: &Parameter<'d>| field.node.get("type").and_then(Node::as_str) == Some("file");
    let media_type = match consumes
        .iter()
        .find(|media| [FORM, MULTIPART].contains(media))
    {
        _ if fields.iter().any(is_file) => MULTIPART,
        Some(media) => media,
        None => FORM,
    };
    Body {
        node,
        required: fields.iter().any(|field| field.required),
        contents: vec![Media {
            media_type,
            schema: MediaSchema::Fields(fields),
            encoding: &[],
        }],
    }
}

/// A body in each of the media types; in JSON if there are none.
fn contents<'d>(schema: MediaSchema<'d>, media_types: &[&'d str]) -> Vec<Media<'d>> {
    let media = |media_type: &'d str| Media {
        media_type,
        schema: schema.clone(),
        encoding: &[],
    };
    // All of them hold the same, so that one is enough if it is JSON.
    let is_json = |media: &&&str| media.starts_with(JSON);
    match media_types.iter().find(is_json) {
        None if media_types.is_empty() => vec![media(JSON)],
        None => media_types
            .iter()
            .map(|media_type| media(media_type))
            .collect(),
        Some(json) => vec![media(json)],
    }
}

fn responses<'d>(form: &Form<'_, 'd>, operation: &'d Node) -> Vec<Response<'d>> {
    let reader = form.reader;
    let produces = media_types(form, operation, "produces");
    let mut responses = Vec::new();
    for (statuses, node) in statuses(form, operation) {
        reader.check_keys(
            node,
            "a response",
            &["description", "schema", "headers", "examples"],
        );
        let contents = node
            .get("schema")
            .map(|schema| contents(MediaSchema::Node(schema), &produces));
        responses.push(Response {
            node,
            statuses,
            contents: contents.unwrap_or_default(),
        });
    }
    responses
}

/// `schemes`, `host` and `basePath` together.
pub(super) fn servers(form: &Form<'_, '_>) -> Vec<Server> {
    let text = |key: &str| form.root.get(key).and_then(Node::as_text);
    let base = text("basePath").unwrap_or_default();
    let Some(host) = text("host") else {
        return match base {
            "" => Vec::new(),
            base => vec![Server {
                url: base.to_owned(),
            }],
        };
    };
    let schemes: Vec<&str> = form
        .root
        .get("schemes")
        .map_or(&[][..], Node::items)
        .iter()
        .filter_map(Node::as_str)
        .collect();
    let scheme = match schemes.first() {
        Some(first) if !schemes.contains(&"https") => first,
        _ => "https",
    };
    let slash = if base.is_empty() || base.starts_with('/') {
        ""
    } else {
        "/"
    };
    vec![Server {
        url: format!("{scheme}://{host}{slash}{base}"),
    }]
}

pub(super) fn schemes<'d>(form: &Form<'_, 'd>) -> Vec<(&'d str, Scheme<'d>)> {
    let mut schemes = Vec::new();
    for (name, node) in form.reader.entries(form.root, "securityDefinitions") {
        let text = |key: &str| node.get(key).and_then(Node::as_text).unwrap_or_default();
        let kind = match text("type") {
            "basic" => SchemeKind::Basic,
            "oauth2" => SchemeKind::Bearer,
            "apiKey" => key(text("in"), text("name")),
            _ => SchemeKind::Other,
        };
        schemes.push((name.as_str(), Scheme { node, kind }));
    }
    schemes
}
