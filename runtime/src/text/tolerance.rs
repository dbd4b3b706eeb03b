//! Deviations in the values of a text: whether they are tolerated, and which were.
//!
//! Types are read far below the code that reads a response. Only a few of them tolerate anything, and seldom. So what was
//! tolerated is kept for the thread while a text is read, and costs nothing otherwise.

use std::cell::{Cell, RefCell};

use super::json_path::paths_of_strings;

/// The number of deviations of a text whose places are kept. A server that writes all dates in the same way does not need
/// more.
const MAX_NOTES: usize = 100;

/// The kind of a deviation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A date-time without an offset.
    NoOffset,
    /// A date-time at midnight in place of a date.
    MidnightForDate,
    /// A date-time after the last one that can be held.
    AfterLastInstant,
    /// An empty text in place of none.
    EmptyText,
}

/// A deviation in the value of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Note {
    pub(crate) kind: Kind,
    /// The address of the text of the value. It is within the whole text, unless the value was copied.
    address: usize,
    value: Box<str>,
}

thread_local! {
    static IS_STRICT: Cell<bool> = const { Cell::new(false) };
    /// The number of deviations so far.
    static COUNT: Cell<usize> = const { Cell::new(0) };
    /// Those of the text that is being read. `None` if they are not kept.
    static NOTES: RefCell<Option<Vec<Note>>> = const { RefCell::new(None) };
}

/// Whether every deviation is an error. If a text is read without a client, none is.
pub(crate) fn is_strict() -> bool {
    IS_STRICT.get()
}

/// Notes what was tolerated in a text.
pub(crate) fn note(kind: Kind, value: &str) {
    count();
    NOTES.with_borrow_mut(|notes| {
        if let Some(notes) = notes.as_mut().filter(|notes| notes.len() < MAX_NOTES) {
            let note = Note {
                kind,
                address: value.as_ptr().addr(),
                value: value.into(),
            };
            // A union can read a value several times.
            if !notes.contains(&note) || value.is_empty() {
                notes.push(note);
            }
        }
    });
}

/// Counts a deviation that is not listed: an alternative of a union that needs none is preferred.
pub(crate) fn count() {
    COUNT.set(COUNT.get().wrapping_add(1));
}

/// Runs `read`, and counts what it tolerates. If it fails, its notes are dropped.
pub(crate) fn counted<T, E>(read: impl FnOnce() -> Result<T, E>) -> Result<(T, usize), E> {
    let before = COUNT.get();
    let kept = NOTES.with_borrow(|notes| notes.as_ref().map_or(0, Vec::len));
    match read() {
        Ok(value) => Ok((value, COUNT.get().wrapping_sub(before))),
        Err(error) => {
            COUNT.set(before);
            NOTES.with_borrow_mut(|notes| {
                if let Some(notes) = notes {
                    notes.truncate(kept);
                }
            });
            Err(error)
        }
    }
}

/// Runs `read`, strictly or not.
pub(crate) fn reading<T>(is_strict: bool, read: impl FnOnce() -> T) -> T {
    let before = IS_STRICT.replace(is_strict);
    let _restore = OnDrop(|| IS_STRICT.set(before));
    read()
}

/// Runs `read`, and returns what it tolerated.
pub(crate) fn noting<T>(read: impl FnOnce() -> T) -> (T, Vec<Note>) {
    let before = NOTES.replace(Some(Vec::new()));
    let mut notes = Vec::new();
    let value = {
        let _restore = OnDrop(|| {
            let own = NOTES.replace(before.clone());
            notes = own.unwrap_or_default();
        });
        read()
    };
    (value, notes)
}

impl Note {
    /// Returns the number of bytes of `text` before the value. If the value was copied before it was read, as those within
    /// unions are, it is the next one of the same text after `from`.
    fn offset(&self, text: &[u8], from: usize) -> Option<usize> {
        let within = self.address.checked_sub(text.as_ptr().addr());
        within
            .filter(|offset| *offset < text.len())
            .or_else(|| Some(from + self.search(text.get(from..)?)?))
    }

    fn search(&self, text: &[u8]) -> Option<usize> {
        let quoted = serde_json::to_string(&self.value).ok()?;
        // Each text that is not given is empty.
        let quoted = Some(quoted.as_bytes()).filter(|_| !self.value.is_empty())?;
        let found = text.windows(quoted.len()).position(|part| part == quoted)?;
        Some(found + 1)
    }
}

/// Returns the paths to the values of notes in `text`, as far as they are known. It is read once.
pub(crate) fn paths(notes: &[Note], text: &[u8]) -> Vec<Option<String>> {
    let mut from = 0;
    let offsets: Vec<Option<usize>> = (notes.iter())
        .map(|note| {
            let offset = note.offset(text, from)?;
            from = offset;
            Some(offset)
        })
        .collect();
    let wanted: Vec<usize> = offsets.iter().flatten().copied().collect();
    let paths = paths_of_strings(text, &wanted);
    let path = |offset: Option<usize>| paths.get(&offset?).cloned();
    offsets.into_iter().map(path).collect()
}

/// Runs a function when it is dropped, also by a panic.
struct OnDrop<F: FnMut()>(F);

impl<F: FnMut()> Drop for OnDrop<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}
