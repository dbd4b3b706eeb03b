//! Limits that are printed in the documentation, and not all of them checked: lengths, patterns, least and greatest values.

use super::found::Draft;
use super::model::{Kind, Wire};
use crate::ir::{Count, Docs, Note};

/// How a limit has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Move {
    Tightened,
    Loosened,
}

/// Returns the limits that have changed, each as the end of a sentence.
pub(super) fn changed(old: &Docs, new: &Docs) -> Vec<(Move, String)> {
    let mut found = Vec::new();
    for note in &new.notes {
        let Some(limit) = Limit::of(note) else {
            continue;
        };
        let before = old
            .notes
            .iter()
            .filter_map(Limit::of)
            .find(|other| other.name == limit.name);
        if let Some((moved, text)) = compare(before.as_ref(), Some(&limit)) {
            found.push((moved, text));
        }
    }
    for note in &old.notes {
        let Some(limit) = Limit::of(note) else {
            continue;
        };
        if !new
            .notes
            .iter()
            .filter_map(Limit::of)
            .any(|other| other.name == limit.name)
        {
            found.extend(compare(Some(&limit), None));
        }
    }
    found
}

/// A change of a limit on values that are sent.
pub(super) fn draft(draft: impl Fn(Kind) -> Draft, moved: Move) -> Draft {
    match moved {
        Move::Tightened => draft(Kind::LimitTightened).old_client(Wire::Depends(
            "the server refuses what is no longer allowed",
        )),
        Move::Loosened => draft(Kind::LimitLoosened)
            .new_client(Wire::Depends("the server refuses what was not allowed")),
    }
}

/// A limit, as far as two of one name can be compared.
struct Limit {
    name: &'static str,
    shown: String,
    least: Option<f64>,
    most: Option<f64>,
}

impl Limit {
    fn of(note: &Note) -> Option<Self> {
        let number = |text: &String| text.parse::<f64>().ok();
        let limit = |name, shown: String, least, most| {
            Some(Self {
                name,
                shown,
                least,
                most,
            })
        };
        let count = |name, count: &Count| {
            let end = |end: Option<u64>| end.map(|end| end.to_string()).unwrap_or_default();
            let shown = format!("{}..={}", end(count.min), end(count.max));
            let float = |end: Option<u64>| end.map(|end| end as f64);
            limit(name, shown, float(count.min), float(count.max))
        };
        match note {
            Note::Minimum(text) => limit("minimum", text.clone(), number(text), None),
            Note::Above(text) => limit("exclusiveMinimum", text.clone(), number(text), None),
            Note::Maximum(text) => limit("maximum", text.clone(), None, number(text)),
            Note::Below(text) => limit("exclusiveMaximum", text.clone(), None, number(text)),
            Note::MultipleOf(text) => limit("multipleOf", text.clone(), None, None),
            Note::Pattern(text) => limit("pattern", text.clone(), None, None),
            Note::Items(items) => count("number of items", items),
            Note::Properties(properties) => count("number of properties", properties),
            Note::Length(length) => count("length", length),
            Note::Default(_)
            | Note::Split(_)
            | Note::InputOf(_)
            | Note::SentAs { .. }
            | Note::MediaTypes(_)
            | Note::TextIn(_)
            | Note::OptionalBody
            | Note::BodyOrNone
            | Note::PartHeader(_)
            | Note::MediaType(_)
            | Note::Sets(..)
            | Note::Also(..)
            | Note::Response(_)
            | Note::ParentTag(_)
            | Note::KindOfTag(_)
            | Note::Link(_)
            | Note::FilledIn
            | Note::Header(_)
            | Note::Headers { .. }
            | Note::ReadFromHeaders => None,
        }
    }
}

fn compare(old: Option<&Limit>, new: Option<&Limit>) -> Option<(Move, String)> {
    match (old, new) {
        (Some(old), Some(new)) => {
            let least = |limit: &Limit| limit.least.unwrap_or(f64::NEG_INFINITY);
            let most = |limit: &Limit| limit.most.unwrap_or(f64::INFINITY);
            if old.shown == new.shown {
                return None;
            }
            // A limit that cannot be compared may be tighter.
            let has_no_order = new.least.is_none() && new.most.is_none();
            let moved = match has_no_order || least(new) > least(old) || most(new) < most(old) {
                true => Move::Tightened,
                false => Move::Loosened,
            };
            let text = format!(
                "has the {} `{}` in place of `{}`",
                new.name, new.shown, old.shown
            );
            Some((moved, text))
        }
        (None, Some(new)) => Some((
            Move::Tightened,
            format!("has the {} `{}`", new.name, new.shown),
        )),
        (Some(old), None) => Some((
            Move::Loosened,
            format!("has no {} any more: it was `{}`", old.name, old.shown),
        )),
        (None, None) => None,
    }
}
