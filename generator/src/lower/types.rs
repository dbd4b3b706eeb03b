//! Access to the declared types of a draft.

use super::draft::{Field, Shape, Struct, TypeDef, Types};
use crate::ir::{Docs, Link, Literal, MapKey, Type, TypeId};
use crate::names::Name;
use crate::openapi::described::LinkToDocs;

impl Types {
    /// Adds a type whose schema is still to be lowered.
    pub(super) fn reserve(&mut self, name: Name, module: Name, place: String) -> TypeId {
        let id = TypeId(self.defs.len());
        self.defs.push(TypeDef {
            name,
            module,
            place,
            docs: Docs::default(),
            shape: None,
            parts: Vec::new(),
            own_name: None,
            input_of: None,
        });
        id
    }

    /// Gives a reserved type its declaration.
    pub(super) fn define(&mut self, id: TypeId, docs: Docs, shape: Shape) {
        if matches!(shape, Shape::Union(_)) {
            self.unions.push(id);
        }
        if let Some(def) = self.defs.get_mut(id.0) {
            def.docs = docs;
            def.shape = Some(shape);
        }
    }

    /// The unions, in the order in which their schemas were lowered.
    pub(super) fn unions(&self) -> Vec<TypeId> {
        self.unions.clone()
    }

    /// Replaces the declaration of a type.
    pub(super) fn redefine(&mut self, id: TypeId, shape: Shape) {
        if let Some(def) = self.defs.get_mut(id.0) {
            def.shape = Some(shape);
        }
    }

    /// A type, to be changed.
    pub(super) fn get_mut(&mut self, id: TypeId) -> Option<&mut TypeDef> {
        self.defs.get_mut(id.0)
    }

    /// The name and, once it is known, the declaration of a type.
    pub(super) fn get(&self, id: TypeId) -> Option<&TypeDef> {
        self.defs.get(id.0)
    }

    /// The declaration of a type, if its schema has been lowered.
    pub(super) fn shape(&self, id: TypeId) -> Option<&Shape> {
        self.defs.get(id.0)?.shape.as_ref()
    }

    /// Every type with its id.
    pub(super) fn iter(&self) -> impl Iterator<Item = (TypeId, &TypeDef)> {
        let ids = (0..self.defs.len()).map(TypeId);
        ids.zip(&self.defs)
    }

    /// How many types there are.
    pub(super) fn len(&self) -> usize {
        self.defs.len()
    }

    /// The type that remains when no alias is left.
    pub(super) fn through_alias<'a>(&'a self, mut ty: &'a Type) -> &'a Type {
        // Aliases that lead back to themselves are untied before they are followed; whatever is left, this ends.
        for _ in 0..self.defs.len() {
            match ty {
                Type::Named(id) => match self.shape(*id) {
                    Some(Shape::Alias(other)) => ty = other,
                    _ => break,
                },
                _ => break,
            }
        }
        ty
    }

    /// The declaration of the type that remains when no alias is left.
    pub(super) fn named(&self, ty: &Type) -> Option<(TypeId, &Shape)> {
        match self.through_alias(ty) {
            Type::Named(id) => Some((*id, self.shape(*id)?)),
            _ => None,
        }
    }

    /// The struct that a type is when no alias is left.
    pub(super) fn structure(&self, ty: &Type) -> Option<(TypeId, &Struct)> {
        match self.named(ty)? {
            (id, Shape::Struct(shape)) => Some((id, shape)),
            _ => None,
        }
    }

    /// The struct that a type declares.
    pub(super) fn struct_of(&self, id: TypeId) -> Option<&Struct> {
        match self.shape(id)? {
            Shape::Struct(shape) => Some(shape),
            _ => None,
        }
    }

    /// The struct that a type declares, to be changed.
    pub(super) fn struct_mut(&mut self, id: TypeId) -> Option<&mut Struct> {
        match self.defs.get_mut(id.0)?.shape.as_mut()? {
            Shape::Struct(shape) => Some(shape),
            _ => None,
        }
    }

    /// Whether a type is a set of strings when no alias is left.
    pub(super) fn is_string_enum(&self, ty: &Type) -> bool {
        matches!(self.named(ty), Some((_, Shape::StringEnum(_))))
    }

    /// The struct that a type is when neither an alias nor null is left.
    pub(super) fn structure_or_null(&self, ty: &Type) -> Option<(TypeId, &Struct)> {
        match self.through_alias(ty) {
            Type::Nullable(inner) => self.structure_or_null(inner),
            ty => self.structure(ty),
        }
    }

    /// Whether the empty text is one of the listed values of the type.
    pub(super) fn has_empty_value(&self, ty: &Type) -> bool {
        match self.named(ty) {
            Some((_, Shape::StringEnum(values))) => {
                let mut variants = values.variants.iter();
                variants.any(|variant| variant.value.is_empty())
            }
            _ => false,
        }
    }

    /// Whether a value of the type is written as a single string: neither an array nor an object.
    pub(super) fn is_scalar(&self, ty: &Type) -> bool {
        match self.through_alias(ty) {
            Type::Bool
            | Type::Int32
            | Type::Int64
            | Type::UInt32
            | Type::UInt64
            | Type::Float64
            | Type::Decimal
            | Type::String
            | Type::Date
            | Type::DateTime
            | Type::DateRange
            | Type::Id(_)
            | Type::Foreign(_) => true,
            Type::Named(id) => matches!(
                self.shape(*id),
                Some(Shape::StringEnum(_) | Shape::IntegerEnum(_))
            ),
            Type::Binary
            | Type::List(_)
            | Type::Tuple(_)
            | Type::Map { .. }
            | Type::Nullable(_)
            | Type::Any => false,
        }
    }
}

impl Struct {
    /// The field for the property of this name.
    pub(super) fn field(&self, wire_name: &str) -> Option<&Field> {
        self.fields
            .iter()
            .find(|field| field.wire_name == wire_name)
    }

    /// Whether it has the property, be it a constant.
    pub(super) fn has_property(&self, wire_name: &str) -> bool {
        self.field(wire_name).is_some() || self.constant(wire_name).is_some()
    }

    /// The single value of the property of this name.
    pub(super) fn constant(&self, wire_name: &str) -> Option<&Literal> {
        let mut constants = self.constants.iter();
        let found = constants.find(|constant| constant.wire_name == wire_name);
        found.map(|constant| &constant.value)
    }
}

/// Appends the declared types that a type is made of, those of items, values and null included.
pub(super) fn add_named(ty: &Type, ids: &mut Vec<TypeId>) {
    match ty {
        Type::Named(id) => ids.push(*id),
        Type::Map { key, value } => {
            if let MapKey::Named(id) = key {
                ids.push(*id);
            }
            add_named(value, ids);
        }
        Type::List(inner) | Type::Nullable(inner) => add_named(inner, ids),
        Type::Tuple(places) => places.iter().for_each(|ty| add_named(ty, ids)),
        _ => {}
    }
}

impl From<LinkToDocs<'_>> for Link {
    fn from(link: LinkToDocs<'_>) -> Self {
        Self {
            label: link.label.map(str::to_owned),
            address: link.address.to_owned(),
        }
    }
}
