//! What the document says in prose, and the limits that are printed below it.

use super::schema::Schemas;
use super::view::View;
use crate::document::{Node, Value};
use crate::ir::{Count, Docs, Note};
use crate::openapi::reader::Reader;
use crate::openapi::schema::{Bound, CountBounds, Schema};

impl<'d> Schemas<'_, 'd> {
    /// What the document says of a schema: what stands beside a reference counts more than what
    /// stands where it leads.
    pub(super) fn docs(&self, node: &'d Node) -> Docs {
        let reader = self.reader;
        let schema = Schema(node);
        let target = schema.resolved(reader);
        // What a schema is made of without a name of its own is a part of it.
        let parts = || {
            let all_of = target.all_of().iter().map(Schema);
            let unnamed = all_of.filter(|part| part.reference().is_none());
            [schema, target].into_iter().chain(unnamed)
        };
        let title = parts().find_map(|schema| schema.title(reader));
        let description = parts().find_map(|schema| schema.description(reader));
        Docs {
            summary: title.map(str::to_owned),
            description: description.map(str::to_owned),
            notes: notes(reader, schema, target),
            deprecated: [schema, target]
                .into_iter()
                .any(|schema| schema.is_deprecated(reader)),
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
}

/// The default and the bounds that a schema states, or else its target.
fn notes<'d>(reader: &Reader<'d>, schema: Schema<'d>, target: Schema<'d>) -> Vec<Note> {
    let either = |get: fn(Schema<'d>) -> Option<&'d Node>| get(schema).or_else(|| get(target));
    let text = |get: fn(Schema<'d>) -> Option<&'d Node>| {
        let text = either(get).and_then(Node::as_text);
        text.map(str::to_owned)
    };
    let minimum = schema.minimum().or_else(|| target.minimum());
    let maximum = schema.maximum().or_else(|| target.maximum());
    let mut notes = Vec::new();
    notes.extend(
        either(Schema::default_value)
            .and_then(one_line)
            .map(Note::Default),
    );
    notes.extend(minimum.and_then(|bound| bound_note(bound, Note::Minimum, Note::Above)));
    notes.extend(maximum.and_then(|bound| bound_note(bound, Note::Maximum, Note::Below)));
    notes.extend(text(Schema::multiple_of).map(Note::MultipleOf));
    notes.extend(text(Schema::pattern).map(Note::Pattern));
    let mut count = |bounds: fn(Schema<'d>) -> CountBounds<'d>, note: fn(Count) -> Note| {
        let bounds = bounds(schema).or(bounds(target));
        notes.extend(count_note(reader, bounds, target).map(note));
    };
    count(Schema::item_bounds, Note::Items);
    count(Schema::length_bounds, Note::Length);
    count(Schema::property_bounds, Note::Properties);
    notes
}

fn bound_note(
    bound: Bound<'_>,
    included: fn(String) -> Note,
    excluded: fn(String) -> Note,
) -> Option<Note> {
    let text = bound.node.as_text()?.to_owned();
    Some(if bound.is_exclusive {
        excluded(text)
    } else {
        included(text)
    })
}

fn count_note<'d>(
    reader: &Reader<'d>,
    bounds: CountBounds<'d>,
    schema: Schema<'d>,
) -> Option<Count> {
    let count = Count {
        min: bounds.min(reader),
        max: bounds.max(reader),
    };
    let is_empty = count.min.zip(count.max).is_some_and(|(min, max)| min > max);
    if is_empty {
        let at = bounds.max_node().unwrap_or(schema.0);
        let message = format!(
            "nothing is between `{}` and `{}`",
            bounds.min_key, bounds.max_key
        );
        reader.error(at, message, "correct one of the two");
        return None;
    }
    (!count.is_unlimited()).then_some(count)
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
