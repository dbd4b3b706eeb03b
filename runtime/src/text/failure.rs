//! Why a value was refused that is read as a text of its own, and where it is.
//!
//! serde_json fixes the position of an error where a list or an object ends, if the error was not made by itself. That is too
//! late: the path would be that of what is around the value. And a part that is read by itself has positions of its own. So
//! the last such failure is kept for the thread, until the error is explained.

use std::cell::RefCell;

use serde::de::Error;

use super::json_path::joined;

thread_local! {
    static LAST: RefCell<Option<Failure>> = const { RefCell::new(None) };
}

/// Why a value was refused.
#[derive(Clone, Debug)]
pub(super) struct Failure {
    /// The address of the text of the value, if that is within a text that is being read.
    pub(super) address: Option<usize>,
    /// The path to what is wrong within the value, with which the message begins.
    pub(super) within: String,
    message: String,
}

/// Forgets the last failure.
pub(super) fn forget() {
    LAST.take();
}

/// Runs `read`, and keeps the last failure before it.
pub(crate) fn apart<T>(read: impl FnOnce() -> T) -> T {
    let before = LAST.take();
    let value = read();
    LAST.replace(before);
    value
}

/// Returns the last failure, if an error has its message.
pub(super) fn last(error: &str) -> Option<Failure> {
    let last = LAST.with_borrow(Clone::clone);
    last.filter(|last| {
        let rest = error.strip_prefix(&*last.message);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(" at line "))
    })
}

/// Returns a message without the path within the value.
pub(super) fn reason<'m>(message: &'m str, within: &str) -> &'m str {
    let reason = message.strip_prefix(within).filter(|_| !within.is_empty());
    let reason = reason.and_then(|reason| reason.strip_prefix(": "));
    reason.unwrap_or(message)
}

/// Keeps a failure within a value, and returns its message: the path and the reason.
pub(super) fn located(path: String, reason: &str) -> String {
    let message = match path.is_empty() {
        true => reason.to_owned(),
        false => format!("{path}: {reason}"),
    };
    LAST.replace(Some(Failure {
        address: None,
        within: path,
        message: message.clone(),
    }));
    message
}

/// Returns the message of a failure in an item of a list, which is within another part.
pub(crate) fn in_item(index: usize, message: &str) -> String {
    let within = last(message).map(|last| last.within).unwrap_or_default();
    let path = joined(&format!("[{index}]"), &within);
    located(path, reason(message, &within))
}

/// Makes the error of a value, whose text has an address if it is within the text that is being read.
pub(crate) fn refusal<E: Error>(address: Option<usize>, message: String) -> E {
    let error = E::custom(&message);
    let within = last(&message).map(|last| last.within).unwrap_or_default();
    LAST.replace(Some(Failure {
        address,
        within,
        message,
    }));
    error
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::json_error::{error_place, from_json};

    #[test]
    fn a_failure_is_kept_while_something_else_is_read() {
        let text = br#"{"a":{"b":[1,"2"]}}"#;
        type Nested = std::collections::BTreeMap<
            String,
            std::collections::BTreeMap<String, Vec<crate::Decimal>>,
        >;
        let error = from_json::<Nested>(text).unwrap_err();
        let (path, message) = error_place(text, &error);
        assert_eq!(path, "a.b[1]");
        assert!(message.starts_with("invalid type: string"), "{message}");
        apart(|| from_json::<Nested>(b"{\"c\":{\"d\":[{}]}}")).unwrap_err();
        assert_eq!(error_place(text, &error).0, "a.b[1]");
        // Without it, the end of the list is the place.
        forget();
        assert_eq!(error_place(text, &error).0, "a.b");
    }

    #[test]
    fn an_item_of_a_part_adds_its_index_to_the_path() {
        let message = located("b.c".to_owned(), "no number");
        assert_eq!(message, "b.c: no number");
        assert_eq!(in_item(3, &message), "[3].b.c: no number");
        assert_eq!(in_item(1, "another"), "[1]: another");
        let last = last("[1]: another at line 1 column 2").unwrap();
        assert_eq!(reason("[1]: another", &last.within), "another");
    }
}
