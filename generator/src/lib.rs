//! Turns an OpenAPI document into the source files of a Rust client.
//!
//! ```
//! # use generator::Options;
//! # let text = "openapi: 3.0.3\ninfo: {title: Empty, version: '1'}\npaths: {}\n";
//! let parsed = generator::parse(text)?; // text → tree, each node with its location
//! let lowered = generator::lower(parsed, &Options::default())?; // tree → IR; finds every problem
//! let files = generator::emit(&lowered.api, "cargo xtask codegen"); // IR → files; only prints, cannot fail
//! let lock = generator::lock(&lowered.api, &files, "cargo xtask codegen"); // names and orders, for `Options::lock` the next time
//! # assert!(files.iter().any(|file| file.path == "mod.rs"));
//! # Ok::<(), generator::Problems>(())
//! ```
//!
//! The generator touches no file and starts no process. The same text gives the same bytes.

#![warn(missing_docs)]

mod changes;
mod config;
mod document;
mod emit;
mod http;
pub mod ir;
mod limits;
mod lock;
mod lower;
pub mod names;
mod openapi;
mod overlay;
mod problem;
mod surface;

pub use changes::{At, Change, Kind, Report, Wire, compare};
pub use config::{Code, Config, Setting};
pub use document::decode::decode;
pub use document::parse::{Parsed, parse};
pub use document::{Document, Node, NodeId, Place, Value};
pub use emit::{File, emit, emit_values};
pub use lock::{Lock, LockError, lock};
pub use lower::{Coverage, Example, Lowered, Options, lower};
pub use problem::{Problem, Problems, Severity};
pub use surface::{Argument, Declaration, Difference, DifferenceKind, Item, Level, Surface};
