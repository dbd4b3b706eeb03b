//! The shape of the values that a schema describes, before its parts are lowered: an object, a list, an enum, a union,
//! or a single value.

use super::alternatives::{Alternative, Alternatives, add_flattened};
use super::discriminator::is_mapped_to_itself;
use super::enums::constant_alternatives;
use super::graph::SchemaGraph;
use super::merged::{MergedSchema, Properties};
use super::nullable::is_null;
use super::others::Others;
use super::scalar::scalar;
use super::several::{Several, several};
use crate::document::{Node, Value};
use crate::ir::Type;
use crate::openapi::json_type::JsonType;
use crate::openapi::reader::Reader;
use crate::openapi::schema::Schema;

/// The shape of the values that a schema describes.
pub(super) enum SchemaShape<'d> {
    /// A type without parts.
    Plain(Type),
    /// One of a set of strings.
    StringEnum(Vec<&'d Node>),
    /// One of a set of integers.
    IntegerEnum(Vec<&'d Node>),
    /// One of several alternatives.
    Union(Alternatives<'d>),
    /// An object with known properties.
    Object(Properties<'d>),
    /// An object without, and the properties that it can have.
    Map(Others<'d>),
    /// An array, and the schemas that each of its items matches.
    List(Vec<Schema<'d>>),
    /// An array of fixed length, each place with a schema of its own.
    Tuple(Vec<Schema<'d>>),
}

impl SchemaShape<'_> {
    /// Whether a type is declared for it.
    pub(super) fn is_declared(&self) -> bool {
        matches!(
            self,
            Self::StringEnum(_) | Self::IntegerEnum(_) | Self::Union(_) | Self::Object(_)
        )
    }
}

/// The shape of a schema. If it is a base with children, that is a union of them.
pub(super) fn shape_of<'d>(
    graph: &SchemaGraph<'_, 'd>,
    schema: Schema<'d>,
    merged: &MergedSchema<'d>,
) -> SchemaShape<'d> {
    let Some(children) = graph.children_of(schema) else {
        return shape_of_merged(graph.reader, merged);
    };
    let mut list: Vec<Alternative<'d>> = Vec::new();
    let inherited = graph.inherited_discriminator(schema);
    if inherited.is_some() || is_mapped_to_itself(graph, schema) {
        list.push(Alternative::Base(schema, merged.clone()));
    }
    list.extend(children.iter().map(|child| Alternative::Schema(*child)));
    SchemaShape::Union(Alternatives {
        list,
        discriminator: inherited.or_else(|| schema.discriminator()),
        is_inherited: inherited.is_some(),
    })
}

/// The shape of several schemas that describe one value together.
pub(super) fn shape_of_merged<'d>(
    reader: &Reader<'d>,
    merged: &MergedSchema<'d>,
) -> SchemaShape<'d> {
    check_types(reader, merged);
    let (values, values_fit) = merged.stated_values();
    let (_, types_fit) = merged.stated_types();
    if !values_fit || !types_fit {
        report_contradiction(reader, merged);
    }
    if !values.is_empty() {
        return shape_of_values(reader, merged, values);
    }
    if let Some(values) = constant_alternatives(reader, merged) {
        return shape_of_values(reader, merged, values);
    }
    for alternatives in merged.ignored_alternatives() {
        let message = "these alternatives are ignored: more values are accepted than they allow";
        let help = "describe the value by one list of alternatives";
        reader.degrade(alternatives, message, help);
    }
    if let Some((schema, alternatives)) = merged.alternatives() {
        return shape_of_alternatives(reader, merged, schema, alternatives);
    }
    let types = merged.types();
    match types.as_slice() {
        [] => {
            check_untyped(reader, merged);
            SchemaShape::Plain(Type::Any)
        }
        [JsonType::Object] => {
            let properties = merged.properties();
            if properties.list.is_empty() && !properties.others.are_refused() {
                SchemaShape::Map(properties.others)
            } else {
                SchemaShape::Object(properties)
            }
        }
        [JsonType::Array] => {
            let places = merged.tuple();
            if !places.is_empty() && merged.has_fixed_length(places.len()) {
                SchemaShape::Tuple(places)
            } else {
                SchemaShape::List(merged.items())
            }
        }
        [json_type] => SchemaShape::Plain(scalar(reader, merged, *json_type)),
        several => SchemaShape::Union(Alternatives::of_types(merged, several)),
    }
}

/// Reports that no value is possible.
fn report_contradiction(reader: &Reader<'_>, merged: &MergedSchema<'_>) {
    if let Some(schema) = merged.last() {
        let message = "the parts of the schema contradict one another, so that no value is possible: it is loosely typed";
        reader.degrade(schema.node(), message, "make all parts agree");
    }
}

/// Reports the parts of `type` that are no type.
fn check_types(reader: &Reader<'_>, merged: &MergedSchema<'_>) {
    for unknown in merged.parts().flat_map(Schema::unknown_types) {
        let name = unknown.as_text().unwrap_or(unknown.kind());
        let message = format!("`{name}` is not a type: it is ignored");
        let help = "use one of `object`, `array`, `string`, `integer`, `number`, `boolean`";
        reader.error(unknown, message, help);
    }
}

/// Reports a schema without a type, unless that is meant or reported already.
fn check_untyped(reader: &Reader<'_>, merged: &MergedSchema<'_>) {
    // `{}` is any value. In strict mode, something could have been forgotten.
    let is_meant = reader.is_lenient() && !merged.parts().any(Schema::is_structural);
    let is_wrong = (merged.parts()).any(|schema| schema.unknown_types().next().is_some());
    let is_null = merged.parts().any(Schema::is_null);
    if let Some(schema) = merged
        .first()
        .filter(|_| !is_meant && !is_wrong && !is_null)
    {
        let message = "the schema has no `type`: its value is untyped";
        reader.degrade(schema.node(), message, "describe the value with `type`");
    }
}

/// The shape of a schema with `enum` or `const`.
fn shape_of_values<'d>(
    reader: &Reader<'d>,
    merged: &MergedSchema<'d>,
    values: Vec<&'d Node>,
) -> SchemaShape<'d> {
    let (stated, _) = merged.stated_types();
    let only = match stated.as_slice() {
        [only] => Some(*only),
        _ => None,
    };
    if only == Some(JsonType::String) && values.iter().all(|value| value.as_text().is_some()) {
        return SchemaShape::StringEnum(values);
    }
    let mut types: Vec<JsonType> = Vec::new();
    for json_type in values.iter().map(|value| JsonType::of_value(value)) {
        if !types.contains(&json_type) {
            types.push(json_type);
        }
    }
    let is_of = |json_type: &JsonType, only: JsonType| {
        *json_type == only || (only, *json_type) == (JsonType::Number, JsonType::Integer)
    };
    if let Some(only) = only.filter(|only| !types.iter().all(|known| is_of(known, *only))) {
        return shape_beside_values(reader, merged, only);
    }
    let is_scalar = |json_type: &JsonType| {
        matches!(
            json_type,
            JsonType::String | JsonType::Integer | JsonType::Boolean
        )
    };
    match types.as_slice() {
        [JsonType::String] => SchemaShape::StringEnum(values),
        [JsonType::Integer]
            if only != Some(JsonType::Number)
                && values.iter().all(|value| value.as_i64().is_some()) =>
        {
            SchemaShape::IntegerEnum(values)
        }
        // Both values of a boolean restrict nothing; one alone is a flag or a constant.
        [JsonType::Boolean] => SchemaShape::Plain(Type::Bool),
        [_, _, ..] if types.iter().all(is_scalar) => {
            SchemaShape::Union(Alternatives::of_types(merged, &types))
        }
        _ => SchemaShape::Plain(type_of_unchecked(reader, merged, &values, &types)),
    }
}

