//! `cargo xtask codegen`: from the document of this repository to the files of the client.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use specwright::command::arguments::Report;
use specwright::command::changes;
use specwright::command::degradations::Audience;
use specwright::command::generate::{refuse, say_dropped};
use specwright::command::output::{fail, say};
use specwright::project::generation::{LOCK, shown, summary};
use specwright::{Failure, Generation, Project};

use crate::repository;

/// The options of `cargo xtask codegen`.
#[derive(Args, Debug)]
pub struct Arguments {
    /// Write nothing; fail and show the difference if the client is out of date
    #[arg(long)]
    pub check: bool,
    /// Give all names and orders anew, in place of those in `api.lock`
    #[arg(long)]
    pub repin: bool,
    /// How degradations are reported.
    #[command(flatten)]
    pub report: Report,
    /// The document
    #[arg(long, value_name = "FILE", default_value_os_t = own_spec())]
    pub spec: PathBuf,
    /// The folder of generated files, in which every other generated file is removed; by default, that of the client, for
    /// its own document
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// The document of this repository.
#[must_use]
pub fn own_spec() -> PathBuf {
    repository().join("spec/time_entries.yaml")
}

/// The files of the client that is generated from it.
#[must_use]
pub fn own_client() -> PathBuf {
    repository().join("generated-client/src/generated")
}

/// The configuration of that client.
#[must_use]
pub fn own_configuration() -> PathBuf {
    repository().join("generated-client/specwright.toml")
}

/// Generates from the document at `spec` and the overlays beside it, and compares with `folder`. The document of this repository
/// has a configuration. Writes nothing.
///
/// # Errors
/// See [`Failure`].
pub fn codegen(spec: &Path, folder: &Path, repin: bool) -> Result<Generation, Failure> {
    let project = Project::new(spec).overlays_beside()?;
    let project = match *spec == own_spec() {
        true => project.configuration(own_configuration())?,
        false => project,
    };
    let project = project.strict().repin(repin).command("cargo xtask codegen");
    project.generate(folder)
}

/// Generates the client, and writes what differs.
#[must_use]
pub fn run(arguments: &Arguments) -> ExitCode {
    let spec = &arguments.spec;
    let own = || (*spec == own_spec()).then(own_client);
    let Some(out) = arguments.out.clone().or_else(own) else {
        return fail(&"name the folder for this document: `--out DIR`");
    };
    let (spec_shown, out_shown) = (shown(spec), shown(&out));
    let generation = match codegen(spec, &out, arguments.repin) {
        Ok(generation) => generation,
        Err(failure) => return refuse(&failure),
    };
    let degradations = &generation.lowered.degradations;
    say(format_args!(
        "{spec_shown}: {}",
        summary(&generation.lowered.api)
    ));
    arguments
        .report
        .say(degradations, &spec_shown, Audience::Author);
    if arguments.report.deny_degradations && !degradations.is_empty() {
        return fail(&"nothing was written: degradations are denied");
    }
    say_dropped(&generation.dropped);
    let drift = &generation.drift;
    if drift.is_none() {
        say(format_args!("{out_shown}: up to date"));
        return ExitCode::SUCCESS;
    }
    if arguments.check {
        say(drift.diff());
        say(format_args!("{out_shown}: out of date\n{drift}"));
        say("run `cargo xtask codegen`, and read the difference");
        return ExitCode::FAILURE;
    }
    match drift.repair() {
        Ok(()) => {
            say(format_args!("{out_shown}:\n{drift}"));
            if let Some(line) = changes::short(spec, &out.join(LOCK)) {
                say(line);
            }
            ExitCode::SUCCESS
        }
        Err(error) => fail(&error),
    }
}
