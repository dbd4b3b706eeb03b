//! [`Expected`]: the entries that the response to a request must have.

use crate::model::id::Id;

/// The entries that the response to a request must have, as far as the document says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// The document does not say.
    Any,
    /// The entry with this id, and no other.
    Entry(Id),
    /// This number of entries, because as many items were sent.
    Entries(usize),
}
