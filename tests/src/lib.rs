//! The expected output of every document in `fixtures`, as modules.
//!
//! This crate has to build, to pass clippy and to make its documentation without a warning, and its documentation holds
//! no example that would be run. That is a test of the generator, for every construct that it knows and for everything
//! that a document can hold. The behaviour of the modules is tested in `tests`.

#![deny(warnings)]

// The expected output is as the generator prints it.
#[rustfmt::skip]
mod fixtures;

pub use fixtures::*;
