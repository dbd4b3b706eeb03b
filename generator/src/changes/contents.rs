//! The bodies of requests, and the content of responses.

use super::found::{Draft, Found};
use super::limits;
use super::model::{Kind, Wire};
use super::named::{function, line, shown};
use super::pairs::Pairs;
use super::side::body_type;
use crate::ir::{
    Body, BodyContent, Call, ErrorBody, Note, Operation, Output, Parameter, ParameterPlace, Passed,
    StatusVariant, Statuses, Type,
};
use crate::names::Name;

/// Adds the changes of the body of a function.
pub(super) fn bodies(
    old: (&Operation, &Call),
    new: (&Operation, &Call),
    pairs: &Pairs<'_, '_>,
    found: &mut Found,
) {
    let add = |draft: Draft, found: &mut Found| {
        let draft = draft
            .wire(format!("{} body", shown(new.0)))
            .at(line(old.0), line(new.0))
            .operations(1)
            .explains(format!("endpoints::Client::{}()", new.1.name))
            .explains(format!("endpoints::{}::*", new.1.type_name));
        found.add(draft);
    };
    let name = function(new.1);
    if let Some(draft) = left_out(&name, old.1, new.1) {
        add(draft, found);
    }
    match (&old.1.body, &new.1.body) {
        (None, None) => {}
        (None, Some(body)) => {
            let draft = Draft::new(
                Kind::BodyAdded,
                name,
                format!("sends a body, `{}`", body.name),
            );
            let wire = match can_leave_out(new.1) || !body.passed.is_argument() {
                true => Wire::Works,
                false => Wire::Breaks("a request without the body is refused"),
            };
            add(draft.old_client(wire), found);
        }
        (Some(_), None) => {
            let draft = Draft::new(Kind::BodyRemoved, name, "no longer sends a body");
            add(
                draft.old_client(Wire::Depends("the server may refuse the body")),
                found,
            );
        }
        (Some(was), Some(is)) => {
            let can_leave_out = [old.1, new.1].map(can_leave_out);
            for draft in both_bodies(&name, (was, is), can_leave_out, pairs) {
                add(draft, found);
            }
        }
    }
}

/// Whether a function takes a body that can be left out.
fn can_leave_out(call: &Call) -> bool {
    let is_field = |parameter: &Parameter| {
        matches!(
            parameter.place,
            ParameterPlace::Field | ParameterPlace::Part
        )
    };
    let is_optional = match (&call.body, &call.fields) {
        (Some(body), _) => body.passed == Passed::ArgumentOrNone,
        (None, Some(fields)) => !fields.is_required && !call.required.iter().any(is_field),
        (None, None) => false,
    };
    is_optional || call.docs.notes.contains(&Note::OptionalBody)
}

/// The change of whether a body that is an argument of both functions can be left out.
fn left_out(name: &str, old: &Call, new: &Call) -> Option<Draft> {
    let is_argument = |call: &Call| {
        let body = call.body.as_ref();
        body.map_or(call.fields.is_some(), |body| body.passed.is_argument())
    };
    let is_same = can_leave_out(old) == can_leave_out(new);
    if !is_argument(old) || !is_argument(new) || is_same {
        return None;
    }
    Some(match can_leave_out(new) {
        true => Draft::new(Kind::BodyOptional, name, "has a body that can be left out"),
        false => {
            let text = "has a body that can no longer be left out";
            let refused = Wire::Depends("a request without the body is refused");
            Draft::new(Kind::BodyRequired, name, text).old_client(refused)
        }
    })
}

/// The changes of a body that both functions have.
fn both_bodies(
    name: &str,
    (was, is): (&Body, &Body),
    [could_leave_out, can_leave_out]: [bool; 2],
    pairs: &Pairs<'_, '_>,
) -> Vec<Draft> {
    let refused = |can_be: bool| match can_be {
        true => Wire::Works,
        false => Wire::Breaks("a request without the body is refused"),
    };
    let presence = (was.passed.is_argument() != is.passed.is_argument()).then(|| {
        match is.passed.is_argument() {
            true => {
                let text = "takes the body, which was optional";
                Draft::new(Kind::BodyRequired, name, text).old_client(refused(can_leave_out))
            }
            false => {
                let text = "has an optional body, which is no longer an argument";
                Draft::new(Kind::BodyOptional, name, text).new_client(refused(could_leave_out))
            }
        }
    });
    let content = body_changed(was, is, pairs).then(|| {
        let (now, before) = (
            sent(is, &|ty| pairs.new_text(ty)),
            sent(was, &|ty| pairs.old_text(ty)),
        );
        let text = format!("sends {now} in place of {before}");
        let draft = Draft::new(Kind::BodyChanged, name, text);
        draft.both_ways(Wire::Breaks("the body is another one"))
    });
    let limits = limits::changed(&was.docs, &is.docs).into_iter();
    let limits = limits.map(|(moved, text)| {
        let text = format!("has a body that {text}");
        limits::draft(|kind| Draft::new(kind, name, text.clone()), moved)
    });
    presence.into_iter().chain(content).chain(limits).collect()
}

