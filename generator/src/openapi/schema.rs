//! A schema of any version, its keys read into one form.
//!
//! | written | read as |
//! |---|---|
//! | `nullable`, `x-nullable` (3.0, 2.0), `type: [string, 'null']`, `{type: 'null'}` among the alternatives, null in `enum` | [`Schema::allows_null`] |
//! | `type: [string, integer]` (3.1) | several [`Kind`]s |
//! | `const` (3.1) | an `enum` of one value |
//! | `exclusiveMinimum: true` beside `minimum` (3.0), `exclusiveMinimum: 1` (3.1) | [`Bound`] |
//! | `type: file` (2.0), `contentEncoding`, `contentMediaType` (3.1) | `format: binary`, `format: byte` |
//! | `prefixItems` (3.1), `items: [..]` (older drafts) | [`Schema::tuple`] |

use super::extensions::SchemaExtensions;
use super::reader::Reader;
use crate::document::{Node, Value};

/// A kind of JSON value other than null.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Kind {
    Object,
    Array,
    String,
    Number,
    Integer,
    Boolean,
}

impl Kind {
    pub(crate) fn of_name(name: &str) -> Option<Self> {
        Some(match name {
            "object" => Self::Object,
            "array" => Self::Array,
            "string" | "file" => Self::String,
            "number" => Self::Number,
            "integer" => Self::Integer,
            "boolean" => Self::Boolean,
            _ => return None,
        })
    }

    /// What a variant that holds it is called.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Object => "object",
            Self::Array => "list",
            Self::String => "text",
            Self::Number => "number",
            Self::Integer => "integer",
            Self::Boolean => "boolean",
        }
    }

    /// Whether a value of the document is of this kind. Where the kind is known to be text, an unquoted number or
    /// boolean is text, too.
    pub(crate) fn holds(self, node: &Node) -> bool {
        match (self, &node.value) {
            (Self::Object, Value::Object(_))
            | (Self::Array, Value::Array(_))
            | (Self::Number, Value::Number(_))
            | (Self::Boolean, Value::Bool(_)) => true,
            (Self::Integer, Value::Number(_)) => node.as_i64().is_some(),
            (Self::String, _) => node.as_text().is_some(),
            _ => false,
        }
    }
}

/// The least or the greatest number that a schema allows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bound<'d> {
    pub(crate) node: &'d Node,
    /// The keyword, for messages.
    pub(crate) key: &'static str,
    /// Whether the number itself is excluded.
    pub(crate) is_exclusive: bool,
}

/// The least and greatest number of items, characters or properties that a schema allows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CountBounds<'d> {
    /// The keywords, for messages.
    pub(crate) min_key: &'static str,
    pub(crate) max_key: &'static str,
    min: Option<&'d Node>,
    max: Option<&'d Node>,
}

impl<'d> CountBounds<'d> {
    /// The same, and the bounds of `other` where there are none.
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            min: self.min.or(other.min),
            max: self.max.or(other.max),
            ..self
        }
    }

    pub(crate) fn min(self, reader: &Reader<'d>) -> Option<u64> {
        reader.count(self.min?, self.min_key)
    }

    pub(crate) fn max(self, reader: &Reader<'d>) -> Option<u64> {
        reader.count(self.max?, self.max_key)
    }

    /// Where the greatest number is stated.
    pub(crate) fn max_node(self) -> Option<&'d Node> {
        self.max
    }

    /// Whether a number is within the bounds, as far as they are numbers.
    pub(crate) fn contain(self, count: usize) -> bool {
        let bound = |node: Option<&Node>| usize::try_from(node?.as_i64()?).ok();
        bound(self.min).is_none_or(|min| count >= min)
            && bound(self.max).is_none_or(|max| count <= max)
    }
}

/// A schema in the document.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Schema<'d>(pub(crate) &'d Node);

