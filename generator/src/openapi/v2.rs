//! Operations, servers and security of Swagger 2.0.

use super::extensions::check_keys;
use super::header::headers_2;
use super::json_type::JsonType;
use super::keys;
use super::operation::{
    self, Endpoint, FormField, MediaSchema, MediaType, Operation, Parameter, RequestBody, Response,
    Server,
};
use super::reader::Reader;
use super::schema::Schema;
use super::security::{SchemeKind, SecurityScheme};
use crate::document::Node;
use crate::http::{ParameterLocation, Style};

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

pub(super) fn check_head(reader: &Reader<'_>) {
    let root = reader.root();
    check_keys(reader, root, "a Swagger document", keys::ROOT_2);
    if root.get("paths").is_none() {
        reader.error(
            root,
            "the document has no `paths`",
            "add `paths`, which can be empty",
        );
    }
}

pub(super) fn operation<'d>(reader: &Reader<'d>, endpoint: &Endpoint<'d>) -> Operation<'d> {
    let node = endpoint.node;
    check_keys(reader, node, "an operation", keys::OPERATION_2);
    let mut parameters = Vec::new();
    let mut fields = Vec::new();
    let mut body = None;
    for node in operation::parameters(reader, endpoint) {
        check_keys(reader, node, "a parameter", keys::PARAMETER_2);
        let location = match node.get("in").and_then(Node::as_text) {
            Some("body") => {
                body = Some(node);
                continue;
            }
            Some("formData") => {
                fields.extend(form_field(reader, node));
                continue;
            }
            Some("path") => ParameterLocation::Path,
            Some("query") => ParameterLocation::Query,
            Some("header") => ParameterLocation::Header,
            other => {
                let message = format!("a parameter cannot be in `{}`", other.unwrap_or("nothing"));
                reader.error(
                    node,
                    message,
                    "use `query`, `path`, `header`, `formData` or `body`",
                );
                continue;
            }
        };
        parameters.extend(parameter(reader, node, location));
    }
    let consumes = media_types(reader, node, "consumes");
    let body = match body {
        Some(node) => Some(whole_body(reader, node, &consumes)),
        None if fields.is_empty() => None,
        None => Some(form_body(node, fields, &consumes)),
    };
    Operation {
        parameters,
        body,
        responses: responses(reader, node),
        security: endpoint.security(reader),
        servers: Vec::new(),
    }
}

/// `consumes` or `produces` of the operation, or else of the document.
fn media_types<'d>(reader: &Reader<'d>, operation: &'d Node, key: &str) -> Vec<&'d str> {
    let listed = operation.get(key).or_else(|| reader.root().get(key));
    listed
        .map_or(&[][..], Node::items)
        .iter()
        .filter_map(Node::as_str)
        .collect()
}

fn parameter<'d>(
    reader: &Reader<'d>,
    node: &'d Node,
    location: ParameterLocation,
) -> Option<Parameter<'d>> {
    let name = reader.required_text(node, "name", "the parameter")?;
    let (style, explode) = collection_format(node);
    Some(Parameter {
        node,
        name,
        location,
        required: location == ParameterLocation::Path || reader.flag(node, "required"),
        style: match location {
            ParameterLocation::Query => style,
            _ => Style::Simple,
        },
        explode,
        allow_reserved: false,
        schema: Some(Schema::new(node.get("schema").unwrap_or(node))),
        media_type: None,
        is_plain_cookie: false,
    })
}

fn form_field<'d>(reader: &Reader<'d>, node: &'d Node) -> Option<FormField<'d>> {
    let name = reader.required_text(node, "name", "the parameter")?;
    let (style, explode) = collection_format(node);
    Some(FormField {
        name,
        schema: Schema::new(node),
        required: reader.flag(node, "required"),
        style,
        explode,
    })
}

/// `collectionFormat` as a style of OpenAPI 3, and whether it explodes.
fn collection_format(node: &Node) -> (Style, bool) {
    match node.get("collectionFormat").and_then(Node::as_text) {
        Some("multi") => (Style::Form, true),
        Some("ssv") => (Style::SpaceDelimited, false),
        Some("tsv") => (Style::TabDelimited, false),
        Some("pipes") => (Style::PipeDelimited, false),
        _ => (Style::Form, false),
    }
}

