//! How callers pass values: whatever converts without a doubt is converted for them.

use super::super::draft::Types;
use crate::ir::{Argument, IdForm, Type};

/// The argument for a value that is kept: strings and ids are converted, and lists collected.
pub(super) fn argument(types: &Types, ty: &Type) -> Argument {
    match types.through_alias(ty) {
        Type::List(item) => Argument::Items(Box::new(item_argument(types, item))),
        _ => item_argument(types, ty),
    }
}

/// The argument for one of several values.
pub(super) fn item_argument(types: &Types, ty: &Type) -> Argument {
    match types.through_alias(ty) {
        Type::String => Argument::Into(Type::String),
        Type::Id(form) => Argument::Into(Type::Id(*form)),
        _ => Argument::Exact(ty.clone()),
    }
}

/// The argument for a value that is written at once: a string is only looked at.
pub(super) fn written_argument(types: &Types, ty: &Type) -> Argument {
    match types.through_alias(ty) {
        Type::String => Argument::Text,
        _ => argument(types, ty),
    }
}

/// Whether the value is an id that is written as a number, or a list or map of such ids.
pub(super) fn has_integer_ids(types: &Types, ty: &Type) -> bool {
    match types.through_alias(ty) {
        Type::Id(form) => *form == IdForm::Integer,
        Type::List(item) | Type::Nullable(item) | Type::Map { value: item, .. } => {
            has_integer_ids(types, item)
        }
        _ => false,
    }
}

/// Whether the type is an id of either form.
pub(super) fn is_id(types: &Types, ty: &Type) -> bool {
    matches!(types.through_alias(ty), Type::Id(_))
}
