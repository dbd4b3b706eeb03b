//! Rule: a path that the documentation names exists.

use std::path::Path;

use super::finding::Finding;
use super::source::Source;

/// A path is recognized by its first folder.
const FOLDERS: [&str; 9] = [
    ".ci/",
    ".github/",
    "docs/",
    "generated-client/",
    "generator/",
    "runtime/",
    "spec/",
    "tests/",
    "xtask/",
];

/// Paths in backticks that are neither a file nor a folder below `root`.
pub(crate) fn check(root: &Path, sources: &[Source]) -> Vec<Finding> {
    let documents = sources
        .iter()
        .filter(|source| source.path.ends_with(".md") && source.path != "CHANGELOG.md");
    let mut findings = Vec::new();
    for source in documents {
        for (index, line) in source.text.lines().enumerate() {
            let missing = paths(line).filter(|path| !root.join(path).exists());
            findings.extend(missing.map(|path| Finding {
                file: source.path.clone(),
                line: index + 1,
                message: format!("`{path}` does not exist"),
                help: "name the file that is meant".to_owned(),
            }));
        }
    }
    findings
}

/// The paths in backticks of a line. One with a placeholder stands for several, and is left out.
fn paths(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2).filter(|text| {
        FOLDERS.iter().any(|folder| text.starts_with(folder))
            && !text.contains(['<', '*', '{', '…', ' '])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_a_line() {
        let line = "See `runtime/src/lib.rs`, `tests/fixtures/<construct>/spec.yaml`, `src/lib.rs` and `docs/`.";
        let found: Vec<&str> = paths(line).collect();
        assert_eq!(found, ["runtime/src/lib.rs", "docs/"]);
    }

    #[test]
    fn missing_paths_are_found() {
        let source = Source::new("README.md", "# A\n\n`tests/b.rs` and `xtask/src/lib.rs`.\n");
        let findings = check(&crate::repository(), &[source]);
        let found: Vec<_> = findings
            .iter()
            .map(|finding| (finding.line, finding.message.as_str()))
            .collect();
        assert_eq!(found, [(3, "`tests/b.rs` does not exist")]);
    }
}
