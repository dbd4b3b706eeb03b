//! `cargo xtask`: see `cargo xtask help`.

use std::fmt::Display;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use generator::Problem;
use xtask::calls::Tools;
use xtask::changes::{self, changes};
use xtask::degradations::{self, Audience};
use xtask::failure::Failure;
use xtask::tidy::{self, figures, timings};
use xtask::{codegen, corpus, fixtures, package, repository, stats, witness};

/// The tasks of this repository.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Generate the client from the OpenAPI document, and the overlays in the folder `overlays` beside it
    Codegen {
        /// Write nothing; fail and show the difference if the client is out of date
        #[arg(long)]
        check: bool,
        /// Give all names and orders anew, in place of those in `api.lock`
        #[arg(long)]
        repin: bool,
        #[command(flatten)]
        report: Report,
        /// The document
        #[arg(long, value_name = "FILE", default_value_os_t = own_spec())]
        spec: PathBuf,
        /// The folder of generated files, in which every other generated file is removed; by default, that of the client,
        /// for its own document
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// Generate a crate of its own for any OpenAPI document
    Generate {
        /// The document
        #[arg(value_name = "SPEC")]
        spec: PathBuf,
        /// The folder of the crate: `src/generated` in it is written each time, `Cargo.toml` and `src/lib.rs` only if they
        /// are not there
        #[arg(short, long, value_name = "DIR")]
        out: PathBuf,
        /// The name of the package, by default that of the folder
        #[arg(long)]
        name: Option<String>,
        /// The folder of the runtime
        #[arg(long, value_name = "DIR", default_value_os_t = repository().join("runtime"))]
        runtime: PathBuf,
        /// An OpenAPI Overlay that corrects the document; repeat it to apply several in their order
        #[arg(long, value_name = "FILE")]
        overlay: Vec<PathBuf>,
        /// Only these operations and what they reach, each named by its id, by a tag, or as `GET /pets/{id}`
        #[arg(long, value_name = "OPERATION")]
        only: Vec<String>,
        /// Give all names and orders anew, in place of those in `src/generated/api.lock`
        #[arg(long)]
        repin: bool,
        #[command(flatten)]
        report: Report,
        /// Print figures and all degradations as JSON
        #[arg(long)]
        json: bool,
        /// Write a program beside the crate that reads the document's examples and writes them again
        #[arg(long, hide = true)]
        values: bool,
        /// Write a program beside the crate that calls every operation
        #[arg(long, hide = true)]
        calls: bool,
    },
    /// Say what a change of the document means for callers and on the wire
    ///
    /// Ends with 0 if no option refuses the changes, with 1 if one does, and with 2 if the documents cannot be compared.
    Changes(changes::Arguments),
    /// Generate a crate for each document of a folder, compile it, and report each result
    Corpus(CorpusArguments),
    /// Generate the expected output of the documents in tests/fixtures, and the list of them in tests/src/fixtures.rs
    Fixtures {
        /// Write nothing; fail and show the difference
        #[arg(long)]
        check: bool,
    },
    /// Check the rules of this repository: lengths, imports in circles, doc comments, words
    Tidy {
        /// Print figures on the code in place of the findings
        #[arg(long)]
        figures: bool,
        /// With the figures, time `cargo check`; slow, because it builds
        #[arg(long, requires = "figures")]
        timings: bool,
        /// With the timings, also generate the crate of this document and time that
        #[arg(long, value_name = "SPEC", requires = "timings")]
        document: Option<PathBuf>,
        /// The checkout that is read
        #[arg(long, value_name = "DIR", default_value_os_t = repository())]
        root: PathBuf,
    },
}

/// The options of `cargo xtask corpus`.
#[derive(Args)]
struct CorpusArguments {
    /// The folder of documents
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Compile the crates, too
    #[arg(long)]
    check: bool,
    /// Make their documentation, too
    #[arg(long)]
    doc: bool,
    /// Read every example of the documents with the generated types and write it again; slow, because it builds
    /// programs
    #[arg(long)]
    values: bool,
    /// Call every operation against a server on this machine, and have Prism, openapi-core and jsonschema judge the
    /// requests; `.ci/judges` installs these, and runs this
    #[arg(long)]
    calls: bool,
    /// Only the documents whose file name contains this
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
    /// How many documents are generated at once
    #[arg(long, default_value_t = 1)]
    jobs: usize,
    /// Print all results as JSON, in place of the table
    #[arg(long)]
    json: bool,
}

