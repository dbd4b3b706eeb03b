//! Rule: a file begins with a doc comment (`//!`) that says what the file holds.

use syn::AttrStyle;

use super::finding::Finding;
use super::source::Source;

/// Rust files without a doc comment of their own. Inputs of tests need none, and a file that another one includes can have
/// none.
pub(crate) fn check(sources: &[Source]) -> Vec<Finding> {
    let files = sources
        .iter()
        .filter(|source| !source.is_fixture() && !is_included(source, sources));
    files
        .filter(|source| {
            let attributes = source.syntax.as_ref().map(|syntax| &syntax.attrs);
            attributes.is_some_and(|attributes| {
                !attributes.iter().any(|attribute| {
                    matches!(attribute.style, AttrStyle::Inner(_))
                        && attribute.path().is_ident("doc")
                })
            })
        })
        .map(|source| Finding {
            file: source.path.clone(),
            line: 1,
            message: "the file has no doc comment of its own".to_owned(),
            help: "begin it with `//!` and one sentence on what it holds".to_owned(),
        })
        .collect()
}

/// Whether another file takes this one in by `include!`.
fn is_included(source: &Source, sources: &[Source]) -> bool {
    sources.iter().any(|other| {
        let folder = other.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let below = source.path.strip_prefix(folder);
        let path = below.and_then(|below| below.strip_prefix('/'));
        path.is_some_and(|path| other.text.contains(&format!("include!(\"{path}\")")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_without_a_doc_comment() {
        let sources = [
            Source::new("a/src/with.rs", "//! A file.\nfn f() {}"),
            Source::new("a/src/without.rs", "// A file.\n/// A function.\nfn f() {}"),
            Source::new("tests/ui/pass/program.rs", "fn main() {}"),
            Source::new("README.md", "# A"),
            Source::new("a/benches/b.rs", "//! A bench.\ninclude!(\"b/part.rs\");"),
            Source::new("a/benches/b/part.rs", "// A part.\nfn f() {}"),
        ];
        let files: Vec<String> = check(&sources)
            .into_iter()
            .map(|finding| finding.file)
            .collect();
        assert_eq!(files, ["a/src/without.rs"]);
    }
}
