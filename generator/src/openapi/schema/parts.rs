//! The schemas inside of schemas: alternatives and other combinations, properties and items.

use super::Schema;
use crate::document::Node;
use crate::openapi::discriminator::Discriminator;
use crate::openapi::json_type::JsonType;
use crate::openapi::reader::Reader;

/// The alternatives of a schema.
pub(crate) struct Alternatives<'d> {
    /// `oneOf` or `anyOf`.
    pub(crate) node: &'d Node,
    /// Null is not among them, and neither are schemas that accept nothing.
    pub(crate) list: Vec<Schema<'d>>,
}

/// Combinations.
impl<'d> Schema<'d> {
    /// `allOf`.
    pub(crate) fn all_of(self) -> impl Iterator<Item = Self> + use<'d> {
        self.schemas("allOf")
    }

    /// `oneOf`, null included.
    pub(crate) fn one_of(self) -> impl Iterator<Item = Self> + use<'d> {
        self.schemas("oneOf")
    }

    /// `anyOf`, null included.
    pub(crate) fn any_of(self) -> impl Iterator<Item = Self> + use<'d> {
        self.schemas("anyOf")
    }

    /// `oneOf`, or else `anyOf`.
    pub(crate) fn alternatives(self) -> Option<Alternatives<'d>> {
        self.lists().into_iter().flatten().next()
    }

    /// `oneOf`, and `anyOf`: a value matches one of each.
    pub(crate) fn lists(self) -> [Option<Alternatives<'d>>; 2] {
        ["oneOf", "anyOf"].map(|key| {
            let node = self.get(key)?;
            let list = self
                .schemas(key)
                .filter(|schema| !schema.is_null_alternative() && schema.as_bool() != Some(false));
            (!node.items().is_empty()).then(|| Alternatives {
                node,
                list: list.collect(),
            })
        })
    }

    /// Whether one of the alternatives is null.
    pub(crate) fn has_null_alternative(self) -> bool {
        let mut all = self.one_of().chain(self.any_of());
        all.any(Self::is_null_alternative)
    }

    /// Whether it adds null to other alternatives and nothing else: it is null, or it is `nullable: true` without
    /// anything that describes a value.
    pub(crate) fn is_null_alternative(self) -> bool {
        let describes = || {
            let types = [
                JsonType::Object,
                JsonType::Array,
                JsonType::String,
                JsonType::Number,
            ];
            types.into_iter().any(|json_type| self.suggests(json_type))
        };
        self.is_null() || (self.allows_null() && !self.restricts() && !describes())
    }

    /// `discriminator`.
    pub(crate) fn discriminator(self) -> Option<Discriminator<'d>> {
        let node = self.get("discriminator")?;
        Some(Discriminator { node })
    }

    /// The node of `not`.
    pub(crate) fn not(self) -> Option<&'d Node> {
        self.get("not")
    }
}

/// Properties and items.
impl<'d> Schema<'d> {
    /// `properties`.
    pub(crate) fn properties(self) -> impl Iterator<Item = (&'d str, Self)> + use<'d> {
        let entries = self.get("properties").map_or(&[][..], Node::entries).iter();
        entries.map(|(name, node)| (name.as_str(), Self(node)))
    }

    /// `properties`; an error if they are no object.
    pub(crate) fn checked_properties(
        self,
        reader: &Reader<'d>,
    ) -> impl Iterator<Item = (&'d str, Self)> + use<'d> {
        reader.entries(self.0, "properties");
        self.properties()
    }

    /// The property of this name.
    pub(crate) fn property(self, name: &str) -> Option<Self> {
        self.get("properties")?.get(name).map(Self)
    }

    /// The names in `required`.
    pub(crate) fn required(self) -> impl Iterator<Item = &'d str> {
        let names = self.get("required").map_or(&[][..], Node::items).iter();
        names.filter_map(Node::as_text)
    }

    /// The node of `required`.
    pub(crate) fn required_node(self) -> Option<&'d Node> {
        self.get("required")
    }

    /// `additionalProperties`.
    pub(crate) fn additional_properties(self) -> Option<Self> {
        self.get("additionalProperties").map(Self)
    }

    /// `unevaluatedProperties`.
    pub(crate) fn unevaluated_properties(self) -> Option<Self> {
        self.get("unevaluatedProperties").map(Self)
    }

    /// `patternProperties`: each pattern with the schema of the properties whose names match it.
    pub(crate) fn pattern_properties(self) -> impl Iterator<Item = (&'d str, Self)> + use<'d> {
        let node = self.get("patternProperties");
        let entries = node.map_or(&[][..], Node::entries).iter();
        entries.map(|(pattern, node)| (pattern.as_str(), Self(node)))
    }

    /// `propertyNames`.
    pub(crate) fn property_names(self) -> Option<Self> {
        self.get("propertyNames").map(Self)
    }

    /// The node of `patternProperties`.
    pub(crate) fn pattern_properties_node(self) -> Option<&'d Node> {
        self.get("patternProperties")
    }

    /// `items`: the schema of all items, or of those that have no place of their own. In older drafts, an array of the
    /// schemas of the places, which is no schema.
    pub(crate) fn items(self) -> Option<Self> {
        self.get("items").map(Self)
    }

    /// The schemas of the places of an array of fixed length.
    pub(crate) fn tuple(self) -> Option<Vec<Self>> {
        let places = self.get("prefixItems").or_else(|| self.get("items"))?;
        match places.items() {
            [] => None,
            places => Some(places.iter().map(Self).collect()),
        }
    }

    /// `unevaluatedItems`: the schema of the items that no other keyword describes.
    pub(crate) fn unevaluated_items(self) -> Option<Self> {
        self.get("unevaluatedItems").map(Self)
    }

    /// The node of `prefixItems`.
    pub(crate) fn prefix_items_node(self) -> Option<&'d Node> {
        self.get("prefixItems")
    }

    /// The node of `uniqueItems`, if it is true.
    pub(crate) fn unique_items(self, reader: &Reader<'d>) -> Option<&'d Node> {
        let is_unique = reader.flag(self.0, "uniqueItems");
        self.get("uniqueItems").filter(|_| is_unique)
    }
}
