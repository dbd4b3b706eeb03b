//! `x-split`: lists that can be sent in several requests.

use crate::document::Node;
use crate::ir::{Count, ListStyle, Note, ParameterPlace, Type};
use crate::lower::schema::Schemas;
use crate::openapi::schema::Schema;

/// The number of items that go into one request, if the list can be split.
pub(in crate::lower) fn split<'d>(
    schemas: &Schemas<'_, 'd>,
    list: Schema<'d>,
    item: &Type,
    count: Count,
) -> Option<u64> {
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
    let most = count.max.filter(|max| *max > 0);
    if most.is_none() {
        let message = "`x-split` on a list without `maxItems`";
        reader.error(at, message, "add `maxItems`, or remove `x-split`");
    }
    most
}

/// The same for a parameter, whose items must be joined by commas.
pub(in crate::lower) fn split_parameter<'d>(
    schemas: &Schemas<'_, 'd>,
    list: Schema<'d>,
    item: &Type,
    count: Count,
    (style, place): (ListStyle, ParameterPlace),
) -> Option<u64> {
    let most = split(schemas, list, item, count)?;
    if style == ListStyle::Comma && place == ParameterPlace::Query {
        return Some(most);
    }
    let reader = schemas.reader();
    let at: Option<&Node> = list.extensions().split(reader);
    let message = "`x-split` on a list that is not joined by commas is not supported";
    let help = "use `explode: false`, in the query";
    reader.error(at.unwrap_or(list.node()), message, help);
    None
}

/// The note on lists that can be split.
pub(in crate::lower) fn note(split: Option<u64>) -> Option<Note> {
    split.map(|_| Note::Split)
}
