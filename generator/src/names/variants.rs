//! Names of the variants of a union: what a caller reads behind the name of the union, and no more.
//!
//! `ChatRequestUserMessage` is `User` in the union `ChatRequestMessage`, and `CircleShape` is `Circle` in `Shape`. A value of the
//! discriminating property is what users of the API know, so it is the first choice. A shorter name is taken only if
//! no other variant has it and it begins with a letter.

use super::identifier::{Use, identifier, snake_words};

/// The words for one variant.
pub(crate) struct VariantWords {
    /// The name of its schema or type, or the word for the kind of its values.
    pub(crate) text: String,
    /// Whether the text is the document's, and not the word for a kind of values: it can be shortened then.
    pub(crate) is_stated: bool,
    /// The only value of the discriminating property.
    pub(crate) value: Option<String>,
}

/// The names of the variants of `union`, in their order. `taken` is what none of them can be called.
pub(crate) fn variants(union: &str, words: &[VariantWords], taken: &[&str]) -> Vec<String> {
    let union = snake_words(union);
    let stated = words.iter().filter(|words| words.is_stated);
    let by_text = Shared::of(stated.map(|words| snake_words(&words.text)).collect());
    let values = words.iter().filter_map(|words| words.value.as_deref());
    let shared = shared_parts(&values.collect::<Vec<_>>());
    let choices = words.iter().map(|words| {
        let mut found = Vec::new();
        let value = words.value.as_deref().filter(|value| is_word(value));
        found.extend(value.map(|value| without(value, shared)));
        found.extend(value.map(str::to_owned));
        if words.is_stated {
            found.push(by_text.shorten(&words.text, &union, true));
            found.push(by_text.shorten(&words.text, &union, false));
        }
        found.retain(|name| is_fit(name, taken));
        found.push(words.text.clone());
        found
    });
    distinct(&choices.collect::<Vec<_>>())
}

/// The first choice of each, except where several would have the same name.
fn distinct(choices: &[Vec<String>]) -> Vec<String> {
    let mut indices = vec![0; choices.len()];
    loop {
        let names: Vec<String> = (choices.iter().zip(&indices))
            .filter_map(|(choices, index)| choices.get(*index).cloned())
            .collect();
        let keys: Vec<String> = names.iter().map(|name| key(name)).collect();
        let mut has_changed = false;
        for ((index, choices), key) in indices.iter_mut().zip(choices).zip(&keys) {
            let is_shared = keys.iter().filter(|other| *other == key).count() > 1;
            if is_shared && *index + 1 < choices.len() {
                *index += 1;
                has_changed = true;
            }
        }
        if !has_changed {
            return names;
        }
    }
}

fn key(name: &str) -> String {
    identifier(name, Use::Variant).to_ascii_lowercase()
}

/// A value without the parts that it shares with the other values that have parts.
fn without(value: &str, (before, behind): (usize, usize)) -> String {
    let parts: Vec<&str> = value.split('.').collect();
    let kept = parts.get(before..parts.len().saturating_sub(behind));
    match kept {
        Some(kept) if !kept.is_empty() && parts.len() > 1 => kept.join("."),
        _ => value.to_owned(),
    }
}

/// How many parts between dots all values that have any begin and end with: `job` in `job.started` and `job.ended`.
fn shared_parts(values: &[&str]) -> (usize, usize) {
    let parts = values.iter().filter(|value| value.contains('.'));
    let shared = Shared::of(
        parts
            .map(|value| value.split('.').map(str::to_owned).collect())
            .collect(),
    );
    (shared.before, shared.behind)
}

/// Whether a variant can have the name: it begins with a letter of its own, and is not taken.
fn is_fit(name: &str, taken: &[&str]) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && !taken.contains(&identifier(name, Use::Variant).as_str())
        && !["self", "true", "false"].contains(&key(name).as_str())
}

/// Whether a value reads as a name: `user`, `response.done`, `code-interpreter`.
fn is_word(value: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let letters = value.chars().filter(char::is_ascii_alphabetic).count();
    value.starts_with(|c: char| c.is_ascii_alphabetic())
        && value.chars().all(is_part)
        && letters > 1
        && value.len() <= LONGEST_VALUE
}

/// A longer value is a text, and no name.
const LONGEST_VALUE: usize = 60;

/// How many words all names of more than one word begin and end with.
struct Shared {
    before: usize,
    behind: usize,
}

impl Shared {
    fn of(names: Vec<Vec<String>>) -> Self {
        let names: Vec<Vec<String>> = names.into_iter().filter(|name| name.len() > 1).collect();
        let Some((first, others)) = names.split_first().filter(|(_, rest)| !rest.is_empty()) else {
            return Self {
                before: 0,
                behind: 0,
            };
        };
        let shortest = names.iter().map(Vec::len).min().unwrap_or_default();
        let all = |count: fn(&[String], &[String]) -> usize| {
            let counts = others.iter().map(|other| count(first, other));
            counts.min().unwrap_or_default()
        };
        // A name that begins or ends another one stays whole.
        let is_part = |count: usize| count < shortest;
        let before = Some(all(same_before)).filter(|count| is_part(*count));
        let before = before.unwrap_or_default();
        let behind = Some(all(same_behind)).filter(|count| is_part(before + *count));
        Self {
            before,
            behind: behind.unwrap_or_default(),
        }
    }

