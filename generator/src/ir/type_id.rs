//! [`TypeId`]: the key of a declared type.

/// Key of [`Api::types`](super::Api::types): the place of the type in the order of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub usize);
