//! `generate` and `check`.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::arguments::{Check, Generate, Report, Source};
use super::degradations::{self, Audience};
use super::output::{fail, say, say_error, working};
use super::stats::stats;
use crate::problem::Problem;
use crate::project::generation::{LOCK, shown, summary};
use crate::project::{CONFIGURATION, Failure, Manifest, Package, Project};

impl Source {
    /// The document with its overlays, its configuration, and the selection of operations. `out` is the folder of the crate,
    /// if there is one.
    ///
    /// # Errors
    /// A configuration that cannot be read, and no document.
    pub fn project(&self, out: Option<&Path>) -> Result<Project, Failure> {
        let project = match (&self.spec, self.configuration(out)) {
            (Some(spec), Some(path)) => Project::new(spec).configuration(path)?,
            (Some(spec), None) => Project::new(spec),
            (None, Some(path)) => Project::configured(path)?,
            (None, None) => {
                let message = "name the document; or write its path into a configuration (`spec` in `specwright.toml`), and run this in its folder";
                return Err(io::Error::other(message).into());
            }
        };
        let project = project.only(&self.only).exclude(&self.exclude);
        Ok(self.overlay.iter().fold(project, Project::overlay))
    }

    /// The path of the configuration, if there is one: the one that is named; or that of the crate; or the one in this folder,
    /// which is about its own document.
    fn configuration(&self, out: Option<&Path>) -> Option<PathBuf> {
        let of_crate = || out.map(|out| out.join(CONFIGURATION));
        let here = || self.spec.is_none().then(|| PathBuf::from(CONFIGURATION));
        let named = self.config.clone();
        named.or_else(|| {
            let mut paths = of_crate().into_iter().chain(here());
            paths.find(|path| path.is_file())
        })
    }
}

impl Generate {
    /// The folder of the crate.
    ///
    /// # Errors
    /// Nothing names it.
    pub fn folder(&self) -> io::Result<PathBuf> {
        if let Some(out) = &self.out {
            return Ok(out.clone());
        }
        let path = self.source.configuration(None);
        let folder = path.as_deref().and_then(Path::parent);
        match folder {
            Some(folder) if folder.as_os_str().is_empty() => Ok(PathBuf::from(".")),
            Some(folder) => Ok(folder.to_owned()),
            None if self.source.spec.is_none() => Err(io::Error::other(
                "name the document and, by `--out`, the folder of the crate; or run this in the folder of a `specwright.toml` that names the document",
            )),
            None => Err(io::Error::other("name the folder of the crate by `--out`")),
        }
    }

    /// The document and all settings.
    ///
    /// # Errors
    /// A configuration that cannot be read, and no document.
    pub fn project(&self, command: &str) -> Result<Project, Failure> {
        let folder = self.folder()?;
        let project = self.source.project(Some(&folder))?;
        Ok(project.repin(self.repin).command(command))
    }

    /// The settings of the crate.
    #[must_use]
    pub fn manifest(&self) -> Manifest {
        Manifest {
            name: self.name.clone(),
            license: Some(self.license.clone()),
            runtime: self.runtime.clone(),
        }
    }
}

impl Report {
    /// Prints what is generated more loosely than it is written. `file` is the name of the document.
    pub fn say(self, problems: &[Problem], file: &str, audience: Audience) {
        let text = degradations::text(problems, file, audience, self.verbose);
        if !text.is_empty() {
            say(text.trim_end());
        }
    }
}

/// Generates a crate. `program` is what a user types to start it.
#[must_use]
pub fn generate(arguments: &Generate, program: &str) -> ExitCode {
    let command = format!("{program} generate");
    let project = match arguments.project(&command) {
        Ok(project) => project,
        Err(failure) => return refuse(&failure),
    };
    let spec = shown(project.spec());
    let package = {
        let _working = working(format!("generating from {spec}"));
        arguments
            .folder()
            .map_err(Failure::from)
            .and_then(|folder| project.package(&folder, &arguments.manifest()))
    };
    finish(package, &spec, arguments, &command)
}

