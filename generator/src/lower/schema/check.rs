//! Keywords of schemas that are ignored, or read more loosely than they are written.

use super::graph::SchemaGraph;
use super::merged::MergedSchema;
use super::others::matches_all;
use crate::document::Node;
use crate::lower::extensions::misplaced;
use crate::openapi::schema::Schema;

/// A keyword that is not read as it is written: where it stands, the message and the help.
type Loose = (
    for<'d> fn(&SchemaGraph<'_, 'd>, Schema<'d>) -> Option<&'d Node>,
    &'static str,
    &'static str,
);

const LOOSE: &[Loose] = &[
    (
        |_, schema| schema.empty_enum(),
        "`enum` is ignored: it lists no values",
        "list the values, or remove it",
    ),
    (
        |_, schema| schema.not().filter(|_| !schema.is_placeholder()),
        "`not` is ignored: more values are accepted than it allows",
        "describe the values that are possible",
    ),
    (
        |graph, schema| schema.unique_items(graph.reader),
        "`uniqueItems` is ignored: equal items are accepted",
        "remove it",
    ),
    (
        tuple_of_any_length,
        "`prefixItems` without a fixed length is read as a list: any item can have any of its schemas",
        "add `items: false`, `minItems` and `maxItems`",
    ),
    (
        |_, schema| {
            let mut patterns = schema.pattern_properties();
            let is_restricted = patterns.any(|(pattern, _)| !matches_all(pattern));
            schema.pattern_properties_node().filter(|_| is_restricted)
        },
        "`patternProperties` is read as `additionalProperties`: the names are not checked",
        "write `additionalProperties`",
    ),
    (
        discriminator_of_nothing,
        "`discriminator` is ignored: the schema has no alternatives, and no other schema is composed of it",
        "list the alternatives with `oneOf`",
    ),
];

/// Reports what a schema states that is not generated.
pub(super) fn check<'d>(graph: &SchemaGraph<'_, 'd>, schema: Schema<'d>) {
    graph.openapi.check_schema_keys(schema);
    schema.check_kinds(graph.reader);
    for (find, message, help) in LOOSE {
        if let Some(at) = find(graph, schema) {
            graph.reader.degrade(at, *message, *help);
        }
    }
    misplaced::check(graph, schema);
}

/// `prefixItems`, unless the array has as many items.
fn tuple_of_any_length<'d>(graph: &SchemaGraph<'_, 'd>, schema: Schema<'d>) -> Option<&'d Node> {
    let node = schema.prefix_items_node()?;
    let is_tuple = || {
        let merged = MergedSchema::of(graph.reader, schema);
        merged.has_fixed_length(node.items().len())
    };
    (schema.tuple().is_none() || !is_tuple()).then_some(node)
}

/// `discriminator`, if the schema is neither a union nor a base.
fn discriminator_of_nothing<'d>(
    graph: &SchemaGraph<'_, 'd>,
    schema: Schema<'d>,
) -> Option<&'d Node> {
    let is_union = schema.alternatives().is_some() || graph.is_base(schema);
    let discriminator = schema.discriminator().filter(|_| !is_union)?;
    Some(discriminator.node)
}
