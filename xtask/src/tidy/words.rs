//! Rule: comments, messages, names and documentation use the words of HTTP, OpenAPI and Rust.

use super::finding::Finding;
use super::source::Source;

/// A word or a phrase, and what to write instead. A `*` at the end stands for any ending.
const WORDS: &[(&str, &str)] = &[
    (
        "aloud",
        "`reported as a degradation`, or `reported as an error`",
    ),
    (
        "answer*",
        "`response`; for a server that does it, `responds`",
    ),
    ("as good as surely", "how likely it is"),
    ("became of", "`the result of`"),
    ("becomes of", "`the result of`"),
    ("for want of", "`in the absence of`, or the reason"),
    ("has no say", "`is not considered`"),
    ("however leniently", "`also in lenient mode`"),
    ("nobody*", "who does not, or `unknown`, `unused`, `private`"),
    (
        "of ours",
        "`of this repository`; for a document, `in strict mode`",
    ),
    ("prose", "`docs`, or `description`"),
    (
        "somebody*",
        "who does: `a caller`, `another client`, `a third party`",
    ),
    ("speak of", "`describe`"),
    ("speaks of", "`describes`"),
    ("stranger*", "`unknown field`, or `unknown file`"),
    ("what they say together", "`the merged schema`"),
    ("who is calling", "`the caller's credentials`"),
    ("whoever", "`a caller that`"),
    ("without a word", "`silently`"),
];

/// How a doc comment does not begin, and what to write instead.
const BEGINNINGS: &[(&str, &str)] = &[(
    "What ",
    "a noun (`The media types …`), or a verb in the indicative (`Returns the …`)",
)];

/// Files that are not searched: the history, and the table above.
const SKIPPED: [&str; 2] = ["CHANGELOG.md", "xtask/src/tidy/words.rs"];

/// The words of the table in every file that people write but for fixtures.
pub(crate) fn check(sources: &[Source]) -> Vec<Finding> {
    let files = sources
        .iter()
        .filter(|source| !source.is_fixture() && !SKIPPED.contains(&source.path.as_str()));
    let mut findings = Vec::new();
    for source in files {
        let mut before = "";
        for (index, line) in source.text.lines().enumerate() {
            let mut report = |what: String, instead: &str| {
                findings.push(Finding {
                    file: source.path.clone(),
                    line: index + 1,
                    message: what,
                    help: format!("write {instead}"),
                });
            };
            for (word, instead) in WORDS.iter().filter(|(word, _)| holds(line, word)) {
                report(
                    format!(
                        "`{}` is not a word of this repository",
                        word.trim_end_matches('*')
                    ),
                    instead,
                );
            }
            let start = beginning(before, line).filter(|_| source.is_rust());
            for (beginning, instead) in BEGINNINGS {
                if start.is_some_and(|text| text.starts_with(beginning)) {
                    report(
                        format!("a doc comment begins with `{}`", beginning.trim_end()),
                        instead,
                    );
                }
            }
            before = line;
        }
    }
    findings
}

/// Whether a line holds a word, as a word of a sentence or as a part of a name (`snake_case`, `CamelCase`).
fn holds(line: &str, word: &str) -> bool {
    let lower = line.to_ascii_lowercase();
    let stem = word.trim_end_matches('*');
    lower.match_indices(stem).any(|(start, _)| {
        let before = line
            .get(..start)
            .and_then(|before| before.chars().next_back());
        let rest = line.get(start..).unwrap_or_default();
        let after = rest
            .get(stem.len()..)
            .and_then(|after| after.chars().next());
        let is_hump = rest.starts_with(|c: char| c.is_ascii_uppercase());
        let starts = before.is_none_or(|c| !c.is_alphanumeric() || is_hump && c.is_lowercase());
        let ends = stem != word || after.is_none_or(|c| !c.is_lowercase());
        starts && ends
    })
}

/// The text of a doc comment's line, if a paragraph begins there.
fn beginning<'a>(before: &str, line: &'a str) -> Option<&'a str> {
    let text = doc_text(line)?;
    let begins = doc_text(before).is_none_or(|before| before.trim().is_empty());
    begins.then_some(text)
}

fn doc_text(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let text = line
        .strip_prefix("///")
        .or_else(|| line.strip_prefix("//!"))?;
    Some(text.strip_prefix(' ').unwrap_or(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_sentences_and_names() {
        for (line, word, is_held) in [
            ("the answer is", "answer*", true),
            ("answers come", "answer*", true),
            ("fn bad_answers() {}", "answer*", true),
            ("struct BadAnswer;", "answer*", true),
            ("Unanswered", "answer*", false),
            ("said aloud.", "aloud", true),
            ("alouder", "aloud", false),
            ("verbose prosecutor, prosecuted", "prose", false),
            ("ProseDocs and prose", "prose", true),
            ("It Speaks of this", "speaks of", true),
            ("Größe: prose", "prose", true),
        ] {
            assert_eq!(holds(line, word), is_held, "{word} in {line}");
        }
    }

    #[test]
    fn beginnings_of_doc_comments() {
        let source = Source::new(
            "a/src/lib.rs",
            "//! What it holds.\n\n/// The name.\n///\n/// What it is not:\n/// What follows.\n// What else.\nfn f() {}\n",
        );
        let lines: Vec<usize> = check(&[source])
            .into_iter()
            .map(|finding| finding.line)
            .collect();
        assert_eq!(lines, [1, 5]);
    }

    #[test]
    fn history_and_fixtures_are_not_searched() {
        let sources = ["CHANGELOG.md", "tests/fixtures/a/spec.yaml", "README.md"]
            .map(|path| Source::new(path, "An answer."));
        let files: Vec<String> = check(&sources)
            .into_iter()
            .map(|finding| finding.file)
            .collect();
        assert_eq!(files, ["README.md"]);
    }
}
