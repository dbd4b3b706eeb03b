//! [`QueryList`]: a list in the query that can be split, and the lengths of its parts.

use std::ops::Range;

use crate::exchange::invalid_request::InvalidRequest;

/// A list in the query that can be longer than one request allows.
pub(super) struct QueryList {
    pub(super) name: &'static str,
    /// Its different items, percent-encoded.
    pub(super) items: Vec<String>,
    /// The number of its items.
    pub(super) len: usize,
    /// The maximum number of items in one request, if there is one.
    pub(super) max_len: Option<usize>,
    /// The error if the list is too long for one request.
    pub(super) refused: Option<InvalidRequest>,
}

impl QueryList {
    pub(super) fn longest_item(&self) -> usize {
        self.items.iter().map(String::len).max().unwrap_or(0)
    }

    /// Returns the length of the longest list with the maximum number of items.
    pub(super) fn longest_part(&self) -> usize {
        let most = self.max_len.unwrap_or(self.items.len()).max(1);
        self.items.chunks(most).map(joined_len).max().unwrap_or(0)
    }

    /// Splits it into lists with commas that are not longer than `target` bytes, unless an item is.
    pub(super) fn split(&self, target: usize) -> Vec<String> {
        let max_len = self.max_len.unwrap_or(usize::MAX).max(1);
        let mut parts = Vec::new();
        let mut start = 0;
        while start < self.items.len() {
            let range = fitting(&self.items, start, max_len, target);
            start = range.end;
            parts.push(self.items.get(range).unwrap_or_default().join(","));
        }
        parts
    }
}

fn joined_len(items: &[String]) -> usize {
    let len: usize = items.iter().map(|item| item.len() + 1).sum();
    len.saturating_sub(1)
}

/// Returns the indexes of the items from `start` on that go into one request: at most `max_len`, which joined by commas
/// have at most `room` bytes. There is at least one.
pub(super) fn fitting(
    encoded: &[String],
    start: usize,
    max_len: usize,
    room: usize,
) -> Range<usize> {
    let mut end = start;
    let mut len = 0;
    for item in encoded.iter().skip(start).take(max_len) {
        len += item.len() + usize::from(end > start);
        if len > room && end > start {
            break;
        }
        end += 1;
    }
    start..end
}

/// Reduces the lengths of several lists until their sum is within `room`. Each stays at least as long as its longest item.
/// The longest is halved first, so that there are few combinations.
pub(super) fn share(targets: &mut [usize], longest: &[usize], room: usize) {
    loop {
        let sum: usize = targets.iter().sum();
        if sum <= room {
            return;
        }
        let reducible = targets.iter_mut().zip(longest);
        let reducible = reducible.filter(|(target, longest)| **target > **longest);
        let Some((target, longest)) = reducible.max_by_key(|(target, _)| **target) else {
            return;
        };
        let left = room.saturating_sub(sum - *target);
        *target = left.max(*target / 2).max(*longest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_fill_the_room_to_its_last_byte() {
        let items = ["aa", "bb", "c"].map(str::to_owned);
        for (start, room, expected) in [
            (0, 5, 0..2),
            (0, 4, 0..1),
            (0, 7, 0..3),
            (0, 6, 0..2),
            // At least one.
            (0, 1, 0..1),
            (1, 4, 1..3),
        ] {
            assert_eq!(fitting(&items, start, 9, room), expected, "{room}");
        }
        assert_eq!(fitting(&items, 0, 2, 99), 0..2);
    }

    #[test]
    fn the_longest_list_is_halved_first_and_no_further_than_is_needed() {
        let shared = |mut targets: [usize; 2], longest, room| {
            share(&mut targets, longest, room);
            targets
        };
        assert_eq!(shared([100, 100], &[10, 10], 200), [100, 100]);
        assert_eq!(shared([100, 100], &[10, 10], 180), [100, 80]);
        assert_eq!(shared([100, 100], &[10, 10], 120), [70, 50]);
        assert_eq!(shared([100, 100], &[90, 95], 120), [90, 95]);
    }
}
