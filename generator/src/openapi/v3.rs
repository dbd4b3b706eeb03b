//! Operations, servers and security of OpenAPI 3.

use super::examples;
use super::extensions::check_keys;
use super::header::headers_3;
use super::keys;
use super::operation::{
    self, Encoding, Endpoint, MediaSchema, MediaType, Operation, Parameter, RequestBody, Response,
    Server,
};
use super::reader::Reader;
use super::schema::Schema;
use super::security::{SchemeKind, SecurityScheme};
use super::unread;
use super::version::Version;
use crate::document::Node;
use crate::http::{METHODS, ParameterLocation, Style};
use crate::problem::Help;

pub(super) fn check_head(reader: &Reader<'_>, version: Version) {
    let root = reader.root();
    check_keys(reader, root, "an OpenAPI document", keys::ROOT_3);
    for (key, known) in [("info", keys::INFO), ("components", keys::COMPONENTS)] {
        let what = format!("`{key}`");
        if let Some(node) = root.get(key).filter(|node| reader.is_object(node, &what)) {
            check_keys(reader, node, &what, known);
        }
    }
    let is_there = |key: &str| root.get(key).is_some();
    let is_enough = match version {
        Version::V31 => is_there("paths") || is_there("webhooks") || is_there("components"),
        _ => is_there("paths"),
    };
    if !is_enough {
        reader.error(
            root,
            "the document has no `paths`",
            "add `paths`, which can be empty",
        );
    }
}

/// The entries of one kind of component.
pub(super) fn components<'d>(reader: &Reader<'d>, kind: &str) -> &'d [(String, Node)] {
    let components = reader.root().get("components");
    components.map_or(&[][..], |components| reader.entries(components, kind))
}

pub(super) fn operation<'d>(reader: &Reader<'d>, endpoint: &Endpoint<'d>) -> Operation<'d> {
    let node = endpoint.node;
    check_keys(reader, node, "an operation", keys::OPERATION_3);
    let mut parameters = Vec::new();
    for node in operation::parameters(reader, endpoint) {
        parameters.extend(parameter(reader, node));
    }
    let all = std::iter::once(node).chain(endpoint.path_items.iter().copied());
    let mut all = all.map(|node| servers(reader, node));
    let own_servers = all.find(|servers| !servers.is_empty());
    Operation {
        parameters,
        body: node.get("requestBody").and_then(|node| body(reader, node)),
        responses: responses(reader, node),
        security: endpoint.security(reader),
        servers: own_servers.unwrap_or_default(),
    }
}

fn parameter<'d>(reader: &Reader<'d>, node: &'d Node) -> Option<Parameter<'d>> {
    check_keys(reader, node, "a parameter", keys::PARAMETER_3);
    let name = reader.required_text(node, "name", "the parameter")?;
    let location = match reader.required_text(node, "in", "the parameter")? {
        "path" => ParameterLocation::Path,
        "query" => ParameterLocation::Query,
        "querystring" => ParameterLocation::QueryString,
        "header" => ParameterLocation::Header,
        "cookie" => ParameterLocation::Cookie,
        other => {
            let at = node.get("in").unwrap_or(node);
            let message = format!("the parameter `{name}` cannot be in `{other}`");
            reader.error(
                at,
                message,
                "use `query`, `querystring`, `path`, `header` or `cookie`",
            );
            return None;
        }
    };
    let style = style(reader, node, location);
    let is_plain_cookie = is_plain_cookie(node, location);
    let content = reader.entries(node, "content").first();
    let media =
        content.and_then(|(media_type, node)| Some((media_type.as_str(), reader.resolve(node)?)));
    // A form is written as the properties of an object in the query are.
    let is_form = location == ParameterLocation::QueryString
        && media.is_some_and(|(media_type, _)| is_form(media_type));
    let location = match is_form {
        true => ParameterLocation::Query,
        false => location,
    };
    unread::check_parameter(reader, node, media.map(|(_, media)| media));
    Some(Parameter {
        node,
        name,
        location,
        required: location == ParameterLocation::Path || reader.flag(node, "required"),
        style,
        explode: is_form
            || node
                .get("explode")
                .and_then(Node::as_bool)
                .unwrap_or(style.explodes_by_default()),
        allow_reserved: unread::allows_reserved(reader, node, location, is_plain_cookie),
        schema: match media {
            Some((_, media)) => media.get("schema"),
            None => node.get("schema"),
        }
        .map(Schema::new),
        media_type: media.map(|(media_type, _)| media_type).filter(|_| !is_form),
        is_plain_cookie,
    })
}

