//! Objects: which properties they keep, how fields hold null, how callers build them.

use super::super::draft::{self, Field as FieldDraft, Struct as StructDraft};
use super::argument::{argument, has_integer_ids, received_argument};
use super::usage::Usage;
use super::{Context, extensions};
use crate::ir::{Additional, Field, Given, Presence, Struct, Type, TypeId};
use crate::names::{Name, Scope, Use};

/// Whether a property can occur where its object does: `readOnly` ones are not sent, `writeOnly` ones not received.
pub(super) fn is_kept(field: &FieldDraft, usage: Usage) -> bool {
    let is_sent_only = usage.body && !usage.response;
    let is_received_only = usage.response && !usage.body;
    let is_dropped = (is_sent_only && field.read_only) || (is_received_only && field.write_only);
    !is_dropped
}

/// How a field holds a missing or null property. Missing and null are distinguished in requests, not in responses.
pub(super) fn presence(types: &draft::Types, usage: Usage, field: &FieldDraft) -> Presence {
    let is_collection = matches!(
        types.through_alias(&field.ty),
        Type::List(_) | Type::Map { .. }
    );
    // Only one of the two sides has the value: it is optional when the object is built.
    if is_read_only(field, usage) || (is_write_only(field, usage) && !field.nullable) {
        return Presence::Optional;
    }
    if is_write_only(field, usage) {
        return Presence::Patch;
    }
    match (field.required, field.nullable) {
        _ if is_collection && !usage.body => Presence::Collection,
        (true, false) => Presence::Required,
        (true, true) => Presence::Nullable,
        (false, true) if usage.body => Presence::Patch,
        (false, _) => Presence::Optional,
    }
}

/// Whether callers that build the object leave the property out, because only the server sets it.
fn is_read_only(field: &FieldDraft, usage: Usage) -> bool {
    field.read_only && usage.body
}

/// Whether responses leave the property out.
fn is_write_only(field: &FieldDraft, usage: Usage) -> bool {
    field.write_only && usage.response
}

/// Whether the constructor takes the field. A property that is only sent is optional in the type, and still required
/// of those who send it.
fn is_constructed(field: &FieldDraft, usage: Usage, presence: Presence) -> bool {
    match presence {
        Presence::Required | Presence::Nullable => true,
        Presence::Optional => field.required && is_write_only(field, usage),
        Presence::Patch | Presence::Collection => false,
    }
}

/// Settles an object.
pub(super) fn structure(context: &Context<'_>, id: TypeId, draft: &StructDraft) -> Struct {
    let usage = context.usages.of(id);
    let kept: Vec<Kept<'_>> = (draft.fields.iter())
        .filter(|field| is_kept(field, usage))
        .map(|field| Kept::new(context.types, usage, field))
        .collect();
    let has_constructor = kept.iter().any(|kept| kept.is_constructed);
    let mut methods = Scope::default();
    // The function that the type has besides its setters.
    methods.claim(if has_constructor { "new" } else { "default" }, Use::Value);
    // All setters before the methods for null: the names of the document come first.
    let setters: Vec<Option<Name>> = (kept.iter())
        .map(|kept| kept.setter(usage, &mut methods))
        .collect();
    let fields = kept.iter().zip(setters);
    let fields = fields.map(|(kept, setter)| field(context, id, kept, setter, &mut methods));
    Struct {
        is_closed: draft.is_closed && !usage.response,
        is_sent: usage.body,
        fields: fields.collect(),
        constants: draft.constants.clone(),
        additional: draft.additional.as_ref().map(|(name, value)| Additional {
            name: name.clone(),
            method: methods.claim(name.as_str(), Use::Method),
            value: value.clone(),
            argument: argument(context, value),
        }),
        results: context.types.results.get(&id).cloned().map(Box::new),
        page: extensions::page(context, id).map(Box::new),
        item_errors: extensions::item_errors(context, id).map(Box::new),
    }
}

/// A property that its object keeps.
struct Kept<'d> {
    field: &'d FieldDraft,
    presence: Presence,
    is_constructed: bool,
}

impl<'d> Kept<'d> {
    fn new(types: &draft::Types, usage: Usage, field: &'d FieldDraft) -> Self {
        let presence = presence(types, usage, field);
        Self {
            field,
            presence,
            is_constructed: is_constructed(field, usage, presence),
        }
    }

    /// The name of its setter, if it has one: in objects that callers send, what the constructor does not take and
    /// callers know.
    fn setter(&self, usage: Usage, methods: &mut Scope) -> Option<Name> {
        let has_setter = usage.body && !self.is_constructed && !is_read_only(self.field, usage);
        has_setter.then(|| methods.claim(&self.field.wire_name, Use::Method))
    }
}

fn field(
    context: &Context<'_>,
    id: TypeId,
    kept: &Kept<'_>,
    setter: Option<Name>,
    methods: &mut Scope,
) -> Field {
    let Kept {
        field,
        presence,
        is_constructed,
    } = *kept;
    let argument = match context.usages.of(id).body {
        true => argument(context, &field.ty),
        false => received_argument(context, &field.ty),
    };
    let given = match setter {
        _ if is_constructed => Given::Constructor(argument),
        Some(name) => Given::Setter {
            clear: (presence == Presence::Patch)
                .then(|| methods.claim(&format!("clear_{name}"), Use::Value)),
            name,
            argument,
        },
        None => Given::Nobody,
    };
    Field {
        name: field.name.clone(),
        wire_name: field.wire_name.clone(),
        docs: field.docs.clone(),
        ty: field.ty.clone(),
        required: field.required,
        nullable: field.nullable,
        presence,
        must_be_present: field.required
            && matches!(presence, Presence::Nullable | Presence::Collection),
        is_boxed: context.circles.close(id, &field.ty),
        has_integer_ids: has_integer_ids(context.types, &field.ty),
        given,
    }
}
