//! The lock: the public names of a client, what of the document each stands for, and their order.
//!
//! It is written beside the generated files, and read the next time, so that an edit of the document changes what it
//! touches. What has a name keeps it, whatever else takes part in a collision now, and what has an order keeps that:
//! properties, and with them the arguments of constructors; parameters; values; operations; schemas. What is new stands
//! behind the part that it follows in the document. What the lock names and the document no longer has is dropped.
//!
//! ```text
//! endpoints::Client::get_boat(id: impl Into<String>) -> GetBoat <- GET /boats/{id} get-boat (path id)
//! models::Boat <- #/components/schemas/Boat
//! models::Boat::notes: Option<String> <- notes
//! ```
//!
//! On the left is the public item, and on the right its source: the part of the document that it stands for. What follows
//! from other items, such as the method that sets a field, has no source.
//!
//! | file | holds |
//! |---|---|
//! | `kept` | a [`Lock`]: what it keeps |
//! | `read` | the text to a [`Lock`] |
//! | `write` | a client to the text |
//! | `sources` | how the parts of a document are written |
//!
//! The order reaches the document in [`arrange`](crate::openapi::arrange).

mod kept;
mod read;
pub(crate) mod sources;
mod write;

pub use self::kept::Lock;
pub(crate) use self::kept::{Given, Member};
pub use self::read::LockError;
pub use self::write::lock;
