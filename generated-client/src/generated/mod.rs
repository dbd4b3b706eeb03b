// Generated from the OpenAPI document by `cargo xtask codegen`; edit that document, not this file.

/// The client, and one function for each operation.
#[allow(
    missing_docs,
    reason = "an item that the document does not describe has no text"
)]
pub mod endpoints;

/// The examples of the document, as responses of a mock.
#[cfg(feature = "mock")]
pub mod examples;

/// The value sets of parameters.
#[allow(
    missing_docs,
    reason = "an item that the document does not describe has no text"
)]
pub mod filters;

/// The types of request and response bodies, and of the headers of responses.
#[allow(
    missing_docs,
    reason = "an item that the document does not describe has no text"
)]
pub mod models;
