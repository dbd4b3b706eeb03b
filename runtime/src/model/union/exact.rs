//! The text of the value whose variant is being found.
//!
//! A [`Value`](serde_json::Value) has no digits of a number with a fraction beyond those of a floating-point number. Where a
//! union has decimals in it, its variants are read from its text in place of that.

use std::{cell::RefCell, rc::Rc};

thread_local! {
    /// The text of the innermost union, if that is read from it.
    static TEXT: RefCell<Option<Rc<str>>> = const { RefCell::new(None) };
}

/// Runs `read` for the value of a union, with its text or without.
pub(super) fn with_text<T>(text: Option<Rc<str>>, read: impl FnOnce() -> T) -> T {
    let _restore = Restore(TEXT.replace(text));
    read()
}

/// Returns the text of the value of the innermost union, if that is read from it.
pub(super) fn current_text() -> Option<Rc<str>> {
    TEXT.with_borrow(Clone::clone)
}

/// Restores the text when it is dropped, also by a panic.
struct Restore(Option<Rc<str>>);

impl Drop for Restore {
    fn drop(&mut self) {
        TEXT.replace(self.0.take());
    }
}
