//! Operations, servers and security of OpenAPI 3.

use super::operation::{
    Body, In, METHODS, Media, MediaSchema, Operation, Parameter, Place, Response, Scheme,
    SchemeKind, Security, Server, merged, statuses,
};
use super::{Form, Version};
use crate::document::Node;
use crate::http::Style;

/// Every key of an OpenAPI Object (OpenAPI 3.1, section 4.8.1).
const ROOT_KEYS: &[&str] = &[
    "openapi",
    "info",
    "jsonSchemaDialect",
    "servers",
    "paths",
    "webhooks",
    "components",
    "security",
    "tags",
    "externalDocs",
    "$self",
];

/// Every key of an Info Object (section 4.8.2).
const INFO_KEYS: &[&str] = &[
    "title",
    "summary",
    "description",
    "termsOfService",
    "contact",
    "license",
    "version",
];

/// Every key of a Components Object (section 4.8.7).
const COMPONENTS_KEYS: &[&str] = &[
    "schemas",
    "responses",
    "parameters",
    "examples",
    "requestBodies",
    "headers",
    "securitySchemes",
    "links",
    "callbacks",
    "pathItems",
];

/// Every key of an Operation Object (section 4.8.10).
const OPERATION_KEYS: &[&str] = &[
    "tags",
    "summary",
    "description",
    "externalDocs",
    "operationId",
    "parameters",
    "requestBody",
    "responses",
    "callbacks",
    "deprecated",
    "security",
    "servers",
];

/// Every key of a Parameter Object (section 4.8.12).
const PARAMETER_KEYS: &[&str] = &[
    "name",
    "in",
    "description",
    "required",
    "deprecated",
    "allowEmptyValue",
    "style",
    "explode",
    "allowReserved",
    "schema",
    "example",
    "examples",
    "content",
];

pub(super) fn check_head(form: &Form<'_, '_>) {
    let reader = form.reader;
    reader.check_keys(form.root, "an OpenAPI document", ROOT_KEYS);
    for (key, known) in [("info", INFO_KEYS), ("components", COMPONENTS_KEYS)] {
        if let Some(node) = form
            .root
            .get(key)
            .filter(|node| reader.is_object(node, &format!("`{key}`")))
        {
            reader.check_keys(node, &format!("`{key}`"), known);
        }
    }
    let is_there = |key: &str| form.root.get(key).is_some();
    let enough = match form.version {
        Version::V31 => is_there("paths") || is_there("webhooks") || is_there("components"),
        _ => is_there("paths"),
    };
    if !enough {
        reader.error(
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
    for node in merged(form, place) {
        parameters.extend(parameter(form, node));
    }
    let own_servers = match servers(form, node) {
        own if own.is_empty() => servers(form, place.item),
        own => own,
    };
    Operation {
        parameters,
        body: node.get("requestBody").and_then(|node| body(form, node)),
        responses: responses(form, node),
        security: node.get("security").map(|node| requirements(form, node)),
        servers: own_servers,
    }
}

fn parameter<'d>(form: &Form<'_, 'd>, node: &'d Node) -> Option<Parameter<'d>> {
    let reader = form.reader;
    reader.check_keys(node, "a parameter", PARAMETER_KEYS);
    let name = reader.required_text(node, "name", "the parameter")?;
    let place = match reader.required_text(node, "in", "the parameter")? {
        "path" => In::Path,
        "query" => In::Query,
        "header" => In::Header,
        "cookie" => In::Cookie,
        other => {
            let at = node.get("in").unwrap_or(node);
            let message = format!("the parameter `{name}` is in `{other}`, where there are none");
            reader.error(at, message, "use `query`, `path`, `header` or `cookie`");
            return None;
        }
    };
    let usual = match place {
        In::Path | In::Header => Style::Simple,
        In::Query | In::Cookie => Style::Form,
    };
    let style = match node
        .get("style")
        .map(|style| (style, style.as_text().unwrap_or_default()))
    {
        None => usual,
        Some((_, "form")) => Style::Form,
        Some((_, "simple")) => Style::Simple,
        Some((_, "matrix")) => Style::Matrix,
        Some((_, "label")) => Style::Label,
        Some((_, "spaceDelimited")) => Style::SpaceDelimited,
        Some((_, "tabDelimited")) => Style::TabDelimited,
        Some((_, "pipeDelimited")) => Style::PipeDelimited,
        Some((_, "deepObject")) => Style::DeepObject,
        Some((at, other)) => {
            let message = format!("the style `{other}` is not known: the usual one is used");
            reader.degrade(at, message, "correct the spelling, or remove it");
            usual
        }
    };
    let style = fitting(style, place).unwrap_or_else(|| {
        let at = node.get("style").unwrap_or(node);
        reader.degrade(
            at,
            "parameters at this place have no such style: the usual one is used",
            "remove it",
        );
        usual
    });
    let content = reader.entries(node, "content").first();
    let media =
        content.and_then(|(media_type, node)| Some((media_type.as_str(), reader.resolve(node)?)));
    Some(Parameter {
        node,
        name,
        place,
        required: place == In::Path || reader.flag(node, "required"),
        style,
        explode: node
            .get("explode")
            .and_then(Node::as_bool)
            .unwrap_or(style.explodes_by_default()),
        allow_reserved: reader.flag(node, "allowReserved"),
        schema: match media {
            Some((_, media)) => media.get("schema"),
            None => node.get("schema"),
        },
        media_type: media.map(|(media_type, _)| media_type),
    })
}

