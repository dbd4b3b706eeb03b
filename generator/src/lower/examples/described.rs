//! The schemas that describe the parts of an example.

use crate::limits::EXAMPLE_ALTERNATIVES;
use crate::lower::direction::Direction;
use crate::lower::schema::graph::SchemaGraph;
use crate::lower::schema::merged::MergedSchema;
use crate::lower::schema::object::only_direction;
use crate::openapi::json_type::JsonType;
use crate::openapi::schema::Schema;

/// The schemas that describe a value; none if the value is unknown to all of them.
#[derive(Clone)]
pub(super) struct Described<'a, 'r, 'd> {
    graph: &'a SchemaGraph<'r, 'd>,
    schemas: Vec<Schema<'d>>,
    /// Whether it is a property besides those that an object names, which can have any value.
    is_any_other: bool,
    /// The direction in which the value goes.
    direction: Direction,
}

impl<'a, 'r, 'd> Described<'a, 'r, 'd> {
    pub(super) fn by(
        graph: &'a SchemaGraph<'r, 'd>,
        schema: Schema<'d>,
        direction: Direction,
    ) -> Self {
        Self {
            graph,
            schemas: vec![schema],
            is_any_other: false,
            direction,
        }
    }

    fn with(&self, schemas: Vec<Schema<'d>>) -> Self {
        Self {
            graph: self.graph,
            schemas,
            is_any_other: false,
            direction: self.direction,
        }
    }

    /// Whether the value is unknown to all schemas.
    pub(super) fn is_unknown(&self) -> bool {
        self.schemas.is_empty() && !self.is_any_other
    }

    /// Whether the schemas describe the parts of the value, which booleans do not.
    pub(super) fn says_anything(&self) -> bool {
        !self.schemas.is_empty() && self.schemas.iter().all(|schema| schema.as_bool().is_none())
    }

    /// Whether the value can be a map, all of whose properties are kept.
    pub(super) fn is_map(&self) -> bool {
        self.merged().iter().any(|merged| {
            let types = merged.types();
            let can_be_object = match types.is_empty() {
                true => !merged.parts().any(Schema::is_null),
                false => types.contains(&JsonType::Object),
            };
            can_be_object && merged.properties().list.is_empty()
        })
    }

    /// The schemas of a property; none if it goes in the other direction only.
    pub(super) fn property(&self, name: &str) -> Self {
        let mut found = Vec::new();
        let mut is_any_other = false;
        for merged in self.merged() {
            let properties = merged.properties();
            let mut list = properties.list.into_iter();
            match list.find(|(known, _)| *known == name) {
                Some((_, schemas)) => {
                    let only = only_direction(self.graph.reader, &schemas);
                    found.extend(
                        schemas
                            .into_iter()
                            .filter(|_| only != Some(self.direction.other())),
                    );
                }
                None => {
                    let others = properties.others.alternatives();
                    is_any_other |= others.iter().any(Vec::is_empty);
                    found.extend(others.into_iter().flatten());
                }
            }
        }
        Self {
            is_any_other,
            ..self.with(found)
        }
    }

    /// The schemas of items.
    pub(super) fn items(&self) -> Self {
        let mut found = Vec::new();
        for merged in self.merged() {
            found.extend(merged.items());
            found.extend(merged.parts().filter_map(Schema::tuple).flatten());
        }
        self.with(found)
    }

    /// The schemas with everything that they are merged with, and the same of their alternatives, with what is beside these,
    /// and of their children.
    fn merged(&self) -> Vec<MergedSchema<'d>> {
        let mut found = Vec::new();
        for schema in &self.schemas {
            collect(self.graph, &MergedSchema::default(), *schema, 0, &mut found);
        }
        found
    }
}

fn collect<'d>(
    graph: &SchemaGraph<'_, 'd>,
    beside: &MergedSchema<'d>,
    schema: Schema<'d>,
    depth: usize,
    found: &mut Vec<MergedSchema<'d>>,
) {
    let own = MergedSchema::of(graph.reader, schema);
    let merged = beside.and(graph.reader, schema);
    let mut has_alternatives = false;
    if depth < EXAMPLE_ALTERNATIVES {
        for alternatives in own.parts().filter_map(Schema::alternatives) {
            for alternative in alternatives.list {
                has_alternatives = true;
                collect(graph, &merged, alternative, depth + 1, found);
            }
        }
        let children = graph.children_of(schema).unwrap_or_default().iter();
        found.extend(children.map(|child| MergedSchema::of(graph.reader, *child)));
    }
    // Each alternative has what is beside it.
    found.extend((!has_alternatives).then_some(merged));
}
