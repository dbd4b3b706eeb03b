//! Which schemas allow null.

use crate::document::NodeId;
use crate::limits::NESTED_SCHEMAS;
use crate::openapi::reader::Reader;
use crate::openapi::schema::Schema;

/// Whether the schema, or the one that it refers to, allows null.
pub(in crate::lower) fn is_nullable<'d>(reader: &Reader<'d>, schema: Schema<'d>) -> bool {
    is_nullable_within(reader, schema, &mut Vec::new())
}

/// Whether null is the only value of an alternative, or of the schema that it refers to.
pub(super) fn is_null<'d>(reader: &Reader<'d>, schema: Schema<'d>) -> bool {
    let is_reference = schema.reference().is_some();
    schema.is_null_alternative()
        || is_reference && schema.target(reader).is_some_and(Schema::is_null)
}

/// Whether null is allowed by all of the schemas that restrict the value. If none does, whether any allows null.
pub(super) fn are_nullable<'d>(reader: &Reader<'d>, schemas: &[Schema<'d>]) -> bool {
    let mut restricting = schemas
        .iter()
        .filter(|schema| schema.restricts())
        .peekable();
    match restricting.peek() {
        Some(_) => restricting.all(|schema| is_nullable(reader, *schema)),
        None => schemas.iter().any(|schema| is_nullable(reader, *schema)),
    }
}

/// `seen` holds the schemas that lead here, which can lead to themselves.
fn is_nullable_within<'d>(reader: &Reader<'d>, schema: Schema<'d>, seen: &mut Vec<NodeId>) -> bool {
    // `{nullable: true}` as a part of `allOf` is meant for the whole.
    let mut parts = schema.all_of();
    if schema.allows_null()
        || schema.has_null_alternative()
        || parts.any(Schema::is_null_alternative)
    {
        return true;
    }
    if schema.denies_null() {
        return false;
    }
    if seen.contains(&schema.id()) || seen.len() > NESTED_SCHEMAS {
        return false;
    }
    seen.push(schema.id());
    if schema.reference().is_some() {
        let target = schema.target(reader);
        return target.is_some_and(|target| is_nullable_within(reader, target, seen));
    }
    let parts: Vec<Schema<'d>> = schema.all_of().filter(|part| part.restricts()).collect();
    if let [part] = parts.as_slice() {
        return is_nullable_within(reader, *part, seen);
    }
    // A type beside the alternatives makes null impossible.
    if !schema.types().is_empty() {
        return false;
    }
    let alternatives = schema.alternatives();
    let mut list = alternatives
        .into_iter()
        .flat_map(|alternatives| alternatives.list);
    list.any(|part| is_null(reader, part) || is_nullable_within(reader, part, seen))
}
