//! Documents of the fixtures, changed at random. Each gives a crate whose files can be parsed, or a list of problems with
//! places. None makes the generator panic, and the same text always gives the same output.
//!
//! `DOCUMENTS=FOLDER` takes the documents of a folder in place of the fixtures, and `PROPTEST_CASES=N` changes more of
//! them.

#[cfg(test)]
mod tests {
    use std::{env, fs, path::PathBuf, sync::LazyLock, thread};

    use proptest::{prelude::*, sample::Index};
    use specwright::{Options, Problem};
    use xtask::{fixtures, repository};

    /// Less than a thread has by default, because the caller of the generator may have used a part of the stack.
    const STACK: usize = 1 << 20;

    static DOCUMENTS: LazyLock<Vec<String>> = LazyLock::new(|| {
        let paths: Vec<PathBuf> = match env::var_os("DOCUMENTS") {
            Some(folder) => fs::read_dir(folder)
                .unwrap()
                .map(|entry| entry.unwrap().path())
                .collect(),
            None => {
                let folders = fixtures::folders(&repository()).unwrap();
                folders
                    .into_iter()
                    .map(|folder| folder.join("spec.yaml"))
                    .collect()
            }
        };
        let mut paths: Vec<PathBuf> = paths
            .into_iter()
            .filter(|path| {
                path.extension()
                    .is_some_and(|end| end == "yaml" || end == "json")
            })
            .collect();
        paths.sort();
        paths
            .iter()
            .map(|path| fs::read_to_string(path).unwrap())
            .collect()
    });

    /// One thing done to a text.
    #[derive(Clone, Debug)]
    enum Change {
        /// A word, or a text in quotes, becomes something else.
        Word(Index, &'static str),
        /// A word becomes another word of the document.
        Other(Index, Index),
        /// A line goes.
        Drop(Index),
        /// Some lines come again elsewhere.
        Copy(Index, usize, Index),
        /// Everything behind a place goes.
        Cut(Index),
    }

    /// Texts that occur in documents, put in wrong places.
    const WORDS: &[&str] = &[
        "",
        "null",
        "true",
        "0",
        "-1",
        "1e400",
        "9223372036854775808",
        "''",
        "[]",
        "{}",
        "[[]]",
        "{a: {}}",
        "object",
        "array",
        "string",
        "integer",
        "boolean",
        "number",
        "'null'",
        "[string, 'null']",
        "[object, array]",
        "allOf",
        "oneOf",
        "anyOf",
        "enum",
        "const",
        "properties",
        "items",
        "required",
        "additionalProperties",
        "discriminator",
        "'#'",
        "'#/'",
        "'#/components/schemas'",
        "'#/components/schemas/A'",
        "'#/paths'",
        "other.yaml#/A",
        "nullable",
        "readOnly",
        "writeOnly",
        "default",
        "2XX",
        "'200'",
        "'999'",
        "path",
        "query",
        "header",
        "cookie",
        "body",
        "formData",
        "deepObject",
        "matrix",
        "multipart/form-data",
        "text/event-stream",
        "application/xml",
        "'*/*'",
        "Self",
        "self",
        "crate",
        "type",
        "'\"'",
        "'*/'",
        "'\\'",
        "\"\\u0000\"",
        "'{'",
        "'}'",
        "é",
        "🦀",
        "---",
        "&a",
        "*a",
        "<<",
        "x-results",
        "x-paging",
        "x-calls",
        "3.0.3",
        "3.1.0",
        "'2.0'",
    ];

    fn change() -> impl Strategy<Value = Change> {
        prop_oneof![
            4 => (any::<Index>(), prop::sample::select(WORDS)).prop_map(|(at, word)| Change::Word(at, word)),
            3 => (any::<Index>(), any::<Index>()).prop_map(|(at, from)| Change::Other(at, from)),
            2 => any::<Index>().prop_map(Change::Drop),
            2 => (any::<Index>(), 1..12_usize, any::<Index>()).prop_map(|(from, lines, to)| Change::Copy(from, lines, to)),
            1 => any::<Index>().prop_map(Change::Cut),
        ]
    }

    /// Where the words of a text are.
    fn words(text: &str) -> Vec<(usize, usize)> {
        let is_word = |c: char| c.is_alphanumeric() || "_-/#.$".contains(c);
        let mut words = Vec::new();
        let mut start = None;
        for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
            match (is_word(c), start) {
                (true, None) => start = Some(at),
                (false, Some(from)) => {
                    words.push((from, at));
                    start = None;
                }
                _ => {}
            }
        }
        words
    }

    fn changed(mut text: String, changes: &[Change]) -> String {
        for change in changes {
            let words = words(&text);
            let lines: Vec<&str> = text.lines().collect();
            if words.is_empty() || lines.is_empty() {
                return text;
            }
            text = match change {
                Change::Word(at, word) => {
                    let (from, to) = words[at.index(words.len())];
                    format!("{}{word}{}", &text[..from], &text[to..])
                }
                Change::Other(at, other) => {
                    let (from, to) = words[at.index(words.len())];
                    let (start, end) = words[other.index(words.len())];
                    format!("{}{}{}", &text[..from], &text[start..end], &text[to..])
                }
                Change::Drop(at) => {
                    let at = at.index(lines.len());
                    [&lines[..at], &lines[at + 1..]].concat().join("\n")
                }
                Change::Copy(from, count, to) => {
                    let (from, to) = (from.index(lines.len()), to.index(lines.len()));
                    let copied = &lines[from..lines.len().min(from + count)];
                    [&lines[..to], copied, &lines[to..]].concat().join("\n")
                }
                Change::Cut(at) => {
                    let (from, _) = words[at.index(words.len())];
                    text[..from].to_owned()
                }
            };
        }
        text
    }

    /// Generates from a document on a stack of its own.
    fn generate(text: &str, lenient: bool) -> Result<fixtures::Generated, Vec<Problem>> {
        let options = Options {
            lenient,
            examples: lenient,
            ..Options::default()
        };
        let text = text.to_owned();
        let work = move || fixtures::generate(&text, &options).map_err(|problems| problems.0);
        let thread = thread::Builder::new()
            .stack_size(STACK)
            .spawn(work)
            .unwrap();
        thread.join().expect("the generator panics")
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, max_shrink_iters: 400, ..ProptestConfig::default() })]

        #[test]
        fn every_document_gives_code_or_problems(
            document in any::<Index>(),
            changes in prop::collection::vec(change(), 1..6),
            lenient in any::<bool>(),
        ) {
            let text = changed(DOCUMENTS[document.index(DOCUMENTS.len())].clone(), &changes);
            match generate(&text, lenient) {
                Ok((lowered, files)) => {
                    for (path, contents) in &files {
                        prop_assert!(syn::parse_file(contents).is_ok(), "{path} is no Rust:\n{contents}\nof:\n{text}");
                    }
                    prop_assert!(lowered.coverage.operations_covered == lowered.coverage.operations, "{text}");
                    let (_, again) = generate(&text, lenient).unwrap();
                    prop_assert!(files == again, "another output for the same text:\n{text}");
                }
                Err(problems) => {
                    let has_error = problems.iter().any(|problem| problem.severity == specwright::Severity::Error);
                    prop_assert!(has_error, "{problems:?}\nof:\n{text}");
                    let is_placed = |problem: &Problem| problem.line > 0 && problem.pointer.starts_with('#');
                    prop_assert!(problems.iter().all(is_placed), "{problems:?}\nof:\n{text}");
                }
            }
        }
    }
}
