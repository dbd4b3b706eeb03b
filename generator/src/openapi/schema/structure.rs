//! Which keywords of a schema restrict its values, and which describe them.

use std::collections::BTreeSet;

use super::Schema;
use crate::document::{Node, NodeId, Value};
use crate::openapi::reader::Reader;

/// The keywords that restrict the value.
const STRUCTURAL: &[&str] = &[
    "type",
    "format",
    "properties",
    "additionalProperties",
    "patternProperties",
    "propertyNames",
    "unevaluatedProperties",
    "required",
    "items",
    "prefixItems",
    "enum",
    "const",
    "oneOf",
    "anyOf",
    "allOf",
    "contentEncoding",
];

/// The keywords that describe the parts of the value, or list its values.
const PARTS: &[&str] = &[
    "properties",
    "additionalProperties",
    "patternProperties",
    "unevaluatedProperties",
    "required",
    "items",
    "prefixItems",
    "enum",
    "const",
];

/// Whether two schemas say the same.
impl<'d> Schema<'d> {
    /// Whether both have the same keywords, the description aside, and the same references, which lead to the same places.
    pub(crate) fn is_same(self, other: Self, reader: &Reader<'d>) -> bool {
        let entries = |schema: Self| {
            let entries = schema.node().entries().iter();
            entries.filter(|(key, _)| key != "description" && key != "example")
        };
        let has = |(key, value): &(String, Node)| {
            let found = other.node().get(key);
            found.is_some_and(|found| found.is_same(value))
        };
        let targets = |schema: Self| {
            let mut found = BTreeSet::new();
            targets(reader, schema.node(), &mut found);
            found
        };
        entries(self).count() == entries(other).count()
            && entries(self).all(has)
            && targets(self) == targets(other)
    }
}

/// The nodes that the references within a node lead to.
fn targets(reader: &Reader<'_>, node: &Node, found: &mut BTreeSet<Option<NodeId>>) {
    if let Some(reference) = node.get("$ref").and_then(Node::as_str) {
        found.insert(reader.referenced(node, reference).map(|target| target.id));
    }
    let entries = node.entries().iter().map(|(_, value)| value);
    for part in entries.chain(node.items()) {
        targets(reader, part, found);
    }
}

/// Kinds of keywords.
impl Schema<'_> {
    /// Whether it restricts the value in any way.
    pub(crate) fn restricts(self) -> bool {
        self.reference().is_some() || self.is_structural()
    }

    /// Whether it restricts the value by keywords of its own.
    pub(crate) fn is_structural(self) -> bool {
        self.has_structural(|_| true)
    }

    /// Whether it restricts the value by more than `type`, which repeats what a reference beside it leads to.
    pub(crate) fn is_structural_beside_type(self) -> bool {
        self.has_structural(|key| key != "type")
    }

    /// Whether it restricts the value by more than `allOf`, `oneOf`, `anyOf` and `type`.
    pub(crate) fn is_structural_beside_parts(self) -> bool {
        self.has_structural(|key| !matches!(key, "allOf" | "oneOf" | "anyOf" | "type"))
    }

    /// Whether it is a list of alternatives and nothing else.
    pub(crate) fn is_only_alternatives(self) -> bool {
        !self.has_structural(|key| key != "oneOf" && key != "anyOf")
            && !self.has_any(&["$ref", "discriminator", "title"])
            && !self.has_two_lists()
    }

    /// Whether it restricts the value by more than which properties are required.
    pub(crate) fn restricts_more_than_presence(self) -> bool {
        self.get("$ref").is_some()
            || self.is_structural() && self.has_any_beside(&["required", "not"])
    }

    /// Whether it has both `oneOf` and `anyOf`.
    pub(crate) fn has_two_lists(self) -> bool {
        self.get("oneOf").is_some() && self.get("anyOf").is_some()
    }

    /// Whether it describes the parts of the value, or lists values.
    pub(crate) fn describes_parts(self) -> bool {
        PARTS.iter().any(|key| {
            let value = self.get(key);
            value.is_some_and(|value| {
                value.as_bool().is_some() && !is_refusal(key, value)
                    || !value.entries().is_empty()
                    || !value.items().is_empty()
            })
        })
    }

    /// Whether it describes items, which only arrays have. A list of schemas in `items`, as older drafts have it, restricts
    /// arrays alone, and documents use it for other values, too.
    pub(crate) fn describes_items(self) -> bool {
        let items = self.get("items");
        items.is_some_and(|items| !matches!(items.value, Value::Array(_)))
    }

    /// Whether it describes properties, which only objects have.
    pub(crate) fn describes_properties(self) -> bool {
        self.has_any(&["properties", "additionalProperties"])
    }

    fn has_any_beside(self, keys: &[&str]) -> bool {
        let mut entries = self.0.entries().iter();
        entries.any(|(key, _)| !keys.contains(&key.as_str()))
    }

    fn has_structural(self, counts: impl Fn(&str) -> bool) -> bool {
        let mut entries = self.0.entries().iter();
        entries.any(|(key, value)| {
            STRUCTURAL.contains(&key.as_str())
                && !is_nothing(value)
                && !is_refusal(key, value)
                && counts(key)
        })
    }
}

/// Whether a keyword only refuses the properties that nothing else in the schema describes: no value of the type is
/// another one for it.
fn is_refusal(key: &str, value: &Node) -> bool {
    key == "unevaluatedProperties" && value.as_bool() == Some(false)
}

/// Whether a keyword with this value restricts nothing.
fn is_nothing(node: &Node) -> bool {
    match &node.value {
        Value::Object(entries) => entries.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Null => true,
        _ => false,
    }
}
