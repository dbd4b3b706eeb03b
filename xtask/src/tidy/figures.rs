//! `cargo xtask tidy --figures`: the size and shape of the code, as a table.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use super::functions::{Function, functions};
use super::length::{MAX_FILE, MAX_FUNCTION, file_lines};
use super::source::Source;
use super::{circles, imports, keys, roots, source};

/// The crates of the table: those whose code users compile or run.
const CRATES: [&str; 3] = ["generator", "runtime", "xtask"];

/// A body that has fewer lines than this is not counted as a duplicate.
const DUPLICATE_LINES: usize = 4;

/// The table for the repository at `root`, which can be an older checkout.
///
/// # Errors
/// A file or folder that cannot be read.
pub fn figures(root: &Path) -> io::Result<String> {
    let sources = source::read(root)?;
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{:<16} {:>9} {:>6} {:>4} {:>4} {:>7}  {:>5} {:>8} {:>7}  {:>10}  circles (files in each)",
        "crate",
        "functions",
        "median",
        "p90",
        "max",
        "over 60",
        "files",
        "over 500",
        "longest",
        "duplicates",
    );
    for name in CRATES {
        let all = format!("{name}/src/");
        row(&mut out, name, &all, &sources);
        for folder in folders(&all, &sources) {
            row(
                &mut out,
                &format!("  {}", folder.trim_start_matches(&all)),
                &folder,
                &sources,
            );
        }
    }
    let gets = sources
        .iter()
        .filter(|source| source.path.starts_with("generator/src/lower/"))
        .flat_map(|source| source.syntax.iter().flat_map(keys::gets))
        .count();
    let _ = writeln!(out, "\nraw .get(\"…\") in generator/src/lower: {gets}");
    let (lines, code) = generated_lines(&root.join("generated-client/src/generated"))?;
    let _ = writeln!(
        out,
        "generated client: {lines} lines, {code} without comments and blank lines"
    );
    Ok(out)
}

/// The folders right below a `src`, each with a `/` at its end.
fn folders(src: &str, sources: &[Source]) -> Vec<String> {
    let below = sources
        .iter()
        .filter_map(|source| source.path.strip_prefix(src));
    let mut folders: Vec<String> = below
        .filter_map(|rest| rest.split_once('/'))
        .map(|(folder, _)| format!("{src}{folder}/"))
        .collect();
    folders.dedup();
    folders
}

fn row(out: &mut String, name: &str, folder: &str, sources: &[Source]) {
    let files: Vec<&Source> = sources
        .iter()
        .filter(|source| source.is_rust() && source.path.starts_with(folder))
        .collect();
    let functions: Vec<Function> = files
        .iter()
        .flat_map(|source| source.syntax.iter().flat_map(functions))
        .collect();
    let mut lengths: Vec<usize> = functions.iter().map(|function| function.lines).collect();
    lengths.sort_unstable();
    let lines = files.iter().map(|source| file_lines(source));
    let _ = writeln!(
        out,
        "{name:<16} {:>9} {:>6} {:>4} {:>4} {:>7}  {:>5} {:>8} {:>7}  {:>10}  {}",
        lengths.len(),
        percentile(&lengths, 50),
        percentile(&lengths, 90),
        lengths.last().copied().unwrap_or_default(),
        lengths
            .iter()
            .filter(|lines| **lines > MAX_FUNCTION)
            .count(),
        files.len(),
        lines.clone().filter(|lines| *lines > MAX_FILE).count(),
        lines.max().unwrap_or_default(),
        duplicates(&functions),
        circles_in(folder, sources),
    );
}

/// The value below which so many in a hundred lie. The lengths are sorted.
fn percentile(lengths: &[usize], percent: usize) -> usize {
    let index = lengths.len().saturating_sub(1) * percent / 100;
    lengths.get(index).copied().unwrap_or_default()
}

/// How many functions have a body that an earlier one has, too.
fn duplicates(functions: &[Function]) -> usize {
    let mut bodies: BTreeMap<&str, usize> = BTreeMap::new();
    for function in functions
        .iter()
        .filter(|function| function.lines >= DUPLICATE_LINES)
    {
        *bodies.entry(&function.body).or_default() += 1;
    }
    bodies.values().map(|times| times - 1).sum()
}

/// `2 (9, 5)`: two circles, of nine files and of five. Those of a folder are those that it takes part in.
fn circles_in(folder: &str, sources: &[Source]) -> String {
    let roots = roots::roots(sources).filter(|root| folder.starts_with(parent(&root.path)));
    let mut sizes: Vec<usize> = Vec::new();
    for root in roots {
        let imports = imports::imports_of(root, sources);
        let circles = circles::circles(&imports.files);
        let inside = circles
            .into_iter()
            .filter(|circle| circle.iter().any(|file| file.starts_with(folder)));
        sizes.extend(inside.map(|circle| circle.len()));
    }
    let sizes: Vec<String> = sizes.iter().map(usize::to_string).collect();
    match sizes.as_slice() {
        [] => "0".to_owned(),
        sizes => format!("{} ({})", sizes.len(), sizes.join(", ")),
    }
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The lines of all Rust files below a folder: all, and those that are code.
fn generated_lines(folder: &Path) -> io::Result<(usize, usize)> {
    let mut sum = (0, 0);
    for entry in
        fs::read_dir(folder).map_err(|error| specwright::project::drift::at(folder, &error))?
    {
        let path = entry?.path();
        let (lines, code) = if path.is_dir() {
            generated_lines(&path)?
        } else {
            let text = fs::read_to_string(&path)
                .map_err(|error| specwright::project::drift::at(&path, &error))?;
            let code = text.lines().filter(|line| {
                let line = line.trim_start();
                !line.is_empty() && !line.starts_with("//")
            });
            (text.lines().count(), code.count())
        };
        sum = (sum.0 + lines, sum.1 + code);
    }
    Ok(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_and_duplicates() {
        let lengths: Vec<usize> = (1..=11).collect();
        assert_eq!(percentile(&lengths, 50), 6);
        assert_eq!(percentile(&lengths, 90), 10);
        assert_eq!(percentile(&[], 50), 0);

        let text = "\
fn a() {\n    one();\n    two();\n}
fn b() {\n    one(); two();\n\n}
fn c() {\n    one();\n    three();\n}
fn d() { one(); two(); }
";
        let functions = functions(&syn::parse_file(text).unwrap());
        assert_eq!(duplicates(&functions), 1);
    }

    #[test]
    fn circles_of_a_crate_and_of_a_folder() {
        let sources = [
            ("a/src/lib.rs", "mod x; mod y; mod z;"),
            ("a/src/x/mod.rs", "mod deep;"),
            ("a/src/x/deep.rs", "use crate::y::Y; pub struct X;"),
            ("a/src/y.rs", "use crate::x::deep::X; pub struct Y;"),
            ("a/src/z/mod.rs", "use crate::y::Y;"),
        ]
        .map(|(path, text)| Source::new(path, text));
        assert_eq!(folders("a/src/", &sources), ["a/src/x/", "a/src/z/"]);
        assert_eq!(circles_in("a/src/", &sources), "1 (2)");
        assert_eq!(circles_in("a/src/x/", &sources), "1 (2)");
        assert_eq!(circles_in("a/src/z/", &sources), "0");
    }
}
