//! Bodies of requests: the ways to write them, wrappers and alternatives included.

use super::draft::{Body, BodyContent, Parameter, ParameterKind};
use super::parameter::{count, field_kind, split};
use super::schema::{Origin, Schemas};
use super::view::View;
use crate::ir::{Docs, Note, ParameterPlace, Style, Type};
use crate::names::{Use, name};
use crate::openapi::extensions::CallExtension;
use crate::openapi::operation::{Encoding, MediaSchema, MediaType, Operation};
use crate::openapi::reader::{Reader, Spanned};
use crate::openapi::schema::Schema;

const JSON: &str = "application/json";

/// The ways to write the body of an operation.
pub(super) struct Ways<'d> {
    /// The schema of its JSON, if it can be JSON.
    schema: Option<Schema<'d>>,
    /// The media type of it.
    json_type: Option<String>,
    others: Vec<(Kind, MediaType<'d>)>,
    has_json: bool,
    description: Option<String>,
    required: bool,
    origin: Origin,
}

/// One way to call an operation, as far as the body goes.
#[derive(Default)]
pub(super) struct Way {
    /// What tells it from the other ways.
    pub(super) word: &'static str,
    pub(super) body: Option<Body>,
    /// Fields of a form, or parts, each with whether it is required.
    pub(super) fields: Vec<(Parameter, bool)>,
}

/// What a media type means for the way a body is written or read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Json,
    Form,
    Multipart,
    Events,
    Text,
    Bytes,
}

impl Kind {
    /// What a media type is, parameters (`; charset=utf-8`) left aside.
    pub(super) fn of(media_type: &str) -> Self {
        let essence = media_type
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase();
        match essence.as_str() {
            "application/x-www-form-urlencoded" => Self::Form,
            "text/event-stream" => Self::Events,
            "*/*" | "application/*" | "application/json" | "text/json" | "json" | "" => Self::Json,
            json if json.ends_with("+json") || json.ends_with("/json") => Self::Json,
            "application/xml"
            | "application/yaml"
            | "application/x-yaml"
            | "application/graphql" => Self::Text,
            text if text.starts_with("text/")
                || text.ends_with("+xml")
                || text.ends_with("+yaml") =>
            {
                Self::Text
            }
            parts if parts.starts_with("multipart/") => Self::Multipart,
            _ => Self::Bytes,
        }
    }

    /// The same for content: what is said to be bytes is no JSON where any media type will do, and a file never is.
    pub(super) fn of_media(reader: &Reader<'_>, media: &MediaType<'_>) -> Self {
        let kind = Self::of(media.name);
        let MediaSchema::Schema(schema) = media.schema else {
            return kind;
        };
        let target = schema.resolved(reader);
        let is_bytes = target.states_binary() && media.name.contains('*');
        if kind == Self::Json && (is_bytes || target.is_file()) {
            Self::Bytes
        } else {
            kind
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Form => "form",
            Self::Multipart => "multipart",
            Self::Text | Self::Events => "text",
            Self::Bytes => "bytes",
        }
    }
}

/// A media type as it can stand in a header: any, where the document has no valid one.
pub(super) fn sendable(media_type: &str) -> String {
    let is_plain = |c: char| c.is_ascii_graphic() || c == ' ';
    if media_type.contains('/') && media_type.chars().all(is_plain) {
        media_type.to_owned()
    } else {
        "*/*".to_owned()
    }
}

/// Whether a text names one media type, and neither several nor a range of them.
fn is_one(media_type: &str) -> bool {
    sendable(media_type) == media_type && !media_type.contains([',', '*'])
}

/// The media type that a body is sent as: one, where the document allows a range of them.
fn sent(media_type: &str, otherwise: &str) -> String {
    let media_type = sendable(media_type);
    if media_type.contains('*') || media_type.contains(',') {
        otherwise.to_owned()
    } else {
        media_type
    }
}