/// Keys that restrict what a value can be, and are more than remarks.
const STRUCTURAL: &[&str] = &[
    "type",
    "format",
    "properties",
    "additionalProperties",
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

impl<'d> Schema<'d> {
    pub(crate) fn get(self, key: &str) -> Option<&'d Node> {
        self.0.get(key)
    }

    pub(crate) fn text(self, key: &str) -> Option<&'d str> {
        self.get(key).and_then(Node::as_text)
    }

    pub(crate) fn flag(self, key: &str) -> bool {
        self.get(key).and_then(Node::as_bool) == Some(true)
    }

    /// Where the schema leads, if it is a reference.
    pub(crate) fn reference(self) -> Option<&'d Node> {
        // A property can be called `$ref`, too: then it is no text.
        self.0.reference().filter(|node| node.as_str().is_some())
    }

    /// The text of its reference.
    pub(crate) fn pointer(self) -> Option<&'d str> {
        self.reference().and_then(Node::as_str)
    }

    /// The schema that its reference leads to, or itself if there is none.
    pub(crate) fn resolved(self, reader: &Reader<'d>) -> Self {
        reader.resolve(self.0).map_or(self, Self)
    }

    /// Whether it says anything of the value, beside what it refers to.
    pub(crate) fn is_structural(self) -> bool {
        let mut entries = self.0.entries().iter();
        entries.any(|(key, value)| Self::is_structural_key(key, value))
    }

    /// Whether an entry of a schema restricts the value.
    pub(crate) fn is_structural_key(key: &str, value: &Node) -> bool {
        STRUCTURAL.contains(&key) && !is_empty(value)
    }

    /// The names in `type`, null left aside.
    fn type_names(self) -> Vec<&'d str> {
        let Some(node) = self.get("type") else {
            return Vec::new();
        };
        let names: Vec<&str> = match &node.value {
            Value::Array(items) => items.iter().filter_map(Node::as_str).collect(),
            _ => node.as_str().into_iter().collect(),
        };
        names.into_iter().filter(|name| *name != "null").collect()
    }

    /// The kinds that `type` allows; none if it says nothing that is known. A number holds integers already.
    pub(crate) fn kinds(self) -> Vec<Kind> {
        let mut kinds: Vec<Kind> = Vec::new();
        for kind in self.type_names().into_iter().filter_map(Kind::of_name) {
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        if kinds.contains(&Kind::Number) {
            kinds.retain(|kind| *kind != Kind::Integer);
        }
        kinds
    }

    /// The parts of `type` that are no type.
    pub(crate) fn unknown_types(self) -> Vec<&'d Node> {
        let Some(node) = self.get("type") else {
            return Vec::new();
        };
        let is_known = |node: &&Node| {
            let name = node.as_str();
            name.is_some_and(|name| name == "null" || Kind::of_name(name).is_some())
        };
        match &node.value {
            Value::Array(items) => items.iter().filter(|item| !is_known(item)).collect(),
            _ => Some(node)
                .filter(|node| !is_known(node))
                .into_iter()
                .collect(),
        }
    }

    /// Whether it is null and nothing else.
    pub(crate) fn is_null(self) -> bool {
        let type_is_null = self.get("type").is_some_and(|node| match &node.value {
            Value::Array(items) => !items.is_empty() && items.iter().all(is_null_name),
            _ => is_null_name(node),
        });
        let values = self.values();
        type_is_null
            || self.get("const").is_some_and(Node::is_null)
            || (self
                .get("enum")
                .is_some_and(|node| !node.items().is_empty())
                && values.is_empty()
                && self.kinds().is_empty())
    }

    /// Whether it says by itself that the value can be null.
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

    /// The values of `enum` or `const`, null left aside.
    pub(crate) fn values(self) -> Vec<&'d Node> {
        let listed = self.get("enum").map_or(&[][..], Node::items).iter();
        let constant = self.get("const").into_iter();
        constant
            .chain(listed)
            .filter(|node| !node.is_null())
            .collect()
    }

    /// The key with alternatives, and the alternatives; those that are null left aside.
    pub(crate) fn alternatives(self) -> Option<(&'static str, Vec<&'d Node>)> {
        ["oneOf", "anyOf"].into_iter().find_map(|key| {
            let items = self.get(key)?.items();
            let alternatives = items.iter().filter(|node| !Schema(node).is_null());
            (!items.is_empty()).then(|| (key, alternatives.collect()))
        })
    }

    /// Whether one of the alternatives is null.
    pub(crate) fn has_null_alternative(self) -> bool {
        ["oneOf", "anyOf"].into_iter().any(|key| {
            let items = self.get(key).map_or(&[][..], Node::items);
            items.iter().any(|node| Schema(node).is_null())
        })
    }

    /// The format, as OpenAPI 3.0 calls it.
    pub(crate) fn format(self) -> Option<&'d str> {
        if self.text("type") == Some("file") {
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

    /// The schemas of the places of an array of fixed length.
    pub(crate) fn tuple(self) -> Option<&'d [Node]> {
        let places = self.get("prefixItems").or_else(|| self.get("items"))?;
        match &places.value {
            Value::Array(items) if !items.is_empty() => Some(items),
            _ => None,
        }
    }

    /// `minimum` with `exclusiveMinimum`.
    pub(crate) fn minimum(self) -> Option<Bound<'d>> {
        self.bound("minimum", "exclusiveMinimum")
    }

    /// `maximum` with `exclusiveMaximum`.
    pub(crate) fn maximum(self) -> Option<Bound<'d>> {
        self.bound("maximum", "exclusiveMaximum")
    }

    fn bound(self, key: &'static str, exclusive: &str) -> Option<Bound<'d>> {
        let beside = self.get(exclusive);
        if let Some(node) = beside.filter(|node| matches!(node.value, Value::Number(_))) {
            return Some(Bound {
                node,
                key,
                is_exclusive: true,
            });
        }
        Some(Bound {
            node: self.get(key)?,
            key,
            is_exclusive: beside.and_then(Node::as_bool) == Some(true),
        })
    }

    /// Where `maximum` is stated, or else the schema.
    pub(crate) fn maximum_node(self) -> &'d Node {
        self.get("maximum").unwrap_or(self.0)
    }

    /// `minItems` and `maxItems`.
    pub(crate) fn item_bounds(self) -> CountBounds<'d> {
        self.count_bounds("minItems", "maxItems")
    }

    /// `minLength` and `maxLength`.
    pub(crate) fn length_bounds(self) -> CountBounds<'d> {
        self.count_bounds("minLength", "maxLength")
    }

    /// `minProperties` and `maxProperties`.
    pub(crate) fn property_bounds(self) -> CountBounds<'d> {
        self.count_bounds("minProperties", "maxProperties")
    }

    fn count_bounds(self, min_key: &'static str, max_key: &'static str) -> CountBounds<'d> {
        CountBounds {
            min_key,
            max_key,
            min: self.get(min_key),
            max: self.get(max_key),
        }
    }

    /// `title`.
    pub(crate) fn title(self, reader: &Reader<'d>) -> Option<&'d str> {
        reader.text(self.0, "title")
    }

    /// `description`.
    pub(crate) fn description(self, reader: &Reader<'d>) -> Option<&'d str> {
        reader.text(self.0, "description")
    }

    /// `deprecated`.
    pub(crate) fn is_deprecated(self, reader: &Reader<'d>) -> bool {
        reader.flag(self.0, "deprecated")
    }

    /// `default`.
    pub(crate) fn default_value(self) -> Option<&'d Node> {
        self.get("default")
    }

    /// `multipleOf`.
    pub(crate) fn multiple_of(self) -> Option<&'d Node> {
        self.get("multipleOf")
    }

    /// `pattern`.
    pub(crate) fn pattern(self) -> Option<&'d Node> {
        self.get("pattern")
    }

    /// `readOnly`.
    pub(crate) fn is_read_only(self) -> bool {
        self.flag("readOnly")
    }

    /// `writeOnly`.
    pub(crate) fn is_write_only(self) -> bool {
        self.flag("writeOnly")
    }

    /// `allOf`.
    pub(crate) fn all_of(self) -> &'d [Node] {
        self.get("allOf").map_or(&[][..], Node::items)
    }

    /// `oneOf`, null included.
    pub(crate) fn one_of(self) -> &'d [Node] {
        self.get("oneOf").map_or(&[][..], Node::items)
    }

    /// `anyOf`, null included.
    pub(crate) fn any_of(self) -> &'d [Node] {
        self.get("anyOf").map_or(&[][..], Node::items)
    }

    /// `properties`.
    pub(crate) fn properties(self) -> &'d [(String, Node)] {
        self.get("properties").map_or(&[][..], Node::entries)
    }

    /// `properties`; an error if they are no object.
    pub(crate) fn checked_properties(self, reader: &Reader<'d>) -> &'d [(String, Node)] {
        reader.entries(self.0, "properties")
    }

    /// The names in `required`.
    pub(crate) fn required(self) -> impl Iterator<Item = &'d str> {
        let names = self.get("required").map_or(&[][..], Node::items).iter();
        names.filter_map(Node::as_text)
    }

    /// `additionalProperties`: a schema, or a boolean.
    pub(crate) fn additional_properties(self) -> Option<&'d Node> {
        self.get("additionalProperties")
    }

    /// The schema of all items, or of those that have no place of their own.
    pub(crate) fn items(self) -> Option<&'d Node> {
        self.get("items").filter(|node| node.items().is_empty())
    }

    /// Whether it states the schemas of items, which only arrays have.
    pub(crate) fn describes_items(self) -> bool {
        self.get("items").is_some()
    }

    /// Whether it states the schemas of properties, which only objects have.
    pub(crate) fn describes_properties(self) -> bool {
        self.get("properties").is_some() || self.get("additionalProperties").is_some()
    }

    /// The examples of the schema itself.
    pub(crate) fn examples(self) -> impl Iterator<Item = &'d Node> {
        let several = self.get("examples").map_or(&[][..], Node::items).iter();
        several.chain(self.get("example"))
    }

    /// Whether it is a file (Swagger 2.0).
    pub(crate) fn is_file(self) -> bool {
        self.text("type") == Some("file")
    }

    /// Whether `format` is `binary`, in so many words.
    pub(crate) fn states_binary(self) -> bool {
        self.text("format") == Some("binary")
    }

    /// Whether `true` is the only value.
    pub(crate) fn is_only_true(self) -> bool {
        let values = self.get("enum").map_or(&[][..], Node::items);
        self.text("type") == Some("boolean")
            && matches!(values, [value] if value.as_bool() == Some(true))
    }

    /// Its extensions.
    pub(crate) fn extensions(self) -> SchemaExtensions<'d> {
        SchemaExtensions::of(self.0)
    }
}

