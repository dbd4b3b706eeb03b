//! `oneOf`, `anyOf`, and schemas of several types: one of several types.
//!
//! What tells the variants apart is settled when all types are known ([`settle`]).

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use super::schema::{Alternative, Alternatives, Origin, Schemas};
use super::view::View;
use crate::document::{Node, NodeId};
use crate::ir::{
    Field, IdForm, JsonKind, Literal, Shape, StringEnum, Struct, Type, TypeDef, TypeId, Union,
    UnionTag, UnionVariant, VariantMark,
};
use crate::limits::NESTED_DISCRIMINATORS;
use crate::names::{Scope, Use};
use crate::openapi::reader::Reader;
use crate::openapi::schema::Schema;

/// A union that was lowered before all its types were known.
pub(super) struct Pending {
    pub(super) id: TypeId,
    /// The discriminating property, and its values for each variant as far as the document says them.
    discriminator: Option<(String, Vec<Vec<String>>)>,
    /// A word for each variant, for where its type has no name.
    words: Vec<Option<String>>,
}

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
    pub(super) fn union(
        &mut self,
        id: TypeId,
        alternatives: Alternatives<'d>,
        origin: &Origin,
    ) -> Shape {
        let mut variants: Vec<UnionVariant> = Vec::new();
        let mut words: Vec<Option<String>> = Vec::new();
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
            variants.push(UnionVariant {
                name: crate::names::name("variant", Use::Variant),
                mark: VariantMark::Kind(JsonKind::Object),
                ty,
                boxed: false,
            });
            words.push(word);
            places.push(alternative);
        }
        if variants.len() < 2 && alternatives.discriminator.is_none() {
            return Shape::Alias(variants.pop().map_or(Type::Any, |variant| variant.ty));
        }
        let discriminator = alternatives
            .discriminator
            .and_then(|node| self.discriminator(node, &places));
        self.unions.push(Pending {
            id,
            discriminator,
            words,
        });
        Shape::Union(Union {
            tag: UnionTag::Trial,
            variants,
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
    fn discriminator(
        &self,
        node: &'d Node,
        places: &[&Alternative<'d>],
    ) -> Option<(String, Vec<Vec<String>>)> {
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
        Some((wire.to_owned(), values))
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

/// Decides how the variants of each union are told apart, now that all types are known.
pub(super) fn settle(schemas: &mut Schemas<'_, '_>) {
    for pending in std::mem::take(&mut schemas.unions) {
        let Some(Shape::Union(union)) = schemas.def(pending.id).map(|def| def.shape.clone()) else {
            continue;
        };
        let shape = settled(&schemas.types.defs, &pending, union);
        if let Some(def) = schemas.types.defs.get_mut(pending.id.0) {
            def.shape = shape;
        }
    }
}

fn settled(defs: &[TypeDef], pending: &Pending, mut union: Union) -> Shape {
    // A free text beside texts of a set: the set is open, and that is all.
    if let Some(shape) = open_set(defs, &union) {
        return shape;
    }
    let kinds: Vec<Option<JsonKind>> = union
        .variants
        .iter()
        .map(|variant| kind(defs, &variant.ty, 0))
        .collect();
    let is_by_kind = kinds.iter().enumerate().all(|(index, kind)| {
        kind.is_some_and(|kind| {
            let mut before = kinds.iter().take(index).flatten();
            !before.any(|known| clashes(*known, kind))
        })
    });
    let mut scope = Scope::default();
    // Of one alone, the kind tells nothing that the discriminator does not tell better.
    let is_one = union.variants.len() == 1 && pending.discriminator.is_some();
    let mut words = pending.words.clone();
    let by_property = || tagged(defs, pending, &union);
    if is_by_kind && !(is_one && by_property().is_some()) {
        for (variant, kind) in union.variants.iter_mut().zip(kinds.iter().flatten()) {
            variant.mark = VariantMark::Kind(*kind);
        }
        union.tag = UnionTag::Kind;
    } else if let Some((wire, values)) = by_property() {
        let mut variants = Vec::new();
        let mut names = Vec::new();
        for ((variant, word), values) in union.variants.into_iter().zip(words).zip(values) {
            let added =
                structure(defs, &variant.ty).is_some_and(|shape| !has_property(shape, &wire));
            // A type that does not hold the value itself would forget which of several it was.
            let (apart, together) = match added && values.len() > 1 {
                true => (values, Vec::new()),
                false => (Vec::new(), values),
            };
            for value in apart {
                names.push(Some(value.clone()));
                let values = vec![value];
                variants.push(UnionVariant {
                    mark: VariantMark::Values { values, added },
                    ..variant.clone()
                });
            }
            if !together.is_empty() {
                names.push(word);
                variants.push(UnionVariant {
                    mark: VariantMark::Values {
                        values: together,
                        added,
                    },
                    ..variant
                });
            }
        }
        (union.variants, words) = (variants, names);
        union.tag = UnionTag::Property {
            wire,
            other: scope.claim("Other", Use::Variant),
        };
    } else {
        let marks = trial_marks(defs, &union, &kinds);
        for (variant, mark) in union.variants.iter_mut().zip(marks) {
            variant.mark = mark;
        }
        union.tag = UnionTag::Trial;
    }
    for (variant, word) in union.variants.iter_mut().zip(words) {
        let kind = kind(defs, &variant.ty, 0);
        let word = variant_word(defs, &variant.ty, kind, word.as_deref());
        variant.name = scope.claim(&word, Use::Variant);
    }
    Shape::Union(union)
}

/// What a variant is called: what its type is called, where the document names that, or else what it is.
fn variant_word(defs: &[TypeDef], ty: &Type, kind: Option<JsonKind>, word: Option<&str>) -> String {
    let named = match ty {
        Type::Named(id) => defs.get(id.0),
        _ => None,
    };
    match (word, named, kind) {
        (Some(word), _, _) => word.to_owned(),
        (None, _, Some(kind)) => match ty {
            Type::Date => "Date".to_owned(),
            Type::DateTime => "DateTime".to_owned(),
            _ => format!("{kind:?}"),
        },
        (None, Some(def), None) => def.name.to_string(),
        (None, None, None) => match ty {
            Type::Any => "Any".to_owned(),
            _ => "Value".to_owned(),
        },
    }
}

/// The texts of all variants, if these are sets of texts, and one of them is any text.
fn open_set(defs: &[TypeDef], union: &Union) -> Option<Shape> {
    let mut any_text = false;
    let mut values: Vec<(String, crate::names::Name)> = Vec::new();
    let mut scope = Scope::default();
    let other = scope.claim("Other", Use::Variant);
    for variant in &union.variants {
        match through_alias(defs, &variant.ty, 0) {
            Type::String => any_text = true,
            Type::Named(id) => match &defs.get(id.0)?.shape {
                Shape::StringEnum(set) => {
                    for variant in &set.variants {
                        if !values.iter().any(|(known, _)| *known == variant.value) {
                            values.push((
                                variant.value.clone(),
                                scope.claim(&variant.value, Use::Variant),
                            ));
                        }
                    }
                }
                _ => return None,
            },
            _ => return None,
        }
    }
    let variants = values
        .into_iter()
        .map(|(value, name)| crate::ir::Variant { name, value })
        .collect();
    any_text.then_some(Shape::StringEnum(StringEnum {
        open: true,
        variants,
        other,
    }))
}

/// The property whose value tells the variants apart, and its values for each.
fn tagged(
    defs: &[TypeDef],
    pending: &Pending,
    union: &Union,
) -> Option<(String, Vec<Vec<String>>)> {
    let structs: Vec<Option<&Struct>> = union
        .variants
        .iter()
        .map(|variant| structure(defs, &variant.ty))
        .collect();
    let is_object =
        |ty: &Type| kind(defs, ty, 0) == Some(JsonKind::Object) || is_tagged_union(defs, ty);
    if let Some((wire, values)) = &pending.discriminator {
        let is_told = values.iter().all(|values| !values.is_empty())
            && union.variants.iter().all(|variant| is_object(&variant.ty))
            && are_disjoint(values);
        if is_told {
            return Some((wire.clone(), values.clone()));
        }
    }
    let first = structs.first().copied().flatten()?;
    let candidates = first.constants.iter().map(|constant| &constant.wire).chain(
        first
            .fields
            .iter()
            .filter(|field| field.required)
            .map(|field| &field.wire),
    );
    for wire in candidates {
        let values: Option<Vec<Vec<String>>> = structs
            .iter()
            .map(|shape| property_values(defs, (*shape)?, wire))
            .collect();
        if let Some(values) = values.filter(|values| are_disjoint(values)) {
            return Some((wire.clone(), values));
        }
    }
    None
}

fn is_tagged_union(defs: &[TypeDef], ty: &Type) -> bool {
    match through_alias(defs, ty, 0) {
        Type::Named(id) => defs.get(id.0).is_some_and(|def| match &def.shape {
            Shape::Union(union) => union
                .variants
                .iter()
                .all(|variant| kind(defs, &variant.ty, 0) == Some(JsonKind::Object)),
            _ => false,
        }),
        _ => false,
    }
}

fn are_disjoint(values: &[Vec<String>]) -> bool {
    let all: Vec<&String> = values.iter().flatten().collect();
    let distinct: BTreeSet<&String> = all.iter().copied().collect();
    all.len() == distinct.len()
}

/// The texts that a required property can have, if they are known.
fn property_values(defs: &[TypeDef], shape: &Struct, wire: &str) -> Option<Vec<String>> {
    if let Some(constant) = shape
        .constants
        .iter()
        .find(|constant| constant.wire == wire)
    {
        return match &constant.value {
            Literal::Text(text) => Some(vec![text.clone()]),
            Literal::Bool(_) | Literal::Integer(_) => None,
        };
    }
    let field = shape.fields.iter().find(|field| field.wire == wire)?;
    if !field.required || field.nullable {
        return None;
    }
    enum_values(defs, field)
}

fn enum_values(defs: &[TypeDef], field: &Field) -> Option<Vec<String>> {
    match through_alias(defs, &field.ty, 0) {
        Type::Named(id) => match &defs.get(id.0)?.shape {
            Shape::StringEnum(set) => Some(
                set.variants
                    .iter()
                    .map(|variant| variant.value.clone())
                    .collect(),
            ),
            _ => None,
        },
        _ => None,
    }
}

fn has_property(shape: &Struct, wire: &str) -> bool {
    shape.fields.iter().any(|field| field.wire == wire)
        || shape.constants.iter().any(|constant| constant.wire == wire)
}

/// What a value must have for each variant to be tried, and in which order they are.
fn trial_marks(defs: &[TypeDef], union: &Union, kinds: &[Option<JsonKind>]) -> Vec<VariantMark> {
    let structs: Vec<Option<&Struct>> = union
        .variants
        .iter()
        .map(|variant| structure(defs, &variant.ty))
        .collect();
    // Properties that all need tell nobody apart.
    let mut needed_by: BTreeMap<&str, usize> = BTreeMap::new();
    for shape in structs.iter().flatten() {
        for wire in required(shape) {
            *needed_by.entry(wire).or_default() += 1;
        }
    }
    let objects = structs.iter().flatten().count();
    let mut marks = Vec::new();
    for (shape, kind) in structs.iter().zip(kinds) {
        let mut needed = Vec::new();
        let mut constants = Vec::new();
        if let Some(shape) = shape {
            needed.extend(
                required(shape)
                    .filter(|wire| needed_by.get(wire).is_some_and(|count| *count < objects))
                    .map(str::to_owned),
            );
            constants.extend(
                shape
                    .constants
                    .iter()
                    .map(|constant| (constant.wire.clone(), vec![constant.value.clone()])),
            );
            constants.extend(shape.fields.iter().filter_map(|field| {
                let others = structs
                    .iter()
                    .flatten()
                    .filter(|other| !std::ptr::eq(**other, *shape));
                let differs = others
                    .filter_map(|other| other.fields.iter().find(|other| other.wire == field.wire))
                    .any(|other| other.ty != field.ty);
                let values = enum_values(defs, field).filter(|_| differs && !field.nullable)?;
                Some((
                    field.wire.clone(),
                    values.into_iter().map(Literal::Text).collect(),
                ))
            }));
        }
        marks.push((needed, constants, *kind));
    }
    // What needs more is tried first; a text that can be anything, last.
    let looseness = |ty: &Type| match through_alias(defs, ty, 0) {
        Type::Any => 3,
        Type::String => 2,
        Type::Map { .. } | Type::Float64 => 1,
        _ => 0,
    };
    let mut order: Vec<usize> = (0..marks.len()).collect();
    order.sort_by_key(|index| {
        let (needed, constants, _) = marks
            .get(*index)
            .map_or((0, 0, None), |(needed, constants, kind)| {
                (needed.len(), constants.len(), *kind)
            });
        let loose = union
            .variants
            .get(*index)
            .map_or(0, |variant| looseness(&variant.ty));
        (loose, std::cmp::Reverse(needed + constants))
    });
    let mut ranks = vec![0; order.len()];
    for (rank, index) in order.into_iter().enumerate() {
        if let Some(slot) = ranks.get_mut(index) {
            *slot = rank;
        }
    }
    marks
        .into_iter()
        .zip(ranks)
        .map(|((required, constants, kind), rank)| VariantMark::Trial {
            rank,
            kind,
            required,
            constants,
        })
        .collect()
}

fn required(shape: &Struct) -> impl Iterator<Item = &str> {
    let fields = shape
        .fields
        .iter()
        .filter(|field| field.required && !field.write_only && !field.read_only);
    let constants = shape
        .constants
        .iter()
        .map(|constant| constant.wire.as_str());
    constants.chain(fields.map(|field| field.wire.as_str()))
}

fn through_alias<'a>(defs: &'a [TypeDef], ty: &'a Type, depth: usize) -> &'a Type {
    match ty {
        Type::Named(id) => match defs.get(id.0).map(|def| &def.shape) {
            Some(Shape::Alias(ty)) if depth < 64 => through_alias(defs, ty, depth + 1),
            _ => ty,
        },
        _ => ty,
    }
}

fn structure<'a>(defs: &'a [TypeDef], ty: &'a Type) -> Option<&'a Struct> {
    match through_alias(defs, ty, 0) {
        Type::Named(id) => match &defs.get(id.0)?.shape {
            Shape::Struct(shape) => Some(shape),
            _ => None,
        },
        _ => None,
    }
}

/// The kind of JSON value that a type is, if it is one only.
fn kind(defs: &[TypeDef], ty: &Type, depth: usize) -> Option<JsonKind> {
    Some(match through_alias(defs, ty, 0) {
        Type::Bool => JsonKind::Boolean,
        Type::Int32 | Type::Int64 | Type::UInt32 | Type::UInt64 => JsonKind::Integer,
        Type::Float64 => JsonKind::Number,
        Type::String | Type::Date | Type::DateTime | Type::DateRange | Type::Binary => {
            JsonKind::Text
        }
        Type::List(_) | Type::Tuple(_) => JsonKind::List,
        Type::Map { .. } => JsonKind::Object,
        Type::Named(id) => match &defs.get(id.0)?.shape {
            Shape::Struct(_) => JsonKind::Object,
            Shape::StringEnum(_) => JsonKind::Text,
            Shape::IntegerEnum(_) => JsonKind::Integer,
            Shape::Union(union) if depth < 16 => {
                let mut kinds = union
                    .variants
                    .iter()
                    .map(|variant| kind(defs, &variant.ty, depth + 1));
                let first = kinds.next()??;
                return kinds.all(|other| other == Some(first)).then_some(first);
            }
            Shape::Union(_) | Shape::Alias(_) => return None,
        },
        Type::Id(IdForm::String) => JsonKind::Text,
        Type::Id(IdForm::Integer) => JsonKind::Integer,
        Type::Nullable(_) | Type::Any => return None,
    })
}

/// Whether one value can be of both kinds.
fn clashes(left: JsonKind, right: JsonKind) -> bool {
    let is_number = |kind| matches!(kind, JsonKind::Integer | JsonKind::Number);
    left == right || (is_number(left) && is_number(right))
}
