//! Names of types whose schemas have none: they are made of the place where the type is found.
//!
//! A type that is found in several places has the name that these share: `Order` for the parameter `order` of many operations.
//! A name that would be long leaves out what says little: `CreateChatCompletionChoice`, not
//! `CreateChatCompletionResponseChoicesItem`.

use std::collections::BTreeMap;

use super::identifier::{Use, identifier, snake_words};

/// A name of so many letters is worth shortening.
const LONG: usize = 40;

/// A type whose schema has no name in the document.
pub(crate) struct Nameless<'p> {
    /// The name that it has as an alternative of a union.
    pub(crate) own: Option<&'p str>,
    /// The parts of all places where it is found.
    pub(crate) places: &'p [Vec<String>],
}

/// Whether a text is the name of a type as a schema would have it, of so many words that it says enough by itself.
pub(crate) fn is_name_of_type(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.chars().all(|c| c.is_ascii_alphanumeric())
        && snake_words(text).len() >= TELLING
}

/// A name of so many words needs no other one in front of it.
const TELLING: usize = 3;

/// Whether the name for a text is worth shortening.
pub(crate) fn is_long(text: &str) -> bool {
    identifier(text, Use::Type).len() >= LONG
}

/// The words for the names of types. `is_free` says whether nothing else has a name.
pub(crate) fn names(types: &[Nameless<'_>], is_free: impl Fn(&str) -> bool) -> Vec<String> {
    let shared = leading(types);
    let choices: Vec<Vec<String>> = types
        .iter()
        .map(|nameless| choices(nameless, &shared))
        .collect();
    let mut indices = vec![0; choices.len()];
    loop {
        let names = choices.iter().zip(&indices);
        let names: Vec<&String> = names
            .filter_map(|(names, index)| names.get(*index))
            .collect();
        let keys: Vec<String> = names
            .iter()
            .map(|name| identifier(name, Use::Type))
            .collect();
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for key in &keys {
            *counts.entry(key.to_ascii_lowercase()).or_default() += 1;
        }
        let mut has_changed = false;
        for ((index, choices), key) in indices.iter_mut().zip(&choices).zip(&keys) {
            let is_shared = counts
                .get(&key.to_ascii_lowercase())
                .is_some_and(|count| *count > 1);
            if (is_shared || !is_free(key)) && *index + 1 < choices.len() {
                *index += 1;
                has_changed = true;
            }
        }
        if !has_changed {
            return names.into_iter().cloned().collect();
        }
    }
}

/// The names that a type could have, the best one first.
fn choices(nameless: &Nameless<'_>, leading: &Leading<'_>) -> Vec<String> {
    let Some(first) = nameless.places.first() else {
        return vec![String::new()];
    };
    let mut found: Vec<String> = nameless.own.map(str::to_owned).into_iter().collect();
    if nameless.places.len() > 1 {
        found.extend(shared(nameless.places));
    }
    let whole = first.join(" ");
    if is_long(&whole) {
        found.extend(nameless.own.and_then(|own| of_union(first, own, leading)));
        found.extend(shortened(first));
    }
    // A schema can have the name.
    let other = match first.last().map(String::as_str) {
        Some("response" | "error") => "body",
        _ => "value",
    };
    found.extend([whole.clone(), format!("{whole} {other}"), whole]);
    found
}

/// The parts that all places end with, if they say what the type is.
fn shared(places: &[Vec<String>]) -> Option<String> {
    let first = places.first()?;
    let ends = places.iter().map(|place| {
        let pairs = place.iter().rev().zip(first.iter().rev());
        pairs.take_while(|(left, right)| left == right).count()
    });
    let length = ends.min()?;
    let parts = first.get(first.len().checked_sub(length)?..)?;
    let start = parts
        .iter()
        .position(|part| !GENERAL.contains(&part.as_str()))?;
    let name = simplified(parts.get(start..)?);
    (!name.is_empty()).then(|| name.join(" "))
}

/// The parts at the end of a place that say what the type is there: the last one, and those before it that it is a part of by its
/// kind alone.
pub(crate) fn own_parts(parts: &[String]) -> &[String] {
    let is_kind = |part: &String| {
        GENERAL.contains(&part.as_str()) && !["response", "error"].contains(&part.as_str())
    };
    let start = parts.iter().rposition(|part| !is_kind(part));
    parts.get(start.unwrap_or_default()..).unwrap_or_default()
}

/// For each union, by its parts, how many words all names of its alternatives begin with.
type Leading<'p> = BTreeMap<&'p [String], (usize, Vec<String>)>;

fn leading<'p>(types: &[Nameless<'p>]) -> Leading<'p> {
    let mut found: Leading<'p> = BTreeMap::new();
    for nameless in types {
        let place = nameless.places.first().and_then(|first| first.split_last());
        let (Some(own), Some((_, union))) = (nameless.own, place) else {
            continue;
        };
        let words = snake_words(own);
        let (count, first) = found
            .entry(union)
            .or_insert_with(|| (words.len(), words.clone()));
        let pairs = first.iter().zip(&words).take(*count);
        *count = pairs.take_while(|(left, right)| left == right).count();
    }
    found
}