impl<'d> Ways<'d> {
    pub(super) fn read(
        schemas: &Schemas<'_, 'd>,
        operation: &Operation<'d>,
        origin: &Origin,
    ) -> Self {
        let reader = schemas.reader;
        let mut ways = Self {
            schema: None,
            json_type: None,
            others: Vec::new(),
            has_json: false,
            description: None,
            required: false,
            origin: origin.child("body"),
        };
        let Some(body) = &operation.body else {
            return ways;
        };
        ways.description = body.described().description(reader).map(str::to_owned);
        ways.required = body.required;
        if body.content.is_empty() {
            let message = "the request body has no `content`";
            reader.error(body.node, message, "describe it as `application/json`");
        }
        let kinds: Vec<Kind> = body
            .content
            .iter()
            .map(|media| Kind::of_media(reader, media))
            .collect();
        for (media, kind) in body.content.iter().zip(&kinds) {
            let is_said = match kind {
                Kind::Json => ways.has_json,
                // The same as text as it is as JSON; one way to write it is enough.
                Kind::Text | Kind::Events => {
                    kinds.contains(&Kind::Json)
                        || ways.others.iter().any(|(known, _)| known == kind)
                }
                other => ways.others.iter().any(|(known, _)| known == other),
            };
            if is_said {
                let message = format!(
                    "a body in `{}` cannot be sent: there is another way to write it",
                    media.name
                );
                reader.degrade(
                    body.node,
                    message,
                    "remove it, or send it by a client of another kind",
                );
                continue;
            }
            if *kind != Kind::Json {
                ways.others.push((*kind, media.clone()));
                continue;
            }
            ways.has_json = true;
            ways.json_type = Some(sent(media.name, JSON)).filter(|media| media != JSON);
            ways.schema = match media.schema {
                MediaSchema::Schema(schema) => Some(schema),
                MediaSchema::Fields(_) => None,
                MediaSchema::None => {
                    reader.error(
                        body.node,
                        "the request body has no schema",
                        "describe it with `schema`",
                    );
                    None
                }
            };
        }
        ways
    }

    /// One for each kind of body; one without a body if there is none.
    pub(super) fn lower(&self, schemas: &mut Schemas<'_, 'd>) -> Vec<Way> {
        let mut ways = Vec::new();
        if self.has_json {
            let body = self
                .schema
                .and_then(|schema| self.lower_json(schemas, schema, self.required));
            let any = || BodyContent::Json {
                ty: Type::Any,
                media_type: self.json_type.clone(),
            };
            ways.push(Way {
                word: Kind::Json.word(),
                body: Some(body.unwrap_or_else(|| self.body(any()))),
                fields: Vec::new(),
            });
        }
        for (kind, media) in &self.others {
            let mut way = self.lower_other(schemas, *kind, media);
            way.word = kind.word();
            ways.push(way);
        }
        if ways.is_empty() {
            ways.push(Way::default());
        }
        ways
    }

    fn lower_other(&self, schemas: &mut Schemas<'_, 'd>, kind: Kind, media: &MediaType<'d>) -> Way {
        let place = match kind {
            Kind::Form => ParameterPlace::Field,
            Kind::Multipart => ParameterPlace::Part,
            Kind::Json | Kind::Events | Kind::Text => {
                return Way {
                    body: Some(self.body(BodyContent::Text(sent(media.name, "text/plain")))),
                    ..Way::default()
                };
            }
            Kind::Bytes => {
                return Way {
                    body: Some(self.body(BodyContent::Bytes(sent(
                        media.name,
                        "application/octet-stream",
                    )))),
                    ..Way::default()
                };
            }
        };
        let fields = match &media.schema {
            MediaSchema::Fields(fields) => fields
                .iter()
                .map(|field| {
                    let style = Some((field.style, field.explode))
                        .filter(|_| place == ParameterPlace::Field);
                    let kind = field_kind(
                        schemas,
                        field.schema,
                        place,
                        style,
                        &self.origin.child(field.name),
                    );
                    self.field(
                        schemas,
                        (field.name, field.schema),
                        place,
                        kind,
                        None,
                        field.required,
                    )
                })
                .collect(),
            MediaSchema::Schema(schema) => self.fields(schemas, *schema, place, media),
            MediaSchema::None => Vec::new(),
        };
        if fields.is_empty() {
            let content = match (place, &media.schema) {
                (ParameterPlace::Part, _) => BodyContent::Parts,
                (_, MediaSchema::Schema(schema)) => {
                    BodyContent::Form(schemas.lower(schema.0, &self.origin))
                }
                _ => BodyContent::Form(Type::Any),
            };
            return Way {
                body: Some(self.body(content)),
                ..Way::default()
            };
        }
        Way {
            fields,
            ..Way::default()
        }
    }