fn body_changed(old: &Body, new: &Body, pairs: &Pairs<'_, '_>) -> bool {
    let kinds = std::mem::discriminant(&old.content) != std::mem::discriminant(&new.content);
    let types = match (body_type(&old.content), body_type(&new.content)) {
        (Some(old), Some(new)) => !pairs.are_same(old, new),
        (old, new) => old.is_some() != new.is_some(),
    };
    kinds
        || types
        || media_type(&old.content) != media_type(&new.content)
        || old.wrapper != new.wrapper
}

fn media_type(content: &BodyContent) -> &str {
    match content {
        BodyContent::Json { media_type, .. } => media_type.as_deref().unwrap_or("application/json"),
        BodyContent::Form(_) => "application/x-www-form-urlencoded",
        BodyContent::Parts => "multipart/form-data",
        BodyContent::Text(media_type) | BodyContent::Bytes(media_type) => media_type,
        BodyContent::Lines { media_type, .. } => media_type,
        BodyContent::List(_) | BodyContent::Joined(_) => "application/json",
    }
}

/// The content of a body in words. `text` writes types.
fn sent(body: &Body, text: &dyn Fn(&Type) -> String) -> String {
    let what = match &body.content {
        BodyContent::List(items) => format!("a list of `{}`", text(&items.ty)),
        BodyContent::Lines { items, .. } => format!("`{}`, one by one,", text(&items.ty)),
        BodyContent::Joined(items) => format!("`{}`, joined by commas,", text(&items.ty)),
        BodyContent::Parts => "parts".to_owned(),
        BodyContent::Text(_) => "text".to_owned(),
        BodyContent::Bytes(_) => "bytes".to_owned(),
        BodyContent::Form(value) | BodyContent::Json { value, .. } => {
            format!("`{}`", text(&value.ty))
        }
    };
    let wrapper = body
        .wrapper
        .iter()
        .map(|wrapper| format!(" within `{wrapper}`"));
    format!(
        "{what} as `{}`{}",
        media_type(&body.content),
        wrapper.collect::<String>()
    )
}

/// Adds the changes of what an operation receives.
pub(super) fn compare(old: &Operation, new: &Operation, pairs: &Pairs<'_, '_>, found: &mut Found) {
    let names: Vec<String> = new.calls.iter().map(function).collect();
    let add = |mut draft: Draft, found: &mut Found| {
        for call in &new.calls {
            draft = draft
                .explains(format!("endpoints::Client::{}()#behavior", call.name))
                .explains(format!("endpoints::{}: *", call.type_name));
        }
        for name in enums(old).chain(enums(new)) {
            draft = draft
                .explains(format!("endpoints::{name}"))
                .explains(format!("endpoints::{name}:*"));
        }
        let draft = draft.explains("endpoints::Error").at(line(old), line(new));
        found.add(draft.wire(shown(new)).operations(1));
    };
    let name = names.join(", ");
    if old.success != new.success {
        let text = format!(
            "succeeds with {} in place of {}",
            statuses(&new.success),
            statuses(&old.success)
        );
        let wire = |wanted: &[Statuses], known: &[Statuses]| match wanted
            .iter()
            .all(|status| known.contains(status))
        {
            true => Wire::Works,
            false => Wire::Breaks("a success that is not documented is an error"),
        };
        let draft = Draft::new(Kind::SuccessChanged, &name, text);
        let draft = draft
            .old_client(wire(&new.success, &old.success))
            .new_client(wire(&old.success, &new.success));
        add(draft, found);
    }
    if !outputs_are_same(&old.output, &new.output, pairs) || old.accept != new.accept {
        let text = format!(
            "receives {} in place of {}",
            received(&new.output, &|ty| pairs.new_text(ty)),
            received(&old.output, &|ty| pairs.old_text(ty))
        );
        let breaks = Wire::Breaks("the response is not read");
        let draft = Draft::new(Kind::ResponseChanged, &name, text);
        let loses = match (&old.output, &new.output) {
            (Output::Empty, _) => Wire::Works,
            _ => breaks.clone(),
        };
        add(draft.old_client(loses).new_client(breaks), found);
    }
    if !errors_are_same(&old.error, &new.error, pairs) {
        add(
            Draft::new(Kind::ErrorChanged, &name, errors(old, new, pairs)),
            found,
        );
    }
}