/// The style, if parameters at this place can have it.
fn fitting(style: Style, place: In) -> Option<Style> {
    let fits = match place {
        In::Path => matches!(style, Style::Simple | Style::Matrix | Style::Label),
        In::Query => matches!(
            style,
            Style::Form
                | Style::SpaceDelimited
                | Style::TabDelimited
                | Style::PipeDelimited
                | Style::DeepObject
        ),
        In::Header => style == Style::Simple,
        In::Cookie => style == Style::Form,
    };
    fits.then_some(style)
}

fn body<'d>(form: &Form<'_, 'd>, node: &'d Node) -> Option<Body<'d>> {
    let reader = form.reader;
    let node = reader.resolve(node)?;
    if !reader.is_object(node, "the request body") {
        return None;
    }
    reader.check_keys(
        node,
        "a request body",
        &["description", "content", "required"],
    );
    Some(Body {
        node,
        required: reader.flag(node, "required"),
        contents: contents(form, node),
    })
}

fn contents<'d>(form: &Form<'_, 'd>, node: &'d Node) -> Vec<Media<'d>> {
    let reader = form.reader;
    let mut contents = Vec::new();
    for (media_type, node) in reader.entries(node, "content") {
        let Some(node) = reader.resolve(node) else {
            continue;
        };
        if !node.is_null() && !reader.is_object(node, "the media type") {
            continue;
        }
        reader.check_keys(
            node,
            "a media type",
            &["schema", "itemSchema", "example", "examples", "encoding"],
        );
        let schema = node.get("schema").or_else(|| node.get("itemSchema"));
        contents.push(Media {
            media_type,
            schema: schema.map_or(MediaSchema::None, MediaSchema::Node),
            encoding: reader.entries(node, "encoding"),
        });
    }
    contents
}

fn responses<'d>(form: &Form<'_, 'd>, node: &'d Node) -> Vec<Response<'d>> {
    let reader = form.reader;
    let mut responses = Vec::new();
    for (statuses, node) in statuses(form, node) {
        reader.check_keys(
            node,
            "a response",
            &["summary", "description", "headers", "content", "links"],
        );
        if let Some(links) = node
            .get("links")
            .filter(|links| !links.entries().is_empty())
        {
            reader.degrade(
                links,
                "links are ignored",
                "call the operation that they lead to",
            );
        }
        responses.push(Response {
            node,
            statuses,
            contents: contents(form, node),
        });
    }
    responses
}

/// Security requirements: alternatives, each of schemes that are needed together.
pub(crate) fn requirements<'d>(form: &Form<'_, 'd>, node: &'d Node) -> Security<'d> {
    if node.entries().is_empty() && node.items().is_empty() {
        return Vec::new();
    }
    let alternatives = node.items().iter();
    let mut requirements: Vec<Vec<(&str, &Node)>> = alternatives
        .map(|node| {
            node.entries()
                .iter()
                .map(|(name, node)| (name.as_str(), node))
                .collect()
        })
        .collect();
    if requirements.is_empty() {
        form.reader.degrade(
            node,
            "`security` is no array; it is read as one with one item",
            "write an array (`- scheme: []`)",
        );
        requirements.push(
            node.entries()
                .iter()
                .map(|(name, node)| (name.as_str(), node))
                .collect(),
        );
    }
    requirements
}

