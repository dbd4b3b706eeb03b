//! `cargo xtask generate`: `specwright generate` with the runtime of this repository, and for the corpus with a program
//! beside the crate.

use std::process::ExitCode;

use clap::Args;
use specwright::command::arguments::Generate;
use specwright::command::generate::{finish, generate};
use specwright::project::drift::Files;
use specwright::project::generation::shown;
use specwright::project::place::Place;
use specwright::project::sources;
use specwright::{Failure, Package, Runtime, emit_values};

use crate::calls;
use crate::calls::document::Document;
use crate::calls::plan::plan;
use crate::repository;

/// The options of `cargo xtask generate`.
#[derive(Args, Debug)]
pub struct Arguments {
    /// Those of `specwright generate`.
    #[command(flatten)]
    pub generate: Generate,
    /// Write a program beside the crate that reads the document's examples and writes them again
    #[arg(long, hide = true)]
    pub values: bool,
    /// Write a program beside the crate that calls every operation
    #[arg(long, hide = true)]
    pub calls: bool,
}

/// The command that the headers of generated files name.
const COMMAND: &str = "cargo xtask generate";

/// The dependencies of programs beside a crate.
const OF_PROGRAMS: &str = "
[dev-dependencies]
serde = \"1\"
serde_json = { version = \"1\", features = [\"float_roundtrip\"] }
tokio = { version = \"1\", default-features = false, features = [\"net\", \"rt\", \"time\"] }
";

/// Generates a crate.
#[must_use]
pub fn run(mut arguments: Arguments) -> ExitCode {
    let runtime = Runtime::Path(repository().join("runtime"));
    arguments.generate.runtime.get_or_insert(runtime);
    match arguments.values || arguments.calls {
        true => {
            let (generate, package) = (&arguments.generate, with_programs(&arguments));
            let spec = generate.source.spec.as_deref().map(shown);
            finish(package, &spec.unwrap_or_default(), generate, COMMAND)
        }
        false => generate(&arguments.generate, "cargo xtask"),
    }
}

/// The crate with its programs.
fn with_programs(arguments: &Arguments) -> Result<Package, Failure> {
    let generate = &arguments.generate;
    let project = generate.project(COMMAND)?.examples(arguments.values);
    let package = project.package(&generate.folder()?, &generate.manifest())?;
    let library = package.name().replace('-', "_");
    let lowered = package.lowered();
    let mut files = Files::new();
    files.insert(
        "Cargo.toml".to_owned(),
        package.manifest().to_owned() + OF_PROGRAMS,
    );
    if arguments.calls {
        let source = &generate.source;
        let parsed = sources::read(&Place::Disk, project.spec(), &source.overlay)?;
        let document = Document::new(&parsed);
        let plan = plan(&lowered.api, &document).json();
        let program = calls::program(&lowered.api, &library);
        files.insert(format!("examples/calls_{library}.rs"), program);
        files.insert("calls.json".to_owned(), plan.to_string());
        files.insert("document.json".to_owned(), document.root.to_string());
    }
    if arguments.values {
        let program = emit_values(&lowered.api, &lowered.examples, &library);
        files.insert(format!("examples/values_{library}.rs"), program);
    }
    Ok(package.with_files(&files)?)
}
