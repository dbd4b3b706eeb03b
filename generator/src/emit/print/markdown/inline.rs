//! The text of a paragraph: code, links and addresses stay, everything else that means more than itself is escaped.

use std::collections::HashMap;

use super::clean::clean;
use super::links::{self, Link};

/// How many characters a line of a comment has at most, words longer than that aside.
const WIDTH: usize = 92;

/// Stands for a line break in a paragraph, in no other text: control characters are removed before.
pub(super) const BREAK: &str = "\u{2}";

/// Text as code in a line, its line breaks and the like replaced by spaces.
pub(in crate::emit::print) fn code_span(text: &str) -> String {
    let text: String = clean(text).split('\n').collect::<Vec<_>>().join(" ");
    if text.trim().is_empty() {
        return "“” (blank)".to_owned();
    }
    let fence = "`".repeat(longest_run(&text) + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') || text.starts_with(' ') {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Breaks text, which is safe already, into lines.
pub(in crate::emit::print) fn wrap(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in words(text) {
        if word == BREAK {
            // A line that ends in a backslash is broken there; the last one need not be.
            if !line.is_empty() {
                line.push('\\');
                lines.push(std::mem::take(&mut line));
            }
            continue;
        }
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > WIDTH {
            lines.push(std::mem::take(&mut line));
        }
        if line.is_empty() {
            line = at_line_start(word);
        } else {
            line.push(' ');
            line.push_str(word);
        }
    }
    lines.extend((!line.is_empty()).then_some(line));
    if let Some(last) = lines.last_mut()
        && text.trim_end().ends_with(BREAK)
    {
        last.pop();
    }
    lines
}

pub(super) fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// Text of one paragraph with everything escaped that means more than itself.
pub(super) fn inline(text: &str) -> String {
    escaped(text, true)
}

/// The same; the text of a link holds no other links.
fn escaped(text: &str, with_links: bool) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let code = CodeSpans::of(text);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some((span, end)) = code.at(text.len() - rest.len()) {
            out.push_str(&code_span(span));
            rest = text.get(end..).unwrap_or_default();
            continue;
        }
        if let Some((link, after)) = links::take(rest) {
            out.push_str(&match with_links {
                true => printed(&link),
                false => escaped(link.label, false),
            });
            rest = after;
            continue;
        }
        let address = links::take_angle(rest).or_else(|| links::take_address(rest));
        if let Some((address, after)) = address.filter(|_| with_links) {
            out.push_str(&format!("<{address}>"));
            rest = after;
            continue;
        }
        if matches!(c, '\\' | '[' | ']' | '<' | '`' | '|') {
            out.push('\\');
        }
        out.push(c);
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
    out
}

/// A link to the web; the text of one that leads to a place beside the document.
fn printed(link: &Link<'_>) -> String {
    let label = escaped(link.label.trim(), false);
    let is_address = link.label.trim() == link.address;
    match link.is_absolute() {
        true if is_address || label.is_empty() => format!("<{}>", link.address),
        true if link.address.contains(['(', ')']) => format!("[{label}](<{}>)", link.address),
        true => format!("[{label}]({})", link.address),
        false => label,
    }
}

/// The code spans of a text, found without going through it for every backtick.
pub(super) struct CodeSpans<'t> {
    text: &'t str,
    /// Where each run of backticks begins and ends.
    runs: Vec<(usize, usize)>,
    /// Where the last run of each length begins.
    last: HashMap<usize, usize>,
}

impl<'t> CodeSpans<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for (index, _) in text.match_indices('`') {
            match runs.last_mut() {
                Some((_, end)) if *end == index => *end += 1,
                _ => runs.push((index, index + 1)),
            }
        }
        let last = runs
            .iter()
            .map(|(start, end)| (end - start, *start))
            .collect();
        Self { text, runs, last }
    }

    /// A code span at `position`: what is in it, and where it ends.
    pub(super) fn at(&self, position: usize) -> Option<(&'t str, usize)> {
        if !self.text.get(position..)?.starts_with('`') {
            return None;
        }
        let behind = self.runs.partition_point(|(start, _)| *start <= position);
        let (_, opened) = self.runs.get(behind.checked_sub(1)?)?;
        let length = opened - position;
        if *self.last.get(&length)? <= position {
            return None;
        }
        let mut closing = self.runs.get(behind..)?.iter();
        let (start, end) = closing.find(|(start, end)| end - start == length)?;
        let content = self.text.get(*opened..*start)?;
        let content = content
            .strip_prefix(' ')
            .and_then(|content| content.strip_suffix(' '))
            .unwrap_or(content);
        (!content.trim().is_empty()).then_some((content, *end))
    }
}

/// The words of a text, code spans being one word whatever they hold.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let code = CodeSpans::of(text);
    let mut start = 0;
    let mut position = 0;
    while let Some(rest) = text.get(position..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with('\\') {
            position += 1 + rest.chars().nth(1).map_or(0, char::len_utf8);
        } else if let Some((_, end)) = code.at(position) {
            position = end;
        } else if rest.starts_with(' ') {
            words.extend(text.get(start..position).filter(|word| !word.is_empty()));
            position += 1;
            start = position;
        } else {
            position += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    words.extend(text.get(start..).filter(|word| !word.is_empty()));
    words
}

/// A word that begins a line must not begin a block.
fn at_line_start(word: &str) -> String {
    let digits = word.chars().take_while(char::is_ascii_digit).count();
    // A mark of a list, heading or rule stands alone; `**Note**` is no such mark.
    let is_mark = word
        .chars()
        .all(|c| matches!(c, '-' | '+' | '*' | '#' | '=' | '_'));
    if is_mark || word.starts_with(['>', '~', ':']) {
        return format!("\\{word}");
    }
    match word.get(digits..) {
        Some(rest) if digits > 0 && rest.starts_with(['.', ')']) => {
            format!("{}\\{rest}", word.get(..digits).unwrap_or_default())
        }
        _ => word.to_owned(),
    }
}
