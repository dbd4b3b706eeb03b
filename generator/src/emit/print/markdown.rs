//! Markdown of the document to Markdown that is safe in a documentation comment.
//!
//! Whatever a description holds, what comes out has no doctest, no HTML, no link that rustdoc would
//! look up, and nothing that rustdoc or clippy warns of. Paragraphs, lists, code and web addresses
//! stay what they are; everything else is shown as it was written.

use std::collections::HashMap;

/// How many characters a line of a comment has at most, words longer than that aside.
const WIDTH: usize = 92;

enum Block {
    Paragraph(String),
    Item { marker: String, text: String },
    Code(Vec<String>),
}

/// The lines of a comment, without trailing blanks; none if there is nothing to say.
pub(super) fn lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut after_item = false;
    for block in blocks(&clean(text)) {
        let is_item = matches!(block, Block::Item { .. });
        let apart = !(after_item && is_item);
        if apart && !lines.is_empty() {
            lines.push(String::new());
        }
        match block {
            Block::Paragraph(text) => lines.extend(wrap(&inline(&text))),
            Block::Item { marker, text } => lines.extend(item(&marker, &inline(&text))),
            Block::Code(code) => lines.extend(fenced(&code)),
        }
        after_item = is_item;
    }
    lines
}

/// All of a text as one safe paragraph, for where there is room for no more.
pub(super) fn paragraph(text: &str) -> String {
    let words: Vec<String> = clean(text).split_whitespace().map(str::to_owned).collect();
    inline(&words.join(" "))
}

/// An item of a list, of text that is safe already.
pub(super) fn list_line(text: &str) -> Vec<String> {
    item("-", text)
}

