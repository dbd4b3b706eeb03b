//! Parameters: the values that they take, and how these are written.

use super::bounds::{count, range};
use crate::http::ParameterLocation;
use crate::ir::{Docs, ListStyle, Note, ParameterPlace, Range, Style, Type};
use crate::lower::draft::{Parameter, ParameterKind};
use crate::lower::extensions::split::{note, split_parameter};
use crate::lower::schema::Schemas;
use crate::lower::schema::docs::docs;
use crate::lower::schema::name_hint::NameHint;
use crate::lower::schema::nullable::is_nullable;
use crate::names::{Name, Use, name};
use crate::openapi::operation::{Endpoint, Operation, Parameter as Stated};
use crate::openapi::reader::Reader;
use crate::openapi::schema::Schema;

/// A parameter of an operation. Each call gives it a name.
#[derive(Clone)]
pub(in crate::lower) struct NamelessParameter {
    pub(in crate::lower) wire_name: String,
    pub(in crate::lower) docs: Docs,
    pub(in crate::lower) place: ParameterPlace,
    pub(in crate::lower) kind: ParameterKind,
    pub(in crate::lower) media_type: Option<String>,
}

impl NamelessParameter {
    pub(super) fn named(self, name: Name) -> Parameter {
        Parameter {
            name,
            wire_name: self.wire_name,
            docs: self.docs,
            place: self.place,
            kind: self.kind,
            media_type: self.media_type,
        }
    }
}

/// The parameters of an operation, those of its path item among them.
pub(in crate::lower) struct Parameters {
    list: Vec<(NamelessParameter, bool)>,
}

impl Parameters {
    /// Each parameter, and whether it is required.
    pub(in crate::lower) fn all(&self) -> Vec<(NamelessParameter, bool)> {
        self.list.clone()
    }

    /// The parameter of this name.
    pub(in crate::lower) fn get(&self, wire_name: &str) -> Option<&NamelessParameter> {
        let mut list = self.list.iter().map(|(parameter, _)| parameter);
        list.find(|parameter| parameter.wire_name == wire_name)
    }

    /// Whether the parameter of this name is required.
    pub(in crate::lower) fn is_required(&self, wire_name: &str) -> bool {
        let mut list = self.list.iter();
        list.any(|(parameter, is_required)| *is_required && parameter.wire_name == wire_name)
    }

    /// Whether there is a path parameter of this name.
    pub(in crate::lower) fn has_placeholder(&self, wire_name: &str) -> bool {
        let mut list = self.list.iter();
        list.any(|(parameter, _)| {
            parameter.place == ParameterPlace::Path && parameter.wire_name == wire_name
        })
    }
}

/// The parameters of the operation at `endpoint`.
pub(super) fn lower_parameters<'d>(
    schemas: &mut Schemas<'_, 'd>,
    endpoint: &Endpoint<'d>,
    operation: &Operation<'d>,
    hint: &NameHint,
) -> Parameters {
    let reader = schemas.reader();
    let placeholders = placeholders(endpoint.path);
    let is_paged = endpoint.extensions().has_paging();
    let mut parameters = Parameters { list: Vec::new() };
    for stated in &operation.parameters {
        if is_possible(reader, stated, &placeholders) {
            let parameter = lower_parameter(schemas, stated, is_paged, hint);
            parameters.list.push((parameter, stated.required));
        }
    }
    for placeholder in placeholders {
        if !parameters.has_placeholder(placeholder) {
            let message = format!("`{{{placeholder}}}` in the path has no parameter");
            let help = format!("add a parameter `{placeholder}` with `in: path`");
            reader.error(endpoint.node, message, help);
            let parameter = NamelessParameter {
                wire_name: placeholder.to_owned(),
                docs: Docs::default(),
                place: ParameterPlace::Path,
                kind: any_text(),
                media_type: None,
            };
            parameters.list.push((parameter, true));
        }
    }
    parameters
}

/// The names in braces, each once.
fn placeholders(path: &str) -> Vec<&str> {
    let mut placeholders: Vec<&str> = Vec::new();
    for part in path.split('{').skip(1) {
        if let Some((inside, _)) = part.split_once('}')
            && !placeholders.contains(&inside)
        {
            placeholders.push(inside);
        }
    }
    placeholders
}

