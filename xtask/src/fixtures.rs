//! `cargo xtask fixtures`: the expected output of every small document under `tests/fixtures`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use generator::Options;

use crate::codegen::generate_parsed;
use crate::failure::Failure;
use crate::sources;
use crate::tree::{self, Drift, Files};

/// The folders in `tests/fixtures`, sorted.
///
/// # Errors
/// A folder that cannot be read.
pub fn folders(root: &Path) -> io::Result<Vec<PathBuf>> {
    let fixtures = root.join("tests/fixtures");
    let mut folders = Vec::new();
    for entry in fs::read_dir(&fixtures).map_err(|error| tree::at(&fixtures, &error))? {
        let path = entry?.path();
        if path.join("spec.yaml").is_file() {
            folders.push(path);
        }
    }
    folders.sort();
    Ok(folders)
}

/// The options for the document of a fixture: `lenient_…` is read in lenient mode.
#[must_use]
pub fn options(folder: &Path) -> Options {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    Options {
        lenient: name.starts_with("lenient_"),
        ..Options::default()
    }
}

/// Generates from the document of one fixture, and compares with its expected output: the files in `generated`, and the
/// problems in `problems.txt`.
///
/// # Errors
/// A file that cannot be read.
pub fn fixture(folder: &Path) -> io::Result<[Drift; 2]> {
    let spec = folder.join("spec.yaml");
    let generated =
        sources::read(&spec).and_then(|parsed| Ok(generate_parsed(parsed, &options(folder))?));
    let (files, problems) = match generated {
        Ok((lowered, files)) => (files, generator::Problems(lowered.degradations)),
        Err(Failure::Document(problems)) => (Files::new(), problems),
        Err(Failure::Io(error)) => return Err(error),
    };
    let said = if problems.0.is_empty() {
        Files::new()
    } else {
        Files::from([("problems.txt".to_owned(), problems.render("spec.yaml"))])
    };
    let generated = tree::compare(&folder.join("generated"), &files)?;
    Ok([
        generated,
        tree::compare_only(folder, &said, &["problems.txt"])?,
    ])
}
