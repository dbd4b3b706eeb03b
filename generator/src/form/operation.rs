//! Operations in one form, whichever version they are written in.

use super::Form;
use crate::document::Node;
use crate::http::{Method, Statuses, Style};

/// The keys of a path item that are methods.
pub(crate) const METHODS: &[(&str, Method)] = &[
    ("get", Method::Get),
    ("put", Method::Put),
    ("post", Method::Post),
    ("delete", Method::Delete),
    ("options", Method::Options),
    ("head", Method::Head),
    ("patch", Method::Patch),
    ("trace", Method::Trace),
];

/// Every key of a Path Item Object that is no method (OpenAPI 3.0.3, section 4.7.9).
const PATH_ITEM_KEYS: &[&str] = &["$ref", "summary", "description", "servers", "parameters"];

/// An operation in the document.
#[derive(Clone, Copy)]
pub(crate) struct Place<'d> {
    pub(crate) path: &'d str,
    pub(crate) item: &'d Node,
    pub(crate) node: &'d Node,
    pub(crate) method: Method,
}

/// Ways to prove who is calling, each of which is enough: the names of schemes that are needed together.
pub(crate) type Security<'d> = Vec<Vec<(&'d str, &'d Node)>>;

/// What an operation is.
pub(crate) struct Operation<'d> {
    pub(crate) parameters: Vec<Parameter<'d>>,
    pub(crate) body: Option<Body<'d>>,
    pub(crate) responses: Vec<Response<'d>>,
    /// `None` if the operation says nothing of it.
    pub(crate) security: Option<Security<'d>>,
    /// Servers of its own.
    pub(crate) servers: Vec<Server>,
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum In {
    Path,
    Query,
    Header,
    Cookie,
}

/// A parameter that is no body.
#[derive(Clone, Copy)]
pub(crate) struct Parameter<'d> {
    pub(crate) node: &'d Node,
    pub(crate) name: &'d str,
    pub(crate) place: In,
    pub(crate) required: bool,
    pub(crate) style: Style,
    pub(crate) explode: bool,
    /// Whether characters with a meaning in addresses stay as they are.
    pub(crate) allow_reserved: bool,
    pub(crate) schema: Option<&'d Node>,
    /// The media type that its text is in, if it is described by one.
    pub(crate) media_type: Option<&'d str>,
}

/// The body of a request.
pub(crate) struct Body<'d> {
    pub(crate) node: &'d Node,
    pub(crate) required: bool,
    pub(crate) contents: Vec<Media<'d>>,
}

/// A body in one of the media types that it can have.
#[derive(Clone)]
pub(crate) struct Media<'d> {
    pub(crate) media_type: &'d str,
    pub(crate) schema: MediaSchema<'d>,
    /// How its properties are written, by name (OpenAPI 3.0.3, section 4.7.15).
    pub(crate) encoding: &'d [(String, Node)],
}

/// What a body holds.
#[derive(Clone)]
pub(crate) enum MediaSchema<'d> {
    /// Nothing is said of it.
    None,
    /// A value of a schema.
    Node(&'d Node),
    /// The fields of a form (`in: formData` of Swagger 2.0).
    Fields(Vec<Parameter<'d>>),
}

/// An answer.
pub(crate) struct Response<'d> {
    pub(crate) node: &'d Node,
    pub(crate) statuses: Statuses,
    pub(crate) contents: Vec<Media<'d>>,
}

/// Where an API is.
#[derive(Clone, Debug)]
pub(crate) struct Server {
    /// Its address, with the defaults of its variables in place of them.
    pub(crate) url: String,
}

