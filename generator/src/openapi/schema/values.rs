//! The types, values, formats and bounds of schemas.

use super::Schema;
use crate::document::{Node, Value};
use crate::openapi::bounds::{Bound, CountBounds};
use crate::openapi::json_type::JsonType;

/// The keywords by which the type is inferred, where `type` is missing.
const OF_OBJECTS: &[&str] = &[
    "properties",
    "additionalProperties",
    "required",
    "patternProperties",
    "propertyNames",
    "unevaluatedProperties",
    "maxProperties",
];
const OF_ARRAYS: &[&str] = &["prefixItems", "minItems", "maxItems"];
const OF_STRINGS: &[&str] = &["pattern", "minLength", "maxLength"];
const OF_NUMBERS: &[&str] = &["minimum", "maximum", "multipleOf"];

impl<'d> Schema<'d> {
    /// The types that `type` names; none if it names none that is known. Beside `number`, `integer` is redundant.
    pub(crate) fn types(self) -> Vec<JsonType> {
        let mut types: Vec<JsonType> = Vec::new();
        for known in self.type_nodes().filter_map(known_type) {
            if !types.contains(&known) {
                types.push(known);
            }
        }
        if types.contains(&JsonType::Number) {
            types.retain(|known| *known != JsonType::Integer);
        }
        types
    }

