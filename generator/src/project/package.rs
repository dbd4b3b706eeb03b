//! A crate of its own: generated files, and the files that are written once and then belong to people.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::drift::{self, Drift, Files};
use super::generation::Generation;
use super::manifest::{self, checked, package_name};
use super::runtime::Runtime;
use super::toml::quoted;
use crate::emit::front;
use crate::lower::Lowered;

/// The settings of a crate.
#[derive(Clone, Debug, Default)]
pub struct Manifest {
    /// The name of the package; by default, that of the folder.
    pub name: Option<String>,
    /// The license, as an SPDX expression; by default, `MIT OR Apache-2.0`.
    pub license: Option<String>,
    /// Where the crate takes the runtime from; by default, from the registry.
    pub runtime: Option<Runtime>,
}

/// A crate that is to be written.
#[derive(Debug)]
pub struct Package {
    /// The generated files.
    pub generation: Generation,
    folder: PathBuf,
    name: String,
    manifest: String,
    /// The files that are written once, and are not there yet.
    once: Drift,
    /// Other files, which are written each time.
    others: Drift,
}

impl Package {
    pub(super) fn new(
        generation: Generation,
        folder: &Path,
        settings: &Manifest,
        command: &str,
    ) -> io::Result<Self> {
        let name = match settings.name.as_deref() {
            Some(name) => checked(name)?,
            None => package_name(folder)?,
        };
        let api = &generation.lowered.api;
        let license = settings.license.as_deref().unwrap_or(manifest::LICENSE);
        let runtime = settings.runtime.clone().unwrap_or_default();
        let manifest = manifest::manifest(&name, api, license, folder, &runtime)?;
        let front = front::front(api, &name, command);
        let once = [
            ("Cargo.toml", &manifest),
            ("README.md", &front.readme),
            ("src/lib.rs", &front.library),
        ];
        let mut wanted = Files::new();
        let is_new = !folder.join("Cargo.toml").exists();
        for (path, text) in once {
            let is_wanted = is_new || path != "README.md";
            if is_wanted && !folder.join(path).exists() {
                wanted.insert(path.to_owned(), text.clone());
            }
        }
        Ok(Self {
            once: compare(folder, &wanted)?,
            others: compare(folder, &copies(&runtime)?)?,
            folder: folder.to_owned(),
            name,
            manifest,
            generation,
        })
    }

    /// The IR of the document, and the problems that did not stop it.
    #[must_use]
    pub fn lowered(&self) -> &Lowered {
        &self.generation.lowered
    }

    /// The folder of the crate.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The name of the package.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The manifest that is written if there is none.
    #[must_use]
    pub fn manifest(&self) -> &str {
        &self.manifest
    }

    /// The features of the runtime that the code needs, and that the manifest does not name: it is not written again.
    #[must_use]
    pub fn missing_features(&self) -> Vec<&'static str> {
        let there = fs::read_to_string(self.folder.join("Cargo.toml"));
        let Ok(manifest) = there else {
            return Vec::new();
        };
        let needed = self.lowered().api.runtime_features.iter().copied();
        needed
            .filter(|feature| !manifest.contains(&quoted(feature)))
            .collect()
    }

    /// Whether the code has examples, and the manifest that is there has no feature `mock` for them.
    #[must_use]
    pub fn lacks_mock(&self) -> bool {
        let there = fs::read_to_string(self.folder.join("Cargo.toml"));
        let has_feature = |manifest: String| {
            let mut lines = manifest.lines().map(str::trim_start);
            lines.any(|line| {
                line.strip_prefix("mock")
                    .is_some_and(|rest| rest.trim_start().starts_with('='))
            })
        };
        self.lowered().api.examples.is_some() && there.is_ok_and(|manifest| !has_feature(manifest))
    }

    /// Adds files that are written each time, whatever is there.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn with_files(mut self, files: &Files) -> io::Result<Self> {
        self.once = self.once.without(files);
        self.others = compare(&self.folder, files)?;
        Ok(self)
    }

    /// Writes what differs.
    ///
    /// # Errors
    /// A file or folder that cannot be written or removed.
    pub fn write(&self) -> io::Result<()> {
        drift::repair(&[&self.generation.drift, &self.once, &self.others])
    }

    /// Whether there is nothing to write.
    #[must_use]
    pub fn is_up_to_date(&self) -> bool {
        self.drifts().iter().all(|drift| drift.is_none())
    }

    /// The differences as a unified diff, from what is there to what should be.
    #[must_use]
    pub fn diff(&self) -> String {
        self.drifts().map(Drift::diff).concat()
    }

    /// How many files differ: `12 files written, 1 removed`.
    #[must_use]
    pub fn written(&self) -> String {
        let counts = self.drifts().map(Drift::counts);
        let sum = |count: fn(&(usize, usize)) -> usize| counts.iter().map(count).sum::<usize>();
        let (written, removed) = (sum(|(written, _)| *written), sum(|(_, removed)| *removed));
        let mut text = format!(
            "{written} file{} written",
            if written == 1 { "" } else { "s" }
        );
        if removed > 0 {
            text.push_str(&format!(", {removed} removed"));
        }
        text
    }

    fn drifts(&self) -> [&Drift; 3] {
        [&self.once, &self.generation.drift, &self.others]
    }
}

/// The files of the runtime, if they are copied.
fn copies(runtime: &Runtime) -> io::Result<Files> {
    match runtime {
        #[cfg(feature = "cli")]
        Runtime::Vendored => Ok(super::runtime::vendored()),
        #[cfg(not(feature = "cli"))]
        Runtime::Vendored => Err(io::Error::other(
            "copies of the runtime need the feature `cli` of `specwright`",
        )),
        _ => Ok(Files::new()),
    }
}

fn compare(folder: &Path, wanted: &Files) -> io::Result<Drift> {
    let paths: Vec<&str> = wanted.keys().map(String::as_str).collect();
    drift::compare_only(folder, wanted, &paths)
}

/// Refuses a path on which there is a file in the place of a folder, and a folder of something else.
///
/// # Errors
/// Such a path.
pub(super) fn check_folder(folder: &Path) -> io::Result<()> {
    let there = folder.ancestors().find(|path| path.exists());
    match there.filter(|there| !there.is_dir()) {
        Some(file) => Err(io::Error::new(
            io::ErrorKind::NotADirectory,
            format!(
                "{}: this is a file; name a folder by `--out`",
                file.display()
            ),
        )),
        None => check_owner(folder),
    }
}

/// Refuses a folder that has another crate in it, one without generated files: its `src/lib.rs` would not name the module.
fn check_owner(folder: &Path) -> io::Result<()> {
    let is_other = folder.join("Cargo.toml").is_file() && !folder.join("src/generated").is_dir();
    let has_module = || {
        let library = fs::read_to_string(folder.join("src/lib.rs")).unwrap_or_default();
        library.contains("mod generated;")
    };
    match is_other && !has_module() {
        false => Ok(()),
        true => Err(io::Error::new(
            io::ErrorKind::AlreadyExists,
            format!(
                "{}: there is another crate in this folder. Name a new folder by `--out`; or, to have the client as a module of this crate, add `mod generated;` to its `src/lib.rs`, and to its `Cargo.toml` `runtime = {{ package = \"{}\", version = \"…\" }}`, and run this again",
                folder.display(),
                super::runtime::PACKAGE
            ),
        )),
    }
}
