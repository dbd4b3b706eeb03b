//! `x-property-names`: the keys of maps.

use crate::ir::MapKey;
use crate::lower::schema::merged::MergedSchema;
use crate::openapi::reader::Reader;
use crate::openapi::schema::Schema;

/// Whether the schemas of a property describe a map of objects by id.
pub(in crate::lower) fn is_by_id<'d>(reader: &Reader<'d>, schemas: &[Schema<'d>]) -> bool {
    schemas.iter().any(|schema| {
        let names = schema.extensions().property_names(reader);
        names.is_some_and(|names| names.format == Some("id"))
    })
}

/// The keys of a map: strings, unless the schema states that they are ids.
pub(in crate::lower) fn map_key<'d>(reader: &Reader<'d>, merged: &MergedSchema<'d>) -> MapKey {
    let names = merged.find(|part| part.extensions().property_names(reader));
    let Some(names) = names else {
        return MapKey::String;
    };
    match (names.type_name, names.format) {
        (Some("string"), Some("id")) => MapKey::Id,
        (Some("string"), None) => MapKey::String,
        _ => {
            let message = "`x-property-names` describes keys that are not supported";
            let help = "write `{type: string, format: id}`, or remove it";
            reader.error(names.node, message, help);
            MapKey::String
        }
    }
}
