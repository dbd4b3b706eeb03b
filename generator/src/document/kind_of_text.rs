//! The kind of a text before it is parsed: markup, JSON with comments, and JSON that YAML would refuse.

use std::borrow::Cow;

/// Returns what the text is if it is HTML or XML.
pub(super) fn markup(text: &str) -> Option<&'static str> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let start: String = text.chars().take(64).collect();
    let start = start.to_ascii_lowercase();
    match start.strip_prefix('<') {
        Some(rest) if rest.starts_with("!doctype html") || rest.starts_with("html") => {
            Some("an HTML page")
        }
        Some(rest) if rest.starts_with(['?', '!']) || rest.starts_with(char::is_alphabetic) => {
            Some("an XML file")
        }
        _ => None,
    }
}

/// Returns the place of the first comment in JSON, if the text is JSON that is written with comments: `//` or `/*` where
/// a value or a key could begin, or behind one.
pub(super) fn json_comment(text: &str) -> Option<(usize, usize)> {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if !["{", "[", "//", "/*"]
        .iter()
        .any(|begin| start.starts_with(begin))
    {
        return None;
    }
    let (mut line, mut column) = (1, 0);
    let mut is_in_string = false;
    let mut previous = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        column += 1;
        match c {
            '\n' => (line, column) = (line + 1, 0),
            '"' => is_in_string = !is_in_string,
            '\\' if is_in_string => {
                chars.next();
                column += 1;
            }
            '/' if !is_in_string
                && matches!(chars.peek(), Some('/' | '*'))
                && (previous.is_whitespace() || "{}[],\"\u{feff}".contains(previous)) =>
            {
                return Some((line, column));
            }
            _ => {}
        }
        previous = c;
    }
    None
}

/// Escapes the characters that JSON allows in strings and YAML does not (section 5.1 of YAML 1.2.2), if the text is
/// JSON. An escaped character moves the columns after it in the same line to the right.
pub(super) fn readable(text: &str) -> Cow<'_, str> {
    let is_refused =
        |c: char| matches!(c, '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}') && c != '\u{85}';
    let is_json = text
        .trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with('{');
    if !is_json || !text.contains(is_refused) {
        return Cow::Borrowed(text);
    }
    let mut readable = String::with_capacity(text.len() + 64);
    for c in text.chars() {
        if is_refused(c) {
            readable.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            readable.push(c);
        }
    }
    Cow::Owned(readable)
}
