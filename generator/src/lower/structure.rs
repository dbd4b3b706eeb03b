//! Objects and enums: the schemas whose parts have names.

use super::schema::{Origin, Schemas};
use crate::document::{Node, Value};
use crate::ir::{Field, MapKey, Shape, StringEnum, Struct, Type, Variant};
use crate::names::{Name, Scope, Use};

impl<'d> Schemas<'_, 'd> {
    pub(super) fn object(&mut self, node: &'d Node, origin: &Origin) -> Shape {
        let properties = self.reader.entries(node, "properties");
        let additional = node.get("additionalProperties");
        if properties.is_empty() {
            let value = match additional {
                Some(schema)
                    if matches!(schema.value, Value::Object(_)) && !schema.entries().is_empty() =>
                {
                    self.lower_inner(schema, &origin.child("value"))
                }
                Some(closed) if closed.as_bool() == Some(false) => {
                    let message =
                        "an object without properties, to which none may be added, is a free map";
                    self.untyped(
                        closed,
                        message,
                        "name its properties, or remove `additionalProperties`",
                    )
                }
                _ => Type::Any,
            };
            return Shape::Alias(Type::Map {
                key: self.map_key(node),
                value: Box::new(value),
            });
        }
        if let Some(schema) = additional.filter(|schema| schema.as_bool().is_none()) {
            let message =
                "`additionalProperties` beside `properties`: the additional ones are not kept";
            self.reader.degrade(
                schema,
                message,
                "name the properties, or make a map of its own of the others",
            );
        }
        let required = self.reader.strings(node, "required");
        for name in required
            .iter()
            .filter(|name| !properties.iter().any(|(property, _)| property == *name))
        {
            let at = node.get("required").unwrap_or(node);
            self.reader.degrade(
                at,
                format!("`required` names `{name}`, which is no property; it is ignored"),
                "correct the spelling, or add the property",
            );
        }
        let (mut scope, mut methods) = (Scope::default(), Scope::default());
        methods.claim("new", Use::Value);
        let setters: Vec<Name> = properties
            .iter()
            .map(|(wire, _)| methods.claim(wire, Use::Method))
            .collect();
        let mut fields = Vec::with_capacity(properties.len());
        for ((wire, schema), setter) in properties.iter().zip(setters) {
            fields.push(Field {
                name: scope.claim(wire, Use::Value),
                clear: methods.claim(&format!("clear_{setter}"), Use::Value),
                setter,
                wire: wire.clone(),
                docs: self.docs(schema),
                ty: self.lower(schema, &origin.child(wire)),
                required: required.contains(&wire.as_str()),
                nullable: self.is_nullable(schema),
                boxed: false,
            });
        }
        Shape::Struct(Struct {
            closed: additional.and_then(Node::as_bool) == Some(false),
            fields,
            results: None,
            page: None,
            item_errors: None,
        })
    }

    /// What `x-property-names` says of the keys of a map.
    fn map_key(&self, node: &'d Node) -> MapKey {
        let Some(names) = node.get("x-property-names") else {
            return MapKey::String;
        };
        self.reader
            .check_keys(names, "`x-property-names`", &["type", "format"]);
        match (
            self.reader.text(names, "type"),
            self.reader.text(names, "format"),
        ) {
            (Some("string"), Some("id")) => MapKey::Id,
            (Some("string"), None) => MapKey::String,
            _ => {
                let help = "write `{type: string, format: id}`, or remove it";
                self.reader.error(
                    names,
                    "`x-property-names` describes keys that are not supported",
                    help,
                );
                MapKey::String
            }
        }
    }

    pub(super) fn enumeration(&self, node: &'d Node, values: &'d Node) -> Shape {
        if is_string_enum(node) {
            let mut scope = Scope::default();
            // First, so that a value that is added later cannot take its name.
            let other = scope.claim("Other", Use::Variant);
            let mut variants: Vec<Variant<String>> = Vec::new();
            for node in values.items() {
                let Some(value) = node.as_text() else {
                    continue;
                };
                if variants.iter().any(|variant| variant.value == value) {
                    let message = format!("the value `{value}` stands here for a second time");
                    self.reader.degrade(node, message, "remove one of the two");
                    continue;
                }
                variants.push(Variant {
                    name: scope.claim(value, Use::Variant),
                    value: value.to_owned(),
                });
            }
            return Shape::StringEnum(StringEnum {
                open: true,
                variants,
                other,
            });
        }
        let ty = match node.get("type").and_then(Node::as_str) {
            Some("boolean") => Type::Bool,
            Some("integer") => Type::Int64,
            Some("number") => Type::Float64,
            Some("string") => Type::String,
            _ => Type::Any,
        };
        // Both values of a boolean say nothing; one alone is a flag where it is a parameter.
        if ty != Type::Bool || values.items().len() < 2 {
            self.reader.degrade(values, "an enum of anything but strings is not checked: every value of its type is accepted", "use strings, or remove `enum`");
        }
        Shape::Alias(ty)
    }
}

/// Whether the schema is a set of strings. Null aside, which makes it nullable, every value must be
/// one; where the type says so, unquoted numbers and booleans are text too.
pub(super) fn is_string_enum(node: &Node) -> bool {
    let is_text = |item: &Node| match node.get("type").and_then(Node::as_str) {
        Some("string") => item.as_text().is_some(),
        Some(_) => false,
        None => item.as_str().is_some(),
    };
    let items = node.get("enum").map_or(&[][..], Node::items);
    items.iter().any(is_text) && items.iter().all(|item| is_text(item) || item.is_null())
}
