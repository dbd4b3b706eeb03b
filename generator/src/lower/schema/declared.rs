//! The declared types, by the schemas that declare them, and their names.

use std::collections::{HashMap, HashSet};

use super::merged::MergedKey;
use super::name_hint::NameHint;
use crate::document::NodeId;
use crate::ir::{Docs, Type, TypeId};
use crate::lock::sources::word;
use crate::lower::draft::{Discriminator, Shape, Types, Union, UnionVariant};
use crate::lower::types::add_named;
use crate::names::{Name, Pins, Scope, Use, generics, name};
use crate::openapi::schema::Schema;

/// The types that have been declared so far.
pub(super) struct Declared {
    types: Types,
    by_schema: HashMap<NodeId, TypeId>,
    by_merged: HashMap<MergedKey, TypeId>,
    /// The sets of values that are named where they stand, by their names and values.
    by_set: HashMap<(String, Vec<String>), TypeId>,
    names: Scope,
    places: HashSet<String>,
    /// The names of named schemas, numbers aside.
    named: HashSet<Name>,
    modules: Scope,
}

impl Declared {
    /// `pins` are the names that types keep.
    pub(super) fn new(pins: Pins) -> Self {
        let mut modules = Scope::default();
        // The module around them, and the crate that their contents import.
        for taken in ["models", "runtime"] {
            modules.claim(taken, Use::Module);
        }
        Self {
            types: Types::default(),
            by_schema: HashMap::new(),
            by_merged: HashMap::new(),
            by_set: HashMap::new(),
            names: Scope::with(pins),
            places: HashSet::new(),
            named: HashSet::new(),
            modules,
        }
    }

    pub(super) fn types(&self) -> &Types {
        &self.types
    }

    pub(super) fn types_mut(&mut self) -> &mut Types {
        &mut self.types
    }

    /// The types, and their names.
    pub(super) fn into_types(self) -> (Types, Scope) {
        (self.types, self.names)
    }

    /// The hint for a named schema, with a module of its own.
    pub(super) fn hint(&mut self, name: &str) -> NameHint {
        let words = generics::words(name);
        NameHint::new(self.modules.claim(&words, Use::Module), &words)
    }

