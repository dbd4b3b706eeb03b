//! Operations to the calls that are generated for them, by tag.

pub(super) mod body;
mod body_fields;
mod body_json;
pub(super) mod bounds;
pub(super) mod call;
mod media_type;
pub(super) mod naming;
pub(super) mod parameter;
mod part;
mod path;
mod response;
pub(super) mod security;
pub(super) mod server;

use self::body::BodyEncodings;
use self::naming::OperationNames;
use self::parameter::lower_parameters;
use self::path::sent_path;
use self::response::lower_responses;
use self::security::Schemes;
use super::draft::{Group, Operation};
use super::extensions::calls::lower_calls;
use super::extensions::paging::lower_paging;
use super::extensions::returns::lower_returns;
use super::schema::Schemas;
use super::schema::name_hint::NameHint;
use super::select::Selection;
use crate::ir::Docs;
use crate::names::{Use, name};
use crate::openapi::OpenApi;
use crate::openapi::operation::Endpoint;

/// Lowers all selected operations, grouped by their first tags, both in the order of the document.
pub(super) fn lower_groups<'d>(
    schemas: &mut Schemas<'_, 'd>,
    schemes: &Schemes,
    base_url: Option<&str>,
    selection: &Selection<'_>,
) -> Vec<Group> {
    let openapi = schemas.openapi();
    let mut names = OperationNames::new();
    let mut groups: Vec<Group> = Vec::new();
    for endpoint in openapi.endpoints() {
        if !selection.takes(&endpoint) {
            continue;
        }
        let operation = lower_operation(schemas, &mut names, schemes, base_url, &endpoint);
        let tag = endpoint.first_tag(openapi.reader).unwrap_or("default");
        match groups.iter_mut().find(|group| group.tag == tag) {
            Some(group) => group.operations.push(operation),
            None => groups.push(Group {
                module: names.module(tag),
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
    let openapi = schemas.openapi();
    let reader = openapi.reader;
    let id = names.operation_id(reader, endpoint);
    let operation = openapi.operation(endpoint);
    let hint = NameHint::new(name(&id, Use::Value), &id);
    let is_authorized = schemes.sends_authorization(reader, endpoint);
    let parameters = lower_parameters(schemas, endpoint, &operation, is_authorized, &hint);
    let encodings = BodyEncodings::read(reader, &operation, &hint);
    let responses = lower_responses(schemas, &id, &operation, endpoint, &hint);
    let paging = lower_paging(schemas, endpoint, &parameters, &responses.output);
    let returns = lower_returns(
        schemas,
        endpoint,
        &parameters,
        &encodings,
        &responses.output,
    );
    let methods = call::methods(&responses.output, paging.as_ref());
    let calls = lower_calls(
        schemas,
        names,
        endpoint,
        &id,
        &parameters,
        &encodings,
        &methods,
    );
    let own_server = operation.servers.first();
    Operation {
        constant: names.constant(&id),
        method: endpoint.method,
        path: sent_path(endpoint.path),
        calls,
        success: responses.success,
        output: responses.output,
        error: responses.error,
        accept: responses.accept,
        paging,
        returns,
        idempotent: endpoint.extensions().idempotent(reader),
        security: schemes.of_operation(reader, endpoint, &operation),
        base_url: own_server.and_then(|own| server::of_operation(&own.url, base_url)),
        id,
    }
}
