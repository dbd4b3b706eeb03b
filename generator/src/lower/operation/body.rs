//! Bodies of requests: the encodings that an operation accepts.

use super::body_fields::lower_fields;
use super::body_json::JsonBody;
use super::media_type::{JSON, MediaKind, multipart_type, sent};
use super::naming::hint_of;
use super::parameter::NamelessParameter;
use super::stream::item_of;
use crate::ir::{Docs, FieldsBody, Framing, ParameterPlace, Passed, Type};
use crate::limits;
use crate::lower::direction::Direction;
use crate::lower::draft::{Body, BodyContent, ParameterKind, Shape, Types};
use crate::lower::schema::Schemas;
use crate::lower::schema::merged::MergedSchema;
use crate::lower::schema::name_hint::NameHint;
use crate::lower::schema::object::only_direction;
use crate::names::{Use, name};
use crate::openapi::json_type::JsonType;
use crate::openapi::operation::{MediaSchema, MediaType, Operation, RequestBody};
use crate::openapi::reader::Reader;
use crate::openapi::schema::Schema;
use crate::problem::Help;

/// The encodings of the body of an operation, one of each kind.
pub(in crate::lower) struct BodyEncodings<'d> {
    json: Option<JsonBody<'d>>,
    others: Vec<(MediaKind, MediaType<'d>)>,
    description: Option<&'d str>,
    required: bool,
    hint: NameHint,
}

/// One encoding of a body, or a request without one.
#[derive(Default)]
pub(super) struct BodyEncoding {
    /// A word that distinguishes it from the others.
    pub(super) word: &'static str,
    pub(super) body: Option<Body>,
    /// The fields of a form, or parts, each with whether it is required.
    pub(super) fields: Vec<(NamelessParameter, bool)>,
    /// The body that they make, or that parts without names make.
    pub(super) fields_body: Option<FieldsBody>,
}