/// Whether content is a form that is written as a query.
fn is_form(media_type: &str) -> bool {
    let name = media_type.split(';').next().unwrap_or_default().trim();
    name.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

/// Whether a cookie is sent as it is. Lists and objects are written as in `form`.
fn is_plain_cookie(node: &Node, location: ParameterLocation) -> bool {
    let style = node.get("style").and_then(Node::as_text);
    location == ParameterLocation::Cookie && style == Some("cookie")
}

/// The style of a parameter: the default one of its location if it states none, or none that is possible there.
fn style(reader: &Reader<'_>, node: &Node, location: ParameterLocation) -> Style {
    let default = match location {
        ParameterLocation::Path | ParameterLocation::Header => Style::Simple,
        ParameterLocation::Query | ParameterLocation::QueryString | ParameterLocation::Cookie => {
            Style::Form
        }
    };
    let Some(at) = node.get("style") else {
        return default;
    };
    let style = match at.as_text().unwrap_or_default() {
        "form" => Style::Form,
        "cookie" if location == ParameterLocation::Cookie => Style::Form,
        "simple" => Style::Simple,
        "matrix" => Style::Matrix,
        "label" => Style::Label,
        "spaceDelimited" => Style::SpaceDelimited,
        "tabDelimited" => Style::TabDelimited,
        "pipeDelimited" => Style::PipeDelimited,
        "deepObject" => Style::DeepObject,
        other => {
            let message = format!("the style `{other}` is not known: the default style is used");
            reader.degrade(at, message, "correct the spelling, or remove it");
            return default;
        }
    };
    if !is_possible(style, location) {
        reader.degrade(
            at,
            "parameters in this location cannot have this style: the default style is used",
            "remove it",
        );
        return default;
    }
    style
}

/// Whether parameters at the location can have the style.
fn is_possible(style: Style, location: ParameterLocation) -> bool {
    match location {
        ParameterLocation::Path => matches!(style, Style::Simple | Style::Matrix | Style::Label),
        ParameterLocation::Query => matches!(
            style,
            Style::Form
                | Style::SpaceDelimited
                | Style::TabDelimited
                | Style::PipeDelimited
                | Style::DeepObject
        ),
        ParameterLocation::Header => style == Style::Simple,
        ParameterLocation::Cookie | ParameterLocation::QueryString => style == Style::Form,
    }
}

fn body<'d>(reader: &Reader<'d>, node: &'d Node) -> Option<RequestBody<'d>> {
    let node = reader.resolve(node)?;
    if !reader.is_object(node, "the request body") {
        return None;
    }
    check_keys(reader, node, "a request body", keys::REQUEST_BODY);
    Some(RequestBody {
        node,
        required: reader.flag(node, "required"),
        content: content(reader, node),
    })
}

fn content<'d>(reader: &Reader<'d>, node: &'d Node) -> Vec<MediaType<'d>> {
    let mut content = Vec::new();
    for (name, node) in reader.entries(node, "content") {
        let Some(node) = reader.resolve(node) else {
            continue;
        };
        if !node.is_null() && !reader.is_object(node, "the media type") {
            continue;
        }
        check_keys(reader, node, "a media type", keys::MEDIA_TYPE);
        unread::check_examples(reader, node);
        let schema = node.get("schema").or_else(|| node.get("itemSchema"));
        let schema = schema.map(Schema::new);
        for key in ["prefixEncoding", "itemEncoding"] {
            if let Some(at) = node.get(key) {
                let message = format!(
                    "`{key}` is not supported: the parts of a body without names are passed as they are"
                );
                let help = Help::for_callers(
                    "pass the body with its parts, in the media type that it has",
                );
                reader.degrade(at, message, help);
            }
        }
        let encodings = reader.entries(node, "encoding").iter();
        content.push(MediaType {
            name,
            schema: schema.map_or(MediaSchema::None, MediaSchema::Schema),
            item: node.get("itemSchema").map(Schema::new),
            examples: examples::of_media_type(reader, node),
            encodings: encodings
                .filter_map(|(property, node)| {
                    let node = reader.resolve(node)?;
                    unread::check_encoding(reader, node, is_form(name));
                    Some(encoding(property, node))
                })
                .collect(),
        });
    }
    content
}

fn encoding<'d>(property: &'d str, node: &'d Node) -> Encoding<'d> {
    let text = |key: &str| node.get(key).and_then(Node::as_text);
    let style = text("style").map(|style| match style {
        "deepObject" => Style::DeepObject,
        "spaceDelimited" => Style::SpaceDelimited,
        "pipeDelimited" => Style::PipeDelimited,
        _ => Style::Form,
    });
    let by_default = style.unwrap_or(Style::Form).explodes_by_default();
    let explode = node.get("explode");
    Encoding {
        property,
        style,
        explode: explode.map(|node| node.as_bool().unwrap_or(by_default)),
        content_type: text("contentType"),
        node,
    }
}

fn responses<'d>(reader: &Reader<'d>, node: &'d Node) -> Vec<Response<'d>> {
    let mut responses = Vec::new();
    for (statuses, node) in operation::responses(reader, node) {
        check_keys(reader, node, "a response", keys::RESPONSE_3);
        if let Some(links) = node
            .get("links")
            .filter(|links| !links.entries().is_empty())
        {
            reader.degrade(
                links,
                "links are ignored",
                Help::for_callers("call the operation that they lead to"),
            );
        }
        responses.push(Response {
            node,
            statuses,
            content: content(reader, node),
            headers: headers_3(reader, node),
        });
    }
    responses
}

/// The servers of a document, a path item or an operation.
pub(super) fn servers<'d>(reader: &Reader<'d>, node: &'d Node) -> Vec<Server<'d>> {
    let servers = reader.items(node, "servers").iter();
    servers.filter_map(|node| server(reader, node)).collect()
}

fn server<'d>(reader: &Reader<'d>, node: &'d Node) -> Option<Server<'d>> {
    let Some(template) = node.get("url").and_then(Node::as_text) else {
        reader.error(node, "the server has no `url`", "add `url` with a string");
        return None;
    };
    let mut url = template.to_owned();
    for (name, variable) in node.get("variables").map_or(&[][..], Node::entries) {
        if let Some(value) = variable.get("default").and_then(Node::as_text) {
            url = url.replace(&format!("{{{name}}}"), value);
        }
    }
    Some(Server { node, url })
}

pub(super) fn security_schemes<'d>(reader: &Reader<'d>) -> Vec<SecurityScheme<'d>> {
    let mut schemes = Vec::new();
    for (name, node) in components(reader, "securitySchemes") {
        let Some(node) = reader.resolve(node) else {
            continue;
        };
        let text = |key: &str| node.get(key).and_then(Node::as_text).unwrap_or_default();
        let kind = match text("type").to_ascii_lowercase().as_str() {
            "http" if text("scheme").eq_ignore_ascii_case("bearer") => SchemeKind::Bearer,
            "http" if text("scheme").eq_ignore_ascii_case("basic") => SchemeKind::Basic,
            "oauth2" => {
                unread::check_oauth2(reader, node);
                SchemeKind::Bearer
            }
            "openidconnect" => SchemeKind::Bearer,
            "apikey" => SchemeKind::key(text("in"), text("name")),
            _ => SchemeKind::Other,
        };
        schemes.push(SecurityScheme { name, node, kind });
    }
    schemes
}

