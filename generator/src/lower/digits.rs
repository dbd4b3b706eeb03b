//! Numbers with `format: decimal` whose digits cannot be kept.

use crate::ir::{Api, Shape, UnionTag};
use crate::openapi::reader::Reader;

/// Reports the unions that keep a value which no variant is for, and have decimals in their variants: a `Value` holds a number
/// with a fraction as a floating-point number.
pub(super) fn check_digits(reader: &Reader<'_>, api: &Api) {
    for def in api.types.values() {
        let Shape::Union(union) = &def.shape else {
            continue;
        };
        if !(union.is_exact && matches!(union.tag, UnionTag::Property { .. })) {
            continue;
        }
        let place = def.place.lines().next().unwrap_or_default();
        reader.degrade(
            reader.node_at(place),
            format!(
                "an object that no variant of `{}` is for is kept as a `Value`, whose numbers are floating-point numbers: \
                 decimals in it lose digits",
                def.name
            ),
            "list the alternative for each value of the discriminating property",
        );
    }
}
