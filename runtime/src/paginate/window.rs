//! [`Window`]: the part of a list after an instant, and in which order its pages are read.
//!
//! The keys of a list ascend. An entry that changes or is deleted leaves its place, and all behind it move one place to the
//! front. An entry that changed comes again at the end. So the pages of a window are read from the first on, until one ends
//! with a later key, after which another window begins. Usually that is the first page. If there are several, an entry can
//! have moved to a page that was read already: the pages before the last one are read once more, backwards. What moves
//! to the front meanwhile moves to pages that are still to come, so that each entry is met.

use std::collections::HashMap;

use jiff::Timestamp;

use super::{
    key::{Version, just_before},
    progress::{News, Progress},
};
use crate::model::id::Id;

/// The pages of a list after an instant.
#[derive(Debug, Default)]
pub(super) struct Window {
    /// The instant, or `None` for the whole list.
    pub(super) after: Option<Timestamp>,
    /// The number of the page to read.
    pub(super) page: u64,
    direction: Direction,
    /// The pages that were read forwards, and whether they go on.
    progress: Progress,
    /// The version of each entry that was read forwards, and its place.
    places: HashMap<Id, (Version, u64)>,
    /// The last place.
    place: u64,
    /// The last page with entries.
    last: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    Forwards {
        /// Whether the list was read to its end, backwards again, and nothing new has come since.
        is_confirming: bool,
    },
    Backwards {
        /// The start of the window that follows, if there is one.
        next: Option<Timestamp>,
    },
}

impl Default for Direction {
    fn default() -> Self {
        Self::Forwards {
            is_confirming: false,
        }
    }
}

/// A page of a window.
#[derive(Debug)]
pub(super) struct WindowPage {
    /// The ids and versions of all its entries.
    pub(super) entries: Vec<(Id, Version)>,
    /// Whether it is the last page of the list.
    pub(super) is_last: bool,
    /// Whether an entry is new, or has a new key.
    pub(super) has_new: bool,
}

impl Window {
    /// Starts with the first page after an instant.
    pub(super) fn new(after: Option<Timestamp>) -> Self {
        Self {
            after,
            page: 1,
            ..Self::default()
        }
    }

    /// Continues after an error.
    pub(super) fn resume(&mut self) {
        self.progress.reset();
    }

    /// Checks a page. Fails with the reason if the list does not go on, or if entries with the same key changed their order.
    pub(super) fn check(
        &mut self,
        page: &WindowPage,
        page_count: Option<u64>,
        body: &[u8],
    ) -> Result<(), String> {
        if let Direction::Backwards { .. } = self.direction {
            return self.check_order(page);
        }
        let ids: Vec<Id> = page.entries.iter().map(|(id, _)| id.clone()).collect();
        for id in &ids {
            self.progress.insert(id);
        }
        self.progress.note(News {
            number: self.page,
            page_count,
            is_last: page.is_last,
            is_empty: ids.is_empty(),
            leads_on: false,
            differs: false,
            ids: &ids,
            body,
        })?;
        for (id, version) in &page.entries {
            self.place = self.place.saturating_add(1);
            self.places.insert(id.clone(), (*version, self.place));
        }
        Ok(())
    }

    /// Entries that leave their places do not change the order of the others.
    fn check_order(&self, page: &WindowPage) -> Result<(), String> {
        let mut before = 0;
        for (id, version) in &page.entries {
            let Some((known, place)) = self.places.get(id) else {
                continue;
            };
            // It can have changed within the second, and have another place since.
            if known != version {
                continue;
            }
            if *place < before {
                return Err(format!(
                    "entries changed their order from one request to the next, entry {id} among them: the server has no \
                     order for entries with the same key, and more than one page of them; so none can be sure to be \
                     read; ask for more entries per page, or set filters, so that fewer have the same key"
                ));
            }
            before = *place;
        }
        Ok(())
    }

    /// Goes on to the next page or the next window. Returns whether there is one.
    pub(super) fn advance(&mut self, page: &WindowPage) -> bool {
        match self.direction {
            Direction::Forwards { is_confirming } => {
                self.forwards(page, is_confirming && !page.has_new)
            }
            Direction::Backwards { next } => {
                self.backwards(next);
                true
            }
        }
    }

    fn forwards(&mut self, page: &WindowPage, is_confirming: bool) -> bool {
        let last = page.entries.last();
        let next = last.map(|(_, version)| just_before(version.key));
        let next = next.filter(|next| self.after.is_none_or(|after| *next > after));
        if !page.entries.is_empty() {
            self.last = self.page;
        }
        // The whole window at one moment, or as it was before and after it was read backwards.
        if page.is_last && (self.page == 1 || is_confirming && next.is_none()) {
            return false;
        }
        if next.is_none() && !page.is_last {
            self.direction = Direction::Forwards { is_confirming };
            self.page = self.page.saturating_add(1);
            return true;
        }
        self.backwards(next);
        true
    }

    /// Goes one page back. Before the first page is the window that follows, or else the end of this one again.
    fn backwards(&mut self, next: Option<Timestamp>) {
        if self.page > 1 {
            self.page -= 1;
            self.direction = Direction::Backwards { next };
            return;
        }
        match next {
            Some(_) => *self = Self::new(next),
            None => {
                *self = Self {
                    page: self.last.max(1),
                    direction: Direction::Forwards {
                        is_confirming: true,
                    },
                    ..Self::new(self.after)
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(ids: &[u64]) -> WindowPage {
        let version = Version {
            key: Timestamp::UNIX_EPOCH,
            digest: 0,
        };
        WindowPage {
            entries: ids.iter().map(|id| (Id::from(*id), version)).collect(),
            is_last: false,
            has_new: false,
        }
    }

    #[test]
    fn after_an_error_a_window_may_have_as_many_pages_without_entries_as_before() {
        let mut window = Window::new(None);
        let idle = |window: &mut Window| (0..9).take_while(|_| check(window).is_ok()).count();
        fn check(window: &mut Window) -> Result<(), String> {
            window.check(&page(&[]), None, b"")
        }
        let before = idle(&mut window);
        assert!(before > 0 && before < 9);
        window.resume();
        assert_eq!(idle(&mut window), before);
    }

    #[test]
    fn the_order_is_checked_of_different_entries() {
        let mut window = Window::new(None);
        window.check(&page(&[1, 2, 3]), None, b"").unwrap();
        window.direction = Direction::Backwards { next: None };
        window.check(&page(&[1, 1, 3]), None, b"").unwrap();
        let error = window.check(&page(&[3, 2]), None, b"").unwrap_err();
        assert!(error.contains("entry 2 among them"), "{error}");
    }
}