/// Prints what was found, and writes the crate or compares it. `spec` is the document as it is shown.
#[must_use]
pub fn finish(
    package: Result<Package, Failure>,
    spec: &str,
    arguments: &Generate,
    command: &str,
) -> ExitCode {
    let package = match package {
        Ok(package) => package,
        Err(failure) => return refuse(&failure),
    };
    let out = shown(package.folder());
    let degradations = &package.lowered().degradations;
    if arguments.json {
        say(stats(package.lowered()));
    } else {
        say(format_args!("{spec}: {}", summary(&package.lowered().api)));
        arguments.report.say(degradations, spec, Audience::Caller);
    }
    if arguments.report.deny_degradations && !degradations.is_empty() {
        return fail(&"nothing was written: degradations are denied");
    }
    if !arguments.json {
        say_dropped(&package.generation.dropped);
    }
    let missing = package.missing_features();
    if !missing.is_empty() {
        say_error(format_args!(
            "{out}/Cargo.toml: the code needs features of `runtime`; add to it `features = {missing:?}`"
        ));
    }
    if package.lacks_mock() {
        say_error(format_args!(
            "{out}/Cargo.toml: `examples.rs` is behind a feature of this crate; add to `[features]` the line `mock = []`"
        ));
    }
    if package.is_up_to_date() {
        if !arguments.json {
            say(format_args!("{out}: up to date"));
        }
        return ExitCode::SUCCESS;
    }
    if arguments.check {
        say(package.diff());
        say_error(format_args!(
            "{out}: out of date; run `{command}` without `--check`, and read the difference"
        ));
        return ExitCode::FAILURE;
    }
    let is_new = !package.folder().join("Cargo.toml").exists();
    if let Err(error) = package.write() {
        return fail(&format_args!(
            "{error}; the folder of the crate, {out}, has to be one that can be written"
        ));
    }
    if !arguments.json {
        say_written(&package, is_new);
    }
    ExitCode::SUCCESS
}

/// Prints which files were written, and for a new crate what comes next.
fn say_written(package: &Package, is_new: bool) {
    let out = shown(package.folder());
    say(format_args!("{out}: {}", package.written()));
    if is_new {
        say(format_args!(
            "`{}` is a crate of its own: `cd {out} && cargo doc --open` shows what is in it",
            package.name()
        ));
    }
}

/// Checks a document: prints all of its errors and degradations, as its author sees them.
#[must_use]
pub fn check(arguments: &Check) -> ExitCode {
    let project = match arguments.source.project(None) {
        Ok(project) => project.strict(),
        Err(failure) => return refuse(&failure),
    };
    let file = shown(project.spec());
    let lowered = {
        let _working = working(format!("checking {file}"));
        project.lower()
    };
    let lowered = match lowered {
        Ok(lowered) => lowered,
        Err(failure) => {
            match &failure {
                Failure::Io(error) => return fail(error),
                Failure::Document(problems) => {
                    say_error(problems);
                    let errors = problems.errors();
                    say_error(format_args!(
                        "{file}: {errors} error{}; `generate` goes on where it can",
                        if errors == 1 { "" } else { "s" }
                    ));
                }
            }
            return ExitCode::FAILURE;
        }
    };
    say(format_args!("{file}: {}", summary(&lowered.api)));
    arguments
        .report
        .say(&lowered.degradations, &file, Audience::Author);
    match arguments.report.deny_degradations && !lowered.degradations.is_empty() {
        true => fail(&"degradations are denied"),
        false => {
            say(format_args!("{file}: no errors"));
            ExitCode::SUCCESS
        }
    }
}

/// Prints why nothing was generated.
#[must_use]
pub fn refuse(failure: &Failure) -> ExitCode {
    match failure {
        Failure::Io(error) => fail(error),
        Failure::Document(problems) => {
            say_error(problems);
            fail(&"nothing was generated")
        }
    }
}

/// Prints what has become of names that are not kept.
pub fn say_dropped(dropped: &[String]) {
    const MOST: usize = 10;
    for line in dropped.iter().take(MOST) {
        say(format_args!("{LOCK}: {line}"));
    }
    if dropped.len() > MOST {
        say(format_args!("{LOCK}: and {} more", dropped.len() - MOST));
    }
}
