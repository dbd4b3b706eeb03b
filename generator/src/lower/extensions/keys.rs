//! `keys` of `x-paging`: how a list is read by a key of its entries.

use crate::ir::{ParameterPlace, Type, TypeId};
use crate::lower::draft::{Field, PageEntries, ParameterKind, ReadingKey, Shape};
use crate::lower::operation::parameter::{NamelessParameter, Parameters};
use crate::lower::schema::Schemas;
use crate::names::{Use, name};
use crate::openapi::paging::KeyExtension;
use crate::openapi::reader::Spanned;

/// The ways to read a list by a key. A key that does not fit is reported and left out.
pub(super) fn lower_keys<'d>(
    schemas: &Schemas<'_, 'd>,
    stated: &[KeyExtension<'d>],
    parameters: &Parameters,
    page: TypeId,
    entries: &PageEntries,
) -> Vec<ReadingKey> {
    let mut keys: Vec<ReadingKey> = Vec::new();
    for stated in stated {
        let Some(key) = key(schemas, stated, parameters, page, entries) else {
            continue;
        };
        if keys.iter().any(|other| other.method == key.method) {
            let message = format!("`{}` is a key already", key.property);
            let help = "name each property once, and none that differs only in its spelling";
            schemas.reader().error(stated.node, message, help);
            continue;
        }
        keys.push(key);
    }
    keys
}

fn key<'d>(
    schemas: &Schemas<'_, 'd>,
    stated: &KeyExtension<'d>,
    parameters: &Parameters,
    page: TypeId,
    entries: &PageEntries,
) -> Option<ReadingKey> {
    let entry = entry(schemas, stated, page, entries);
    let property = stated.property?;
    let field = (entry.as_ref()).and_then(|(id, _)| date_time(schemas, property, *id));
    let after = after(schemas, stated.after, parameters);
    let order = order(schemas, stated.order, parameters);
    let (id, entry) = entry?;
    let (after, (order, order_value)) = (after?, order?);
    Some(ReadingKey {
        method: name(&format!("stream by {}", property.value), Use::Value),
        property: property.value.to_owned(),
        field: field?.name.clone(),
        entry_id: id,
        entry,
        after,
        order,
        order_value,
        is_constant: stated.is_constant,
    })
}

/// The type of the entries, which must be objects with ids.
fn entry<'s>(
    schemas: &'s Schemas<'_, '_>,
    stated: &KeyExtension<'_>,
    page: TypeId,
    entries: &'s PageEntries,
) -> Option<(TypeId, Type)> {
    let found = match entries {
        PageEntries::Results => {
            let results = schemas.types().results.get(&page)?;
            Some(Type::Named(results.primary.item))
        }
        PageEntries::List { item, id, .. } => id.as_ref().map(|_| item.clone()),
    };
    let found = found.and_then(|ty| Some((schemas.structure(&ty)?.0, ty)));
    if found.is_none() {
        schemas.reader().error(
            stated.node,
            "the entries have no ids, by which they are recognized when they are read by a key",
            "add a required property `id` with `format: id` to their schema, or remove `keys`",
        );
    }
    found
}

/// The property of the entries that is the key.
fn date_time<'s>(
    schemas: &'s Schemas<'_, '_>,
    property: Spanned<'_, &str>,
    entry: TypeId,
) -> Option<&'s Field> {
    let field = match schemas.types().shape(entry) {
        Some(Shape::Struct(entry)) => entry.field(property.value),
        _ => None,
    };
    let is_date_time = |field: &&Field| *schemas.types().through_alias(&field.ty) == Type::DateTime;
    let found = field.filter(is_date_time);
    if found.is_none() {
        let name = property.value;
        let message = match field {
            Some(_) => format!("`{name}` of the entries is not a date-time"),
            None => format!("the entries have no property `{name}`"),
        };
        let help = "name a property of the entries with `type: string`, `format: date-time`";
        schemas.reader().error(property.node, message, help);
    }
    found
}

/// The query parameter for the instant after which entries are wanted.
fn after(
    schemas: &Schemas<'_, '_>,
    stated: Option<Spanned<'_, &str>>,
    parameters: &Parameters,
) -> Option<String> {
    let stated = stated?;
    let parameter = query_parameter(schemas, stated, parameters)?;
    let is_date_time = match &parameter.kind {
        ParameterKind::Single { ty, .. } => *schemas.types().through_alias(ty) == Type::DateTime,
        _ => false,
    };
    if !is_date_time {
        let message = format!("`{}` is not a date-time", stated.value);
        let help =
            "name the query parameter with `format: date-time` that leaves out older entries";
        schemas.reader().error(stated.node, message, help);
        return None;
    }
    Some(stated.value.to_owned())
}

/// The query parameter for the order, and the value for the ascending order of the key.
fn order<'d>(
    schemas: &Schemas<'_, 'd>,
    stated: Option<(Spanned<'d, &'d str>, Spanned<'d, &'d str>)>,
    parameters: &Parameters,
) -> Option<(String, String)> {
    let (stated, value) = stated?;
    let parameter = query_parameter(schemas, stated, parameters)?;
    let reader = schemas.reader();
    if parameters.is_required(stated.value) {
        let message = format!(
            "`{}` is required, and reading by a key sets it",
            stated.value
        );
        let help = "make the parameter optional, or remove the key";
        reader.error(stated.node, message, help);
        return None;
    }
    let ty = match &parameter.kind {
        ParameterKind::Single { ty, .. } => schemas.types().through_alias(ty),
        _ => &Type::Any,
    };
    let variants = match ty {
        Type::String => return Some((stated.value.to_owned(), value.value.to_owned())),
        Type::Named(id) => match schemas.types().shape(*id) {
            Some(Shape::StringEnum(values)) => Some(&values.variants),
            _ => None,
        },
        _ => None,
    };
    let Some(variants) = variants else {
        let message = format!("`{}` is not a string", stated.value);
        let help = "name the query parameter for the order: a string, or an enum of strings";
        reader.error(stated.node, message, help);
        return None;
    };
    if !(variants.iter()).any(|variant| variant.value == value.value) {
        let message = format!("`{}` does not allow `{}`", stated.value, value.value);
        let help = "write the value of its enum for the ascending order of the key";
        reader.error(value.node, message, help);
        return None;
    }
    Some((stated.value.to_owned(), value.value.to_owned()))
}

/// The query parameter of this name.
pub(super) fn query_parameter<'p>(
    schemas: &Schemas<'_, '_>,
    stated: Spanned<'_, &str>,
    parameters: &'p Parameters,
) -> Option<&'p NamelessParameter> {
    let found = parameters.get(stated.value);
    let found = found.filter(|found| found.place == ParameterPlace::Query);
    if found.is_none() {
        let message = match stated.value {
            "" => "the name of a query parameter is missing".to_owned(),
            name => format!("`{name}` is not a query parameter of this operation"),
        };
        let help = "correct the spelling, or add the parameter";
        schemas.reader().error(stated.node, message, help);
    }
    found
}
