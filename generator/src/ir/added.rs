//! Additions of the configuration to types.

use crate::config::Code;

/// The additions of the configuration to the declaration of a type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Further derives, none of which the type has by itself.
    pub derives: Vec<Code>,
    /// Further attributes.
    pub attributes: Vec<Code>,
    /// Whether other crates can write a struct out, and match a union without a rest.
    pub is_exhaustive: bool,
}