/// The servers in `servers` of a document, a path item or an operation.
pub(super) fn servers<'d>(form: &Form<'_, 'd>, node: &'d Node) -> Vec<Server> {
    let servers = form.reader.items(node, "servers").iter();
    servers.filter_map(|node| server(form, node)).collect()
}

fn server(form: &Form<'_, '_>, node: &Node) -> Option<Server> {
    let Some(url) = node.get("url").and_then(Node::as_text) else {
        form.reader
            .error(node, "the server has no `url`", "add `url` with a string");
        return None;
    };
    let mut filled = url.to_owned();
    for (name, variable) in node.get("variables").map_or(&[][..], Node::entries) {
        if let Some(value) = variable.get("default").and_then(Node::as_text) {
            filled = filled.replace(&format!("{{{name}}}"), value);
        }
    }
    Some(Server { url: filled })
}

pub(super) fn schemes<'d>(form: &Form<'_, 'd>) -> Vec<(&'d str, Scheme<'d>)> {
    let reader = form.reader;
    let mut schemes = Vec::new();
    for (name, node) in form.component("securitySchemes") {
        let Some(node) = reader.resolve(node) else {
            continue;
        };
        let text = |key: &str| node.get(key).and_then(Node::as_text).unwrap_or_default();
        let kind = match text("type").to_ascii_lowercase().as_str() {
            "http" if text("scheme").eq_ignore_ascii_case("bearer") => SchemeKind::Bearer,
            "http" if text("scheme").eq_ignore_ascii_case("basic") => SchemeKind::Basic,
            "oauth2" | "openidconnect" => SchemeKind::Bearer,
            "apikey" => key(text("in"), text("name")),
            _ => SchemeKind::Other,
        };
        schemes.push((name.as_str(), Scheme { node, kind }));
    }
    schemes
}

/// An API key of any version.
pub(super) fn key<'d>(place: &str, name: &'d str) -> SchemeKind<'d> {
    let place = match place {
        "header" => In::Header,
        "query" => In::Query,
        "cookie" => In::Cookie,
        _ => return SchemeKind::Other,
    };
    if name.is_empty() {
        return SchemeKind::Other;
    }
    // A header for tokens that was described before there was a word for it.
    if place == In::Header && name.eq_ignore_ascii_case("authorization") {
        return SchemeKind::Key {
            place,
            name: "Authorization",
        };
    }
    SchemeKind::Key { place, name }
}

/// The schemas of what webhooks and callbacks bring, each with the words for it.
pub(super) fn incoming<'d>(form: &Form<'_, 'd>) -> Vec<(String, &'d Node)> {
    let reader = form.reader;
    let mut incoming = Vec::new();
    let mut take = |words: &str, item: &'d Node| {
        let Some(item) = reader.resolve(item) else {
            return;
        };
        for (key, node) in item.entries() {
            if !METHODS.iter().any(|(known, _)| known == key) {
                continue;
            }
            let Some(body) = node
                .get("requestBody")
                .and_then(|node| reader.resolve(node))
            else {
                continue;
            };
            let words = node
                .get("operationId")
                .and_then(Node::as_text)
                .unwrap_or(words);
            let contents = body.get("content").map_or(&[][..], Node::entries);
            for (_, media) in contents {
                incoming.extend(
                    media
                        .get("schema")
                        .map(|schema| (format!("{words} payload"), schema)),
                );
            }
        }
    };
    for (name, item) in form.root.get("webhooks").map_or(&[][..], Node::entries) {
        take(name, item);
    }
    for (name, callback) in form.component("callbacks") {
        for (_, item) in callback.entries() {
            take(name, item);
        }
    }
    for place in super::operation::places(form) {
        for (name, callback) in place.node.get("callbacks").map_or(&[][..], Node::entries) {
            for (_, item) in reader.resolve(callback).map_or(&[][..], Node::entries) {
                take(name, item);
            }
        }
    }
    incoming
}
