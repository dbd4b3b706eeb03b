//! The roots of the crates of the repository.

use super::source::Source;

/// The files that are the root of a crate: libraries, programs, tests, benches and examples.
pub(crate) fn roots(sources: &[Source]) -> impl Iterator<Item = &Source> {
    sources
        .iter()
        .filter(|source| source.is_rust() && !source.is_fixture() && is_root(source))
}

fn is_root(source: &Source) -> bool {
    let rest = source
        .package()
        .and_then(|package| source.path.strip_prefix(package));
    let parts: Vec<&str> = rest.unwrap_or_default().split('/').skip(1).collect();
    match parts.as_slice() {
        ["src", file] => ["lib.rs", "main.rs"].contains(file),
        ["src", "bin", _] | ["tests" | "benches" | "examples", _] => true,
        ["tests" | "benches" | "examples", _, "main.rs"] => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roots_of_every_kind() {
        let sources = [
            "a/src/lib.rs",
            "a/src/other.rs",
            "a/src/bin/tool.rs",
            "a/tests/one.rs",
            "a/tests/many/main.rs",
            "a/tests/many/part.rs",
            "tests/server/src/lib.rs",
            "tests/ui/pass/program.rs",
        ]
        .map(|path| Source::new(path, ""));
        let found: Vec<&str> = roots(&sources).map(|source| source.path.as_str()).collect();
        let expected = [
            "a/src/lib.rs",
            "a/src/bin/tool.rs",
            "a/tests/one.rs",
            "a/tests/many/main.rs",
            "tests/server/src/lib.rs",
        ];
        assert_eq!(found, expected);
    }
}
