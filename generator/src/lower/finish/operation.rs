//! Operations: how callers pass parameters and bodies, and how responses are delivered.

use super::super::draft::{self, Types};
use super::argument::{argument, has_integer_ids, is_id, item_argument, written_argument};
use super::context::Context;
use super::extensions::paging;
use super::headers;
use super::telling::telling;
use crate::ir::{
    Argument, Body, BodyContent, Call, Count, Delivery, Docs, EventForm, Group, Items, Note,
    Operation, Output, Parameter, ParameterKind, Split, StatusVariant, Streamed, Style, Type,
    Value,
};
use crate::names::{Name, Use, name};

/// Settles the operations of a tag.
pub(super) fn group(context: &Context<'_>, draft: &draft::Group) -> Group {
    Group {
        module: draft.module.clone(),
        tag: draft.tag.clone(),
        docs: draft.docs.clone(),
        operations: (draft.operations.iter())
            .map(|draft| operation(context, draft))
            .collect(),
    }
}

fn operation(context: &Context<'_>, draft: &draft::Operation) -> Operation {
    Operation {
        id: draft.id.clone(),
        constant: draft.constant.clone(),
        position: draft.position,
        method: draft.method.clone(),
        path: draft.path.clone(),
        calls: (draft.calls.iter())
            .map(|call| self::call(context, draft, call))
            .collect(),
        success: draft.success.clone(),
        output: output(context, &draft.output),
        error: (context.errors).of(context.types, draft, |drafts| variants(context, drafts)),
        accept: draft.accept.clone(),
        is_alternative: draft.is_alternative,
        alternatives: draft.alternatives.clone(),
        stream_end: draft.stream_end.clone(),
        idempotent: draft.idempotent,
        idempotency_key: draft.idempotency_key.clone(),
        returns: draft.returns.clone(),
        security: draft.security.clone(),
        base_url: draft.base_url.clone(),
        headers: headers::of_operation(draft),
    }
}

fn call(context: &Context<'_>, operation: &draft::Operation, draft: &draft::Call) -> Call {
    let settled = |parameter: &draft::Parameter, is_required| {
        self::parameter(context, parameter, is_required)
    };
    let required = draft.required.iter().map(|draft| settled(draft, true));
    let optional = draft.optional.iter().map(|draft| settled(draft, false));
    let (required, optional): (Vec<_>, Vec<_>) = (required.collect(), optional.collect());
    let body = draft.body.as_ref().map(|body| self::body(context, body));
    Call {
        name: draft.name.clone(),
        source: draft.source.clone(),
        type_name: draft.type_name.clone(),
        docs: call_docs(context, operation, draft),
        delivery: delivery(context, operation, &required, body.as_ref()),
        required,
        body,
        fields: draft.fields.clone(),
        optional,
        switch: draft.switch.clone(),
    }
}

/// The documentation of a call, with the types of the headers of its response.
fn call_docs(context: &Context<'_>, operation: &draft::Operation, draft: &draft::Call) -> Docs {
    let mut docs = draft.docs.clone();
    let headers = headers::of_operation(operation);
    if headers.types().next().is_some() {
        let name = |id| Some(context.types.get(id?)?.name.clone());
        docs.notes.push(Note::Headers {
            success: name(headers.success),
            error: name(headers.error),
        });
    }
    docs
}

/// How the response is delivered: piece by piece, unless several responses are requested, each of which is a whole.
fn delivery(
    context: &Context<'_>,
    operation: &draft::Operation,
    required: &[Parameter],
    body: Option<&Body>,
) -> Delivery {
    let is_split = |items: &Items| matches!(items.split, Some(Split::Chunks(_)));
    let in_parameters = required.iter().any(|parameter| match &parameter.kind {
        ParameterKind::List { items, .. } => is_split(items),
        _ => false,
    });
    let in_body = body.is_some_and(|body| match &body.content {
        BodyContent::List(items) | BodyContent::Joined(items) => is_split(items),
        _ => false,
    });
    let is_split = in_parameters || in_body;
    let streamed = match &operation.output {
        _ if is_split || operation.paging.is_some() => None,
        draft::Output::Events { .. } => Some(Streamed::Events),
        draft::Output::Items(..) => Some(Streamed::Items),
        draft::Output::Bytes | draft::Output::Text => Some(Streamed::Bytes),
        draft::Output::Empty if operation.can_have_body() => Some(Streamed::Bytes),
        _ => None,
    };
    Delivery {
        streamed,
        paging: (operation.paging.as_ref()).map(|draft| paging(context, draft)),
        is_split,
    }
}

fn parameter(context: &Context<'_>, draft: &draft::Parameter, is_required: bool) -> Parameter {
    // The setter's own name is in front of its argument already.
    let value_name = match is_required {
        true => draft.name.clone(),
        false => value_name(context, &draft.kind),
    };
    Parameter {
        name: draft.name.clone(),
        value_name,
        wire_name: draft.wire_name.clone(),
        docs: telling(&draft.docs, &draft.wire_name),
        place: draft.place,
        kind: kind(context, &draft.kind),
        media_type: draft.media_type.clone(),
        part: draft.part.clone(),
        allows_empty: draft.allows_empty,
    }
}