    /// The parts of `type` that are no type.
    pub(crate) fn unknown_types(self) -> impl Iterator<Item = &'d Node> {
        let is_known = |node: &&Node| node.as_str() == Some("null") || known_type(node).is_some();
        self.type_nodes().filter(move |node| !is_known(node))
    }

    fn type_nodes(self) -> impl Iterator<Item = &'d Node> + use<'d> {
        let node = self.get("type");
        let several = node.map_or(&[][..], Node::items);
        let is_array = node.is_some_and(|node| matches!(node.value, Value::Array(_)));
        node.filter(|_| !is_array).into_iter().chain(several)
    }

    /// Whether it has keywords that only values of this type have.
    pub(crate) fn suggests(self, json_type: JsonType) -> bool {
        match json_type {
            JsonType::Object => self.has_any(OF_OBJECTS),
            JsonType::Array => self.describes_items() || self.has_any(OF_ARRAYS),
            JsonType::String => self.has_any(OF_STRINGS),
            JsonType::Number => self.has_any(OF_NUMBERS),
            JsonType::Integer | JsonType::Boolean => false,
        }
    }

    /// Whether null is the only value.
    pub(crate) fn is_null(self) -> bool {
        let type_is_null = self.get("type").is_some_and(|node| match &node.value {
            Value::Array(items) => !items.is_empty() && items.iter().all(is_null_name),
            _ => is_null_name(node),
        });
        let has_enum = self
            .get("enum")
            .is_some_and(|node| !node.items().is_empty());
        type_is_null
            || self.get("const").is_some_and(Node::is_null)
            || (has_enum && self.values().is_empty())
    }

    /// Whether it states by itself that the value can be null.
    pub(crate) fn allows_null(self) -> bool {
        let in_type = || {
            self.get("type")
                .is_some_and(|node| is_null_name(node) || node.items().iter().any(is_null_name))
        };
        self.flag("nullable")
            || self.extensions().allows_null()
            || in_type()
            || self
                .get("enum")
                .is_some_and(|values| values.items().iter().any(Node::is_null))
            || self.get("const").is_some_and(Node::is_null)
    }

    /// Whether it states by itself that the value cannot be null.
    pub(crate) fn denies_null(self) -> bool {
        self.get("nullable").and_then(Node::as_bool) == Some(false)
    }

    /// The values of `enum` or `const`. Null is not among them.
    pub(crate) fn values(self) -> Vec<&'d Node> {
        let listed = self.get("enum").map_or(&[][..], Node::items).iter();
        let constant = self.get("const").into_iter();
        constant
            .chain(listed)
            .filter(|node| !node.is_null())
            .collect()
    }

    /// The text of its only value, or else of its default.
    pub(crate) fn value_of_its_own(self) -> Option<String> {
        let only = match self.values().as_slice() {
            [only] => Some(*only),
            _ => None,
        };
        let node = only.or_else(|| self.get("default"))?;
        match &node.value {
            Value::Bool(bool) => Some(bool.to_string()),
            Value::Number(text) => Some(text.to_string()),
            _ => node.as_text().map(str::to_owned),
        }
    }

    /// The node of `enum`.
    pub(crate) fn enum_node(self) -> Option<&'d Node> {
        self.get("enum")
    }

    /// The node of `const`.
    pub(crate) fn const_node(self) -> Option<&'d Node> {
        self.get("const")
    }

    /// The node of `enum`, if it lists no values.
    pub(crate) fn empty_enum(self) -> Option<&'d Node> {
        self.get("enum")
            .filter(|node| matches!(&node.value, Value::Array(items) if items.is_empty()))
    }

    /// Whether `true` is the only value.
    pub(crate) fn is_only_true(self) -> bool {
        let values = self.get("enum").map_or(&[][..], Node::items);
        self.text("type") == Some("boolean")
            && matches!(values, [value] if value.as_bool() == Some(true))
    }

    /// The format, by its name in OpenAPI 3.0.
    pub(crate) fn format(self) -> Option<&'d str> {
        if self.is_file() {
            return Some("binary");
        }
        self.text("format").or_else(|| {
            match (self.text("contentEncoding"), self.get("contentMediaType")) {
                (Some("base64" | "base64url"), _) => Some("byte"),
                (None, Some(_)) => Some("binary"),
                _ => None,
            }
        })
    }

    /// `contentMediaType`, unless the value is encoded.
    pub(crate) fn content_media_type(self) -> Option<&'d str> {
        self.text("contentMediaType")
            .filter(|_| self.content_encoding().is_none())
    }

    /// `contentEncoding`.
    pub(crate) fn content_encoding(self) -> Option<&'d str> {
        self.text("contentEncoding")
    }

    /// The node of `format`.
    pub(crate) fn format_node(self) -> Option<&'d Node> {
        self.get("format")
    }

    /// Whether its values are bytes rather than text: `format: binary`, or the media type of a content that is not encoded
    /// as text. `is_text` says which media types are text.
    pub(crate) fn states_binary(self, is_text: impl Fn(&str) -> bool) -> bool {
        let is_string = self.types().iter().all(|known| *known == JsonType::String);
        match (self.text("format"), self.text("contentMediaType")) {
            (Some(format), _) => format == "binary",
            (None, Some(content)) => {
                is_string && self.text("contentEncoding").is_none() && !is_text(content)
            }
            (None, None) => false,
        }
    }

    /// `contentSchema`: the schema of the JSON that a string holds.
    pub(crate) fn content_schema(self) -> Option<Self> {
        let media_type = self.text("contentMediaType").unwrap_or("application/json");
        let is_json = media_type.ends_with("/json") || media_type.ends_with("+json");
        self.get("contentSchema").filter(|_| is_json).map(Self)
    }

    /// Whether it is a file (Swagger 2.0).
    pub(crate) fn is_file(self) -> bool {
        self.text("type") == Some("file")
    }

    /// `minimum` with `exclusiveMinimum`.
    pub(crate) fn minimum(self) -> Option<Bound<'d>> {
        Bound::of(self.0, "minimum", "exclusiveMinimum")
    }

    /// `maximum` with `exclusiveMaximum`.
    pub(crate) fn maximum(self) -> Option<Bound<'d>> {
        Bound::of(self.0, "maximum", "exclusiveMaximum")
    }

    /// The node of `maximum`, or else the schema.
    pub(crate) fn maximum_node(self) -> &'d Node {
        self.get("maximum").unwrap_or(self.0)
    }

    /// `minItems` and `maxItems`.
    pub(crate) fn item_bounds(self) -> CountBounds<'d> {
        CountBounds::of(self.0, "minItems", "maxItems")
    }

    /// `minLength` and `maxLength`.
    pub(crate) fn length_bounds(self) -> CountBounds<'d> {
        CountBounds::of(self.0, "minLength", "maxLength")
    }

    /// `minProperties` and `maxProperties`.
    pub(crate) fn property_bounds(self) -> CountBounds<'d> {
        CountBounds::of(self.0, "minProperties", "maxProperties")
    }
}

fn known_type(node: &Node) -> Option<JsonType> {
    JsonType::of_name(node.as_str()?)
}

fn is_null_name(node: &Node) -> bool {
    node.as_str() == Some("null") || node.is_null()
}
