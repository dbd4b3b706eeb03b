//! Where in a JSON text something went wrong, as a path: `time_entries.123.time_in_minutes`.
//!
//! Serde says after how many bytes it failed, and what was read or written up to there is all that
//! is needed. Tracking the path while values are read would cost every answer, and code for every
//! type; this costs something only where there is an error to explain.

use std::fmt::Write;

/// An object or array that is open at the place.
enum Level {
    /// The key whose value it is at; `None` before the first and behind each comma.
    Object(Option<String>),
    /// The number of the item.
    Array(usize),
}

/// The path to the value that `text`, the beginning of a JSON text, ends in or just behind; empty
/// for the whole.
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
                let (content, behind) = split_string(rest);
                rest = behind;
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

/// Splits behind the quote that ends a string; what is not ended is all content.
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

/// The text of a string; as it stands if its escapes are not valid.
fn unescape(content: &[u8]) -> String {
    let quoted = [b"\"", content, b"\""].concat();
    serde_json::from_slice(&quoted)
        .unwrap_or_else(|_| String::from_utf8_lossy(content).into_owned())
}

/// How many bytes come before the place that serde_json tells by line and column.
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
    fn the_path_is_that_of_the_value_at_the_end() {
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
    fn an_offset_counts_bytes_of_lines() {
        assert_eq!(offset(b"ab\ncd", 1, 2), 2);
        assert_eq!(offset("é\ncd".as_bytes(), 2, 1), 4);
        assert_eq!(offset(b"", 5, 0), 0);
    }
}
