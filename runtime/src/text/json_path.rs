//! The position of an error in a JSON text, as a path: `time_entries.123.time_in_minutes`.
//!
//! serde_json reports the number of bytes at which it failed. The path follows from the text up to there. This
//! costs time only when there is an error. To track the path while values are read would cost time for every
//! response, and code for every type.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

use super::CUT;

/// The number of levels that are followed. serde_json reads no value that is deeper, but it skips one for a type that
/// ignores it.
const MAX_LEVELS: usize = 128;

/// The length at which a path is cut off, in bytes. Errors do not show more.
const MAX_LEN: usize = 1000;

/// An object or array that is not closed yet.
enum Level<'t> {
    /// The key of the current value, as it is in the text. `None` before the first key and after each comma.
    Object(Option<&'t [u8]>),
    /// The index of the current item.
    Array(usize),
}

/// The objects and arrays that are not closed yet. A text can be large: nothing of it is copied.
#[derive(Default)]
struct Levels<'t> {
    levels: Vec<Level<'t>>,
    /// The number of levels below those that are followed.
    deeper: usize,
}

impl<'t> Levels<'t> {
    fn open(&mut self, level: Level<'t>) {
        if self.levels.len() < MAX_LEVELS {
            self.levels.push(level);
        } else {
            self.deeper += 1;
        }
    }

    fn close(&mut self) {
        match self.deeper.checked_sub(1) {
            Some(deeper) => self.deeper = deeper,
            None => drop(self.levels.pop()),
        }
    }

    /// Returns the innermost level, if it is followed.
    fn last(&mut self) -> Option<&mut Level<'t>> {
        self.levels.last_mut().filter(|_| self.deeper == 0)
    }

    fn path(&self) -> String {
        let mut path = String::new();
        for level in &self.levels {
            if path.len() > MAX_LEN {
                path.push_str(CUT);
                return path;
            }
            match level {
                Level::Object(Some(key)) => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(&unescape(key));
                }
                Level::Object(None) => {}
                // Writing to a string cannot fail.
                Level::Array(index) => drop(write!(path, "[{index}]")),
            }
        }
        if self.deeper > 0 {
            path.push_str(CUT);
        }
        path
    }
}

/// Returns the path to the value in which `text`, the beginning of a JSON text, ends. The path is empty for the
/// outermost value. A path that is too long to be shown is cut off.
pub(crate) fn path_at_end(text: &[u8]) -> String {
    walk(text, |_, _| {}).path()
}

/// Joins the path to a value and the path within it. One that is too long to be shown is cut off.
pub(super) fn joined(path: &str, within: &str) -> String {
    if path.len() > MAX_LEN && path.ends_with(CUT) {
        return path.to_owned();
    }
    let mut joined = match path.is_empty() || within.is_empty() || within.starts_with('[') {
        true => format!("{path}{within}"),
        false => format!("{path}.{within}"),
    };
    if path.len() + within.len() > 2 * MAX_LEN {
        // A character has four bytes at most.
        let mut ends = (0..=MAX_LEN).rev();
        let end = ends.find(|end| joined.is_char_boundary(*end));
        joined.truncate(end.unwrap_or_default());
        joined.push_str(CUT);
    }
    joined
}

/// Returns the paths to those strings of a JSON text whose contents begin at one of `offsets`.
pub(crate) fn paths_of_strings(text: &[u8], offsets: &[usize]) -> BTreeMap<usize, String> {
    let wanted: BTreeSet<usize> = offsets.iter().copied().collect();
    let mut paths = BTreeMap::new();
    if !wanted.is_empty() {
        walk(text, |offset, levels| {
            if wanted.contains(&offset) {
                paths.insert(offset, levels.path());
            }
        });
    }
    paths
}