fn is_null_name(node: &Node) -> bool {
    node.as_str() == Some("null") || node.is_null()
}

/// Whether a key says nothing: an empty object or list.
fn is_empty(node: &Node) -> bool {
    match &node.value {
        Value::Object(entries) => entries.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Null => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Asks something of a schema that is written on one line.
    fn of<T>(text: &str, ask: impl FnOnce(Schema<'_>) -> T) -> T {
        let parsed = crate::parse(&format!("schema: {text}\n")).unwrap();
        let root = parsed.document.pointer("#/schema").unwrap();
        ask(Schema(root))
    }

    #[test]
    fn kinds_are_read_from_every_spelling_of_type() {
        use Kind::*;
        for (text, kinds) in [
            ("{}", vec![]),
            ("{ type: string }", vec![String]),
            ("{ type: file }", vec![String]),
            ("{ type: [string] }", vec![String]),
            ("{ type: [string, 'null'] }", vec![String]),
            ("{ type: [string, null] }", vec![String]),
            ("{ type: 'null' }", vec![]),
            (
                "{ type: [integer, string, integer] }",
                vec![Integer, String],
            ),
            // A number holds integers already.
            ("{ type: [integer, number] }", vec![Number]),
            ("{ type: [object, unheard_of] }", vec![Object]),
            ("{ type: { a: b } }", vec![]),
        ] {
            assert_eq!(of(text, |schema| schema.kinds()), kinds, "{text}");
        }
        assert_eq!(
            of("{ type: [text, string] }", |schema| schema
                .unknown_types()
                .len()),
            1
        );
        assert_eq!(
            of("{ type: text }", |schema| schema.unknown_types().len()),
            1
        );
        assert_eq!(
            of("{ type: ['null', string] }", |schema| schema
                .unknown_types()
                .len()),
            0
        );
    }

    #[test]
    fn null_is_allowed_in_every_version() {
        for text in [
            "{ type: string, nullable: true }",
            "{ type: string, x-nullable: true }",
            "{ type: [string, 'null'] }",
            "{ type: [string, null] }",
            "{ type: 'null' }",
            "{ enum: [a, null] }",
            "{ const: null }",
        ] {
            assert!(of(text, |schema| schema.allows_null()), "{text}");
        }
        for text in [
            "{ type: string }",
            "{ type: string, nullable: false }",
            "{ enum: [a, 'null'] }",
            "{ default: null }",
            "{ oneOf: [{ type: string }, { type: 'null' }] }",
        ] {
            assert!(!of(text, |schema| schema.allows_null()), "{text}");
        }
        for text in [
            "{ oneOf: [{ type: string }, { type: 'null' }] }",
            "{ anyOf: [{ enum: [null] }, { type: string }] }",
            "{ anyOf: [{ const: null }] }",
        ] {
            assert!(of(text, |schema| schema.has_null_alternative()), "{text}");
        }
        assert!(!of("{ anyOf: [{ type: [string, 'null'] }] }", |schema| {
            schema.has_null_alternative()
        }));
    }

    #[test]
    fn null_and_nothing_else() {
        for text in [
            "{ type: 'null' }",
            "{ type: ['null'] }",
            "{ const: null }",
            "{ enum: [null] }",
        ] {
            assert!(of(text, |schema| schema.is_null()), "{text}");
        }
        for text in [
            "{}",
            "{ type: [] }",
            "{ enum: [] }",
            "{ enum: [null, a] }",
            "{ nullable: true }",
        ] {
            assert!(!of(text, |schema| schema.is_null()), "{text}");
        }
    }

    #[test]
    fn values_and_alternatives_leave_null_aside() {
        let values = |text: &str| {
            of(text, |schema| {
                let values = schema.values().into_iter().filter_map(Node::as_text);
                values.map(str::to_owned).collect::<Vec<_>>()
            })
        };
        assert_eq!(values("{ enum: [a, null, 1, true] }"), ["a", "1", "true"]);
        assert_eq!(values("{ const: a }"), ["a"]);
        assert!(values("{ const: null }").is_empty());
        let alternatives = |text: &str| {
            of(text, |schema| {
                schema.alternatives().map(|(key, list)| (key, list.len()))
            })
        };
        assert_eq!(
            alternatives("{ oneOf: [{ type: string }, { type: 'null' }] }"),
            Some(("oneOf", 1))
        );
        assert_eq!(alternatives("{ anyOf: [{}, {}] }"), Some(("anyOf", 2)));
        assert_eq!(
            alternatives("{ oneOf: [], anyOf: [{}] }"),
            Some(("anyOf", 1))
        );
        assert_eq!(
            alternatives("{ oneOf: [{ type: 'null' }] }"),
            Some(("oneOf", 0))
        );
        assert_eq!(alternatives("{ allOf: [{}] }"), None);
    }

    #[test]
    fn formats_are_called_as_in_3_0() {
        for (text, format) in [
            ("{ type: string, format: date }", Some("date")),
            ("{ type: file }", Some("binary")),
            ("{ type: string, contentEncoding: base64 }", Some("byte")),
            (
                "{ type: string, contentEncoding: base64url, contentMediaType: image/png }",
                Some("byte"),
            ),
            (
                "{ type: string, contentMediaType: image/png }",
                Some("binary"),
            ),
            ("{ type: string, contentEncoding: quoted-printable }", None),
            ("{ type: string }", None),
        ] {
            let found = of(text, |schema| schema.format().map(str::to_owned));
            assert_eq!(found.as_deref(), format, "{text}");
        }
    }

    #[test]
    fn bounds_are_exclusive_in_two_ways() {
        let bound = |text: &str| {
            of(text, |schema| {
                let bound = schema.minimum()?;
                Some((bound.node.as_i64()?, bound.is_exclusive))
            })
        };
        assert_eq!(bound("{ minimum: 1 }"), Some((1, false)));
        assert_eq!(
            bound("{ minimum: 1, exclusiveMinimum: true }"),
            Some((1, true))
        );
        assert_eq!(
            bound("{ minimum: 1, exclusiveMinimum: false }"),
            Some((1, false))
        );
        assert_eq!(bound("{ exclusiveMinimum: 2 }"), Some((2, true)));
        assert_eq!(bound("{ exclusiveMinimum: true }"), None);
        assert_eq!(bound("{ maximum: 1 }"), None);
    }

    #[test]
    fn places_of_tuples_and_references() {
        let places = |text: &str| of(text, |schema| schema.tuple().map(<[Node]>::len));
        assert_eq!(places("{ prefixItems: [{}, {}], items: false }"), Some(2));
        assert_eq!(places("{ items: [{}] }"), Some(1));
        assert_eq!(places("{ items: {} }"), None);
        assert_eq!(places("{ prefixItems: [] }"), None);
        assert!(of("{ $ref: '#/a' }", |schema| schema.reference().is_some()));
        // A property of this name.
        assert!(of("{ $ref: { type: string } }", |schema| schema
            .reference()
            .is_none()));
    }

    #[test]
    fn what_says_nothing_is_not_structural() {
        for text in [
            "{}",
            "{ description: a }",
            "{ properties: {} }",
            "{ enum: [] }",
            "{ nullable: true }",
        ] {
            assert!(!of(text, |schema| schema.is_structural()), "{text}");
        }
        for text in [
            "{ type: string }",
            "{ const: 0 }",
            "{ items: false }",
            "{ required: [a] }",
        ] {
            assert!(of(text, |schema| schema.is_structural()), "{text}");
        }
    }

    #[test]
    fn a_kind_holds_its_values() {
        let holds = |kind: Kind, text: &str| of(text, |schema| kind.holds(schema.0));
        assert!(
            holds(Kind::Integer, "1") && !holds(Kind::Integer, "1.5") && holds(Kind::Number, "1")
        );
        assert!(holds(Kind::Boolean, "true") && !holds(Kind::Boolean, "'true'"));
        // Without quotes it is a text all the same, where a text is meant.
        assert!(
            holds(Kind::String, "1") && holds(Kind::String, "true") && !holds(Kind::String, "null")
        );
        assert!(holds(Kind::Array, "[]") && holds(Kind::Object, "{}"));
    }
}
