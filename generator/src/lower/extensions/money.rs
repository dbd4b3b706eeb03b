//! `x-money`: which properties of an object are amounts of money.

use crate::ir::{Money, Type, TypeId};
use crate::lower::draft::Field;
use crate::lower::schema::Schemas;
use crate::names::{Use, name};
use crate::openapi::extensions::MoneyExtension;
use crate::openapi::reader::Spanned;

/// Lowers `x-money` of every named schema that has it.
pub(in crate::lower) fn lower_money(schemas: &mut Schemas<'_, '_>) {
    let reader = schemas.reader();
    for (_, schema) in schemas.openapi().schemas() {
        let Some(id) = schemas.declared_type(schema) else {
            continue;
        };
        let Some(stated) = schema.extensions().money(reader) else {
            continue;
        };
        let amounts = amounts(schemas, &stated, id).unwrap_or_default();
        schemas.types_mut().money.insert(id, amounts);
    }
}

/// The amounts that `x-money` names. A name that does not fit is an error.
fn amounts(
    schemas: &Schemas<'_, '_>,
    stated: &MoneyExtension<'_>,
    id: TypeId,
) -> Option<Vec<(String, Money)>> {
    let ty = Type::Named(id);
    let (_, shape) = schemas.structure(&ty)?;
    let field = |key: &str, property: Spanned<'_, &str>, fits: fn(&Field) -> bool, kind: &str| {
        let found = shape.field(property.value).filter(|field| fits(field));
        if found.is_none() {
            let message = format!("`{key}` of `x-money` does not name a suitable property");
            let help = format!("name a property that is {kind}");
            schemas.reader().error(property.node, message, help);
        }
        found
    };
    let is_integer = |field: &Field| matches!(field.ty, Type::Int32 | Type::Int64);
    let is_text = |field: &Field| field.ty == Type::String;
    let unit = field("unit", stated.unit?, is_integer, "an integer")?;
    let currency = field("currency", stated.currency?, is_text, "a string")?;
    let amounts = stated.amounts.iter().filter_map(|(method, property)| {
        let amount = field("amounts", *property, is_integer, "an integer")?;
        let money = Money {
            method: name(method, Use::Method),
            amount: amount.name.clone(),
            wire_name: amount.wire_name.clone(),
            unit: unit.name.clone(),
            currency: currency.name.clone(),
        };
        Some(((*method).to_owned(), money))
    });
    Some(amounts.collect())
}
