//! `x-results` and `x-references`: how the objects of an answer are linked.

use super::draft::{Field, Shape, Struct};
use super::schema::Schemas;
use crate::document::Node;
use crate::ir::{Association, Collection, MapKey, Results, Type, TypeId};
use crate::names::{Scope, Use, name};
use crate::openapi::extensions::{ResultsExtension, Text};
use crate::openapi::schema::Schema;

/// Reads `x-results` of every schema of `components` that has it.
pub(super) fn lower_results<'d>(schemas: &mut Schemas<'_, 'd>, components: &'d [(String, Node)]) {
    for (_, schema) in components {
        let Some(id) = schemas.type_of(schema) else {
            continue;
        };
        let Some(stated) = Schema(schema).extensions().results(schemas.reader) else {
            continue;
        };
        let Some(results) = results(schemas, &stated, id, components) else {
            continue;
        };
        schemas.types.defs.results.insert(id, results);
    }
}

fn field<'s>(shape: &'s Struct, wire: &str) -> Option<&'s Field> {
    shape.field(wire)
}

/// What `x-results` comes to; `None`, with an error at the part that is wrong, if it does not fit.
fn results<'d>(
    schemas: &Schemas<'_, 'd>,
    stated: &ResultsExtension<'d>,
    id: TypeId,
    components: &'d [(String, Node)],
) -> Option<Results> {
    let reader = schemas.reader;
    let Some((_, envelope)) = schemas.as_struct(&Type::Named(id)) else {
        reader.error(
            stated.node,
            "`x-results` on a schema that is no object with properties",
            "move it to one that is",
        );
        return None;
    };
    let misfit = |key: &str, name: Text<'_>, help: &str| {
        reader.error(
            name.map_or(stated.node, |name| name.node),
            format!("`{key}` of `x-results` does not fit the properties"),
            help,
        );
    };
    let list = field(envelope, stated.list?.value).filter(|list| matches!(list.ty, Type::List(_)));
    let Some((list, Type::List(item))) = list.map(|list| (list, &list.ty)) else {
        misfit(
            "list",
            stated.list,
            "name a property of this object that is an array of objects",
        );
        return None;
    };
    let Some((_, item)) = schemas.as_struct(item) else {
        misfit(
            "list",
            stated.list,
            "let the items of the array be objects with properties",
        );
        return None;
    };
    let is_there = |field: &&Field| field.required && !field.nullable;
    let key = field(item, stated.key?.value)
        .filter(is_there)
        .filter(|key| is_text(schemas, &key.ty));
    let Some(key) = key else {
        misfit(
            "key",
            stated.key,
            "name a required property of the items that is a string or an enum",
        );
        return None;
    };
    let id = field(item, stated.id?.value)
        .filter(is_there)
        .filter(|id| matches!(id.ty, Type::Id(_)));
    let Some(id) = id else {
        misfit(
            "id",
            stated.id,
            "name a required property of the items with `format: id`",
        );
        return None;
    };
    let Some(primary) = collection(envelope, stated.primary?.value) else {
        misfit(
            "primary",
            stated.primary,
            "name a property of this object that is a map of objects by id (`x-property-names`)",
        );
        return None;
    };
    let object = schemas.types.defs.get(primary.item)?.name.clone();
    let associations = associations(schemas, envelope, &primary, components);
    Some(Results {
        list: list.name.clone(),
        key: key.name.clone(),
        id: id.name.clone(),
        collections: (envelope.fields.iter())
            .filter_map(|field| collection(envelope, &field.wire_name))
            .map(|collection| collection.wire_name)
            .collect(),
        primary,
        object: name(object.as_str(), Use::Value),
        associations,
    })
}

/// Whether values of the type have a text: `String::as_str`, or that of an enum.
fn is_text(schemas: &Schemas<'_, '_>, ty: &Type) -> bool {
    match ty {
        Type::String => true,
        Type::Named(id) => matches!(schemas.types.defs.shape(*id), Some(Shape::StringEnum(_))),
        _ => false,
    }
}

/// The property `wire`, if it is a map of objects by id.
fn collection(envelope: &Struct, wire: &str) -> Option<Collection> {
    let field = field(envelope, wire)?;
    match &field.ty {
        Type::Map {
            key: MapKey::Id,
            value,
        } => match **value {
            Type::Named(item) => Some(Collection {
                field: field.name.clone(),
                wire_name: field.wire_name.clone(),
                item,
            }),
            _ => None,
        },
        _ => None,
    }
}

/// Whether this is a map whose values have no type.
fn holds_unknown(ty: &Type) -> bool {
    matches!(ty, Type::Map { value, .. } if **value == Type::Any)
}

/// What the fields of the primary collection's objects refer to.
fn associations<'d>(
    schemas: &Schemas<'_, 'd>,
    envelope: &Struct,
    primary: &Collection,
    components: &'d [(String, Node)],
) -> Vec<Association> {
    let reader = schemas.reader;
    let Some((_, object)) = schemas.as_struct(&Type::Named(primary.item)) else {
        return Vec::new();
    };
    let Some((_, schema)) = components
        .iter()
        .find(|(_, node)| schemas.type_of(node) == Some(primary.item))
    else {
        return Vec::new();
    };
    let mut scope = Scope::default();
    // The method that goes through the primary collection has its name, and one makes the object.
    scope.claim(&primary.wire_name, Use::Value);
    scope.claim("new", Use::Value);
    let mut associations = Vec::new();
    for (wire, property) in Schema(schema).checked_properties(reader) {
        let Some(reference) = Schema(property).extensions().references(reader) else {
            continue;
        };
        let (Some(target), Some(called)) = (reference.collection, reference.name) else {
            continue;
        };
        let Some(collection) = collection(envelope, target.value) else {
            // Objects of a type that could not be found have been spoken of already.
            if field(envelope, target.value).is_some_and(|field| holds_unknown(&field.ty)) {
                continue;
            }
            reader.error(
                target.node,
                format!(
                    "`{}` is no collection of objects by id beside `{}`",
                    target.value, primary.wire_name
                ),
                "name a property of the schema with `x-results`",
            );
            continue;
        };
        let Some(field) = field(object, wire) else {
            continue;
        };
        let many = match &field.ty {
            Type::Id(_) => false,
            Type::List(item) if matches!(**item, Type::Id(_)) => true,
            _ => {
                reader.error(
                    reference.node,
                    "`x-references` on a property that holds no ids",
                    "use `format: id`, or an array of it",
                );
                continue;
            }
        };
        associations.push(Association {
            name: scope.claim(called.value, Use::Value),
            field: field.name.clone(),
            many,
            optional: field.nullable || !field.required,
            collection,
        });
    }
    associations
}
