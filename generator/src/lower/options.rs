//! How a document is lowered.

use crate::config::Config;
use crate::lock::Lock;

/// How a document is lowered.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Whether errors that can be recovered from are reported as degradations. This is for documents of third parties,
    /// which cannot be corrected.
    pub lenient: bool,
    /// The operations that are generated, with the types that they reach: each named by its id, by a tag, or as
    /// `GET /pets/{id}`. If there are none, everything is generated.
    pub only: Vec<String>,
    /// The operations that are left out, named in the same way, with the types that only they reach.
    pub exclude: Vec<String>,
    /// The configuration. Its `only` counts if there is none here, and its `exclude` in addition.
    pub config: Option<Config>,
    /// Whether settings of the configuration that match nothing, or that cannot be, are degradations. This is for comparing
    /// documents, one of which may be older than the configuration.
    pub lenient_settings: bool,
    /// Whether the examples of the document are collected.
    pub examples: bool,
    /// The names and the order of the last generation, which are kept.
    pub lock: Option<Lock>,
}
