// Generated from the OpenAPI document by `cargo xtask codegen`; edit that document, not this file.

#![allow(
    missing_docs,
    reason = "an item that the document does not describe has no text"
)]

/// The client, and one function for each operation.
pub mod endpoints;

/// The value sets of parameters.
pub mod filters;

/// The types of request and response bodies.
pub mod models;
