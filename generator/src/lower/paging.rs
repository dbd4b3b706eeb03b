//! `x-paging`: how the pages of an operation are asked for.

use super::parameter::Parameters;
use super::schema::Schemas;
use crate::document::Node;
use crate::ir::{Output, Paging, ParameterKind};
use crate::names::Name;

/// `x-paging`, whose names must all exist.
pub(super) fn lower_paging<'d>(
    schemas: &Schemas<'_, 'd>,
    node: &'d Node,
    parameters: &Parameters<'d>,
    output: &Output,
) -> Option<Paging> {
    let reader = schemas.reader;
    let paging = node.get("x-paging")?;
    reader.check_keys(paging, "`x-paging`", &["page", "per_page", "page_count"]);
    let parameter = |key: &str| {
        let wire = reader.required_text(paging, key, "`x-paging`")?;
        let found = parameters.get(wire);
        if found.is_none() {
            let at = paging.get(key).unwrap_or(paging);
            reader.error(
                at,
                format!("`{wire}` is no parameter of this operation"),
                "name the query parameter",
            );
        }
        found
    };
    let (page, per_page) = (parameter("page"), parameter("per_page"));
    let pointer = reader.required_text(paging, "page_count", "`x-paging`")?;
    let page_count = output_fields(schemas, output, pointer);
    if page_count.is_none() {
        let at = paging.get("page_count").unwrap_or(paging);
        reader.error(
            at,
            format!("`{pointer}` leads to no property of the answer"),
            "write a JSON pointer into the answer: `/meta/page_count`",
        );
    }
    let (page, per_page) = (page?, per_page?);
    let max_per_page = match per_page.kind {
        ParameterKind::Single { range, .. } => range.max,
        _ => None,
    };
    Some(Paging {
        page: page.name.clone(),
        per_page: per_page.name.clone(),
        max_per_page,
        page_count: page_count?,
    })
}

/// The fields that a JSON pointer goes through, from the answer on.
fn output_fields(schemas: &Schemas<'_, '_>, output: &Output, pointer: &str) -> Option<Vec<Name>> {
    let Output::Json(ty) = output else {
        return None;
    };
    let mut ty = ty;
    let mut fields = Vec::new();
    for token in pointer.strip_prefix('/')?.split('/') {
        let (_, shape) = schemas.as_struct(ty)?;
        let field = shape.fields.iter().find(|field| field.wire == token)?;
        fields.push(field.name.clone());
        ty = &field.ty;
    }
    Some(fields)
}
