//! `x-from-text` and `x-from-map`: checks of the other forms in which a server writes an object or a list.

use std::collections::HashSet;

use crate::ir::Type;
use crate::lower::draft::Shape;
use crate::lower::schema::Schemas;

/// Reports the forms that lead to properties of other types, and those that no object and no property has.
pub(in crate::lower) fn check_forms(schemas: &mut Schemas<'_, '_>) {
    let reader = schemas.reader();
    let forms = schemas.take_forms();
    for (node, ty) in &forms.texts {
        if !is_text(schemas, ty) {
            let message = "`x-from-text` names a property that is not a string";
            reader.error(node, message, "name a property of `type: string`");
        }
    }
    let mut checked = HashSet::new();
    for (stated, ty) in &forms.maps {
        if let Some((message, help)) = misfit(schemas, stated.value, ty)
            && checked.insert(stated.node.id)
        {
            reader.error(stated.node, message, help);
        }
    }
    for (name, node) in &forms.stated {
        if !forms.used.contains(&node.id) {
            let (message, help) = match *name {
                "x-from-text" => (
                    "`x-from-text` is ignored: only an object with properties can have it",
                    "move it to one that has, or remove it",
                ),
                _ => (
                    "`x-from-map` is ignored: only an array that is a property of an object can have it",
                    "move it to such an array, or remove it",
                ),
            };
            reader.degrade(node, message, help);
        }
    }
}

/// Why an array cannot be written as a map whose keys are the property `key` of the items.
fn misfit(schemas: &Schemas<'_, '_>, key: &str, ty: &Type) -> Option<(String, &'static str)> {
    let Type::List(item) = schemas.types().through_alias(ty) else {
        let message = "`x-from-map` on a property that is not an array of any length".to_owned();
        return Some((message, "move it to an array of objects, or remove it"));
    };
    let Some((_, item)) = schemas.structure(item) else {
        let message = "`x-from-map` on an array whose items are not objects".to_owned();
        return Some((message, "describe the items as objects with properties"));
    };
    let help = "name a property of the items that is a string";
    match item.field(key) {
        None => {
            let message =
                format!("`x-from-map` names `{key}`, which is not a property of the items");
            Some((message, help))
        }
        Some(field) if !is_text(schemas, &field.ty) => {
            let message = format!("`x-from-map` names `{key}`, which is not a string");
            Some((message, help))
        }
        Some(_) => None,
    }
}

/// Whether any text is a value of the type.
fn is_text(schemas: &Schemas<'_, '_>, ty: &Type) -> bool {
    match schemas.types().through_alias(ty) {
        Type::String => true,
        Type::Named(id) => matches!(schemas.types().shape(*id), Some(Shape::StringEnum(_))),
        _ => false,
    }
}
