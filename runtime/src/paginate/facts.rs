//! [`Facts`]: what a page says of its place in the list.

use super::{page::Page, paging::Paging};
use crate::{
    model::id::Id,
    text::pointer::{items_at, value_at},
};

/// The place of a page in the list, as far as it says that.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) is_empty: bool,
    pub(super) page_count: Option<u64>,
    /// The number of pages by the page before it.
    pub(super) known: Option<u64>,
    /// The number of entries of the whole list.
    pub(super) count: Option<u64>,
    /// The values that its entries are recognized by, if those are not known by their type.
    pub(super) keys: Option<Vec<Option<Id>>>,
    /// The number of its entries.
    pub(super) len: Option<u64>,
    /// The JSON of the last entry.
    pub(super) last: Option<String>,
    /// Whether there are more pages, as it says.
    pub(super) more: Option<bool>,
}

impl Facts {
    /// Returns what a page says, and its body.
    pub(super) fn of(page: &impl Page, paging: &Paging, body: &[u8]) -> Self {
        let facts = Self {
            is_empty: page.is_empty(),
            page_count: page.page_count(),
            count: page.count(),
            ..Self::default()
        };
        facts.read(paging, body)
    }

    /// Reads what the paging needs to know from a body that is valid JSON.
    pub(super) fn read(mut self, paging: &Paging, body: &[u8]) -> Self {
        if let Some(pointer) = paging.more {
            let more = value_at(body, pointer);
            self.more = more.and_then(|more| serde_json::from_slice(more).ok());
        }
        if let Some(pointer) = paging.count {
            let count = value_at(body, pointer);
            self.count = count.and_then(|count| serde_json::from_slice(count).ok());
        }
        let Some(pointer) = paging.entries else {
            return self;
        };
        let items = items_at(body, pointer);
        self.len = u64::try_from(items.len()).ok();
        self.last = items.last().map(|item| item.get().to_owned());
        self.keys = paging.key.map(|pointer| {
            let keys = items.iter().map(|item| {
                let key = value_at(item.get().as_bytes(), pointer)?;
                serde_json::from_slice(key).ok()
            });
            keys.collect()
        });
        self
    }
}
