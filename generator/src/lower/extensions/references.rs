//! `x-references`: the objects that the ids in a property refer to.

use crate::ir::{Association, Collection, Type};
use crate::lower::draft::Struct;
use crate::lower::schema::Schemas;
use crate::names::{Scope, Use};
use crate::openapi::extensions::ReferencesExtension;

/// The associations of the objects in the primary collection, by the properties of their schema. `methods` has the
/// names of the other methods of the envelope.
pub(super) fn associations(
    schemas: &Schemas<'_, '_>,
    envelope: &Struct,
    primary: &Collection,
    collections: &[Collection],
    mut methods: Scope,
) -> Vec<Association> {
    let reader = schemas.reader();
    let Some((_, object)) = schemas.structure(&Type::Named(primary.item)) else {
        return Vec::new();
    };
    let is_primary = |schema| schemas.declared_type(schema) == Some(primary.item);
    let mut named = schemas.openapi().schemas();
    let Some((_, schema)) = named.find(|(_, schema)| is_primary(*schema)) else {
        return Vec::new();
    };
    let mut associations = Vec::new();
    for (name, property) in schema.checked_properties(reader) {
        let Some(reference) = property.extensions().references(reader) else {
            continue;
        };
        let Some(called) = reference.name else {
            continue;
        };
        let Some(collection) = collection(schemas, envelope, primary, collections, &reference)
        else {
            continue;
        };
        let Some(field) = object.field(name) else {
            continue;
        };
        let Some(many) = holds_many(&field.ty) else {
            let message = "`x-references` on a property without ids";
            let help = "use `format: id`, or an array of it";
            reader.error(reference.node, message, help);
            continue;
        };
        associations.push(Association {
            name: methods.claim(called.value, Use::Value),
            field: field.name.clone(),
            many,
            optional: field.nullable || !field.required,
            collection,
        });
    }
    associations
}

/// The collection that `x-references` names; an error if there is none.
fn collection<'d>(
    schemas: &Schemas<'_, 'd>,
    envelope: &Struct,
    primary: &Collection,
    collections: &[Collection],
    reference: &ReferencesExtension<'d>,
) -> Option<Collection> {
    let target = reference.collection?;
    let mut known = collections.iter();
    if let Some(collection) = known.find(|known| known.wire_name == target.value) {
        return Some(collection.clone());
    }
    // Objects of a type that could not be found have been reported already.
    let field = envelope.field(target.value);
    if !field.is_some_and(|field| holds_unknown(&field.ty)) {
        let message = format!(
            "`{}` is not a collection of objects by id beside `{}`",
            target.value, primary.wire_name
        );
        let help = "name a property of the schema with `x-results`";
        schemas.reader().error(target.node, message, help);
    }
    None
}

/// Whether the type holds several ids; `None` if it holds none.
fn holds_many(ty: &Type) -> Option<bool> {
    match ty {
        Type::Id(_) => Some(false),
        Type::List(item) if matches!(**item, Type::Id(_)) => Some(true),
        _ => None,
    }
}

/// Whether this is a map of any values.
fn holds_unknown(ty: &Type) -> bool {
    matches!(ty, Type::Map { value, .. } if **value == Type::Any)
}
