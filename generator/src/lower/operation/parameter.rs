//! Parameters: the values that they take, and how these are written.

use super::bounds::{count, range};
use super::media_type::MediaKind;
use super::missing::is_list;
use super::naming::hint_of;
use super::path::{Placeholder, placeholders};
use crate::http::ParameterLocation;
use crate::ir::{Docs, ListStyle, Note, ParameterPlace, PartDescription, Range, Style, Type};
use crate::lock::sources;
use crate::lower::draft::{Parameter, ParameterKind, Shape};
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
    pub(in crate::lower) part: PartDescription,
    pub(in crate::lower) allows_empty: bool,
}

impl NamelessParameter {
    /// Its part of the document, as a lock writes it.
    pub(super) fn source(&self) -> String {
        sources::parameter(self.place, &self.wire_name)
    }

    fn is_header(&self, name: &str) -> bool {
        self.place == ParameterPlace::Header && self.wire_name.eq_ignore_ascii_case(name)
    }

    pub(super) fn named(self, name: Name) -> Parameter {
        Parameter {
            name,
            wire_name: self.wire_name,
            docs: self.docs,
            place: self.place,
            kind: self.kind,
            media_type: self.media_type,
            part: self.part,
            allows_empty: self.allows_empty,
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

    /// The header of this name, in whatever case.
    pub(in crate::lower) fn header(&self, name: &str) -> Option<&NamelessParameter> {
        let mut list = self.list.iter().map(|(parameter, _)| parameter);
        list.find(|parameter| parameter.is_header(name))
    }

    /// Notes that the client sends the header of this name by itself.
    pub(in crate::lower) fn fill_in(&mut self, name: &str) {
        for (parameter, is_required) in &mut self.list {
            if parameter.is_header(name) {
                *is_required = false;
                parameter.docs.notes.push(Note::FilledIn);
            }
        }
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

/// The parameters of the operation at `endpoint`, without `Authorization` if that is sent as credentials.
pub(super) fn lower_parameters<'d>(
    schemas: &mut Schemas<'_, 'd>,
    endpoint: &Endpoint<'d>,
    operation: &Operation<'d>,
    is_authorized: bool,
    hint: &NameHint,
) -> Parameters {
    let reader = schemas.reader();
    let placeholders = placeholders(endpoint.path);
    let is_paged = endpoint.extensions().has_paging();
    let mut parameters = Parameters { list: Vec::new() };
    let is_credentials = |stated: &&Stated<'_>| {
        let is_header = stated.location == ParameterLocation::Header;
        is_authorized && is_header && stated.name.eq_ignore_ascii_case("authorization")
    };
    for stated in operation
        .parameters
        .iter()
        .filter(|stated| !is_credentials(stated))
    {
        if is_possible(reader, stated, &placeholders) {
            let stated = in_path(stated, &placeholders);
            let parameter = lower_parameter(schemas, &stated, is_paged, hint);
            parameters.list.push((parameter, stated.required));
        }
    }
    for placeholder in placeholders {
        let placeholder = placeholder.name;
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
                part: PartDescription::default(),
                allows_empty: false,
            };
            parameters.list.push((parameter, true));
        }
    }
    parameters
}

