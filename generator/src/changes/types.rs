//! Declared types.

use std::collections::BTreeSet;

use super::both::{Both, path};
use super::found::{Draft, Found};
use super::limits::{self, Move};
use super::model::{Kind, Wire};
use super::pairs::Pairs;
use super::side::Side;
use super::{alternatives, properties, sets};
use crate::ir::{Shape, TypeDef, TypeId};

/// Adds the changes of all declared types.
pub(super) fn compare(old: &Side<'_>, new: &Side<'_>, pairs: &Pairs<'_, '_>, found: &mut Found) {
    let mut done: BTreeSet<TypeId> = BTreeSet::new();
    // Comparing members pairs the types that they name, which are compared in the next round.
    loop {
        let mut next = pairs.all();
        next.retain(|(old_id, _)| !done.contains(old_id));
        if next.is_empty() {
            break;
        }
        for (old_id, new_id) in next {
            done.insert(old_id);
            if let (Some(old_def), Some(new_def)) = (old.def(old_id), new.def(new_id)) {
                let both = Both {
                    old_side: old,
                    new_side: new,
                    old_id,
                    new_id,
                    old: old_def,
                    new: new_def,
                };
                compare_one(&both, pairs, found);
            }
        }
    }
    single(old, new, pairs, found);
}

fn compare_one(both: &Both<'_, '_>, pairs: &Pairs<'_, '_>, found: &mut Found) {
    if both.old.name != both.new.name {
        let text = format!("is called `{}`", both.new.name);
        let draft = both.draft(Kind::TypeRenamed, None, text);
        let advice = format!("write `{}`", both.new.name);
        let mut draft = draft
            .advice(advice)
            .explains(format!("{}#renamed", both.path()));
        draft.change.item = both.old.name.to_string();
        found.add(draft);
    }
    if both.old.section != both.new.section {
        let to = path(both.new);
        let text = format!("is `{to}`");
        let draft = both
            .draft(Kind::TypeMoved, None, text)
            .explains(format!("{}#moved", both.path()));
        found.add(draft.advice(format!("import it as `{to}`")));
    }
    uses(both, found);
    for (moved, text) in limits::changed(&both.old.docs, &both.new.docs) {
        let change = |kind| both.draft(kind, None, text.clone());
        found.add(match both.is_sent() {
            true => limits::draft(change, moved),
            false if moved == Move::Tightened => change(Kind::LimitTightened),
            false => change(Kind::LimitLoosened),
        });
    }
    match (&both.old.shape, &both.new.shape) {
        (Shape::Struct(old), Shape::Struct(new)) if old.is_of_headers() && new.is_of_headers() => {
            properties::compare_headers(both, old, new, pairs, found)
        }
        (Shape::Struct(old), Shape::Struct(new)) => {
            properties::compare(both, old, new, pairs, found)
        }
        (Shape::StringEnum(old), Shape::StringEnum(new)) => sets::strings(both, old, new, found),
        (Shape::IntegerEnum(old), Shape::IntegerEnum(new)) => sets::integers(both, old, new, found),
        (Shape::Union(old), Shape::Union(new)) => {
            alternatives::compare(both, old, new, pairs, found)
        }
        (Shape::Alias(old), Shape::Alias(new)) if !pairs.are_same(old, new) => {
            let breaks = Wire::Breaks("values are of another type");
            let draft = both
                .draft(Kind::TypeChanged, None, "stands for another type")
                .explains(both.path());
            found.add(draft.both_ways(breaks));
        }
        _ => {}
    }
}

/// A type that is sent now, or no longer, gains or loses its constructor and setters.
fn uses(both: &Both<'_, '_>, found: &mut Found) {
    let was_sent = both.old_side.uses(both.old_id).is_sent();
    let text = match (was_sent, both.is_sent()) {
        (false, true) => "is sent, too: it has setters",
        (true, false) => "is no longer sent: it has no setters",
        _ => return,
    };
    if !matches!(both.new.shape, Shape::Struct(_)) {
        return;
    }
    let path = both.path();
    let draft = both.draft(Kind::UseChanged, None, text);
    found.add(
        draft
            .explains(format!("{path}::*()"))
            .explains(format!("{path}: *")),
    );
}

/// Adds the types that only one of the documents has.
fn single(old: &Side<'_>, new: &Side<'_>, pairs: &Pairs<'_, '_>, found: &mut Found) {
    let gone: Vec<(&TypeId, &TypeDef)> = old
        .api
        .types
        .iter()
        .filter(|(id, _)| pairs.newer(**id).is_none())
        .collect();
    let added: Vec<(&TypeId, &TypeDef)> = new
        .api
        .types
        .iter()
        .filter(|(id, _)| !pairs.is_taken(**id))
        .collect();
    for (_, def) in &gone {
        let replaced = added.iter().find(|(_, other)| other.name == def.name);
        let draft = match replaced {
            Some((_, other)) => {
                let text = format!("is {} in place of {}", kind(&other.shape), kind(&def.shape));
                let breaks = Wire::Breaks("values are of another type");
                Draft::new(Kind::TypeChanged, def.name.as_str(), text).both_ways(breaks)
            }
            None => Draft::new(Kind::TypeRemoved, def.name.as_str(), "is gone"),
        };
        let path = path(def);
        let draft = draft.at(def.docs.line, 0);
        found.add(draft.explains(&path).explains(format!("{path}:*")));
    }
    for (_, def) in added
        .iter()
        .filter(|(_, def)| !gone.iter().any(|(_, other)| other.name == def.name))
    {
        let path = path(def);
        let draft = Draft::new(Kind::TypeAdded, def.name.as_str(), "is new").at(0, def.docs.line);
        found.add(draft.explains(&path).explains(format!("{path}:*")));
    }
}

fn kind(shape: &Shape) -> &'static str {
    match shape {
        Shape::Struct(_) => "a struct",
        Shape::StringEnum(_) => "an enum of strings",
        Shape::IntegerEnum(_) => "an enum of integers",
        Shape::Union(_) => "an enum of several types",
        Shape::Alias(_) => "an alias",
    }
}