    /// The properties of a form as fields of it, each with how it is written (OpenAPI 3.0.3, section 4.7.15).
    fn fields(
        &self,
        schemas: &mut Schemas<'_, 'd>,
        schema: Schema<'d>,
        place: ParameterPlace,
        media: &MediaType<'d>,
    ) -> Vec<(Parameter, bool)> {
        let reader = schemas.reader;
        let view = View::of(reader, schema.0);
        if view.alternatives().is_some() {
            return Vec::new();
        }
        let properties = view.properties();
        let mut fields = Vec::new();
        for (wire, nodes) in &properties.list {
            let Some(schema) = nodes.last().copied().map(Schema) else {
                continue;
            };
            if schema.is_read_only() {
                continue;
            }
            let mut encodings = media.encodings.iter();
            let encoding = encodings.find(|encoding| encoding.property == *wire);
            let style = encoding.and_then(style);
            let kind = field_kind(schemas, schema, place, style, &self.origin.child(wire));
            let is_required = self.required && properties.required.contains(wire);
            // Of files and texts; of JSON, the style says it.
            let media_type = encoding
                .and_then(|encoding| encoding.content_type)
                .filter(|media| Kind::of(media) != Kind::Json && is_one(media))
                .filter(|_| place == ParameterPlace::Part)
                .map(str::to_owned);
            fields.push(self.field(
                schemas,
                (wire, schema),
                place,
                kind,
                media_type,
                is_required,
            ));
        }
        fields
    }

