//! How fields hold a missing or null property.

use super::super::draft::{Field, Types};
use super::usage::Usage;
use crate::ir::{Presence, Type};

/// How a field holds a missing or null property. Missing and null are distinguished in requests, not in responses.
pub(super) fn presence(types: &Types, usage: Usage, field: &Field) -> Presence {
    let is_collection = matches!(
        types.through_alias(&field.ty),
        Type::List(_) | Type::Map { .. }
    );
    // Only one of the two sides has the value: it is optional when the object is built.
    if is_read_only(field, usage) || (is_write_only(field, usage) && !field.nullable) {
        return Presence::Optional;
    }
    if is_write_only(field, usage) {
        return Presence::Patch;
    }
    match (field.required, field.nullable) {
        _ if is_collection && !usage.body => Presence::Collection,
        (true, false) => Presence::Required,
        (true, true) => Presence::Nullable,
        (false, true) if usage.body => Presence::Patch,
        (false, _) => Presence::Optional,
    }
}

/// Whether callers that build the object leave the property out, because only the server sets it.
pub(super) fn is_read_only(field: &Field, usage: Usage) -> bool {
    field.read_only && usage.body
}

/// Whether responses leave the property out.
pub(super) fn is_write_only(field: &Field, usage: Usage) -> bool {
    field.write_only && usage.response
}
