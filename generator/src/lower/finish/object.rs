//! Objects: which properties they keep, how fields hold null, how callers build them.

use super::super::draft::{self, Field as FieldDraft, Shape, Struct as StructDraft};
use super::argument::{argument, has_integer_ids, received_argument};
use super::context::Context;
use super::extensions;
use super::presence::presence;
use super::telling::telling;
use super::usage::Usage;
use crate::ir::{Additional, Constant, Field, Given, Known, Presence, Struct, Type, TypeId};
use crate::names::{Name, Scope, Use};

/// Whether responses have the field as a list that can be written in another form.
fn is_read_as_list(
    context: &Context<'_>,
    id: TypeId,
    field: &FieldDraft,
    presence: Presence,
) -> bool {
    let is_list = matches!(context.types.through_alias(&field.ty), Type::List(_));
    is_list && context.usages.of(id).response && presence != Presence::Patch
}

/// Settles an object.
pub(super) fn structure(context: &Context<'_>, id: TypeId, draft: &StructDraft) -> Struct {
    let usage = context.usages.of(id);
    let kept: Vec<Kept<'_>> = (draft.fields.iter())
        .map(|field| Kept::new(context.types, usage, field))
        .collect();
    let has_constructor = kept.iter().any(|kept| kept.is_constructed);
    let mut methods = Scope::default();
    // The function that the type has besides its setters.
    methods.claim(if has_constructor { "new" } else { "default" }, Use::Value);
    let copies = extensions::copies(context, id);
    if copies.is_some() {
        methods.claim("is_like", Use::Value);
    }
    if context.inputs.of(id).is_some() {
        methods.claim("into_input", Use::Value);
    }
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
        constants: draft.constants.iter().map(constant).collect(),
        order: draft.order.clone().into(),
        additional: draft.additional.as_ref().map(|(name, value)| Additional {
            name: name.clone(),
            method: methods.claim(name.as_str(), Use::Method),
            value: value.clone(),
            has_integer_ids: has_integer_ids(context.types, value),
            argument: argument(context, value),
        }),
        text: draft.text.clone().filter(|_| usage.response),
        results: context.types.results.get(&id).cloned().map(Box::new),
        page: extensions::page(context, id).map(Box::new),
        item_errors: extensions::item_errors(context, id).map(Box::new),
        money: extensions::money(context, id, &mut methods),
        copies: copies.map(Box::new),
    }
}

fn constant(draft: &draft::Constant) -> Constant {
    Constant {
        wire_name: draft.wire_name.clone(),
        value: draft.value.clone(),
        also: draft.also.clone(),
    }
}

/// A property of an object.
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
            is_constructed: matches!(presence, Presence::Required | Presence::Nullable),
        }
    }

    /// The name of its setter, if it has one: in objects that callers send, what the constructor does not take.
    fn setter(&self, usage: Usage, methods: &mut Scope) -> Option<Name> {
        let has_setter = usage.body && !self.is_constructed;
        has_setter.then(|| methods.claim(self.field.name.as_str(), Use::Method))
    }
}

/// The value of the field in a new object, if that is known.
fn known(context: &Context<'_>, field: &FieldDraft) -> Option<Known> {
    let value = field.known.as_ref()?;
    match context.types.named(&field.ty) {
        Some((_, Shape::StringEnum(set))) => {
            let mut variants = set.variants.iter();
            let variant = variants.find(|variant| variant.value == *value)?;
            Some(Known::Variant(variant.name.clone()))
        }
        _ => Some(Known::Text(value.clone())),
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
    let known = known(context, field).filter(|_| presence == Presence::Required);
    let given = match (setter, known) {
        (_, Some(known)) if is_constructed => Given::Known(known),
        _ if is_constructed => Given::Constructor(argument),
        (Some(name), _) => Given::Setter {
            clear: (presence == Presence::Patch)
                .then(|| methods.claim(&format!("clear_{name}"), Use::Value)),
            name,
            argument,
        },
        (None, _) => Given::ByServer,
    };
    Field {
        name: field.name.clone(),
        wire_name: field.wire_name.clone(),
        docs: telling(&field.docs, &field.wire_name),
        ty: field.ty.clone(),
        required: field.required,
        nullable: field.nullable,
        presence,
        must_be_present: field.required
            && matches!(presence, Presence::Nullable | Presence::Collection),
        is_boxed: context.circles.close(id, &field.ty),
        map_key: field
            .map_key
            .clone()
            .filter(|_| is_read_as_list(context, id, field, presence)),
        has_integer_ids: has_integer_ids(context.types, &field.ty),
        header: field.header,
        given,
    }
}
