//! The options of all commands.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::changes;
use crate::project::Runtime;

/// Rust clients from OpenAPI documents.
#[derive(Debug, Parser)]
#[command(name = "specwright", version)]
pub struct Arguments {
    /// The task.
    #[command(subcommand)]
    pub command: Command,
}

/// A task of the program.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Generate a crate for an OpenAPI document
    Generate(Generate),
    /// Check a document: print every error, and everything that would be generated more loosely than it is written
    Check(Check),
    /// Say what a change of the document means for callers and on the wire
    ///
    /// Ends with 0 if no option refuses the changes, with 1 if one does, and with 2 if the documents cannot be compared.
    Changes(changes::Arguments),
    /// List the operations, tags or schemas of a document
    List(List),
    /// Generate a crate for a document, with a configuration for it
    Init(Init),
    /// Print the completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// A document with its overlays.
#[derive(Args, Clone, Debug)]
pub struct Source {
    /// The document; `-` is the standard input; by default, that of the configuration
    #[arg(value_name = "SPEC")]
    pub spec: Option<PathBuf>,
    /// The configuration; by default, the file `specwright.toml` in the folder of the crate, or else in this folder
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// An OpenAPI Overlay that corrects the document; repeat it to apply several in their order
    #[arg(long, value_name = "FILE")]
    pub overlay: Vec<PathBuf>,
    /// Only these operations and what they reach, each named by its id, by a tag, or as `GET /pets/{id}`, with stars for any
    /// letters
    #[arg(long, value_name = "OPERATION")]
    pub only: Vec<String>,
    /// Without these operations, named in the same way
    #[arg(long, value_name = "OPERATION")]
    pub exclude: Vec<String>,
}

/// How degradations are reported.
#[derive(Args, Clone, Copy, Debug)]
pub struct Report {
    /// Fail if anything is generated more loosely than it is written
    #[arg(long)]
    pub deny_degradations: bool,
    /// List every place that is generated more loosely, in place of a line for each kind
    #[arg(short, long)]
    pub verbose: bool,
}

/// The options of `generate`.
#[derive(Args, Clone, Debug)]
pub struct Generate {
    /// The document.
    #[command(flatten)]
    pub source: Source,
    /// The folder of the crate: `src/generated` in it is written each time, `Cargo.toml`, `README.md` and `src/lib.rs` only
    /// if they are not there
    ///
    /// By default, the folder of the configuration.
    #[arg(short, long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// The name of the package, by default that in the configuration, or else that of the folder
    #[arg(long)]
    pub name: Option<String>,
    /// The license of the package, as an SPDX expression
    #[arg(long, value_name = "SPDX", default_value = "MIT OR Apache-2.0")]
    pub license: String,
    /// Where the package takes the runtime from: `version`, the path of a folder,
    /// `git+https://…#revision`, or `vendored`, a copy in the crate
    ///
    /// By default, as the configuration says, or else `version`.
    #[arg(long, value_name = "PLACE")]
    pub runtime: Option<Runtime>,
    /// Give all names and orders anew, in place of those in `src/generated/api.lock`
    #[arg(long)]
    pub repin: bool,
    /// Write nothing; fail and show the difference if the crate is out of date
    #[arg(long)]
    pub check: bool,
    /// How degradations are reported.
    #[command(flatten)]
    pub report: Report,
    /// Print figures and all degradations as JSON
    #[arg(long)]
    pub json: bool,
}

/// The options of `check`.
#[derive(Args, Clone, Debug)]
pub struct Check {
    /// The document.
    #[command(flatten)]
    pub source: Source,
    /// How degradations are reported.
    #[command(flatten)]
    pub report: Report,
}

/// The options of `list`.
#[derive(Args, Clone, Debug)]
pub struct List {
    /// The things to list
    #[arg(value_enum)]
    pub things: Things,
    /// The document.
    #[command(flatten)]
    pub source: Source,
    /// Print them as JSON
    #[arg(long)]
    pub json: bool,
}

/// The things that `list` lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Things {
    /// Each operation: its method and path, and its function.
    Operations,
    /// Each tag, with its number of operations.
    Tags,
    /// Each schema with its type.
    Schemas,
}

/// The options of `init`.
#[derive(Args, Clone, Debug)]
pub struct Init {
    /// The document
    #[arg(value_name = "SPEC")]
    pub spec: PathBuf,
    /// The folder of the crate
    #[arg(short, long, value_name = "DIR", default_value = "client")]
    pub out: PathBuf,
    /// Where the package takes the runtime from: `version`, the path of a folder, `git+https://…#revision`, or `vendored`, a
    /// copy in the crate
    #[arg(long, value_name = "PLACE", default_value = "version")]
    pub runtime: Runtime,
}
