//! [`Items`]: the list of a request that can be longer than one request allows.

use std::ops::Range;

use crate::exchange::invalid_request::InvalidRequest;

/// A list that can be sent in several requests. Each item is written already.
pub(super) struct Items {
    pub(super) target: ItemsTarget,
    pub(super) name: &'static str,
    /// The text of each item. Empty if one of them cannot be written.
    pub(super) texts: Vec<String>,
    /// The number of items.
    pub(super) len: usize,
    /// The maximum number of items in one request.
    pub(super) max_len: usize,
    /// The error if the list is too long for one request, or empty.
    pub(super) refused: Option<InvalidRequest>,
}

/// The part of a request with the items, and how they are joined.
#[derive(Clone, Copy)]
pub(super) enum ItemsTarget {
    /// A query parameter with commas: `ids=1,2`.
    Query,
    /// A property of the body, or without a name all of it, that is a list: `{"ids": [1, 2]}`.
    List,
    /// A property of the body that is a string with commas: `{"ids": "1,2"}`.
    Text,
}

impl Items {
    /// Returns the texts of some items. There are none if an item cannot be written.
    pub(super) fn texts(&self, range: Range<usize>) -> &[String] {
        self.texts.get(range).unwrap_or_default()
    }
}
