//! The pairs of documents that are compared.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use specwright::Failure;
use specwright::command::changes::{Arguments, Defaults, Side, sides};
use specwright::project::drift;
use specwright::project::place::Place;

/// The names of the older and the newer document of a pair.
const NAMES: [(&str, &str); 2] = [("old.yaml", "new.yaml"), ("base.yaml", "revision.yaml")];

/// Two documents.
pub(super) struct Pair {
    /// The name of their folder; empty if they are named by options.
    pub(super) name: String,
    pub(super) old: Side,
    pub(super) new: Side,
}

/// The pairs of a folder, or that of the options.
pub(super) fn pairs(
    arguments: &Arguments,
    defaults: &Defaults,
    folder: Option<&Path>,
) -> Result<Vec<Pair>, Failure> {
    let Some(folder) = folder else {
        let (old, new) = sides(arguments, defaults)?;
        let name = String::new();
        return Ok(vec![Pair { name, old, new }]);
    };
    let mut folders: Vec<PathBuf> = vec![folder.to_owned()];
    for entry in fs::read_dir(folder).map_err(|error| drift::at(folder, &error))? {
        folders.push(entry.map_err(|error| drift::at(folder, &error))?.path());
    }
    folders.sort();
    let mut pairs = Vec::new();
    for folder in folders {
        let files = NAMES.map(|(old, new)| (folder.join(old), folder.join(new)));
        let found = files
            .into_iter()
            .find(|(old, new)| old.is_file() && new.is_file());
        let Some((old, new)) = found else {
            continue;
        };
        let name = folder.file_name().unwrap_or_default();
        pairs.push(Pair {
            name: name.to_string_lossy().into_owned(),
            old: Side::new(Place::Disk, old, None)?,
            new: Side::new(Place::Disk, new, None)?,
        });
    }
    if pairs.is_empty() {
        let message = format!(
            "{}: there is no folder with `old.yaml` and `new.yaml` in it",
            folder.display()
        );
        return Err(io::Error::other(message).into());
    }
    Ok(pairs)
}
