//! Which unions have `Display`: those all of whose values are single ones, such as numbers, texts and dates.

use std::collections::BTreeMap;

use super::super::draft::{Shape, Types};
use crate::ir::{Foreign, Type, TypeId, Union, UnionTag};
use crate::limits;

/// Whether each value of a union is a single one. One by a property has values that the document does not list.
pub(super) fn is_shown(types: &Types, unions: &BTreeMap<TypeId, Union>, union: &Union) -> bool {
    is_single_union(types, unions, union, limits::UNIONS_WITHIN_UNIONS)
}

fn is_single_union(
    types: &Types,
    unions: &BTreeMap<TypeId, Union>,
    union: &Union,
    depth: usize,
) -> bool {
    let mut variants = union.variants.iter();
    !matches!(union.tag, UnionTag::Property { .. })
        && variants.all(|variant| is_single(types, unions, &variant.ty, depth))
}

/// Whether a type has `Display`. `depth` is the number of unions that are looked into.
fn is_single(types: &Types, unions: &BTreeMap<TypeId, Union>, ty: &Type, depth: usize) -> bool {
    match types.through_alias(ty) {
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
        | Type::Id(_) => true,
        // Bytes have none, and a duration has another one than it is written.
        Type::Foreign(foreign) => !matches!(foreign, Foreign::Base64 | Foreign::Duration),
        Type::Named(id) => match types.shape(*id) {
            Some(Shape::StringEnum(_) | Shape::IntegerEnum(_)) => true,
            Some(Shape::Union(_)) if depth > 0 => (unions.get(id))
                .is_some_and(|union| is_single_union(types, unions, union, depth - 1)),
            _ => false,
        },
        _ => false,
    }
}
