//! Parameters: what they take, and how they are written on the wire.

use super::operation::Place;
use super::read::Reader;
use super::schema::{Origin, Schemas};
use crate::document::Node;
use crate::ir::{
    Count, IdForm, ListStyle, Note, Parameter, ParameterKind, ParameterPlace, Range, Shape, Type,
};
use crate::names::{Use, name};

/// Every key of a Parameter Object (OpenAPI 3.0.3, section 4.7.12).
const PARAMETER_KEYS: &[&str] = &[
    "name",
    "in",
    "description",
    "required",
    "deprecated",
    "allowEmptyValue",
    "style",
    "explode",
    "allowReserved",
    "schema",
    "example",
    "examples",
    "content",
];

/// The parameters of an operation, those of its path item among them.
pub(super) struct Parameters<'d> {
    list: Vec<(Parameter, bool)>,
    nodes: Vec<&'d Node>,
}

impl Parameters<'_> {
    /// Each with whether it is required.
    pub(super) fn all(&self) -> Vec<(Parameter, bool)> {
        self.list.clone()
    }

    pub(super) fn get(&self, wire: &str) -> Option<&Parameter> {
        self.list
            .iter()
            .map(|(parameter, _)| parameter)
            .find(|parameter| parameter.wire == wire)
    }

    pub(super) fn has(&self, wire: &str) -> bool {
        self.get(wire).is_some()
    }
}

/// The parameters of the operation at `place`. One of the operation stands in for one of the path
/// item with the same name and place.
pub(super) fn lower_parameters<'d>(
    schemas: &mut Schemas<'_, 'd>,
    place: &Place<'d>,
    origin: &Origin,
) -> Parameters<'d> {
    let reader = schemas.reader;
    let mut parameters = Parameters {
        list: Vec::new(),
        nodes: Vec::new(),
    };
    let of_operation: Vec<&'d Node> = resolved(reader, place.node);
    let of_path = resolved(reader, place.item);
    let key = |node: &Node| {
        (
            node.get("name").and_then(Node::as_text).map(str::to_owned),
            node.get("in").and_then(Node::as_text).map(str::to_owned),
        )
    };
    let inherited = of_path
        .into_iter()
        .filter(|node| !of_operation.iter().any(|own| key(own) == key(node)));
    let inherited_and_own: Vec<&'d Node> = inherited.chain(of_operation.iter().copied()).collect();
    for node in inherited_and_own.iter().copied() {
        if parameters.nodes.iter().any(|known| key(known) == key(node)) {
            reader.error(
                node,
                "a parameter with this name stands here for a second time",
                "remove one of the two",
            );
            continue;
        }
        if let Some(parameter) = lower_parameter(schemas, node, origin) {
            parameters.list.push(parameter);
            parameters.nodes.push(node);
        }
    }
    let in_path = inherited_and_own.iter().filter(|node| is_in_path(node));
    let declared: Vec<&str> = in_path
        .filter_map(|node| node.get("name")?.as_text())
        .collect();
    check_path(reader, place, &parameters, &declared);
    parameters
}

fn resolved<'d>(reader: &Reader<'d>, node: &'d Node) -> Vec<&'d Node> {
    reader
        .items(node, "parameters")
        .iter()
        .filter_map(|node| reader.resolve(node))
        .collect()
}

fn is_in_path(node: &Node) -> bool {
    node.get("in").and_then(Node::as_str) == Some("path")
}

/// Every placeholder has a parameter, and every path parameter a placeholder.
fn check_path(
    reader: &Reader<'_>,
    place: &Place<'_>,
    parameters: &Parameters<'_>,
    declared: &[&str],
) {
    let placeholders: Vec<&str> = place
        .path
        .split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}').map(|(inside, _)| inside))
        .collect();
    for placeholder in &placeholders {
        if !declared.contains(placeholder) {
            reader.error(
                place.node,
                format!("`{{{placeholder}}}` in the path has no parameter"),
                format!("add a parameter `{placeholder}` with `in: path`"),
            );
        }
    }
    for ((parameter, _), node) in parameters.list.iter().zip(&parameters.nodes) {
        if parameter.place == ParameterPlace::Path
            && !placeholders.contains(&parameter.wire.as_str())
        {
            let message = format!("the path has no place for `{}`", parameter.wire);
            reader.error(
                node,
                message,
                format!(
                    "add `{{{}}}` to the path, or remove the parameter",
                    parameter.wire
                ),
            );
        }
    }
}

