//! Which variants of a union a value converts into by itself.

use super::super::super::draft::Types;
use crate::ir::{Conversion, IdForm, Type, TypeId, UnionVariant};

/// Settles the conversions into the union `id`. A type converts into the only variant that holds it.
pub(super) fn settle(types: &Types, id: TypeId, variants: &mut [UnionVariant]) {
    let held: Vec<Type> = (variants.iter())
        .map(|variant| in_rust(types, &variant.ty))
        .collect();
    for (variant, ty) in variants.iter_mut().zip(&held) {
        let is_alone = held.iter().filter(|other| *other == ty).count() == 1;
        variant.conversion = match ty {
            // Every type converts into itself already.
            Type::Named(own) if *own == id => Conversion::None,
            _ if !is_alone => Conversion::None,
            Type::String => Conversion::Text,
            _ => Conversion::Value,
        };
    }
}

/// The type as Rust sees it: without aliases, and without what only the wire distinguishes.
fn in_rust(types: &Types, ty: &Type) -> Type {
    let inner = |ty: &Type| Box::new(in_rust(types, ty));
    match types.through_alias(ty) {
        Type::Binary => Type::String,
        Type::Id(_) => Type::Id(IdForm::String),
        Type::List(item) => Type::List(inner(item)),
        Type::Nullable(value) => Type::Nullable(inner(value)),
        Type::Map { key, value } => Type::Map {
            key: *key,
            value: inner(value),
        },
        Type::Tuple(places) => Type::Tuple(places.iter().map(|ty| in_rust(types, ty)).collect()),
        ty => ty.clone(),
    }
}
