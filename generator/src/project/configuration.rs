//! The settings in `specwright.toml`. Its paths count from its own folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Project;
use super::drift;
use super::failure::Failure;
use super::generation::shown;
use super::runtime::Runtime;
use crate::config::{Config, Setting};
use crate::problem::Problems;

/// The name of a configuration.
pub const CONFIGURATION: &str = "specwright.toml";

/// Reads a configuration.
fn read(path: &Path) -> Result<Config, Failure> {
    let text = fs::read_to_string(path).map_err(|error| drift::at(path, &error))?;
    Ok(Config::parse(&text, &shown(path))?)
}

/// The folder of a configuration.
fn folder(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new(""))
}

/// The project that a configuration describes.
pub(super) fn project(path: &Path) -> Result<Project, Failure> {
    let config = read(path)?;
    let Some(spec) = &config.spec else {
        return Err(io::Error::other(format!(
            "{}: there is no document in it: write `spec = \"openapi.yaml\"`, or name the document",
            path.display()
        ))
        .into());
    };
    let spec = folder(path).join(&spec.value);
    Ok(with(Project::new(spec), config, path))
}

/// The project with the settings of a configuration.
pub(super) fn apply(project: Project, path: &Path) -> Result<Project, Failure> {
    Ok(with(project, read(path)?, path))
}

fn with(mut project: Project, config: Config, path: &Path) -> Project {
    let overlays = config.overlays.iter();
    let overlays = overlays.map(|overlay| folder(path).join(&overlay.value));
    // Those that are given by themselves come later, and correct what these have made.
    let mut all: Vec<PathBuf> = overlays.collect();
    all.append(&mut project.overlays);
    project.overlays = all;
    project.options.config = Some(config);
    project.configuration = Some(path.to_owned());
    project
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
