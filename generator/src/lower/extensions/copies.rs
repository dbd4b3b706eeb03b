//! `x-copies`: the object of a response that an object that is sent can be made of.

use crate::ir::{CopiedField, Copies, Type, TypeId};
use crate::lower::draft::Field;
use crate::lower::schema::Schemas;
use crate::openapi::reader::Spanned;

/// Lowers `x-copies` of every named schema that has it.
pub(in crate::lower) fn lower_copies(schemas: &mut Schemas<'_, '_>) {
    for (_, schema) in schemas.openapi().schemas() {
        let Some(id) = schemas.declared_type(schema) else {
            continue;
        };
        let Some(reference) = schema.extensions().copies() else {
            continue;
        };
        if let Some(copies) = copies(schemas, id, reference) {
            schemas.types_mut().copies.insert(id, copies);
        }
    }
}

fn copies(schemas: &Schemas<'_, '_>, id: TypeId, reference: Spanned<'_, &str>) -> Option<Copies> {
    let refuse = |message: &str, help: &str| {
        schemas.reader().error(reference.node, message, help);
    };
    let mut named = schemas.openapi().schemas();
    let found = named.find(|(name, _)| {
        reference.value.strip_prefix("#/components/schemas/") == Some(*name)
            || reference.value.strip_prefix("#/definitions/") == Some(*name)
    });
    let source = found.and_then(|(_, schema)| schemas.declared_type(schema));
    let source = source.map(Type::Named);
    let source = source.as_ref().and_then(|ty| schemas.structure(ty));
    let target = Type::Named(id);
    let (Some((from, source)), Some((_, target))) = (source, schemas.structure(&target)) else {
        let message = "`x-copies` does not name an object";
        let help = "refer to an object in the schemas of the document, such as `#/components/schemas/Entry`";
        refuse(message, help);
        return None;
    };
    let mut fields = Vec::new();
    for field in &target.fields {
        match source.field(&field.wire_name) {
            Some(other) if is_alike(schemas, field, other) => fields.push(CopiedField {
                to: field.name.clone(),
                from: other.name.clone(),
                wire_name: field.wire_name.clone(),
            }),
            // The copy would lack what it needs.
            _ if field.required => {
                let message = format!(
                    "`x-copies` is ignored: the other object has no property `{}` of the same type, which this one requires",
                    field.wire_name
                );
                refuse(&message, "remove `x-copies`, or correct the property");
                return None;
            }
            _ => {}
        }
    }
    if fields.is_empty() {
        let help = "remove it";
        refuse(
            "`x-copies` is ignored: the objects have no property in common",
            help,
        );
        return None;
    }
    Some(Copies { from, fields })
}

/// Whether a value of one property is one of the other. Ids are, in whichever form they are written.
fn is_alike(schemas: &Schemas<'_, '_>, field: &Field, other: &Field) -> bool {
    let plain = match &field.ty {
        Type::List(item) => item,
        ty => ty,
    };
    let is_plain = schemas.types().is_scalar(plain);
    let are_ids = matches!((&field.ty, &other.ty), (Type::Id(_), Type::Id(_)));
    let can_be_null = field.nullable && !field.required;
    is_plain && (field.ty == other.ty || are_ids) && !can_be_null
}
