//! Which unions have `Display`: those all of whose values are single ones, such as numbers, texts and dates.

use std::collections::BTreeMap;

use super::super::draft::Types;
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
        // Bytes have none, and a duration has another one than it is written.
        Type::Foreign(foreign) => !matches!(foreign, Foreign::Base64 | Foreign::Duration),
        Type::Named(id) => match unions.get(id) {
            Some(union) => depth > 0 && is_single_union(types, unions, union, depth - 1),
            None => types.is_scalar(ty),
        },
        ty => types.is_scalar(ty),
    }
}
