//! Operations to the calls that are generated for them, by tag.

mod apart;
pub(super) mod body;
mod body_fields;
mod body_json;
pub(super) mod bounds;
pub(super) mod call;
mod headers;
mod listing;
pub(super) mod media_type;
mod missing;
pub(super) mod naming;
pub(super) mod parameter;
mod part;
mod path;
pub(super) mod representation;
pub(super) mod response;
pub(super) mod security;
pub(super) mod server;
pub(super) mod stream;

use self::apart::apart;
use self::body::BodyEncodings;
use std::collections::BTreeSet;

use self::naming::{OperationNames, plain_id};
use self::parameter::lower_parameters;
use self::path::sent_path;
use self::response::lower_responses;
use self::security::Schemes;
use super::configured::Configured;
use super::draft::{Group, Operation};
use super::extensions::calls::lower_calls;
use super::extensions::idempotency::lower_repetition;
use super::extensions::paging::lower_paging;
use super::extensions::paging_misfit::PagedOperation;
use super::extensions::returns::lower_returns;
use super::schema::Schemas;
use super::schema::name_hint::NameHint;
use super::select::Selection;
use crate::ir::{Docs, Note};
use crate::lock::{Lock, sources};
use crate::names::{Use, name};
use crate::openapi::OpenApi;
use crate::openapi::operation::Endpoint;

/// Lowers all selected operations, grouped by their first tags, both in the order of the document. Returns also the names
/// of functions, with what has become of those that are kept.
pub(super) fn lower_groups<'d>(
    schemas: &mut Schemas<'_, 'd>,
    schemes: &Schemes,
    base_url: Option<&str>,
    (selection, configured): (&Selection<'_>, &Configured<'_>),
) -> (Vec<Group>, OperationNames) {
    let openapi = schemas.openapi();
    let endpoints = openapi.endpoints();
    let mut names = OperationNames::new(&endpoints, schemas.lock().functions());
    let mut groups: Vec<Group> = Vec::new();
    for (position, endpoint) in endpoints.into_iter().enumerate() {
        if !selection.takes(&endpoint) {
            continue;
        }
        let mut operations = lower_operation(
            schemas,
            &mut names,
            (schemes, configured, base_url),
            &endpoint,
        );
        for operation in &mut operations {
            operation.position = position;
        }
        let tag = endpoint.first_tag(openapi.reader).unwrap_or("default");
        match groups.iter_mut().find(|group| group.tag == tag) {
            Some(group) => group.operations.extend(operations),
            None => groups.push(Group {
                module: names.module(configured.module(tag).unwrap_or(tag)),
                tag: tag.to_owned(),
                docs: tag_docs(&openapi, tag),
                operations,
            }),
        }
    }
    (groups, names)
}

/// The operations as a lock writes them.
pub(super) fn sources(
    endpoints: &[Endpoint<'_>],
    configured: &Configured<'_>,
    lock: &Lock,
) -> BTreeSet<String> {
    let plain = |endpoint: &Endpoint<'_>| {
        let id = endpoint.stated_id().filter(|id| !id.is_empty());
        let id = id.map_or_else(|| plain_id(endpoint), str::to_owned);
        source(endpoint, &id_for_names(lock, configured, endpoint, &id))
    };
    endpoints.iter().map(plain).collect()
}

/// The id by which an operation and its parts are named: that of the configuration, or else its own. Words that run together are
/// told apart, unless the lock has a function of the id as it is.
fn id_for_names(
    lock: &Lock,
    configured: &Configured<'_>,
    endpoint: &Endpoint<'_>,
    id: &str,
) -> String {
    if let Some(name) = configured.operation_name(endpoint) {
        return name.to_owned();
    }
    let plain = source(endpoint, id);
    let is_kept = lock.operations.iter().any(|it| it.function == plain);
    let apart = (!is_kept && endpoint.stated_id() == Some(id)).then(|| apart(id, endpoint.path));
    apart.flatten().unwrap_or_else(|| id.to_owned())
}

