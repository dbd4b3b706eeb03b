//! How deep documents are followed, each limit with its reason and with what happens beyond it.

/// Unions that are variants of unions, and so on. A union that contains itself has no end; beyond the limit, its kind
/// of JSON value is unknown, and its variants are recognized by a property or by trial.
pub(crate) const UNIONS_WITHIN_UNIONS: usize = 16;
