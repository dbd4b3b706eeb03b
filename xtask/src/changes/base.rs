//! Which two documents are compared.

use std::io;
use std::path::{Path, PathBuf};

use super::arguments::Arguments;
use crate::paths::{path_between, real};
use crate::place::{Place, Revision, git};
use crate::sources;

/// The names under which the branch that changes go into is looked for.
const MAIN: [&str; 4] = ["origin/main", "main", "origin/master", "master"];

/// One of the two documents.
#[derive(Clone, Debug)]
pub(crate) struct Side {
    pub(crate) place: Place,
    pub(crate) path: PathBuf,
    pub(crate) overlays: Vec<PathBuf>,
}

impl Side {
    pub(crate) fn new(place: Place, path: PathBuf) -> io::Result<Self> {
        Ok(Self {
            overlays: sources::overlays(&place, &path)?,
            place,
            path,
        })
    }

    /// The path of the document, as one would type it here.
    pub(crate) fn shown(&self) -> String {
        let here = std::env::current_dir().unwrap_or_default();
        let path = self.path.strip_prefix(here).unwrap_or(&self.path);
        path.display().to_string()
    }

    /// The path of another file of the repository on this side.
    pub(crate) fn beside(&self, file: &Path) -> io::Result<PathBuf> {
        match &self.place {
            Place::Disk => Ok(file.to_owned()),
            Place::Revision(revision) => in_repository(&revision.root, file),
        }
    }
}

/// The documents that the options name.
pub(crate) fn sides(arguments: &Arguments) -> io::Result<(Side, Side)> {
    let old = match &arguments.base {
        Some(base) => side(base, &arguments.spec)?,
        None => revision(&arguments.spec, &merge_base(&arguments.spec)?)?,
    };
    let new = match &arguments.to {
        Some(to) => side(to, &arguments.spec)?,
        None => Side::new(Place::Disk, arguments.spec.clone())?,
    };
    Ok((old, new))
}

/// The document as it is checked out, and as it is on disk.
pub(crate) fn since_head(spec: &Path) -> io::Result<(Side, Side)> {
    Ok((
        revision(spec, "HEAD")?,
        Side::new(Place::Disk, spec.to_owned())?,
    ))
}

/// A file, or else the document in a revision.
fn side(name: &str, spec: &Path) -> io::Result<Side> {
    let file = Path::new(name);
    match file.is_file() {
        true => Side::new(Place::Disk, file.to_owned()),
        false => revision(spec, name),
    }
}

fn revision(spec: &Path, name: &str) -> io::Result<Side> {
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
    let place = Place::Revision(Revision {
        root,
        name: name.to_owned(),
    });
    Side::new(place, path)
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
