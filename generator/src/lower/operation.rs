//! Operations to the calls that are generated for them, by tag.

use std::collections::BTreeSet;

use super::auth::Schemes;
use super::body::Ways;
use super::call::lower_calls;
use super::draft::{Group, Operation};
use super::paging::lower_paging;
use super::parameter::lower_parameters;
use super::response::lower_responses;
use super::schema::{Origin, Schemas};
use super::select::Selection;
use crate::document::Node;
use crate::form::operation::Place;
use crate::form::read::Reader;
use crate::ir::Docs;
use crate::names::{Name, Scope, Use, name};

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

/// Lowers all operations that are selected, by their first tag, both in the order of the document.
pub(super) fn lower_groups<'d>(
    schemas: &mut Schemas<'_, 'd>,
    schemes: &Schemes,
    base_url: Option<&str>,
    selection: &Selection<'_>,
) -> Vec<Group> {
    let (form, reader) = (schemas.form, schemas.reader);
    let mut names = OperationNames::default();
    let mut groups: Vec<Group> = Vec::new();
    for place in form.operations() {
        if !selection.takes(&place) {
            continue;
        }
        let operation = lower_operation(schemas, &mut names, schemes, base_url, &place);
        let tags = reader.strings(place.node, "tags");
        let tag = tags.first().copied().unwrap_or("default");
        match groups.iter_mut().find(|group| group.tag == tag) {
            Some(group) => group.operations.push(operation),
            None => groups.push(Group {
                module: names.modules.claim(tag, Use::Value),
                tag: tag.to_owned(),
                docs: tag_docs(reader, form.root, tag),
                operations: vec![operation],
            }),
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

fn lower_operation<'d>(
    schemas: &mut Schemas<'_, 'd>,
    names: &mut OperationNames,
    schemes: &Schemes,
    base_url: Option<&str>,
    place: &Place<'d>,
) -> Operation {
    let (form, reader) = (schemas.form, schemas.reader);
    let node = place.node;
    let id = operation_id(reader, names, place);
    let operation = form.operation(place);
    let origin = Origin::new(module(&id), &id);
    let parameters = lower_parameters(schemas, place, &operation, &origin);
    let ways = Ways::read(schemas, &operation, &origin);
    let responses = lower_responses(schemas, &id, &operation, place, &origin);
    let paging = lower_paging(schemas, node, &parameters, &responses.output);
    let calls = lower_calls(schemas, names, place, &id, &parameters, &ways);
    reader.flag(node, "x-idempotent"); // Says so if it is no boolean.
    let idempotent = node.get("x-idempotent").and_then(Node::as_bool);
    let server = operation.servers.first().map(|server| server.url.as_str());
    Operation {
        constant: names.constants.claim(&id, Use::Constant),
        method: place.method,
        path: sent_path(place.path),
        calls,
        success: responses.success,
        output: responses.output,
        error: responses.error,
        accept: responses.accept,
        paging,
        idempotent,
        security: schemes.of_operation(reader, &operation),
        base_url: server.and_then(|url| super::server::of_operation(url, base_url)),
        id,
    }
}

fn module(id: &str) -> Name {
    name(id, Use::Value)
}

fn operation_id<'d>(reader: &Reader<'d>, names: &mut OperationNames, place: &Place<'d>) -> String {
    let node = place.node;
    let given = reader.text(node, "operationId").filter(|id| !id.is_empty());
    let mut id = match given {
        Some(id) => id.to_owned(),
        None => format!(
            "{} {}",
            format!("{:?}", place.method).to_lowercase(),
            place.path
        ),
    };
    if !names.ids.insert(id.clone()) && given.is_some() {
        let at = node.get("operationId").unwrap_or(node);
        let message = format!("`{id}` is the id of another operation too");
        reader.error(at, message, "give each operation an id of its own");
        id = format!("{id} {:?} {}", place.method, place.path);
    }
    id
}

/// The path as it is sent: begun by a slash, and without what no server gets to see.
fn sent_path(path: &str) -> String {
    let path = path.split('#').next().unwrap_or_default();
    let slash = if path.starts_with('/') { "" } else { "/" };
    format!("{slash}{path}")
}
