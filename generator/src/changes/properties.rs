//! Properties of objects.

use super::both::Both;
use super::found::{Draft, Found};
use super::limits::{self, Move};
use super::model::{Kind, Wire};
use super::numbers::types_changed;
use super::pairs::Pairs;
use super::parameters::default_changed;

use crate::ir::{Field, Given, Presence, Struct};

/// Adds the changes of a struct of headers: their names are the same in any case, and one that is not read fails no call.
pub(super) fn compare_headers(
    both: &Both<'_, '_>,
    old: &Struct,
    new: &Struct,
    pairs: &Pairs<'_, '_>,
    found: &mut Found,
) {
    let lower_case = |shape: &Struct| {
        let mut shape = shape.clone();
        for field in &mut shape.fields {
            field.wire_name.make_ascii_lowercase();
        }
        shape
    };
    let before = found.drafts.len();
    compare(both, &lower_case(old), &lower_case(new), pairs, found);
    for draft in found.drafts.iter_mut().skip(before) {
        let change = &mut draft.change;
        for wire in [&mut change.old_client, &mut change.new_client] {
            if matches!(wire, Wire::Breaks(_)) {
                *wire = Wire::Depends("a header is not read, and no call fails");
            }
        }
    }
}

/// Adds the changes of an object.
pub(super) fn compare(
    both: &Both<'_, '_>,
    old: &Struct,
    new: &Struct,
    pairs: &Pairs<'_, '_>,
    found: &mut Found,
) {
    let taken = means_another(both, old, new, pairs, found);
    single(both, old, new, &taken, pairs, found);
    for field in &old.fields {
        if let Some(other) = new
            .fields
            .iter()
            .find(|other| other.wire_name == field.wire_name)
        {
            let is_taken = taken.contains(&field.name.as_str());
            compare_one(both, field, other, is_taken, pairs, found);
        }
    }
    reordered(both, old, new, found);
    rest(both, old, new, pairs, found);
}

/// Adds the properties that only one of the types has. `taken` are the fields that are another property now.
fn single(
    both: &Both<'_, '_>,
    old: &Struct,
    new: &Struct,
    taken: &[&str],
    pairs: &Pairs<'_, '_>,
    found: &mut Found,
) {
    let only = |shape: &'_ Struct, other: &Struct| -> Vec<Field> {
        // A property that became a constant, or was one, is a change of that.
        let is_known = |name: &str| {
            let mut constants = other.constants.iter();
            other.fields.iter().any(|field| field.wire_name == name)
                || constants.any(|constant| constant.wire_name == name)
        };
        let only = shape
            .fields
            .iter()
            .filter(|field| !is_known(&field.wire_name));
        only.cloned().collect()
    };
    let mut news = only(new, old);
    for field in &only(old, new) {
        let is_known = |other: &Field| {
            let (owner, renames) = (both.old.name.as_str(), pairs.renames());
            renames.is_property(owner, &field.wire_name, &other.wire_name)
        };
        let known = news.iter().position(is_known);
        let guessed = || {
            news.iter()
                .position(|other| is_renamed(field, other, pairs))
        };
        match known.or_else(guessed) {
            Some(index) => renamed(both, field, &news.remove(index), known.is_some(), found),
            None => removed(both, field, found),
        }
    }
    for field in news
        .iter()
        .filter(|field| !taken.contains(&field.name.as_str()))
    {
        added(both, field, found);
    }
}

/// A change of one property.
fn draft(both: &Both<'_, '_>, kind: Kind, field: &Field, text: impl Into<String>) -> Draft {
    let path = both.path();
    let mut draft = both
        .draft(kind, Some(field.name.as_str()), text)
        .wire(match field.header {
            Some(_) => format!("header `{}`", field.wire_name),
            None => format!("property `{}`", field.wire_name),
        })
        .at(0, field.docs.line)
        .explains(format!("{path}::{}", field.name))
        .explains(format!("{path}::{}()", field.name))
        .explains(format!("{path}::is_like()"));
    if let Given::Setter { name, clear, .. } = &field.given {
        draft = draft.explains(format!("{path}::{name}()"));
        if let Some(clear) = clear {
            draft = draft.explains(format!("{path}::{clear}()"));
        }
    }
    draft
}

