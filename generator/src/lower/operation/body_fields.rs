//! Bodies of fields: forms, and bodies of several parts.

use super::media_type::{MediaKind, is_single};
use super::parameter::{NamelessParameter, field_kind};
use crate::http::Style;
use crate::ir::ParameterPlace;
use crate::lower::direction::Direction;
use crate::lower::draft::ParameterKind;
use crate::lower::schema::Schemas;
use crate::lower::schema::docs::docs;
use crate::lower::schema::merged::MergedSchema;
use crate::lower::schema::name_hint::NameHint;
use crate::lower::schema::object::only_direction;
use crate::openapi::operation::{Encoding, FormField, MediaSchema, MediaType};
use crate::openapi::reader::Reader;
use crate::openapi::schema::Schema;

/// The fields of a body, each with whether it is required. There are none if the document names none.
pub(super) fn lower_fields<'d>(
    schemas: &mut Schemas<'_, 'd>,
    content: &MediaType<'d>,
    place: ParameterPlace,
    is_body_required: bool,
    hint: &NameHint,
) -> Vec<(NamelessParameter, bool)> {
    match &content.schema {
        MediaSchema::Fields(fields) => fields
            .iter()
            .map(|field| lower_field(schemas, field, place, hint))
            .collect(),
        MediaSchema::Schema(schema) => {
            let mut fields = lower_properties(schemas, *schema, &content.encodings, place, hint);
            for (_, required) in &mut fields {
                *required &= is_body_required;
            }
            fields
        }
        MediaSchema::None => Vec::new(),
    }
}

fn lower_field<'d>(
    schemas: &mut Schemas<'_, 'd>,
    field: &FormField<'d>,
    place: ParameterPlace,
    hint: &NameHint,
) -> (NamelessParameter, bool) {
    let style = Some((field.style, field.explode)).filter(|_| place == ParameterPlace::Field);
    let hint = hint.child(field.name);
    let kind = field_kind(schemas, field.schema, place, style, &hint);
    let parameter = parameter(schemas.reader(), field.name, field.schema, place, kind);
    (parameter, field.required)
}

/// The properties of a schema as fields, each written as its encoding states (OpenAPI 3.0.3, section 4.7.15).
fn lower_properties<'d>(
    schemas: &mut Schemas<'_, 'd>,
    schema: Schema<'d>,
    encodings: &[Encoding<'d>],
    place: ParameterPlace,
    hint: &NameHint,
) -> Vec<(NamelessParameter, bool)> {
    let reader = schemas.reader();
    let merged = MergedSchema::of(reader, schema);
    if merged.alternatives().is_some() {
        return Vec::new();
    }
    let properties = merged.properties();
    let mut fields = Vec::new();
    for (name, schemas_of_property) in &properties.list {
        let Some(property) = schemas_of_property.last().copied() else {
            continue;
        };
        if only_direction(reader, schemas_of_property) == Some(Direction::Received) {
            continue;
        }
        let mut encodings = encodings.iter();
        let encoding = encodings.find(|encoding| encoding.property == *name);
        let style = encoding.and_then(style);
        let kind = field_kind(schemas, property, place, style, &hint.child(name));
        let mut parameter = parameter(reader, name, property, place, kind);
        parameter.media_type = encoding
            .and_then(|encoding| encoding.content_type)
            // The media type of a JSON part follows from its style.
            .filter(|media_type| MediaKind::of(media_type) != MediaKind::Json)
            .filter(|media_type| is_single(media_type) && place == ParameterPlace::Part)
            .map(str::to_owned);
        fields.push((parameter, properties.required.contains(name)));
    }
    fields
}

fn parameter<'d>(
    reader: &Reader<'d>,
    wire_name: &str,
    schema: Schema<'d>,
    place: ParameterPlace,
    kind: ParameterKind,
) -> NamelessParameter {
    let mut docs = docs(reader, schema);
    docs.summary = None;
    NamelessParameter {
        wire_name: wire_name.to_owned(),
        docs,
        place,
        kind,
        media_type: None,
    }
}

/// The style of a property, and whether it explodes, as far as the encoding states them.
fn style(encoding: &Encoding<'_>) -> Option<(Style, bool)> {
    let is_json = || {
        let media_type = encoding.content_type;
        media_type.is_some_and(|media_type| MediaKind::of(media_type) == MediaKind::Json)
    };
    let style = match encoding.style {
        Some(style) => style,
        None if is_json() => Style::Json,
        None if encoding.explode.is_some() => Style::Form,
        None => return None,
    };
    let explode = encoding.explode;
    Some((style, explode.unwrap_or(style.explodes_by_default())))
}
