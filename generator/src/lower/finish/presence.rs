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
    match (field.required, field.nullable) {
        _ if is_collection && !usage.body => Presence::Collection,
        (true, false) => Presence::Required,
        (true, true) => Presence::Nullable,
        (false, true) if usage.body => Presence::Patch,
        (false, _) => Presence::Optional,
    }
}
