//! Bounds that requests enforce: on integers, and on the number of items.

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
    let min = min.and_then(|bound| integer(reader, bound, ty, 1));
    let max = max.and_then(|bound| integer(reader, bound, ty, -1));
    if min.zip(max).is_some_and(|(min, max)| min > max) {
        reader.error(
            schema.maximum_node(),
            "no number is between `minimum` and `maximum`",
            "correct one of the two",
        );
        return Range::default();
    }
    fit(Range { min, max }, ty)
}

/// The bound as an integer, included. `inward` leads from an excluded bound to the next integer.
fn integer(reader: &Reader<'_>, bound: Bound<'_>, ty: &Type, inward: i64) -> Option<i64> {
    let key = bound.key;
    if !matches!(ty, Type::Int32 | Type::Int64 | Type::UInt32 | Type::UInt64) {
        let message =
            format!("`{key}` is printed, but not enforced: the parameter is not an integer");
        let help = "use `type: integer`, or remove the limit";
        reader.degrade(bound.node, message, help);
        return None;
    }
    let Some(number) = bound.node.as_i64() else {
        let message = format!("`{key}` is not a 64-bit integer; it is ignored");
        reader.degrade(bound.node, message, "write an integer");
        return None;
    };
    if bound.is_exclusive {
        number.checked_add(inward)
    } else {
        Some(number)
    }
}

/// The range without bounds that the type has anyway.
fn fit(range: Range, ty: &Type) -> Range {
    let (least, greatest) = match ty {
        Type::Int32 => (i64::from(i32::MIN), i64::from(i32::MAX)),
        Type::UInt32 => (0, i64::from(u32::MAX)),
        Type::UInt64 => (0, i64::MAX),
        _ => (i64::MIN, i64::MAX),
    };
    Range {
        min: range
            .min
            .filter(|min| *min > least)
            .map(|min| min.min(greatest)),
        max: range
            .max
            .filter(|max| *max < greatest)
            .map(|max| max.max(least)),
    }
}
