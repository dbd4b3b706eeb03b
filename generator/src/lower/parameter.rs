//! Parameters: what they take, and how they are written on the wire.

use super::draft::{Parameter, ParameterKind};
use super::schema::{Origin, Schemas};
use crate::ir::{Count, ListStyle, Note, ParameterPlace, Range, Style, Type};
use crate::names::{Use, name};
use crate::openapi::operation::{Endpoint, Operation, Parameter as Declared, ParameterLocation};
use crate::openapi::reader::Reader;
use crate::openapi::schema::{Bound, Schema};

/// The parameters of an operation, those of its path item among them.
pub(super) struct Parameters {
    list: Vec<(Parameter, bool)>,
}

impl Parameters {
    /// Each with whether it is required.
    pub(super) fn all(&self) -> Vec<(Parameter, bool)> {
        self.list.clone()
    }

    pub(super) fn get(&self, wire: &str) -> Option<&Parameter> {
        self.list
            .iter()
            .map(|(parameter, _)| parameter)
            .find(|parameter| parameter.wire_name == wire)
    }

    pub(super) fn has(&self, wire: &str) -> bool {
        self.get(wire).is_some()
    }
}

/// The parameters of the operation at `endpoint`.
pub(super) fn lower_parameters<'d>(
    schemas: &mut Schemas<'_, 'd>,
    endpoint: &Endpoint<'d>,
    operation: &Operation<'d>,
    origin: &Origin,
) -> Parameters {
    let reader = schemas.reader;
    let placeholders = placeholders(endpoint.path);
    let mut list = Vec::new();
    for declared in &operation.parameters {
        if declared.location == ParameterLocation::Path && !placeholders.contains(&declared.name) {
            let message = format!("the path has no place for `{}`", declared.name);
            let help = format!(
                "add `{{{}}}` to the path, or remove the parameter",
                declared.name
            );
            reader.error(declared.node, message, help);
            continue;
        }
        if declared.location == ParameterLocation::Header && is_of_http(declared.name) {
            let message = format!(
                "the header `{}` is no parameter: the client sets it itself",
                declared.name
            );
            let help = "describe it by `content` or by a security scheme, and remove it";
            reader.degrade(declared.node, message, help);
            continue;
        }
        list.push(lower_parameter(schemas, declared, origin));
    }
    for placeholder in placeholders {
        let is_it = |(parameter, _): &(Parameter, bool)| {
            parameter.place == ParameterPlace::Path && parameter.wire_name == placeholder
        };
        if !list.iter().any(is_it) {
            let help = format!("add a parameter `{placeholder}` with `in: path`");
            reader.error(
                endpoint.node,
                format!("`{{{placeholder}}}` in the path has no parameter"),
                help,
            );
            list.push((text_in_path(placeholder), true));
        }
    }
    Parameters { list }
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

/// Headers that no parameter can set (OpenAPI 3.0.3, section 4.7.12.1).
fn is_of_http(name: &str) -> bool {
    ["accept", "content-type", "authorization"]
        .iter()
        .any(|known| name.eq_ignore_ascii_case(known))
}

fn text_in_path(wire: &str) -> Parameter {
    Parameter {
        name: name(wire, Use::Value),
        wire_name: wire.to_owned(),
        docs: Default::default(),
        place: ParameterPlace::Path,
        kind: ParameterKind::Single {
            ty: Type::String,
            range: Range::default(),
        },
        media_type: None,
    }
}

fn lower_parameter<'d>(
    schemas: &mut Schemas<'_, 'd>,
    declared: &Declared<'d>,
    origin: &Origin,
) -> (Parameter, bool) {
    let reader = schemas.reader;
    let (node, wire) = (declared.node, declared.name);
    let place = match declared.location {
        ParameterLocation::Path => ParameterPlace::Path,
        ParameterLocation::Query => ParameterPlace::Query,
        ParameterLocation::Header => ParameterPlace::Header,
        ParameterLocation::Cookie => ParameterPlace::Cookie,
    };
    if let Some(at) = declared.allows_empty_value(reader) {
        reader.degrade(
            at,
            "`allowEmptyValue` is ignored: values are never empty by themselves",
            "remove it",
        );
    }
    let (kind, mut docs) = match declared.schema {
        Some(schema) => {
            let kind = kind(schemas, declared, schema, place, &origin.child(wire));
            if schemas.is_nullable(schema.0) {
                reader.degrade(
                    schema.0,
                    "null is ignored: a parameter has no way to write it",
                    "remove it; a parameter can be left out",
                );
            }
            (kind, schemas.docs(schema.0))
        }
        None => {
            let message = format!("the parameter `{wire}` has no schema");
            reader.error(node, message, "add `schema`");
            (text_in_path(wire).kind, Default::default())
        }
    };
    // What the type of a parameter says of itself is said there; limits are said here again.
    docs.summary = None;
    let described = declared.described();
    docs.description = described.description(reader).map(str::to_owned);
    docs.deprecated |= described.is_deprecated(reader);
    if matches!(kind, ParameterKind::DateRange { .. }) {
        docs.notes.retain(|note| !matches!(note, Note::Pattern(_)));
    }
    if matches!(kind, ParameterKind::List { split: Some(_), .. }) {
        docs.notes.push(Note::Split);
    }
    let usage = if declared.required {
        Use::Value
    } else {
        Use::Setter
    };
    let parameter = Parameter {
        name: name(wire, usage),
        wire_name: wire.to_owned(),
        docs,
        place,
        kind,
        media_type: None,
    };
    (parameter, declared.required)
}

