//! How fields hold a missing or null property.

/// How a field holds a missing or null property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It is always there: `T`.
    Required,
    /// It is always there, or null: `Option<T>`.
    Nullable,
    /// It can be missing, and null means the same or is not allowed: `Option<T>`.
    Optional,
    /// Missing and null have different meanings: `Patch<T>`.
    Patch,
    /// Missing, null and empty mean the same: `Vec<T>`, `BTreeMap<K, V>`.
    Collection,
}