/// The name of an alternative that another type has by itself, behind that of its union: without the word that both end with, and
/// without those that all alternatives begin with, as the union does. The alternative `ResponseDoneEvent` of
/// `ResponsesStreamEvent` is `ResponsesStreamDoneEvent` there.
fn of_union(parts: &[String], own: &str, leading: &Leading<'_>) -> Option<String> {
    let (_, before) = parts.split_last()?;
    let mut union: Vec<String> = before.iter().flat_map(|part| snake_words(part)).collect();
    let mut words = snake_words(own);
    if words.last() == union.last() && union.len() > 1 {
        union.pop();
    }
    let is_same =
        |left: &str, right: &str| left == right || singular(left).as_deref() == Some(right);
    let shared = leading.get(before).map_or(0, |(count, _)| *count);
    let pairs = union.iter().zip(&words).take(shared);
    let same = pairs
        .take_while(|(left, right)| is_same(left, right))
        .count();
    words.drain(..same.min(words.len().saturating_sub(2)));
    union.append(&mut words);
    Some(union.join(" "))
}

/// Parts that do not say what a type is.
const GENERAL: &[&str] = &[
    "additional",
    "base",
    "body",
    "boolean",
    "data",
    "error",
    "integer",
    "item",
    "key",
    "kind",
    "list",
    "number",
    "object",
    "result",
    "response",
    "text",
    "type",
    "value",
    "variant 1",
    "variant 2",
    "variant 3",
];

/// Shorter names for the place of a type: without parts that say nothing, and then with fewer of the outer ones.
fn shortened(parts: &[String]) -> Vec<String> {
    let simple = simplified(parts);
    let mut found = vec![simple.join(" ")];
    let Some((root, inner)) = simple.split_first() else {
        return found;
    };
    for skipped in 1..inner.len() {
        let name = [root.as_str()].into_iter();
        let name = name.chain(inner.iter().skip(skipped).map(String::as_str));
        found.push(name.collect::<Vec<_>>().join(" "));
    }
    // The first that is short, and those before it only where it is taken.
    let is_short = |name: &String| identifier(name, Use::Type).len() < LONG;
    let first = found.iter().position(is_short).unwrap_or(found.len() - 1);
    let (longer, shorter) = found.split_at(first);
    let longer = longer.iter().rev();
    shorter.iter().take(1).chain(longer).cloned().collect()
}

/// The parts without those that say nothing where they stand.
fn simplified(parts: &[String]) -> Vec<String> {
    let mut found: Vec<Vec<String>> = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        let mut words = snake_words(part);
        let is_last = index + 1 == parts.len();
        if part == "item"
            && let Some(list) = found.last_mut()
            && let Some(one) = list.last().and_then(|word| singular(word))
        {
            // `choices item` is a choice.
            list.pop();
            list.push(one);
            continue;
        }
        if !is_last && index > 0 && ["item", "response", "body", "value"].contains(&part.as_str()) {
            continue;
        }
        if index == 0 && parts.len() > 1 && words.len() > 1 {
            let is_kind =
                |word: &String| ["response", "request", "object"].contains(&word.as_str());
            words.pop_if(|word| is_kind(word));
        }
        if let Some(before) = found.last_mut() {
            without_repetition(before, &mut words);
        }
        found.retain(|part| !part.is_empty());
        found.push(words);
    }
    found.retain(|part| !part.is_empty());
    found.iter().map(|words| words.join(" ")).collect()
}

/// Leaves out the words that end the one part and begin or end the next one.
fn without_repetition(before: &mut Vec<String>, words: &mut Vec<String>) {
    // `shard key` and `shard key selector`, `strategy` and `static strategy`.
    if words.len() > before.len() && (words.starts_with(before) || words.ends_with(before)) {
        before.clear();
        return;
    }
    let longest = before.len().min(words.len());
    let repeated = (1..=longest).rev().find(|count| {
        let end = before
            .len()
            .checked_sub(*count)
            .and_then(|start| before.get(start..));
        end.is_some() && end == words.get(..*count)
    });
    if let Some(count) = repeated {
        words.drain(..count);
    }
}

