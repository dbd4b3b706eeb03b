//! The options of `changes`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// The options of `changes`.
#[derive(Args, Clone, Debug)]
pub struct Arguments {
    /// The document, where `--base` or `--to` name a revision; by default, that of the configuration
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// The configuration of the client, also for files that `--base` and `--to` name; by default, the file `specwright.toml` in
    /// this folder, if it is about the document
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The lock of the client that is generated from the document, also for files that `--base` and `--to` name; by default,
    /// that of the crate in which the configuration is
    #[arg(long, value_name = "FILE")]
    pub lock: Option<PathBuf>,
    /// The older document: a file, or a revision of the document; by default, that from which this branch comes
    #[arg(long, value_name = "REV|FILE")]
    pub base: Option<String>,
    /// The newer document: a file, or a revision of the document; by default, the document as it is on disk
    #[arg(long, value_name = "REV|FILE")]
    pub to: Option<String>,
    /// The form of the report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Fail if programs have to change more than that
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub max: Option<Max>,
    /// Fail if a program can compile as it is, and mean something else
    #[arg(long, value_enum, value_name = "WHAT")]
    pub deny: Option<Deny>,
    /// An item that was renamed: `TimeEntry.notes=comment`, `Owner=Person`; repeat it for several
    #[arg(long, value_name = "OLD=NEW")]
    pub rename: Vec<String>,
    /// Accept the change with this fingerprint, and write that into the file of accepted changes; repeat it for several
    #[arg(long, value_name = "FINGERPRINT", requires = "why")]
    pub accept: Vec<String>,
    /// The reason for which it is accepted
    #[arg(long, value_name = "TEXT", requires = "accept")]
    pub why: Option<String>,
    /// The file of accepted changes; by default, `accepted-changes.txt` beside the document
    #[arg(long, value_name = "FILE")]
    pub accepted: Option<PathBuf>,
    /// Fail if the version in this manifest has not grown as much as the changes ask for
    #[arg(long, value_name = "CARGO.TOML", num_args = 0..=1, default_missing_value = "Cargo.toml")]
    pub check_version: Option<PathBuf>,
}

/// The values of options that are not given.
#[derive(Clone, Debug, Default)]
pub struct Defaults {
    /// The document.
    pub spec: Option<PathBuf>,
    /// The configuration of the client that is generated from it.
    pub config: Option<PathBuf>,
    /// The lock of the client that is generated from it.
    pub lock: Option<PathBuf>,
}

/// The form of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For a terminal.
    Text,
    /// For a pull request.
    Markdown,
    /// For programs; docs/changes.schema.json describes it.
    Json,
}

/// How much programs may have to change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Max {
    /// Not at all: nothing is new.
    Patch,
    /// Not at all: there can be something new.
    Minor,
}

/// A reason to fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Deny {
    /// A program can compile as it is, and mean something else.
    Silent,
}
