//! Which values that were received convert into what is sent, where the two are different types.

use std::collections::{BTreeMap, BTreeSet};

use super::super::draft::{Shape, Struct, Types};
use super::directions::Inputs;
use crate::ir::{InputValue, Type, TypeId, Union};

/// The types of responses that convert into the type of what is sent by themselves: no part of it needs anything that
/// was not received.
pub(super) struct Convertible(BTreeSet<TypeId>);

impl Convertible {
    /// Assumes it of all types that differ, and removes those that have a part without it until nothing changes.
    pub(super) fn find(types: &Types, unions: &BTreeMap<TypeId, Union>, inputs: &Inputs) -> Self {
        let mut found = Self(inputs.iter().map(|(received, _)| received).collect());
        loop {
            let fails = |(received, sent): &(TypeId, TypeId)| {
                found.has(*received) && !found.converts(types, unions, *received, *sent)
            };
            let failing: Vec<_> = inputs.iter().filter(fails).collect();
            if failing.is_empty() {
                return found;
            }
            for (received, _) in failing {
                found.0.remove(&received);
            }
        }
    }

    /// Whether this type of responses is one of them.
    pub(super) fn has(&self, received: TypeId) -> bool {
        self.0.contains(&received)
    }

    fn converts(
        &self,
        types: &Types,
        unions: &BTreeMap<TypeId, Union>,
        received: TypeId,
        sent: TypeId,
    ) -> bool {
        match (types.shape(received), types.shape(sent)) {
            (Some(Shape::Struct(from)), Some(Shape::Struct(to))) => {
                let mut fields = to.fields.iter();
                fields.all(|field| match from.field(&field.wire_name) {
                    Some(other) => self.value(types, &other.ty, &field.ty).is_some(),
                    None => !field.required,
                }) && self.additional(types, from, to).is_some()
            }
            (Some(Shape::Union(_)), Some(Shape::Union(_))) => {
                self.variants(types, unions, received, sent).is_some()
            }
            // An alias converts as what it stands for.
            _ => true,
        }
    }

    /// How the values of additional properties are converted; `None` if they cannot be.
    pub(super) fn additional(
        &self,
        types: &Types,
        from: &Struct,
        to: &Struct,
    ) -> Option<Option<InputValue>> {
        match (&from.additional, &to.additional) {
            (Some((_, from)), Some((_, to))) => self.value(types, from, to).map(Some),
            _ => Some(None),
        }
    }

    /// How the values of variants are converted; `None` if one cannot be, or the unions have other variants.
    pub(super) fn variants(
        &self,
        types: &Types,
        unions: &BTreeMap<TypeId, Union>,
        received: TypeId,
        sent: TypeId,
    ) -> Option<Vec<InputValue>> {
        let (from, to) = (unions.get(&received)?, unions.get(&sent)?);
        let is_alike = from.tag == to.tag
            && (from.variants.iter().map(|variant| &variant.name))
                .eq(to.variants.iter().map(|variant| &variant.name));
        let pairs = from.variants.iter().zip(&to.variants);
        let values = pairs.map(|(from, to)| self.value(types, &from.ty, &to.ty));
        is_alike.then(|| values.collect())?
    }

    /// How a value is converted, if it can be.
    pub(super) fn value(&self, types: &Types, from: &Type, to: &Type) -> Option<InputValue> {
        if from == to {
            return Some(InputValue::Same);
        }
        let inner = |from: &Type, to: &Type| self.value(types, from, to).map(Box::new);
        match (types.through_alias(from), types.through_alias(to)) {
            (Type::Named(from), Type::Named(_)) => self.has(*from).then_some(InputValue::Into),
            (Type::List(from), Type::List(to)) => inner(from, to).map(InputValue::Items),
            (Type::Nullable(from), Type::Nullable(to)) => inner(from, to).map(InputValue::Nullable),
            (Type::Map { value: from, .. }, Type::Map { value: to, .. }) => {
                inner(from, to).map(InputValue::Values)
            }
            (Type::Tuple(from), Type::Tuple(to)) => {
                let places = from.iter().zip(to);
                let places = places.map(|(from, to)| self.value(types, from, to));
                places.collect::<Option<_>>().map(InputValue::Places)
            }
            (from, to) => (from == to).then_some(InputValue::Same),
        }
    }
}