/// The items that follow from which properties are required.
fn construction(draft: Draft, both: &Both<'_, '_>) -> Draft {
    let path = both.path();
    draft
        .explains(format!("{path}::new()"))
        .explains(format!("{path}: Default"))
        .explains(format!("{path}: TryFrom*"))
        .explains(format!("{path}: From*"))
}

fn is_argument(field: &Field) -> bool {
    matches!(field.given, Given::Constructor(_))
}

fn added(both: &Both<'_, '_>, field: &Field, found: &mut Found) {
    let has_to_be_sent = both.is_sent() && is_argument(field);
    let draft = match has_to_be_sent {
        true => {
            let text = format!("is new, and `{}::new` takes it", both.new.name);
            draft(both, Kind::RequiredPropertyAdded, field, text)
                .old_client(Wire::Breaks("a request without it is refused"))
        }
        false => draft(both, Kind::PropertyAdded, field, "is new"),
    };
    let draft = match (
        both.is_received(),
        field.must_be_present || field.presence == Presence::Required,
    ) {
        (true, true) => draft.new_client(Wire::Breaks("a response without it is not read")),
        _ => draft,
    };
    found.add(construction(draft, both));
}

fn removed(both: &Both<'_, '_>, field: &Field, found: &mut Found) {
    let mut draft = draft(both, Kind::PropertyRemoved, field, "is gone").at(field.docs.line, 0);
    if both.is_sent() {
        draft = draft.old_client(Wire::Depends(
            "the server may ignore the property, or refuse it",
        ));
        if is_argument(field) {
            draft = draft.new_client(Wire::Breaks("a request without it is refused"));
        }
    }
    if both.is_received() {
        draft = match field.must_be_present || field.presence == Presence::Required {
            true => draft.old_client(Wire::Breaks("a response without it is not read")),
            false => draft.old_client(Wire::Depends("it is always absent")),
        };
    }
    found.add(construction(draft, both));
}

/// Whether a property that is new can be one that is gone: both have one type, are required or not, and are described
/// with one text.
fn is_renamed(old: &Field, new: &Field, pairs: &Pairs<'_, '_>) -> bool {
    old.docs.description.is_some()
        && old.docs.description == new.docs.description
        && old.required == new.required
        && old.nullable == new.nullable
        && pairs.are_same(&old.ty, &new.ty)
}

fn renamed(both: &Both<'_, '_>, old: &Field, new: &Field, is_known: bool, found: &mut Found) {
    let text = match is_known {
        true => format!("is called `{}`", new.name),
        false => format!(
            "is gone, and `{}` is new with the same type and the same text: it may have been renamed",
            new.name
        ),
    };
    let path = both.path();
    let draft = construction(draft(both, Kind::PropertyRenamed, old, text), both)
        .explains(format!("{path}::{}", new.name))
        .explains(format!("{path}::{}()", new.name))
        .explains(format!("{path}::clear_{}()", new.name));
    let wire = match old.presence {
        Presence::Required => Wire::Breaks("the property is not found"),
        _ => Wire::Breaks("the property is not found: it is absent, without an error"),
    };
    let draft = match is_known {
        true => draft,
        false => {
            let known = format!("{}.{}={}", both.old.name, old.wire_name, new.wire_name);
            draft.advice(format!("if so, say `--rename {known}`"))
        }
    };
    let draft = draft.at(old.docs.line, new.docs.line);
    found.add(draft.both_ways(wire));
}

