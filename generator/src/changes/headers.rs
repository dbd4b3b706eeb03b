//! The documented headers of responses.
//!
//! Changes of headers that all operations with one struct have in common are changes of its fields. Here are those of an
//! operation that has another struct now.

use super::found::{Draft, Found};
use super::model::{Kind, Wire};
use super::named::{function, line, shown};
use super::pairs::Pairs;
use crate::ir::{Field, Operation, Shape, Type, TypeDef, TypeId};
use crate::surface::Level;

/// Adds the changes of the headers of an operation's responses.
pub(super) fn compare(old: &Operation, new: &Operation, pairs: &Pairs<'_, '_>, found: &mut Found) {
    let (was, is) = (old.headers, new.headers);
    for (was, is, of) in [
        (was.success, is.success, ""),
        (was.error, is.error, " of errors"),
    ] {
        let are_paired =
            |(was, is): (TypeId, TypeId)| pairs.are_same(&Type::Named(was), &Type::Named(is));
        if was.zip(is).is_some_and(are_paired) {
            continue;
        }
        let (was, is) = (
            was.and_then(|id| pairs.old_def(id)),
            is.and_then(|id| pairs.new_def(id)),
        );
        for draft in changed(was, is, of, pairs) {
            let names: Vec<String> = new.calls.iter().map(function).collect();
            let mut draft = draft
                .wire(shown(new))
                .at(line(old), line(new))
                .operations(1);
            draft.change.item = names.join(", ");
            found.add(draft);
        }
    }
}

/// The changes from one set of headers to another, whose responses are `of` some kind.
fn changed(
    was: Option<&TypeDef>,
    is: Option<&TypeDef>,
    of: &str,
    pairs: &Pairs<'_, '_>,
) -> Vec<Draft> {
    let (olds, news) = (fields(was), fields(is));
    let (mut gone, mut other) = (Vec::new(), Vec::new());
    for old in olds {
        match find(news, old) {
            None => gone.push(old),
            Some(new) if !pairs.are_same(&old.ty, &new.ty) => other.push(new),
            Some(_) => {}
        }
    }
    let added: Vec<&Field> = news
        .iter()
        .filter(|new| find(olds, new).is_none())
        .collect();
    // The struct can be there, for other operations: a program compiles, and reads nothing or something else.
    let is_silent = was.is_some_and(|def| pairs.is_in_new(&def.name));
    let breaking = |text: String, wire: Wire| {
        let draft = Draft::new(Kind::HeadersChanged, "", text).old_client(wire);
        let mut draft = match is_silent {
            true => draft.silent(),
            false => draft,
        };
        draft.change.level = Level::Major;
        draft
    };
    let mut drafts = Vec::new();
    if !gone.is_empty() {
        let text = format!("no longer has {}{of}", listed(&gone));
        drafts.push(breaking(text, Wire::Depends("a header is absent")));
    }
    if !other.is_empty() {
        let text = format!("has another type of {}{of}", listed(&other));
        drafts.push(breaking(text, Wire::Depends("a header is not read")));
    }
    if !added.is_empty() {
        let text = format!("has {}{of}", listed(&added));
        drafts.push(Draft::new(Kind::HeadersChanged, "", text));
    }
    drafts
}

fn fields(def: Option<&TypeDef>) -> &[Field] {
    match def.map(|def| &def.shape) {
        Some(Shape::Struct(shape)) => &shape.fields,
        _ => &[],
    }
}

/// The same header, in whatever case its name is written.
fn find<'f>(fields: &'f [Field], field: &Field) -> Option<&'f Field> {
    let mut fields = fields.iter();
    fields.find(|other| other.wire_name.eq_ignore_ascii_case(&field.wire_name))
}

/// ``the header `X-A` ``, or ``the headers `X-A`, `X-B` ``.
fn listed(fields: &[&Field]) -> String {
    let names: Vec<String> = (fields.iter())
        .map(|field| format!("`{}`", field.wire_name))
        .collect();
    let what = match names.len() {
        1 => "header",
        _ => "headers",
    };
    format!("the {what} {}", names.join(", "))
}
