//! Types that differ between requests and responses, by `readOnly` and `writeOnly`: each becomes two.

use std::collections::{BTreeMap, BTreeSet};

use super::super::direction::Direction;
use super::super::draft::{
    BodyContent, Call, Constant, Draft, Field, Parameter, ParameterKind, Shape, Struct, TypeDef,
    Types, Union, UnionVariant,
};
use super::super::types::add_named;
use super::replaced;
use super::usage::{Usage, Usages, parts};
use crate::ir::{Type, TypeId};
use crate::lock::sources;

/// The types by the directions in which they go.
#[derive(Default)]
pub(in crate::lower) struct Inputs {
    /// For each type that differs, the type of what is sent. The type itself is that of responses.
    pairs: BTreeMap<TypeId, TypeId>,
    /// The types that are sent and not received.
    sent_only: BTreeSet<TypeId>,
    /// The types that others stand for.
    pub(super) same: BTreeMap<TypeId, Type>,
}

impl Inputs {
    /// Makes two of each type that occurs in both directions and differs in them. After that, no type has a property
    /// that does not occur where the type does.
    pub(super) fn split(draft: &mut Draft) -> Self {
        let usages = Usages::find(draft);
        let mut inputs = Self::default();
        for id in differing(&draft.types, &usages) {
            inputs.reserve(draft, id);
        }
        inputs.define(&mut draft.types);
        let ids: Vec<TypeId> = draft.types.iter().map(|(id, _)| id).collect();
        for id in ids {
            let usage = usages.of(id);
            if inputs.pairs.contains_key(&id) || (usage.response && !is_sent(usage)) {
                drop_other_direction(&mut draft.types, id, Direction::Sent);
            } else if is_sent(usage) && !usage.response {
                inputs.sent_only.insert(id);
                drop_other_direction(&mut draft.types, id, Direction::Received);
                if let Some(Some(shape)) = draft.types.get_mut(id).map(|def| &mut def.shape) {
                    inputs.apply_to_shape(shape);
                }
            }
        }
        let groups = draft.groups.iter_mut();
        let operations = groups.flat_map(|group| &mut group.operations);
        for call in operations.flat_map(|operation| &mut operation.calls) {
            inputs.apply_to_call(call);
        }
        inputs
    }

    /// The types of responses that differ, each with the type of what is sent.
    pub(super) fn iter(&self) -> impl Iterator<Item = (TypeId, TypeId)> {
        self.pairs.iter().map(|(received, sent)| (*received, *sent))
    }

    /// The type of what is sent for a type of responses that differs.
    pub(super) fn of(&self, received: TypeId) -> Option<TypeId> {
        self.pairs.get(&received).copied()
    }

    /// The type in each direction in which it goes.
    pub(in crate::lower) fn in_each_direction(&self, ty: &Type) -> Vec<(Direction, Type)> {
        let mut ty = ty.clone();
        replaced::replace(&self.same, &mut ty);
        let ty = &ty;
        let mut ids = Vec::new();
        add_named(ty, &mut ids);
        if ids.iter().any(|id| self.sent_only.contains(id)) {
            return vec![(Direction::Sent, ty.clone())];
        }
        let mut found = vec![(Direction::Received, ty.clone())];
        if ids.iter().any(|id| self.pairs.contains_key(id)) {
            let mut sent = ty.clone();
            self.apply(&mut sent);
            found.push((Direction::Sent, sent));
        }
        found
    }

    fn reserve(&mut self, draft: &mut Draft, id: TypeId) {
        let Some(def) = draft.types.get(id) else {
            return;
        };
        let (module, place) = (def.module.clone(), sources::sent(&def.place));
        let name = (draft.names).claim_type_beside(&place, &def.name, "Input");
        self.pairs
            .insert(id, draft.types.reserve(name, module, place));
    }

    /// Gives each type of what is sent its declaration: that of the response, with the properties that are sent.
    fn define(&self, types: &mut Types) {
        for (received, sent) in self.iter() {
            let Some(TypeDef {
                docs,
                shape: Some(shape),
                ..
            }) = types.get(received)
            else {
                continue;
            };
            let (docs, mut shape) = (docs.clone(), shape.clone());
            self.apply_to_shape(&mut shape);
            if let Shape::Struct(shape) = &mut shape {
                // Only what was read can have objects that could not be read.
                shape.unreadable = None;
            }
            types.define(sent, docs, shape);
            drop_other_direction(types, sent, Direction::Received);
            if let Some(def) = types.get_mut(sent) {
                def.input_of = Some(received);
            }
            if let Some(money) = types.money.get(&received).cloned() {
                types.money.insert(sent, money);
            }
            // A copy is made to be sent.
            if let Some(copies) = types.copies.remove(&received) {
                types.copies.insert(sent, copies);
            }
        }
    }