fn whole_body<'d>(reader: &Reader<'d>, node: &'d Node, consumes: &[&'d str]) -> RequestBody<'d> {
    let schema = node.get("schema").map(Schema::new);
    RequestBody {
        node,
        required: reader.flag(node, "required"),
        content: content(
            schema.map_or(MediaSchema::None, MediaSchema::Schema),
            consumes,
        ),
    }
}

fn form_body<'d>(
    node: &'d Node,
    fields: Vec<FormField<'d>>,
    consumes: &[&'d str],
) -> RequestBody<'d> {
    let mut forms = consumes.iter();
    let media_type = match forms.find(|media_type| [FORM, MULTIPART].contains(media_type)) {
        _ if fields.iter().any(|field| field.schema.is_file()) => MULTIPART,
        Some(media_type) => media_type,
        None => FORM,
    };
    RequestBody {
        node,
        required: fields.iter().any(|field| field.required),
        content: vec![MediaType {
            name: media_type,
            schema: MediaSchema::Fields(fields),
            item: None,
            examples: Vec::new(),
            encodings: Vec::new(),
        }],
    }
}

/// Content in each of the media types; in JSON if there are none.
fn content<'d>(schema: MediaSchema<'d>, media_types: &[&'d str]) -> Vec<MediaType<'d>> {
    let in_type = |name: &'d str| MediaType {
        name,
        schema: schema.clone(),
        item: None,
        examples: Vec::new(),
        encodings: Vec::new(),
    };
    // All of them have the same schema, so that JSON stands for the others.
    let is_json = |media_type: &&&str| media_type.starts_with(JSON);
    match media_types.iter().find(is_json) {
        None if media_types.is_empty() => vec![in_type(JSON)],
        None => media_types.iter().copied().map(in_type).collect(),
        Some(json) => vec![in_type(json)],
    }
}

fn responses<'d>(reader: &Reader<'d>, operation: &'d Node) -> Vec<Response<'d>> {
    let produces = media_types(reader, operation, "produces");
    let mut responses = Vec::new();
    for (statuses, node) in operation::responses(reader, operation) {
        check_keys(reader, node, "a response", keys::RESPONSE_2);
        let content = node.get("schema").map(Schema::new).map(|schema| {
            let is_json = !statuses.is_success() && is_json_beside(reader, schema, &produces);
            let media_types = if is_json { &[] } else { &produces[..] };
            content(MediaSchema::Schema(schema), media_types)
        });
        let mut content = content.unwrap_or_default();
        for media_type in &mut content {
            let examples = node.get("examples").and_then(|it| it.get(media_type.name));
            media_type.examples = examples.map(|it| (None, it)).into_iter().collect();
        }
        responses.push(Response {
            node,
            statuses,
            content,
            headers: headers_2(reader, node),
        });
    }
    responses
}

/// Whether an error of this schema is JSON beside a success in other media types, such as an image: those are no way to write
/// an object.
fn is_json_beside<'d>(reader: &Reader<'d>, schema: Schema<'d>, media_types: &[&str]) -> bool {
    let is_object = schema.resolved(reader).types().contains(&JsonType::Object);
    is_object && !media_types.iter().any(|name| name.contains("xml"))
}

/// The server that `schemes`, `host` and `basePath` describe together.
pub(super) fn servers<'d>(reader: &Reader<'d>) -> Vec<Server<'d>> {
    let node = reader.root();
    let text = |key: &str| node.get(key).and_then(Node::as_text);
    let base = text("basePath").unwrap_or_default();
    let Some(host) = text("host") else {
        return match base {
            "" => Vec::new(),
            base => vec![Server {
                node,
                url: base.to_owned(),
            }],
        };
    };
    let schemes = node.get("schemes").map_or(&[][..], Node::items).iter();
    let schemes: Vec<&str> = schemes.filter_map(Node::as_str).collect();
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
        node,
        url: format!("{scheme}://{host}{slash}{base}"),
    }]
}

pub(super) fn security_schemes<'d>(reader: &Reader<'d>) -> Vec<SecurityScheme<'d>> {
    let mut schemes = Vec::new();
    for (name, node) in reader.entries(reader.root(), "securityDefinitions") {
        let text = |key: &str| node.get(key).and_then(Node::as_text).unwrap_or_default();
        let kind = match text("type") {
            "basic" => SchemeKind::Basic,
            "oauth2" => SchemeKind::Bearer,
            "apiKey" => SchemeKind::key(text("in"), text("name")),
            _ => SchemeKind::Other,
        };
        schemes.push(SecurityScheme { name, node, kind });
    }
    schemes
}
