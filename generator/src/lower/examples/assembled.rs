//! A value of a schema, made of the examples of its parts. Nothing is invented: a value whose required parts have none is none.

use std::collections::HashMap;

use crate::document::{Node, NodeId, Value};
use crate::limits::{EXAMPLE_PARTS, NESTED_EXAMPLES};
use crate::lower::direction::Direction;
use crate::lower::schema::graph::SchemaGraph;
use crate::lower::schema::merged::MergedSchema;
use crate::lower::schema::object::only_direction;
use crate::openapi::json_type::JsonType;
use crate::openapi::schema::Schema;

/// Makes values of schemas.
pub(super) struct Assembler<'a, 'r, 'd> {
    graph: &'a SchemaGraph<'r, 'd>,
    /// The schemas that have no value, wherever they are.
    failed: HashMap<NodeId, Missing>,
    /// The schemas around the current one.
    within: Vec<NodeId>,
    /// How many values may still be looked for.
    left: usize,
}

/// The part that has no example.
#[derive(Clone, Debug)]
pub(super) struct Missing {
    /// Its place in the value: `owner.tags[]`; empty for the whole value.
    pub(super) path: String,
    /// Whether it has none in another place either.
    is_final: bool,
}

impl Missing {
    fn here() -> Self {
        Self {
            path: String::new(),
            is_final: true,
        }
    }

    /// A part that depends on the schemas around it.
    fn around() -> Self {
        Self {
            is_final: false,
            ..Self::here()
        }
    }

    fn inside(self, part: &str) -> Self {
        let dot = if self.path.is_empty() || self.path.starts_with('[') {
            ""
        } else {
            "."
        };
        Self {
            path: format!("{part}{dot}{}", self.path),
            ..self
        }
    }
}

/// The discriminating property of an alternative, with its value.
type Known<'d> = Option<(&'d str, &'d str)>;

impl<'a, 'r, 'd> Assembler<'a, 'r, 'd> {
    pub(super) fn new(graph: &'a SchemaGraph<'r, 'd>) -> Self {
        Self {
            graph,
            failed: HashMap::new(),
            within: Vec::new(),
            left: 0,
        }
    }

    /// The example of a schema, or else a value that is made of the examples, defaults and values of its parts.
    pub(super) fn value_of(&mut self, schema: Schema<'d>) -> Result<Node, Missing> {
        self.left = EXAMPLE_PARTS;
        self.value(&[schema])
    }

