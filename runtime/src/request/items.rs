//! [`Items`]: the list of a request that can be longer than one request allows, and the entries that items stand for.

use std::{collections::HashSet, ops::Range};

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
#[derive(Clone, Copy, PartialEq, Eq)]
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

    /// Returns the entries that some items stand for. Two equal objects are two entries that are created, and two
    /// equal ids or names are the same entry.
    pub(super) fn entries(&self, range: Range<usize>) -> SentEntries {
        let texts = self.texts(range);
        let count = match self.target {
            ItemsTarget::List if texts.iter().all(|text| text.starts_with('{')) => texts.len(),
            _ => texts.iter().collect::<HashSet<_>>().len(),
        };
        SentEntries {
            count,
            is_split: true,
        }
    }
}

/// The entries that the list of a request stands for.
#[derive(Clone, Copy)]
pub(super) struct SentEntries {
    pub(super) count: usize,
    /// Whether the list can be split. By the document, a response has an entry for each of its items then.
    pub(super) is_split: bool,
}

impl SentEntries {
    /// Counts the texts of a list that is joined by commas. Two equal texts are the same entry.
    pub(super) fn joined(joined: &str) -> Self {
        let texts: HashSet<&str> = joined.split(',').collect();
        Self {
            count: texts.len(),
            is_split: false,
        }
    }
}
