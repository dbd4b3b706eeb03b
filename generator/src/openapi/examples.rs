//! Examples of media types, parameters and headers.

use super::reader::Reader;
use super::schema::Schema;
use crate::document::Node;

/// The examples of a media type: `example`, or the values of `examples` with their names. Values elsewhere (`externalValue`)
/// are not read.
pub(super) fn of_media_type<'d>(
    reader: &Reader<'d>,
    media_type: &'d Node,
) -> Vec<(Option<&'d str>, &'d Node)> {
    let mut found: Vec<_> = (media_type.get("example").into_iter())
        .map(|value| (None, value))
        .collect();
    for (name, example) in media_type.get("examples").map_or(&[][..], Node::entries) {
        let example = reader.resolve_silently(example).unwrap_or(example);
        // `dataValue` is of OpenAPI 3.2.
        let value = example.get("value").or_else(|| example.get("dataValue"));
        found.extend(value.map(|value| (Some(name.as_str()), value)));
    }
    found
}

/// The schemas that examples stand beside, each with these examples. The examples of schemas themselves are not among
/// them ([`Schema::examples`]).
pub(super) fn beside_schemas(root: &Node) -> Vec<(Schema<'_>, Vec<&Node>)> {
    let mut found = Vec::new();
    collect(root, &mut found);
    found
}

fn collect<'d>(node: &'d Node, found: &mut Vec<(Schema<'d>, Vec<&'d Node>)>) {
    if let Some(schema) = node.get("schema") {
        let named = node.get("examples").map_or(&[][..], Node::entries).iter();
        // `dataValue` is of OpenAPI 3.2.
        let named = named
            .filter_map(|(_, example)| example.get("value").or_else(|| example.get("dataValue")));
        let values: Vec<&Node> = named.chain(node.get("example")).collect();
        if !values.is_empty() {
            found.push((Schema::new(schema), values));
        }
    }
    for (_, child) in node.entries().iter().filter(|(key, _)| !is_data(key)) {
        collect(child, found);
    }
    for item in node.items() {
        collect(item, found);
    }
}

/// Whether a key holds values, in which `schema` would be a name like any other.
fn is_data(key: &str) -> bool {
    matches!(key, "example" | "examples" | "default" | "enum" | "const") || key.starts_with("x-")
}
