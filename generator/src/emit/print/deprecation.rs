//! Why something is deprecated, as plain text: what the document says beside `deprecated`, or in the description.

use crate::ir::Docs;

/// How many characters a reason has at most: compilers print it with each use.
const MAX_LENGTH: usize = 200;

/// The reason, if the document has one that says more than that it is deprecated.
pub(super) fn reason(docs: &Docs) -> Option<String> {
    let stated = docs.reason.as_deref().map(plain);
    let texts = [&docs.description, &docs.summary];
    stated
        .filter(|reason| !reason.is_empty() && reason.chars().count() <= MAX_LENGTH)
        .or_else(|| texts.into_iter().flatten().find_map(|text| found(text)))
}

/// The sentence of a text that says why.
fn found(text: &str) -> Option<String> {
    let paragraphs = text.split("\n\n").map(plain);
    paragraphs
        .flat_map(|paragraph| {
            let sentences = sentences(&paragraph);
            let place = (sentences.iter()).position(|sentence| says_so(sentence));
            let from = place.map_or(&[][..], |at| sentences.get(at..).unwrap_or_default());
            // “Deprecated. Use another one.”: the sentence behind it is the reason.
            let said = from.iter().find(|sentence| !bare(sentence).is_empty());
            said.map(|said| bare(said).to_owned())
        })
        .find(|reason| (1..=MAX_LENGTH).contains(&reason.chars().count()))
}

fn says_so(sentence: &str) -> bool {
    sentence.to_ascii_lowercase().contains("deprecat")
}

/// The sentence without the word “deprecated” in front of it, which the attribute says.
fn bare(sentence: &str) -> &str {
    let sentence = sentence.trim_matches(|c: char| matches!(c, '[' | '(') || c.is_whitespace());
    let word = sentence.split(|c: char| !c.is_ascii_alphabetic()).next();
    let behind = match word {
        Some(word)
            if matches!(
                word.to_ascii_lowercase().as_str(),
                "deprecated" | "deprecation"
            ) =>
        {
            sentence.get(word.len()..).unwrap_or_default()
        }
        _ if is_only_that(sentence.trim_end_matches(|c: char| !c.is_ascii_alphabetic())) => {
            return "";
        }
        _ => return sentence,
    };
    let said = behind.trim_start_matches(|c: char| " :.,;!-–—)]".contains(c));
    // “Deprecated in favor of …” begins with the word and goes on.
    let goes_on = behind.starts_with(' ') && behind.trim_start() == said;
    match goes_on && said.starts_with(char::is_lowercase) {
        true => sentence,
        false if said.contains('(') => said,
        false => said.trim_end_matches(')'),
    }
}

/// Whether a sentence says no more than that something is deprecated: “Note: This endpoint is deprecated”.
fn is_only_that(sentence: &str) -> bool {
    let words = sentence.split_whitespace().count();
    words <= 6 && sentence.to_ascii_lowercase().ends_with("deprecated")
}

/// The text of a paragraph on one line, without the marks of Markdown and HTML that stand around words.
fn plain(text: &str) -> String {
    let text = without_tags(text);
    let words = text
        .split_whitespace()
        .filter(|word| !matches!(*word, ">" | "-" | "*" | "+") && !word.chars().all(|c| c == '#'));
    let text = words.collect::<Vec<_>>().join(" ");
    let text = text.replace("**", "").replace("__", "").replace('`', "");
    // rustdoc takes brackets for a link to an item, and compilers print the reason as it is.
    let round = |c| match c {
        '[' => '(',
        ']' => ')',
        c => c,
    };
    let text = without_links(&text);
    let visible = text.chars().filter(|c| !c.is_control());
    visible.map(round).collect()
}

/// `<b>text</b>` as `text`.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('<') {
        out.push_str(before);
        let name = behind.trim_start_matches('/');
        match behind.split_once('>') {
            Some((_, after)) if name.starts_with(|c: char| c.is_ascii_alphabetic()) => rest = after,
            _ => {
                out.push('<');
                rest = behind;
            }
        }
    }
    out.push_str(rest);
    out
}

/// `[text](address)` as `text`.
fn without_links(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("](") {
        match (before.rsplit_once('['), behind.split_once(')')) {
            (Some((start, label)), Some((_, after))) => {
                out.push_str(start);
                out.push_str(label);
                rest = after;
            }
            _ => {
                out.push_str(before);
                out.push_str("](");
                rest = behind;
            }
        }
    }
    out.push_str(rest);
    out
}

/// The sentences of a line, each with its end.
fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(". ") {
        let is_short = text.get(..at).is_some_and(|before| {
            ["e.g", "i.e", "etc"]
                .iter()
                .any(|short| before.ends_with(short))
        });
        if !is_short {
            sentences.extend(text.get(start..=at));
            start = at + 2;
        }
    }
    sentences.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(description: &str) -> Option<String> {
        reason(&Docs {
            description: Some(description.to_owned()),
            ..Docs::default()
        })
    }

    #[test]
    fn a_reason_is_the_sentence_that_says_so() {
        for (text, expected) in [
            (
                "How many. Deprecated: use `b` instead. More.",
                "use b instead.",
            ),
            (
                "**Deprecated**. Use [b](https://e.com/b).\n\nMore.",
                "Use b.",
            ),
            (
                "Deprecated in favor of `max`.",
                "Deprecated in favor of max.",
            ),
            (
                "This field is being <b>deprecated</b>, see b.",
                "This field is being deprecated, see b.",
            ),
            ("> [Deprecated] Gone in 2.", "Gone in 2."),
            ("**Deprecated** The list is empty.", "The list is empty."),
            ("A. (Deprecated!) Use e.g. c. More.", "Use e.g. c."),
            (
                "The text of a message to be sent [DEPRECATED].",
                "The text of a message to be sent (DEPRECATED).",
            ),
        ] {
            assert_eq!(of(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_says_no_more_is_no_reason() {
        for text in [
            "",
            "Deprecated.",
            "(deprecated)",
            "How many slices.",
            "**DEPRECATED**",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
        assert_eq!(of(&format!("Deprecated: {}", "word ".repeat(60))), None);
    }

    #[test]
    fn an_extension_counts_more_than_the_description() {
        let docs = Docs {
            description: Some("Deprecated: no.".to_owned()),
            reason: Some("Use `b`.".to_owned()),
            ..Docs::default()
        };
        assert_eq!(reason(&docs).as_deref(), Some("Use b."));
    }
}
