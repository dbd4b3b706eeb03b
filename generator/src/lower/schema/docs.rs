//! The documentation of schemas: their titles and descriptions, and the bounds that are printed with them.

use super::merged::MergedSchema;
use super::nullable::is_null;
use crate::document::{Node, Value};
use crate::ir::{Count, Docs, Note};
use crate::openapi::bounds::{Bound, CountBounds};
use crate::openapi::reader::Reader;
use crate::openapi::schema::Schema;

/// The documentation of a schema. Text beside a reference counts more than the text of its target.
pub(in crate::lower) fn docs<'d>(reader: &Reader<'d>, schema: Schema<'d>) -> Docs {
    let target = schema.resolved(reader);
    // A nameless part of a schema belongs to it.
    let parts = || {
        let nameless = target.all_of().filter(|part| part.reference().is_none());
        let or_null = beside_null(reader, target);
        let or_null = or_null.into_iter().flat_map(|it| [it, it.resolved(reader)]);
        [schema, target].into_iter().chain(nameless).chain(or_null)
    };
    // A list whose items are described is described by them.
    let of_items = || target.items()?.description(reader);
    // The title of a target belongs to its description: beside another one, it is only the name of a type.
    let described = parts().position(|part| part.description(reader).is_some());
    let titled = parts().take(described.map_or(usize::MAX, |at| at + 1));
    let title = titled.into_iter().find_map(|part| part.title(reader));
    let description = parts().find_map(|part| part.description(reader));
    let description = description.or_else(of_items);
    Docs {
        summary: title.map(str::to_owned),
        description: description.map(str::to_owned),
        notes: notes(reader, schema, target),
        deprecated: schema.is_deprecated(reader) || target.is_deprecated(reader),
        reason: (schema.deprecation_reason())
            .or_else(|| target.deprecation_reason())
            .map(str::to_owned),
        line: reader.line(schema.node()),
    }
}

/// The only alternative to null.
fn beside_null<'d>(reader: &Reader<'d>, schema: Schema<'d>) -> Option<Schema<'d>> {
    let list: Vec<Schema<'d>> = schema.alternatives()?.list.into_iter().collect();
    let mut others = list.iter().filter(|part| !is_null(reader, **part));
    let only = others.next()?;
    others.next().is_none().then_some(*only)
}

/// The documentation of several schemas that describe one value together: the first title and description.
pub(super) fn merged_docs<'d>(reader: &Reader<'d>, merged: &MergedSchema<'d>) -> Docs {
    let title = merged.find(|part| part.title(reader));
    let description = merged.find(|part| part.description(reader));
    let link = merged.find(Schema::external_docs);
    Docs {
        summary: title.map(str::to_owned),
        description: description.map(str::to_owned),
        notes: link
            .map(|link| Note::Link(link.into()))
            .into_iter()
            .collect(),
        deprecated: false,
        reason: None,
        line: merged
            .first()
            .map_or(0, |schema| reader.line(schema.node())),
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
    // That of the target stands at its type.
    notes.extend(schema.external_docs().map(|link| Note::Link(link.into())));
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
        let at = bounds.max_node().unwrap_or(schema.node());
        let message = format!(
            "no number is between `{}` and `{}`",
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
