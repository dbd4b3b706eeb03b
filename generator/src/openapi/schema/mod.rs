//! Schemas of any version, their keywords read into one form.
//!
//! | written | read as |
//! |---|---|
//! | `nullable`, `x-nullable` (3.0, 2.0), `type: [string, 'null']`, `{type: 'null'}` among the alternatives, null in `enum` | [`Schema::allows_null`] |
//! | `type: [string, integer]` (3.1) | several [`JsonType`](super::json_type::JsonType)s |
//! | `const` (3.1) | an `enum` of one value |
//! | `exclusiveMinimum: true` beside `minimum` (3.0), `exclusiveMinimum: 1` (3.1) | [`Bound`](super::bounds::Bound) |
//! | `type: file` (2.0), `contentEncoding`, `contentMediaType` (3.1) | `format: binary`, `format: byte` |
//! | `prefixItems` (3.1), `items: [..]` (older drafts) | [`Schema::tuple`] |

mod docs;
mod parts;
mod structure;
mod unsupported;
mod values;

pub(crate) use self::parts::Alternatives;

use super::extensions::SchemaExtensions;
use super::reader::Reader;
use super::references;
use crate::document::{Node, NodeId, Value};

/// A schema in the document: an object, or a boolean (JSON Schema 2020-12, section 4.3.2).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Schema<'d>(&'d Node);

/// The node itself.
impl<'d> Schema<'d> {
    pub(super) fn new(node: &'d Node) -> Self {
        Self(node)
    }

    /// Its node, for the places of problems.
    pub(crate) fn node(self) -> &'d Node {
        self.0
    }

    /// The id of its node.
    pub(crate) fn id(self) -> NodeId {
        self.0.id
    }

    /// Whether it is an object.
    pub(crate) fn is_object(self) -> bool {
        matches!(self.0.value, Value::Object(_))
    }

    /// The boolean that it is: `true` accepts every value, `false` none. `not: {}` is another way to write `false`.
    pub(crate) fn as_bool(self) -> Option<bool> {
        let is_never = || self.not_anything() && !self.is_placeholder();
        self.0.as_bool().or_else(|| is_never().then_some(false))
    }

    /// Whether it stands for what others bind its anchor to, and accepts nothing by itself.
    pub(crate) fn is_placeholder(self) -> bool {
        self.not_anything() && self.get("$dynamicAnchor").is_some()
    }

    /// Whether all that it states of the value is that it does not match a schema which accepts everything.
    fn not_anything(self) -> bool {
        let not = self.get("not");
        not.is_some_and(|not| {
            let is_everything = matches!(&not.value, Value::Object(entries) if entries.is_empty());
            is_everything || not.as_bool() == Some(true)
        }) && !self.restricts()
    }

    /// Whether it has no keywords.
    pub(crate) fn is_empty(self) -> bool {
        self.0.entries().is_empty()
    }

    fn get(self, key: &str) -> Option<&'d Node> {
        self.0.get(key)
    }

    fn text(self, key: &str) -> Option<&'d str> {
        self.get(key).and_then(Node::as_text)
    }

    fn flag(self, key: &str) -> bool {
        self.get(key).and_then(Node::as_bool) == Some(true)
    }

    fn has_any(self, keys: &[&str]) -> bool {
        keys.iter().any(|key| self.get(key).is_some())
    }

    fn schemas(self, key: &str) -> impl Iterator<Item = Self> + use<'d> {
        self.get(key)
            .map_or(&[][..], Node::items)
            .iter()
            .map(Schema)
    }

    /// `x-comma-separated`: the schema of the list whose items the string joins by commas.
    pub(crate) fn comma_separated(self) -> Option<Self> {
        self.extensions().comma_separated().map(Self)
    }

    /// Its extensions.
    pub(crate) fn extensions(self) -> SchemaExtensions<'d> {
        SchemaExtensions::of(self.0)
    }
}

/// References.
impl<'d> Schema<'d> {
    /// `$ref`.
    pub(crate) fn reference(self) -> Option<&'d str> {
        // A property can be called `$ref`, too: then it is an object.
        references::reference(self.0).and_then(Node::as_str)
    }

    /// The schema that its reference leads to, or itself if there is none. An error if the reference leads to nothing.
    pub(crate) fn target(self, reader: &Reader<'d>) -> Option<Self> {
        reader.resolve(self.0).map(Self)
    }

    /// The schema that its reference leads to, or itself if there is none or it leads to nothing.
    pub(crate) fn resolved(self, reader: &Reader<'d>) -> Self {
        self.target(reader).unwrap_or(self)
    }

    /// The name of the schema that its reference leads to, if it leads into a folder of named schemas.
    pub(crate) fn referenced_name(self) -> Option<&'d str> {
        let (folder, name) = self.reference()?.rsplit_once('/')?;
        let is_named = ["schemas", "definitions", "$defs"]
            .iter()
            .any(|known| folder.ends_with(known));
        is_named.then_some(name)
    }

    /// The name that its reference to another file gives to the schema there: the end of the pointer, or the file.
    pub(crate) fn name_in_file(self) -> Option<&'d str> {
        let reference = self.reference()?;
        let (file, pointer) = reference.split_once('#').unwrap_or((reference, ""));
        let name = match pointer.trim_start_matches('/') {
            "" => file
                .rsplit('/')
                .next()
                .and_then(|name| name.split('.').next()),
            pointer => pointer.rsplit('/').next(),
        };
        name.filter(|name| !name.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Calls `ask` with a schema that is written on one line.
    fn of<T>(text: &str, ask: impl FnOnce(Schema<'_>) -> T) -> T {
        let parsed = crate::parse(&format!("schema: {text}\n")).unwrap();
        let root = parsed.document.pointer("#/schema").unwrap();
        ask(Schema(root))
    }

    #[test]
    fn types_are_read_from_every_spelling_of_type() {
        use crate::openapi::json_type::JsonType::*;
        for (text, types) in [
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
            // An integer is a number, too.
            ("{ type: [integer, number] }", vec![Number]),
            ("{ type: [object, unheard_of] }", vec![Object]),
            ("{ type: { a: b } }", vec![]),
        ] {
            assert_eq!(of(text, |schema| schema.types()), types, "{text}");
        }
        assert_eq!(
            of("{ type: [text, string] }", |schema| schema
                .unknown_types()
                .count()),
            1
        );
        assert_eq!(
            of("{ type: text }", |schema| schema.unknown_types().count()),
            1
        );
        assert_eq!(
            of("{ type: ['null', string] }", |schema| schema
                .unknown_types()
                .count()),
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
                let alternatives = schema.alternatives()?;
                let is_it = |key: &&str| {
                    let node = schema.get(key);
                    node.is_some_and(|node| node.id == alternatives.node.id)
                };
                let key = ["oneOf", "anyOf"].into_iter().find(is_it)?;
                Some((key, alternatives.list.len()))
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
        let places = |text: &str| of(text, |schema| schema.tuple().map(|places| places.len()));
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
    fn annotations_are_not_structural() {
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
}
