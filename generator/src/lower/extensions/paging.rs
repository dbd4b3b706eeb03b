//! `x-paging`: how the pages of an operation are requested, and how they are read.

use super::keys::{lower_keys, query_parameter};
use crate::ir::{Type, TypeId};
use crate::lower::draft::{Field, Output, Page, PageEntries, Paging, ParameterKind};
use crate::lower::operation::parameter::Parameters;
use crate::lower::schema::Schemas;
use crate::names::Name;
use crate::openapi::extensions::{PagingExtension, Text};
use crate::openapi::operation::Endpoint;
use crate::openapi::reader::{Reader, Spanned};

/// Lowers `x-paging`, whose names must all exist. How a page is read belongs to the type of the response.
pub(in crate::lower) fn lower_paging<'d>(
    schemas: &mut Schemas<'_, 'd>,
    endpoint: &Endpoint<'d>,
    parameters: &Parameters,
    output: &Output,
) -> Option<Paging> {
    let reader = schemas.reader();
    let paging = endpoint.extensions().paging(reader)?;
    let page = number(reader, paging.page, parameters);
    let per_page = number(reader, paging.per_page, parameters);
    let found = page_of(schemas, &paging, output);
    let unpaged = (paging.unpaged.iter())
        .filter_map(|name| query_parameter(schemas, *name, parameters))
        .map(|parameter| parameter.wire_name.clone())
        .collect();
    let ((page, _), (per_page, most)) = (page?, per_page?);
    let (id, found) = found?;
    let keys = lower_keys(schemas, &paging.keys, parameters, id, &found.entries);
    let pages = &mut schemas.types_mut().pages;
    if pages.get(&id).is_some_and(|known| *known != found) {
        reader.error(
            paging.node,
            "another operation describes the pages of this response differently",
            "state the same in both, or give each a response schema of its own",
        );
    }
    pages.insert(id, found);
    Some(Paging {
        page,
        per_page,
        most,
        unpaged,
        keys,
    })
}

/// The query parameter of this name, and its largest value.
fn number(
    reader: &Reader<'_>,
    name: Text<'_>,
    parameters: &Parameters,
) -> Option<(String, Option<u64>)> {
    let Spanned { value: name, node } = name?;
    let Some(parameter) = parameters.get(name) else {
        let message = format!("`{name}` is not a parameter of this operation");
        reader.error(node, message, "name the query parameter");
        return None;
    };
    match &parameter.kind {
        ParameterKind::Single {
            ty: Type::Int32 | Type::Int64,
            range,
        } => {
            let most = range.max.and_then(|most| u64::try_from(most).ok());
            Some((name.to_owned(), most))
        }
        _ => {
            let message = format!("`{name}` is not an integer");
            reader.error(node, message, "name a query parameter of `type: integer`");
            None
        }
    }
}

/// How the response is read as a page, and its type.
fn page_of<'d>(
    schemas: &Schemas<'_, 'd>,
    paging: &PagingExtension<'d>,
    output: &Output,
) -> Option<(TypeId, Page)> {
    let reader = schemas.reader();
    let page_count = integer(schemas, output, paging.page_count?, "page_count")?;
    let page_number = match paging.page_number {
        Some(pointer) => Some(integer(schemas, output, pointer, "page_number")?),
        None => None,
    };
    let count = match paging.count {
        Some(pointer) => Some(integer(schemas, output, pointer, "count")?),
        None => None,
    };
    let Output::Json(ty) = output else {
        return None;
    };
    let (id, _) = schemas.structure(ty)?;
    let entries = match paging.entries {
        Some(entries) => list_entries(schemas, entries, output)?,
        None if schemas.types().results.contains_key(&id) => PageEntries::Results,
        None => {
            reader.error(
                paging.node,
                "`x-paging` does not say where the entries of a page are",
                "add `entries`, a JSON pointer to the array in the response, or `x-results` to its schema",
            );
            return None;
        }
    };
    let page = Page {
        page_count,
        page_number,
        count,
        entries,
    };
    Some((id, page))
}

/// The fields that lead to an integer in the response.
fn integer(
    schemas: &Schemas<'_, '_>,
    output: &Output,
    pointer: Spanned<'_, &str>,
    key: &str,
) -> Option<Vec<Name>> {
    let found = output_fields(schemas, output, pointer.value)
        .and_then(|fields| path(&fields))
        .filter(|(_, ty)| matches!(ty, Type::Int32 | Type::Int64));
    if found.is_none() {
        schemas.reader().error(
            pointer.node,
            format!("`{}` leads to no integer in the response", pointer.value),
            format!("write a JSON pointer into the response: `/meta/{key}`"),
        );
    }
    found.map(|(path, _)| path)
}

/// The list that `entries` names.
fn list_entries(
    schemas: &Schemas<'_, '_>,
    entries: Spanned<'_, &str>,
    output: &Output,
) -> Option<PageEntries> {
    let pointer = entries.value;
    let fields = output_fields(schemas, output, pointer).filter(|fields| leads_there(fields));
    let Some((path, Type::List(item))) = fields.and_then(|fields| path(&fields)) else {
        schemas.reader().error(
            entries.node,
            format!("`{pointer}` leads to no array in the response"),
            "write a JSON pointer into the response: `/data`",
        );
        return None;
    };
    let is_id = |field: &&Field| {
        matches!(field.ty, Type::Id(_))
            && field.wire_name == "id"
            && field.required
            && !field.nullable
    };
    let id = schemas
        .structure(item)
        .and_then(|(_, item)| item.fields.iter().find(is_id));
    Some(PageEntries::List {
        path,
        item: (**item).clone(),
        id: id.map(|field| field.name.clone()),
    })
}

/// The fields that a JSON pointer goes through, from the response on.
fn output_fields<'s>(
    schemas: &'s Schemas<'_, '_>,
    output: &'s Output,
    pointer: &str,
) -> Option<Vec<&'s Field>> {
    let Output::Json(ty) = output else {
        return None;
    };
    let mut ty = ty;
    let mut fields = Vec::new();
    for token in pointer.strip_prefix('/')?.split('/') {
        let (_, shape) = schemas.structure(ty)?;
        let field = shape.field(&token.replace("~1", "/").replace("~0", "~"))?;
        ty = &field.ty;
        fields.push(field);
    }
    Some(fields)
}

/// Whether all fields but the last are always there.
fn leads_there(fields: &[&Field]) -> bool {
    let mut before = fields.iter().rev().skip(1);
    before.all(|field| field.required && !field.nullable)
}

/// The names of the fields, and the type of the last of them.
fn path<'s>(fields: &[&'s Field]) -> Option<(Vec<Name>, &'s Type)> {
    let names = fields.iter().map(|field| field.name.clone());
    Some((names.collect(), &fields.last()?.ty))
}
