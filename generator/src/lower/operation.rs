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
use crate::ir::Docs;
use crate::names::{Name, Scope, Use, name};
use crate::openapi::OpenApi;
use crate::openapi::operation::Endpoint;
use crate::openapi::reader::Reader;

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
    let (openapi, reader) = (schemas.openapi, schemas.reader);
    let mut names = OperationNames::default();
    let mut groups: Vec<Group> = Vec::new();
    for endpoint in openapi.endpoints() {
        if !selection.takes(&endpoint) {
            continue;
        }
        let operation = lower_operation(schemas, &mut names, schemes, base_url, &endpoint);
        let tag = endpoint.first_tag(reader).unwrap_or("default");
        match groups.iter_mut().find(|group| group.tag == tag) {
            Some(group) => group.operations.push(operation),
            None => groups.push(Group {
                module: names.modules.claim(tag, Use::Value),
                tag: tag.to_owned(),
                docs: tag_docs(&openapi, tag),
                operations: vec![operation],
            }),
        }
    }
    groups
}

fn tag_docs(openapi: &OpenApi<'_, '_>, tag: &str) -> Docs {
    let tag = openapi.tag(tag);
    let description = tag.and_then(|tag| tag.description(openapi.reader));
    Docs {
        description: description.map(str::to_owned),
        ..Docs::default()
    }
}

fn lower_operation<'d>(
    schemas: &mut Schemas<'_, 'd>,
    names: &mut OperationNames,
    schemes: &Schemes,
    base_url: Option<&str>,
    endpoint: &Endpoint<'d>,
) -> Operation {
    let (openapi, reader) = (schemas.openapi, schemas.reader);
    let id = operation_id(reader, names, endpoint);
    let operation = openapi.operation(endpoint);
    let origin = Origin::new(module(&id), &id);
    let parameters = lower_parameters(schemas, endpoint, &operation, &origin);
    let ways = Ways::read(schemas, &operation, &origin);
    let responses = lower_responses(schemas, &id, &operation, endpoint, &origin);
    let paging = lower_paging(schemas, endpoint, &parameters, &responses.output);
    let calls = lower_calls(schemas, names, endpoint, &id, &parameters, &ways);
    let server = operation.servers.first().map(|server| server.url.as_str());
    Operation {
        constant: names.constants.claim(&id, Use::Constant),
        method: endpoint.method,
        path: sent_path(endpoint.path),
        calls,
        success: responses.success,
        output: responses.output,
        error: responses.error,
        accept: responses.accept,
        paging,
        idempotent: endpoint.extensions().idempotent(reader),
        security: schemes.of_operation(reader, &operation),
        base_url: server.and_then(|url| super::server::of_operation(url, base_url)),
        id,
    }
}

fn module(id: &str) -> Name {
    name(id, Use::Value)
}

fn operation_id<'d>(
    reader: &Reader<'d>,
    names: &mut OperationNames,
    endpoint: &Endpoint<'d>,
) -> String {
    let given = endpoint.id(reader);
    let mut id = match given {
        Some(id) => id.value.to_owned(),
        None => format!(
            "{} {}",
            format!("{:?}", endpoint.method).to_lowercase(),
            endpoint.path
        ),
    };
    if !names.ids.insert(id.clone())
        && let Some(given) = given
    {
        let message = format!("`{id}` is the id of another operation too");
        reader.error(given.node, message, "give each operation an id of its own");
        id = format!("{id} {:?} {}", endpoint.method, endpoint.path);
    }
    id
}

/// The path as it is sent: begun by a slash, and without what no server gets to see.
fn sent_path(path: &str) -> String {
    let path = path.split('#').next().unwrap_or_default();
    let slash = if path.starts_with('/') { "" } else { "/" };
    format!("{slash}{path}")
}
