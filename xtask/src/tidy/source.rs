//! The files of the repository, read and parsed once for all rules.

use std::fs;
use std::io;
use std::path::Path;

use syn::Item;
use syn::spanned::Spanned;

use specwright::project::drift::{self, MARK};

/// One file that people write.
pub(crate) struct Source {
    /// The path below the root, with `/` between its parts.
    pub(crate) path: String,
    pub(crate) text: String,
    /// The syntax tree of a Rust file, below `src` without its tests. A file that does not parse has none: the compiler
    /// reports it.
    pub(crate) syntax: Option<syn::File>,
    /// The lines of the tests that the tree is without.
    pub(crate) test_lines: usize,
}

/// Folders that hold only files that a command writes.
const SKIPPED: [&str; 3] = ["generated", "node_modules", "target"];

/// Hidden folders that are read all the same.
const HIDDEN: [&str; 3] = [".cargo", ".ci", ".github"];

impl Source {
    pub(crate) fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let (path, text) = (path.into(), text.into());
        let syntax = path
            .ends_with(".rs")
            .then(|| syn::parse_file(&text).ok())
            .flatten();
        let mut source = Self {
            path,
            text,
            syntax,
            test_lines: 0,
        };
        if source.is_in_src() {
            source.remove_tests();
        }
        source
    }

    /// Removes the items that are compiled for tests only.
    fn remove_tests(&mut self) {
        let Some(syntax) = &mut self.syntax else {
            return;
        };
        syntax.items.retain(|item| {
            if !is_test(item) {
                return true;
            }
            self.test_lines += item.span().end().line - item.span().start().line + 1;
            false
        });
    }

    pub(crate) fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// Whether this is an input of a test, and not code of the repository: a document, or a small program.
    pub(crate) fn is_fixture(&self) -> bool {
        ["tests/fixtures/", "tests/versions/", "tests/ui/"]
            .iter()
            .any(|folder| self.path.starts_with(folder))
    }

    /// The package that the file belongs to: the folder above `src`, `tests`, `benches` or `examples`.
    pub(crate) fn package(&self) -> Option<&str> {
        let mut ends = self.path.match_indices('/').map(|(index, _)| index);
        ends.find_map(|end| {
            let (package, rest) = self.path.split_at_checked(end)?;
            ["/src/", "/tests/", "/benches/", "/examples/"]
                .iter()
                .any(|part| rest.starts_with(part))
                .then_some(package)
        })
    }

    /// Whether the file is below the `src` of its package.
    pub(crate) fn is_in_src(&self) -> bool {
        self.package()
            .and_then(|package| self.path.strip_prefix(package))
            .is_some_and(|rest| rest.starts_with("/src/"))
    }
}

/// Reads every file below `root` that people write: Rust, Markdown, TOML, YAML, and the scripts of `.ci`.
pub(crate) fn read(root: &Path) -> io::Result<Vec<Source>> {
    let mut sources = Vec::new();
    read_folder(root, "", &mut sources)?;
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(sources)
}

fn read_folder(folder: &Path, below: &str, sources: &mut Vec<Source>) -> io::Result<()> {
    for entry in fs::read_dir(folder).map_err(|error| drift::at(folder, &error))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{below}{name}");
        if entry.file_type()?.is_dir() {
            let is_hidden = name.starts_with('.') && !HIDDEN.contains(&name.as_str());
            if !is_hidden && !SKIPPED.contains(&name.as_str()) {
                read_folder(&entry.path(), &format!("{path}/"), sources)?;
            }
        } else if is_read(&path) {
            let bytes = fs::read(entry.path()).map_err(|error| drift::at(&entry.path(), &error))?;
            let text = String::from_utf8_lossy(&bytes).into_owned();
            if !text.starts_with(MARK) {
                sources.push(Source::new(path, text));
            }
        }
    }
    Ok(())
}

/// Whether an item has the attribute `#[cfg(test)]`.
fn is_test(item: &Item) -> bool {
    let attributes = match item {
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => return false,
    };
    attributes.iter().any(|attribute| {
        let list = attribute.meta.require_list();
        attribute.path().is_ident("cfg") && list.is_ok_and(|list| list.tokens.to_string() == "test")
    })
}

fn is_read(path: &str) -> bool {
    let ends = [".rs", ".md", ".toml", ".yaml", ".yml"];
    path.starts_with(".ci/") || ends.iter().any(|end| path.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_and_hidden_files_are_not_read() {
        let root = tempfile("sources");
        for (path, text) in [
            ("a/src/lib.rs", "//! A."),
            ("a/src/listed.rs", "// Generated by a command"),
            ("a/src/generated/mod.rs", "//! Generated."),
            ("target/b.rs", ""),
            (".git/c.md", ""),
            (".ci/run", "#!/bin/sh"),
            ("d.json", "{}"),
            ("README.md", "# D"),
        ] {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let sources = read(&root).unwrap();
        let paths: Vec<&str> = sources.iter().map(|source| source.path.as_str()).collect();
        assert_eq!(paths, [".ci/run", "README.md", "a/src/lib.rs"]);
    }

    /// An empty folder of its own for a test.
    fn tempfile(name: &str) -> std::path::PathBuf {
        let folder = std::env::temp_dir().join(format!("tidy-{name}-{}", std::process::id()));
        drop(fs::remove_dir_all(&folder));
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn tests_below_src_are_removed() {
        let text = "//! A.\nfn a() {}\n\n#[cfg(test)]\nmod tests {\n    use super::*;\n}\n";
        let (code, test) = (
            Source::new("a/src/a.rs", text),
            Source::new("a/tests/a.rs", text),
        );
        let items = |source: &Source| source.syntax.as_ref().unwrap().items.len();
        assert_eq!((items(&code), code.test_lines), (1, 4));
        assert_eq!((items(&test), test.test_lines), (2, 0));
    }

    #[test]
    fn packages_and_parts_of_files() {
        let package = |path: &str| Source::new(path, "").package().map(str::to_owned);
        assert_eq!(package("runtime/src/lib.rs").as_deref(), Some("runtime"));
        assert_eq!(
            package("tests/tests/wire/main.rs").as_deref(),
            Some("tests")
        );
        assert_eq!(
            package("tests/server/src/lib.rs").as_deref(),
            Some("tests/server")
        );
        assert_eq!(package("README.md"), None);
        assert!(Source::new("runtime/src/a/b.rs", "").is_in_src());
        assert!(!Source::new("runtime/tests/it/main.rs", "").is_in_src());
    }
}