    /// The text without the words that it shares with the others, or with the union. Without `leading`, its first words stay.
    fn shorten(&self, text: &str, union: &[String], leading: bool) -> String {
        let words = snake_words(text);
        let (mut before, mut behind) = match words.len() {
            0 | 1 => (0, 0),
            _ => (self.before, self.behind),
        };
        let of_union = (same_before(&words, union), same_behind(&words, union));
        // The end says what it is, and the union says so already. What is left is not empty.
        if of_union.1 > behind && of_union.1 + before < words.len() {
            behind = of_union.1;
        }
        let is_telling = of_union.0 == union.len() || of_union.0 > 1;
        if is_telling && of_union.0 > before && of_union.0 + behind < words.len() {
            before = of_union.0;
        }
        if !leading {
            before = 0;
        }
        let kept = words.get(before..words.len().saturating_sub(behind));
        match kept {
            Some(kept) if kept.len() < words.len() && !kept.is_empty() => kept.join(" "),
            _ => text.to_owned(),
        }
    }
}

/// How many words two names begin with together.
fn same_before(left: &[String], right: &[String]) -> usize {
    let pairs = left.iter().zip(right);
    pairs.take_while(|(left, right)| left == right).count()
}

/// How many words two names end with together.
fn same_behind(left: &[String], right: &[String]) -> usize {
    let pairs = left.iter().rev().zip(right.iter().rev());
    pairs.take_while(|(left, right)| left == right).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stated(texts: &[&str]) -> Vec<VariantWords> {
        let words = texts.iter().map(|text| VariantWords {
            text: (*text).to_owned(),
            is_stated: true,
            value: None,
        });
        words.collect()
    }

    fn names(union: &str, words: &[VariantWords]) -> Vec<String> {
        let names = variants(union, words, &["Other"]);
        let names = names.iter().map(|name| identifier(name, Use::Variant));
        names.collect()
    }

    #[test]
    fn variants_are_named_without_what_they_share() {
        for (union, texts, expected) in [
            (
                "ChatRequestMessage",
                &["ChatRequestUserMessage", "ChatRequestToolMessage"][..],
                &["User", "Tool"][..],
            ),
            ("Shape", &["ShapeCircle", "Square"], &["Circle", "Square"]),
            (
                "Shape",
                &["CircleShape", "SquareShape"],
                &["Circle", "Square"],
            ),
            (
                "Condition",
                &["FieldCondition", "IsNullCondition", "Filter"],
                &["Field", "IsNull", "Filter"],
            ),
            // A word of the union in front is what distinguishes this one.
            (
                "UpdateOperation",
                &[
                    "UpdateVectorsOperation",
                    "DeleteOperation",
                    "ClearOperation",
                ],
                &["UpdateVectors", "Delete", "Clear"],
            ),
            (
                "KeySelector",
                &["AnyKey", "AnyKeyWithFallback"],
                &["AnyKey", "AnyKeyWithFallback"],
            ),
            // Nothing would be left.
            (
                "RangeInterface",
                &["Range", "DatetimeRange"],
                &["Range", "DatetimeRange"],
            ),
            // Two would have one name.
            (
                "Content",
                &["TextContent", "Text", "ImageContent"],
                &["TextContent", "Text", "Image"],
            ),
            // A word for identifiers would have to stand in front of the digit.
            ("Code", &["Code2Of5", "CodeEan"], &["Code2Of5", "Ean"]),
            // The variant for every other value has the name.
            (
                "Strategy",
                &["StaticStrategy", "OtherStrategy"],
                &["Static", "OtherStrategy"],
            ),
        ] {
            assert_eq!(names(union, &stated(texts)), expected, "{union}");
        }
    }

    #[test]
    fn a_value_of_the_discriminating_property_is_the_name() {
        let mut words = stated(&["LocalShellToolParam", "McpTool", "WebSearchTool"]);
        for (words, value) in words.iter_mut().zip(["local_shell", "mcp"]) {
            words.value = Some(value.to_owned());
        }
        assert_eq!(names("Tool", &words), ["LocalShell", "Mcp", "WebSearch"]);
        let mut words = stated(&["Started", "Ended"]);
        for (words, value) in words.iter_mut().zip(["job.started", "job.ended"]) {
            words.value = Some(value.to_owned());
        }
        assert_eq!(names("Event", &words), ["Started", "Ended"]);
        let mut words = stated(&["TextFormat", "JsonFormat", "JsonSchemaFormat"]);
        for (words, value) in words.iter_mut().zip(["text", "json_object", "json_schema"]) {
            words.value = Some(value.to_owned());
        }
        assert_eq!(
            names("Format", &words),
            ["Text", "JsonObject", "JsonSchema"]
        );
        let mut words = stated(&["First", "Second"]);
        for (words, value) in words.iter_mut().zip(["1", "#second"]) {
            words.value = Some(value.to_owned());
        }
        assert_eq!(names("Event", &words), ["First", "Second"]);
    }

    #[test]
    fn the_word_for_a_kind_is_not_shortened() {
        let mut words = stated(&["Text", "InputTextContent", "InputFileContent"]);
        if let Some(first) = words.first_mut() {
            first.is_stated = false;
        }
        assert_eq!(names("Value", &words), ["Text", "InputText", "File"]);
    }
}
