//! `generate` and `check`.

use std::path::Path;
use std::process::ExitCode;

use super::arguments::{Check, Generate, Report, Source};
use super::degradations::{self, Audience};
use super::output::{fail, say, say_error, working};
use super::stats::stats;
use crate::problem::Problem;
use crate::project::generation::{LOCK, shown, summary};
use crate::project::{Failure, Manifest, Package, Project};

impl Source {
    /// The document with its overlays and the selection of operations.
    #[must_use]
    pub fn project(&self) -> Project {
        let project = Project::new(&self.spec).only(&self.only);
        self.overlay.iter().fold(project, Project::overlay)
    }

    /// The name of the document, as one would type it here.
    #[must_use]
    pub fn shown(&self) -> String {
        shown(&self.spec)
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
    let package = {
        let _working = working(format!("generating from {}", arguments.source.shown()));
        package(arguments, &command)
    };
    finish(package, arguments, &command)
}

/// The crate that the options describe.
///
/// # Errors
/// See [`Project::package`].
pub fn package(arguments: &Generate, command: &str) -> Result<Package, Failure> {
    let manifest = Manifest {
        name: arguments.name.clone(),
        license: Some(arguments.license.clone()),
        runtime: arguments.runtime.clone(),
    };
    let project = arguments.source.project().repin(arguments.repin);
    project.command(command).package(&arguments.out, &manifest)
}

/// Prints what was found, and writes the crate or compares it.
#[must_use]
pub fn finish(package: Result<Package, Failure>, arguments: &Generate, command: &str) -> ExitCode {
    let (spec, out) = (arguments.source.shown(), shown(&arguments.out));
    let package = match package {
        Ok(package) => package,
        Err(failure) => return refuse(&failure),
    };
    let degradations = &package.lowered().degradations;
    if arguments.json {
        say(stats(package.lowered()));
    } else {
        say(format_args!("{spec}: {}", summary(&package.lowered().api)));
        arguments.report.say(degradations, &spec, Audience::Caller);
    }
    if arguments.report.deny_degradations && !degradations.is_empty() {
        return fail(&"nothing was written: degradations are denied");
    }
    if !arguments.json {
        say_dropped(&package.generation.dropped);
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
    let is_new = !arguments.out.join("Cargo.toml").exists();
    if let Err(error) = package.write() {
        return fail(&format_args!(
            "{error}; the folder of the crate, {out}, has to be one that can be written"
        ));
    }
    if !arguments.json {
        say_written(&package, &arguments.out, is_new);
    }
    ExitCode::SUCCESS
}

/// Prints which files were written, and for a new crate what comes next.
fn say_written(package: &Package, folder: &Path, is_new: bool) {
    let out = shown(folder);
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
    let file = arguments.source.shown();
    let lowered = {
        let _working = working(format!("checking {file}"));
        arguments.source.project().strict().lower()
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