/// Text as code in a line, its line breaks and the like replaced by spaces.
pub(super) fn code_span(text: &str) -> String {
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
pub(super) fn wrap(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in words(text) {
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
    lines
}

/// No control characters but line breaks, no tabs, and nothing that is invisible or changes the
/// direction of what stands around it.
fn clean(text: &str) -> String {
    let visible = |c: &char| {
        !matches!(
            c,
            '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{61c}'
        )
    };
    // The two joiners are part of words and emoji, and nothing by themselves.
    if text
        .chars()
        .all(|c| c.is_whitespace() || matches!(c, '\u{200c}' | '\u{200d}'))
    {
        return String::new();
    }
    let unified = text
        .replace("\r\n", "\n")
        .replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n")
        .replace('\t', "    ");
    unified
        .chars()
        .filter(visible)
        .map(|c| if c.is_control() && c != '\n' { ' ' } else { c })
        .collect()
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    let mut lines = text.lines();
    while let Some(raw) = lines.next() {
        let line = raw.trim();
        if let Some(fence) = fence(line) {
            let indent = raw.len() - raw.trim_start_matches(' ').len();
            let code = lines
                .by_ref()
                .take_while(|line| !line.trim().starts_with(&fence))
                .map(|line| outdented(line, indent).trim_end().to_owned());
            blocks.push(Block::Code(code.collect()));
            open = false;
        } else if line.is_empty() {
            open = false;
        } else if let Some((marker, text)) = list_item(line) {
            blocks.push(Block::Item { marker, text });
            open = true;
        } else if let Some(title) = heading(line) {
            blocks.push(Block::Paragraph(title.to_owned()));
            open = false;
        } else {
            match blocks.last_mut() {
                Some(Block::Paragraph(text) | Block::Item { text, .. }) if open => {
                    text.push(' ');
                    text.push_str(line);
                }
                _ => blocks.push(Block::Paragraph(line.to_owned())),
            }
            open = true;
        }
    }
    blocks
}

/// The line without the spaces that its fence has before it too.
fn outdented(line: &str, indent: usize) -> &str {
    let spaces = line.len() - line.trim_start_matches(' ').len();
    line.get(spaces.min(indent)..).unwrap_or_default()
}

/// The fence that a line of at least three backticks or tildes opens.
fn fence(line: &str) -> Option<String> {
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = line.chars().take_while(|c| *c == mark).count();
    let info = line.trim_start_matches(mark);
    (length >= 3 && !(mark == '`' && info.contains('`'))).then(|| mark.to_string().repeat(length))
}

fn list_item(line: &str) -> Option<(String, String)> {
    let (marker, text) = line.split_once(' ')?;
    let number = marker
        .strip_suffix(['.', ')'])
        .filter(|digits| !digits.is_empty() && digits.len() < 10);
    let marker = match number {
        Some(digits) if digits.chars().all(|c| c.is_ascii_digit()) => format!("{digits}."),
        _ if matches!(marker, "-" | "*" | "+") => "-".to_owned(),
        _ => return None,
    };
    let text = text.trim();
    (!text.is_empty()).then(|| (marker, text.to_owned()))
}

fn heading(line: &str) -> Option<&str> {
    let title = line.trim_start_matches('#');
    let level = line.len() - title.len();
    ((1..=6).contains(&level) && title.starts_with(' '))
        .then(|| title.trim().trim_end_matches('#').trim_end())
        .filter(|title| !title.is_empty())
}

/// An item of a list, further lines indented to where its text begins.
fn item(marker: &str, text: &str) -> Vec<String> {
    let indent = " ".repeat(marker.len() + 1);
    let lines = wrap(text);
    lines
        .into_iter()
        .enumerate()
        .map(|(index, line)| {
            if index == 0 {
                format!("{marker} {line}")
            } else {
                format!("{indent}{line}")
            }
        })
        .collect()
}

fn fenced(code: &[String]) -> Vec<String> {
    let longest = code.iter().map(|line| longest_run(line)).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let mut lines = vec![format!("{fence}text")];
    lines.extend(code.iter().cloned());
    lines.push(fence);
    lines
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// Text of one paragraph with everything escaped that means more than itself.
fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let code = CodeSpans::of(text);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some((span, end)) = code.at(text.len() - rest.len()) {
            out.push_str(&code_span(span));
            rest = text.get(end..).unwrap_or_default();
            continue;
        }
        if let Some((label, address, after)) = take_link(rest) {
            out.push_str(&inline(label));
            out.push_str(&format!(" (<{address}>)"));
            rest = after;
            continue;
        }
        if let Some((address, after)) = take_angle(rest).or_else(|| take_address(rest)) {
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

/// The code spans of a text, found without going through it for every backtick.
struct CodeSpans<'t> {
    text: &'t str,
    /// Where each run of backticks begins and ends.
    runs: Vec<(usize, usize)>,
    /// Where the last run of each length begins.
    last: HashMap<usize, usize>,
}

impl<'t> CodeSpans<'t> {
    fn of(text: &'t str) -> Self {
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
    fn at(&self, position: usize) -> Option<(&'t str, usize)> {
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

/// A link `[label](address)` to the web at the start of `text`.
fn take_link(text: &str) -> Option<(&str, &str, &str)> {
    let inside = text.strip_prefix('[')?;
    let (label, rest) = inside.split_at_checked(inside.find(['[', ']', '\n'])?)?;
    let (address, after) = take_address(rest.strip_prefix("](")?)?;
    let after = after.strip_prefix(')')?;
    (!label.is_empty()).then_some((label, address, after))
}

/// A web address in angle brackets at the start of `text`.
fn take_angle(text: &str) -> Option<(&str, &str)> {
    let (address, after) = take_address(text.strip_prefix('<')?)?;
    Some((address, after.strip_prefix('>')?))
}

/// A web address at the start of `text`, punctuation behind it left aside.
fn take_address(text: &str) -> Option<(&str, &str)> {
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|scheme| text.starts_with(scheme))?;
    let end = text
        .find(|c: char| {
            c.is_whitespace()
                || matches!(
                    c,
                    '<' | '>' | '"' | '`' | '\\' | '|' | '[' | ']' | '{' | '}'
                )
        })
        .unwrap_or(text.len());
    let mut address = text.get(..end)?;
    let (closed, opened) = (address.matches(')').count(), address.matches('(').count());
    let mut excess = closed as isize - opened as isize;
    while let Some(last) = address.chars().next_back() {
        match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' => {}
            '(' => excess += 1,
            // A closing bracket belongs to the address if it was opened there.
            ')' if excess > 0 => excess -= 1,
            _ => break,
        }
        address = address.get(..address.len() - 1)?;
    }
    (address.len() > scheme.len()).then_some((address, text.get(address.len()..)?))
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
    if word.starts_with(['-', '+', '*', '#', '>', '=', '~', ':']) {
        return format!("\\{word}");
    }
    match word.get(digits..) {
        Some(rest) if digits > 0 && rest.starts_with(['.', ')']) => {
            format!("{}\\{rest}", word.get(..digits).unwrap_or_default())
        }
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_stays_as_it_is() {
        assert_eq!(
            lines("One line.\nStill it.\n\nAnother."),
            ["One line. Still it.", "", "Another."]
        );
        assert_eq!(
            lines("See `a_b` and https://example.com/x_y."),
            ["See `a_b` and <https://example.com/x_y>."]
        );
        assert_eq!(
            lines("[docs](https://e.com/a) here"),
            ["docs (<https://e.com/a>) here"]
        );
        assert_eq!(
            lines("Values:\n- one\n  more\n* two\n\n1) three"),
            ["Values:", "", "- one more", "- two", "1. three"]
        );
        assert_eq!(lines("# Title\ntext"), ["Title", "", "text"]);
        assert_eq!(lines(" \n\t"), Vec::<String>::new());
    }

    #[test]
    fn addresses_are_whole() {
        let link = "[a](https://e.com/a_(b)) and (https://e.com/c_(d)).";
        assert_eq!(
            lines(link),
            ["a (<https://e.com/a_(b)>) and (<https://e.com/c_(d)>)."]
        );
        assert_eq!(lines("See <https://e.com>."), ["See <https://e.com>."]);
        assert_eq!(lines("<https://e.com x>"), ["\\<<https://e.com> x>"]);
    }

    #[test]
    fn code_in_a_list_begins_where_its_fence_does() {
        assert_eq!(
            lines("- a\n  ```\n  x {\n    y\n z\n  ```"),
            ["- a", "", "```text", "x {", "  y", "z", "```"]
        );
    }

    #[test]
    fn letters_that_belong_together_stay_together() {
        assert_eq!(
            lines("👩\u{200d}👧 می\u{200c}خواهم"),
            ["👩\u{200d}👧 می\u{200c}خواهم"]
        );
        assert_eq!(lines("\u{200d}"), Vec::<String>::new());
    }

    #[test]
    fn nothing_means_more_than_itself() {
        assert_eq!(
            lines("a [link] <b> \\[x] | y"),
            ["a \\[link\\] \\<b> \\\\\\[x\\] \\| y"]
        );
        assert_eq!(lines("an ` unbalanced"), ["an \\` unbalanced"]);
        assert_eq!(lines("- \n+"), ["\\- +"]);
        assert_eq!(lines("2020. A year"), ["2020. A year"]);
        assert_eq!(
            lines("```rust\npanic!()\n```"),
            ["```text", "panic!()", "```"]
        );
        assert_eq!(
            lines("~~~\n```\npanic!()"),
            ["````text", "```", "panic!()", "````"]
        );
        assert_eq!(lines("    indented code"), ["indented code"]);
        assert_eq!(lines("a\u{202e}b\u{7}c\td"), ["ab c d"]);
    }

    #[test]
    fn no_line_begins_a_block() {
        let text = format!("{} ~~~ - # > 1. = *x", "word ".repeat(18).trim_end());
        for line in lines(&text) {
            assert!(
                line.starts_with("word") || line.starts_with('\\') || line.starts_with("1\\."),
                "{line}"
            );
        }
    }

    #[test]
    fn code_spans_hold_anything() {
        assert_eq!(code_span("a"), "`a`");
        assert_eq!(code_span("a`b"), "``a`b``");
        assert_eq!(code_span("`"), "`` ` ``");
        assert_eq!(code_span("a\nb"), "`a b`");
        assert_eq!(code_span(""), "“” (blank)");
    }
}