/// The shape of a schema whose type is not that of its values, which is an error.
fn shape_beside_values<'d>(
    reader: &Reader<'d>,
    merged: &MergedSchema<'d>,
    only: JsonType,
) -> SchemaShape<'d> {
    if let Some(at) = values_node(merged) {
        let message = "the values of `enum` are not of the stated type: they are not checked";
        let help = "state the type of the values";
        reader.error(at, message, help);
    }
    SchemaShape::Plain(match only {
        JsonType::Object | JsonType::Array => Type::Any,
        only => scalar(reader, merged, only),
    })
}

/// The type of values that no enum can hold, which is a degradation.
fn type_of_unchecked(
    reader: &Reader<'_>,
    merged: &MergedSchema<'_>,
    values: &[&Node],
    types: &[JsonType],
) -> Type {
    if let Some(at) = values_node(merged) {
        let message = "an enum of values other than strings, 64-bit integers and booleans is not checked: every value is accepted";
        reader.degrade(at, message, "use strings, or remove `enum`");
    }
    let is_number =
        |json_type: &JsonType| matches!(json_type, JsonType::Number | JsonType::Integer);
    match types {
        types
            if types.iter().all(is_number)
                && merged.format() == Some("decimal")
                && merged.stated_types().0 != [JsonType::Integer] =>
        {
            scalar(reader, merged, JsonType::Number)
        }
        [JsonType::Integer] if values.iter().all(|value| is_u64(value)) => Type::UInt64,
        types if types.iter().all(is_number) => Type::Float64,
        _ => Type::Any,
    }
}