/// What a parameter takes.
fn kind<'d>(
    schemas: &mut Schemas<'_, 'd>,
    declared: &Declared<'d>,
    schema: Schema<'d>,
    place: ParameterPlace,
    origin: &Origin,
) -> ParameterKind {
    let reader = schemas.reader;
    let target = schema.resolved(reader);
    if place == ParameterPlace::Query && target.is_only_true() {
        return ParameterKind::Flag;
    }
    let ty = schemas.lower(schema.0, origin);
    let plain = schemas.types.defs.through_alias(&ty).clone();
    let style = match declared.media_type {
        Some(_) => Style::Json,
        None => declared.style,
    };
    let is_usual = !declared.allow_reserved
        && declared.media_type.is_none()
        && matches!(style, Style::Form | Style::Simple);
    let is_written = declared.allow_reserved || declared.media_type.is_some();
    let list_style = list_style(style, declared.explode).filter(|_| !is_written);
    match plain {
        Type::DateRange if is_usual && place == ParameterPlace::Query => ParameterKind::DateRange {
            first: name("first", Use::Value),
            last: name("last", Use::Value),
        },
        Type::List(item) if list_style.is_some() && schemas.types.defs.is_scalar(&item) => {
            let count = count(reader, target);
            let style = list_style.unwrap_or(ListStyle::Comma);
            let mut split = split(schemas, target, &item, count);
            if let Some(at) = target.extensions().split(reader)
                && split.is_some()
                && (style != ListStyle::Comma || place != ParameterPlace::Query)
            {
                let message = "`x-split` on a list that is not joined by commas is not supported";
                reader.error(at, message, "use `explode: false`, in the query");
                split = None;
            }
            ParameterKind::List {
                item: *item,
                style,
                count,
                split,
            }
        }
        _ if schemas.types.defs.is_scalar(&plain)
            && (is_usual
                || style == Style::DeepObject
                || place == ParameterPlace::Query
                    && declared.media_type.is_none()
                    && !declared.allow_reserved) =>
        {
            let range = range(reader, target, &plain);
            ParameterKind::Single { ty, range }
        }
        _ => ParameterKind::Styled {
            ty,
            style,
            // These are written in one way only, and so is what has no parts.
            explode: declared.explode
                && !matches!(style, Style::Json | Style::DeepObject)
                && !schemas.types.defs.is_scalar(&plain),
            reserved: declared.allow_reserved,
        },
    }
}

/// How the items of a list are written one after another, where they are not written as one value.
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

