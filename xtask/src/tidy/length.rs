//! Rule: a file has at most 500 lines, and a function at most 60.

use super::allowed::Allowed;
use super::finding::Finding;
use super::functions::functions;
use super::source::Source;

/// The longest file, without its inline module of tests.
pub(crate) const MAX_FILE: usize = 500;

/// The longest function, from its signature to its closing brace.
pub(crate) const MAX_FUNCTION: usize = 60;

/// The lines of a file that count.
pub(crate) fn file_lines(source: &Source) -> usize {
    source.text.lines().count() - source.test_lines
}

/// Files and functions that are too long, and exceptions that are not needed.
pub(crate) fn check(sources: &[Source], allowed: &[Allowed]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut is_used = vec![false; allowed.len()];
    let mut is_allowed = |file: &str, function: Option<&str>| {
        let entry = allowed
            .iter()
            .position(|entry| entry.file == file && entry.function == function);
        entry
            .and_then(|entry| is_used.get_mut(entry))
            .map(|is_used| *is_used = true)
            .is_some()
    };
    for source in sources
        .iter()
        .filter(|source| source.is_rust() && source.is_in_src())
    {
        let lines = file_lines(source);
        if lines > MAX_FILE && !is_allowed(&source.path, None) {
            findings.push(Finding {
                file: source.path.clone(),
                line: 1,
                message: format!("the file has {lines} lines, and at most {MAX_FILE} are allowed"),
                help: help("split it by idea"),
            });
        }
        for function in source.syntax.iter().flat_map(functions) {
            let (name, lines) = (&function.name, function.lines);
            if lines > MAX_FUNCTION && !is_allowed(&source.path, Some(name)) {
                findings.push(Finding {
                    file: source.path.clone(),
                    line: function.line,
                    message: format!(
                        "the function `{name}` has {lines} lines, and at most {MAX_FUNCTION} are allowed"
                    ),
                    help: help("give a part of it a name of its own"),
                });
            }
        }
    }
    let entries = allowed.iter().zip(is_used);
    findings.extend(
        entries
            .filter(|(_, is_used)| !is_used)
            .map(|(entry, _)| unneeded(entry)),
    );
    findings
}

fn help(what: &str) -> String {
    format!("{what}, or allow it with a reason in xtask/src/tidy/allowed.rs")
}

fn unneeded(entry: &Allowed) -> Finding {
    let what = match entry.function {
        Some(function) => format!("the function `{function}`"),
        None => "the file".to_owned(),
    };
    Finding {
        file: entry.file.to_owned(),
        line: 1,
        message: format!(
            "{what} is allowed to be long ({}), and is not long",
            entry.reason
        ),
        help: "remove the entry from xtask/src/tidy/allowed.rs".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn long(lines: usize) -> String {
        format!(
            "//! A.\n\nfn long() {{\n{}}}\n",
            "    step();\n".repeat(lines - 2)
        )
    }

    fn messages(sources: &[Source], allowed: &[Allowed]) -> Vec<String> {
        let findings = check(sources, allowed);
        findings
            .into_iter()
            .map(|finding| format!("{}:{}: {}", finding.file, finding.line, finding.message))
            .collect()
    }

    #[test]
    fn long_functions_and_files() {
        let sources = [
            Source::new("a/src/fits.rs", long(60)),
            Source::new("a/src/long.rs", long(498)),
            Source::new("a/src/longer.rs", long(499)),
            Source::new("a/tests/it.rs", long(600)),
            Source::new(
                "b/src/tested.rs",
                format!(
                    "{}#[cfg(test)]\nmod tests {{\n{}}}\n",
                    long(60),
                    "\n".repeat(500)
                ),
            ),
        ];
        assert_eq!(
            messages(&sources, &[]),
            [
                "a/src/long.rs:3: the function `long` has 498 lines, and at most 60 are allowed",
                "a/src/longer.rs:1: the file has 501 lines, and at most 500 are allowed",
                "a/src/longer.rs:3: the function `long` has 499 lines, and at most 60 are allowed",
            ]
        );
    }

    #[test]
    fn an_exception_is_used_or_an_error() {
        let entry = |function| Allowed {
            file: "a/src/long.rs",
            function,
            reason: "it is a table",
        };
        let sources = [Source::new("a/src/long.rs", long(61))];
        assert_eq!(messages(&sources, &[entry(Some("long"))]), [""; 0]);
        assert_eq!(
            messages(&sources, &[entry(Some("long")), entry(None)]),
            ["a/src/long.rs:1: the file is allowed to be long (it is a table), and is not long"]
        );
    }
}
