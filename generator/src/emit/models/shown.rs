//! Which unions have `Display`: those all of whose values are single ones, such as numbers, texts and dates.

use crate::ir::{Api, Foreign, Shape, Type, TypeDef, Union, UnionTag};
use crate::limits;

/// The call of the macro that gives a union `Display`, if each of its values is a single one. One by a property has values
/// that the document does not list.
pub(super) fn display(api: &Api, def: &TypeDef, shape: &Union) -> Option<Vec<String>> {
    let mut derives = def.added.derives.iter();
    let has_own = derives.any(|derive| derive.as_str().ends_with("Display"));
    let names = shape
        .variants
        .iter()
        .map(|variant| variant.name.to_string());
    (!has_own && is_single_union(api, shape, limits::UNIONS_WITHIN_UNIONS)).then(|| names.collect())
}

fn is_single_union(api: &Api, shape: &Union, depth: usize) -> bool {
    let mut variants = shape.variants.iter();
    !matches!(shape.tag, UnionTag::Property { .. })
        && variants.all(|variant| is_single(api, &variant.ty, depth))
}

/// Whether a type has `Display`. `depth` is the number of types that are looked into.
fn is_single(api: &Api, ty: &Type, depth: usize) -> bool {
    match ty {
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
        Type::Named(id) if depth > 0 => match api.types.get(id).map(|def| &def.shape) {
            Some(Shape::StringEnum(_) | Shape::IntegerEnum(_)) => true,
            Some(Shape::Union(union)) => is_single_union(api, union, depth - 1),
            Some(Shape::Alias(ty)) => is_single(api, ty, depth - 1),
            _ => false,
        },
        _ => false,
    }
}