fn main() -> ExitCode {
    match Arguments::parse().task {
        Task::Codegen {
            check,
            repin,
            report,
            spec,
            out,
        } => match out.or_else(|| (spec == own_spec()).then(own_client)) {
            Some(out) => run_codegen(&spec, &out, check, repin, report),
            None => fail(&"name the folder for this document: `--out DIR`"),
        },
        Task::Generate {
            spec,
            out,
            name,
            runtime,
            overlay,
            only,
            repin,
            report,
            json,
            values,
            calls,
        } => {
            let source = package::Source {
                spec: &spec,
                overlays: &overlay,
                name: name.as_deref(),
                runtime: &runtime,
                only: &only,
                repin,
                values,
                calls,
            };
            let package = package::package(source, &out);
            run_generate(package, &spec, &out, report, json)
        }
        Task::Changes(arguments) => run_changes(&arguments),
        Task::Corpus(arguments) => {
            let json = arguments.json;
            run_corpus(&corpus_of(arguments), json).unwrap_or_else(|error| fail(&error))
        }
        Task::Fixtures { check } => run_fixtures(check).unwrap_or_else(|error| fail(&error)),
        Task::Tidy {
            figures,
            timings,
            document,
            root,
        } => match figures {
            true => run_figures(&root, timings, document.as_deref()),
            false => run_tidy(&root),
        }
        .unwrap_or_else(|error| fail(&error)),
    }
}

/// The documents of a folder, and whether they are compiled, documented, read and called.
fn corpus_of(arguments: CorpusArguments) -> corpus::Options {
    corpus::Options {
        folder: arguments.folder,
        scratch: repository().join("target/corpus"),
        runtime: repository().join("runtime"),
        only: arguments.only,
        jobs: arguments.jobs,
        check: arguments.check,
        doc: arguments.doc,
        values: arguments.values,
        calls: arguments.calls.then(tools),
    }
}

/// Where `.ci/judges` installs the judges.
fn tools() -> Tools {
    let root = repository();
    Tools {
        prism: root.join("target/prism"),
        python: root.join("target/judges/bin/python"),
        script: root.join(".ci/judge.py"),
        faults: root.join(".ci/judges.json"),
    }
}

/// The document of this repository.
fn own_spec() -> PathBuf {
    repository().join("spec/time_entries.yaml")
}

