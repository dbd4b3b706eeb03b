//! Documents and generated files on disk.
//!
//! | module | holds |
//! |---|---|
//! | `place` | where files are read: on disk, or in a revision of a git repository |
//! | `sources` | a document with its overlays and the files that it refers to |
//! | `generation` | the generated files of a document |
//! | `drift` | how a folder differs from the files that it should hold |
//! | `package`, `manifest` | a crate of its own: its files beside the generated ones |
//! | `toml` | texts in TOML |
//! | `configuration` | the settings in `specwright.toml` |
//! | `runtime` | how such a crate depends on the runtime |

pub(crate) mod configuration;
pub mod drift;
mod failure;
pub mod generation;
mod manifest;
pub mod package;
mod paths;
pub mod place;
mod runtime;
pub mod sources;
mod toml;

use std::path::{Path, PathBuf};
use std::{env, io};

use self::configuration::Configuration;
use self::drift::Drift;
use self::place::Place;
use crate::document::parse::Parsed;
use crate::lower::{Lowered, Options, lower};

pub use self::configuration::CONFIGURATION;
pub use self::failure::Failure;
pub use self::generation::Generation;
pub use self::package::{Manifest, Package};
pub use self::runtime::{Runtime, RuntimeError};
#[cfg(feature = "cli")]
pub(crate) use self::{
    manifest::LICENSE,
    paths::{path_between, real},
    toml::quoted,
};

/// A document on disk, and how a client is generated of it.
///
/// In a build script:
///
/// ```no_run
/// # fn main() -> Result<(), specwright::Failure> {
/// specwright::Project::new("openapi.yaml").build("pets")?;
/// # Ok(())
/// # }
/// ```
///
/// In a task of one's own that keeps the generated code in the repository:
///
/// ```no_run
/// # fn main() -> Result<(), specwright::Failure> {
/// let project = specwright::Project::new("openapi.yaml").command("cargo xtask client");
/// let generation = project.generate("src/generated".as_ref())?;
/// print!("{}", generation.drift.diff());
/// generation.drift.repair()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Project {
    spec: PathBuf,
    overlays: Vec<PathBuf>,
    options: Options,
    repin: bool,
    command: String,
    /// The path of the configuration, if there is one.
    configuration: Option<PathBuf>,
}

impl Project {
    /// A client of all operations of the document at `spec`. The document is by a third party: errors in it that can be
    /// recovered from are reported as degradations.
    ///
    /// `-` is the standard input.
    pub fn new(spec: impl Into<PathBuf>) -> Self {
        Self {
            spec: spec.into(),
            overlays: Vec::new(),
            options: Options {
                lenient: true,
                ..Options::default()
            },
            repin: false,
            command: "specwright generate".to_owned(),
            configuration: None,
        }
    }

    /// A client of the document that a configuration names (`specwright.toml`), with its settings.
    ///
    /// # Errors
    /// A file that cannot be read, one that is no configuration, and one that names no document.
    pub fn configured(path: impl AsRef<Path>) -> Result<Self, Failure> {
        let configuration = configuration::read(path.as_ref())?;
        let spec = configuration::spec(&configuration.config, path.as_ref())?;
        Ok(Self::new(spec).with(configuration, path.as_ref()))
    }

    /// Goes by the settings of a configuration (`specwright.toml`), except for its `spec`.
    ///
    /// # Errors
    /// A file that cannot be read, and one that is no configuration.
    pub fn configuration(self, path: impl AsRef<Path>) -> Result<Self, Failure> {
        let configuration = configuration::read(path.as_ref())?;
        Ok(self.with(configuration, path.as_ref()))
    }

    fn with(mut self, mut configuration: Configuration, path: &Path) -> Self {
        // Those that are given by themselves come later, and correct what these have made.
        configuration.overlays.append(&mut self.overlays);
        self.overlays = configuration.overlays;
        self.options.config = Some(configuration.config);
        self.configuration = Some(path.to_owned());
        self
    }

    /// Applies an OpenAPI Overlay to the document, after those before.
    #[must_use]
    pub fn overlay(mut self, file: impl Into<PathBuf>) -> Self {
        self.overlays.push(file.into());
        self
    }

    /// Applies the overlays in the folder `overlays` beside the document, in the order of their names.
    ///
    /// # Errors
    /// A folder that cannot be read.
    pub fn overlays_beside(mut self) -> io::Result<Self> {
        let beside = sources::overlays(&Place::Disk, &self.spec)?;
        self.overlays.extend(beside);
        Ok(self)
    }

    /// Generates only the operations that are named, each by its id, by a tag, or as `GET /pets/{id}`, and what they reach.
    #[must_use]
    pub fn only(mut self, operations: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.options
            .only
            .extend(operations.into_iter().map(Into::into));
        self
    }

    /// Leaves out the operations that are named in the same way.
    #[must_use]
    pub fn exclude(mut self, operations: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let operations = operations.into_iter().map(Into::into);
        self.options.exclude.extend(operations);
        self
    }

    /// Refuses a document with errors.
    #[must_use]
    pub fn strict(mut self) -> Self {
        self.options.lenient = false;
        self
    }

