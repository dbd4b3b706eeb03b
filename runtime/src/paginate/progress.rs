//! [`Progress`]: the entries of a list that were on a page already, and pages that bring no other ones.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
};

use crate::model::id::Id;

/// The number of pages in a row without a new entry after which a list is not read any further.
const MAX_IDLE: u32 = 3;

/// The number of pages in a row without any entry after which a list is not read any further, although each leads on to
/// another one: a server that filters can need many.
const MAX_EMPTY: u32 = 100;

/// The entries of a list that were on a page already.
#[derive(Debug, Default)]
pub(super) struct Progress {
    /// Each id, with the number of the last part of the list that it was in.
    seen: HashMap<Id, u32>,
    /// The number of the part that is being read.
    part: u32,
    /// The number of ids in this part.
    in_part: u64,
    /// Whether entries of this part have no id.
    has_unknown: bool,
    /// Whether an id was new in this part since the last page.
    has_new: bool,
    /// The number of pages in a row without a new entry, up to the last one.
    idle: u32,
    /// The number of pages in a row without any entry that lead on.
    empty: u32,
    /// The number of pages in a row that were skipped, up to the last one.
    skipped: u32,
    /// A digest of the last page, if it has one.
    last: Option<u64>,
}

/// The content of a page, as far as it shows whether the list goes on.
#[derive(Clone, Copy, Debug)]
pub(super) struct News<'a> {
    /// The number of the page, counted from 1.
    pub(super) number: u64,
    /// The current number of pages, if it is known.
    pub(super) page_count: Option<u64>,
    /// Whether it is the last page.
    pub(super) is_last: bool,
    /// Whether it has no entries.
    pub(super) is_empty: bool,
    /// Whether it says itself where the next page is.
    pub(super) leads_on: bool,
    /// Whether its number of entries says where the next page is, so that no two pages are the same.
    pub(super) differs: bool,
    /// The ids of its entries, as far as they have one.
    pub(super) ids: &'a [Id],
    /// The body, by which a page is recognized if its entries have no ids.
    pub(super) body: &'a [u8],
}

impl Progress {
    /// Notes that an entry with this id was on a page. Returns whether it is new.
    pub(super) fn insert(&mut self, id: &Id) -> bool {
        // Most entries are new, but those that are not need no copy.
        let (is_new, is_new_in_part) = match self.seen.get_mut(id) {
            Some(part) => (false, std::mem::replace(part, self.part) != self.part),
            None => {
                self.seen.insert(id.clone(), self.part);
                (true, true)
            }
        };
        self.in_part += u64::from(is_new_in_part);
        self.has_new |= is_new_in_part;
        is_new
    }

    /// Returns the number of different entries in this part of the list, or `None` if some have no id.
    pub(super) fn count(&self) -> Option<u64> {
        (!self.has_unknown).then_some(self.in_part)
    }

    /// Whether the entries of this part of the list have ids.
    pub(super) fn has_ids(&self) -> bool {
        self.in_part > 0 && !self.has_unknown
    }

    /// Starts with the first page of another part of the list.
    pub(super) fn restart(&mut self) {
        *self = Self {
            seen: std::mem::take(&mut self.seen),
            part: self.part.saturating_add(1),
            ..Self::default()
        };
    }

    /// Notes a page that was read again, which does not show whether the list goes on.
    pub(super) fn note_again(&mut self) {
        self.has_new = false;
    }

    /// Returns the number of entries with an id.
    pub(super) fn seen(&self) -> usize {
        self.seen.len()
    }

    /// Forgets the pages without a new entry.
    pub(super) fn reset(&mut self) {
        self.idle = 0;
        self.empty = 0;
    }

    /// Notes that a page is skipped. Returns whether it may be: not if as many pages in a row were.
    pub(super) fn skip(&mut self) -> bool {
        self.skipped += 1;
        self.skipped <= MAX_IDLE
    }

    /// Forgets the ids of entries whose page is requested again.
    pub(super) fn forget(&mut self, ids: impl Iterator<Item = Id>) {
        for id in ids {
            if self.seen.remove(&id) == Some(self.part) {
                self.in_part = self.in_part.saturating_sub(1);
            }
        }
    }

