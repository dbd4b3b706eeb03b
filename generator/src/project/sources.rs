//! A document on disk, with its overlays and the files that it refers to.

use std::collections::BTreeSet;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::failure::Failure;
use super::paths::{path_between, real};
use super::place::Place;
use crate::document::decode::decode;
use crate::document::parse::{Parsed, parse};
use crate::problem::{Problem, Problems};

/// More files than any document has: references that lead from file to file without end stop here.
const MAX_FILES: usize = 1_000;

/// The path that stands for the standard input.
const STDIN: &str = "-";

/// Returns the overlays of a document: the files of the folder `overlays` beside it, in the order of their names.
///
/// # Errors
/// A folder that cannot be read.
pub fn overlays(place: &Place, spec: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = place.list(&folder_of(spec).join("overlays"))?;
    files.retain(|file| {
        let end = file.extension().and_then(|end| end.to_str());
        matches!(end, Some("yaml" | "yml" | "json"))
    });
    Ok(files)
}

/// Reads the document at `spec`, applies `overlays` in their order, and reads every file that it then refers to. A file
/// that is not there is left to the generator, which says where it is wanted.
///
/// # Errors
/// A file that cannot be read, or is not valid YAML or JSON, and an overlay that does not fit the document.
pub fn read(place: &Place, spec: &Path, overlays: &[PathBuf]) -> Result<Parsed, Failure> {
    read_all(place, spec, overlays).map(|(parsed, _)| parsed)
}

/// Reads a document as [`read`] does. Returns also the paths of all files that were read.
pub(super) fn read_all(
    place: &Place,
    spec: &Path,
    overlays: &[PathBuf],
) -> Result<(Parsed, Vec<PathBuf>), Failure> {
    let mut read = vec![spec.to_owned()];
    read.extend_from_slice(overlays);
    if matches!(place, Place::Disk) && spec.is_dir() {
        let message = format!(
            "{}: this is a folder; give the document in it",
            spec.display()
        );
        return Err(io::Error::new(io::ErrorKind::IsADirectory, message).into());
    }
    let text = decode(file(place, spec)?)?;
    let name = spec.file_name().unwrap_or_default().to_string_lossy();
    let mut parsed = parse(&text)?.called(&name);
    let folder = folder_of(spec);
    for overlay in overlays {
        let path = from_folder(folder, overlay)?;
        let text = decode(file(place, overlay)?).map_err(|problems| within(&path, problems))?;
        parsed.overlay(&path, &text)?;
    }
    let mut missing: BTreeSet<String> = BTreeSet::new();
    let mut files = 0;
    loop {
        let wanted = parsed
            .references()
            .into_iter()
            .find(|path| !missing.contains(path));
        let Some(path) = wanted.filter(|_| files < MAX_FILES) else {
            return Ok((parsed, read));
        };
        files += 1;
        match place.read(&folder.join(&path))? {
            Some(bytes) => {
                read.push(folder.join(&path));
                let other = decode(bytes).and_then(|text| parse(&text));
                parsed.add(&path, other.map_err(|problems| within(&path, problems))?);
            }
            None => {
                missing.insert(path);
            }
        }
    }
}

/// Reads a file that has to be there.
fn file(place: &Place, path: &Path) -> io::Result<Vec<u8>> {
    if matches!(place, Place::Disk) && path == Path::new(STDIN) {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    if let Some(message) = not_a_file(path) {
        return Err(io::Error::other(message));
    }
    place.read(path)?.ok_or_else(|| {
        let message = match place {
            Place::Disk => format!("{}: there is no such file", path.display()),
            Place::Revision(revision) => {
                format!(
                    "{}: there is no such file in {}",
                    path.display(),
                    revision.name
                )
            }
        };
        io::Error::new(io::ErrorKind::NotFound, message)
    })
}

/// The reason why an address is not read.
fn not_a_file(path: &Path) -> Option<String> {
    let address = path.to_str()?;
    let is_address = ["http://", "https://"]
        .iter()
        .any(|scheme| address.to_ascii_lowercase().starts_with(scheme));
    is_address.then(|| {
        format!(
            "{address}: addresses are not read, so that the same files give the same client; download the document first (`curl --fail --output openapi.yaml {address}`), and keep it in your repository, where its changes can be reviewed"
        )
    })
}

/// The folder that a document is in.
fn folder_of(spec: &Path) -> &Path {
    spec.parent().unwrap_or(Path::new(""))
}

/// The path of a file from a folder, with `/` between its parts.
fn from_folder(folder: &Path, file: &Path) -> io::Result<String> {
    let path = match file.strip_prefix(folder) {
        Ok(path) => path.to_owned(),
        Err(_) => path_between(&real(folder)?, &real(file)?),
    };
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    Ok(parts.join("/"))
}

/// The same problems, in another file than the document.
fn within(path: &str, problems: Problems) -> Problems {
    let problems = problems.0.into_iter().map(|problem| Problem {
        file: Some(path.to_owned()),
        ..problem
    });
    Problems(problems.collect())
}
