//! The files of the client whose documents are compared, by their paths on disk.

use std::io;
use std::path::{Path, PathBuf};

use super::arguments::{Arguments, Defaults};
use crate::project::configuration::{self, CONFIGURATION};
use crate::project::generation::LOCK;
use crate::project::{Failure, real};

/// The files of the client whose documents are compared, by their paths on disk.
pub(super) struct Files {
    /// The document that revisions are of.
    spec: Option<PathBuf>,
    /// The configuration.
    pub(super) config: Option<PathBuf>,
    /// The lock of the client that is generated from the document.
    pub(super) lock: Option<PathBuf>,
}

impl Files {
    /// The files that the options name, or else the defaults, or else those of the configuration.
    ///
    /// # Errors
    /// A configuration that cannot be read, and a named one without a document where none is given.
    pub(super) fn of(arguments: &Arguments, defaults: &Defaults) -> Result<Self, Failure> {
        let given = arguments.spec.as_ref().or(defaults.spec.as_ref());
        let is_default = arguments.spec.is_none() || arguments.spec == defaults.spec;
        let default = |file: &Option<PathBuf>| file.clone().filter(|_| is_default);
        let named = arguments.config.clone();
        let config = match named.or_else(|| default(&defaults.config)) {
            Some(config) => Some(config),
            None => here(given)?,
        };
        let spec = match (given, &config) {
            (Some(spec), _) => Some(spec.clone()),
            (None, Some(config)) => {
                let configuration = configuration::read(config)?;
                Some(configuration::spec(&configuration.config, config)?)
            }
            (None, None) => None,
        };
        let of_crate = || {
            let folder = configuration::folder(config.as_deref()?);
            Some(folder.join("src/generated").join(LOCK))
        };
        let lock = arguments.lock.clone();
        let lock = lock.or_else(|| default(&defaults.lock)).or_else(of_crate);
        Ok(Self { spec, config, lock })
    }

    /// The document that revisions are of.
    ///
    /// # Errors
    /// There is none.
    pub(super) fn spec(&self) -> io::Result<&Path> {
        self.spec.as_deref().ok_or_else(|| {
            io::Error::other(
                "name the document whose revisions are compared by `--spec FILE`, or two documents: `--base old.yaml --to new.yaml`; or run this in the folder of a `specwright.toml` that names the document",
            )
        })
    }
}

/// The configuration in this folder, unless it is about another document than the one that is given.
fn here(given: Option<&PathBuf>) -> Result<Option<PathBuf>, Failure> {
    let path = Path::new(CONFIGURATION);
    if !path.is_file() {
        return Ok(None);
    }
    let configuration = configuration::read(path)?.config;
    let is_meant = match (given, &configuration.spec) {
        (Some(given), Some(_)) => {
            real(given)? == real(&configuration::spec(&configuration, path)?)?
        }
        (Some(_), None) => false,
        (None, spec) => spec.is_some(),
    };
    Ok(is_meant.then(|| path.to_owned()))
}
