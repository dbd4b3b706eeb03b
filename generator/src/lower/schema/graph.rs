//! The schemas of a document and how they relate: names, inheritance, and schemas that stand for others.

use std::collections::{HashMap, HashSet, VecDeque};

use super::nullable::is_null;
use crate::document::NodeId;
use crate::openapi::OpenApi;
use crate::openapi::discriminator::Discriminator;
use crate::openapi::reader::Reader;
use crate::openapi::schema::Schema;
use crate::openapi::value_references::ValueReferences;

/// The schemas of a document.
pub(in crate::lower) struct SchemaGraph<'r, 'd> {
    pub(in crate::lower) openapi: OpenApi<'r, 'd>,
    pub(in crate::lower) reader: &'r Reader<'d>,
    /// The name of each named schema.
    names: HashMap<NodeId, &'d str>,
    /// The children of each base ([`Bases`]).
    children: HashMap<NodeId, Vec<Schema<'d>>>,
    /// The discriminators of the bases that have none of their own: those in the middle of a hierarchy.
    inherited: HashMap<NodeId, Discriminator<'d>>,
}

impl<'r, 'd> SchemaGraph<'r, 'd> {
    pub(super) fn new(openapi: OpenApi<'r, 'd>) -> Self {
        let named = openapi.schemas();
        let Bases {
            children,
            inherited,
        } = Bases::find(openapi);
        Self {
            openapi,
            reader: openapi.reader,
            names: named.map(|(name, schema)| (schema.id(), name)).collect(),
            children,
            inherited,
        }
    }