    /// Notes a page. Fails with the reason if the list does not seem to go on.
    pub(super) fn note(&mut self, news: News<'_>) -> Result<(), String> {
        self.skipped = 0;
        let digest = news.digest();
        let is_repeated = digest.is_some() && digest == self.last;
        let has_new_id = std::mem::take(&mut self.has_new);
        self.has_unknown |= news.ids.is_empty() && !news.is_empty;
        let has_new = match news.ids {
            [] => !news.is_empty && !is_repeated,
            _ => has_new_id,
        };
        match has_new {
            true => self.reset(),
            false if news.is_empty && news.leads_on => self.empty += 1,
            false => self.idle += 1,
        }
        if news.is_last {
            // The last page of a list that shrinks can be empty, or have entries that moved there. If there is no such page
            // any more, some servers respond with the last one.
            let is_counted = news.page_count.is_some_and(|count| news.number <= count);
            if is_repeated && is_counted {
                return Err(format!(
                    "the last page has the same {} as the page before it; the server may ignore the number of the page",
                    news.entries()
                ));
            }
        } else if self.idle >= MAX_IDLE {
            return Err(news.standstill());
        } else if self.empty >= MAX_EMPTY {
            return Err(format!(
                "{MAX_EMPTY} pages in a row have no entries, and each leads on to another one; `resume` goes on"
            ));
        }
        self.last = digest;
        Ok(())
    }
}

impl News<'_> {
    /// Returns a digest of the entries: of their ids, or else of the whole body. `None` if they have no ids and are counted.
    fn digest(&self) -> Option<u64> {
        let mut hasher = DefaultHasher::new();
        match self.ids {
            // Entries without ids can be equal and be others. Without a number of pages, nothing else ends the list.
            [] if self.page_count.is_some() && !self.differs => return None,
            [] => self.body.hash(&mut hasher),
            ids => ids.hash(&mut hasher),
        }
        Some(hasher.finish())
    }

    fn standstill(&self) -> String {
        let count = match self.page_count {
            Some(count) => format!("the number of pages is {count}"),
            None => "there is no number of pages".to_owned(),
        };
        format!(
            "{MAX_IDLE} pages in a row have no new entries; page {} has {}, and {count}",
            self.number,
            self.entries()
        )
    }

    /// `no entries`, `1 entry`, `20 entries`
    fn entries(&self) -> String {
        match self.ids.len() {
            _ if self.is_empty => "no entries".to_owned(),
            0 => "entries".to_owned(),
            1 => "1 entry".to_owned(),
            count => format!("{count} entries"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn news(ids: &[Id]) -> News<'_> {
        News {
            number: 1,
            page_count: None,
            is_last: false,
            is_empty: ids.is_empty(),
            leads_on: false,
            differs: false,
            ids,
            body: b"",
        }
    }

    #[test]
    fn entries_have_ids_if_there_are_entries_and_all_have_one() {
        let mut progress = Progress::default();
        assert!(!progress.has_ids());
        progress.insert(&Id::from(1_u64));
        assert!(progress.has_ids());
        let unknown = News {
            is_empty: false,
            ..news(&[])
        };
        progress.note(unknown).unwrap();
        assert!(!progress.has_ids());
        assert_eq!(progress.count(), None);
    }

    #[test]
    fn only_the_entries_of_this_part_are_counted_and_forgotten() {
        let ids = [1_u64, 2, 3].map(Id::from);
        let mut progress = Progress::default();
        progress.insert(&ids[0]);
        progress.restart();
        progress.insert(&ids[1]);
        progress.insert(&ids[2]);
        progress.forget([ids[1].clone()].into_iter());
        assert_eq!(progress.count(), Some(1));
        progress.forget([ids[0].clone()].into_iter());
        assert_eq!((progress.count(), progress.seen()), (Some(1), 1));
    }

    #[test]
    fn an_entry_of_a_page_that_was_read_again_says_nothing_of_the_next_page() {
        let ids = [Id::from(1_u64)];
        let mut progress = Progress::default();
        for _ in 0..MAX_IDLE - 1 {
            progress.note(news(&ids)).unwrap();
        }
        progress.insert(&Id::from(2_u64));
        progress.note_again();
        assert!(progress.note(news(&ids)).is_err());
    }
}