/// Whether requests can have the parameter. Reports it if they cannot.
fn is_possible(reader: &Reader<'_>, stated: &Stated<'_>, placeholders: &[&str]) -> bool {
    let name = stated.name;
    match stated.location {
        ParameterLocation::Path if !placeholders.contains(&name) => {
            let message = format!("the path has no placeholder for `{name}`");
            let help = format!("add `{{{name}}}` to the path, or remove the parameter");
            reader.error(stated.node, message, help);
            false
        }
        ParameterLocation::Header if is_of_http(name) => {
            let message = format!("the header `{name}` is not a parameter: the client sets it");
            let help = "describe it by `content` or by a security scheme, and remove it";
            reader.degrade(stated.node, message, help);
            false
        }
        _ => true,
    }
}

/// Whether the client sets a header itself, so that no parameter can (OpenAPI 3.0.3, section 4.7.12.1).
fn is_of_http(name: &str) -> bool {
    ["accept", "content-type", "authorization"]
        .iter()
        .any(|known| name.eq_ignore_ascii_case(known))
}

fn any_text() -> ParameterKind {
    ParameterKind::Single {
        ty: Type::String,
        range: Range::default(),
    }
}

fn lower_parameter<'d>(
    schemas: &mut Schemas<'_, 'd>,
    stated: &Stated<'d>,
    is_paged: bool,
    hint: &NameHint,
) -> NamelessParameter {
    let reader = schemas.reader();
    let place = match stated.location {
        ParameterLocation::Path => ParameterPlace::Path,
        ParameterLocation::Query => ParameterPlace::Query,
        ParameterLocation::Header => ParameterPlace::Header,
        ParameterLocation::Cookie => ParameterPlace::Cookie,
    };
    if let Some(at) = stated.allows_empty_value(reader) {
        let message = "`allowEmptyValue` is ignored: a parameter is sent with its value";
        reader.degrade(at, message, "remove it");
    }
    let kind = match stated.schema {
        Some(schema) => {
            let kind = kind(
                schemas,
                stated,
                schema,
                (place, is_paged),
                &hint.child(stated.name),
            );
            if is_nullable(reader, schema) {
                let message = "null is ignored: a parameter cannot be null";
                let help = "remove null: an optional parameter can be left out";
                reader.degrade(schema.node(), message, help);
            }
            kind
        }
        None => {
            let message = format!("the parameter `{}` has no schema", stated.name);
            reader.error(stated.node, message, "add `schema`");
            any_text()
        }
    };
    NamelessParameter {
        wire_name: stated.name.to_owned(),
        docs: docs_of(reader, stated, &kind),
        place,
        kind,
        media_type: None,
    }
}

/// The documentation of a parameter: its own description, and the bounds of its schema.
fn docs_of<'d>(reader: &Reader<'d>, stated: &Stated<'d>, kind: &ParameterKind) -> Docs {
    // The title and description of a schema are printed with its type.
    let mut docs = stated
        .schema
        .map_or_else(Docs::default, |schema| docs(reader, schema));
    let described = stated.described();
    docs.summary = None;
    docs.description = described.description(reader).map(str::to_owned);
    docs.deprecated |= described.is_deprecated(reader);
    match kind {
        ParameterKind::DateRange { .. } => {
            docs.notes.retain(|note| !matches!(note, Note::Pattern(_)));
        }
        ParameterKind::List { split, .. } => docs.notes.extend(note(*split)),
        _ => {}
    }
    docs
}

