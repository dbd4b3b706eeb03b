//! `x-property-names`: the keys of maps.

use crate::ir::MapKey;
use crate::lower::schema::merged::MergedSchema;
use crate::openapi::reader::Reader;

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
