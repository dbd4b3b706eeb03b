//! The text of the value whose variant is being found.
//!
//! A [`Value`](serde_json::Value) has no digits of a number with a fraction beyond those of a floating-point number. Where a
//! union has decimals in it, its variants are read from its text in place of that.

use std::{borrow::Cow, cell::RefCell, rc::Rc};

use serde_json::Value;

use crate::text::{
    json_error::from_part,
    numbers::{Numbers, is_too_large},
};

/// The largest number of a [`Value`].
const LARGEST: &str = "1.7976931348623157e308";

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

/// Reads a text as a value that its variant is found by.
///
/// # Errors
/// Fails with the path to what is wrong, and the reason.
pub(super) fn read_value(text: &str) -> Result<Value, String> {
    from_part(&representable(text))
}

/// Returns the first number of a text that a [`Value`] cannot hold.
pub(super) fn unrepresentable(text: &str) -> Option<&str> {
    let mut numbers = Numbers::of(text).filter_map(|place| text.get(place));
    numbers.find(|number| is_too_large(number))
}

/// Writes the largest number in place of each one that a [`Value`] cannot hold, so that the variants can be told apart.
fn representable(text: &str) -> Cow<'_, str> {
    if unrepresentable(text).is_none() {
        return text.into();
    }
    let mut written = String::with_capacity(text.len());
    let mut end = 0;
    for place in Numbers::of(text) {
        if text.get(place.clone()).is_some_and(is_too_large) {
            written.push_str(text.get(end..place.start).unwrap_or_default());
            written.push_str(LARGEST);
            end = place.end;
        }
    }
    written.push_str(text.get(end..).unwrap_or_default());
    written.into()
}

/// Counts the numbers of a text that are not in `written` with the same digits.
pub(super) fn lost_digits(text: &str, written: &str) -> usize {
    let written = sorted(written);
    let mut written = written.iter().peekable();
    let mut is_lost = |number: &&str| {
        while written.next_if(|other| *other < number).is_some() {}
        written.next_if(|other| *other == number).is_none()
    };
    sorted(text).iter().filter(|number| is_lost(number)).count()
}

fn sorted(text: &str) -> Vec<&str> {
    let mut numbers: Vec<&str> = Numbers::of(text)
        .filter_map(|place| text.get(place))
        .collect();
    numbers.sort_unstable();
    numbers
}

/// Restores the text when it is dropped, also by a panic.
struct Restore(Option<Rc<str>>);

impl Drop for Restore {
    fn drop(&mut self) {
        TEXT.replace(self.0.take());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_lost_that_are_not_written() {
        for (text, written, lost) in [
            ("0.10", "0.10", 0),
            ("0.10", "0.1", 1),
            (r#"{"a":[1,2.0],"b":"3"}"#, r#"{"b":"3","a":[2.0,1]}"#, 0),
            ("[1,1,1]", "[1,1]", 1),
            ("[1.0,2.0,3]", "[1,2,3]", 2),
            ("[1]", "", 1),
        ] {
            assert_eq!(lost_digits(text, written), lost, "{text}");
        }
    }

    #[test]
    fn a_number_that_is_too_large_does_not_hide_the_rest() {
        let read = read_value(r#"{"kind":"a","amount":[1e999,0.10,-1e999]}"#).unwrap();
        assert_eq!(read["kind"], "a");
        assert_eq!(read["amount"][0], f64::MAX);
        assert_eq!(unrepresentable("[1,-1e999]"), Some("-1e999"));
    }

    #[test]
    fn a_union_has_the_text_of_its_own_value_and_none_behind_it() {
        with_text(Some("1".into()), || {
            with_text(Some("2".into()), || {
                assert_eq!(current_text().as_deref(), Some("2"))
            });
            assert_eq!(current_text().as_deref(), Some("1"));
        });
        assert_eq!(current_text(), None);
    }
}