/// The files of the client that is generated from it.
fn own_client() -> PathBuf {
    repository().join("generated-client/src/generated")
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

/// Prints a line. A reader that has gone (`| head`) is no failure.
fn say(text: impl Display) {
    drop(writeln!(io::stdout(), "{text}"));
}

/// How degradations are reported.
#[derive(Clone, Copy, clap::Args)]
struct Report {
    /// Fail if anything is generated more loosely than it is written
    #[arg(long)]
    deny_degradations: bool,
    /// List every place that is generated more loosely, in place of a line for each kind
    #[arg(short, long)]
    verbose: bool,
}

impl Report {
    /// Prints what is generated more loosely than it is written.
    fn say(self, problems: &[Problem], file: &str, audience: Audience) {
        let text = degradations::text(problems, file, audience, self.verbose);
        if !text.is_empty() {
            say(text.trim_end());
        }
    }
}

fn run_codegen(spec: &Path, out: &Path, check: bool, repin: bool, report: Report) -> ExitCode {
    let (spec_shown, out_shown) = (shown(spec), shown(out));
    let outcome = match codegen::codegen(spec, out, repin) {
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
    report.say(&outcome.lowered.degradations, &spec_shown, Audience::Author);
    if report.deny_degradations && !outcome.lowered.degradations.is_empty() {
        return fail(&"nothing was written: degradations are denied");
    }
    say_dropped(&outcome.dropped);
    let drift = &outcome.drift;
    if drift.is_none() {
        say(format_args!("{out_shown}: up to date"));
        return ExitCode::SUCCESS;
    }
    if check {
        say(drift.diff());
        say(format_args!("{out_shown}: out of date\n{drift}"));
        say("run `cargo xtask codegen`, and read the difference");
        return ExitCode::FAILURE;
    }
    match drift.repair() {
        Ok(()) => {
            say(format_args!("{out_shown}:\n{drift}"));
            if let Some(line) = changes::short(spec, &out.join(codegen::LOCK)) {
                say(line);
            }
            ExitCode::SUCCESS
        }
        Err(error) => fail(&error),
    }
}

/// Prints what has become of names that are not kept.
fn say_dropped(dropped: &[String]) {
    const MOST: usize = 10;
    for line in dropped.iter().take(MOST) {
        say(format_args!("{}: {line}", codegen::LOCK));
    }
    if dropped.len() > MOST {
        say(format_args!(
            "{}: and {} more",
            codegen::LOCK,
            dropped.len() - MOST
        ));
    }
}

fn run_generate(
    package: Result<package::Package, Failure>,
    spec: &Path,
    out: &Path,
    report: Report,
    json: bool,
) -> ExitCode {
    let (spec_shown, out_shown) = (shown(spec), shown(out));
    let package = match package {
        Ok(package) => package,
        Err(Failure::Io(error)) => return fail(&error),
        Err(Failure::Document(problems)) => {
            eprintln!("{}", problems.render(&spec_shown));
            return fail(&"nothing was generated");
        }
    };
    let degradations = &package.lowered.degradations;
    if !json {
        say(format_args!(
            "{spec_shown}: {}",
            codegen::summary(&package.lowered.api)
        ));
        report.say(degradations, &spec_shown, Audience::Caller);
    }
    if report.deny_degradations && !degradations.is_empty() {
        return fail(&"nothing was written: degradations are denied");
    }
    if let Err(error) = package.write() {
        return fail(&error);
    }
    if !json {
        say_dropped(&package.dropped);
    }
    if json {
        say(stats::stats(&package.lowered));
    } else if package.is_up_to_date() {
        say(format_args!("{out_shown}: up to date"));
    } else {
        say(format_args!("{out_shown}: written"));
    }
    ExitCode::SUCCESS
}

fn run_changes(arguments: &changes::Arguments) -> ExitCode {
    let outcome = match &arguments.witness {
        Some(folder) => witness::witness(arguments, folder.as_deref()),
        None => changes(arguments),
    };
    let outcome = match outcome {
        Ok(outcome) => outcome,
        Err(failure) => {
            match failure {
                Failure::Io(error) => eprintln!("error: {error}"),
                Failure::Document(problems) => eprintln!("{problems}"),
            }
            return ExitCode::from(2);
        }
    };
    say(outcome.text.trim_end());
    for reason in &outcome.refused {
        eprintln!("error: {reason}");
    }
    match outcome.refused.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

fn run_corpus(options: &corpus::Options, json: bool) -> io::Result<ExitCode> {
    let rows = corpus::corpus(options)?;
    if json {
        let rows: Vec<_> = rows.iter().map(corpus::Row::json).collect();
        say(serde_json::Value::from(rows));
    } else {
        say(corpus::table(&rows, options));
    }
    let failed = rows.iter().any(corpus::Row::has_failed);
    Ok(if failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

fn run_fixtures(check: bool) -> io::Result<ExitCode> {
    let root = repository();
    let fixtures = fixtures::fixtures(&root)?;
    let mut drifts: Vec<_> = fixtures
        .iter()
        .flat_map(|fixture| {
            fixture
                .drifts
                .each_ref()
                .map(|drift| (fixture.folder.clone(), drift))
        })
        .collect();
    let modules = fixtures::modules(&root, &fixtures)?;
    drifts.push((root.join("tests/src"), &modules));
    drifts.retain(|(_, drift)| !drift.is_none());
    for (folder, drift) in &drifts {
        say(format_args!("{}:\n{drift}", shown(folder)));
        if check {
            say(drift.diff());
        } else {
            drift.repair()?;
        }
    }
    say(format_args!("{} fixtures", fixtures.len()));
    if check && !drifts.is_empty() {
        say("run `cargo xtask fixtures`, and read the difference");
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

fn run_tidy(root: &Path) -> io::Result<ExitCode> {
    let findings = tidy::check(root)?;
    for finding in &findings {
        say(finding);
    }
    Ok(match findings.len() {
        0 => ExitCode::SUCCESS,
        count => fail(&format_args!(
            "{count} places are not as the rules of this repository say"
        )),
    })
}

fn run_figures(root: &Path, timings: bool, document: Option<&Path>) -> io::Result<ExitCode> {
    say(figures::figures(root)?.trim_end());
    if timings {
        say(format_args!("\n{}", timings::timings(root, document)?));
    }
    Ok(ExitCode::SUCCESS)
}