/// The node of `enum` or `const`.
fn values_node<'d>(merged: &MergedSchema<'d>) -> Option<&'d Node> {
    merged
        .find(Schema::enum_node)
        .or_else(|| merged.find(Schema::const_node))
}

fn is_u64(node: &Node) -> bool {
    matches!(&node.value, Value::Number(text) if text.parse::<u64>().is_ok())
}

/// The shape of a schema with `oneOf` or `anyOf`, which stand in `schema`.
fn shape_of_alternatives<'d>(
    reader: &Reader<'d>,
    merged: &MergedSchema<'d>,
    schema: Schema<'d>,
    mut alternatives: Vec<Schema<'d>>,
) -> SchemaShape<'d> {
    alternatives.retain(|part| !is_null(reader, *part));
    let discriminator = schema
        .discriminator()
        .or_else(|| merged.find(Schema::discriminator));
    // An alternative without a type of its own has the one beside the list.
    let is_typed = merged.parts().any(|part| !part.types().is_empty());
    let is_typed_beside = is_typed && alternatives.iter().any(|part| !part.restricts());
    let several = several_of(
        reader,
        merged,
        schema,
        &alternatives,
        discriminator.is_some(),
    );
    let mut list = if merged.has_more_than(schema) || is_typed_beside {
        let rest = merged.without_alternatives_of(schema);
        let each = alternatives
            .into_iter()
            .map(|part| (part, rest.and(reader, part)));
        // An alternative that contradicts the rest is impossible. If all do, each is reported where it is lowered.
        let (possible, others): (Vec<_>, Vec<_>) =
            each.partition(|(_, merged)| merged.stated_types().1);
        let each = if possible.is_empty() {
            others
        } else {
            possible
        };
        each.into_iter()
            .map(|(part, merged)| Alternative::Beside(part, merged))
            .collect()
    } else {
        let mut list = Vec::new();
        for part in alternatives {
            add_flattened(part, 0, &mut list);
        }
        list
    };
    list.extend(several.map(Box::new).map(Alternative::Several));
    SchemaShape::Union(Alternatives {
        list,
        discriminator,
        is_inherited: false,
    })
}

/// The alternatives that one value can match together, in an `anyOf` without a discriminator.
fn several_of<'d>(
    reader: &Reader<'d>,
    merged: &MergedSchema<'d>,
    schema: Schema<'d>,
    alternatives: &[Schema<'d>],
    has_discriminator: bool,
) -> Option<Several<'d>> {
    if has_discriminator || schema.one_of().next().is_some() {
        return None;
    }
    let rest = merged.without_alternatives_of(schema);
    let has_rest = merged.has_more_than(schema);
    let each = alternatives.iter().map(|part| {
        let merged = match has_rest {
            true => rest.and(reader, *part),
            false => MergedSchema::of(reader, *part),
        };
        (*part, merged)
    });
    several(reader, &each.collect::<Vec<_>>())
}
