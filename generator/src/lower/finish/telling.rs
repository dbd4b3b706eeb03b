//! Texts that say no more than the name beside them are left out of documentation.

use crate::ir::Docs;

/// The documentation without a title and a description that repeat the name.
pub(super) fn telling(docs: &Docs, name: &str) -> Docs {
    let mut docs = docs.clone();
    let says_more = |text: &String| !repeats(text, name);
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
}
