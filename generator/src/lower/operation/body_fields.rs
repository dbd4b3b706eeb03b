//! Bodies of fields: forms, and bodies of several parts.

use super::media_type::MediaKind;
use super::missing::require_item;
use super::parameter::{NamelessParameter, field_kind};
use super::part::lower_part;
use crate::http::Style;
use crate::ir::{Note, ParameterPlace, PartDescription};
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
    hint: &NameHint,
) -> Vec<(NamelessParameter, bool)> {
    match &content.schema {
        MediaSchema::Fields(fields) => fields
            .iter()
            .map(|field| lower_field(schemas, field, place, hint))
            .collect(),
        MediaSchema::Schema(schema) => {
            lower_properties(schemas, *schema, &content.encodings, place, hint)
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
        let hint = hint.child(name);
        let part = match place {
            ParameterPlace::Part => lower_part(schemas, property, encoding, &hint),
            _ => field_kind(schemas, property, place, encoding.and_then(style), &hint).into(),
        };
        let mut parameter = parameter(reader, name, property, place, part.kind);
        parameter.media_type = part.media_type;
        parameter.part = part.description;
        let notes = notes(&parameter);
        parameter.docs.notes.extend(notes);
        let is_required = properties.required.contains(name);
        if is_required {
            // Without an item, a list would be missing.
            require_item(schemas.types(), place, &mut parameter.kind);
        }
        fields.push((parameter, is_required));
    }
    let other = properties.others.first();
    if let Some(schema) = other.filter(|_| place == ParameterPlace::Part && !fields.is_empty()) {
        fields.push((additional(schemas, schema, hint), false));
    }
    fields
}

/// The facts that callers have to know of a part.
fn notes(parameter: &NamelessParameter) -> Vec<Note> {
    let part = &parameter.part;
    let mut notes = Vec::new();
    if !part.media_types.is_empty() {
        notes.push(Note::MediaTypes(part.media_types.clone()));
    }
    let json = parameter.media_type.as_ref().filter(|media_type| {
        let is_single = matches!(parameter.kind, ParameterKind::Single { .. });
        is_single && MediaKind::of(media_type) == MediaKind::Json
    });
    notes.extend(json.map(|json| Note::TextIn(json.clone())));
    let missing = part.headers.iter().filter(|header| header.value.is_none());
    notes.extend(missing.map(|header| Note::PartHeader(header.name.clone())));
    notes
}

/// The parts that the document does not name.
fn additional<'d>(
    schemas: &mut Schemas<'_, 'd>,
    schema: Schema<'d>,
    hint: &NameHint,
) -> NamelessParameter {
    let hint = hint.child("additional part");
    let part = lower_part(schemas, schema, None, &hint);
    let media_type = match part.kind {
        ParameterKind::File | ParameterKind::Files { .. } if schema.as_bool().is_none() => {
            Some("application/octet-stream".to_owned())
        }
        ParameterKind::Styled { .. } => Some("application/json".to_owned()),
        _ => None,
    };
    let mut parameter = parameter(
        schemas.reader(),
        "additional part",
        schema,
        ParameterPlace::Part,
        ParameterKind::Additional,
    );
    let summary = "Adds a part that the document does not name.";
    let description = parameter.docs.description.take();
    let all = [Some(summary.to_owned()), description];
    let all: Vec<String> = all.into_iter().flatten().collect();
    parameter.docs.description = Some(all.join("\n\n"));
    parameter.media_type = part.media_type.or(media_type);
    parameter
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
        part: PartDescription::default(),
        allows_empty: false,
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