    fn value(&mut self, schemas: &[Schema<'d>]) -> Result<Node, Missing> {
        if let Some(value) = schemas.iter().find_map(|schema| self.whole(*schema)) {
            return Ok(value.clone());
        }
        let Some(first) = schemas.first() else {
            return Err(Missing::here());
        };
        let target = first.resolved(self.graph.reader).id();
        let is_alone = schemas.len() == 1;
        if let Some(missing) = self.failed.get(&target).filter(|_| is_alone) {
            return Err(missing.clone());
        }
        let is_circle = is_alone && self.within.contains(&target);
        if is_circle || self.left == 0 || self.within.len() > NESTED_EXAMPLES {
            return Err(Missing::around());
        }
        self.left -= 1;
        self.within.push(target);
        let children = self.graph.children_of(first.resolved(self.graph.reader));
        let children = children.filter(|_| is_alone).unwrap_or_default().to_vec();
        let merged = MergedSchema::of_all(self.graph.reader, schemas);
        let value = match children.is_empty() {
            true => self.merged(&merged, None, *first),
            false => self.first_of(&merged, &children, |assembler, child, known| {
                if let Some(value) = assembler.whole(child) {
                    return Ok(value.clone());
                }
                let merged = MergedSchema::of(assembler.graph.reader, child);
                assembler.merged(&merged, known, child)
            }),
        };
        self.within.pop();
        if let Err(missing) = &value
            && missing.is_final
            && is_alone
        {
            self.failed.insert(target, missing.clone());
        }
        value
    }

    /// The value that the schema itself states, or the one that it refers to.
    fn whole(&self, schema: Schema<'d>) -> Option<&'d Node> {
        let target = schema.resolved(self.graph.reader);
        let mut both = [schema, target].into_iter();
        both.find_map(|schema| {
            let stated = schema.examples().next().or(schema.default_value());
            stated.or_else(|| schema.values().first().copied())
        })
    }

    /// The value of a merged schema. `around` is for the place of what is made.
    fn merged(
        &mut self,
        merged: &MergedSchema<'d>,
        known: Known<'d>,
        around: Schema<'d>,
    ) -> Result<Node, Missing> {
        if let Some((part, list)) = merged.alternatives() {
            let beside = merged.without_alternatives_of(part);
            let has_more = merged.has_more_than(part);
            return self.first_of(merged, &list, |assembler, alternative, known| {
                if let Some(value) = assembler.whole(alternative).filter(|_| !has_more) {
                    return Ok(value.clone());
                }
                let merged = beside.and(assembler.graph.reader, alternative);
                assembler.merged(&merged, known, alternative)
            });
        }
        let types = merged.types();
        if types.contains(&JsonType::Object) {
            return self.object(merged, known, around);
        }
        if types.contains(&JsonType::Array) {
            return self.array(merged, around);
        }
        Err(Missing::here())
    }

    /// The value of the first of several alternatives that has one.
    fn first_of(
        &mut self,
        merged: &MergedSchema<'d>,
        alternatives: &[Schema<'d>],
        mut value: impl FnMut(&mut Self, Schema<'d>, Known<'d>) -> Result<Node, Missing>,
    ) -> Result<Node, Missing> {
        let mut first = None;
        let mut is_final = true;
        for alternative in alternatives.iter().filter(|it| !it.is_null_alternative()) {
            let target = alternative.resolved(self.graph.reader).id();
            if self.left == 0 || self.within.contains(&target) {
                is_final = false;
                continue;
            }
            self.left -= 1;
            self.within.push(target);
            let known = self.known(merged, *alternative);
            let found = value(self, *alternative, known);
            self.within.pop();
            match found {
                Ok(found) => return Ok(found),
                Err(missing) => {
                    is_final &= missing.is_final;
                    first.get_or_insert(missing);
                }
            }
        }
        Err(Missing {
            is_final,
            ..first.unwrap_or_else(Missing::around)
        })
    }

    /// The discriminating property with the value that an alternative has.
    fn known(&self, merged: &MergedSchema<'d>, alternative: Schema<'d>) -> Known<'d> {
        let discriminator = merged.find(Schema::discriminator)?;
        let property = discriminator.stated_property()?;
        let target = alternative.resolved(self.graph.reader).id();
        let mut mapping = discriminator.mapping();
        let mapped = mapping.find(|entry| {
            let schema = self.graph.openapi.mapped(*entry);
            schema.is_some_and(|schema| schema.id() == target)
        });
        let value = mapped.map(|entry| entry.value);
        Some((property, value.or_else(|| self.graph.word(alternative))?))
    }

    fn object(
        &mut self,
        merged: &MergedSchema<'d>,
        known: Known<'d>,
        around: Schema<'d>,
    ) -> Result<Node, Missing> {
        let properties = merged.properties();
        let is_listed = |name: &&&str| properties.list.iter().any(|(it, _)| it == *name);
        let mut required = properties.required.iter();
        if let Some(name) = required.find(|name| !is_listed(name)) {
            return Err(Missing::here().inside(name));
        }
        let mut values: HashMap<&str, Node> = HashMap::new();
        // Those that are required first: without one of them, there is no need to look at the others.
        for is_required in [true, false] {
            for (name, schemas) in &properties.list {
                let only = only_direction(self.graph.reader, schemas);
                let is_sent = only == Some(Direction::Sent);
                if is_sent || properties.required.contains(name) != is_required {
                    continue;
                }
                let value = match known.filter(|(property, _)| property == name) {
                    Some((_, value)) => Ok(made(around, Value::String(value.to_owned()))),
                    None => self.value(schemas),
                };
                match value {
                    Ok(value) => drop(values.insert(name, value)),
                    Err(missing) if is_required => return Err(missing.inside(name)),
                    Err(_) => {}
                }
            }
        }
        if values.is_empty() {
            return Err(Missing::here());
        }
        let names = properties.list.iter();
        let entries =
            names.filter_map(|(name, _)| Some(((*name).to_owned(), values.remove(name)?)));
        Ok(made(around, Value::Object(entries.collect())))
    }

    fn array(&mut self, merged: &MergedSchema<'d>, around: Schema<'d>) -> Result<Node, Missing> {
        let places = merged.find(Schema::tuple).unwrap_or_default();
        let places: Vec<Vec<Schema<'d>>> = match places.is_empty() {
            true => vec![merged.items()],
            false => places.into_iter().map(|place| vec![place]).collect(),
        };
        let mut items = Vec::new();
        for schemas in places {
            let item = self.value(&schemas);
            items.push(item.map_err(|missing| missing.inside("[]"))?);
        }
        Ok(made(around, Value::Array(items)))
    }
}

/// A value that is not in the document, at the place of its schema.
fn made(schema: Schema<'_>, value: Value) -> Node {
    let node = schema.node();
    Node {
        id: node.id,
        line: node.line,
        column: node.column,
        value,
    }
}
