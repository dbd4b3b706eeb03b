//! [`Changes`]: how the number of entries of a list changed while its pages were read.

use std::ops::Range;

/// How the number of entries that a list counts changed from page to page.
///
/// It does not see a deletion and an insertion between the same two pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Changes {
    /// The sum of all numbers by which it grew: at least so many entries were inserted.
    pub grew_by: u64,
    /// The sum of all numbers by which it fell: at least so many entries were deleted, or no longer match.
    pub fell_by: u64,
}

impl Changes {
    /// Whether the number was the same on all pages.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The numbers of entries that the pages of a list counted.
#[derive(Debug, Default)]
pub(super) struct Counts {
    /// The number that the last page in order counted.
    last: Option<u64>,
    /// The most entries that a page had.
    page_size: u64,
    /// The number of pages that were read in order, and of those that had to be read again.
    read: u64,
    again: u64,
    fall: Option<Fall>,
    changes: Changes,
    /// Whether it changed since the first page of this part.
    pub(super) has_changed: bool,
}

/// A page that counts fewer entries than the one before it.
#[derive(Debug)]
struct Fall {
    number: u64,
    /// The number of entries before it.
    before: u64,
    /// The first page that is read again.
    from: u64,
}

impl Counts {
    /// Returns how the number changed so far.
    pub(super) fn changes(&self) -> Changes {
        self.changes
    }

    /// Returns the number that the last page in order counted.
    pub(super) fn last(&self) -> Option<u64> {
        self.last
    }

    /// Notes the next page in order.
    pub(super) fn note(&mut self, number: u64, count: Option<u64>, entries: usize) {
        // A page that is not full does not show how many entries make a page.
        self.page_size = self
            .page_size
            .max(u64::try_from(entries).unwrap_or(u64::MAX));
        self.read += 1;
        let before = self.last;
        self.last = count.or(before);
        self.fall = None;
        let (Some(before), Some(now)) = (before, count) else {
            return;
        };
        self.changes.grew_by += now.saturating_sub(before);
        self.changes.fell_by += before.saturating_sub(now);
        self.has_changed |= now != before;
        self.fall = (now < before).then_some(Fall {
            number,
            before,
            from: number,
        });
    }

    /// Returns the pages to read again because the number of entries fell from the page before the last one in order to what
    /// `count` is now, apart from those that were returned before. Fails with the reason if there are so many that the list
    /// would hardly go on.
    pub(super) fn recall(&mut self, count: Option<u64>, first: u64) -> Result<Range<u64>, String> {
        let (Some(fall), Some(now)) = (&mut self.fall, count) else {
            return Ok(0..0);
        };
        // An entry can have moved by so many places, and across one border more than these places fill pages.
        let moved = fall.before.saturating_sub(now);
        let back = moved.div_ceil(self.page_size.max(1)).saturating_add(1);
        let from = fall.number.saturating_sub(back).max(first);
        let pages = from..fall.from;
        fall.from = fall.from.min(from);
        self.again += pages.end.saturating_sub(pages.start);
        // Deletions alone cause fewer: two for each page, and one for each page of deleted entries.
        if self.again > 4 * self.read + 64 {
            return Err(format!(
                "the number of entries changes too much to read the list by page: after {} pages, {} would have to be \
                 read again",
                self.read, self.again
            ));
        }
        Ok(pages)
    }

    /// Starts with the first page of another list.
    pub(super) fn restart(&mut self) {
        *self = Self {
            changes: self.changes,
            ..Self::default()
        };
    }
}
