//! `oneOf`, `anyOf`, and schemas of several types: one of several types.
//!
//! How the variants are recognized is settled when all types are known ([`super::finish`]).

use std::collections::{BTreeSet, HashMap, VecDeque};

use super::draft::{Discriminator, Shape, Union, UnionVariant};
use super::schema::{Alternative, Alternatives, Origin, Schemas};
use super::view::View;
use crate::document::{Node, NodeId};
use crate::ir::{Literal, Type};
use crate::limits::NESTED_DISCRIMINATORS;
use crate::openapi::reader::Reader;
use crate::openapi::schema::Schema;
/// The schemas with `discriminator` that are no union, each with those that are made of it by `allOf`, if only by way
/// of another: where the first is named, any of these can be meant (OpenAPI 3.0.3, section 4.7.25.2).
pub(super) fn children<'d>(
    reader: &Reader<'d>,
    components: &'d [(String, Node)],
) -> HashMap<NodeId, Vec<&'d Node>> {
    let is_base =
        |node: &Node| node.get("discriminator").is_some() && Schema(node).alternatives().is_none();
    if !components.iter().any(|(_, node)| is_base(node)) {
        return HashMap::new();
    }
    let mut made_of: HashMap<NodeId, Vec<&'d Node>> = HashMap::new();
    for (_, child) in components {
        for part in child.get("allOf").map_or(&[][..], Node::items) {
            let parent = Schema(part).reference().and_then(|_| reader.resolve(part));
            if let Some(parent) = parent.filter(|parent| parent.id != child.id) {
                made_of.entry(parent.id).or_default().push(child);
            }
        }
    }
    let mut children = HashMap::new();
    for (_, base) in components.iter().filter(|(_, node)| is_base(node)) {
        let mut found: Vec<&'d Node> = Vec::new();
        let mut queue: VecDeque<&'d Node> = made_of
            .get(&base.id)
            .into_iter()
            .flatten()
            .copied()
            .collect();
        while let Some(child) = queue.pop_front() {
            if child.id == base.id || found.iter().any(|known| known.id == child.id) {
                continue;
            }
            found.push(child);
            // What is made of a base below this one is one of that.
            if !is_base(child) {
                queue.extend(made_of.get(&child.id).into_iter().flatten());
            }
        }
        if !found.is_empty() {
            // In the order of the document.
            found.sort_by_key(|child| child.id);
            children.insert(base.id, found);
        }
    }
    children
}

/// A word for a schema that has one type.
fn kind_word(node: &Node) -> Option<&'static str> {
    match Schema(node).kinds().as_slice() {
        [kind] => Some(kind.word()),
        _ => None,
    }
}

