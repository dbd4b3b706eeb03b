//! Texts that say no more than the name beside them, or nothing at all, are left out of documentation.

use crate::ir::Docs;

/// The documentation without a title and a description that repeat the name, or only fill their place.
pub(super) fn telling(docs: &Docs, name: &str) -> Docs {
    let mut docs = docs.clone();
    let says_more = |text: &String| !repeats(text, name) && !is_filler(text);
    docs.summary = docs.summary.filter(says_more);
    docs.description = docs.description.filter(says_more);
    docs
}

/// Whether a text has the words of a name, and no others but an article in front or “object” behind.
fn repeats(text: &str, name: &str) -> bool {
    let text = letters(text.trim_start_matches(|c: char| !c.is_alphanumeric()));
    let name = letters(name).concat();
    let words = match text.first().map(String::as_str) {
        Some("the" | "a" | "an") => text.get(1..).unwrap_or_default(),
        _ => text.as_slice(),
    };
    let without_object = match words.last().map(String::as_str) {
        Some("object") => words.get(..words.len() - 1).unwrap_or_default(),
        _ => words,
    };
    !name.is_empty() && [text.concat(), words.concat(), without_object.concat()].contains(&name)
}

/// Texts that stand where a description should, besides the word for a kind of values.
const FILLER: [&str; 9] = [
    "description",
    "no description",
    "no description available",
    "no description provided",
    "n a",
    "tbd",
    "todo",
    "undefined",
    "documentation",
];

/// The words for kinds of values, which the type says already.
const KINDS: [&str; 9] = [
    "array", "boolean", "bool", "integer", "int", "number", "object", "string", "value",
];

/// Whether a text says nothing: “TODO”, “An integer.”, “---”.
fn is_filler(text: &str) -> bool {
    let words = letters(text);
    let is_article = |word: &String| ["a", "an", "the"].contains(&word.as_str());
    let behind = words.split_first().filter(|(first, _)| is_article(first));
    let kind = behind.map_or(words.as_slice(), |(_, behind)| behind);
    let is_kind = matches!(kind, [kind] if KINDS.contains(&kind.as_str()));
    is_kind || FILLER.contains(&words.join(" ").as_str()) || is_rule(text)
}

/// Whether a text is punctuation of an empty place: `-`, `...`, `???`.
fn is_rule(text: &str) -> bool {
    let marks = ['-', '.', '?', '_', '\u{2013}', '\u{2014}', '\u{2026}'];
    text.chars()
        .all(|c| c.is_whitespace() || marks.contains(&c))
}

/// The words of a text in lower case, without punctuation.
fn letters(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_repeats_a_name_in_any_spelling() {
        for (text, name) in [
            ("Max Tokens", "max_tokens"),
            ("The name.", "name"),
            ("A response object", "Response"),
            ("theOwner", "the_owner"),
            ("Object", "object"),
        ] {
            assert!(repeats(text, name), "{text}");
        }
        for (text, name) in [
            ("The names", "name"),
            ("Name of it", "name"),
            ("", "name"),
            ("The ID.", "url"),
            ("!", "_"),
        ] {
            assert!(!repeats(text, name), "{text}");
        }
    }

    #[test]
    fn a_text_that_fills_its_place_says_nothing() {
        for text in [
            "TODO",
            "No description.",
            "A boolean",
            "integer",
            "N/A",
            " - ",
            "...",
        ] {
            assert!(is_filler(text), "{text}");
        }
        for text in [
            "TODO: remove",
            "Integers",
            "A string of digits",
            "None",
            "%",
            "日本",
        ] {
            assert!(!is_filler(text), "{text}");
        }
    }
}
