//! `cargo xtask`: see `cargo xtask help`.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use specwright::command::changes;
use specwright::command::output::{fail, say};
use specwright::project::generation::{LOCK, shown};
use xtask::calls::Tools;
use xtask::tidy::{self, figures, timings};
use xtask::{codegen, corpus, fixtures, generate, peers, repository, witness};

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
    Codegen(codegen::Arguments),
    /// Generate a crate of its own for any OpenAPI document, which depends on the runtime of this repository
    Generate(generate::Arguments),
    /// Say what a change of the document means for callers and on the wire
    ///
    /// Ends with 0 if no option refuses the changes, with 1 if one does, and with 2 if the documents cannot be compared.
    Changes {
        #[command(flatten)]
        arguments: changes::Arguments,
        /// Prove the verdict in place of a report: compile and run programs that use the older client, and print a table
        /// of what is said and what is found; with a folder, for each pair of documents in its folders, `old.yaml` and
        /// `new.yaml`
        #[arg(long, value_name = "DIR", num_args = 0..=1)]
        witness: Option<Option<PathBuf>>,
    },
    /// Generate a crate for each document of a folder, compile it, and report each result
    Corpus(CorpusArguments),
    /// Measure this generator beside others, which are installed below `target/peers`; slow, because it builds
    BenchPeers(peers::Arguments),
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
        Task::Codegen(arguments) => codegen::run(&arguments),
        Task::Generate(arguments) => generate::run(arguments),
        Task::Changes { arguments, witness } => run_changes(&arguments, witness.as_ref()),
        Task::Corpus(arguments) => {
            let json = arguments.json;
            run_corpus(&corpus_of(arguments), json).unwrap_or_else(|error| fail(&error))
        }
        Task::BenchPeers(arguments) => match peers::table(&arguments) {
            Ok(table) => {
                say(table.trim_end());
                ExitCode::SUCCESS
            }
            Err(error) => fail(&error),
        },
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

fn run_changes(arguments: &changes::Arguments, witness: Option<&Option<PathBuf>>) -> ExitCode {
    let defaults = changes::Defaults {
        spec: Some(codegen::own_spec()),
        config: Some(codegen::own_configuration()),
        lock: Some(codegen::own_client().join(LOCK)),
    };
    match witness {
        Some(folder) => changes::finish(witness::witness(arguments, &defaults, folder.as_deref())),
        None => changes::run(arguments, &defaults),
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
