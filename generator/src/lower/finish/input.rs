//! How what was received is made into what is sent, where the two are different types.

use super::super::draft::{self, Shape, Struct};
use super::context::Context;
use super::presence::presence;
use crate::ir::{Input, InputField, InputParts, TypeId};

/// How a type that is sent is made of the type of responses, if it is the form of one that is sent.
pub(super) fn input(context: &Context<'_>, sent: TypeId) -> Option<Input> {
    let types = context.types;
    let received = types.get(sent)?.input_of?;
    let parts = match (types.shape(received)?, types.shape(sent)?) {
        (Shape::Struct(from), Shape::Struct(to)) => {
            let fields = to.fields.iter();
            InputParts::Object {
                fields: fields
                    .map(|field| source(context, received, from, field))
                    .collect(),
                additional: context.convertible.additional(types, from, to)?,
            }
        }
        _ => InputParts::Union(context.convertible.variants(
            types,
            context.unions,
            received,
            sent,
        )?),
    };
    Some(Input { received, parts })
}

/// Where the value of a field that is sent comes from.
fn source(
    context: &Context<'_>,
    received: TypeId,
    from: &Struct,
    field: &draft::Field,
) -> InputField {
    let types = context.types;
    let Some(other) = from.field(&field.wire_name) else {
        return match field.required {
            true => InputField::Argument,
            false => InputField::Absent,
        };
    };
    match context.convertible.value(types, &other.ty, &field.ty) {
        Some(value) => InputField::Received {
            name: other.name.clone(),
            presence: presence(types, context.usages.of(received), other),
            is_boxed: context.circles.close(received, &other.ty),
            value,
        },
        None => InputField::Argument,
    }
}
