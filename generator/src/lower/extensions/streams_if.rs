//! `x-streams-if`: the property of the body with which the response is a stream.

use crate::document::{Node, Value};
use crate::ir::{Literal, Note, ParameterPlace, Switch, SwitchPlace, Type, TypeId};
use crate::lower::draft::{BodyContent, ParameterKind, Shape, Types};
use crate::lower::operation::call::CallDraft;
use crate::lower::schema::Schemas;
use crate::openapi::extensions::StreamsIfExtension;
use crate::openapi::operation::Endpoint;
use crate::openapi::reader::Reader;

/// The property that switches to a stream, if the document does not name another one: a boolean.
const STREAM: &str = "stream";

/// Switches calls to a stream: by the property that `x-streams-if` names, or else by a boolean property `stream`.
pub(in crate::lower) fn switch_to_stream<'d>(
    schemas: &Schemas<'_, 'd>,
    endpoint: &Endpoint<'d>,
    calls: &mut [CallDraft],
) {
    let reader = schemas.reader();
    let stated = endpoint.extensions().streams_if(reader);
    let mut is_switched = false;
    for call in calls {
        is_switched |= switch(schemas.types(), call, stated.as_ref());
    }
    if let Some(stated) = stated.filter(|_| !is_switched) {
        let message = format!("`{}` is not a property of the body", stated.property);
        let help = "name a property of the body: in JSON, of a form, or a part";
        reader.error(stated.node, message, help);
    }
}

/// Reports `x-streams-if` on an operation that has no stream.
pub(in crate::lower) fn report_without_stream<'d>(reader: &Reader<'d>, endpoint: &Endpoint<'d>) {
    if let Some(stated) = endpoint.extensions().streams_if(reader) {
        let message = "`x-streams-if` on an operation without a stream";
        let help = "describe the stream as `text/event-stream`, or remove `x-streams-if`";
        reader.error(stated.node, message, help);
    }
}

fn switch(types: &Types, call: &mut CallDraft, stated: Option<&StreamsIfExtension<'_>>) -> bool {
    let property = stated.map_or(STREAM, |stated| stated.property);
    let value = stated.and_then(|stated| stated.value);
    let is_any = stated.is_some();
    let place = match &call.body {
        Some(body) => match &body.content {
            BodyContent::Json { ty, .. }
                if has_property(types, ty, property, is_any, &mut Vec::new()) =>
            {
                Some(SwitchPlace::Json)
            }
            _ => None,
        },
        None => call.parameters.iter().find_map(|(parameter, _)| {
            let is_wanted =
                parameter.wire_name == property && (is_any || is_switch(types, &parameter.kind));
            match parameter.place {
                ParameterPlace::Field if is_wanted => Some(SwitchPlace::Form),
                ParameterPlace::Part if is_wanted => Some(SwitchPlace::Parts),
                _ => None,
            }
        }),
    };
    let Some(place) = place else {
        return false;
    };
    // The function sets it, and not its caller.
    call.parameters.retain(|(parameter, _)| {
        let is_of_body = matches!(
            parameter.place,
            ParameterPlace::Field | ParameterPlace::Part
        );
        !(is_of_body && parameter.wire_name == property)
    });
    let value = text(value, place);
    let note = Note::Sets(property.to_owned(), value.clone());
    call.docs.notes.push(note);
    if let Some(body) = &mut call.body {
        // The property is sent without a value of the caller, too.
        body.docs.notes.retain(|note| *note != Note::BodyOrNone);
    }
    call.switch = Some(Switch {
        property: property.to_owned(),
        value,
        place,
    });
    true
}

/// The value as it is written.
fn text(value: Option<&Node>, place: SwitchPlace) -> String {
    match value.map(|node| (node, &node.value)) {
        None => "true".to_owned(),
        Some((_, Value::String(text))) if place == SwitchPlace::Json => json_string(text),
        Some((node, _)) => node.as_text().unwrap_or("null").to_owned(),
    }
}

fn json_string(text: &str) -> String {
    let mut json = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => json.extend(['\\', c]),
            c if c.is_control() => json.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => json.push(c),
        }
    }
    json.push('"');
    json
}

fn is_switch(types: &Types, kind: &ParameterKind) -> bool {
    match kind {
        ParameterKind::Flag => true,
        ParameterKind::Single { ty, .. } | ParameterKind::Styled { ty, .. } => is_bool(types, ty),
        _ => false,
    }
}

/// Whether the type is that of a boolean, or null.
fn is_bool(types: &Types, ty: &Type) -> bool {
    match types.through_alias(ty) {
        Type::Nullable(inner) => *types.through_alias(inner) == Type::Bool,
        ty => *ty == Type::Bool,
    }
}

/// Whether an object of the type has the property: a boolean, unless it can be any value. `seen` are the unions that were
/// followed already, which can hold each other.
pub(super) fn has_property(
    types: &Types,
    ty: &Type,
    property: &str,
    is_any: bool,
    seen: &mut Vec<TypeId>,
) -> bool {
    let ty = match types.through_alias(ty) {
        Type::Nullable(inner) => inner,
        ty => ty,
    };
    match types.named(ty) {
        Some((_, Shape::Struct(shape))) => {
            let (field, constant) = (shape.field(property), shape.constant(property));
            field.is_some_and(|field| is_any || is_bool(types, &field.ty))
                || constant.is_some_and(|value| is_any || matches!(value, Literal::Bool(_)))
        }
        Some((id, Shape::Union(union))) if !seen.contains(&id) => {
            seen.push(id);
            let mut variants = union.variants.iter();
            variants.any(|variant| has_property(types, &variant.ty, property, is_any, seen))
        }
        _ => false,
    }
}