impl<'d> BodyEncodings<'d> {
    /// Reads the media types of the body, and reports those that are not used.
    pub(super) fn read(
        schemas: &Schemas<'_, 'd>,
        operation: &Operation<'d>,
        hint: &NameHint,
    ) -> Self {
        let reader = schemas.reader();
        let mut encodings = Self {
            json: None,
            others: Vec::new(),
            description: None,
            required: false,
            hint: hint.child("body"),
        };
        let Some(body) = &operation.body else {
            return encodings;
        };
        encodings.hint = hint_of(schemas, body.node, &encodings.hint);
        encodings.description = body.described().description(reader);
        encodings.required = body.required;
        if body.content.is_empty() {
            let message = "the request body has no `content`";
            reader.error(body.node, message, "describe it as `application/json`");
        }
        // A request in any media type is sent as JSON, and one of items without a type as bytes.
        let kind_of = |content: &MediaType<'d>| match MediaKind::of_content(reader, content) {
            MediaKind::Any => MediaKind::Json,
            MediaKind::Lines | MediaKind::Sequence if !has_typed_items(reader, content) => {
                MediaKind::Bytes
            }
            kind => kind,
        };
        let has_json = (body.content.iter()).any(|content| kind_of(content) == MediaKind::Json);
        for content in &body.content {
            report_items(reader, content);
            encodings.add(reader, body, content, kind_of(content), has_json);
        }
        encodings
    }

    fn add(
        &mut self,
        reader: &Reader<'d>,
        body: &RequestBody<'d>,
        content: &MediaType<'d>,
        kind: MediaKind,
        has_json: bool,
    ) {
        let is_known = match kind {
            MediaKind::Json | MediaKind::Any => self.json.is_some(),
            // As text, it is the same as in JSON; one encoding is enough.
            MediaKind::Text | MediaKind::Events => has_json || self.has(kind),
            MediaKind::Form
            | MediaKind::Multipart
            | MediaKind::Bytes
            | MediaKind::Lines
            | MediaKind::Sequence => self.has(kind),
        };
        if is_known {
            let message = format!(
                "the body cannot be sent in `{}`: it is sent in another media type",
                content.name
            );
            let help = "remove it, or send it with another client";
            reader.degrade(body.node, message, help);
        } else if kind == MediaKind::Json {
            self.json = Some(json_body(reader, body, content));
        } else {
            self.others.push((kind, content.clone()));
        }
    }

    fn has(&self, kind: MediaKind) -> bool {
        self.others.iter().any(|(known, _)| *known == kind)
    }

    /// Whether the operation requires a body.
    pub(in crate::lower) fn is_required(&self) -> bool {
        self.required
    }

    /// The schema of the body in JSON.
    pub(in crate::lower) fn json_schema(&self) -> Option<Schema<'d>> {
        self.json.as_ref()?.schema
    }

    /// The body in JSON, of this schema. `passed` says how a value of a type is passed.
    pub(in crate::lower) fn lower_json(
        &self,
        schemas: &mut Schemas<'_, 'd>,
        schema: Schema<'d>,
        passed: impl FnOnce(&Types, &BodyContent) -> Passed,
    ) -> Option<Body> {
        let json = self.json.as_ref()?;
        json.lower(schemas, schema, self.description, passed, &self.hint)
    }

    /// All encodings, or a request without a body if there is none.
    pub(super) fn lower(&self, schemas: &mut Schemas<'_, 'd>) -> Vec<BodyEncoding> {
        let mut encodings = Vec::new();
        if let Some(json) = &self.json {
            let reader = schemas.reader();
            let body = json.schema.and_then(|schema| {
                let has_to_be_there = self.required || !takes_nothing(reader, schema);
                self.lower_json(schemas, schema, |types, content| match has_to_be_there {
                    true => Passed::Argument,
                    false => passed_if_optional(types, content),
                })
            });
            encodings.push(BodyEncoding {
                word: MediaKind::Json.word(),
                body: Some(body.unwrap_or_else(|| self.body(json.any_json(Type::Any)))),
                ..BodyEncoding::default()
            });
        }
        for (kind, content) in &self.others {
            encodings.push(BodyEncoding {
                word: kind.word(),
                ..self.lower_other(schemas, *kind, content)
            });
        }
        if encodings.is_empty() {
            encodings.push(BodyEncoding::default());
        }
        encodings
    }

    fn lower_other(
        &self,
        schemas: &mut Schemas<'_, 'd>,
        kind: MediaKind,
        content: &MediaType<'d>,
    ) -> BodyEncoding {
        let place = match kind {
            MediaKind::Form => ParameterPlace::Field,
            MediaKind::Multipart => ParameterPlace::Part,
            MediaKind::Json | MediaKind::Any | MediaKind::Events | MediaKind::Text => {
                let media_type = sent(content.name, "text/plain");
                // An operation with text beside its parameters often means something without it.
                return self.with_body(BodyContent::Text(media_type));
            }
            MediaKind::Lines | MediaKind::Sequence => {
                return self.with_value(self.lines(schemas, kind, content));
            }
            MediaKind::Bytes => {
                let media_type = sent(content.name, "application/octet-stream");
                return self.with_value(BodyContent::Bytes(media_type));
            }
        };
        let fields = lower_fields(schemas, content, place, &self.hint);
        let fields_body = fields_body(content, place, &fields, self.required);
        if !fields.is_empty() {
            return BodyEncoding {
                fields,
                fields_body: Some(fields_body),
                ..BodyEncoding::default()
            };
        }
        match (place, &content.schema) {
            (ParameterPlace::Part, _) => BodyEncoding {
                fields_body: Some(fields_body),
                ..self.with_body(unnamed_parts(schemas.reader(), content))
            },
            (_, MediaSchema::Schema(schema)) => {
                let form = whole_form(schemas, *schema, content, &self.hint);
                match takes_nothing(schemas.reader(), *schema) {
                    true => self.with_body(form),
                    false => self.with_value(form),
                }
            }
            _ => self.with_body(BodyContent::Form(Type::Any)),
        }
    }

    /// Several values, each in JSON.
    fn lines(
        &self,
        schemas: &mut Schemas<'_, 'd>,
        kind: MediaKind,
        content: &MediaType<'d>,
    ) -> BodyContent {
        let item = item_of(schemas.reader(), content);
        let hint = match content.item {
            Some(_) => self.hint.clone(),
            None => self.hint.child("item"),
        };
        BodyContent::Lines {
            item: item.map_or(Type::Any, |item| schemas.lower_inner(item, &hint)),
            framing: match kind {
                MediaKind::Sequence => Framing::Sequence,
                _ => Framing::Lines,
            },
            media_type: content.name.to_owned(),
        }
    }

    fn with_body(&self, content: BodyContent) -> BodyEncoding {
        BodyEncoding {
            body: Some(self.body(content)),
            ..BodyEncoding::default()
        }
    }

    /// A body that is an argument, although it can be left out: nothing is no value of it.
    fn with_value(&self, content: BodyContent) -> BodyEncoding {
        let mut encoding = self.with_body(content);
        if let Some(body) = &mut encoding.body {
            body.passed = Passed::Argument;
        }
        encoding
    }

    /// A body that the document says nothing more about.
    fn body(&self, content: BodyContent) -> Body {
        Body {
            name: name("body", Use::Value),
            docs: Docs {
                description: self.description.map(str::to_owned),
                ..Docs::default()
            },
            passed: match self.required {
                true => Passed::Argument,
                false => Passed::Method,
            },
            wrapper: None,
            content,
        }
    }
}

/// How a body is passed that can be left out, and whose empty value means the same. What has properties of its own is the
/// subject of its operation, and callers forget it only by mistake.
fn passed_if_optional(types: &Types, content: &BodyContent) -> Passed {
    let BodyContent::Json { ty, .. } = content else {
        return Passed::Method;
    };
    let (inner, is_nullable) = match types.through_alias(ty) {
        Type::Nullable(inner) => (&**inner, true),
        ty => (ty, false),
    };
    match types.named(inner) {
        Some((_, Shape::Struct(_))) if !is_nullable => Passed::ArgumentOrNone,
        Some((_, Shape::Struct(_) | Shape::Union(_))) => Passed::Argument,
        _ => Passed::Method,
    }
}