/// Compares a property that both have. `is_taken` says that its name has become that of another one, which is said already.
fn compare_one(
    both: &Both<'_, '_>,
    old: &Field,
    new: &Field,
    is_taken: bool,
    pairs: &Pairs<'_, '_>,
    found: &mut Found,
) {
    if !pairs.are_same(&old.ty, &new.ty) {
        let (was, is) = (pairs.old_text(&old.ty), pairs.new_text(&new.ty));
        let text = match was == is {
            true => format!("is another `{is}`"),
            false => format!("is `{is}` in place of `{was}`"),
        };
        let draft = construction(draft(both, Kind::PropertyTypeChanged, new, text), both)
            .at(old.docs.line, new.docs.line);
        let (mut old_client, mut new_client) =
            types_changed(&old.ty, &new.ty, both.is_received(), pairs);
        if both.is_sent() && both.is_received() {
            let (old_sends, new_sends) = types_changed(&old.ty, &new.ty, false, pairs);
            (old_client, new_client) = (old_client.max(old_sends), new_client.max(new_sends));
        }
        found.add(draft.old_client(old_client).new_client(new_client));
    }
    presence(both, old, new, found);
    if let Some(text) = default_changed(&old.docs, &new.docs) {
        let draft = draft(both, Kind::DefaultChanged, new, text);
        found.add(draft.old_client(Wire::Depends(
            "the server assumes another value if none is sent",
        )));
    }
    for (moved, text) in limits::changed(&old.docs, &new.docs) {
        let change = |kind| draft(both, kind, new, text.clone());
        found.add(match both.is_sent() {
            true => limits::draft(change, moved),
            // Of what is received, no limit is checked.
            false if moved == Move::Tightened => change(Kind::LimitTightened),
            false => change(Kind::LimitLoosened),
        });
    }
    if old.docs.deprecated != new.docs.deprecated {
        let text = match new.docs.deprecated {
            true => "is deprecated",
            false => "is no longer deprecated",
        };
        found.add(draft(both, Kind::PropertyDeprecated, new, text));
    }
    if old.name != new.name && !is_taken {
        let text = format!("is called `{}`", new.name);
        let path = both.path();
        let draft = draft(both, Kind::NameChanged, old, text).at(old.docs.line, new.docs.line);
        found.add(
            draft
                .explains(format!("{path}::{}", new.name))
                .explains(format!("{path}::{}()", new.name)),
        );
    }
}

/// Adds the fields that are called as before, and are another property. Returns their names.
fn means_another<'n>(
    both: &Both<'_, '_>,
    old: &Struct,
    new: &'n Struct,
    pairs: &Pairs<'_, '_>,
    found: &mut Found,
) -> Vec<&'n str> {
    let mut names = Vec::new();
    for field in &new.fields {
        let before = old.fields.iter().find(|other| other.name == field.name);
        let Some(before) = before.filter(|other| {
            other.wire_name != field.wire_name && pairs.are_same(&other.ty, &field.ty)
        }) else {
            continue;
        };
        let text = format!(
            "is `{}` in place of `{}`",
            field.wire_name, before.wire_name
        );
        let mut draft = construction(draft(both, Kind::MeansAnother, field, text), both)
            .silent()
            .at(before.docs.line, field.docs.line);
        let now = new
            .fields
            .iter()
            .find(|other| other.wire_name == before.wire_name);
        if let Some(now) = now {
            let path = both.path();
            draft = draft
                .advice(format!("`{}` is `{}` now", now.name, now.wire_name))
                .explains(format!("{path}::{}", now.name))
                .explains(format!("{path}::{}()", now.name));
        }
        found.add(draft);
        names.push(field.name.as_str());
    }
    names
}

