//! Enums that are sets of values.

use super::both::Both;
use super::found::{Draft, Found};
use super::model::{Kind, Wire};

use crate::ir::{IntegerEnum, StringEnum, Variant};
use crate::names::Name;

/// Adds the changes of a set of strings.
pub(super) fn strings(both: &Both<'_, '_>, old: &StringEnum, new: &StringEnum, found: &mut Found) {
    values(both, &old.variants, &new.variants, found);
    openness(both, old.other.as_ref(), new.other.as_ref(), found);
}

/// Adds the changes of a set of integers.
pub(super) fn integers(
    both: &Both<'_, '_>,
    old: &IntegerEnum,
    new: &IntegerEnum,
    found: &mut Found,
) {
    values(both, &old.variants, &new.variants, found);
    openness(both, old.other.as_ref(), new.other.as_ref(), found);
}

fn values<T: PartialEq + std::fmt::Display>(
    both: &Both<'_, '_>,
    old: &[Variant<T>],
    new: &[Variant<T>],
    found: &mut Found,
) {
    for variant in old {
        match of(new, &variant.value) {
            None => {
                let refused = Wire::Breaks("the value is refused");
                let draft = value(both, Kind::ValueRemoved, variant, "is gone");
                found.add(
                    draft
                        .at(variant.docs.line, 0)
                        .old_client_if(both.is_sent(), refused),
                );
            }
            Some(other) if other.name != variant.name => {
                renamed(both, (variant, old), (other, new), found);
            }
            Some(_) => {}
        }
    }
    reordered(both, old, new, found);
    let is_new = |variant: &&Variant<T>| of(old, &variant.value).is_none();
    // One that has taken the name of another is said to have.
    let has_taken = |variant: &Variant<T>| old.iter().any(|other| other.name == variant.name);
    for variant in new
        .iter()
        .filter(is_new)
        .filter(|variant| !has_taken(variant))
    {
        let draft = value(both, Kind::ValueAdded, variant, "is new");
        found.add(draft.new_client_if(both.is_sent(), refused_when_new()));
    }
}

/// How an older server takes a value that is new.
fn refused_when_new() -> Wire {
    Wire::Depends("the value is refused")
}

/// The variant of a set for a value.
fn of<'v, T: PartialEq>(set: &'v [Variant<T>], value: &T) -> Option<&'v Variant<T>> {
    set.iter().find(|variant| variant.value == *value)
}

/// A value whose variant is called otherwise; its name can have become that of another value.
fn renamed<T: PartialEq + std::fmt::Display>(
    both: &Both<'_, '_>,
    (was, old): (&Variant<T>, &[Variant<T>]),
    (is, new): (&Variant<T>, &[Variant<T>]),
    found: &mut Found,
) {
    let owner = &both.new.name;
    let draft = match new.iter().find(|taker| taker.name == was.name) {
        Some(taker) => {
            let text = format!("is `{}` in place of `{}`", taker.value, was.value);
            let draft = value(both, Kind::MeansAnother, was, text).silent();
            let draft = draft.advice(format!("`{owner}::{}` is `{}` now", is.name, is.value));
            let is_new = of(old, &taker.value).is_none();
            draft.new_client_if(is_new && both.is_sent(), refused_when_new())
        }
        None => {
            let text = format!("is called `{owner}::{}`", is.name);
            value(both, Kind::NameChanged, was, text)
        }
    };
    found.add(draft.explains(format!("{}::{}", both.path(), is.name)));
}

fn reordered<T: PartialEq + std::fmt::Display>(
    both: &Both<'_, '_>,
    old: &[Variant<T>],
    new: &[Variant<T>],
    found: &mut Found,
) {
    let common = |set: &[Variant<T>], other: &[Variant<T>]| -> Vec<String> {
        let common = set
            .iter()
            .filter(|variant| of(other, &variant.value).is_some());
        common.map(|variant| variant.value.to_string()).collect()
    };
    if common(old, new) == common(new, old) {
        return;
    }
    let text = "has its values in another order, by which they are compared";
    let mut draft = both.draft(Kind::ValuesReordered, None, text);
    for variant in new {
        draft = draft.explains(format!("{}::{}#reordered", both.path(), variant.name));
    }
    found.add(draft);
}

fn value<T: std::fmt::Display>(
    both: &Both<'_, '_>,
    kind: Kind,
    variant: &Variant<T>,
    text: impl Into<String>,
) -> Draft {
    both.draft(kind, Some(variant.name.as_str()), text)
        .wire(format!("value `{}`", variant.value))
        .at(0, variant.docs.line)
        .explains(format!("{}::{}", both.path(), variant.name))
}

fn openness(both: &Both<'_, '_>, old: Option<&Name>, new: Option<&Name>, found: &mut Found) {
    let text = match (old, new) {
        (None, Some(other)) => format!("takes every other value, as `{other}`"),
        (Some(_), None) => "takes no other values".to_owned(),
        _ => return,
    };
    let mut draft = both
        .draft(Kind::OpennessChanged, None, text)
        .explains(format!("{}: *", both.path()));
    for other in old.into_iter().chain(new) {
        draft = draft.explains(format!("{}::{other}", both.path()));
    }
    found.add(draft);
}
