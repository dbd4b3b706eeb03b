//! Which types have a number in them that keeps its digits.

use super::super::draft::{Shape, Types};
use crate::ir::{Type, TypeId};

/// The types that have a decimal in them, at any depth.
pub(super) struct Decimals(Vec<bool>);

impl Decimals {
    /// Assumes it of no type, and follows what holds a decimal until nothing changes.
    pub(super) fn find(types: &Types) -> Self {
        let mut decimals = Self(vec![false; types.len()]);
        loop {
            let mut has_changed = false;
            for (id, def) in types.iter() {
                if !decimals.of(id)
                    && def.shape.as_ref().is_some_and(|it| decimals.are_in(it))
                    && let Some(known) = decimals.0.get_mut(id.0)
                {
                    *known = true;
                    has_changed = true;
                }
            }
            if !has_changed {
                return decimals;
            }
        }
    }

    /// Whether values of a declared type have a decimal in them.
    pub(super) fn of(&self, id: TypeId) -> bool {
        self.0.get(id.0).copied().unwrap_or_default()
    }

    fn are_in(&self, shape: &Shape) -> bool {
        match shape {
            Shape::Struct(shape) => {
                (shape.fields.iter()).any(|field| self.holds(&field.ty))
                    || (shape.additional.iter()).any(|(_, value)| self.holds(value))
            }
            Shape::Union(shape) => (shape.variants.iter()).any(|variant| self.holds(&variant.ty)),
            Shape::Alias(ty) => self.holds(ty),
            Shape::StringEnum(_) | Shape::IntegerEnum(_) => false,
        }
    }

    fn holds(&self, ty: &Type) -> bool {
        match ty {
            Type::Decimal => true,
            Type::Foreign(foreign) => foreign.is_number(),
            Type::Named(id) => self.of(*id),
            Type::List(inner) | Type::Nullable(inner) | Type::Map { value: inner, .. } => {
                self.holds(inner)
            }
            Type::Tuple(places) => places.iter().any(|ty| self.holds(ty)),
            _ => false,
        }
    }
}
