//! Properties with a single value.

use super::merged::MergedSchema;
use super::nullable::is_nullable;
use crate::document::Value;
use crate::ir::Literal;
use crate::openapi::json_type::JsonType;
use crate::openapi::reader::Reader;
use crate::openapi::schema::Schema;

/// The required properties that have a single value.
pub(super) fn constants<'d>(
    reader: &Reader<'d>,
    merged: &MergedSchema<'d>,
) -> Vec<(&'d str, Literal)> {
    let properties = merged.properties();
    let list = properties.list.iter();
    list.filter(|(name, _)| properties.required.contains(name))
        .filter_map(|(name, schemas)| Some((*name, constant(reader, schemas)?)))
        .collect()
}

/// The single value that schemas allow together, null aside.
pub(super) fn constant<'d>(reader: &Reader<'d>, schemas: &[Schema<'d>]) -> Option<Literal> {
    if schemas.iter().any(|schema| is_nullable(reader, *schema)) {
        return None;
    }
    let merged = MergedSchema::of_all(reader, schemas);
    let values = merged.values();
    let [value] = values.as_slice() else {
        return None;
    };
    if merged.alternatives().is_some() {
        return None;
    }
    let (stated, _) = merged.stated_types();
    if stated.iter().any(|json_type| !json_type.holds(value)) {
        return None;
    }
    let is_string = stated == [JsonType::String];
    match &value.value {
        Value::Bool(value) if !is_string => Some(Literal::Bool(*value)),
        Value::Number(_) if !is_string => value.as_i64().map(Literal::Integer),
        _ => value.as_text().map(|text| Literal::Text(text.to_owned())),
    }
}
