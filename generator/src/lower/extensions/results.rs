//! `x-results`: how the list of results of a response leads to the objects in its maps.

use super::references::associations;
use crate::ir::{Collection, MapKey, Results, Type, TypeId};
use crate::lower::draft::{Field, Shape, Struct};
use crate::lower::schema::Schemas;
use crate::names::{Name, Scope, Use, name};
use crate::openapi::extensions::{ResultsExtension, Text};

/// Lowers `x-results` of every named schema that has it.
pub(in crate::lower) fn lower_results(schemas: &mut Schemas<'_, '_>) {
    let reader = schemas.reader();
    for (_, schema) in schemas.openapi().schemas() {
        let Some(id) = schemas.declared_type(schema) else {
            continue;
        };
        let Some(stated) = schema.extensions().results(reader) else {
            continue;
        };
        if let Some(results) = results(schemas, &stated, id) {
            schemas.types_mut().results.insert(id, results);
        }
    }
}

/// The fields that `x-results` names; `None`, with an error at the name that is wrong, if one does not fit.
fn results<'d>(
    schemas: &Schemas<'_, 'd>,
    stated: &ResultsExtension<'d>,
    id: TypeId,
) -> Option<Results> {
    let Some((_, envelope)) = schemas.structure(&Type::Named(id)) else {
        schemas.reader().error(
            stated.node,
            "`x-results` on a schema that is not an object with properties",
            "move it to one that is",
        );
        return None;
    };
    let misfit = |key: &str, name: Text<'_>, help: &str| misfit(schemas, stated, key, name, help);
    let list = envelope.field(stated.list?.value);
    let Some((list, Type::List(item))) = list.map(|list| (list, &list.ty)) else {
        let help = "name a property of this object that is an array of objects";
        misfit("list", stated.list, help);
        return None;
    };
    let Some((_, item)) = schemas.structure(item) else {
        let help = "describe the items of the array as objects with properties";
        misfit("list", stated.list, help);
        return None;
    };
    let is_there = |field: &&Field| field.required && !field.nullable;
    let key = item.field(stated.key?.value).filter(is_there);
    let Some(key) = key.filter(|key| is_text(schemas, &key.ty)) else {
        let help = "name a required property of the items that is a string or an enum";
        misfit("key", stated.key, help);
        return None;
    };
    let id = item.field(stated.id?.value).filter(is_there);
    let Some(id) = id.filter(|id| matches!(id.ty, Type::Id(_))) else {
        let help = "name a required property of the items with `format: id`";
        misfit("id", stated.id, help);
        return None;
    };
    let Some(primary) = collection(envelope, stated.primary?.value) else {
        let help =
            "name a property of this object that is a map of objects by id (`x-property-names`)";
        misfit("primary", stated.primary, help);
        return None;
    };
    let [list, key, id] = [list, key, id].map(|field| field.name.clone());
    linked(schemas, envelope, [list, key, id], primary)
}

/// The links of an envelope: its list, with the key and the id of an item, leads to its collections.
fn linked(
    schemas: &Schemas<'_, '_>,
    envelope: &Struct,
    [list, key, id]: [Name; 3],
    primary: Collection,
) -> Option<Results> {
    let object = schemas.types().get(primary.item)?;
    let collections = collections(envelope);
    let mut methods = Scope::default();
    // The constructor.
    methods.claim("new", Use::Value);
    let in_order = methods.claim(&primary.wire_name, Use::Value);
    Some(Results {
        unreadable: envelope.unreadable.clone()?,
        each_unreadable: methods.claim("unreadable", Use::Value),
        list,
        key,
        id,
        associations: associations(schemas, envelope, &primary, &collections, methods),
        collections,
        object: name(object.name.as_str(), Use::Value),
        in_order,
        primary,
    })
}

/// Reports that a name in `x-results` is not that of a property which fits.
fn misfit(
    schemas: &Schemas<'_, '_>,
    stated: &ResultsExtension<'_>,
    key: &str,
    name: Text<'_>,
    help: &str,
) {
    let at = name.map_or(stated.node, |name| name.node);
    let message = format!("`{key}` of `x-results` does not name a suitable property");
    schemas.reader().error(at, message, help);
}

/// Whether values of the type have a text: `String::as_str`, or that of an enum.
fn is_text(schemas: &Schemas<'_, '_>, ty: &Type) -> bool {
    match ty {
        Type::String => true,
        Type::Named(id) => matches!(schemas.types().shape(*id), Some(Shape::StringEnum(_))),
        _ => false,
    }
}

/// The properties that are maps of objects by id.
fn collections(envelope: &Struct) -> Vec<Collection> {
    let fields = envelope.fields.iter();
    fields
        .filter_map(|field| collection(envelope, &field.wire_name))
        .collect()
}

/// The property of this name, if it is a map of objects by id.
fn collection(envelope: &Struct, name: &str) -> Option<Collection> {
    let field = envelope.field(name)?;
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
