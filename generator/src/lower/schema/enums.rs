//! Enums: sets of strings, and sets of integers.

use std::collections::HashSet;

use super::merged::MergedSchema;
use crate::document::Node;
use crate::ir::{Docs, Variant};
use crate::lock::{Lock, sources};
use crate::lower::draft::{Enum, Shape};
use crate::names::{Scope, Use};
use crate::openapi::json_type::JsonType;
use crate::openapi::reader::Reader;
use crate::openapi::schema::Schema;

/// The longest title that is taken for the name of a value.
const MAX_TITLE: usize = 40;

/// A set of strings.
pub(super) fn string_enum<'d>(
    reader: &Reader<'d>,
    lock: &Lock,
    place: &str,
    merged: &MergedSchema<'d>,
    values: &[&'d Node],
) -> Shape {
    let value = |node: &'d Node| node.as_text().map(str::to_owned);
    let kept = (lock, place);
    Shape::StringEnum(set(reader, kept, merged, values, value))
}

/// A set of integers.
pub(super) fn integer_enum<'d>(
    reader: &Reader<'d>,
    lock: &Lock,
    place: &str,
    merged: &MergedSchema<'d>,
    values: &[&'d Node],
) -> Shape {
    let kept = (lock, place);
    Shape::IntegerEnum(set(reader, kept, merged, values, Node::as_i64))
}

/// A set of the values that `value` reads. The names that are kept are those of a place.
fn set<'d, T>(
    reader: &Reader<'d>,
    (lock, place): (&Lock, &str),
    merged: &MergedSchema<'d>,
    values: &[&'d Node],
    value: fn(&'d Node) -> Option<T>,
) -> Enum<T> {
    let words = words(reader, merged);
    let named = |text: &str| {
        let found = words.iter().find(|words| words.value == text);
        found.and_then(|words| words.name)
    };
    let texts = || values.iter().filter_map(|node| node.as_text());
    let sources: Vec<String> = texts()
        .map(|text| sources::value(text, named(text)))
        .collect();
    let mut scope = Scope::with(lock.members(place, sources.iter().map(String::as_str)));
    // First, so that a value that is added later cannot take its name.
    let other = scope.claim("Other", Use::Variant);
    let names = texts().map(|text| named(text).unwrap_or(text));
    scope.settle(sources.iter().map(String::as_str).zip(names), Use::Variant);
    let mut variants: Vec<Variant<T>> = Vec::new();
    let mut known = HashSet::new();
    for node in values {
        let (Some(text), Some(value)) = (node.as_text(), value(node)) else {
            continue;
        };
        if !known.insert(text) {
            report_repeated(reader, node, text);
            continue;
        }
        let found = words.iter().find(|words| words.value == text);
        let word = named(text);
        let source = sources::value(text, word);
        variants.push(Variant {
            name: scope.claim_for(&source, word.unwrap_or(text), Use::Variant),
            word: word.map(str::to_owned),
            docs: Docs {
                line: reader.line(node),
                ..found.map_or_else(Docs::default, |words| words.docs.clone())
            },
            value,
        });
    }
    let mut alternatives = merged
        .parts()
        .flat_map(|part| part.one_of().chain(part.any_of()));
    let is_open = merged.parts().any(|part| part.extensions().is_open_enum())
        || alternatives.any(|schema| is_any_string(&MergedSchema::of(reader, schema)));
    Enum {
        variants,
        other,
        is_open,
    }
}

/// The words of the document for one value.
struct Words<'d> {
    value: &'d str,
    name: Option<&'d str>,
    docs: Docs,
}

/// The words for values: by extensions beside `enum`, or by the titles and descriptions of the alternatives that are one
/// value each.
fn words<'d>(reader: &Reader<'d>, merged: &MergedSchema<'d>) -> Vec<Words<'d>> {
    let mut found = Vec::new();
    for part in merged.parts() {
        let words = part.extensions().value_words(reader);
        found.extend(words.into_iter().map(|words| Words {
            value: words.value,
            name: words.name,
            docs: Docs {
                description: words.description.map(str::to_owned),
                ..Docs::default()
            },
        }));
        let alternatives = part.one_of().chain(part.any_of());
        found.extend(alternatives.filter_map(|schema| words_of_alternative(reader, schema)));
    }
    // The values of a set of one string have the words of the set.
    found.retain(|words| words.name.is_some() || words.docs != Docs::default());
    found
}

fn words_of_alternative<'d>(reader: &Reader<'d>, schema: Schema<'d>) -> Option<Words<'d>> {
    let merged = MergedSchema::of(reader, schema);
    let values = merged.values();
    let [value] = values.as_slice() else {
        return None;
    };
    let title = merged.find(|part| part.title(reader));
    Some(Words {
        value: value.as_text()?,
        name: title.filter(|title| !title.trim().is_empty() && title.len() <= MAX_TITLE),
        docs: Docs {
            summary: title
                .filter(|title| title.len() > MAX_TITLE)
                .map(str::to_owned),
            description: merged
                .find(|part| part.description(reader))
                .map(str::to_owned),
            notes: Vec::new(),
            deprecated: merged.parts().any(|part| part.is_deprecated(reader)),
            reason: merged.find(Schema::deprecation_reason).map(str::to_owned),
            line: 0,
        },
    })
}

/// The values of alternatives each of which is one string, or each of which is one integer. Beside strings, any string can
/// be an alternative.
pub(super) fn constant_alternatives<'d>(
    reader: &Reader<'d>,
    merged: &MergedSchema<'d>,
) -> Option<Vec<&'d Node>> {
    let (schema, alternatives) = merged.alternatives()?;
    if merged.has_more_than(schema) {
        return None;
    }
    let mut values: Vec<&Node> = Vec::new();
    let mut has_any_string = false;
    for alternative in alternatives {
        let merged = MergedSchema::of(reader, alternative);
        match is_any_string(&merged) {
            true => has_any_string = true,
            false => values.push(only_value(&merged)?),
        }
    }
    let are_strings = values.iter().all(|value| value.as_str().is_some());
    let are_integers = !has_any_string && values.iter().all(|value| value.as_i64().is_some());
    (!values.is_empty() && (are_strings || are_integers)).then_some(values)
}

/// The only value that a schema allows.
fn only_value<'d>(merged: &MergedSchema<'d>) -> Option<&'d Node> {
    let (types, fits) = merged.stated_types();
    let values = merged.values();
    let [value] = values.as_slice() else {
        return None;
    };
    let is_of_type = types.iter().all(|json_type| json_type.holds(value));
    (fits && is_of_type && merged.alternatives().is_none()).then_some(*value)
}

/// Whether a schema says no more of the value than that it is a string.
fn is_any_string(merged: &MergedSchema<'_>) -> bool {
    let (types, _) = merged.stated_types();
    types == [JsonType::String]
        && merged.values().is_empty()
        && merged.alternatives().is_none()
        && merged.format().is_none()
}

fn report_repeated(reader: &Reader<'_>, node: &Node, value: &str) {
    let message = format!("the value `{value}` is listed a second time");
    reader.degrade(node, message, "remove one of the two");
}