/// `id`, `ids`, `value`, `values`, `file` or `files`.
fn value_name(context: &Context<'_>, kind: &draft::ParameterKind) -> Name {
    let types = context.types;
    let word = match kind {
        draft::ParameterKind::Single { ty, .. } if is_id(types, ty) => "id",
        draft::ParameterKind::List { item, .. } if is_id(types, item) => "ids",
        draft::ParameterKind::List { .. } => "values",
        draft::ParameterKind::Styled { ty, .. }
            if matches!(types.through_alias(ty), Type::List(_)) =>
        {
            "values"
        }
        draft::ParameterKind::File => "file",
        draft::ParameterKind::Content => "content",
        draft::ParameterKind::Additional => "part",
        draft::ParameterKind::Files { .. } => "files",
        _ => "value",
    };
    name(word, Use::Value)
}

fn kind(context: &Context<'_>, draft: &draft::ParameterKind) -> ParameterKind {
    let types = context.types;
    match draft {
        draft::ParameterKind::Flag => ParameterKind::Flag,
        draft::ParameterKind::Empty => ParameterKind::Empty,
        draft::ParameterKind::Content => ParameterKind::Content,
        draft::ParameterKind::Additional => ParameterKind::Additional,
        draft::ParameterKind::File => ParameterKind::File,
        draft::ParameterKind::Files { count } => ParameterKind::Files { count: *count },
        draft::ParameterKind::DateRange { first, last } => ParameterKind::DateRange {
            first: first.clone(),
            last: last.clone(),
        },
        draft::ParameterKind::Single { ty, range } => ParameterKind::Single {
            value: written(context, ty),
            range: *range,
        },
        draft::ParameterKind::List {
            item,
            style,
            count,
            split,
        } => ParameterKind::List {
            items: items(types, item, *count, *split),
            style: *style,
        },
        draft::ParameterKind::Styled {
            ty,
            style,
            explode,
            reserved,
            needs_item,
        } => {
            let mut value = written(context, ty);
            // Only JSON distinguishes numbers from strings. What is written by its kind is JSON if it has parts.
            value.has_integer_ids &= matches!(style, Style::Json | Style::ByKind);
            ParameterKind::Styled {
                value,
                style: *style,
                explode: *explode,
                reserved: *reserved,
                needs_item: *needs_item,
            }
        }
    }
}

/// A value that is written at once.
fn written(context: &Context<'_>, ty: &Type) -> Value {
    Value {
        ty: ty.clone(),
        argument: written_argument(context, ty),
        has_integer_ids: has_integer_ids(context.types, ty),
    }
}

/// A value that is kept until it is written. One that can be null is passed by itself, or as an `Option`.
fn whole(context: &Context<'_>, ty: &Type) -> Value {
    Value {
        ty: ty.clone(),
        argument: match ty {
            Type::Nullable(_) => Argument::Into(ty.clone()),
            ty => argument(context, ty),
        },
        has_integer_ids: has_integer_ids(context.types, ty),
    }
}

fn items(types: &Types, ty: &Type, count: Count, split: Option<Split>) -> Items {
    Items {
        ty: ty.clone(),
        argument: item_argument(types, ty),
        has_integer_ids: has_integer_ids(types, ty),
        count,
        split,
    }
}

fn body(context: &Context<'_>, draft: &draft::Body) -> Body {
    let types = context.types;
    let content = match &draft.content {
        draft::BodyContent::Json { ty, media_type } => BodyContent::Json {
            value: whole(context, ty),
            media_type: media_type.clone(),
        },
        draft::BodyContent::Form(ty) => BodyContent::Form(whole(context, ty)),
        draft::BodyContent::Parts => BodyContent::Parts,
        draft::BodyContent::Text(media_type) => BodyContent::Text(media_type.clone()),
        draft::BodyContent::Bytes(media_type) => BodyContent::Bytes(media_type.clone()),
        draft::BodyContent::Lines {
            item,
            framing,
            media_type,
        } => BodyContent::Lines {
            items: items(types, item, Count::default(), None),
            framing: *framing,
            media_type: media_type.clone(),
        },
        draft::BodyContent::List { item, count, split } => {
            BodyContent::List(items(types, item, *count, *split))
        }
        draft::BodyContent::Joined { item, count, split } => {
            BodyContent::Joined(items(types, item, *count, *split))
        }
    };
    Body {
        name: draft.name.clone(),
        docs: telling(&draft.docs, draft.name.as_str()),
        passed: draft.passed,
        wrapper: draft.wrapper.clone(),
        content,
    }
}

fn output(context: &Context<'_>, draft: &draft::Output) -> Output {
    match draft {
        draft::Output::Empty => Output::Empty,
        draft::Output::Text => Output::Text,
        draft::Output::Bytes => Output::Bytes,
        draft::Output::Json(ty) => Output::Json {
            ty: ty.clone(),
            is_linked: (context.types.structure(ty))
                .is_some_and(|(id, _)| context.types.results.contains_key(&id)),
        },
        draft::Output::Any(ty) => Output::ByContentType(ty.clone()),
        draft::Output::Events { data, is_envelope } => Output::Events {
            data: data.clone(),
            form: match is_envelope {
                true => EventForm::Envelope,
                false if *context.types.through_alias(data) == Type::String => EventForm::Text,
                false => EventForm::Json,
            },
        },
        draft::Output::Items(item, framing) => Output::Items {
            item: item.clone(),
            framing: *framing,
        },
        draft::Output::PerStatus {
            name,
            source,
            variants,
        } => Output::PerStatus {
            name: name.clone(),
            source: source.clone(),
            variants: self::variants(context, variants),
        },
    }
}

fn variants(context: &Context<'_>, drafts: &[draft::StatusVariant]) -> Vec<StatusVariant> {
    let settled = |draft: &draft::StatusVariant| StatusVariant {
        name: draft.name.clone(),
        statuses: draft.statuses.clone(),
        output: output(context, &draft.output),
    };
    drafts.iter().map(settled).collect()
}
