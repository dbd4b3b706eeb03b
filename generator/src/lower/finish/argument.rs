//! How callers pass values: whatever converts without a doubt is converted for them.

use super::super::draft::{Shape, Types};
use super::context::Context;
use crate::ir::{Argument, Conversion, IdForm, Type, TypeId};

/// The argument for a value that is kept: strings, ids, unions, free values and sets that any string extends are converted,
/// and lists and maps collected.
pub(super) fn argument(context: &Context<'_>, ty: &Type) -> Argument {
    if let Some((_, Shape::StringEnum(set))) = context.types.named(ty)
        && set.is_open
    {
        return Argument::Into(ty.clone());
    }
    match context.types.through_alias(ty) {
        Type::List(item) => Argument::Items(Box::new(item_argument(context.types, item))),
        Type::Map { key, value } => {
            Argument::Entries(*key, Box::new(item_argument(context.types, value)))
        }
        Type::Named(id) if is_converted(context, *id) => Argument::Into(ty.clone()),
        _ => item_argument(context.types, ty),
    }
}

/// The argument for a value that servers send and tests make up: an open set is converted from strings, too.
pub(super) fn received_argument(context: &Context<'_>, ty: &Type) -> Argument {
    match context.types.named(ty) {
        Some((_, Shape::StringEnum(_))) => Argument::Into(ty.clone()),
        _ => argument(context, ty),
    }
}

/// Whether anything converts into a declared type: what was received, a variant of a union, or any string.
fn is_converted(context: &Context<'_>, id: TypeId) -> bool {
    if matches!(context.types.shape(id), Some(Shape::StringEnum(set)) if set.is_open) {
        return true;
    }
    let received = context.types.get(id).and_then(|def| def.input_of);
    if received.is_some_and(|received| context.convertible.has(received)) {
        return true;
    }
    let union = context.unions.get(&id);
    union.is_some_and(|union| {
        let mut variants = union.variants.iter();
        variants.any(|variant| variant.conversion != Conversion::None)
    })
}

/// The argument for one of several values. Unions are not converted here, so that the caller's own `.into()` on each
/// of several types has a single meaning.
pub(super) fn item_argument(types: &Types, ty: &Type) -> Argument {
    match types.through_alias(ty) {
        Type::String => Argument::Into(Type::String),
        Type::Id(form) => Argument::Into(Type::Id(*form)),
        Type::Decimal => Argument::Into(Type::Decimal),
        Type::Any => Argument::Into(Type::Any),
        Type::Foreign(foreign) if foreign.is_wrapped() => {
            Argument::Into(Type::Foreign(foreign.clone()))
        }
        _ => Argument::Exact(ty.clone()),
    }
}

/// The argument for a value that is written at once: a string is only looked at.
pub(super) fn written_argument(context: &Context<'_>, ty: &Type) -> Argument {
    match context.types.through_alias(ty) {
        Type::String => Argument::Text,
        Type::Map { .. } => Argument::Exact(ty.clone()),
        _ => argument(context, ty),
    }
}

/// Whether the value is an id that is written as a number, or a list, a map or a tuple of such ids.
pub(super) fn has_integer_ids(types: &Types, ty: &Type) -> bool {
    match types.through_alias(ty) {
        Type::Id(form) => *form == IdForm::Integer,
        Type::List(item) | Type::Nullable(item) | Type::Map { value: item, .. } => {
            has_integer_ids(types, item)
        }
        // The other places have to be written together with the ids.
        Type::Tuple(places) => {
            places.iter().any(|ty| has_integer_ids(types, ty))
                && places.iter().all(|ty| is_written_beside_ids(types, ty))
        }
        _ => false,
    }
}

/// Whether the value can be written together with ids: it has no ids that are strings. A declared type writes its own ids.
fn is_written_beside_ids(types: &Types, ty: &Type) -> bool {
    match types.through_alias(ty) {
        Type::Id(form) => *form == IdForm::Integer,
        Type::List(inner) | Type::Nullable(inner) | Type::Map { value: inner, .. } => {
            is_written_beside_ids(types, inner)
        }
        Type::Tuple(places) => places.iter().all(|ty| is_written_beside_ids(types, ty)),
        _ => true,
    }
}

/// Whether the type is an id of either form.
pub(super) fn is_id(types: &Types, ty: &Type) -> bool {
    matches!(types.through_alias(ty), Type::Id(_))
}
