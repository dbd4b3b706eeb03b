//! Bounds that requests enforce: on integers, and on the number of items.

use crate::document::decimal::Decimal;
use crate::ir::{Count, Range, Type};
use crate::openapi::bounds::Bound;
use crate::openapi::reader::Reader;
use crate::openapi::schema::Schema;

/// The bounds on the number of items. Bounds that no number satisfies are reported with the schema, and ignored.
pub(in crate::lower) fn count<'d>(reader: &Reader<'d>, list: Schema<'d>) -> Count {
    let bounds = list.item_bounds();
    let (min, max) = (bounds.min(reader), bounds.max(reader));
    match min.zip(max).is_some_and(|(min, max)| min > max) {
        true => Count::default(),
        false => Count { min, max },
    }
}

/// The bounds of an integer. Those of other numbers are only printed.
pub(in crate::lower) fn range(reader: &Reader<'_>, schema: Schema<'_>, ty: &Type) -> Range {
    let min = schema.minimum();
    let max = schema.maximum();
    let min = min.and_then(|bound| {
        let number = number(reader, bound, ty)?;
        let is_next = bound.is_exclusive && number.is_whole;
        Some(number.ceil().saturating_add(i128::from(is_next)))
    });
    let max = max.and_then(|bound| {
        let number = number(reader, bound, ty)?;
        let is_next = bound.is_exclusive && number.is_whole;
        Some(number.floor.saturating_sub(i128::from(is_next)))
    });
    if min.zip(max).is_some_and(|(min, max)| min > max) {
        reader.error(
            schema.maximum_node(),
            "no number is between `minimum` and `maximum`",
            "correct one of the two",
        );
        return Range::default();
    }
    fit(min, max, ty)
}

/// The number of a bound, if the type is an integer.
fn number(reader: &Reader<'_>, bound: Bound<'_>, ty: &Type) -> Option<Decimal> {
    let key = bound.key;
    if !matches!(ty, Type::Int32 | Type::Int64 | Type::UInt32 | Type::UInt64) {
        let message =
            format!("`{key}` is printed, but not enforced: the parameter is not an integer");
        let help = "use `type: integer`, or remove the limit";
        reader.degrade(bound.node, message, help);
        return None;
    }
    let number = bound.node.as_decimal();
    if number.is_none() {
        let message = format!("`{key}` is not a number; it is ignored");
        reader.degrade(bound.node, message, "write an integer");
    }
    number
}

/// The range without bounds that the type has anyway. A bound beyond the type is the end of the type.
fn fit(min: Option<i128>, max: Option<i128>, ty: &Type) -> Range {
    let (least, greatest) = match ty {
        Type::Int32 => (i64::from(i32::MIN), i64::from(i32::MAX)),
        Type::UInt32 => (0, i64::from(u32::MAX)),
        Type::UInt64 => (0, i64::MAX),
        _ => (i64::MIN, i64::MAX),
    };
    // Beyond `i64`, only the ends are left.
    let within = |bound: i128| {
        let bound = bound.clamp(i128::from(least), i128::from(greatest));
        i64::try_from(bound).ok()
    };
    Range {
        min: min.and_then(within).filter(|min| *min > least),
        max: max.and_then(within).filter(|max| *max < greatest),
    }
}