    /// The name of the schema, if it is a named one.
    pub(super) fn name_of(&self, schema: Schema<'d>) -> Option<&'d str> {
        self.names.get(&schema.id()).copied()
    }

    /// The name of the schema, or of the one that it refers to.
    pub(super) fn name_of_target(&self, schema: Schema<'d>) -> Option<&'d str> {
        match schema.reference() {
            Some(_) => self.word(schema),
            None => self.name_of(schema),
        }
    }

    /// A word for the schema: its name, the name of the one that it refers to, or a short title.
    pub(in crate::lower) fn word(&self, schema: Schema<'d>) -> Option<&'d str> {
        let title = schema.title_or_nothing();
        let title = title.filter(|title| !title.is_empty() && title.len() <= 40);
        // An anchor has no name in its reference, and that of a generic type is encoded there.
        let target = || {
            schema.reference()?;
            self.name_of(schema.target(self.reader)?)
        };
        schema
            .referenced_name()
            .filter(|name| !name.contains('%'))
            .or_else(|| self.name_of(schema))
            .or_else(target)
            .or(title)
    }

    /// The children of a base.
    pub(in crate::lower) fn children_of(&self, schema: Schema<'d>) -> Option<&[Schema<'d>]> {
        self.children.get(&schema.id()).map(Vec::as_slice)
    }

    /// Whether the schema is a base with children.
    pub(super) fn is_base(&self, schema: Schema<'d>) -> bool {
        self.children.contains_key(&schema.id())
    }

    /// The discriminator that a base inherits, if it has none of its own.
    pub(super) fn inherited_discriminator(&self, base: Schema<'d>) -> Option<Discriminator<'d>> {
        self.inherited.get(&base.id()).copied()
    }

    /// The variants of a schema: its children, or else its alternatives.
    pub(super) fn variants_of(&self, schema: Schema<'d>) -> Vec<Schema<'d>> {
        if let Some(children) = self.children_of(schema) {
            return children.to_vec();
        }
        let alternatives = schema.alternatives();
        alternatives.map_or_else(Vec::new, |alternatives| alternatives.list)
    }

    /// The other schema that `schema` is only a name or a wrapper for: the target of a reference with nothing beside
    /// it, or the only part of `allOf`, `oneOf` or `anyOf`.
    pub(super) fn stands_for(&self, schema: Schema<'d>) -> Option<Schema<'d>> {
        if schema.reference().is_some() {
            let is_alone = !schema.is_structural_beside_type();
            return is_alone.then(|| schema.target(self.reader)).flatten();
        }
        if self.is_base(schema) || schema.is_structural_beside_parts() || schema.has_two_lists() {
            return None;
        }
        let alternatives = schema.alternatives();
        let alternatives = alternatives.map_or_else(Vec::new, |alternatives| alternatives.list);
        let all_of = schema.all_of().filter(|part| part.restricts());
        let alternatives = alternatives
            .into_iter()
            .filter(|part| !is_null(self.reader, *part));
        let members: Vec<Schema<'d>> = all_of.chain(alternatives).collect();
        match members.as_slice() {
            [member] if !self.is_child(schema, *member) => Some(*member),
            _ => None,
        }
    }

    /// Whether the schema is a child of the base that `member` refers to. A child that adds nothing to its base is
    /// still not another name for any child of it.
    fn is_child(&self, schema: Schema<'d>, member: Schema<'d>) -> bool {
        let base = member.target(self.reader);
        let children = base.and_then(|base| self.children_of(base));
        children.is_some_and(|children| children.iter().any(|child| child.id() == schema.id()))
    }
}

/// The bases of a document. Where one is named, any of its children can be meant (OpenAPI 3.0.3, section 4.7.25.2).
#[derive(Default)]
struct Bases<'d> {
    /// The schemas that are composed of each base by `allOf`, also by way of another.
    children: HashMap<NodeId, Vec<Schema<'d>>>,
    inherited: HashMap<NodeId, Discriminator<'d>>,
}

impl<'d> Bases<'d> {
    /// Finds the schemas with `discriminator` that are no union, and those in the middle of their hierarchies: schemas that
    /// are composed of a base, that others are composed of, and that values are described by.
    fn find(openapi: OpenApi<'_, 'd>) -> Self {
        let mut found = Self::default();
        let mut bases: Vec<Schema<'d>> = openapi
            .schemas()
            .map(|(_, schema)| schema)
            .filter(|schema| schema.discriminator().is_some() && schema.alternatives().is_none())
            .collect();
        if bases.is_empty() {
            return found;
        }
        let composed_of = composed_of(openapi);
        let no_bases = HashSet::new();
        let references = openapi.value_references();
        for base in bases.clone() {
            for schema in descendants(base, &composed_of, &no_bases) {
                let below = descendants(schema, &composed_of, &no_bases);
                let is_base = bases.iter().any(|known| known.id() == schema.id());
                let is_union = schema.alternatives().is_some();
                if !is_base
                    && !is_union
                    && !below.is_empty()
                    && is_value(&references, schema, &below)
                {
                    found
                        .inherited
                        .extend(base.discriminator().map(|own| (schema.id(), own)));
                    bases.push(schema);
                }
            }
        }
        let ids: HashSet<NodeId> = bases.iter().map(|base| base.id()).collect();
        for base in bases {
            let children = descendants(base, &composed_of, &ids);
            if !children.is_empty() {
                found.children.insert(base.id(), children);
            }
        }
        found
    }
}

/// Whether a value is described by the schema: by a reference alone, or in a list of alternatives without those `below` it.
fn is_value<'d>(references: &ValueReferences, schema: Schema<'d>, below: &[Schema<'d>]) -> bool {
    let is_below = |id: &NodeId| below.iter().any(|child| child.id() == *id);
    references.alone.contains(&schema.id())
        || (references.lists.iter())
            .any(|list| list.contains(&schema.id()) && !list.iter().any(is_below))
}

/// The schemas that are composed of a base, in the order of the document. The children of a base below it are its own.
fn descendants<'d>(
    base: Schema<'d>,
    composed_of: &HashMap<NodeId, Vec<Schema<'d>>>,
    bases: &HashSet<NodeId>,
) -> Vec<Schema<'d>> {
    let composed_of = |schema: Schema<'d>| composed_of.get(&schema.id()).into_iter().flatten();
    let mut found: Vec<Schema<'d>> = Vec::new();
    let mut queue: VecDeque<Schema<'d>> = composed_of(base).copied().collect();
    while let Some(child) = queue.pop_front() {
        let is_known = |known: &Schema<'d>| known.id() == child.id();
        if child.id() == base.id() || found.iter().any(is_known) {
            continue;
        }
        found.push(child);
        if !bases.contains(&child.id()) {
            queue.extend(composed_of(child));
        }
    }
    found.sort_by_key(|child| child.id());
    found
}

/// For each schema, the named schemas that refer to it in their `allOf`.
fn composed_of<'d>(openapi: OpenApi<'_, 'd>) -> HashMap<NodeId, Vec<Schema<'d>>> {
    let mut composed_of: HashMap<NodeId, Vec<Schema<'d>>> = HashMap::new();
    for (_, child) in openapi.schemas() {
        for part in child.all_of().filter(|part| part.reference().is_some()) {
            let parent = part.target(openapi.reader);
            if let Some(parent) = parent.filter(|parent| parent.id() != child.id()) {
                composed_of.entry(parent.id()).or_default().push(child);
            }
        }
    }
    composed_of
}