/// An operation with this id as a lock writes it.
pub(super) fn source(endpoint: &Endpoint<'_>, id: &str) -> String {
    let place = sources::endpoint(&endpoint.method, &sent_path(endpoint.path));
    sources::operation(&place, id)
}

fn tag_docs(openapi: &OpenApi<'_, '_>, tag: &str) -> Docs {
    let tag = openapi.tag(tag);
    let reader = openapi.reader;
    let summary = tag.and_then(|tag| tag.summary(reader));
    let description = tag.and_then(|tag| tag.description(reader));
    let (parent, kind) = tag.map_or((None, None), |tag| tag.place_of_tag(reader));
    let parent = parent.map(|parent| Note::ParentTag(parent.to_owned()));
    let kind = kind.map(|kind| Note::KindOfTag(kind.to_owned()));
    let link = tag.and_then(|tag| tag.external_docs());
    let link = link.map(|link| Note::Link(link.into()));
    Docs {
        summary: summary.map(str::to_owned),
        description: description.map(str::to_owned),
        notes: parent.into_iter().chain(kind).chain(link).collect(),
        ..Docs::default()
    }
}

/// Lowers an operation: one for each media type that its response can be requested in.
fn lower_operation<'d>(
    schemas: &mut Schemas<'_, 'd>,
    names: &mut OperationNames,
    (schemes, configured, base_url): (&Schemes, &Configured<'_>, Option<&str>),
    endpoint: &Endpoint<'d>,
) -> Vec<Operation> {
    let (openapi, reader) = (schemas.openapi(), schemas.reader());
    let stated = names.operation_id(reader, endpoint);
    let id = &id_for_names(schemas.lock(), configured, endpoint, &stated);
    let operation = openapi.operation(endpoint);
    let hint = NameHint::new(name(id, Use::Value), id);
    let is_authorized = schemes.sends_authorization(reader, endpoint);
    let mut parameters = lower_parameters(schemas, endpoint, &operation, is_authorized, &hint);
    let repetition = lower_repetition(reader, endpoint, configured, &mut parameters);
    let encodings = BodyEncodings::read(schemas, &operation, &hint);
    let responses = lower_responses(schemas, id, &operation, endpoint, &hint);
    let output = &responses.first.output;
    let returns = lower_returns(schemas, endpoint, &parameters, &encodings, output);
    let mut calls = lower_calls(schemas, endpoint, id, &parameters, &encodings);
    configured.rename_calls(endpoint, calls.iter_mut().map(|call| &mut call.id));
    let paged = PagedOperation::new(&endpoint.method, &parameters, &calls, output);
    let paging = lower_paging(schemas, configured, endpoint, &paged);
    let plain = (id.as_str(), responses.first, calls);
    let (others, pages) = (responses.others, paging.as_ref());
    let listings = listing::list(schemas, names, endpoint, plain, others, pages);
    let own_server = operation.servers.first();
    let base_url = own_server.and_then(|own| server::of_operation(&own.url, base_url));
    let security = schemes.of_operation(reader, endpoint, &operation);
    // Only the first has the content that they are about.
    let stream_end = endpoint.extensions().stream_end(reader);
    let mut of_first = Some((paging, returns));
    let listed = listings.into_iter().map(|listing| {
        let is_alternative = of_first.is_none();
        let (paging, returns) = of_first.take().unwrap_or_default();
        let is_stream = listing.success.output.is_stream();
        Operation {
            position: 0,
            constant: names.constant(&listing.constant),
            method: endpoint.method.clone(),
            path: sent_path(endpoint.path),
            calls: listing.calls,
            success: listing.success.statuses,
            output: listing.success.output,
            error: responses.error.clone(),
            accept: listing.success.accept,
            is_alternative,
            alternatives: listing.alternatives,
            stream_end: stream_end.filter(|_| is_stream).map(str::to_owned),
            paging,
            returns,
            idempotent: repetition.idempotent,
            idempotency_key: repetition.key.clone(),
            security: security.clone(),
            base_url: base_url.clone(),
            headers: responses.headers.clone(),
            id: stated.clone(),
        }
    });
    listed.collect()
}
