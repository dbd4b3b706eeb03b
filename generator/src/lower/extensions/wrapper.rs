//! `x-unwrap` and `x-comma-separated`: bodies that callers need not wrap themselves.

use super::split::split;
use crate::ir::Type;
use crate::lower::draft::BodyContent;
use crate::lower::operation::bounds::count;
use crate::lower::schema::Schemas;
use crate::lower::schema::name_hint::NameHint;
use crate::openapi::reader::Reader;
use crate::openapi::schema::Schema;

/// The value that callers pass for a body.
pub(in crate::lower) struct PassedValue<'d> {
    /// The property that it is wrapped into.
    pub(in crate::lower) wrapper: Option<&'d str>,
    pub(in crate::lower) schema: Schema<'d>,
}

/// The only property of a wrapper, or else the whole body. An error if a wrapper has several properties.
pub(in crate::lower) fn passed_value<'d>(
    reader: &Reader<'d>,
    body: Schema<'d>,
) -> Option<PassedValue<'d>> {
    let target = body.target(reader)?;
    if !target.extensions().is_wrapper(reader) {
        return Some(PassedValue {
            wrapper: None,
            schema: body,
        });
    }
    let mut properties = target.checked_properties(reader);
    let (Some((name, schema)), None) = (properties.next(), properties.next()) else {
        let message = "a schema with `x-unwrap` must have exactly one property";
        let help = "keep one property, or remove `x-unwrap`";
        reader.error(target.node(), message, help);
        return None;
    };
    Some(PassedValue {
        wrapper: Some(name),
        schema,
    })
}

/// A list whose items are joined by commas. An error if the items are no single values.
pub(in crate::lower) fn joined<'d>(
    schemas: &mut Schemas<'_, 'd>,
    list: Schema<'d>,
    hint: &NameHint,
) -> Option<BodyContent> {
    let reader = schemas.reader();
    let item = match schemas.lower(list, hint) {
        Type::List(item) if schemas.types().is_scalar(&item) => *item,
        _ => {
            let message = "`x-comma-separated` must describe a list of single values";
            let help = "describe an array of strings, numbers or ids";
            reader.error(list.node(), message, help);
            return None;
        }
    };
    let target = list.target(reader)?;
    let count = count(reader, target);
    let split = split(schemas, target, &item, count);
    Some(BodyContent::Joined { item, count, split })
}
