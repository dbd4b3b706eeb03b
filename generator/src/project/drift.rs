//! A folder of generated files: compared with the files that it should hold, and repaired.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use similar::TextDiff;

/// Files by their path below the folder, parts joined by `/`.
pub type Files = BTreeMap<String, String>;

/// The beginning of every generated file.
pub const MARK: &str = "// Generated ";

/// The differences between a folder and the files that it should hold.
#[derive(Debug)]
pub struct Drift {
    folder: PathBuf,
    changes: Vec<Change>,
}

/// One file that is not as it should be.
#[derive(Debug)]
struct Change {
    path: String,
    /// The text that is there, if the file exists.
    old: Option<String>,
    /// The text that should be there, if the file should exist.
    new: Option<String>,
}

/// Compares `folder` with the files that it should hold. A folder that is not there holds none.
///
/// # Errors
/// A file or folder that cannot be read, and a file that was not generated: it would be removed.
pub fn compare(folder: &Path, wanted: &Files) -> io::Result<Drift> {
    let mut found = BTreeMap::new();
    read(folder, "", &mut found)?;
    let strange = found
        .iter()
        .find(|(path, text)| !wanted.contains_key(*path) && !text.starts_with(MARK));
    if let Some((path, _)) = strange {
        let message = format!(
            "{} was not generated, and everything else in this folder is: move it away, or name another folder",
            folder.join(path).display()
        );
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, message));
    }
    Ok(differences(folder, &found, wanted))
}

/// Compares the files `owned` of a folder, and leaves its other files alone.
///
/// # Errors
/// A file that cannot be read.
pub fn compare_only(folder: &Path, wanted: &Files, owned: &[&str]) -> io::Result<Drift> {
    let mut found = BTreeMap::new();
    for name in owned {
        let path = folder.join(name);
        match fs::read_to_string(&path) {
            Ok(text) => {
                found.insert((*name).to_owned(), text);
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(at(&path, &error)),
        }
    }
    Ok(differences(folder, &found, wanted))
}

fn differences(folder: &Path, found: &Files, wanted: &Files) -> Drift {
    let paths: BTreeSet<&String> = found.keys().chain(wanted.keys()).collect();
    let changes = paths
        .into_iter()
        .map(|path| Change {
            path: path.clone(),
            old: found.get(path).cloned(),
            new: wanted.get(path).cloned(),
        })
        .filter(|change| change.old != change.new)
        .collect();
    Drift {
        folder: folder.to_owned(),
        changes,
    }
}

fn read(folder: &Path, below: &str, files: &mut Files) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries.map_err(|error| at(folder, &error))?,
    };
    for entry in entries {
        let entry = entry?;
        let path = format!("{below}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            read(&entry.path(), &format!("{path}/"), files)?;
        } else {
            let bytes = fs::read(entry.path()).map_err(|error| at(&entry.path(), &error))?;
            files.insert(path, String::from_utf8_lossy(&bytes).into_owned());
        }
    }
    Ok(())
}

/// An error that says which file it is about.
pub fn at(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

impl Drift {
    /// Whether the folder is as it should be.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.changes.is_empty()
    }

    /// Leaves out files that are written by another part of the same folder.
    pub(super) fn without(mut self, files: &Files) -> Self {
        self.changes
            .retain(|change| !files.contains_key(&change.path));
        self
    }

    /// The number of files that are to be written, and of those to be removed.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        let written = self
            .changes
            .iter()
            .filter(|change| change.new.is_some())
            .count();
        (written, self.changes.len() - written)
    }

    /// Brings the folder to what it should hold, as [`repair`] does.
    ///
    /// # Errors
    /// A file or folder that cannot be written or removed.
    pub fn repair(&self) -> io::Result<()> {
        repair(&[self])
    }

    /// The differences as a unified diff, from what is there to what should be.
    #[must_use]
    pub fn diff(&self) -> String {
        self.changes.iter().map(Change::diff).collect()
    }
}

/// One line for each file: `changed  models/story.rs`.
impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = self.changes.iter().map(|change| {
            let what = match (&change.old, &change.new) {
                (None, _) => "new",
                (_, None) => "removed",
                _ => "changed",
            };
            format!("  {what:<8} {}", change.path)
        });
        f.write_str(&lines.collect::<Vec<_>>().join("\n"))
    }
}

impl Change {
    fn diff(&self) -> String {
        let (old, new) = (
            self.old.as_deref().unwrap_or_default(),
            self.new.as_deref().unwrap_or_default(),
        );
        let name = |side: &str, there: bool| {
            if there {
                format!("{side}/{}", self.path)
            } else {
                "/dev/null".to_owned()
            }
        };
        let (from, to) = (name("a", self.old.is_some()), name("b", self.new.is_some()));
        TextDiff::from_lines(old, new)
            .unified_diff()
            .context_radius(3)
            .header(&from, &to)
            .to_string()
    }
}

/// Brings folders to what they should hold: writes what differs and removes what does not belong there. Files that are
/// right already are not touched.
///
/// All files are written beside their places first, and then moved there. If one cannot be written, those beside are
/// removed, and nothing has changed.
///
/// # Errors
/// A file or folder that cannot be written or removed.
pub fn repair(drifts: &[&Drift]) -> io::Result<()> {
    let changes = || {
        let drifts = drifts.iter();
        drifts.flat_map(|drift| drift.changes.iter().map(|change| (&drift.folder, change)))
    };
    let written =
        || changes().filter_map(|(folder, change)| Some((folder, change, change.new.as_ref()?)));
    for (folder, change, text) in written() {
        let path = folder.join(&change.path);
        if let Err(error) = write_beside(&path, text) {
            for (folder, change, _) in written() {
                let path = folder.join(&change.path);
                drop(fs::remove_file(beside(&path)));
                remove_empty(path.parent(), folder);
            }
            return Err(at(&path, &error));
        }
    }
    for (folder, change) in changes() {
        let path = folder.join(&change.path);
        match &change.new {
            Some(_) => fs::rename(beside(&path), &path).map_err(|error| at(&path, &error))?,
            None => {
                fs::remove_file(&path).map_err(|error| at(&path, &error))?;
                remove_empty(path.parent(), folder);
            }
        }
    }
    Ok(())
}

/// The path of a file until it is moved to its place.
fn beside(path: &Path) -> PathBuf {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    PathBuf::from(beside)
}

fn write_beside(path: &Path, text: &str) -> io::Result<()> {
    let beside = beside(path);
    match fs::write(&beside, text) {
        // Only the first file of a folder comes here.
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(&beside, text)
        }
        written => written,
    }
}

/// Removes folders that a removed file leaves empty, up to but not including `root`.
fn remove_empty(folder: Option<&Path>, root: &Path) {
    let mut folder = folder;
    while let Some(empty) = folder.filter(|folder| *folder != root && folder.starts_with(root)) {
        // Refused where something is left in it, which is what ends this.
        if fs::remove_dir(empty).is_err() {
            return;
        }
        folder = empty.parent();
    }
}
