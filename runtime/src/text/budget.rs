//! [`Budget`]: the memory that is left for the untyped values of a text.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use serde::de::Error;

/// The memory that the untyped values of a text may take, in bytes, as [`Limited`](super::untyped::Limited) estimates it.
pub(crate) const MAX_MEMORY: usize = 256 << 20;

thread_local! {
    /// The memory that is left for the text that is being read.
    static LEFT: RefCell<Option<Rc<Cell<usize>>>> = const { RefCell::new(None) };
}

/// The memory that is left for untyped values. It also says how strictly a text is read, and notes whether it has an unknown
/// property.
#[derive(Debug)]
pub struct Budget {
    left: Rc<Cell<usize>>,
    has_unknown: Cell<bool>,
    is_strict: bool,
}

impl Default for Budget {
    fn default() -> Self {
        Self::strict(false)
    }
}

impl Budget {
    /// Makes a budget for a text of which every deviation is an error, or not.
    pub(crate) fn strict(is_strict: bool) -> Self {
        Self {
            left: Rc::new(Cell::new(MAX_MEMORY)),
            has_unknown: Cell::new(false),
            is_strict,
        }
    }

    /// Makes the budget for a part of the text that is being read, which is read as a text of its own: it takes from what is
    /// left for the whole. If no budget is in use, the part has one of its own.
    pub(crate) fn of_part(is_strict: bool) -> Self {
        let budget = Self::strict(is_strict);
        match LEFT.with_borrow(Clone::clone) {
            Some(left) => Self { left, ..budget },
            None => budget,
        }
    }

    /// Runs `read`, in which [`of_part`](Self::of_part) takes from this budget.
    pub(crate) fn used_by<T>(&self, read: impl FnOnce() -> T) -> T {
        let _restore = Restore(LEFT.replace(Some(Rc::clone(&self.left))));
        read()
    }

    pub(crate) fn is_strict(&self) -> bool {
        self.is_strict
    }

    /// Takes memory, and returns whether there is as much left.
    pub(crate) fn take(&self, bytes: usize) -> bool {
        let left = self.left.get().checked_sub(bytes);
        self.left.set(left.unwrap_or(0));
        left.is_some()
    }

    #[cfg(test)]
    pub(super) fn left(&self) -> usize {
        self.left.get()
    }

    /// Whether the outermost object of a text had a property that its type does not have.
    pub(crate) fn has_unknown(&self) -> bool {
        self.has_unknown.get()
    }

    pub(super) fn note_unknown(&self) {
        self.has_unknown.set(true);
    }

    pub(super) fn charge<E: Error>(&self, bytes: usize) -> Result<(), E> {
        if self.take(bytes) {
            return Ok(());
        }
        Err(E::custom(format_args!(
            "the untyped values up to here take {} MiB of memory, which is the limit; read the body by `send_raw` \
             or `send_for_stream`, and parse it with a type for what is needed",
            MAX_MEMORY >> 20
        )))
    }
}

/// Restores what is left for the text around it when it is dropped, also by a panic.
struct Restore(Option<Rc<Cell<usize>>>);

impl Drop for Restore {
    fn drop(&mut self) {
        LEFT.replace(self.0.take());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_takes_from_the_budget_of_the_text_around_it_and_of_no_other() {
        let whole = Budget::strict(false);
        whole.used_by(|| assert!(Budget::of_part(false).take(7)));
        assert_eq!(whole.left(), MAX_MEMORY - 7);
        assert_eq!(Budget::of_part(false).left(), MAX_MEMORY);
    }
}