/// The values that a parameter takes.
fn kind<'d>(
    schemas: &mut Schemas<'_, 'd>,
    stated: &Stated<'d>,
    schema: Schema<'d>,
    (place, is_paged): (ParameterPlace, bool),
    hint: &NameHint,
) -> ParameterKind {
    let reader = schemas.reader();
    let is_query = place == ParameterPlace::Query;
    let target = schema.resolved(reader);
    if is_query && target.is_only_true() {
        return ParameterKind::Flag;
    }
    let ty = schemas.lower(schema, hint);
    let plain = schemas.types().through_alias(&ty).clone();
    let is_scalar = schemas.types().is_scalar(&plain);
    let is_json = stated.media_type.is_some();
    let style = if is_json { Style::Json } else { stated.style };
    let is_plain = !stated.allow_reserved && !is_json;
    let is_common = is_plain && matches!(style, Style::Form | Style::Simple);
    if is_query && is_common && plain == Type::DateRange {
        return ParameterKind::DateRange {
            first: name("first", Use::Value),
            last: name("last", Use::Value),
        };
    }
    if let Type::List(item) = &plain
        && let Some(style) = list_style(style, stated.explode).filter(|_| is_plain)
        && schemas.types().is_scalar(item)
    {
        return list(schemas, target, item, (style, place), is_paged);
    }
    if is_scalar && (is_common || style == Style::DeepObject || is_query && is_plain) {
        let range = range(reader, target, &plain);
        return ParameterKind::Single { ty, range };
    }
    ParameterKind::Styled {
        ty,
        style,
        // JSON, deep objects and single values are never exploded.
        explode: stated.explode && !matches!(style, Style::Json | Style::DeepObject) && !is_scalar,
        reserved: stated.allow_reserved,
    }
}

fn list<'d>(
    schemas: &Schemas<'_, 'd>,
    schema: Schema<'d>,
    item: &Type,
    (style, place): (ListStyle, ParameterPlace),
    is_paged: bool,
) -> ParameterKind {
    let count = count(schemas.reader(), schema);
    ParameterKind::List {
        item: item.clone(),
        style,
        count,
        split: split_parameter(schemas, schema, item, count, (style, place), is_paged),
    }
}

/// How the items of a list are joined, if they are not written as one value.
fn list_style(style: Style, explode: bool) -> Option<ListStyle> {
    match style {
        Style::Simple => Some(ListStyle::Comma),
        Style::Form | Style::SpaceDelimited | Style::TabDelimited | Style::PipeDelimited
            if explode =>
        {
            Some(ListStyle::Repeat)
        }
        Style::Form => Some(ListStyle::Comma),
        Style::SpaceDelimited => Some(ListStyle::Space),
        Style::TabDelimited => Some(ListStyle::Tab),
        Style::PipeDelimited => Some(ListStyle::Pipe),
        Style::Matrix | Style::Label | Style::DeepObject | Style::Json => None,
    }
}

/// The values of a field of a form, or of a part. Values with parts are written as JSON, unless a style is stated.
pub(super) fn field_kind<'d>(
    schemas: &mut Schemas<'_, 'd>,
    schema: Schema<'d>,
    place: ParameterPlace,
    style: Option<(Style, bool)>,
    hint: &NameHint,
) -> ParameterKind {
    let reader = schemas.reader();
    let ty = schemas.lower(schema, hint);
    let types = schemas.types();
    let plain = types.through_alias(&ty);
    let target = schema.resolved(reader);
    let list_style = match style {
        None => Some(ListStyle::Repeat),
        Some((style, explode)) => list_style(style, explode),
    };
    match (plain, list_style) {
        (Type::Binary, _) if place == ParameterPlace::Part => ParameterKind::File,
        (Type::List(item), _)
            if place == ParameterPlace::Part && *types.through_alias(item) == Type::Binary =>
        {
            ParameterKind::Files
        }
        (Type::List(item), Some(style)) if types.is_scalar(item) => ParameterKind::List {
            item: (**item).clone(),
            style,
            count: count(reader, target),
            split: None,
        },
        (Type::Int32 | Type::Int64 | Type::UInt32 | Type::UInt64, _) => {
            let range = range(reader, target, plain);
            ParameterKind::Single { ty, range }
        }
        _ if types.is_scalar(plain) => ParameterKind::Single {
            ty,
            range: Range::default(),
        },
        _ => {
            let (style, explode) = style.unwrap_or((Style::Json, false));
            ParameterKind::Styled {
                ty,
                style,
                explode: explode && !matches!(style, Style::Json | Style::DeepObject),
                reserved: false,
            }
        }
    }
}
