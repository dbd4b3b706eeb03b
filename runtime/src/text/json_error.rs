//! Reading JSON, and the position at which reading failed.
//!
//! serde_json says at which line and column it stopped, and says everything else in its message. Two parts of that
//! message are read here: the beginning, to find out whether a list was refused, and the end, to cut off the
//! position. The tests below fail if a new version of serde_json words them differently.

use std::str;

use serde::de::{DeserializeOwned, Error as _};

use super::{
    json_path::{offset, path_at_end},
    tolerance::reading,
    untyped::{Budget, Limited},
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
    match str::from_utf8(body) {
        Ok(text) => {
            let mut deserializer = serde_json::Deserializer::from_str(text);
            let value = reading(budget.is_strict(), || {
                T::deserialize(Limited::new(&mut deserializer, budget))
            })?;
            deserializer.end()?;
            Ok(value)
        }
        Err(error) => Err(serde_json::Error::custom(error)),
    }
}

/// Returns the path to the value that serde_json refused. It is empty for the outermost value.
pub(crate) fn error_path(text: &[u8], error: &serde_json::Error) -> String {
    let read = offset(text, error.line(), error.column());
    path_at_end(before_refused_value(text, read, &error.to_string()))
}

/// Returns the message of serde_json without the line and column.
pub(crate) fn reason(error: &serde_json::Error) -> String {
    let message = error.to_string();
    match message.rsplit_once(" at line ") {
        Some((reason, _)) => reason.to_owned(),
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
}
