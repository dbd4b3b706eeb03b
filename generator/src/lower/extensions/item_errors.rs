//! `x-errors`: how the errors in an error body lead to the items of the request.

use crate::ir::Type;
use crate::lower::draft::{Field, ItemErrorFields};
use crate::lower::schema::Schemas;
use crate::openapi::extensions::ErrorsExtension;
use crate::openapi::reader::Spanned;

/// Lowers `x-errors` of every named schema that has it.
pub(in crate::lower) fn lower_item_errors(schemas: &mut Schemas<'_, '_>) {
    let reader = schemas.reader();
    for (_, schema) in schemas.openapi().schemas() {
        let Some(id) = schemas.declared_type(schema) else {
            continue;
        };
        let Some(stated) = schema.extensions().errors(reader) else {
            continue;
        };
        if let Some(errors) = item_errors(schemas, &stated, &Type::Named(id)) {
            schemas.types_mut().item_errors.insert(id, errors);
        }
    }
}

/// The fields that `x-errors` names; `None`, with an error at the name that is wrong, if one does not fit.
fn item_errors(
    schemas: &Schemas<'_, '_>,
    stated: &ErrorsExtension<'_>,
    ty: &Type,
) -> Option<ItemErrorFields> {
    let (list_name, index_name) = (stated.list?, stated.index?);
    let misfit = |key: &str, name: Spanned<'_, &str>, help: &str| {
        let message = format!("`{key}` of `x-errors` does not name a suitable property");
        schemas.reader().error(name.node, message, help);
    };
    let field = |ty: &Type, name: Spanned<'_, &str>| {
        let (_, shape) = schemas.structure(ty)?;
        shape.field(name.value)
    };
    let list = field(ty, list_name);
    let Some((list, Type::List(reason))) = list.map(|list| (list, &list.ty)) else {
        let help = "name a property that is an array of objects";
        misfit("list", list_name, help);
        return None;
    };
    let Some((reason_id, _)) = schemas.structure(reason) else {
        let help = "describe the items of the array as objects with properties";
        misfit("list", list_name, help);
        return None;
    };
    let is_number = |field: &&Field| matches!(field.ty, Type::Int32 | Type::Int64);
    let Some(index) = field(reason, index_name).filter(is_number) else {
        let help = "name a property of the items that is an integer";
        misfit("index", index_name, help);
        return None;
    };
    Some(ItemErrorFields {
        list: list.name.clone(),
        reason: reason_id,
        index: index.name.clone(),
    })
}
