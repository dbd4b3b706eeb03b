//! Objects and enums: the schemas whose parts have names.

use std::collections::HashSet;

use super::draft::{Enum, Field, Shape, Struct};
use super::schema::{Origin, Schemas, says_anything};
use super::view::{Properties, View};
use crate::document::{Node, Value};
use crate::ir::{Constant, Docs, Literal, MapKey, Type, Variant};
use crate::names::{Scope, Use};
use crate::openapi::extensions::PropertyNames;
use crate::openapi::schema::Kind;

impl<'d> Schemas<'_, 'd> {
    /// An object with known properties.
    pub(super) fn structure(
        &mut self,
        view: &View<'d>,
        properties: Properties<'d>,
        origin: &Origin,
    ) -> Shape {
        let required: HashSet<&str> = properties.required.iter().copied().collect();
        self.check_required(view, &properties);
        let mut scope = Scope::default();
        let (constants, variable): (Vec<_>, Vec<_>) = properties
            .list
            .into_iter()
            .partition(|(wire, nodes)| required.contains(wire) && self.constant(nodes).is_some());
        let mut fields = Vec::with_capacity(variable.len());
        for (wire, nodes) in variable {
            let flag = |key: &str| nodes.iter().any(|node| self.says(node, key));
            let (read_only, write_only) = (flag("readOnly"), flag("writeOnly"));
            // The last that says anything of it: parts of an object come from the general to the special.
            let docs = nodes.iter().rev().map(|node| self.docs(node));
            let mut docs: Vec<Docs> = docs.collect();
            let told = docs
                .iter()
                .position(|docs| docs.summary.is_some() || docs.description.is_some());
            let docs = docs.swap_remove(told.unwrap_or_default());
            fields.push(Field {
                name: scope.claim(wire, Use::Value),
                wire_name: wire.to_owned(),
                docs,
                required: required.contains(wire),
                nullable: self.are_nullable(&nodes),
                read_only,
                // Of something that goes neither way there is nothing to be said.
                write_only: write_only && !read_only,
                ty: self.lower_all(&nodes, &origin.child(wire)),
            });
        }
        let additional = properties
            .additional
            .filter(|schema| schema.as_bool() != Some(false));
        let additional = additional.or_else(|| {
            view.get("patternProperties")
                .and_then(|node| node.entries().first())
                .map(|(_, schema)| schema)
        });
        let additional = additional.map(|schema| {
            let value = match schema.entries() {
                // The empty schema says as little as `true`.
                [] => Type::Any,
                _ => self.lower_inner(schema, &origin.child("additional")),
            };
            (scope.claim("additional", Use::Value), value)
        });
        Shape::Struct(Struct {
            is_closed: properties.additional.and_then(Node::as_bool) == Some(false),
            fields,
            constants: constants
                .into_iter()
                .filter_map(|(wire, nodes)| {
                    let value = self.constant(&nodes)?;
                    Some(Constant {
                        wire_name: wire.to_owned(),
                        value,
                    })
                })
                .collect(),
            additional,
        })
    }

    /// Whether null is allowed by all of `nodes` that restrict the value, or by any, if none does.
    fn are_nullable(&self, nodes: &[&'d Node]) -> bool {
        let mut telling = nodes.iter().filter(|node| says_anything(node)).peekable();
        match telling.peek() {
            Some(_) => telling.all(|node| self.is_nullable(node)),
            None => nodes.iter().any(|node| self.is_nullable(node)),
        }
    }

    /// Whether a schema, or what it refers to, has a flag.
    fn says(&self, node: &'d Node, key: &str) -> bool {
        let flag = |node: &Node| node.get(key).and_then(Node::as_bool) == Some(true);
        flag(node) || self.reader.resolve(node).is_some_and(flag)
    }

    /// The properties that have to be there and have just one value.
    pub(super) fn constants(&self, view: &View<'d>) -> Vec<(&'d str, Literal)> {
        let properties = view.properties();
        let required = |wire: &&str| properties.required.contains(wire);
        let list = properties.list.iter();
        list.filter(|(wire, _)| required(wire))
            .filter_map(|(wire, nodes)| Some((*wire, self.constant(nodes)?)))
            .collect()
    }

    /// The only value of a property, if it has just one and cannot be null.
    pub(super) fn constant(&self, nodes: &[&'d Node]) -> Option<Literal> {
        if nodes.iter().any(|node| self.is_nullable(node)) {
            return None;
        }
        let view = View::of_all(self.reader, nodes);
        let values = view.values();
        let [value] = values.as_slice() else {
            return None;
        };
        if view.alternatives().is_some() {
            return None;
        }
        let (stated, _) = view.stated_kinds();
        if stated.iter().any(|kind| !kind.holds(value)) {
            return None;
        }
        let is_text = stated == [Kind::String];
        match &value.value {
            Value::Bool(value) if !is_text => Some(Literal::Bool(*value)),
            Value::Number(_) if !is_text => value.as_i64().map(Literal::Integer),
            _ => value.as_text().map(|text| Literal::Text(text.to_owned())),
        }
    }

    fn check_required(&self, view: &View<'d>, properties: &Properties<'d>) {
        if properties
            .additional
            .is_some_and(|schema| schema.as_bool() != Some(false))
        {
            return;
        }
        let known: HashSet<&str> = properties.list.iter().map(|(name, _)| *name).collect();
        for schema in view.schemas() {
            let Some(at) = schema.get("required") else {
                continue;
            };
            if at.items().is_empty() && at.as_bool().is_some() {
                let message = "`required` is a boolean and not an array; it is ignored";
                self.reader.degrade(
                    at,
                    message,
                    "name the required properties in the object that they are of",
                );
            }
            for name in at
                .items()
                .iter()
                .filter_map(Node::as_text)
                .filter(|name| !known.contains(name))
            {
                let message =
                    format!("`required` names `{name}`, which is no property; it is ignored");
                self.reader
                    .degrade(at, message, "correct the spelling, or add the property");
            }
        }
    }

    /// An object whose properties are not known.
    pub(super) fn map(
        &mut self,
        view: &View<'d>,
        additional: Option<&'d Node>,
        origin: &Origin,
    ) -> Type {
        let pattern = view
            .get("patternProperties")
            .and_then(|node| node.entries().first());
        let additional = additional
            .filter(|schema| {
                matches!(schema.value, Value::Object(_)) && !schema.entries().is_empty()
                    || schema.as_bool() == Some(false)
            })
            .or(pattern.map(|(_, schema)| schema));
        let value = match additional {
            Some(closed) if closed.as_bool() == Some(false) => {
                let message =
                    "an object without properties, to which none may be added, is a free map";
                self.untyped(
                    closed,
                    message,
                    "name its properties, or remove `additionalProperties`",
                )
            }
            Some(schema) => self.lower_inner(schema, &origin.child("value")),
            None => Type::Any,
        };
        Type::Map {
            key: view
                .schemas()
                .find_map(|schema| schema.extensions().property_names(self.reader))
                .map_or(MapKey::String, |names| self.map_key(&names)),
            value: Box::new(value),
        }
    }

    /// What `x-property-names` says of the keys of a map.
    fn map_key(&self, names: &PropertyNames<'d>) -> MapKey {
        match (names.type_name, names.format) {
            (Some("string"), Some("id")) => MapKey::Id,
            (Some("string"), None) => MapKey::String,
            _ => {
                let help = "write `{type: string, format: id}`, or remove it";
                self.reader.error(
                    names.node,
                    "`x-property-names` describes keys that are not supported",
                    help,
                );
                MapKey::String
            }
        }
    }

    pub(super) fn string_enum(&self, values: &[&'d Node]) -> Shape {
        let mut scope = Scope::default();
        // First, so that a value that is added later cannot take its name.
        let other = scope.claim("Other", Use::Variant);
        let mut variants: Vec<Variant<String>> = Vec::new();
        let mut known = HashSet::new();
        for node in values {
            let Some(value) = node.as_text() else {
                continue;
            };
            if !known.insert(value) {
                self.value_twice(node, value);
                continue;
            }
            variants.push(Variant {
                name: scope.claim(value, Use::Variant),
                value: value.to_owned(),
            });
        }
        Shape::StringEnum(Enum { variants, other })
    }

    fn value_twice(&self, node: &Node, value: &str) {
        let message = format!("the value `{value}` stands here for a second time");
        self.reader.degrade(node, message, "remove one of the two");
    }

    pub(super) fn integer_enum(&self, values: &[&'d Node]) -> Shape {
        let mut scope = Scope::default();
        let other = scope.claim("Other", Use::Variant);
        let mut variants: Vec<Variant<i64>> = Vec::new();
        for node in values {
            let Some(value) = node.as_i64() else {
                continue;
            };
            if variants.iter().any(|variant| variant.value == value) {
                self.value_twice(node, &value.to_string());
                continue;
            }
            variants.push(Variant {
                name: scope.claim(&value.to_string(), Use::Variant),
                value,
            });
        }
        Shape::IntegerEnum(Enum { variants, other })
    }
}
