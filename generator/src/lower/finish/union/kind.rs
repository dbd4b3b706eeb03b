//! The kinds of JSON values that types have, and the values that enums list.

use super::super::super::draft::{Field, Shape, Types};
use crate::ir::{IdForm, JsonKind, Literal, Type};
use crate::limits::UNIONS_WITHIN_UNIONS;

/// The kind of JSON value that a type is, if it is a single one.
pub(super) fn kind(types: &Types, ty: &Type, depth: usize) -> Option<JsonKind> {
    Some(match types.through_alias(ty) {
        Type::Bool => JsonKind::Boolean,
        Type::Int32 | Type::Int64 | Type::UInt32 | Type::UInt64 => JsonKind::Integer,
        Type::Float64 | Type::Decimal => JsonKind::Number,
        Type::String | Type::Date | Type::DateTime | Type::DateRange | Type::Binary => {
            JsonKind::Text
        }
        Type::Foreign(foreign) if foreign.is_number() => JsonKind::Number,
        Type::Foreign(_) => JsonKind::Text,
        Type::List(_) | Type::Tuple(_) => JsonKind::List,
        Type::Map { .. } => JsonKind::Object,
        Type::Named(id) => match types.shape(*id)? {
            Shape::Struct(_) => JsonKind::Object,
            Shape::StringEnum(_) => JsonKind::Text,
            Shape::IntegerEnum(_) => JsonKind::Integer,
            Shape::Union(union) if depth < UNIONS_WITHIN_UNIONS => {
                let mut kinds =
                    (union.variants.iter()).map(|variant| kind(types, &variant.ty, depth + 1));
                let first = kinds.next()??;
                return kinds.all(|other| other == Some(first)).then_some(first);
            }
            Shape::Union(_) | Shape::Alias(_) => return None,
        },
        Type::Id(IdForm::String) => JsonKind::Text,
        Type::Id(IdForm::Integer) => JsonKind::Integer,
        Type::Nullable(_) | Type::Any => return None,
    })
}

/// Whether all variants have a kind of JSON value, and no value is of the kind of two of them.
pub(super) fn are_distinct(kinds: &[Option<JsonKind>]) -> bool {
    kinds.iter().enumerate().all(|(index, kind)| {
        kind.is_some_and(|kind| {
            let mut before = kinds.iter().take(index).flatten();
            !before.any(|known| overlap(*known, kind))
        })
    })
}

/// Whether one value can be of both kinds.
fn overlap(left: JsonKind, right: JsonKind) -> bool {
    let is_number = |kind| matches!(kind, JsonKind::Integer | JsonKind::Number);
    left == right || (is_number(left) && is_number(right))
}

/// The values that a field can hold, if its type is a set.
pub(super) fn listed_values(types: &Types, field: &Field) -> Option<Vec<Literal>> {
    Some(match types.named(&field.ty)? {
        (_, Shape::IntegerEnum(set)) => {
            let values = set.variants.iter().map(|variant| variant.value);
            values.map(Literal::Integer).collect()
        }
        _ => {
            let values = enum_values(types, field)?.into_iter();
            values.map(Literal::Text).collect()
        }
    })
}

/// The strings that a field can hold, if its type is a set of strings.
pub(super) fn enum_values(types: &Types, field: &Field) -> Option<Vec<String>> {
    match types.named(&field.ty)? {
        (_, Shape::StringEnum(set)) => {
            let values = set.variants.iter().map(|variant| variant.value.clone());
            Some(values.collect())
        }
        _ => None,
    }
}
