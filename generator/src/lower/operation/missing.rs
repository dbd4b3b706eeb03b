//! Values that are written as nothing, so that a required parameter would be missing.

use crate::ir::{ParameterPlace, Style, Type};
use crate::lower::draft::{ParameterKind, Shape, Types};

/// Refuses an empty list as the value of a required parameter, and an object without properties as that of a required header.
/// Only JSON has a text for it: elsewhere, the parameter would be missing.
pub(super) fn require_item(types: &Types, place: ParameterPlace, kind: &mut ParameterKind) {
    match kind {
        ParameterKind::List { count, .. } | ParameterKind::Files { count } => {
            count.min = count.min.max(Some(1));
        }
        ParameterKind::Styled {
            ty,
            style,
            needs_item,
            ..
        } => {
            let is_header = place == ParameterPlace::Header;
            let can_be_nothing = can_be_list(types, ty) || is_header && is_object(types, ty);
            *needs_item = *style != Style::Json && can_be_nothing;
        }
        _ => {}
    }
}

/// Whether the values of a type are objects, or null.
fn is_object(types: &Types, ty: &Type) -> bool {
    let inner = match types.through_alias(ty) {
        Type::Nullable(inner) => types.through_alias(inner),
        ty => ty,
    };
    let is_struct = matches!(types.named(inner), Some((_, Shape::Struct(_))));
    is_struct || matches!(inner, Type::Map { .. })
}

/// Whether a value of a type can be a list that may be empty.
fn can_be_list(types: &Types, ty: &Type) -> bool {
    let inner = match types.through_alias(ty) {
        Type::Nullable(inner) => inner,
        ty => ty,
    };
    match types.named(inner) {
        Some((_, Shape::Union(union))) => {
            let mut variants = union.variants.iter();
            variants.any(|variant| is_list(types, &variant.ty))
        }
        _ => is_list(types, inner),
    }
}

/// Whether a value of a type is a list, or null.
pub(super) fn is_list(types: &Types, ty: &Type) -> bool {
    match types.through_alias(ty) {
        Type::Nullable(inner) => matches!(types.through_alias(inner), Type::List(_)),
        ty => matches!(ty, Type::List(_)),
    }
}
