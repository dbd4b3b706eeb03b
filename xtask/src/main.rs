//! `cargo xtask`: see `cargo xtask help`.

use std::fmt::Display;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use xtask::codegen::{self, Failure};
use xtask::{fixtures, repository};

/// The tasks of this repository.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Generate the client from the OpenAPI document
    Codegen {
        /// Write nothing; fail and show the difference if the client is not what the document says
        #[arg(long)]
        check: bool,
        /// Fail if anything is generated more loosely than it is written
        #[arg(long)]
        deny_degradations: bool,
        /// The document
        #[arg(long, value_name = "FILE", default_value_os_t = repository().join("spec/time_entries.yaml"))]
        spec: PathBuf,
        /// The folder of generated files, in which every other file is removed
        #[arg(long, value_name = "DIR", default_value_os_t = repository().join("generated-client/src/generated"))]
        out: PathBuf,
    },
    /// Generate the expected output of the documents in tests/fixtures
    Fixtures {
        /// Write nothing; fail and show the difference
        #[arg(long)]
        check: bool,
    },
}

fn main() -> ExitCode {
    match Arguments::parse().task {
        Task::Codegen {
            check,
            deny_degradations,
            spec,
            out,
        } => run_codegen(&spec, &out, check, deny_degradations),
        Task::Fixtures { check } => run_fixtures(check).unwrap_or_else(|error| fail(&error)),
    }
}

fn fail(error: &dyn Display) -> ExitCode {
    eprintln!("error: {error}");
    ExitCode::FAILURE
}

/// A path as one would type it here.
fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(here)
        .unwrap_or(path)
        .display()
        .to_string()
}

/// Prints a line. That nobody reads it any more (`| head`) is no failure.
fn say(text: impl Display) {
    drop(writeln!(io::stdout(), "{text}"));
}

fn run_codegen(spec: &Path, out: &Path, check: bool, deny: bool) -> ExitCode {
    let (spec_shown, out_shown) = (shown(spec), shown(out));
    let outcome = match codegen::codegen(spec, out) {
        Ok(outcome) => outcome,
        Err(Failure::Io(error)) => return fail(&error),
        Err(Failure::Document(problems)) => {
            eprintln!("{}", problems.render(&spec_shown));
            return fail(&"nothing was generated");
        }
    };
    say(format_args!(
        "{spec_shown}: {}",
        codegen::summary(&outcome.lowered.api)
    ));
    for problem in &outcome.lowered.degradations {
        say(format_args!("\n{}", problem.render(&spec_shown)));
    }
    if deny && !outcome.lowered.degradations.is_empty() {
        return fail(&"nothing was written: degradations are denied");
    }
    let drift = &outcome.drift;
    if drift.is_none() {
        say(format_args!("{out_shown}: up to date"));
        return ExitCode::SUCCESS;
    }
    if check {
        say(drift.diff());
        say(format_args!(
            "{out_shown}: not what the document says\n{drift}"
        ));
        say("run `cargo xtask codegen`, and read the difference");
        return ExitCode::FAILURE;
    }
    match drift.repair() {
        Ok(()) => {
            say(format_args!("{out_shown}:\n{drift}"));
            ExitCode::SUCCESS
        }
        Err(error) => fail(&error),
    }
}

fn run_fixtures(check: bool) -> io::Result<ExitCode> {
    let mut result = ExitCode::SUCCESS;
    let folders = fixtures::folders(&repository())?;
    for folder in &folders {
        for drift in fixtures::fixture(folder)?
            .iter()
            .filter(|drift| !drift.is_none())
        {
            say(format_args!("{}:\n{drift}", shown(folder)));
            if check {
                say(drift.diff());
                say("run `cargo xtask fixtures`, and read the difference");
                result = ExitCode::FAILURE;
            } else {
                drift.repair()?;
            }
        }
    }
    say(format_args!("{} fixtures", folders.len()));
    Ok(result)
}