fn lower_parameter<'d>(
    schemas: &mut Schemas<'_, 'd>,
    node: &'d Node,
    origin: &Origin,
) -> Option<(Parameter, bool)> {
    let reader = schemas.reader;
    reader.check_keys(node, "a parameter", PARAMETER_KEYS);
    let wire = reader.required_text(node, "name", "the parameter")?;
    let place = match reader.required_text(node, "in", "the parameter")? {
        "path" => ParameterPlace::Path,
        "query" => ParameterPlace::Query,
        other => {
            let at = node.get("in").unwrap_or(node);
            reader.error(
                at,
                format!("parameters in `{other}` are not supported"),
                "use `query` or `path`, or send it by `with_header`",
            );
            return None;
        }
    };
    if let Some(content) = node.get("content") {
        reader.error(
            content,
            "a parameter that is described by `content` is not supported",
            "describe it by `schema`",
        );
        return None;
    }
    let Some(schema) = node.get("schema") else {
        reader.error(
            node,
            format!("the parameter `{wire}` has no schema"),
            "add `schema`",
        );
        return None;
    };
    for key in ["allowEmptyValue", "allowReserved"] {
        if reader.flag(node, key) {
            let at = node.get(key).unwrap_or(node);
            reader.degrade(at, format!("`{key}` is ignored: values are never empty by themselves, and always percent-encoded"), "remove it");
        }
    }
    let kind = kind(schemas, node, schema, place, &origin.child(wire))?;
    if schemas.is_nullable(schema) {
        reader.degrade(
            schema,
            "null is ignored: a parameter has no way to write it",
            "remove it; a parameter can be left out",
        );
    }
    let mut docs = schemas.docs(schema);
    // What the type of a parameter says of itself is said there; limits are said here again.
    docs.summary = None;
    docs.description = reader.text(node, "description").map(str::to_owned);
    docs.deprecated |= reader.flag(node, "deprecated");
    if matches!(kind, ParameterKind::DateRange { .. }) {
        docs.notes.retain(|note| !matches!(note, Note::Pattern(_)));
    }
    if matches!(kind, ParameterKind::List { split: Some(_), .. }) {
        docs.notes.push(Note::Split);
    }
    let required = place == ParameterPlace::Path || reader.flag(node, "required");
    Some((
        Parameter {
            name: name(wire, Use::Setter),
            wire: wire.to_owned(),
            docs,
            place,
            kind,
        },
        required,
    ))
}

fn kind<'d>(
    schemas: &mut Schemas<'_, 'd>,
    node: &'d Node,
    schema: &'d Node,
    place: ParameterPlace,
    origin: &Origin,
) -> Option<ParameterKind> {
    let reader = schemas.reader;
    let target = reader.resolve(schema)?;
    let style = list_style(reader, node, place)?;
    let is_true =
        |values: &Node| matches!(values.items(), [value] if value.as_bool() == Some(true));
    let is_boolean = target.get("type").and_then(Node::as_str) == Some("boolean");
    if is_boolean && target.get("enum").is_some_and(is_true) {
        return Some(ParameterKind::Flag);
    }
    let ty = schemas.lower(schema, origin);
    match through_alias(schemas, &ty) {
        Type::DateRange => Some(ParameterKind::DateRange {
            first: name("first", Use::Value),
            last: name("last", Use::Value),
        }),
        Type::List(item) if place == ParameterPlace::Query => {
            if !is_scalar(schemas, &item) {
                reader.error(
                    schema,
                    "a list of anything but single values is not supported in a parameter",
                    "let the items be strings, numbers, booleans or enums",
                );
                return None;
            }
            let count = Count {
                min: reader.count(target, "minItems"),
                max: reader.count(target, "maxItems"),
            };
            let split = split(schemas, target, &item, count);
            if split.is_some() && style != ListStyle::Comma {
                let at = target.get("x-split").unwrap_or(target);
                let message = "`x-split` on a list that is not joined by commas is not supported";
                reader.error(at, message, "use `explode: false`");
            }
            Some(ParameterKind::List {
                item: *item,
                style,
                count,
                split,
            })
        }
        _ if is_scalar(schemas, &ty) => {
            let range = range(reader, target, &through_alias(schemas, &ty));
            Some(ParameterKind::Single { ty, range })
        }
        _ => {
            // A type that there is not has been spoken of already.
            if target
                .get("type")
                .is_some_and(|kind| reader.findings.is_error(kind))
            {
                return None;
            }
            reader.error(
                schema,
                "this type is not supported in a parameter",
                "use a string, a number, a boolean, an enum, or a list of these",
            );
            None
        }
    }
}

