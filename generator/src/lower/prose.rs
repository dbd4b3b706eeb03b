//! What the document says in prose, and the limits that are printed below it.

use super::schema::Schemas;
use super::view::View;
use crate::document::{Node, Value};
use crate::form::schema::Schema;
use crate::ir::{Count, Docs, Note};

impl<'d> Schemas<'_, 'd> {
    /// What the document says of a schema: what stands beside a reference counts more than what
    /// stands where it leads.
    pub(super) fn docs(&self, node: &'d Node) -> Docs {
        let target = self.reader.resolve(node).unwrap_or(node);
        let text = |key| {
            let text = self
                .reader
                .text(node, key)
                .or_else(|| self.reader.text(target, key));
            text.map(str::to_owned)
        };
        Docs {
            summary: text("title"),
            description: text("description"),
            notes: self.notes(target),
            deprecated: self.reader.flag(target, "deprecated"),
        }
    }

    /// What the document says of several schemas together: of the first that says anything.
    pub(super) fn view_docs(&self, view: &View<'d>) -> Docs {
        let text = |key: &str| view.get(key).and_then(Node::as_text).map(str::to_owned);
        Docs {
            summary: text("title"),
            description: text("description"),
            notes: Vec::new(),
            deprecated: false,
        }
    }

    fn notes(&self, target: &'d Node) -> Vec<Note> {
        let mut notes = Vec::new();
        notes.extend(target.get("default").and_then(one_line).map(Note::Default));
        let schema = Schema(target);
        type Make = fn(String) -> Note;
        let limits: [(_, Make, Make); 2] = [
            (
                schema.limit("minimum", "exclusiveMinimum"),
                Note::Minimum,
                Note::Above,
            ),
            (
                schema.limit("maximum", "exclusiveMaximum"),
                Note::Maximum,
                Note::Below,
            ),
        ];
        for (limit, included, excluded) in limits {
            notes.extend(limit.and_then(|limit| {
                let text = limit.node.as_text()?.to_owned();
                Some(if limit.is_exclusive {
                    excluded(text)
                } else {
                    included(text)
                })
            }));
        }
        for (key, note) in [
            ("multipleOf", Note::MultipleOf as Make),
            ("pattern", Note::Pattern),
        ] {
            notes.extend(
                target
                    .get(key)
                    .and_then(Node::as_text)
                    .map(|text| note(text.to_owned())),
            );
        }
        let counts = [
            ("minItems", "maxItems", Note::Items as fn(Count) -> Note),
            ("minLength", "maxLength", Note::Length),
            ("minProperties", "maxProperties", Note::Properties),
        ];
        for (least, most, note) in counts {
            let count = Count {
                min: self.reader.count(target, least),
                max: self.reader.count(target, most),
            };
            if count.min.zip(count.max).is_some_and(|(min, max)| min > max) {
                let at = target.get(most).unwrap_or(target);
                let message = format!("nothing is between `{least}` and `{most}`");
                self.reader.error(at, message, "correct one of the two");
                continue;
            }
            notes.extend((!count.is_unlimited()).then(|| note(count)));
        }
        notes
    }
}

/// A value as it could stand on one line: a scalar, or a list of them.
fn one_line(node: &Node) -> Option<String> {
    match &node.value {
        Value::Array(items) => {
            let items: Option<Vec<&str>> = items.iter().map(Node::as_text).collect();
            Some(items?.join(","))
        }
        _ => node.as_text().map(str::to_owned),
    }
}