/// The enums by status that an operation has, be they declared beside another one.
fn enums(operation: &Operation) -> impl Iterator<Item = &Name> {
    let error = match &operation.error {
        ErrorBody::PerStatus { name, .. } => Some(name),
        ErrorBody::Undocumented | ErrorBody::One(_) => None,
    };
    operation.enums().chain(error)
}

/// The other content of errors in words.
fn errors(old: &Operation, new: &Operation, pairs: &Pairs<'_, '_>) -> String {
    let shown = |error: &ErrorBody, text: &dyn Fn(&Type) -> String| match error {
        ErrorBody::Undocumented => "no documented error".to_owned(),
        ErrorBody::One(ty) => format!("the error `{}`", text(ty)),
        ErrorBody::PerStatus { name, .. } => format!("the error `{name}`, by status,"),
    };
    format!(
        "has {} in place of {}",
        shown(&new.error, &|ty| pairs.new_text(ty)),
        shown(&old.error, &|ty| pairs.old_text(ty)).trim_end_matches(',')
    )
}

fn statuses(statuses: &[Statuses]) -> String {
    let shown: Vec<String> = statuses.iter().map(ToString::to_string).collect();
    shown.join(", ")
}

/// The content of a success in words. `text` writes types.
fn received(output: &Output, text: &dyn Fn(&Type) -> String) -> String {
    match output {
        Output::Empty => "no body".to_owned(),
        Output::Json { ty, .. } | Output::ByContentType(ty) => format!("`{}`", text(ty)),
        Output::Text => "text".to_owned(),
        Output::Bytes => "bytes".to_owned(),
        Output::Events { data, .. } => format!("events of `{}`", text(data)),
        Output::Items { item, .. } => format!("a stream of `{}`", text(item)),
        Output::PerStatus { .. } => "a body by status".to_owned(),
    }
}

fn outputs_are_same(old: &Output, new: &Output, pairs: &Pairs<'_, '_>) -> bool {
    match (old, new) {
        (
            Output::Json { ty, is_linked },
            Output::Json {
                ty: new,
                is_linked: new_linked,
            },
        ) => is_linked == new_linked && pairs.are_same(ty, new),
        (
            Output::Events { data, form },
            Output::Events {
                data: new,
                form: other,
            },
        ) => form == other && pairs.are_same(data, new),
        (
            Output::Items { item, framing },
            Output::Items {
                item: new,
                framing: other,
            },
        ) => framing == other && pairs.are_same(item, new),
        (Output::ByContentType(old), Output::ByContentType(new)) => pairs.are_same(old, new),
        (Output::PerStatus { variants, .. }, Output::PerStatus { variants: new, .. }) => {
            variants_are_same(variants, new, pairs)
        }
        _ => old == new,
    }
}

fn errors_are_same(old: &ErrorBody, new: &ErrorBody, pairs: &Pairs<'_, '_>) -> bool {
    match (old, new) {
        (ErrorBody::One(old), ErrorBody::One(new)) => pairs.are_same(old, new),
        (ErrorBody::PerStatus { variants, .. }, ErrorBody::PerStatus { variants: new, .. }) => {
            variants_are_same(variants, new, pairs)
        }
        _ => old == new,
    }
}

fn variants_are_same(old: &[StatusVariant], new: &[StatusVariant], pairs: &Pairs<'_, '_>) -> bool {
    old.len() == new.len()
        && old.iter().zip(new).all(|(old, new)| {
            old.statuses == new.statuses && outputs_are_same(&old.output, &new.output, pairs)
        })
}
