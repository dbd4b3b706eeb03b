//! Reading JSON, and the position at which reading failed.
//!
//! serde_json says at which line and column it stopped, and says everything else in its message. Two parts of that
//! message are read here: the beginning, to find out whether a list was refused, and the end, to cut off the
//! position. The tests below fail if a new version of serde_json words them differently.

use std::str;

use serde::de::{DeserializeOwned, Error as _};

use super::{
    budget::Budget,
    excerpt::excerpt,
    failure,
    json_path::{joined, offset, path_at_end},
    tolerance::{is_strict, reading},
    untyped::Limited,
};

/// Reads a value from JSON, which must be UTF-8 as a whole.
///
/// Fails if untyped values take too much memory.
pub(crate) fn from_json<T: DeserializeOwned>(body: &[u8]) -> serde_json::Result<T> {
    from_json_within(body, &Budget::default())
}

/// Reads a value from JSON in the same way, with a memory for untyped values that other texts take from too.
///
/// serde_json checks only the strings that it keeps. To check the whole body once is faster than to check each
/// string.
pub(crate) fn from_json_within<T: DeserializeOwned>(
    body: &[u8],
    budget: &Budget,
) -> serde_json::Result<T> {
    failure::forget();
    match str::from_utf8(body) {
        Ok(text) => {
            let mut deserializer = serde_json::Deserializer::from_str(text);
            let value = budget.used_by(|| {
                reading(budget.is_strict(), || {
                    T::deserialize(Limited::new(&mut deserializer, budget))
                })
            })?;
            deserializer.end()?;
            Ok(value)
        }
        Err(error) => Err(serde_json::Error::custom(error)),
    }
}

/// Reads a part of a text, as strictly as that, with what is left of its memory for untyped values.
///
/// # Errors
/// Fails with the path to what is wrong, and the reason; see [`part_error`].
pub(crate) fn from_part<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    read_part(text, &Budget::of_part(is_strict())).map_err(|error| part_error(text, &error))
}

/// Reads a part of a text with this memory for untyped values.
pub(crate) fn read_part<T: DeserializeOwned>(text: &str, budget: &Budget) -> serde_json::Result<T> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    T::deserialize(Limited::new(&mut deserializer, budget))
}

/// Returns the message for a part of a text that cannot be read: the path to what is wrong within it, and the reason. If the
/// reading of the whole text fails for that, [`error_place`] finds the path in the message.
pub(crate) fn part_error(text: &str, error: &serde_json::Error) -> String {
    let (path, reason) = error_place(text.as_bytes(), error);
    failure::located(path, &shortened(without_position(&reason)))
}

/// Cuts off a message that has a long text of the value, which each part around it would copy. Errors show less of it.
fn shortened(message: &str) -> String {
    const MAX_LEN: usize = 4096;

    match message.len() {
        0..=MAX_LEN => message.to_owned(),
        _ => excerpt(message.as_bytes()),
    }
}

/// Returns the path to what is wrong in the text that was read last, and the message of serde_json without that part of the
/// path that is in it, because a value was read as a text of its own.
pub(crate) fn error_place(text: &[u8], error: &serde_json::Error) -> (String, String) {
    let message = error.to_string();
    let Some(failure) = failure::last(&message) else {
        return (error_path(text, error), message);
    };
    let before = failure.address.and_then(|address| {
        let offset = address.checked_sub(text.as_ptr().addr())?;
        text.get(..offset).filter(|_| offset < text.len())
    });
    let path = before.map_or_else(|| error_path(text, error), path_at_end);
    let reason = failure::reason(&message, &failure.within);
    (joined(&path, &failure.within), reason.to_owned())
}

/// Returns the path to the value that serde_json refused. It is empty for the outermost value.
fn error_path(text: &[u8], error: &serde_json::Error) -> String {
    let read = offset(text, error.line(), error.column());
    path_at_end(before_refused_value(text, read, &error.to_string()))
}

/// Returns the message of serde_json without the line and column.
pub(crate) fn reason(error: &serde_json::Error) -> String {
    without_position(&error.to_string()).to_owned()
}

/// Cuts the line and column off a message of serde_json.
pub(crate) fn without_position(message: &str) -> &str {
    match message.rsplit_once(" at line ") {
        Some((reason, _)) => reason,
        None => message,
    }
}

/// Returns the text before the value that was refused, of which `read` bytes were read.
///
/// A list is refused either before its bracket is read or after it. After it, the bracket is not part of the path.
fn before_refused_value<'b>(text: &'b [u8], read: usize, message: &str) -> &'b [u8] {
    let (read, rest) = text.split_at_checked(read).unwrap_or((text, &[]));
    let is_list = message.starts_with("invalid type: sequence");
    match read.strip_suffix(b"[") {
        Some(before) if is_list && !rest.trim_ascii_start().starts_with(b"[") => before,
        _ => read,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    type Numbers = BTreeMap<String, Vec<u8>>;

    #[test]
    fn the_messages_of_serde_json_are_worded_as_expected() {
        let message = |text: &str| {
            let error = serde_json::from_str::<Numbers>(text).unwrap_err();
            error.to_string()
        };
        assert_eq!(
            message(r#"{"a": [[]]}"#),
            "invalid type: sequence, expected u8 at line 1 column 7"
        );
        assert_eq!(
            message("{\"a\":\n[true]}"),
            "invalid type: boolean `true`, expected u8 at line 2 column 5"
        );
        assert_eq!(
            message("[]"),
            "invalid type: sequence, expected a map at line 1 column 0"
        );
    }

    #[test]
    fn an_error_has_a_path_and_a_reason() {
        for (text, path, expected) in [
            (
                r#"{"a": [1, []]}"#,
                "a[1]",
                "invalid type: sequence, expected u8",
            ),
            (
                r#"{"a": [1, [2]]}"#,
                "a[1]",
                "invalid type: sequence, expected u8",
            ),
            (
                r#"{"a": [1, {}]}"#,
                "a[1]",
                "invalid type: map, expected u8",
            ),
            (
                r#"{"a": [1, -1]}"#,
                "a[1]",
                "invalid value: integer `-1`, expected u8",
            ),
            (
                r#"{"b": true}"#,
                "b",
                "invalid type: boolean `true`, expected a sequence",
            ),
            ("[]", "", "invalid type: sequence, expected a map"),
        ] {
            let error = from_json::<Numbers>(text.as_bytes()).unwrap_err();
            assert_eq!(error_path(text.as_bytes(), &error), path, "{text}");
            assert_eq!(reason(&error), expected, "{text}");
        }
    }

    #[test]
    fn a_body_must_be_utf_8_as_a_whole() {
        assert!(from_json::<serde::de::IgnoredAny>(b"{\"a\": \"\xff\"}").is_err());
        assert!(from_json::<serde::de::IgnoredAny>(b"{\"a\": \"\"}").is_ok());
    }

    #[test]
    fn a_message_is_kept_whole_unless_it_is_very_long() {
        let message = "x".repeat(2_000);
        assert_eq!(shortened(&message), message);
        assert!(shortened(&"x".repeat(5_000)).len() < 2_000);
    }
}
