//! [`Changes`]: how the number of entries of a list changed while its pages were read.

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
    changes: Changes,
    /// Whether it changed since the first page of this part.
    pub(super) has_changed: bool,
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

    /// Notes the next page in order. Returns by how many pages its entries can have moved to the front since the page
    /// before it was read.
    pub(super) fn note(&mut self, count: Option<u64>, entries: usize) -> u64 {
        // A page that is not full does not show how many entries make a page.
        self.page_size = self
            .page_size
            .max(u64::try_from(entries).unwrap_or(u64::MAX));
        self.read += 1;
        let before = self.last;
        self.last = count.or(before);
        let (Some(before), Some(now)) = (before, count) else {
            return 0;
        };
        self.changes.grew_by += now.saturating_sub(before);
        let fell_by = before.saturating_sub(now);
        self.has_changed |= now != before;
        self.changes.fell_by += fell_by;
        match fell_by {
            0 => 0,
            // An entry can have moved across one border more than fit on the pages in between.
            _ => fell_by.div_ceil(self.page_size.max(1)) + 1,
        }
    }

    /// Notes that pages are read again. Fails with the reason if there are so many that the list would hardly go on.
    pub(super) fn again(&mut self, pages: u64) -> Result<(), String> {
        self.again += pages;
        // Deletions alone cause fewer: two for each page, and one for each page of deleted entries.
        if self.again <= 4 * self.read + 64 {
            return Ok(());
        }
        Err(format!(
            "the number of entries changes too much to read the list by page: after {} pages, {} would have to be read again",
            self.read, self.again
        ))
    }

    /// Starts with the first page of another list.
    pub(super) fn restart(&mut self) {
        *self = Self {
            changes: self.changes,
            ..Self::default()
        };
    }
}
