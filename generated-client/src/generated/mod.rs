// Generated from the OpenAPI document by `cargo xtask codegen`; edit that document, not this file.

/// The client, and one function for each operation.
pub mod endpoints;

/// The value sets of requests.
pub mod filters;

/// What requests and responses hold.
pub mod models;
