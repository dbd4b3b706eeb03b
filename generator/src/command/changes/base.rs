//! Which two documents are compared.

use std::io;
use std::path::{Path, PathBuf};

use super::arguments::{Arguments, Defaults};
use super::files::Files;
use crate::config::Config;
use crate::project::place::{Place, Revision, git};
use crate::project::{Failure, configuration, path_between, real, sources};

/// The names under which the branch that changes go into is looked for.
const MAIN: [&str; 4] = ["origin/main", "main", "origin/master", "master"];

/// One of the two documents.
#[derive(Clone, Debug)]
pub struct Side {
    /// Where its files are read.
    pub place: Place,
    /// Its path.
    pub path: PathBuf,
    /// Its overlays.
    pub overlays: Vec<PathBuf>,
    /// The configuration of the client that was generated from it, if there was one.
    pub config: Option<Config>,
    /// The lock of the client that was generated from it; none for a document that is named by itself.
    pub lock: Option<PathBuf>,
}

impl Side {
    /// A document with the overlays in the folder beside it.
    ///
    /// # Errors
    /// A folder that cannot be read.
    pub fn new(place: Place, path: PathBuf, lock: Option<PathBuf>) -> io::Result<Self> {
        Ok(Self {
            overlays: sources::overlays(&place, &path)?,
            place,
            path,
            config: None,
            lock,
        })
    }

    /// The document of a client, as it is on disk.
    fn on_disk(files: &Files) -> Result<Self, Failure> {
        let spec = files.spec()?.to_owned();
        Self::new(Place::Disk, spec, files.lock.clone())?.configured(files.config.as_deref())
    }

    /// Goes by the configuration at a path, if there is one in its place. The overlays that it names take the place of those beside
    /// the document.
    fn configured(mut self, path: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = path else {
            return Ok(self);
        };
        if let Some(configuration) = configuration::read_at(&self.place, path)? {
            if !configuration.overlays.is_empty() {
                self.overlays = configuration.overlays;
            }
            self.config = Some(configuration.config);
        }
        Ok(self)
    }

    /// The path of the document, as one would type it here.
    pub(super) fn shown(&self) -> String {
        let here = std::env::current_dir().unwrap_or_default();
        let path = self.path.strip_prefix(here).unwrap_or(&self.path);
        path.display().to_string()
    }

    /// The path of a document on disk.
    pub(super) fn named(&self) -> Option<&Path> {
        match self.place {
            Place::Disk => Some(&self.path),
            Place::Revision(_) => None,
        }
    }

    /// The path of another file of the repository on this side.
    pub(super) fn beside(&self, file: &Path) -> io::Result<PathBuf> {
        match &self.place {
            Place::Disk => Ok(file.to_owned()),
            Place::Revision(revision) => in_repository(&revision.root, file),
        }
    }
}

/// The documents that the options name.
///
/// # Errors
/// A file that is not there or that cannot be read, and a revision that git does not know.
pub fn sides(arguments: &Arguments, defaults: &Defaults) -> Result<(Side, Side), Failure> {
    let files = Files::of(arguments, defaults)?;
    let old = match &arguments.base {
        Some(base) => side(base, arguments, &files)?,
        None => revision(&files, &merge_base(files.spec()?)?)?,
    };
    let new = match &arguments.to {
        Some(to) => side(to, arguments, &files)?,
        None => Side::on_disk(&files)?,
    };
    Ok((old, new))
}

/// The document as it is checked out, and as it is on disk.
pub(super) fn since_head(spec: &Path, lock: &Path) -> io::Result<(Side, Side)> {
    let on_disk = Side::new(Place::Disk, spec.to_owned(), Some(lock.to_owned()))?;
    Ok((revision_of(spec, Some(lock), "HEAD")?, on_disk))
}

/// A file, or else the document in a revision.
fn side(name: &str, arguments: &Arguments, files: &Files) -> Result<Side, Failure> {
    let file = Path::new(name);
    if !file.is_file() {
        return revision(files, name);
    }
    // Only options say that a lock and a configuration are about another document, too.
    let side = Side::new(Place::Disk, file.to_owned(), arguments.lock.clone())?;
    side.configured(arguments.config.as_deref())
}

fn revision(files: &Files, name: &str) -> Result<Side, Failure> {
    let spec = files.spec()?;
    let side = revision_of(spec, files.lock.as_deref(), name)?;
    let root = root(spec)?;
    let config = files.config.as_deref();
    let config = config.map(|config| in_repository(&root, config));
    side.configured(config.transpose()?.as_deref())
}

fn revision_of(spec: &Path, lock: Option<&Path>, name: &str) -> io::Result<Side> {
    let root = root(spec)?;
    let commit = format!("{name}^{{commit}}");
    if let Err(error) = git(&root, ["rev-parse", "--verify", "--quiet", &commit]) {
        let message = match (error.kind(), is_shallow(&root)) {
            (io::ErrorKind::NotFound, _) => return Err(error),
            (_, true) => format!(
                "`{name}` is not in this clone, which is shallow: run `git fetch --unshallow`"
            ),
            _ => format!("`{name}` is neither a file nor a revision"),
        };
        return Err(io::Error::other(message));
    }
    let path = in_repository(&root, spec)?;
    // A lock that is not there yet has no folder either.
    let lock = lock.and_then(|lock| in_repository(&root, lock).ok());
    let place = Place::Revision(Revision {
        root,
        name: name.to_owned(),
    });
    Side::new(place, path, lock)
}

/// The commit from which this branch comes.
fn merge_base(spec: &Path) -> io::Result<String> {
    let root = root(spec)?;
    for main in MAIN {
        let Ok(base) = git(&root, ["merge-base", "HEAD", main]) else {
            continue;
        };
        let commit = String::from_utf8_lossy(&base).trim().to_owned();
        return Ok(commit);
    }
    let message = match is_shallow(&root) {
        true => {
            "this clone is shallow, so that git does not know where the branch comes from: run `git fetch --unshallow`, or name a revision by `--base`"
        }
        false => "there is no branch `main` to compare with: name a revision or a file by `--base`",
    };
    Err(io::Error::other(message))
}

fn is_shallow(root: &Path) -> bool {
    let printed = git(root, ["rev-parse", "--is-shallow-repository"]);
    printed.is_ok_and(|printed| printed.starts_with(b"true"))
}

/// The root of the repository that a file is in.
fn root(file: &Path) -> io::Result<PathBuf> {
    let folder = file.parent().unwrap_or(Path::new(""));
    match git(folder, ["rev-parse", "--show-toplevel"]) {
        Ok(root) => Ok(PathBuf::from(String::from_utf8_lossy(&root).trim_end())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(error),
        Err(_) => {
            let message = format!(
                "{}: this is in no git repository; name two files: `--base old.yaml --to new.yaml`",
                file.display()
            );
            Err(io::Error::other(message))
        }
    }
}

/// The path of a file from the root of the repository.
fn in_repository(root: &Path, file: &Path) -> io::Result<PathBuf> {
    Ok(path_between(&real(root)?, &real(file)?))
}
