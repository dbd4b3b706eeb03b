//! Streams: the items of a response that are delivered one by one.

use super::media_type::MediaKind;
use crate::ir::{Framing, Type};
use crate::lower::draft::Output;
use crate::lower::schema::Schemas;
use crate::lower::schema::merged::MergedSchema;
use crate::lower::schema::name_hint::NameHint;
use crate::openapi::json_type::JsonType;
use crate::openapi::operation::{MediaSchema, MediaType};
use crate::openapi::reader::Reader;
use crate::openapi::schema::Schema;

/// The fields of an event (HTML, section 9.2.6; OpenAPI 3.2, section 4.14).
const FIELDS: [&str; 4] = ["data", "event", "id", "retry"];

/// How many alternatives within alternatives can be events.
const NESTED: usize = 4;

/// The content of a stream of this kind.
pub(super) fn stream<'d>(
    schemas: &mut Schemas<'_, 'd>,
    kind: MediaKind,
    content: &MediaType<'d>,
    hint: &NameHint,
) -> Output {
    let reader = schemas.reader();
    let item = item_of(reader, content);
    let is_envelope =
        kind == MediaKind::Events && item.is_some_and(|item| is_envelope(reader, item, NESTED));
    if let Some(item) = item.filter(|_| is_envelope) {
        open_data(schemas, item, NESTED);
    }
    let ty = item.map(|item| schemas.lower_inner(item, hint));
    match kind {
        MediaKind::Lines => Output::Items(ty.unwrap_or(Type::Any), Framing::Lines),
        MediaKind::Sequence => Output::Items(ty.unwrap_or(Type::Any), Framing::Sequence),
        _ => Output::Events {
            // Without a schema, the data can be any text.
            data: ty.unwrap_or(Type::String),
            is_envelope,
        },
    }
}

/// The schema of an item. That of the whole body is an array of them, or, in versions before 3.2, often the item's.
pub(in crate::lower) fn item_of<'d>(
    reader: &Reader<'d>,
    content: &MediaType<'d>,
) -> Option<Schema<'d>> {
    if content.item.is_some() {
        return content.item;
    }
    let MediaSchema::Schema(schema) = content.schema else {
        return None;
    };
    let target = schema.resolved(reader);
    let is_array = target.types().as_slice() == [JsonType::Array];
    Some(target.items().filter(|_| is_array).unwrap_or(schema))
}

/// Whether the schema describes an event with its fields, and not only the data of one.
pub(in crate::lower) fn is_envelope<'d>(
    reader: &Reader<'d>,
    schema: Schema<'d>,
    left: usize,
) -> bool {
    let merged = MergedSchema::of(reader, schema);
    let properties = merged.properties();
    let names = || properties.list.iter().map(|(name, _)| *name);
    let has_only_fields = names().all(|name| FIELDS.contains(&name));
    if !has_only_fields || properties.others.are_stated() {
        return false;
    }
    if names().any(|name| name == "data") {
        return true;
    }
    let alternatives = merged
        .alternatives()
        .map(|(_, list)| list)
        .unwrap_or_default();
    left > 0
        && !alternatives.is_empty()
        && alternatives
            .iter()
            .all(|part| is_envelope(reader, *part, left - 1))
}

/// Lets the data of events be the JSON that it holds, where the schema describes that.
fn open_data<'d>(schemas: &mut Schemas<'_, 'd>, schema: Schema<'d>, left: usize) {
    let merged = MergedSchema::of(schemas.reader(), schema);
    for (_, parts) in merged
        .properties()
        .list
        .iter()
        .filter(|(name, _)| *name == "data")
    {
        for part in parts {
            schemas.open_content(*part);
        }
    }
    let alternatives = merged
        .alternatives()
        .map(|(_, list)| list)
        .unwrap_or_default();
    for part in alternatives.iter().filter(|_| left > 0) {
        open_data(schemas, *part, left - 1);
    }
}
