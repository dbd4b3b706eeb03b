//! How values go between clients and servers if they have another type.

use super::model::Wire;
use super::pairs::Pairs;
use crate::ir::Type;

/// Returns how clients and servers go together if values have another type: an old client with a new server, and a new
/// client with an old server.
pub(super) fn types_changed(
    old: &Type,
    new: &Type,
    is_received: bool,
    pairs: &Pairs<'_, '_>,
) -> (Wire, Wire) {
    let texts = pairs.are_texts(old, new);
    if let Some((old_is_set, new_is_set)) = texts {
        let risk = |is_set: bool| match is_set && !is_received {
            true => Wire::Depends("a value that is not listed is refused"),
            // A set that is received takes every text.
            false => Wire::Works,
        };
        return (risk(new_is_set), risk(old_is_set));
    }
    let risk = Wire::Depends("numbers that the narrower type does not hold");
    let breaks = Wire::Breaks("values are of another type");
    match (is_wider(old, new), is_wider(new, old), is_received) {
        // The side with the narrower type meets values of the wider one.
        (true, _, true) | (_, true, false) => (risk, Wire::Works),
        (true, _, false) | (_, true, true) => (Wire::Works, risk),
        _ => (breaks.clone(), breaks),
    }
}

/// Whether the second type holds all values of the first.
fn is_wider(narrow: &Type, wide: &Type) -> bool {
    match (narrow, wide) {
        (Type::List(narrow), Type::List(wide)) => is_wider(narrow, wide),
        _ => matches!(
            (narrow, wide),
            (Type::Int32, Type::Int64 | Type::Float64 | Type::Decimal)
                | (
                    Type::UInt32,
                    Type::Int64 | Type::UInt64 | Type::Float64 | Type::Decimal
                )
                | (Type::Int64 | Type::UInt64, Type::Float64 | Type::Decimal)
                | (Type::Float64, Type::Decimal)
        ),
    }
}