    fn apply(&self, ty: &mut Type) {
        match ty {
            Type::Named(id) => *id = self.of(*id).unwrap_or(*id),
            Type::List(inner) | Type::Nullable(inner) | Type::Map { value: inner, .. } => {
                self.apply(inner);
            }
            Type::Tuple(places) => places.iter_mut().for_each(|ty| self.apply(ty)),
            _ => {}
        }
    }

    fn apply_to_shape(&self, shape: &mut Shape) {
        match shape {
            Shape::Struct(shape) => {
                let fields = shape.fields.iter_mut().map(|field| &mut field.ty);
                let additional = shape.additional.iter_mut().map(|(_, value)| value);
                fields.chain(additional).for_each(|ty| self.apply(ty));
            }
            Shape::Union(Union { variants, .. }) => {
                let types = variants.iter_mut().map(|UnionVariant { ty, .. }| ty);
                types.for_each(|ty| self.apply(ty));
            }
            Shape::Alias(ty) => self.apply(ty),
            Shape::StringEnum(_) | Shape::IntegerEnum(_) => {}
        }
    }

    fn apply_to_call(&self, call: &mut Call) {
        for parameter in call.required.iter_mut().chain(&mut call.optional) {
            self.apply_to_parameter(parameter);
        }
        match call.body.as_mut().map(|body| &mut body.content) {
            Some(
                BodyContent::Json { ty, .. }
                | BodyContent::Form(ty)
                | BodyContent::Lines { item: ty, .. }
                | BodyContent::List { item: ty, .. }
                | BodyContent::Joined { item: ty, .. },
            ) => self.apply(ty),
            Some(BodyContent::Text(_) | BodyContent::Bytes(_) | BodyContent::Parts) | None => {}
        }
    }

    fn apply_to_parameter(&self, parameter: &mut Parameter) {
        match &mut parameter.kind {
            ParameterKind::Single { ty, .. }
            | ParameterKind::List { item: ty, .. }
            | ParameterKind::Styled { ty, .. } => self.apply(ty),
            ParameterKind::Flag
            | ParameterKind::DateRange { .. }
            | ParameterKind::Empty
            | ParameterKind::File
            | ParameterKind::Files { .. }
            | ParameterKind::Content
            | ParameterKind::Additional => {}
        }
    }
}

fn is_sent(usage: Usage) -> bool {
    usage.body || usage.parameter
}

/// The types that occur in both directions and differ in them: by a property of their own, or by a type that they are
/// made of.
fn differing(types: &Types, usages: &Usages) -> Vec<TypeId> {
    // For each type, those that are made of it.
    let mut owners: BTreeMap<TypeId, Vec<TypeId>> = BTreeMap::new();
    let mut queue: Vec<TypeId> = Vec::new();
    let in_both = |id: TypeId| usages.of(id).response && is_sent(usages.of(id));
    for (id, def) in types.iter().filter(|(id, _)| in_both(*id)) {
        for part in parts(def) {
            owners.entry(part).or_default().push(id);
        }
        if matches!(&def.shape, Some(Shape::Struct(shape)) if shape.has_directions()) {
            queue.push(id);
        }
    }
    let mut found = vec![false; types.len()];
    while let Some(id) = queue.pop() {
        let is_known = found
            .get_mut(id.0)
            .is_none_or(|known| std::mem::replace(known, true));
        if !is_known {
            queue.extend(owners.get(&id).into_iter().flatten());
        }
    }
    let ids = types.iter().map(|(id, _)| id);
    ids.filter(|id| found.get(id.0) == Some(&true)).collect()
}

impl Struct {
    fn has_directions(&self) -> bool {
        let in_fields = self.fields.iter().any(|field| field.only.is_some());
        in_fields || (self.constants.iter()).any(|constant| constant.only.is_some())
    }
}

/// Removes the properties that go in the other direction only.
fn drop_other_direction(types: &mut Types, id: TypeId, other: Direction) {
    if let Some(Some(Shape::Struct(shape))) = types.get_mut(id).map(|def| &mut def.shape) {
        shape
            .fields
            .retain(|Field { only, .. }| *only != Some(other));
        shape
            .constants
            .retain(|Constant { only, .. }| *only != Some(other));
        let text = shape.text.take();
        shape.text = text.filter(|text| shape.has_property(text));
    }
}
