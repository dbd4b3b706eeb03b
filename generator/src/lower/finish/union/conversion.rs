//! Which values convert into a union by themselves.

use std::collections::BTreeMap;

use super::super::super::draft::{Shape, Types};
use crate::ir::{AlsoFrom, Conversion, IdForm, Type, TypeId, Union, UnionVariant};

/// Settles the conversions into the union `id`. A type converts into the only variant that holds it.
pub(super) fn settle(types: &Types, id: TypeId, variants: &mut [UnionVariant]) {
    let held = held(types, variants);
    for (variant, ty) in variants.iter_mut().zip(&held) {
        let is_alone = held.iter().filter(|other| *other == ty).count() == 1;
        variant.conversion = match ty {
            // Every type converts into itself already.
            Type::Named(own) if *own == id => Conversion::None,
            _ if !is_alone => Conversion::None,
            Type::String => Conversion::Text,
            _ => Conversion::Value,
        };
        if variant.conversion != Conversion::None {
            variant.also = also(types, ty, &held);
        }
    }
}

/// The types of the variants, as Rust sees them.
fn held(types: &Types, variants: &[UnionVariant]) -> Vec<Type> {
    let variants = variants.iter();
    variants
        .map(|variant| in_rust(types, &variant.ty))
        .collect()
}

/// The other types that convert into the variant that holds `ty`.
fn also(types: &Types, ty: &Type, held: &[Type]) -> Vec<AlsoFrom> {
    match ty {
        // A literal without a type is one of 32 bits where several types are possible.
        Type::Int64 if held.iter().filter(|ty| is_integer(ty)).count() == 1 => {
            vec![AlsoFrom::Int32]
        }
        Type::Float64 if !held.iter().any(is_integer) => vec![AlsoFrom::Int32],
        Type::List(item) => {
            let lists = held.iter().filter(|ty| matches!(ty, Type::List(_)));
            match (lists.count() == 1 && is_converted(types, item), &**item) {
                (true, item) => vec![AlsoFrom::ArrayInto(item.clone())],
                (false, Type::String) => {
                    vec![AlsoFrom::Array(Type::String), AlsoFrom::ArrayOfTexts]
                }
                (false, item) => vec![AlsoFrom::Array(item.clone())],
            }
        }
        _ => Vec::new(),
    }
}

fn is_integer(ty: &Type) -> bool {
    matches!(
        ty,
        Type::Int32 | Type::Int64 | Type::UInt32 | Type::UInt64 | Type::Decimal
    )
}

/// Whether other types than itself convert into the type of the items of a list.
fn is_converted(types: &Types, item: &Type) -> bool {
    match item {
        Type::String | Type::Id(_) | Type::Any => true,
        Type::Named(id) => match types.shape(*id) {
            Some(Shape::Union(_)) => true,
            Some(Shape::StringEnum(set)) => set.is_open,
            _ => false,
        },
        _ => false,
    }
}

/// Settles the conversions into a variant whose value is a union itself: what converts into a variant of that one, if nothing
/// else of the outer one holds it.
pub(super) fn settle_inner(types: &Types, unions: &mut BTreeMap<TypeId, Union>) {
    let found: Vec<(TypeId, Vec<Vec<AlsoFrom>>)> = (unions.iter())
        .map(|(id, union)| (*id, inner(types, unions, *id, union)))
        .collect();
    for (id, inner) in found {
        let variants = unions.get_mut(&id).into_iter();
        let variants = variants.flat_map(|union| &mut union.variants);
        for (variant, inner) in variants.zip(inner) {
            variant.also.extend(inner);
        }
    }
}

/// For each variant, what its own value is made of by itself, and what nothing else in the union holds.
fn inner(
    types: &Types,
    unions: &BTreeMap<TypeId, Union>,
    id: TypeId,
    union: &Union,
) -> Vec<Vec<AlsoFrom>> {
    let held = held(types, &union.variants);
    let variants_of = union.variants.iter().zip(&held).map(|(variant, ty)| {
        let inner = match ty {
            Type::Named(inner) if *inner != id && variant.conversion != Conversion::None => {
                unions.get(inner)
            }
            _ => None,
        };
        let variants = inner.into_iter().flat_map(|inner| &inner.variants);
        let found = variants.filter(|variant| variant.conversion != Conversion::None);
        found
            .map(|variant| (in_rust(types, &variant.ty), &variant.also))
            .collect::<Vec<_>>()
    });
    let all: Vec<Vec<(Type, &Vec<AlsoFrom>)>> = variants_of.collect();
    let is_number = |ty: &Type| is_integer(ty) || *ty == Type::Float64;
    let has_number = held.iter().any(is_number);
    let is_clear = |ty: &Type| {
        let holders = all.iter().flatten().filter(|(other, _)| other == ty);
        // Another type of numbers would leave open what a literal is.
        holders.count() == 1
            && !held.contains(ty)
            && *ty != Type::Named(id)
            && !(has_number && is_number(ty))
    };
    let is_list = |ty: &Type| matches!(ty, Type::List(_));
    let with_lists = all
        .iter()
        .filter(|inner| inner.iter().any(|(ty, _)| is_list(ty)));
    let has_arrays = with_lists.count() == 1 && !held.iter().any(is_list);
    let clear = all.iter().map(|inner| {
        let inner = inner.iter().filter(|(ty, _)| is_clear(ty));
        inner
            .flat_map(|(ty, also)| inner_of(ty, also, has_arrays))
            .collect()
    });
    clear.collect()
}

/// The types that convert by way of the inner union from the type of one of its variants, and from what else converts into that.
fn inner_of(ty: &Type, also: &[AlsoFrom], has_arrays: bool) -> Vec<AlsoFrom> {
    let mut found = vec![AlsoFrom::Inner(ty.clone())];
    found.extend((*ty == Type::String).then_some(AlsoFrom::InnerText));
    let arrays = also.iter().filter(|also| {
        matches!(
            also,
            AlsoFrom::Array(_) | AlsoFrom::ArrayInto(_) | AlsoFrom::ArrayOfTexts
        )
    });
    let arrays = arrays.map(|array| AlsoFrom::InnerArray(Box::new(array.clone())));
    found.extend(arrays.filter(|_| has_arrays));
    found
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