/// A way to prove who is calling.
#[derive(Clone, Copy)]
pub(crate) struct Scheme<'d> {
    pub(crate) node: &'d Node,
    pub(crate) kind: SchemeKind<'d>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SchemeKind<'d> {
    /// `Authorization: Bearer …`: a token, wherever the caller has it from.
    Bearer,
    /// `Authorization: Basic …`.
    Basic,
    /// A key at a place of its own.
    Key { place: In, name: &'d str },
    /// Something else, which the caller has to do.
    Other,
}

/// The operations under `paths`, in the order of the document.
pub(super) fn places<'d>(form: &Form<'_, 'd>) -> Vec<Place<'d>> {
    let reader = form.reader;
    let known: Vec<&str> = PATH_ITEM_KEYS
        .iter()
        .copied()
        .chain(METHODS.iter().map(|(key, _)| *key))
        .collect();
    let mut places = Vec::new();
    for (path, item) in reader.entries(form.root, "paths") {
        if path.starts_with("x-") {
            continue;
        }
        if !path.starts_with('/') {
            let message = format!("the path `{path}` does not begin with a slash");
            reader.error(item, message, "begin it with `/`");
        }
        let Some(item) = reader.resolve(item) else {
            continue;
        };
        if !reader.is_object(item, "the path item") {
            continue;
        }
        reader.check_keys(item, "a path item", &known);
        for (key, node) in item.entries() {
            let Some((_, method)) = METHODS.iter().find(|(known, _)| known == key) else {
                continue;
            };
            if reader.is_object(
                node,
                &format!("the operation `{} {path}`", key.to_uppercase()),
            ) {
                places.push(Place {
                    path,
                    item,
                    node,
                    method: *method,
                });
            }
        }
    }
    places
}

/// The parameters of an operation and its path item: one of the operation stands in for one of the path item with
/// the same name and place.
pub(super) fn merged<'d>(form: &Form<'_, 'd>, place: &Place<'d>) -> Vec<&'d Node> {
    let reader = form.reader;
    let resolved = |node: &'d Node| -> Vec<&'d Node> {
        let nodes = reader.items(node, "parameters").iter();
        nodes
            .filter_map(|node| reader.resolve(node))
            .filter(|node| reader.is_object(node, "the parameter"))
            .collect()
    };
    let key = |node: &'d Node| {
        (
            node.get("name").and_then(Node::as_text),
            node.get("in").and_then(Node::as_text),
        )
    };
    let own = resolved(place.node);
    let inherited = resolved(place.item);
    let is_replaced = |node: &&'d Node| !own.iter().any(|other| key(other) == key(node));
    let inherited: Vec<&'d Node> = inherited.into_iter().filter(is_replaced).collect();
    let mut parameters: Vec<&'d Node> = Vec::new();
    for node in inherited.into_iter().chain(own.iter().copied()) {
        if parameters.iter().any(|known| key(known) == key(node)) {
            reader.error(
                node,
                "a parameter with this name stands here for a second time",
                "remove one of the two",
            );
        } else {
            parameters.push(node);
        }
    }
    parameters
}

/// The responses of an operation, each with its statuses.
pub(super) fn statuses<'d>(form: &Form<'_, 'd>, operation: &'d Node) -> Vec<(Statuses, &'d Node)> {
    let reader = form.reader;
    let mut responses = Vec::new();
    for (status, node) in reader.entries(operation, "responses") {
        if status.starts_with("x-") {
            continue;
        }
        let Some(statuses) = status_key(status) else {
            let message = format!("`{status}` is no status code");
            let help = "write a number such as `'404'`, `4XX`, or `default`";
            reader.error(node, message, help);
            continue;
        };
        let node = reader.resolve(node);
        responses.extend(
            node.filter(|node| reader.is_object(node, "the response"))
                .map(|node| (statuses, node)),
        );
    }
    responses
}

/// The statuses that a key of `responses` names.
fn status_key(key: &str) -> Option<Statuses> {
    if key == "default" {
        return Some(Statuses::Default);
    }
    if let Some(class) = key.strip_suffix("XX").or_else(|| key.strip_suffix("xx")) {
        let class = class.parse().ok();
        return class
            .filter(|class| (1..=5).contains(class))
            .map(Statuses::Class);
    }
    let code = key.parse().ok();
    code.filter(|code| (100..=599).contains(code))
        .map(Statuses::Code)
}