/// How many items go into one request, if the list can be split (`x-split`).
pub(super) fn split(
    schemas: &Schemas<'_, '_>,
    list: &Node,
    item: &Type,
    count: Count,
) -> Option<u64> {
    let reader = schemas.reader;
    if !reader.flag(list, "x-split") {
        return None;
    }
    let at = list.get("x-split").unwrap_or(list);
    if matches!(
        through_alias(schemas, item),
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

/// The limits of a whole number, which are enforced. Those of other numbers are not, and not without a word.
fn range(reader: &Reader<'_>, schema: &Node, ty: &Type) -> Range {
    let limit = |key: &str, exclusive: &str, inward: i64| {
        let value = schema.get(key)?;
        if !matches!(ty, Type::Int32 | Type::Int64) {
            let message =
                format!("`{key}` is printed, but not enforced: the parameter is no whole number");
            reader.degrade(value, message, "use `type: integer`, or remove the limit");
            return None;
        }
        let limit = reader.integer(schema, key)?;
        let is_exclusive = schema.get(exclusive).and_then(Node::as_bool) == Some(true);
        if is_exclusive {
            limit.checked_add(inward)
        } else {
            Some(limit)
        }
    };
    let min = limit("minimum", "exclusiveMinimum", 1);
    let max = limit("maximum", "exclusiveMaximum", -1);
    if min.zip(max).is_some_and(|(min, max)| min > max) {
        let at = schema.get("maximum").unwrap_or(schema);
        reader.error(
            at,
            "no number is between `minimum` and `maximum`",
            "correct one of the two",
        );
    }
    Range { min, max }
}

/// The styles of OpenAPI 3.0.3, section 4.7.12.2, as far as they are supported.
fn list_style(reader: &Reader<'_>, node: &Node, place: ParameterPlace) -> Option<ListStyle> {
    let usual = match place {
        ParameterPlace::Path => "simple",
        ParameterPlace::Query => "form",
    };
    let style = node
        .get("style")
        .map_or(Some(usual), Node::as_text)
        .unwrap_or_default();
    if style != usual {
        let at = node.get("style").unwrap_or(node);
        reader.error(
            at,
            format!("the style `{style}` is not supported here"),
            format!("use `{usual}`"),
        );
        return None;
    }
    // `form` explodes unless told otherwise.
    let explode = node
        .get("explode")
        .and_then(Node::as_bool)
        .unwrap_or(style == "form");
    Some(if explode {
        ListStyle::Repeat
    } else {
        ListStyle::Comma
    })
}

/// What a type is once no other name for it is left.
fn through_alias(schemas: &Schemas<'_, '_>, ty: &Type) -> Type {
    let alias = match ty {
        Type::Named(id) => schemas.def(*id).and_then(|def| match &def.shape {
            Shape::Alias(ty) => Some(ty),
            _ => None,
        }),
        _ => None,
    };
    alias.map_or_else(|| ty.clone(), |ty| through_alias(schemas, ty))
}

/// Whether a value of the type is one piece of text.
pub(super) fn is_scalar(schemas: &Schemas<'_, '_>, ty: &Type) -> bool {
    match through_alias(schemas, ty) {
        Type::Bool | Type::Int32 | Type::Int64 | Type::Float32 | Type::Float64 | Type::String => {
            true
        }
        Type::Date
        | Type::DateTime
        | Type::DateRange
        | Type::Id(IdForm::String | IdForm::Integer) => true,
        Type::Named(id) => schemas
            .def(id)
            .is_some_and(|def| matches!(def.shape, Shape::StringEnum(_))),
        Type::Binary | Type::List(_) | Type::Map { .. } | Type::Nullable(_) | Type::Any => false,
    }
}