fn presence(both: &Both<'_, '_>, old: &Field, new: &Field, found: &mut Found) {
    let (is_sent, is_received) = (both.is_sent(), both.is_received());
    let refused = Wire::Breaks("a request without it is refused");
    let unread = Wire::Breaks("a response without it is not read");
    if old.required != new.required {
        let is_list = old.presence == Presence::Collection;
        let change = match new.required {
            true => draft(
                both,
                Kind::PropertyRequired,
                new,
                "has to be there, and was optional",
            )
            .old_client_if(is_sent, refused)
            .new_client_if(is_received, unread),
            false => draft(both, Kind::PropertyOptional, new, "is optional")
                .old_client_if(is_received && !is_list, unread)
                .new_client_if(is_sent, refused),
        };
        found.add(construction(change, both));
    }
    if old.nullable != new.nullable {
        let is_read = |field: &Field| is_received && field.presence == Presence::Required;
        let unread = Wire::Breaks("null is not read");
        let refused = Wire::Depends("null is refused");
        let change = match new.nullable {
            true => draft(both, Kind::PropertyNullable, new, "can be null")
                .old_client_if(is_read(old), unread)
                .new_client_if(is_sent, refused),
            false => draft(both, Kind::PropertyNotNullable, new, "cannot be null")
                .old_client_if(is_sent, refused)
                .new_client_if(is_read(new), unread),
        };
        found.add(construction(change, both));
    }
}

/// Arguments of the constructor that have changed places.
fn reordered(both: &Both<'_, '_>, old: &Struct, new: &Struct, found: &mut Found) {
    let names = |shape: &Struct| -> Vec<String> {
        let fields = shape.fields.iter().filter(|field| is_argument(field));
        fields.map(|field| field.wire_name.clone()).collect()
    };
    let (was, is) = (names(old), names(new));
    let mut sorted = (was.clone(), is.clone());
    sorted.0.sort();
    sorted.1.sort();
    if was != is && sorted.0 == sorted.1 {
        let arguments: Vec<String> = is.iter().map(|name| format!("`{name}`")).collect();
        let text = format!(
            "takes its arguments in another order: {}",
            arguments.join(", ")
        );
        let draft = both.draft(Kind::ArgumentsReordered, Some("new"), text);
        found.add(draft.explains(format!("{}::new()", both.path())));
    }
}

/// Constants, and whether there are other properties.
fn rest(both: &Both<'_, '_>, old: &Struct, new: &Struct, pairs: &Pairs<'_, '_>, found: &mut Found) {
    let constant = |shape: &Struct, wire_name: &str| {
        let found = shape
            .constants
            .iter()
            .find(|constant| constant.wire_name == wire_name);
        found.map(|constant| constant.value.clone())
    };
    let mut names: Vec<&str> = old
        .constants
        .iter()
        .chain(&new.constants)
        .map(|constant| constant.wire_name.as_str())
        .collect();
    names.sort_unstable();
    names.dedup();
    for name in names {
        if constant(old, name) != constant(new, name) {
            let text = format!("has another single value for the property `{name}`");
            let mut draft = construction(both.draft(Kind::ConstantChanged, None, text), both)
                .wire(format!("property `{name}`"))
                .explains(format!("{}#behavior", both.path()));
            // On one side, it can be a field.
            let fields = old.fields.iter().chain(&new.fields);
            for field in fields.filter(|field| field.wire_name == name) {
                draft = draft
                    .explains(format!("{}::{}", both.path(), field.name))
                    .explains(format!("{}::{}()", both.path(), field.name));
            }
            found.add(draft.both_ways(Wire::Breaks("the value is another one")));
        }
    }
    let others = match (&old.additional, &new.additional) {
        (Some(old), Some(new)) => pairs.are_same(&old.value, &new.value),
        (None, None) => true,
        _ => false,
    };
    if old.is_closed != new.is_closed || !others {
        let text = match (new.is_closed, &new.additional) {
            (true, _) => "takes no other properties",
            (false, Some(_)) => "keeps other properties",
            (false, None) => "ignores other properties",
        };
        let draft = both
            .draft(Kind::OtherPropertiesChanged, None, text)
            .explains(format!("{}#behavior", both.path()))
            .explains(format!("{}::additional", both.path()))
            .explains(format!("{}::additional()", both.path()));
        let draft = match both.is_received() {
            true if old.is_closed => draft.old_client(Wire::Depends(
                "a response with another property is not read",
            )),
            true if new.is_closed => draft.new_client(Wire::Depends(
                "a response with another property is not read",
            )),
            _ => draft,
        };
        found.add(construction(draft, both));
    }
}
