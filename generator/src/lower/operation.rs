//! Path items and operations to the calls that are generated for them.

use super::body::Bodies;
use super::paging::lower_paging;
use super::parameter::{Parameters, lower_parameters};
use super::read::Reader;
use super::response::lower_responses;
use super::schema::{Origin, Schemas};
use crate::document::Node;
use crate::ir::{Body, Call, Docs, Group, Method, Operation, Parameter, ParameterKind};
use crate::names::{Scope, Use, name};

const METHODS: &[(&str, Method)] = &[
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

/// Every key of an Operation Object (section 4.7.10).
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

/// The names that all operations share one scope for.
struct OperationNames {
    functions: Scope,
    constants: Scope,
    modules: Scope,
}

impl Default for OperationNames {
    fn default() -> Self {
        let mut functions = Scope::default();
        // What the client itself has.
        for taken in ["new", "builder", "clone"] {
            functions.claim(taken, Use::Value);
        }
        Self {
            functions,
            constants: Scope::default(),
            modules: Scope::default(),
        }
    }
}

/// Lowers all operations, by their first tag, both in the order of the document.
pub(super) fn lower_groups<'d>(schemas: &mut Schemas<'_, 'd>, root: &'d Node) -> Vec<Group> {
    let reader = schemas.reader;
    let mut names = OperationNames::default();
    let mut groups: Vec<Group> = Vec::new();
    for (path, item) in reader.entries(root, "paths") {
        if path.starts_with("x-") {
            continue;
        }
        let Some(item) = reader.resolve(item) else {
            continue;
        };
        let known: Vec<&str> = PATH_ITEM_KEYS
            .iter()
            .copied()
            .chain(METHODS.iter().map(|(key, _)| *key))
            .collect();
        reader.check_keys(item, "a path item", &known);
        ignored(
            reader,
            item,
            "servers",
            "servers of one path are ignored: requests go to the client's base address",
        );
        for (key, node) in item.entries() {
            let Some((_, method)) = METHODS.iter().find(|(known, _)| known == key) else {
                continue;
            };
            let place = Place {
                path,
                item,
                node,
                method: *method,
            };
            let Some(operation) = lower_operation(schemas, &mut names, &place) else {
                continue;
            };
            let tag = reader
                .strings(node, "tags")
                .first()
                .copied()
                .unwrap_or("default");
            match groups.iter_mut().find(|group| group.tag == tag) {
                Some(group) => group.operations.push(operation),
                None => groups.push(Group {
                    module: names.modules.claim(tag, Use::Value),
                    tag: tag.to_owned(),
                    docs: tag_docs(reader, root, tag),
                    operations: vec![operation],
                }),
            }
        }
    }
    groups
}

fn tag_docs(reader: &Reader<'_>, root: &Node, tag: &str) -> Docs {
    let node = root.get("tags").and_then(|tags| {
        tags.items()
            .iter()
            .find(|node| node.get("name").and_then(Node::as_str) == Some(tag))
    });
    let description = node.and_then(|node| node.get("description"));
    if let Some(text) = description.filter(|text| text.as_text().is_none()) {
        reader.degrade(
            text,
            format!(
                "`description` is {} and not a string; it is ignored",
                text.kind()
            ),
            "write a string",
        );
    }
    Docs {
        description: description.and_then(Node::as_text).map(str::to_owned),
        ..Docs::default()
    }
}

/// An operation in the document.
pub(super) struct Place<'d> {
    pub(super) path: &'d str,
    pub(super) item: &'d Node,
    pub(super) node: &'d Node,
    pub(super) method: Method,
}

fn lower_operation<'d>(
    schemas: &mut Schemas<'_, 'd>,
    names: &mut OperationNames,
    place: &Place<'d>,
) -> Option<Operation> {
    let reader = schemas.reader;
    let node = place.node;
    reader.check_keys(node, "an operation", OPERATION_KEYS);
    ignored(
        reader,
        node,
        "servers",
        "servers of one operation are ignored: requests go to the client's base address",
    );
    ignored(
        reader,
        node,
        "security",
        "security of one operation is ignored: every request carries what the client has",
    );
    ignored(reader, node, "callbacks", "callbacks are ignored");
    let id = match reader.text(node, "operationId") {
        Some(id) => id.to_owned(),
        None => format!("{:?} {}", place.method, place.path).to_lowercase(),
    };
    let module = name(&id, Use::Value);
    let origin = Origin::new(module, &id);
    let parameters = lower_parameters(schemas, place, &origin);
    let bodies = Bodies::read(schemas, node, &origin);
    let (success, output, error) = lower_responses(schemas, node, &origin);
    let paging = lower_paging(schemas, node, &parameters, &output);
    let calls = lower_calls(schemas, names, node, &id, &parameters, &bodies);
    Some(Operation {
        constant: names.constants.claim(&id, Use::Constant),
        id,
        method: place.method,
        path: place.path.to_owned(),
        calls,
        success,
        output,
        error,
        paging,
    })
}