/// Goes through a text, and returns the levels at its end. `visit` gets the offset of the content of each string, and the
/// levels before it.
fn walk(text: &[u8], mut visit: impl FnMut(usize, &Levels<'_>)) -> Levels<'_> {
    let mut levels = Levels::default();
    let mut rest = text;
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        match byte {
            b'{' => levels.open(Level::Object(None)),
            b'[' => levels.open(Level::Array(0)),
            b'}' | b']' => levels.close(),
            b',' => match levels.last() {
                Some(Level::Object(key)) => *key = None,
                Some(Level::Array(index)) => *index += 1,
                None => {}
            },
            b'"' => {
                visit(text.len() - rest.len(), &levels);
                let (content, after) = split_string(rest);
                rest = after;
                if let Some(Level::Object(key @ None)) = levels.last() {
                    *key = Some(content);
                }
            }
            _ => {}
        }
    }
    levels
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

/// Returns the text of a string. A string with invalid escapes is returned as it is. One that is too long to be shown is
/// cut off.
fn unescape(content: &[u8]) -> String {
    /// An escape is not longer: `\ud83d\ude00`.
    const MAX_ESCAPE: usize = 12;

    let Some(start) = content.get(..MAX_LEN) else {
        return unescape_whole(content)
            .unwrap_or_else(|| String::from_utf8_lossy(content).into_owned());
    };
    // Without the escape or the character that is cut in two.
    let lens = (MAX_LEN.saturating_sub(MAX_ESCAPE)..=MAX_LEN).rev();
    let mut texts = lens.filter_map(|len| unescape_whole(start.get(..len)?));
    let text = texts.next();
    text.unwrap_or_else(|| String::from_utf8_lossy(start).into_owned()) + CUT
}

fn unescape_whole(content: &[u8]) -> Option<String> {
    let quoted = [b"\"", content, b"\""].concat();
    serde_json::from_slice(&quoted).ok()
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
    fn a_path_that_is_too_long_or_too_deep_is_cut_off() {
        let deep = |open: &str| path_at_end(open.repeat(1_000_000).as_bytes());
        assert_eq!(deep("["), "[0]".repeat(MAX_LEVELS) + CUT);
        assert_eq!(deep("{\"a\":"), "a.".repeat(MAX_LEVELS - 1) + "a" + CUT);
        // What is closed again makes no difference.
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let closed = open.repeat(10_000) + "\"x\",1" + &close.repeat(10_000);
            let text = format!("{{\"skipped\":[{closed}],\"b\":[0,{closed}");
            assert_eq!(path_at_end(text.as_bytes()), "b[1]");
        }

        for char in ["x", "é", "😀", "\\n", "\\u00e9", "\\ud83d\\ude00", "\\q"] {
            for offset in 0..13 {
                let key = "-".repeat(offset) + &char.repeat(1_000_000);
                let path = path_at_end(format!("{{\"a\":{{\"{key}\":").as_bytes());
                assert!(path.starts_with("a.") && path.ends_with(CUT), "{path}");
                assert!((80..=1100).contains(&path.len()), "{}", path.len());
                assert!(
                    char == "\\q" || !path.contains('\\') && !path.contains('\u{fffd}'),
                    "{path}"
                );
            }
        }
        let keys = "{\"a key\":".repeat(100) + &"{\"another key of some length\":".repeat(20);
        let path = path_at_end(keys.as_bytes());
        assert!(
            path.starts_with("a key.a key.") && path.ends_with("length…"),
            "{path}"
        );
    }

    #[test]
    fn a_path_is_joined_with_the_path_within_its_value() {
        assert_eq!(joined("", ""), "");
        assert_eq!(joined("a", ""), "a");
        assert_eq!(joined("", "[1].b"), "[1].b");
        assert_eq!(joined("a", "[1].b"), "a[1].b");
        assert_eq!(joined("a[1]", "b"), "a[1].b");
        let mut path = String::new();
        for _ in 0..10_000 {
            path = joined("ü", &path);
            assert!(path.len() < 3 * MAX_LEN, "{}", path.len());
        }
    }

    #[test]
    fn an_offset_counts_bytes() {
        assert_eq!(offset(b"ab\ncd", 1, 2), 2);
        assert_eq!(offset("é\ncd".as_bytes(), 2, 1), 4);
        assert_eq!(offset(b"", 5, 0), 0);
    }

    #[test]
    fn levels_that_are_not_followed_are_marked() {
        let path = |levels| path_at_end(r#"{"":"#.repeat(levels).as_bytes());
        assert_eq!(path(MAX_LEVELS), "");
        assert_eq!(path(MAX_LEVELS + 1), CUT);
        assert_eq!(path(MAX_LEVELS + 9), CUT);
        // A level that was closed does not count.
        let closed = format!(r#"{}{}"#, r#"{"":"#.repeat(MAX_LEVELS + 1), "}");
        assert_eq!(path_at_end(closed.as_bytes()), "");
    }

    #[test]
    fn a_path_within_another_is_joined_to_it_unless_it_gets_too_long() {
        assert_eq!(joined("a", "b"), "a.b");
        assert_eq!(joined("a", "[0]"), "a[0]");
        assert_eq!((joined("", "b"), joined("a", "")), ("b".into(), "a".into()));
        // What looks like a cut is a name.
        assert_eq!(joined(&format!("a{CUT}"), "b"), format!("a{CUT}.b"));
        let long = |len| "x".repeat(len);
        assert_eq!(
            joined(&long(MAX_LEN), &long(MAX_LEN)),
            format!("{0}.{0}", long(MAX_LEN))
        );
        let cut = format!("{}{CUT}", long(MAX_LEN));
        assert_eq!(joined(&long(MAX_LEN + 1), &long(MAX_LEN)), cut);
        // It was cut off before.
        assert_eq!(joined(&cut, "b"), cut);
    }
}
