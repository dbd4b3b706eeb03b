//! `x-split`: lists that can be sent in several requests.

use crate::document::Node;
use crate::ir::{Count, ListStyle, Note, ParameterPlace, Split, Type};
use crate::lower::schema::Schemas;
use crate::openapi::schema::Schema;

/// How the list is split, if it can be: into requests with so many items.
pub(in crate::lower) fn split<'d>(
    schemas: &Schemas<'_, 'd>,
    list: Schema<'d>,
    item: &Type,
    count: Count,
) -> Option<Split> {
    let reader = schemas.reader();
    let at = splittable(schemas, list, item)?;
    let most = count.max.filter(|max| *max > 0);
    if most.is_none() {
        let message = "`x-split` on a list without `maxItems`";
        reader.error(at, message, "add `maxItems`, or remove `x-split`");
    }
    most.map(Split::Chunks)
}

/// Where the schema states that the list can be split.
fn splittable<'d>(schemas: &Schemas<'_, 'd>, list: Schema<'d>, item: &Type) -> Option<&'d Node> {
    let reader = schemas.reader();
    let at = list.extensions().split(reader)?;
    if matches!(
        schemas.types().through_alias(item),
        Type::List(_) | Type::Map { .. } | Type::Nullable(_)
    ) {
        let message = "`x-split` on a list of lists or maps is not supported";
        reader.error(at, message, "use objects or single values as items");
        return None;
    }
    Some(at)
}

/// The same for a parameter, whose items must be joined by commas. In an operation with pages, the pages of all requests
/// are one list, and the length of the address is a limit too.
pub(in crate::lower) fn split_parameter<'d>(
    schemas: &Schemas<'_, 'd>,
    list: Schema<'d>,
    item: &Type,
    count: Count,
    (style, place): (ListStyle, ParameterPlace),
    is_paged: bool,
) -> Option<Split> {
    let split = match is_paged {
        true => splittable(schemas, list, item).map(|_| Split::Pages)?,
        false => split(schemas, list, item, count)?,
    };
    if style == ListStyle::Comma && place == ParameterPlace::Query {
        return Some(split);
    }
    let reader = schemas.reader();
    let at: Option<&Node> = list.extensions().split(reader);
    let message = "`x-split` on a list that is not joined by commas is not supported";
    let help = "use `explode: false`, in the query";
    reader.error(at.unwrap_or(list.node()), message, help);
    None
}

/// The note on lists that can be split.
pub(in crate::lower) fn note(split: Option<Split>) -> Option<Note> {
    split.map(Note::Split)
}