/// What one field of a form takes, or one part of several: as a parameter whose parts are written as JSON, unless the
/// document says how.
pub(super) fn field_kind<'d>(
    schemas: &mut Schemas<'_, 'd>,
    schema: Schema<'d>,
    place: ParameterPlace,
    style: Option<(Style, bool)>,
    origin: &Origin,
) -> ParameterKind {
    let ty = schemas.lower(schema.0, origin);
    let plain = schemas.types.defs.through_alias(&ty).clone();
    let is_part = place == ParameterPlace::Part;
    let reader = schemas.reader;
    let target = schema.resolved(reader);
    let items = match style {
        None => Some(ListStyle::Repeat),
        Some((style, explode)) => list_style(style, explode),
    };
    match plain {
        Type::Binary if is_part => ParameterKind::File,
        Type::List(item) if is_part && *schemas.types.defs.through_alias(&item) == Type::Binary => {
            ParameterKind::Files
        }
        Type::List(item) if schemas.types.defs.is_scalar(&item) && items.is_some() => {
            ParameterKind::List {
                item: *item,
                style: items.unwrap_or(ListStyle::Repeat),
                count: count(reader, target),
                split: None,
            }
        }
        Type::Int32 | Type::Int64 | Type::UInt32 | Type::UInt64 => {
            let range = range(reader, target, &plain);
            ParameterKind::Single { ty, range }
        }
        _ if schemas.types.defs.is_scalar(&plain) => ParameterKind::Single {
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

/// How many items go into one request, if the list can be split (`x-split`).
pub(super) fn split<'d>(
    schemas: &Schemas<'_, 'd>,
    list: Schema<'d>,
    item: &Type,
    count: Count,
) -> Option<u64> {
    let reader = schemas.reader;
    let at = list.extensions().split(reader)?;
    if matches!(
        schemas.types.defs.through_alias(item),
        Type::List(_) | Type::Map { .. } | Type::Nullable(_)
    ) {
        let message = "`x-split` on a list of lists or maps is not supported";
        reader.error(at, message, "let the items be objects or single values");
        return None;
    }
    let most = count.max.filter(|max| *max > 0);
    if most.is_none() {
        let message = "`x-split` on a list of which any number goes into one request";
        reader.error(at, message, "add `maxItems`, or remove `x-split`");
    }
    most
}

/// The bounds on the number of items.
pub(super) fn count<'d>(reader: &Reader<'d>, list: Schema<'d>) -> Count {
    let bounds = list.item_bounds();
    Count {
        min: bounds.min(reader),
        max: bounds.max(reader),
    }
}

/// The bounds of a whole number, which are enforced. Those of other numbers are printed only.
fn range(reader: &Reader<'_>, schema: Schema<'_>, ty: &Type) -> Range {
    let number = |bound: Option<Bound<'_>>, inward: i64| {
        let bound = bound?;
        let key = bound.key;
        if !matches!(ty, Type::Int32 | Type::Int64 | Type::UInt32 | Type::UInt64) {
            let message =
                format!("`{key}` is printed, but not enforced: the parameter is no whole number");
            reader.degrade(
                bound.node,
                message,
                "use `type: integer`, or remove the limit",
            );
            return None;
        }
        let Some(number) = bound.node.as_i64() else {
            let message = format!("`{key}` is not a whole number of 64 bits; it is ignored");
            reader.degrade(bound.node, message, "write a whole number");
            return None;
        };
        if bound.is_exclusive {
            number.checked_add(inward)
        } else {
            Some(number)
        }
    };
    let min = number(schema.minimum(), 1);
    let max = number(schema.maximum(), -1);
    if min.zip(max).is_some_and(|(min, max)| min > max) {
        reader.error(
            schema.maximum_node(),
            "no number is between `minimum` and `maximum`",
            "correct one of the two",
        );
        return Range::default();
    }
    fit(Range { min, max }, ty)
}

/// The range as far as the type goes: beyond it, there is nothing to be limited.
fn fit(range: Range, ty: &Type) -> Range {
    let (least, greatest) = match ty {
        Type::Int32 => (i64::from(i32::MIN), i64::from(i32::MAX)),
        Type::UInt32 => (0, i64::from(u32::MAX)),
        Type::UInt64 => (0, i64::MAX),
        _ => (i64::MIN, i64::MAX),
    };
    Range {
        min: range
            .min
            .filter(|min| *min > least)
            .map(|min| min.min(greatest)),
        max: range
            .max
            .filter(|max| *max < greatest)
            .map(|max| max.max(least)),
    }
}
