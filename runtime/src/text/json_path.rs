//! The position of an error in a JSON text, as a path: `time_entries.123.time_in_minutes`.
//!
//! serde_json reports the number of bytes at which it failed. The path follows from the text up to there. This
//! costs time only when there is an error. To track the path while values are read would cost time for every
//! response, and code for every type.

use std::fmt::Write;

/// An object or array that is not closed yet.
enum Level {
    /// The key of the current value. `None` before the first key and after each comma.
    Object(Option<String>),
    /// The index of the current item.
    Array(usize),
}

/// Returns the path to the value in which `text`, the beginning of a JSON text, ends. The path is empty for the
/// outermost value.
pub(crate) fn path_at_end(text: &[u8]) -> String {
    let mut levels: Vec<Level> = Vec::new();
    let mut rest = text;
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        match byte {
            b'{' => levels.push(Level::Object(None)),
            b'[' => levels.push(Level::Array(0)),
            b'}' | b']' => {
                levels.pop();
            }
            b',' => match levels.last_mut() {
                Some(Level::Object(key)) => *key = None,
                Some(Level::Array(index)) => *index += 1,
                None => {}
            },
            b'"' => {
                let (content, after) = split_string(rest);
                rest = after;
                if let Some(Level::Object(key @ None)) = levels.last_mut() {
                    *key = Some(unescape(content));
                }
            }
            _ => {}
        }
    }
    let mut path = String::new();
    for level in &levels {
        match level {
            Level::Object(Some(key)) if path.is_empty() => path.push_str(key),
            Level::Object(Some(key)) => {
                path.push('.');
                path.push_str(key);
            }
            Level::Object(None) => {}
            // Writing to a string cannot fail.
            Level::Array(index) => drop(write!(path, "[{index}]")),
        }
    }
    path
}

/// Splits a text after its opening quote into the content of the string and the text after the closing quote.
/// Without a closing quote, all of it is content.
fn split_string(text: &[u8]) -> (&[u8], &[u8]) {
    let mut escaped = false;
    let end = text.iter().position(|byte| match byte {
        _ if escaped => {
            escaped = false;
            false
        }
        b'\\' => {
            escaped = true;
            false
        }
        byte => *byte == b'"',
    });
    match end.and_then(|end| text.split_at_checked(end)) {
        Some((content, rest)) => (content, rest.get(1..).unwrap_or_default()),
        None => (text, &[]),
    }
}

/// Returns the text of a string. A string with invalid escapes is returned as it is.
fn unescape(content: &[u8]) -> String {
    let quoted = [b"\"", content, b"\""].concat();
    serde_json::from_slice(&quoted)
        .unwrap_or_else(|_| String::from_utf8_lossy(content).into_owned())
}

/// Converts a line and a column, as serde_json reports them, into a number of bytes.
pub(crate) fn offset(text: &[u8], line: usize, column: usize) -> usize {
    let before = text
        .split_inclusive(|byte| *byte == b'\n')
        .take(line.saturating_sub(1));
    before.map(<[u8]>::len).sum::<usize>() + column
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_leads_to_the_value_at_the_end() {
        let path = |text: &str| path_at_end(text.as_bytes());
        assert_eq!(path(""), "");
        assert_eq!(path("{"), "");
        assert_eq!(path(r#"{"a": "x"#), "a");
        assert_eq!(path(r#"{"a": 1, "b": 2"#), "b");
        assert_eq!(path(r#"{"a": {"b": [1, {"c": 2"#), "a.b[1].c");
        assert_eq!(path(r#"{"a": {"b": [1, {"c": 2}"#), "a.b[1]");
        assert_eq!(path(r#"{"a": {"b": []}"#), "a");
        assert_eq!(path(r#"[[], [0, "x,\"]{"#), "[1][1]");
        assert_eq!(path(r#"{"a": "}],", "b\u0041": t"#), "bA");
        assert_eq!(path(r#"{"é\q": 1"#), r"é\q");
    }

    #[test]
    fn an_offset_counts_bytes() {
        assert_eq!(offset(b"ab\ncd", 1, 2), 2);
        assert_eq!(offset("é\ncd".as_bytes(), 2, 1), 4);
        assert_eq!(offset(b"", 5, 0), 0);
    }
}