/// Whether a body of the schema that is left out means the same as an empty one: an object without required properties,
/// or anything. Callers forget any other one only by mistake, so that it is an argument, whatever the document says.
fn takes_nothing(reader: &Reader<'_>, schema: Schema<'_>) -> bool {
    is_empty_valid(reader, schema, limits::UNIONS_WITHIN_UNIONS)
}

fn is_empty_valid(reader: &Reader<'_>, schema: Schema<'_>, depth: usize) -> bool {
    let merged = MergedSchema::of(reader, schema);
    let properties = merged.properties();
    let is_sent = |name: &&&str| {
        let mut list = properties.list.iter();
        let of_name = list.find(|(known, _)| known == *name);
        of_name.is_none_or(|(_, parts)| only_direction(reader, parts) != Some(Direction::Received))
    };
    if properties.required.iter().any(|name| is_sent(&name)) {
        return false;
    }
    match merged.alternatives() {
        Some((_, alternatives)) if depth > 0 => (alternatives.into_iter())
            .any(|alternative| is_empty_valid(reader, alternative, depth - 1)),
        Some(_) => true,
        None => match merged.types().as_slice() {
            [] => true,
            types => types.contains(&JsonType::Object),
        },
    }
}

/// Whether the items of content have a type that is written as JSON. What the document calls a text is written by the caller.
fn has_typed_items<'d>(reader: &Reader<'d>, content: &MediaType<'d>) -> bool {
    let Some(item) = item_of(reader, content) else {
        return false;
    };
    let merged = MergedSchema::of(reader, item);
    match merged.types().as_slice() {
        [] => {
            merged.alternatives().is_some() || merged.parts().any(|part| !part.values().is_empty())
        }
        [JsonType::String] => content.item.is_some(),
        _ => true,
    }
}

/// Reports the items of a body that is sent as the caller passes it (`itemSchema`).
fn report_items(reader: &Reader<'_>, content: &MediaType<'_>) {
    let is_events = MediaKind::of_content(reader, content) == MediaKind::Events;
    if let Some(item) = content.item.filter(|_| is_events) {
        let message = format!(
            "`itemSchema` of a request body is not supported: the body in `{}` is sent as it is passed",
            content.name
        );
        let help = Help::for_callers("write each item as an event, as the media type says");
        reader.degrade(item.node(), message, help);
    }
}

/// The body that fields or parts make.
fn fields_body(
    content: &MediaType<'_>,
    place: ParameterPlace,
    fields: &[(NamelessParameter, bool)],
    is_required: bool,
) -> FieldsBody {
    let media_type = multipart_type(content.name).filter(|_| place == ParameterPlace::Part);
    let names = fields.iter().map(|(parameter, _)| parameter);
    let names = names.filter(|parameter| !matches!(parameter.kind, ParameterKind::Additional));
    FieldsBody {
        has_parts: place == ParameterPlace::Part,
        order: match &media_type {
            Some(_) => names.map(|parameter| parameter.wire_name.clone()).collect(),
            None => Vec::new(),
        },
        media_type,
        is_required: is_required && fields.iter().all(|(_, required)| !required),
    }
}

/// Parts that are not described by names.
fn unnamed_parts<'d>(reader: &Reader<'d>, content: &MediaType<'d>) -> BodyContent {
    if let MediaSchema::Schema(schema) = content.schema {
        let merged = MergedSchema::of(reader, schema);
        if merged.alternatives().is_some()
            || !matches!(merged.types().as_slice(), [] | [JsonType::Object])
        {
            let message = format!(
                "the parts of the body in `{}` are not described by names: the caller passes each of them",
                content.name
            );
            let help = "describe the body by an object with a property for each part";
            reader.degrade(schema.node(), message, help);
        }
    }
    BodyContent::Parts
}

/// A form that is not described by fields: an object, or else text that the caller has encoded.
fn whole_form<'d>(
    schemas: &mut Schemas<'_, 'd>,
    schema: Schema<'d>,
    content: &MediaType<'d>,
    hint: &NameHint,
) -> BodyContent {
    let reader = schemas.reader();
    let merged = MergedSchema::of(reader, schema);
    let is_object = merged.alternatives().is_some()
        || matches!(merged.types().as_slice(), [] | [JsonType::Object]);
    if is_object {
        return BodyContent::Form(schemas.lower(schema, hint));
    }
    let message = "a form can only be an object: the caller passes the body as text, encoded already (`name=value&…`)";
    let help = "describe the body by an object with a property for each field";
    reader.degrade(schema.node(), message, help);
    BodyContent::Text(sent(content.name, "application/x-www-form-urlencoded"))
}

fn json_body<'d>(
    reader: &Reader<'d>,
    body: &RequestBody<'d>,
    content: &MediaType<'d>,
) -> JsonBody<'d> {
    let schema = match content.schema {
        MediaSchema::Schema(schema) => Some(schema),
        MediaSchema::Fields(_) => None,
        MediaSchema::None => {
            let message = "the request body has no schema";
            reader.error(body.node, message, "describe it with `schema`");
            None
        }
    };
    JsonBody {
        schema,
        media_type: Some(sent(content.name, JSON)).filter(|media_type| media_type != JSON),
    }
}
