//! Turns an OpenAPI document into the source files of a Rust client.
//!
//! ```
//! # use specwright::Options;
//! # let text = "openapi: 3.0.3\ninfo: {title: Empty, version: '1'}\npaths: {}\n";
//! let parsed = specwright::parse(text)?; // text → tree, each node with its location
//! let lowered = specwright::lower(parsed, &Options::default())?; // tree → IR; finds every problem
//! let files = specwright::emit(&lowered.api, "cargo xtask codegen"); // IR → files; only prints, cannot fail
//! let lock = specwright::lock(&lowered.api, &files, "cargo xtask codegen"); // names and orders, for `Options::lock` the next time
//! # assert!(files.iter().any(|file| file.path == "mod.rs"));
//! # Ok::<(), specwright::Problems>(())
//! ```
//!
//! These functions touch no file and start no process: the same text gives the same bytes. [`Project`] does the same with
//! files, for a build script or a task of one's own, and [`command`] is the program `specwright`.

#![warn(missing_docs)]

// The code in the documentation compiles, too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
#[doc = include_str!("../../docs/build-scripts.md")]
struct Readme;

mod changes;
#[cfg(feature = "cli")]
pub mod command;
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
pub mod project;
mod surface;

pub use changes::{At, Change, Errors, Kind, Report, Wire, compare};
pub use config::{Code, Config, Setting};
pub use document::decode::decode;
pub use document::parse::{Parsed, parse};
pub use document::{Document, Node, NodeId, Place, Value};
pub use emit::front::{Front, front};
pub use emit::{File, emit, emit_values};
pub use lock::{Lock, LockError, lock};
pub use lower::{Coverage, Example, Lowered, Options, lower};
pub use problem::{Problem, Problems, Severity};
pub use project::{Failure, Generation, Manifest, Package, Project, Runtime};
pub use surface::{Argument, Declaration, Difference, DifferenceKind, Item, Level, Surface};