impl<'d> Schemas<'_, 'd> {
    /// A union whose variants are told apart later.
    pub(super) fn union(&mut self, alternatives: Alternatives<'d>, origin: &Origin) -> Shape {
        let mut variants: Vec<UnionVariant> = Vec::new();
        let mut places: Vec<&Alternative<'d>> = Vec::new();
        let labels = self.labels(&alternatives.list);
        for (index, (alternative, label)) in alternatives.list.iter().zip(labels).enumerate() {
            // Null is one of the whole.
            let (ty, word) = match alternative {
                Alternative::Node(node) => {
                    let kind = self.reader.resolve(node).and_then(|node| kind_word(node));
                    let child = label.clone().or(kind.map(str::to_owned));
                    let child = child.unwrap_or_else(|| format!("variant {}", index + 1));
                    (self.lower(node, &origin.child(&child)), label)
                }
                Alternative::Beside(_, view) => {
                    let kind = match view.kinds().as_slice() {
                        [kind] => Some(kind.word().to_owned()),
                        _ => None,
                    };
                    let child = label.clone().or(kind);
                    let child = child.unwrap_or_else(|| format!("variant {}", index + 1));
                    (self.lower_view(view, &origin.child(&child)), label)
                }
                Alternative::Base(node, view) => {
                    let ty = self.lower_view(view, &origin.child("base"));
                    (ty, self.word(node))
                }
                Alternative::Kind(kind, view) => {
                    let ty = self.lower_view(view, &origin.child(kind.word()));
                    (ty, Some(kind.word().to_owned()))
                }
            };
            // Two that are the same to Rust are one.
            if variants.iter().any(|known| known.ty == ty) {
                continue;
            }
            variants.push(UnionVariant { ty, word });
            places.push(alternative);
        }
        if variants.len() < 2 && alternatives.discriminator.is_none() {
            return Shape::Alias(variants.pop().map_or(Type::Any, |variant| variant.ty));
        }
        let discriminator = alternatives
            .discriminator
            .and_then(|node| self.discriminator(node, &places));
        Shape::Union(Union {
            variants,
            discriminator,
        })
    }

    /// A word for each possibility, where the document has one: the name of its schema, its title, or the value by
    /// which it differs from those that have neither.
    fn labels(&self, list: &[Alternative<'d>]) -> Vec<Option<String>> {
        let words = list.iter().map(|alternative| match alternative {
            Alternative::Node(node) | Alternative::Beside(node, _) => self.word(node),
            Alternative::Base(..) | Alternative::Kind(..) => None,
        });
        let mut words: Vec<Option<String>> = words.collect();
        let nameless = |alternative: &Alternative<'d>| match alternative {
            Alternative::Node(node) => Some(View::of(self.reader, node)),
            Alternative::Beside(_, view) => Some(view.clone()),
            Alternative::Base(..) | Alternative::Kind(..) => None,
        };
        let constants: Vec<Vec<(&str, Literal)>> = list
            .iter()
            .zip(&words)
            .filter(|(_, word)| word.is_none())
            .map(|(alternative, _)| {
                nameless(alternative).map_or_else(Vec::new, |view| self.constants(&view))
            })
            .collect();
        let telling = constants
            .first()
            .into_iter()
            .flatten()
            .find_map(|(wire, _)| {
                let values: Option<Vec<&Literal>> = constants
                    .iter()
                    .map(|constants| {
                        let mut found = constants.iter().filter(|(known, _)| known == wire);
                        found.next().map(|(_, value)| value)
                    })
                    .collect();
                let values = values?;
                let distinct: BTreeSet<&Literal> = values.iter().copied().collect();
                (distinct.len() == values.len()).then(|| {
                    let words = values.into_iter().map(|value| match value {
                        Literal::Text(text) => text.clone(),
                        Literal::Integer(number) => format!("{wire} {number}"),
                        Literal::Bool(value) => format!("{wire} {value}"),
                    });
                    words.collect::<Vec<String>>()
                })
            });
        let nameless = words.iter_mut().filter(|word| word.is_none());
        for (word, found) in nameless.zip(telling.unwrap_or_default()) {
            *word = Some(found);
        }
        words
    }

    /// A word for a possibility: the name of its schema, or its title.
    fn word(&self, node: &Node) -> Option<String> {
        let reference = Schema(node).reference().and_then(Node::as_str);
        let named = reference.and_then(|pointer| {
            let (rest, last) = pointer.rsplit_once('/')?;
            let is_name = ["schemas", "definitions", "$defs"]
                .iter()
                .any(|folder| rest.ends_with(folder));
            is_name.then(|| last.to_owned())
        });
        let title = node.get("title").and_then(Node::as_str);
        let title = title.filter(|title| !title.is_empty() && title.len() <= 40);
        named
            .or_else(|| self.name_of(node).map(str::to_owned))
            .or(title.map(str::to_owned))
    }

    /// The name of the schema that `node` is, if it is one of those that have a name.
    fn name_of(&self, node: &Node) -> Option<&'d str> {
        let mut named = self.openapi.schemas().iter();
        named
            .find(|(_, known)| known.id == node.id)
            .map(|(name, _)| name.as_str())
    }

    /// The discriminating property, and its values for each place as far as the document says them.
    fn discriminator(&self, node: &'d Node, places: &[&Alternative<'d>]) -> Option<Discriminator> {
        // Swagger 2.0 has the name alone.
        let wire = match node.as_str() {
            Some(wire) => wire,
            None => self
                .reader
                .required_text(node, "propertyName", "the discriminator")?,
        };
        let covered: Vec<Vec<NodeId>> = places
            .iter()
            .map(|place| {
                let mut covered = Vec::new();
                match place {
                    Alternative::Node(node) | Alternative::Beside(node, _) => {
                        self.cover(node, &mut covered);
                    }
                    Alternative::Base(node, _) => covered.push(node.id),
                    Alternative::Kind(..) => {}
                }
                covered
            })
            .collect();
        let mut values: Vec<Vec<String>> = places.iter().map(|_| Vec::new()).collect();
        for (value, target) in self.reader.entries(node, "mapping") {
            let found = self.target(target, target.as_str().unwrap_or_default());
            let place = found.and_then(|found| {
                let leads_there = |covered: &Vec<NodeId>| covered.first() == Some(&found);
                let by_itself = covered.iter().position(leads_there);
                by_itself.or_else(|| covered.iter().position(|covered| covered.contains(&found)))
            });
            match place.and_then(|place| values.get_mut(place)) {
                Some(known) => known.push(value.clone()),
                None => self.reader.degrade(
                    target,
                    format!("`{value}` leads to none of the alternatives: such a value is kept as it came"),
                    "add it to the alternatives, or remove it",
                ),
            }
        }
        for (place, values) in places.iter().zip(&mut values) {
            if values.is_empty() {
                match place {
                    Alternative::Node(node) => {
                        values.extend(self.implied_values(node, None, wire, 0));
                    }
                    Alternative::Beside(node, view) => {
                        values.extend(self.implied_values(node, Some(view), wire, 0));
                    }
                    Alternative::Base(node, _) => {
                        values.extend(self.mapped_by_bases(node, wire));
                    }
                    Alternative::Kind(..) => {}
                }
            }
        }
        Some(Discriminator {
            wire_name: wire.to_owned(),
            values,
        })
    }

    /// Whether a value of the discriminator of a base means the base by itself.
    pub(super) fn is_mapped_to_itself(&self, node: &'d Node) -> bool {
        let discriminator = node.get("discriminator");
        let wire = discriminator.and_then(|node| node.get("propertyName"));
        let wire = wire.and_then(Node::as_text).unwrap_or_default();
        !self.mapped_by_bases(node, wire).is_empty()
    }

    /// The values of the property `wire` that mean the schema at `node`, by the mapping of itself or of what it is
    /// made of.
    fn mapped_by_bases(&self, node: &'d Node, wire: &str) -> Vec<String> {
        let Some(node) = self.reader.resolve(node) else {
            return Vec::new();
        };
        let mut values = Vec::new();
        for schema in View::of(self.reader, node).schemas() {
            let discriminator = schema.get("discriminator").filter(|discriminator| {
                let name = discriminator.get("propertyName").and_then(Node::as_text);
                name == Some(wire)
            });
            let mapping = discriminator.and_then(|node| node.get("mapping"));
            for (value, target) in mapping.map_or(&[][..], Node::entries) {
                let target = self.target(target, target.as_str().unwrap_or_default());
                if target == Some(node.id) && !values.contains(value) {
                    values.push(value.clone());
                }
            }
        }
        values
    }

    /// The schema at `node` and all that it is one of.
    fn cover(&self, node: &'d Node, covered: &mut Vec<NodeId>) {
        let Some(node) = self.reader.resolve(node) else {
            return;
        };
        if covered.contains(&node.id) {
            return;
        }
        covered.push(node.id);
        for part in self.possibilities(node) {
            self.cover(part, covered);
        }
    }

    /// What a schema is one of: its alternatives, or what is made of it.
    fn possibilities(&self, node: &'d Node) -> Vec<&'d Node> {
        if let Some(children) = self.children_of(node) {
            return children.to_vec();
        }
        let alternatives = Schema(node).alternatives();
        alternatives.map(|(_, list)| list).unwrap_or_default()
    }

    /// The node that an entry of `mapping` names: by reference, or by the name of a schema.
    fn target(&self, at: &Node, pointer: &str) -> Option<NodeId> {
        if let Some(node) = self.reader.document.target(at.id, pointer) {
            return self.reader.resolve(node).map(|node| node.id);
        }
        let last = pointer.rsplit('/').next().unwrap_or(pointer);
        let (_, node) = self
            .openapi
            .schemas()
            .iter()
            .find(|(name, _)| name == last)?;
        self.reader.resolve(node).map(|node| node.id)
    }

    /// The values of the property `wire` in a variant that no mapping is for: those that its schema allows, or else
    /// the name of the schema.
    fn implied_values(
        &self,
        node: &'d Node,
        view: Option<&View<'d>>,
        wire: &str,
        depth: usize,
    ) -> Vec<String> {
        let mapped = self.mapped_by_bases(node, wire);
        let is_base = |node| self.children_of(node).is_some();
        if !mapped.is_empty() && !self.reader.resolve(node).is_some_and(is_base) {
            return mapped;
        }
        let own = View::of(self.reader, node);
        let properties = view.unwrap_or(&own).properties().list.into_iter();
        let nodes: Vec<&'d Node> = properties
            .filter(|(name, _)| *name == wire)
            .flat_map(|(_, nodes)| nodes)
            .collect();
        let values = View::of_all(self.reader, &nodes).values();
        let values: Vec<String> = values
            .into_iter()
            .filter_map(Node::as_text)
            .map(str::to_owned)
            .collect();
        let name = self.schema_name(node);
        let possibilities = self
            .reader
            .resolve(node)
            .map(|node| (node, self.possibilities(node)));
        if let Some((union, possibilities)) = possibilities
            && !possibilities.is_empty()
            && depth < NESTED_DISCRIMINATORS
        {
            return self.values_of_all(union, &possibilities, wire, depth);
        }
        match name {
            // All have the same set: each is told by its name.
            Some(name) if values.is_empty() || (values.len() > 1 && values.contains(&name)) => {
                vec![name]
            }
            _ => values,
        }
    }

    /// The values of a possibility that is a union itself.
    fn values_of_all(
        &self,
        union: &'d Node,
        possibilities: &[&'d Node],
        wire: &str,
        depth: usize,
    ) -> Vec<String> {
        let discriminator = union.get("discriminator");
        let mapping = discriminator.map_or(&[][..], |node| self.reader.entries(node, "mapping"));
        let mut values: Vec<String> = mapping.iter().map(|(value, _)| value.clone()).collect();
        let mapped: Vec<NodeId> = mapping
            .iter()
            .filter_map(|(_, target)| self.target(target, target.as_str()?))
            .collect();
        if self.children_of(union).is_some() {
            let own = self.mapped_by_bases(union, wire).into_iter();
            values.extend(own.filter(|value| !mapping.iter().any(|(known, _)| known == value)));
        }
        for part in possibilities {
            let target = self.reader.resolve(part).map(|node| node.id);
            if target.is_none_or(|target| !mapped.contains(&target)) {
                values.extend(self.implied_values(part, None, wire, depth + 1));
            }
        }
        values
    }

    /// What the schema at `node`, or the one that it refers to, is called in the document.
    fn schema_name(&self, node: &'d Node) -> Option<String> {
        match Schema(node).reference() {
            Some(_) => self.word(node),
            None => self.name_of(node).map(str::to_owned),
        }
    }
}
