//! The settings in `specwright.toml`. Its paths count from its own folder.

use std::io;
use std::path::{Path, PathBuf};

use super::drift;
use super::failure::Failure;
use super::generation::shown;
use super::place::Place;
use super::runtime::Runtime;
use crate::config::{Config, Setting};
use crate::problem::Problems;

/// The name of a configuration.
pub const CONFIGURATION: &str = "specwright.toml";

/// A configuration, with paths that count from here.
pub(crate) struct Configuration {
    pub(crate) config: Config,
    pub(crate) overlays: Vec<PathBuf>,
}

/// Reads a configuration.
pub(crate) fn read(path: &Path) -> Result<Configuration, Failure> {
    let configuration = read_at(&Place::Disk, path)?;
    let missing = || drift::at(path, &io::Error::from(io::ErrorKind::NotFound));
    Ok(configuration.ok_or_else(missing)?)
}

/// Reads a configuration on disk or in a revision; `None` if it is not there.
pub(crate) fn read_at(place: &Place, path: &Path) -> Result<Option<Configuration>, Failure> {
    let Some(bytes) = place.read(path)? else {
        return Ok(None);
    };
    let text = String::from_utf8(bytes)
        .map_err(|error| drift::at(path, &io::Error::new(io::ErrorKind::InvalidData, error)))?;
    let name = match place {
        Place::Disk => shown(path),
        Place::Revision(revision) => format!("{}:{}", revision.name, path.display()),
    };
    let config = Config::parse(&text, &name)?;
    let overlays = config.overlays.iter();
    let overlays = overlays.map(|overlay| folder(path).join(&overlay.value));
    Ok(Some(Configuration {
        overlays: overlays.collect(),
        config,
    }))
}

/// The folder of a configuration.
pub(crate) fn folder(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new(""))
}

/// The document of a configuration.
pub(crate) fn spec(config: &Config, path: &Path) -> io::Result<PathBuf> {
    let spec = config.spec.as_ref().ok_or_else(|| {
        io::Error::other(format!(
            "{}: there is no document in it: write `spec = \"openapi.yaml\"`, or name the document",
            path.display()
        ))
    })?;
    Ok(folder(path).join(&spec.value))
}

/// Where a configuration says that the runtime is.
pub(super) fn runtime(config: &Config, path: Option<&Path>) -> Result<Option<Runtime>, Failure> {
    let Some(runtime) = &config.runtime else {
        return Ok(None);
    };
    match runtime.value.parse() {
        Ok(Runtime::Path(runtime)) => {
            let folder = path.map_or(Path::new(""), folder);
            Ok(Some(Runtime::Path(folder.join(runtime))))
        }
        Ok(runtime) => Ok(Some(runtime)),
        Err(error) => Err(refused(config, runtime, &error.to_string())),
    }
}

fn refused(config: &Config, at: &Setting<String>, message: &str) -> Failure {
    let help = "correct it, or remove the line";
    Problems(vec![config.problem(at, message, help)]).into()
}
