//! Objects: with known properties, and as maps.

use std::collections::HashSet;

use super::Schemas;
use super::constants::constant;
use super::docs::docs;
use super::merged::{MergedSchema, Properties};
use super::name_hint::NameHint;
use super::nullable::are_nullable;
use crate::ir::{Docs, Type};
use crate::lower::direction::Direction;
use crate::lower::draft::{Constant, Field, Shape, Struct};
use crate::lower::extensions::property_names::{is_by_id, map_key};
use crate::names::{Name, Scope, Use};
use crate::openapi::reader::Reader;
use crate::openapi::schema::Schema;

impl<'d> Schemas<'_, 'd> {
    /// An object with known properties.
    pub(super) fn object(
        &mut self,
        merged: &MergedSchema<'d>,
        properties: Properties<'d>,
        hint: &NameHint,
    ) -> Shape {
        let reader = self.reader();
        check_required(reader, merged, &properties);
        let required: HashSet<&str> = properties.required.iter().copied().collect();
        let has_results = merged.parts().any(|part| part.extensions().has_results());
        let mut scope = Scope::default();
        let (mut fields, mut constants) = (Vec::new(), Vec::new());
        for (name, schemas) in &properties.list {
            let is_required = required.contains(name);
            match is_required.then(|| constant(reader, schemas)).flatten() {
                Some(value) => constants.push(Constant {
                    wire_name: (*name).to_owned(),
                    value,
                    only: only_direction(reader, schemas),
                }),
                None => {
                    // Its own name is that of the method which goes through the objects in order.
                    let field_name = match has_results && is_by_id(reader, schemas) {
                        true => scope.claim(&format!("{name} by id"), Use::Value),
                        false => scope.claim(name, Use::Value),
                    };
                    fields.push(self.field(field_name, name, schemas, is_required, hint));
                }
            }
        }
        let additional = self
            .additional(merged, &properties, hint)
            .map(|ty| (scope.claim("additional", Use::Value), ty));
        let text = self.forms.text(reader, merged, &fields);
        Shape::Struct(Struct {
            unreadable: has_results.then(|| scope.claim("unreadable", Use::Value)),
            text,
            is_closed: properties.additional.and_then(Schema::as_bool) == Some(false),
            fields,
            constants,
            additional,
        })
    }

    fn field(
        &mut self,
        name: Name,
        wire_name: &str,
        schemas: &[Schema<'d>],
        required: bool,
        hint: &NameHint,
    ) -> Field {
        let reader = self.reader();
        let ty = self.lower_all(schemas, &hint.child(wire_name));
        Field {
            name,
            wire_name: wire_name.to_owned(),
            docs: docs_of_last(reader, schemas),
            required,
            nullable: are_nullable(reader, schemas),
            only: only_direction(reader, schemas),
            map_key: self.forms.map_key(reader, schemas, &ty),
            ty,
        }
    }

    /// The type of the values of other properties, if the object can have such.
    fn additional(
        &mut self,
        merged: &MergedSchema<'d>,
        properties: &Properties<'d>,
        hint: &NameHint,
    ) -> Option<Type> {
        let additional = properties.additional;
        let additional = additional.filter(|schema| schema.as_bool() != Some(false));
        let schema = additional.or_else(|| pattern_property(merged))?;
        // The empty schema allows as much as `true`.
        Some(if schema.is_empty() {
            Type::Any
        } else {
            self.lower_inner(schema, &hint.child("additional"))
        })
    }

    /// An object whose properties are not known.
    pub(super) fn map(
        &mut self,
        merged: &MergedSchema<'d>,
        additional: Option<Schema<'d>>,
        hint: &NameHint,
    ) -> Type {
        let reader = self.reader();
        let additional = additional
            .filter(|schema| {
                schema.is_object() && !schema.is_empty() || schema.as_bool() == Some(false)
            })
            .or_else(|| pattern_property(merged));
        let value = match additional {
            Some(closed) if closed.as_bool() == Some(false) => {
                let message = "an object that allows no properties is read as a map of any values";
                let help = "name its properties, or remove `additionalProperties`";
                reader.degrade(closed.node(), message, help);
                Type::Any
            }
            Some(schema) => self.lower_inner(schema, &hint.child("value")),
            None => Type::Any,
        };
        Type::Map {
            key: map_key(reader, merged),
            value: Box::new(value),
        }
    }
}

/// The only direction in which a property goes, by everything that describes it together. One that is both `readOnly` and
/// `writeOnly` is treated as `readOnly`.
pub(in crate::lower) fn only_direction<'d>(
    reader: &Reader<'d>,
    schemas: &[Schema<'d>],
) -> Option<Direction> {
    let merged = MergedSchema::of_all(reader, schemas);
    if merged.parts().any(Schema::is_read_only) {
        return Some(Direction::Received);
    }
    let is_sent = merged.parts().any(Schema::is_write_only);
    is_sent.then_some(Direction::Sent)
}

/// The first of `patternProperties`.
fn pattern_property<'d>(merged: &MergedSchema<'d>) -> Option<Schema<'d>> {
    let schema = merged.find(|schema| schema.pattern_properties_node().map(|_| schema))?;
    schema.pattern_property()
}

/// The documentation by the last schema that has any: the parts of an object go from the general to the special.
fn docs_of_last<'d>(reader: &Reader<'d>, schemas: &[Schema<'d>]) -> Docs {
    let all = schemas.iter().rev().map(|schema| docs(reader, *schema));
    let mut all: Vec<Docs> = all.collect();
    let described = all
        .iter()
        .position(|docs| docs.summary.is_some() || docs.description.is_some());
    all.swap_remove(described.unwrap_or_default())
}

/// Reports the names in `required` that are no properties, unless the object can have others.
fn check_required<'d>(reader: &Reader<'d>, merged: &MergedSchema<'d>, properties: &Properties<'d>) {
    let additional = properties.additional;
    if additional.is_some_and(|schema| schema.as_bool() != Some(false)) {
        return;
    }
    let known: HashSet<&str> = properties.list.iter().map(|(name, _)| *name).collect();
    for part in merged.parts() {
        let Some(at) = part.required_node() else {
            continue;
        };
        if at.as_bool().is_some() {
            let message = "`required` is a boolean and not an array; it is ignored";
            let help = "list the required properties in the object that has them";
            reader.degrade(at, message, help);
        }
        for name in part.required().filter(|name| !known.contains(name)) {
            let message =
                format!("`required` names `{name}`, which is not a property; it is ignored");
            reader.degrade(at, message, "correct the spelling, or add the property");
        }
    }
}