/// One of several, where the plural of the word is regular.
fn singular(word: &str) -> Option<String> {
    let ends = |end: &str| word.len() > end.len() + 1 && word.ends_with(end);
    let stem = |end: &str| word.strip_suffix(end).map(str::to_owned);
    if ends("ies") {
        return stem("ies").map(|stem| format!("{stem}y"));
    }
    if ["sses", "xes", "ches", "shes", "uses"]
        .iter()
        .any(|end| ends(end))
    {
        return stem("es");
    }
    let is_other = ["ss", "us", "is", "news", "series"]
        .iter()
        .any(|end| word.ends_with(end));
    match ends("s") && !is_other {
        true => stem("s"),
        false => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(places: &[&[&str]]) -> Vec<Vec<String>> {
        let part = |part: &&str| (*part).to_owned();
        places
            .iter()
            .map(|place| place.iter().map(part).collect())
            .collect()
    }

    fn named(types: &[&[&[&str]]], taken: &[&str]) -> Vec<String> {
        let types: Vec<Vec<Vec<String>>> = types.iter().map(|places| of(places)).collect();
        let types: Vec<Nameless<'_>> = types
            .iter()
            .map(|places| Nameless { own: None, places })
            .collect();
        let names = names(&types, |name| !taken.contains(&name));
        names
            .iter()
            .map(|name| identifier(name, Use::Type))
            .collect()
    }

    #[test]
    fn a_type_of_several_places_has_the_name_that_they_share() {
        let order: &[&[&str]] = &[&["list_pets", "order"], &["list_toys", "order"]];
        assert_eq!(named(&[order], &[]), ["Order"]);
        // A schema has it, or another type wants it.
        assert_eq!(named(&[order], &["Order"]), ["ListPetsOrder"]);
        let other: &[&[&str]] = &[&["list_cats", "order"], &["list_dogs", "order"]];
        assert_eq!(
            named(&[order, other], &[]),
            ["ListPetsOrder", "ListCatsOrder"]
        );
        // It would say nothing.
        let item: &[&[&str]] = &[&["pets", "item"], &["toys", "item"]];
        assert_eq!(named(&[item], &[]), ["PetsItem"]);
        let one: &[&[&str]] = &[&["list_pets", "order"]];
        assert_eq!(named(&[one], &[]), ["ListPetsOrder"]);
    }

    #[test]
    fn a_long_name_leaves_out_what_says_little() {
        for (place, expected) in [
            (
                &["CreateChatCompletionResponse", "choices", "item", "message"][..],
                "CreateChatCompletionChoiceMessage",
            ),
            (
                &[
                    "CreateThreadRequest",
                    "tool_resources",
                    "file_search",
                    "chunking_strategy",
                    "static_chunking_strategy",
                ],
                "CreateThreadStaticChunkingStrategy",
            ),
            (
                &[
                    "PointInsertOperationsPointsBatch",
                    "shard_key",
                    "shard_key_selector",
                ],
                "PointInsertOperationsPointsBatchShardKeySelector",
            ),
            (
                &["MessageDeltaContentTextAnnotationsFileObject", "file"],
                "MessageDeltaContentTextAnnotationsFile",
            ),
            (&["Pet", "tags", "item"], "PetTagsItem"),
        ] {
            assert_eq!(named(&[&[place]], &[]), [expected]);
        }
    }

    #[test]
    fn a_shorter_name_belongs_to_one_type() {
        let start = "AnOperationWithAVeryLongName";
        let left = [start, "left_hand_side", "inner_properties", "choice"];
        let right = [start, "right_hand_side", "inner_properties", "choice"];
        let names = named(&[&[&left], &[&right]], &[]);
        assert_ne!(names.first(), names.last());
        assert!(names.iter().all(|name| !name.ends_with('2')), "{names:?}");
    }

    #[test]
    fn an_alternative_has_its_own_name_if_that_says_enough() {
        let named = |union: &str, alternatives: &[&str], taken: &[&str]| {
            let places: Vec<_> = alternatives
                .iter()
                .map(|own| of(&[&[union, own]]))
                .collect();
            let types = alternatives
                .iter()
                .zip(&places)
                .map(|(own, places)| Nameless {
                    own: is_name_of_type(own).then_some(own),
                    places,
                });
            let names = names(&types.collect::<Vec<_>>(), |name| !taken.contains(&name));
            let names = names.iter().map(|name| identifier(name, Use::Type));
            names.collect::<Vec<_>>()
        };
        let union = "ResponsesWebStreamServerEvent";
        let both = ["ResponseAudioDeltaEvent", "ResponseWebSearchEvent"];
        assert_eq!(named(union, &both, &[]), both);
        // All of them are types of the document: what only some share with the union stays.
        assert_eq!(
            named(union, &both, &both),
            [
                "ResponsesWebStreamServerAudioDeltaEvent",
                "ResponsesWebStreamServerWebSearchEvent"
            ]
        );
        // A title that is a phrase, or says little, is none.
        for (own, expected) in [
            ("Large round shape", "ShapeLargeRoundShape"),
            ("Circle", "ShapeCircle"),
            ("largeRoundShape", "ShapeLargeRoundShape"),
        ] {
            assert_eq!(named("Shape", &[own], &[]), [expected]);
        }
    }
}