/// The name of a parameter in the path. A document can state it with the plus of its placeholder.
fn name_in_path<'d>(stated: &Stated<'d>, placeholders: &[Placeholder<'_>]) -> Option<&'d str> {
    let is_known = |name: &&'d str| placeholders.iter().any(|known| known.name == *name);
    let names = [Some(stated.name), stated.name.strip_prefix('+')];
    names.into_iter().flatten().find(is_known)
}

/// The parameter with what its placeholder says of it.
fn in_path<'d>(stated: &Stated<'d>, placeholders: &[Placeholder<'_>]) -> Stated<'d> {
    let mut stated = *stated;
    if stated.location == ParameterLocation::Path
        && let Some(name) = name_in_path(&stated, placeholders)
    {
        stated.name = name;
        let mut reserved = placeholders.iter().filter(|known| known.is_reserved);
        stated.allow_reserved |= reserved.any(|known| known.name == name);
    }
    stated
}

/// Whether requests can have the parameter. Reports it if they cannot.
fn is_possible(reader: &Reader<'_>, stated: &Stated<'_>, placeholders: &[Placeholder<'_>]) -> bool {
    let name = stated.name;
    match stated.location {
        ParameterLocation::Path if name_in_path(stated, placeholders).is_none() => {
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
        ParameterLocation::QueryString => ParameterPlace::QueryString,
        ParameterLocation::Header => ParameterPlace::Header,
        ParameterLocation::Cookie if stated.is_plain_cookie => ParameterPlace::PlainCookie,
        ParameterLocation::Cookie => ParameterPlace::Cookie,
    };
    let kind = match stated.schema {
        Some(schema) => {
            let kind = kind(
                schemas,
                stated,
                schema,
                (place, is_paged),
                &hint_of(schemas, stated.node, &hint.child(stated.name)),
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
        allows_empty: allows_empty(schemas, stated, &kind),
        kind,
        media_type: None,
        part: PartDescription::default(),
    }
}

/// Whether the parameter can be sent with an empty value (`?name=`): if the document says so, or if the empty text is one of
/// its values. Reports what cannot be called like this.
fn allows_empty(schemas: &Schemas<'_, '_>, stated: &Stated<'_>, kind: &ParameterKind) -> bool {
    let reader = schemas.reader();
    let is_query = stated.location == ParameterLocation::Query;
    let types = schemas.types();
    let (is_listed, is_text) = match kind {
        ParameterKind::Single { ty, .. } => (
            types.has_empty_value(ty),
            *types.through_alias(ty) == Type::String,
        ),
        _ => (false, false),
    };
    let Some(at) = stated.allows_empty_value(reader) else {
        return is_query && is_listed;
    };
    if !is_query {
        let message = "`allowEmptyValue` is ignored: only a query parameter can have it";
        reader.degrade(at, message, "remove it");
    } else if stated.required && !is_text && !is_listed {
        let message = "`allowEmptyValue` is ignored: a required parameter of this type is sent with its value";
        reader.degrade(at, message, "make the parameter optional, or a string");
    }
    is_query
}

/// The documentation of a parameter: its own description, and the bounds of its schema.
fn docs_of<'d>(reader: &Reader<'d>, stated: &Stated<'d>, kind: &ParameterKind) -> Docs {
    // The title and description of a schema are printed with its type.
    let mut docs = stated
        .schema
        .map_or_else(Docs::default, |schema| docs(reader, schema));
    let described = stated.described();
    docs.summary = None;
    docs.description = stated.description(reader).map(str::to_owned);
    docs.deprecated |= described.is_deprecated(reader);
    let reason = described.deprecation_reason().map(str::to_owned);
    docs.reason = reason.or(docs.reason);
    docs.line = reader.line(stated.node);
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
    let is_text = (stated.media_type).is_some_and(|name| !is_json_content(name));
    if is_text && !is_scalar {
        let name = stated.media_type.unwrap_or_default();
        let message = format!(
            "a value of this type is not written in `{name}`: the caller passes it as text"
        );
        reader.degrade(
            stated.node,
            message,
            "describe it by `application/json`, or by `schema`",
        );
        return any_text();
    }
    let is_json = stated.media_type.is_some() && !is_text;
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
        needs_item: false,
    }
}

/// Whether the content of a parameter is JSON.
fn is_json_content(media_type: &str) -> bool {
    MediaKind::of(media_type) == MediaKind::Json
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
        Style::Matrix | Style::Label | Style::DeepObject | Style::Json | Style::ByKind => None,
    }
}

/// The values of a field of a form, or of a part. Values with parts are written as JSON, unless a style is stated. Each item of
/// a list is a part of its own (OpenAPI 3.1, section 4.8.14.5); in a form, the list is one field.
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
            let count = count(reader, target);
            ParameterKind::Files { count }
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
            let is_union = matches!(types.named(&ty), Some((_, Shape::Union(_))));
            let has_parts = place == ParameterPlace::Part && is_list(types, &ty);
            let default = match is_union || has_parts {
                true => Style::ByKind,
                false => Style::Json,
            };
            let (style, explode) = style.unwrap_or((default, false));
            ParameterKind::Styled {
                ty,
                style,
                explode: explode && !matches!(style, Style::Json | Style::DeepObject),
                reserved: false,
                needs_item: false,
            }
        }
    }
}