    /// Gives all names and orders anew, whatever the lock of the last generation says.
    #[must_use]
    pub fn repin(mut self, repin: bool) -> Self {
        self.repin = repin;
        self
    }

    /// Collects the examples of the document, in [`Lowered::examples`](crate::Lowered::examples).
    #[must_use]
    pub fn examples(mut self, examples: bool) -> Self {
        self.options.examples = examples;
        self
    }

    /// The command that generates, which the header of each file names.
    #[must_use]
    pub fn command(mut self, command: impl Into<String>) -> Self {
        self.command = command.into();
        self
    }

    /// Generates the files of the client, and compares them with `folder`, in which every other file was generated before.
    /// Names and orders are those of the lock in it. Writes nothing.
    ///
    /// # Errors
    /// See [`Failure`].
    pub fn generate(&self, folder: &Path) -> Result<Generation, Failure> {
        self.generate_with(folder).map(|(generation, _)| generation)
    }

    /// Generates, and returns also the paths of all files that were read.
    fn generate_with(&self, folder: &Path) -> Result<(Generation, Vec<PathBuf>), Failure> {
        let (parsed, read) = self.read().map_err(|failure| self.named(failure))?;
        let older = generation::older_lock(folder, self.repin)?;
        let options = Options {
            lock: older.clone().filter(|_| !self.repin),
            ..self.options.clone()
        };
        let generated = generation::locked(parsed, &options, older, &self.command);
        let (lowered, files, dropped) =
            generated.map_err(|problems| self.named(problems.into()))?;
        let drift = drift::compare(folder, &files)?;
        let generation = Generation {
            lowered,
            drift,
            dropped,
        };
        Ok((generation, read))
    }

    /// Lowers the document, without a lock. Nothing is generated.
    ///
    /// # Errors
    /// See [`Failure`].
    pub fn lower(&self) -> Result<Lowered, Failure> {
        let parsed = self.read().map_err(|failure| self.named(failure))?.0;
        lower(parsed, &self.options).map_err(|problems| self.named(problems.into()))
    }

    fn read(&self) -> Result<(Parsed, Vec<PathBuf>), Failure> {
        let (parsed, mut read) = sources::read_all(&Place::Disk, &self.spec, &self.overlays)?;
        read.extend(self.configuration.clone());
        Ok((parsed, read))
    }

    /// The path of the document.
    #[must_use]
    pub fn spec(&self) -> &Path {
        &self.spec
    }

    /// Names the files of problems as paths from here.
    fn named(&self, failure: Failure) -> Failure {
        match failure {
            Failure::Document(problems) => {
                Failure::Document(problems.in_document(&generation::shown(&self.spec)))
            }
            failure @ Failure::Io(_) => failure,
        }
    }

    /// Generates a crate of its own, and compares it with `folder`: the files below `src/generated`, and those that are
    /// written once and then belong to people. Writes nothing.
    ///
    /// # Errors
    /// See [`Failure`]; and a name that Cargo does not take.
    pub fn package(&self, folder: &Path, manifest: &Manifest) -> Result<Package, Failure> {
        package::check_folder(folder)?;
        let generation = self.generate(&folder.join("src/generated"))?;
        let manifest = self.with_settings(manifest)?;
        Ok(Package::new(generation, folder, &manifest, &self.command)?)
    }

    /// The settings of a crate, those that are not given by the configuration.
    fn with_settings(&self, given: &Manifest) -> Result<Manifest, Failure> {
        let mut manifest = given.clone();
        let Some(config) = &self.options.config else {
            return Ok(manifest);
        };
        if manifest.name.is_none() {
            manifest.name = config.name.as_ref().map(|name| name.value.clone());
        }
        if manifest.runtime.is_none() {
            manifest.runtime = configuration::runtime(config, self.configuration.as_deref())?;
        }
        Ok(manifest)
    }

    /// In a build script, writes the files of the client into the folder `name` of `OUT_DIR`, and has Cargo run the script
    /// again if the document, an overlay, or another file that was read changes. A degradation is a warning of the build.
    ///
    /// The client is then a module:
    ///
    /// ```rust,ignore
    /// mod pets {
    ///     include!(concat!(env!("OUT_DIR"), "/pets/mod.rs"));
    /// }
    /// ```
    ///
    /// # Errors
    /// See [`Failure`]; and a call that is not in a build script.
    pub fn build(&self, name: &str) -> Result<Generation, Failure> {
        let out = env::var_os("OUT_DIR").ok_or_else(|| {
            io::Error::other(
                "there is no `OUT_DIR`: call this in a build script, or `generate` elsewhere",
            )
        })?;
        let (generation, read) = self.generate_with(&Path::new(&out).join(name))?;
        generation.drift.repair()?;
        for file in read {
            println!("cargo::rerun-if-changed={}", file.display());
        }
        Ok(generation)
    }
}

impl Generation {
    /// Whether the folder is up to date.
    #[must_use]
    pub fn is_up_to_date(&self) -> bool {
        Drift::is_none(&self.drift)
    }
}
