//! A document on disk, with the files that it refers to.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use generator::{Parsed, Problems};

use crate::failure::Failure;
use crate::tree;

/// More files than any document has: references that lead from file to file without end stop here.
const MAX_FILES: usize = 1_000;

/// Reads the document at `spec`, and every file that it refers to. A file that is not there is left to the generator,
/// which says where it is wanted.
///
/// # Errors
/// A file that cannot be read, or is not valid YAML or JSON.
pub fn read(spec: &Path) -> Result<Parsed, Failure> {
    let text = fs::read_to_string(spec).map_err(|error| tree::at(spec, &error))?;
    let name = spec.file_name().unwrap_or_default().to_string_lossy();
    let mut parsed = generator::parse(&text)?.called(&name);
    let folder = spec.parent().unwrap_or(Path::new(""));
    let mut missing: BTreeSet<String> = BTreeSet::new();
    let mut files = 0;
    loop {
        let wanted = parsed
            .references()
            .into_iter()
            .find(|path| !missing.contains(path));
        let Some(path) = wanted.filter(|_| files < MAX_FILES) else {
            return Ok(parsed);
        };
        files += 1;
        let file = folder.join(&path);
        match fs::read_to_string(&file) {
            Ok(text) => parsed.add(
                &path,
                generator::parse(&text).map_err(|problems| within(&path, problems))?,
            ),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                missing.insert(path);
            }
            Err(error) => return Err(tree::at(&file, &error).into()),
        }
    }
}

/// The same problems, in another file than the document.
fn within(path: &str, problems: Problems) -> Problems {
    let problems = problems.0.into_iter().map(|problem| generator::Problem {
        file: Some(path.to_owned()),
        ..problem
    });
    Problems(problems.collect())
}