/// Says that a key is left out of account, if it is there with anything in it.
fn ignored(reader: &Reader<'_>, node: &Node, key: &str, message: &str) {
    let found = node
        .get(key)
        .filter(|value| !value.items().is_empty() || !value.entries().is_empty());
    if let Some(value) = found {
        reader.degrade(
            value,
            message,
            "make a client of its own for it, or remove it",
        );
    }
}

/// One call for each item of `x-calls`, or one for the operation as it stands.
fn lower_calls<'d>(
    schemas: &mut Schemas<'_, 'd>,
    names: &mut OperationNames,
    node: &'d Node,
    id: &str,
    parameters: &Parameters<'d>,
    bodies: &Bodies<'d>,
) -> Vec<Call> {
    let reader = schemas.reader;
    let declared = reader.items(node, "x-calls");
    if declared.is_empty() {
        let body = bodies.only(schemas);
        return vec![call(
            schemas,
            names,
            id,
            docs(reader, node, node),
            parameters.all(),
            body,
        )];
    }
    // A parameter that one call requires is no part of the others.
    let claimed: Vec<&str> = declared
        .iter()
        .flat_map(|call| reader.strings(call, "requires"))
        .collect();
    let mut calls = Vec::new();
    for item in declared {
        reader.check_keys(
            item,
            "an item of `x-calls`",
            &["id", "summary", "description", "requires", "body"],
        );
        let Some(id) = reader.required_text(item, "id", "an item of `x-calls`") else {
            continue;
        };
        let requires = reader.strings(item, "requires");
        for wire in requires.iter().filter(|wire| !parameters.has(wire)) {
            let at = item.get("requires").unwrap_or(item);
            reader.error(
                at,
                format!("`{wire}` is no parameter of this operation"),
                "correct the spelling, or add the parameter",
            );
        }
        let parameters = parameters
            .all()
            .into_iter()
            .filter_map(|(parameter, required)| {
                let wanted = requires.contains(&parameter.wire.as_str());
                (wanted || !claimed.contains(&parameter.wire.as_str()))
                    .then_some((parameter, required || wanted))
            });
        let body = item
            .get("body")
            .and_then(|body| bodies.alternative(schemas, body));
        calls.push(call(
            schemas,
            names,
            id,
            docs(reader, item, node),
            parameters.collect(),
            body,
        ));
    }
    calls
}

fn docs(reader: &Reader<'_>, node: &Node, operation: &Node) -> Docs {
    let text = |key: &str| node.get(key).and_then(Node::as_text).map(str::to_owned);
    Docs {
        summary: text("summary"),
        description: text("description"),
        notes: Vec::new(),
        deprecated: reader.flag(operation, "deprecated"),
    }
}

fn call(
    schemas: &mut Schemas<'_, '_>,
    names: &mut OperationNames,
    id: &str,
    docs: Docs,
    parameters: Vec<(Parameter, bool)>,
    body: Option<Body>,
) -> Call {
    let type_name = schemas.types.names.claim(id, Use::Type);
    let mut scope = Scope::default();
    let (mut required, mut optional) = (Vec::new(), Vec::new());
    for (mut parameter, is_required) in parameters {
        parameter.name = scope.claim(
            &parameter.wire,
            if is_required { Use::Value } else { Use::Setter },
        );
        if is_required && let ParameterKind::List { count, .. } = &mut parameter.kind {
            // An empty list leaves a parameter out, which this one must not be.
            count.min = count.min.max(Some(1));
        }
        if is_required {
            required.push(parameter)
        } else {
            optional.push(parameter)
        }
    }
    let body = body.map(|mut body| {
        body.name = scope.claim(
            body.name.as_str(),
            if body.required {
                Use::Value
            } else {
                Use::Setter
            },
        );
        body
    });
    Call {
        name: names.functions.claim(id, Use::Value),
        type_name,
        docs,
        required,
        body,
        optional,
    }
}
