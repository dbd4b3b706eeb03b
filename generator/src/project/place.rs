//! Where files are read: on disk, or in a revision of a git repository.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::drift;

/// Where files are read.
#[derive(Clone, Debug)]
pub enum Place {
    /// On disk.
    Disk,
    /// In a revision. Paths count from the root of the repository.
    Revision(Revision),
}

/// A revision of a git repository.
#[derive(Clone, Debug)]
pub struct Revision {
    /// The root of the repository.
    pub root: PathBuf,
    /// The revision, as git takes it.
    pub name: String,
}

impl Place {
    /// Reads a file; `None` if it is not there.
    ///
    /// # Errors
    /// A file that cannot be read, or a git that fails for another reason than that.
    pub fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        match self {
            Self::Disk => match fs::read(path) {
                Ok(bytes) => Ok(Some(bytes)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
                Err(error) => Err(drift::at(path, &error)),
            },
            Self::Revision(revision) => {
                let object = format!("{}:{}", revision.name, slashed(path));
                let is_there = git(&revision.root, ["cat-file", "-e", &object]);
                match is_there {
                    Ok(_) => git(&revision.root, ["show", &object]).map(Some),
                    Err(error) if error.kind() == io::ErrorKind::NotFound => Err(error),
                    Err(_) => Ok(None),
                }
            }
        }
    }

    /// Lists the files of a folder, sorted; none if it is not there.
    ///
    /// # Errors
    /// A folder that cannot be read, or a git that is not there.
    pub fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let mut files = Vec::new();
        match self {
            Self::Disk => {
                let entries = match fs::read_dir(folder) {
                    Ok(entries) => entries,
                    Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(files),
                    Err(error) => return Err(drift::at(folder, &error)),
                };
                for entry in entries {
                    files.push(entry.map_err(|error| drift::at(folder, &error))?.path());
                }
            }
            Self::Revision(revision) => {
                let folder = format!("{}/", slashed(folder));
                let arguments = [
                    "ls-tree",
                    "--name-only",
                    "-z",
                    &revision.name,
                    "--",
                    &folder,
                ];
                let listed = git(&revision.root, arguments)?;
                let listed = String::from_utf8_lossy(&listed).into_owned();
                files.extend(
                    listed
                        .split('\0')
                        .filter(|name| !name.is_empty())
                        .map(PathBuf::from),
                );
            }
        }
        files.sort();
        Ok(files)
    }
}

/// A path with `/` between its parts, without `.` and, as far as possible, `..`.
fn slashed(path: &Path) -> String {
    let mut parts: Vec<String> = Vec::new();
    for part in path.components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir if parts.last().is_some_and(|last| last != "..") => {
                parts.pop();
            }
            part => parts.push(part.as_os_str().to_string_lossy().into_owned()),
        }
    }
    parts.join("/")
}

/// Runs git in a folder. Returns what it printed.
///
/// # Errors
/// - [`NotFound`](io::ErrorKind::NotFound): there is no git.
/// - Everything else: what git says.
pub fn git<S: AsRef<OsStr>>(
    folder: &Path,
    arguments: impl IntoIterator<Item = S>,
) -> io::Result<Vec<u8>> {
    let folder = match folder.as_os_str().is_empty() {
        true => Path::new("."),
        false => folder,
    };
    let output = Command::new("git")
        .current_dir(folder)
        .args(arguments)
        .output();
    let output = output.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => {
            let message =
                "git is not there; install it, or name two files: `--base old.yaml --to new.yaml`";
            io::Error::new(io::ErrorKind::NotFound, message)
        }
        _ => error,
    })?;
    match output.status.success() {
        true => Ok(output.stdout),
        false => {
            let text = String::from_utf8_lossy(&output.stderr);
            Err(io::Error::other(text.trim().to_owned()))
        }
    }
}
