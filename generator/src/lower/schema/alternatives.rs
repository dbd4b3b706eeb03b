//! The alternatives that a union is made of, before they are types.

use super::merged::MergedSchema;
use super::several::Several;
use crate::limits::NESTED_SCHEMAS;
use crate::openapi::discriminator::Discriminator;
use crate::openapi::json_type::JsonType;
use crate::openapi::schema::Schema;

/// The alternatives of a union.
pub(super) struct Alternatives<'d> {
    pub(super) list: Vec<Alternative<'d>>,
    pub(super) discriminator: Option<Discriminator<'d>>,
    /// Whether the discriminator is that of a schema which the alternatives are composed of: its mapping names others, too.
    pub(super) is_inherited: bool,
}

/// One alternative of a union.
pub(super) enum Alternative<'d> {
    /// A schema.
    Schema(Schema<'d>),
    /// A schema, and the same merged with everything beside the list of alternatives.
    Beside(Schema<'d>, MergedSchema<'d>),
    /// A base, by itself.
    Base(Schema<'d>, MergedSchema<'d>),
    /// Several other alternatives together.
    Several(Box<Several<'d>>),
    /// The values of one type of a schema that allows several.
    Type(JsonType, MergedSchema<'d>),
}

impl<'d> Alternatives<'d> {
    /// One alternative for each type of a schema that allows several.
    pub(super) fn of_types(merged: &MergedSchema<'d>, types: &[JsonType]) -> Self {
        let list = types
            .iter()
            .map(|json_type| Alternative::Type(*json_type, merged.only(*json_type)));
        Self {
            list: list.collect(),
            discriminator: None,
            is_inherited: false,
        }
    }
}

/// Adds an alternative to `list`. In place of one that is a list of alternatives itself, and nothing else, these are
/// added.
pub(super) fn add_flattened<'d>(schema: Schema<'d>, depth: usize, list: &mut Vec<Alternative<'d>>) {
    let inner = schema.alternatives();
    let inner = inner.filter(|_| schema.is_only_alternatives() && depth < NESTED_SCHEMAS);
    match inner {
        Some(inner) => {
            for part in inner.list {
                add_flattened(part, depth + 1, list);
            }
        }
        None => list.push(Alternative::Schema(schema)),
    }
}