    fn field(
        &self,
        schemas: &Schemas<'_, 'd>,
        (wire, schema): (&str, Schema<'d>),
        place: ParameterPlace,
        kind: ParameterKind,
        media_type: Option<String>,
        required: bool,
    ) -> (Parameter, bool) {
        let mut docs = schemas.docs(schema.0);
        docs.summary = None;
        let parameter = Parameter {
            name: name(wire, Use::Value),
            wire_name: wire.to_owned(),
            docs,
            place,
            kind,
            media_type,
        };
        (parameter, required)
    }

    /// A body of which the document says nothing more than this.
    fn body(&self, content: BodyContent) -> Body {
        Body {
            name: name("body", Use::Value),
            docs: Docs {
                description: self.description.clone(),
                ..Docs::default()
            },
            required: self.required,
            wrapper: None,
            content,
        }
    }

    /// Every way to write the body is one of the calls, and a body that is required is in all of them.
    pub(super) fn check_calls(&self, schemas: &Schemas<'_, 'd>, calls: &[CallExtension<'d>]) {
        let reader = schemas.reader;
        let named = |pointer: &str| {
            let mut bodies = calls.iter().filter_map(|call| call.body);
            bodies.any(|body| body.value == pointer)
        };
        for part in self.alternatives().filter(|part| {
            let pointer = part.pointer();
            !pointer.is_some_and(named)
        }) {
            let message = "no item of `x-calls` has this body: it cannot be sent";
            reader.degrade(
                part.0,
                message,
                "add an item with `body`, or remove this one",
            );
        }
        for call in calls
            .iter()
            .filter(|call| self.required && call.body.is_none())
        {
            let message = "the operation requires a body, and this call has none";
            reader.error(
                call.node,
                message,
                "add `body`, or let the body be optional",
            );
        }
    }

    /// The parts of the body's `oneOf`, or the body itself.
    fn alternatives(&self) -> impl Iterator<Item = Schema<'d>> {
        let parts = self.schema.map_or(&[][..], Schema::one_of);
        self.schema
            .into_iter()
            .filter(move |_| parts.is_empty())
            .chain(parts.iter().map(Schema))
    }

    /// The body that an item of `x-calls` names: the schema itself, or a part of its `oneOf`.
    pub(super) fn alternative(
        &self,
        schemas: &mut Schemas<'_, 'd>,
        reference: Spanned<'d, &'d str>,
    ) -> Option<Body> {
        let reader = schemas.reader;
        let pointer = reference.value;
        let whole = self.schema.into_iter();
        let parts = self.schema.map_or(&[][..], Schema::one_of);
        let found = whole
            .chain(parts.iter().map(Schema))
            .find(|schema| schema.pointer() == Some(pointer));
        match found {
            // A call that has a body needs it, whatever the others do.
            Some(schema) => self.lower_json(schemas, schema, true),
            None => {
                let help = "write the `$ref` of the body's schema, or of a part of its `oneOf`";
                reader.error(
                    reference.node,
                    format!("`{pointer}` is no body of this operation"),
                    help,
                );
                None
            }
        }
    }

    fn lower_json(
        &self,
        schemas: &mut Schemas<'_, 'd>,
        schema: Schema<'d>,
        required: bool,
    ) -> Option<Body> {
        let reader = schemas.reader;
        let target = reader.resolve(schema.0).map(Schema)?;
        let (wrapper, value, wanted) = if target.extensions().is_wrapper(reader) {
            let [(property, value)] = target.checked_properties(reader) else {
                reader.error(
                    target.0,
                    "`x-unwrap` on a schema that has not exactly one property",
                    "keep one property, or remove `x-unwrap`",
                );
                return None;
            };
            (Some(property.clone()), Schema(value), property.as_str())
        } else {
            (None, schema, "body")
        };
        let list = value.extensions().comma_separated();
        let mut docs = schemas.docs(list.unwrap_or(value.0));
        docs.summary = None;
        // What is said of the wrapper speaks of what callers do not see.
        let said = list
            .and_then(|_| schemas.docs(value.0).description)
            .or(docs.description.take());
        docs.description = match &wrapper {
            Some(_) => said.or(self.description.clone()),
            None => self.description.clone().or(said),
        };
        let content = self.content(schemas, value)?;
        if let BodyContent::List { split: Some(_), .. }
        | BodyContent::Joined { split: Some(_), .. } = &content
        {
            docs.notes.push(Note::Split);
        }
        Some(Body {
            name: name(wanted, Use::Value),
            docs,
            required,
            wrapper,
            content,
        })
    }

    fn content(&self, schemas: &mut Schemas<'_, 'd>, value: Schema<'d>) -> Option<BodyContent> {
        let reader = schemas.reader;
        let target = reader.resolve(value.0).map(Schema)?;
        if let Some(list) = target.extensions().comma_separated() {
            let ty = schemas.lower(list, &self.origin);
            let item = match ty {
                Type::List(item) if schemas.types.defs.is_scalar(&item) => *item,
                _ => {
                    reader.error(
                        list,
                        "`x-comma-separated` is not a list of single values",
                        "describe an array of strings, numbers or ids",
                    );
                    return None;
                }
            };
            let count = count(reader, Schema(list).resolved(reader));
            let split = split(schemas, reader.resolve(list).map(Schema)?, &item, count);
            return Some(BodyContent::Joined { item, count, split });
        }
        let ty = schemas.lower(value.0, &self.origin);
        Some(match ty {
            Type::List(item) if self.json_type.is_none() => {
                let count = count(reader, target);
                let split = split(schemas, target, &item, count);
                BodyContent::List {
                    item: *item,
                    count,
                    split,
                }
            }
            ty => BodyContent::Json {
                ty,
                media_type: self.json_type.clone(),
            },
        })
    }
}

/// The style of a property, and whether it explodes, as far as the encoding states them.
fn style(encoding: &Encoding<'_>) -> Option<(Style, bool)> {
    let is_json = || {
        let media_type = encoding.content_type;
        media_type.is_some_and(|media_type| Kind::of(media_type) == Kind::Json)
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
