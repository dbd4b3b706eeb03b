//! Objects: with known properties, and as maps.

use std::collections::HashSet;

use super::Schemas;
use super::constants::constant;
use super::docs::docs;
use super::merged::{MergedSchema, Properties};
use super::name_hint::NameHint;
use super::nullable::are_nullable;
use super::others::Others;
use crate::document::Node;
use crate::ir::{Docs, MapKey, Type};
use crate::lock::sources;
use crate::lower::direction::Direction;
use crate::lower::draft::{Constant, Field, Shape, Struct};
use crate::lower::extensions::property_names::{is_by_id, map_key};
use crate::names::{Name, Scope, Use};
use crate::openapi::json_type::JsonType;
use crate::openapi::reader::Reader;
use crate::openapi::schema::Schema;

impl<'d> Schemas<'_, 'd> {
    /// An object with known properties.
    pub(super) fn object(
        &mut self,
        place: &str,
        merged: &MergedSchema<'d>,
        properties: Properties<'d>,
        hint: &NameHint,
    ) -> Shape {
        let reader = self.reader();
        check_required(reader, merged, &properties);
        let required: HashSet<&str> = properties.required.iter().copied().collect();
        let has_results = merged.parts().any(|part| part.extensions().has_results());
        let names: Vec<&str> = properties.list.iter().map(|(name, _)| *name).collect();
        let sources: Vec<String> = names.iter().map(|name| sources::word(name)).collect();
        let mut scope =
            Scope::with((self.lock()).members(place, sources.iter().map(String::as_str)));
        let named = sources.iter().map(String::as_str);
        scope.settle(named.zip(names.iter().copied()), Use::Value);
        let (mut fields, mut constants) = (Vec::new(), Vec::new());
        for ((name, schemas), source) in properties.list.iter().zip(&sources) {
            let is_required = required.contains(name);
            match is_required.then(|| constant(reader, schemas)).flatten() {
                Some(value) => {
                    let merged = MergedSchema::of_all(reader, schemas);
                    if let Some(last) = merged.last().filter(|_| !merged.stated_values().1) {
                        let message = "the parts of the schema contradict one another, so that no value is possible: that of the first part is written";
                        reader.degrade(last.node(), message, "make all parts agree");
                    }
                    constants.push(Constant {
                        wire_name: (*name).to_owned(),
                        value,
                        only: only_direction(reader, schemas),
                        also: Vec::new(),
                    });
                }
                None => {
                    // Its own name is that of the method which goes through the objects in order.
                    let field_name = match has_results && is_by_id(reader, schemas) {
                        true => scope.claim_for(source, &format!("{name} by id"), Use::Value),
                        false => scope.claim_for(source, name, Use::Value),
                    };
                    fields.push(self.field(field_name, name, schemas, is_required, hint));
                }
            }
        }
        let additional = self
            .other_values(&properties.others, &hint.child("additional"))
            .map(|ty| (scope.claim("additional", Use::Value), ty));
        let text = self.forms.text(reader, merged, &fields);
        Shape::Struct(Struct {
            unreadable: has_results.then(|| scope.claim("unreadable", Use::Value)),
            text,
            is_closed: properties.others.are_refused(),
            fields,
            constants,
            order: names.into_iter().map(str::to_owned).collect(),
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
            known: None,
            header: None,
            ty,
        }
    }

    /// An object whose properties are not known.
    pub(super) fn map(
        &mut self,
        merged: &MergedSchema<'d>,
        others: &Others<'d>,
        hint: &NameHint,
    ) -> Type {
        let value = self.other_values(others, &hint.child("value"));
        Type::Map {
            key: self.map_key(merged, hint),
            value: Box::new(value.unwrap_or(Type::Any)),
        }
    }

    /// The type of the values of other properties, null included, if the document states that the object can have such.
    /// Values of several types are a union.
    fn other_values(&mut self, others: &Others<'d>, hint: &NameHint) -> Option<Type> {
        let mut types: Vec<Type> = Vec::new();
        for schemas in others.alternatives() {
            let ty = match schemas.is_empty() {
                true => Type::Any,
                false => self.lower_inner_all(&schemas, hint),
            };
            if !types.contains(&ty) {
                types.push(ty);
            }
        }
        match types.as_slice() {
            [] => None,
            [ty] => Some(ty.clone()),
            several if several.contains(&Type::Any) => Some(Type::Any),
            several => Some(self.declare_union(several, hint)),
        }
    }

    /// The type of the keys of a map: a set of strings if `propertyNames` lists them.
    fn map_key(&mut self, merged: &MergedSchema<'d>, hint: &NameHint) -> MapKey {
        let names = merged.find(Schema::property_names);
        let names = names.filter(|names| {
            let names = MergedSchema::of(self.reader(), *names);
            let values = names.values();
            let is_text = |value: &&Node| value.as_str().is_some();
            names
                .types()
                .iter()
                .all(|json_type| *json_type == JsonType::String)
                && !values.is_empty()
                && values.iter().all(is_text)
        });
        match names.map(|names| self.lower(names, &hint.child("key"))) {
            Some(Type::Named(id)) => MapKey::Named(id),
            _ => map_key(self.reader(), merged),
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

/// The documentation by the last schema that has any: the parts of an object go from the general to the special.
fn docs_of_last<'d>(reader: &Reader<'d>, schemas: &[Schema<'d>]) -> Docs {
    let all = schemas.iter().rev().map(|schema| docs(reader, *schema));
    let mut all: Vec<Docs> = all.collect();
    let described = all
        .iter()
        .position(|docs| docs.summary.is_some() || docs.description.is_some());
    match all.is_empty() {
        true => Docs::default(),
        false => all.swap_remove(described.unwrap_or_default()),
    }
}

/// Reports the names in `required` that are no properties, unless the object can have others.
fn check_required<'d>(reader: &Reader<'d>, merged: &MergedSchema<'d>, properties: &Properties<'d>) {
    if properties.others.are_stated() {
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
            let mut parts = merged.parts();
            let (message, help) = match parts.any(|part| part.property(name).is_some()) {
                true => (
                    format!(
                        "`required` names `{name}`, for which no value is allowed; it is left out"
                    ),
                    "describe its values, or do not require it",
                ),
                false => (
                    format!("`required` names `{name}`, which is not a property; it is ignored"),
                    "correct the spelling, or add the property",
                ),
            };
            reader.degrade(at, message, help);
        }
    }
}
