//! `cargo xtask tidy`: the rules of the repository that no other tool knows.
//!
//! Each rule is a file here: `length`, `circles`, `imports` (none through the re-exports of a `lib.rs`), `docs`, `words`,
//! `keys` and `paths`. They read the files that people
//! write; what a command generates is left out, and so are fixtures where it matters.

mod allowed;
mod circles;
mod docs;
pub mod figures;
mod finding;
mod functions;
mod imports;
mod keys;
mod length;
mod modules;
mod paths;
mod roots;
mod source;
pub mod timings;
mod words;

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

pub use self::finding::Finding;
use self::imports::Files;
use self::source::Source;

/// Everything below `root` that breaks a rule, in the order of the files.
///
/// # Errors
/// A file or folder that cannot be read.
pub fn check(root: &Path) -> io::Result<Vec<Finding>> {
    let sources = source::read(root)?;
    let mut findings = length::check(&sources, allowed::ALLOWED);
    findings.extend(import_findings(&sources));
    findings.extend(docs::check(&sources));
    findings.extend(words::check(&sources));
    findings.extend(keys::check(&sources));
    findings.extend(paths::check(root, &sources));
    findings.sort();
    Ok(findings)
}

/// Rules: no two files of a crate import each other, by way of others either; and none imports through the re-exports
/// of its `lib.rs`.
fn import_findings(sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for root in roots::roots(sources) {
        let imports = imports::imports_of(root, sources);
        for circle in circles::circles(&imports.files) {
            findings.extend(circle_finding(&imports.files, &circle));
        }
        findings.extend(
            imports
                .through_root
                .into_iter()
                .map(|(file, place)| Finding {
                    file,
                    line: place.line,
                    message: format!("`{}` is imported through {}", place.path, root.path),
                    help: "import it from the module that defines it".to_owned(),
                }),
        );
    }
    findings
}

fn circle_finding(imports: &Files, circle: &[&str]) -> Option<Finding> {
    let mut arrows = Vec::new();
    for file in circle {
        let places: BTreeMap<_, _> = imports.get(*file)?.iter().collect();
        for (to, place) in places
            .into_iter()
            .filter(|(to, _)| circle.contains(&to.as_str()))
        {
            arrows.push((*file, to, place));
        }
    }
    let (file, _, first) = arrows.first()?;
    let lines = arrows.iter().map(|(from, to, place)| {
        format!(
            "\n    {from}:{} imports `{}` of {to}",
            place.line, place.path
        )
    });
    Some(Finding {
        file: (*file).to_owned(),
        line: first.line,
        message: format!(
            "{} files import one another:{}",
            circle.len(),
            lines.collect::<String>()
        ),
        help: "move what both sides need to a file below them".to_owned(),
    })
}
