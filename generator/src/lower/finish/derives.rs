//! Traits that a type derives where all of its parts have them.

use super::super::draft::{Shape, Types};
use crate::ir::{Type, TypeId};

/// The types whose values can be compared and hashed: those that hold no floating-point number.
pub(super) struct Comparable(Vec<bool>);

impl Comparable {
    /// Assumes it of all types, and follows what holds a floating-point number until nothing changes.
    pub(super) fn find(types: &Types) -> Self {
        let mut comparable = Self(vec![true; types.len()]);
        loop {
            let mut has_changed = false;
            for (id, def) in types.iter().filter(|(_, def)| def.shape.is_some()) {
                if comparable.of(id) && !comparable.parts_of(def.shape.as_ref()) {
                    comparable.exclude(id);
                    has_changed = true;
                }
            }
            if !has_changed {
                return comparable;
            }
        }
    }

    /// Whether values of a declared type can be compared and hashed.
    pub(super) fn of(&self, id: TypeId) -> bool {
        self.0.get(id.0).copied().unwrap_or_default()
    }

    fn exclude(&mut self, id: TypeId) {
        if let Some(known) = self.0.get_mut(id.0) {
            *known = false;
        }
    }

    fn parts_of(&self, shape: Option<&Shape>) -> bool {
        match shape {
            Some(Shape::Struct(shape)) => {
                (shape.fields.iter()).all(|field| self.holds(&field.ty))
                    && (shape.additional.iter()).all(|(_, value)| self.holds(value))
            }
            Some(Shape::Union(shape)) => {
                (shape.variants.iter()).all(|variant| self.holds(&variant.ty))
            }
            Some(Shape::Alias(ty)) => self.holds(ty),
            Some(Shape::StringEnum(_) | Shape::IntegerEnum(_)) | None => true,
        }
    }

    fn holds(&self, ty: &Type) -> bool {
        match ty {
            Type::Float64 => false,
            Type::Foreign(foreign) => foreign.has_eq_and_hash(),
            Type::Named(id) => self.of(*id),
            Type::List(inner) | Type::Nullable(inner) | Type::Map { value: inner, .. } => {
                self.holds(inner)
            }
            Type::Tuple(places) => places.iter().all(|ty| self.holds(ty)),
            Type::Bool
            | Type::Int32
            | Type::Int64
            | Type::UInt32
            | Type::UInt64
            | Type::Decimal
            | Type::String
            | Type::Date
            | Type::DateTime
            | Type::DateRange
            | Type::Id(_)
            | Type::Binary
            | Type::Any => true,
        }
    }
}
