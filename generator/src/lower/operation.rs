//! Path items and operations to the calls that are generated for them.

use std::collections::BTreeSet;

use super::body::Bodies;
use super::call::lower_calls;
use super::paging::lower_paging;
use super::parameter::lower_parameters;
use super::read::Reader;
use super::response::lower_responses;
use super::schema::{Origin, Schemas};
use crate::document::Node;
use crate::ir::{Docs, Group, Method, Operation};
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
pub(super) struct OperationNames {
    pub(super) functions: Scope,
    constants: Scope,
    modules: Scope,
    /// Every `operationId` so far.
    ids: BTreeSet<String>,
}

impl Default for OperationNames {
    fn default() -> Self {
        let mut functions = Scope::default();
        // What the client itself has.
        for taken in ["new", "builder"] {
            functions.claim(taken, Use::Value);
        }
        let mut modules = Scope::default();
        // The module that holds these, and the crate that their contents import.
        for taken in ["endpoints", "runtime"] {
            modules.claim(taken, Use::Value);
        }
        Self {
            functions,
            constants: Scope::default(),
            modules,
            ids: BTreeSet::new(),
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
        if !path.starts_with('/') {
            reader.error(
                item,
                format!("the path `{path}` does not begin with a slash"),
                "begin it with `/`",
            );
        }
        let Some(item) = reader.resolve(item) else {
            continue;
        };
        if !reader.is_object(item, "the path item") {
            continue;
        }
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
            "make a client with another base address for it, or remove them",
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
    if !reader.is_object(node, "the operation") {
        return None;
    }
    reader.check_keys(node, "an operation", OPERATION_KEYS);
    ignored(
        reader,
        node,
        "servers",
        "servers of one operation are ignored: requests go to the client's base address",
        "make a client with another base address for it, or remove them",
    );
    if let Some(security) = node.get("security") {
        let message =
            "security of one operation is ignored: every request carries what the client has";
        reader.degrade(
            security,
            message,
            "make a client of its own for it, or remove it",
        );
    }
    ignored(
        reader,
        node,
        "callbacks",
        "callbacks are ignored: they are requests to the caller",
        "write what receives them by hand",
    );
    let id = match reader.text(node, "operationId") {
        Some(id) => {
            if !names.ids.insert(id.to_owned()) {
                let at = node.get("operationId").unwrap_or(node);
                let message = format!("`{id}` is the id of another operation too");
                reader.error(at, message, "give each operation an id of its own");
            }
            id.to_owned()
        }
        None => format!("{:?} {}", place.method, place.path).to_lowercase(),
    };
    let module = name(&id, Use::Value);
    let origin = Origin::new(module, &id);
    let parameters = lower_parameters(schemas, place, &origin);
    let bodies = Bodies::read(schemas, node, &origin);
    let (success, output, error) = lower_responses(schemas, node, &origin);
    let paging = lower_paging(schemas, node, &parameters, &output);
    let calls = lower_calls(schemas, names, place, &id, &parameters, &bodies);
    reader.flag(node, "x-idempotent"); // Says so if it is no boolean.
    let idempotent = node.get("x-idempotent").and_then(Node::as_bool);
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
        idempotent,
    })
}

/// Says that a key is left out of account, if it is there with anything in it.
fn ignored(reader: &Reader<'_>, node: &Node, key: &str, message: &str, help: &str) {
    let found = node
        .get(key)
        .filter(|value| !value.items().is_empty() || !value.entries().is_empty());
    if let Some(value) = found {
        reader.degrade(value, message, help);
    }
}
