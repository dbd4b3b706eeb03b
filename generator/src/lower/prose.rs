//! What the document says in prose, and the limits that are printed below it.

use super::schema::Schemas;
use crate::document::{Node, Value};
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

    fn notes(&self, target: &'d Node) -> Vec<Note> {
        let mut notes = Vec::new();
        notes.extend(target.get("default").and_then(one_line).map(Note::Default));
        let is_exclusive = |key| target.get(key).and_then(Node::as_bool) == Some(true);
        let least = if is_exclusive("exclusiveMinimum") {
            Note::Above as fn(String) -> Note
        } else {
            Note::Minimum
        };
        let most = if is_exclusive("exclusiveMaximum") {
            Note::Below as fn(String) -> Note
        } else {
            Note::Maximum
        };
        let texts = [
            ("minimum", least),
            ("maximum", most),
            ("multipleOf", Note::MultipleOf),
            ("pattern", Note::Pattern),
        ];
        for (key, note) in texts {
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
