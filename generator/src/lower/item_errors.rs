//! `x-errors`: what an error body says of the items of a list that was sent.

use super::draft::{Field, ItemErrorFields};
use super::schema::Schemas;
use crate::document::Node;
use crate::ir::Type;
use crate::openapi::extensions::ErrorsExtension;
use crate::openapi::reader::Spanned;
use crate::openapi::schema::Schema;

/// Reads `x-errors` of every schema of `components` that has it.
pub(super) fn lower_item_errors<'d>(
    schemas: &mut Schemas<'_, 'd>,
    components: &'d [(String, Node)],
) {
    for (_, schema) in components {
        let Some(id) = schemas.type_of(schema) else {
            continue;
        };
        let Some(stated) = Schema(schema).extensions().errors(schemas.reader) else {
            continue;
        };
        let Some(errors) = item_errors(schemas, &stated, &Type::Named(id)) else {
            continue;
        };
        schemas.types.defs.item_errors.insert(id, errors);
    }
}

/// What `x-errors` comes to; `None`, with an error at the part that is wrong, if it does not fit.
fn item_errors(
    schemas: &Schemas<'_, '_>,
    stated: &ErrorsExtension<'_>,
    ty: &Type,
) -> Option<ItemErrorFields> {
    let (list_name, index_name) = (stated.list?, stated.index?);
    let misfit = |key: &str, name: Spanned<'_, &str>, help: &str| {
        let message = format!("`{key}` of `x-errors` does not fit the properties");
        schemas.reader.error(name.node, message, help);
    };
    let field = |ty: &Type, wire: &str| {
        let (_, shape) = schemas.as_struct(ty)?;
        shape.field(wire)
    };
    let Some((list, Type::List(reason))) = field(ty, list_name.value).map(|list| (list, &list.ty))
    else {
        misfit(
            "list",
            list_name,
            "name a property that is an array of objects",
        );
        return None;
    };
    let Some((reason_id, _)) = schemas.as_struct(reason) else {
        misfit(
            "list",
            list_name,
            "let the items of the array be objects with properties",
        );
        return None;
    };
    let is_number = |field: &&Field| matches!(field.ty, Type::Int32 | Type::Int64);
    let Some(index) = field(reason, index_name.value).filter(is_number) else {
        misfit(
            "index",
            index_name,
            "name a property of the items that is a whole number",
        );
        return None;
    };
    Some(ItemErrorFields {
        list: list.name.clone(),
        reason: reason_id,
        index: index.name.clone(),
    })
}