/// The schemas of the payloads of webhooks and callbacks, each with the words for its name.
pub(super) fn incoming<'d>(reader: &Reader<'d>) -> Vec<(String, Schema<'d>)> {
    let mut incoming = Vec::new();
    let root = reader.root();
    for (name, item) in root.get("webhooks").map_or(&[][..], Node::entries) {
        add_payloads(reader, name, item, &mut incoming);
    }
    for (name, callback) in components(reader, "callbacks") {
        for (_, item) in callback.entries() {
            add_payloads(reader, name, item, &mut incoming);
        }
    }
    for endpoint in operation::endpoints(reader) {
        let callbacks = endpoint.node.get("callbacks");
        for (name, callback) in callbacks.map_or(&[][..], Node::entries) {
            for (_, item) in reader.resolve(callback).map_or(&[][..], Node::entries) {
                add_payloads(reader, name, item, &mut incoming);
            }
        }
    }
    incoming
}

/// Adds the schemas of the bodies of all operations of a path item that the server calls.
fn add_payloads<'d>(
    reader: &Reader<'d>,
    name: &str,
    item: &'d Node,
    incoming: &mut Vec<(String, Schema<'d>)>,
) {
    let Some(item) = reader.resolve(item) else {
        return;
    };
    for (key, node) in item.entries() {
        if !METHODS.iter().any(|(known, _)| known == key) {
            continue;
        }
        let body = node.get("requestBody");
        let Some(body) = body.and_then(|node| reader.resolve(node)) else {
            continue;
        };
        let id = node.get("operationId").and_then(Node::as_text);
        let words = id.unwrap_or(name);
        for (_, media) in body.get("content").map_or(&[][..], Node::entries) {
            let schema = media.get("schema");
            incoming.extend(schema.map(|schema| (format!("{words} payload"), Schema::new(schema))));
        }
    }
}