    /// Settles which of the named schemas, each with its place, has a name that several would have.
    pub(super) fn settle_names<'d>(&mut self, names: impl Iterator<Item = (&'d str, String)>) {
        let named = names.map(|(name, place)| (place, generics::words(name)));
        let named: Vec<(String, String)> = named.collect();
        let named = named
            .iter()
            .map(|(place, words)| (place.as_str(), words.as_str()));
        self.named = named
            .clone()
            .map(|(_, words)| name(words, Use::Type))
            .collect();
        self.names.settle(named, Use::Type);
    }

    /// Whether a named schema would be called as the words are.
    pub(super) fn is_named(&self, words: &str) -> bool {
        self.named.contains(&name(words, Use::Type))
    }

    /// Gives a type that is defined other documentation.
    pub(super) fn document(&mut self, id: TypeId, docs: Docs) {
        if let Some(def) = self.types.get_mut(id) {
            def.docs = docs;
        }
    }

    /// Lets another schema be the one that has declared a type.
    pub(super) fn share(&mut self, schema: Schema<'_>, id: TypeId) {
        self.by_schema.insert(schema.id(), id);
    }

    /// Whether the type of a place has a name that it keeps.
    pub(super) fn is_kept(&self, place: &str) -> bool {
        self.names.pins().name(place).is_some()
    }

    /// A name beside those of types.
    pub(super) fn claim(&mut self, source: &str, words: &str, usage: Use) -> Name {
        self.names.claim_for(source, words, usage)
    }

    /// The type that a schema declares.
    pub(super) fn of_schema(&self, schema: Schema<'_>) -> Option<TypeId> {
        self.by_schema.get(&schema.id()).copied()
    }

    /// The type that a conjunction declares.
    pub(super) fn of_merged(&self, key: &MergedKey) -> Option<TypeId> {
        self.by_merged.get(key).copied()
    }

    /// The type of a set of values that another place has named.
    pub(super) fn of_set(&self, set: &(String, Vec<String>)) -> Option<TypeId> {
        self.by_set.get(set).copied()
    }

    /// Keeps the type of a set of values that is named where it stands.
    pub(super) fn keep_set(&mut self, set: (String, Vec<String>), id: TypeId) {
        self.by_set.insert(set, id);
    }

    /// Declares the type of a schema, which is defined later.
    pub(super) fn reserve(&mut self, schema: Schema<'_>, hint: &NameHint, place: String) -> TypeId {
        let id = self.reserve_name(hint, place);
        self.by_schema.insert(schema.id(), id);
        id
    }

    /// Declares the type of a conjunction, which is defined later.
    pub(super) fn reserve_merged(
        &mut self,
        key: MergedKey,
        hint: &NameHint,
        place: String,
    ) -> TypeId {
        let id = self.reserve_name(hint, place);
        self.by_merged.insert(key, id);
        id
    }

    /// Declares a type that no schema stands for by itself.
    pub(super) fn add(&mut self, hint: &NameHint, shape: Shape) -> TypeId {
        let id = self.reserve_name(hint, hint.words().to_owned());
        self.types.define(id, Docs::default(), shape);
        id
    }

    fn reserve_name(&mut self, hint: &NameHint, stated: String) -> TypeId {
        let mut place = stated.clone();
        let mut number = 1;
        // A type for some of the values that a schema describes stands at the place of the schema, too.
        while !self.places.insert(place.clone()) {
            place = match number {
                1 => format!("{stated} for {}", word(hint.words())),
                number => format!("{stated} for {} {number}", word(hint.words())),
            };
            number += 1;
        }
        let parts = hint.parts();
        // A name that is made of the place is claimed when all types are known.
        let name = match parts.is_empty() {
            true => self.names.claim_for(&place, hint.words(), Use::Type),
            false => name(hint.words(), Use::Type),
        };
        let id = self.types.reserve(name, hint.module().clone(), place);
        if let Some(def) = self.types.get_mut(id) {
            def.parts = parts;
            def.own_name = hint.own();
        }
        id
    }

    /// Defines a declared type.
    pub(super) fn define(&mut self, id: TypeId, docs: Docs, shape: Shape) {
        self.types.define(id, docs, shape);
    }

    /// Whether a type is an alias that leads back to itself.
    pub(super) fn is_circular_alias(&self, id: TypeId) -> bool {
        let mut seen: HashSet<TypeId> = HashSet::new();
        let mut queue = vec![id];
        while let Some(next) = queue.pop() {
            let Some(Shape::Alias(ty)) = self.types.shape(next) else {
                continue;
            };
            let mut parts = Vec::new();
            add_named(ty, &mut parts);
            if parts.contains(&id) {
                return true;
            }
            queue.extend(parts.into_iter().filter(|part| seen.insert(*part)));
        }
        false
    }

    /// Removes the variants of a union whose every value would have to be read as the union itself first. Returns
    /// whether there are any.
    pub(super) fn remove_circular_variants(&mut self, id: TypeId) -> bool {
        let Some(Shape::Union(union)) = self.types.shape(id) else {
            return false;
        };
        let is_circular = |variant: &UnionVariant| self.is_value_of(id, &variant.ty);
        let circular: Vec<bool> = union.variants.iter().map(is_circular).collect();
        if !circular.contains(&true) {
            return false;
        }
        let keep = |index: usize| circular.get(index) == Some(&false);
        let variants = union.variants.iter().enumerate();
        let variants = variants.filter(|(index, _)| keep(*index));
        let mut variants: Vec<UnionVariant> =
            variants.map(|(_, variant)| variant.clone()).collect();
        let discriminator = union.discriminator.as_ref().map(|discriminator| {
            let values = discriminator.values.iter().enumerate();
            let values = values.filter(|(index, _)| keep(*index));
            Discriminator {
                wire_name: discriminator.wire_name.clone(),
                values: values.map(|(_, values)| values.clone()).collect(),
                default: (discriminator.default.filter(|index| keep(*index)))
                    .map(|index| (0..index).filter(|before| keep(*before)).count()),
            }
        });
        let shape = match (variants.len(), &discriminator) {
            (0, _) => Shape::Alias(Type::Any),
            (1, None) => Shape::Alias(variants.pop().map_or(Type::Any, |variant| variant.ty)),
            _ => Shape::Union(Union {
                variants,
                discriminator,
            }),
        };
        self.types.redefine(id, shape);
        true
    }

    /// Whether the values of a union are values of `ty`, by aliases, null and unions alone.
    fn is_value_of(&self, union: TypeId, ty: &Type) -> bool {
        let mut seen: HashSet<TypeId> = HashSet::new();
        let mut queue = vec![ty];
        while let Some(next) = queue.pop() {
            match next {
                Type::Nullable(inner) => queue.push(inner),
                Type::Named(id) if *id == union => return true,
                Type::Named(id) if seen.insert(*id) => match self.types.shape(*id) {
                    Some(Shape::Alias(ty)) => queue.push(ty),
                    Some(Shape::Union(union)) => {
                        queue.extend(union.variants.iter().map(|variant| &variant.ty));
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        false
    }

    /// Makes a type an alias of any value.
    pub(super) fn make_untyped(&mut self, id: TypeId) {
        self.types.redefine(id, Shape::Alias(Type::Any));
    }
}
