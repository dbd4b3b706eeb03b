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
        // What a schema is made of without a name of its own is a part of it.
        let parts = target.get("allOf").map_or(&[][..], Node::items).iter();
        let parts: Vec<&Node> = parts
            .filter(|part| Schema(part).reference().is_none())
            .collect();
        let text = |key| {
            let mut places = [node, target].into_iter().chain(parts.iter().copied());
            let text = places.find_map(|node| self.reader.text(node, key));
            text.map(str::to_owned)
        };
        Docs {
            summary: text("title"),
            description: text("description"),
            notes: self.notes(node, target),
            deprecated: [node, target]
                .into_iter()
                .any(|node| self.reader.flag(node, "deprecated")),
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

    /// The limits beside a reference, and those where it leads.
    fn notes(&self, node: &'d Node, target: &'d Node) -> Vec<Note> {
        let get = |key: &str| node.get(key).or_else(|| target.get(key));
        let limit = |key: &str, exclusive: &str| {
            let mut schemas = [Schema(node), Schema(target)].into_iter();
            schemas.find_map(|schema| schema.limit(key, exclusive))
        };
        let mut notes = Vec::new();
        notes.extend(get("default").and_then(one_line).map(Note::Default));
        type Make = fn(String) -> Note;
        let limits: [(_, Make, Make); 2] = [
            (
                limit("minimum", "exclusiveMinimum"),
                Note::Minimum,
                Note::Above,
            ),
            (
                limit("maximum", "exclusiveMaximum"),
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
            let text = get(key).and_then(Node::as_text);
            notes.extend(text.map(|text| note(text.to_owned())));
        }
        let count = |key: &str| {
            let own = node.get(key).map(|_| node);
            self.reader.count(own.unwrap_or(target), key)
        };
        let counts = [
            ("minItems", "maxItems", Note::Items as fn(Count) -> Note),
            ("minLength", "maxLength", Note::Length),
            ("minProperties", "maxProperties", Note::Properties),
        ];
        for (least, most, note) in counts {
            let limits = Count {
                min: count(least),
                max: count(most),
            };
            if limits
                .min
                .zip(limits.max)
                .is_some_and(|(min, max)| min > max)
            {
                let at = get(most).unwrap_or(target);
                let message = format!("nothing is between `{least}` and `{most}`");
                self.reader.error(at, message, "correct one of the two");
                continue;
            }
            notes.extend((!limits.is_unlimited()).then(|| note(limits)));
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
