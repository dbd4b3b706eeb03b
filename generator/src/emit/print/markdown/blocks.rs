//! Blocks of Markdown: they are read with their nesting, and written so that rustdoc reads the same.

use super::inline::{BREAK, inline, longest_run, wrap};
use super::table;

/// How deep lists and quotes are followed; what is deeper is text.
const MAX_DEPTH: usize = 6;

enum Block {
    Paragraph(String),
    Heading { level: usize, text: String },
    Item { marker: String, blocks: Vec<Block> },
    Quote(Vec<Block>),
    Code(Vec<String>),
    Table(Vec<String>),
    Rule,
}

/// The lines of a comment.
pub(super) fn lines(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    written(&blocks(&lines, 0))
}

fn blocks(lines: &[&str], depth: usize) -> Vec<Block> {
    let mut reading = Reading {
        lines,
        at: 0,
        blocks: Vec::new(),
        is_open: false,
    };
    while reading.at < lines.len() {
        reading.next(depth);
    }
    reading.blocks
}

/// A text that is being read.
struct Reading<'t> {
    lines: &'t [&'t str],
    at: usize,
    blocks: Vec<Block>,
    /// Whether the last block is a paragraph that goes on.
    is_open: bool,
}

impl<'t> Reading<'t> {
    fn line(&self, at: usize) -> Option<&'t str> {
        self.lines.get(at).copied()
    }

    fn push(&mut self, block: Block) {
        self.is_open = matches!(block, Block::Paragraph(_));
        self.blocks.push(block);
    }

    /// Reads the next block, or the next line of the open one.
    fn next(&mut self, depth: usize) {
        let raw = self.line(self.at).unwrap_or_default();
        let line = raw.trim();
        let may_nest = depth < MAX_DEPTH;
        self.at += 1;
        if let Some(fence) = fence(line) {
            self.code(&fence, indent(raw));
        } else if line.is_empty() {
            self.is_open = false;
        } else if self.is_open && self.underlines(line) {
        } else if is_rule(line) {
            self.push(Block::Rule);
        } else if let Some((marker, _)) = list_item(line).filter(|_| may_nest) {
            self.item(marker, depth);
        } else if line.starts_with('>') && may_nest {
            self.quote(depth);
        } else if let Some((level, title)) = heading(line) {
            let text = title.to_owned();
            self.push(Block::Heading { level, text });
        } else if table::is_begun(line, self.line(self.at)) {
            self.table();
        } else {
            self.text(line, raw.ends_with("  "));
        }
    }

    fn text(&mut self, line: &str, is_broken: bool) {
        let end = if is_broken { BREAK } else { "" };
        match self.blocks.last_mut() {
            Some(Block::Paragraph(text)) if self.is_open => {
                text.push_str(&format!(" {line} {end}"));
            }
            _ => self.push(Block::Paragraph(format!("{line} {end}"))),
        }
    }

    /// Makes a heading of a paragraph that is underlined.
    fn underlines(&mut self, line: &str) -> bool {
        let level = match line.chars().next() {
            Some('=') if line.len() > 1 && line.chars().all(|c| c == '=') => 1,
            Some('-') if line.len() > 2 && line.chars().all(|c| c == '-') => 2,
            _ => return false,
        };
        let Some(Block::Paragraph(text)) = self.blocks.last_mut() else {
            return false;
        };
        let text = std::mem::take(text);
        self.blocks.pop();
        self.push(Block::Heading { level, text });
        true
    }

    fn code(&mut self, fence: &str, indent: usize) {
        let mut code = Vec::new();
        while let Some(line) = self.line(self.at) {
            self.at += 1;
            if line.trim().starts_with(fence) {
                break;
            }
            code.push(outdented(line, indent).trim_end().replace(BREAK, " "));
        }
        self.push(Block::Code(code));
    }

    /// Reads an item with all lines that are below its text, or go on with it.
    fn item(&mut self, marker: String, depth: usize) {
        let first = self.line(self.at.saturating_sub(1)).unwrap_or_default();
        let outer = indent(first);
        let inner = first.trim_start();
        let width = inner.len()
            - inner
                .split_once(' ')
                .map_or("", |(_, text)| text.trim_start())
                .len();
        let mut lines = vec![inner.get(width..).unwrap_or_default()];
        let mut was_blank = false;
        let mut fenced = fence(inner.get(width..).unwrap_or_default());
        while let Some(raw) = self.line(self.at) {
            let line = raw.trim();
            let is_deeper = indent(raw) > outer.saturating_add(1);
            let goes_on = match &fenced {
                Some(_) => true,
                None if line.is_empty() => true,
                None => is_deeper || (!was_blank && !begins_block(line)),
            };
            if !goes_on {
                break;
            }
            fenced = match fenced {
                Some(fence) if !line.starts_with(&fence) => Some(fence),
                Some(_) => None,
                None => fence(line),
            };
            was_blank = line.is_empty();
            lines.push(outdented(raw, outer + width));
            self.at += 1;
        }
        let blocks = blocks(&lines, depth + 1);
        self.push(Block::Item { marker, blocks });
        self.is_open = false;
    }

    fn quote(&mut self, depth: usize) {
        self.at -= 1;
        let mut lines = Vec::new();
        while let Some(line) = self.line(self.at).map(str::trim_start) {
            let Some(quoted) = line.strip_prefix('>') else {
                break;
            };
            lines.push(quoted.strip_prefix(' ').unwrap_or(quoted));
            self.at += 1;
        }
        let blocks = blocks(&lines, depth + 1);
        self.push(Block::Quote(blocks));
    }

    fn table(&mut self) {
        let mut rows = vec![self.line(self.at.saturating_sub(1)).unwrap_or_default()];
        // The line below the head only says where text stands in its column.
        self.at += 1;
        while let Some(line) = self.line(self.at).filter(|line| line.contains('|')) {
            rows.push(line);
            self.at += 1;
        }
        self.push(Block::Table(table::lines(&rows)));
    }
}

/// Whether a line cannot go on with a paragraph.
fn begins_block(line: &str) -> bool {
    list_item(line).is_some()
        || heading(line).is_some()
        || fence(line).is_some()
        || line.starts_with('>')
        || is_rule(line)
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// A line of at least three dashes, stars or underscores.
fn is_rule(line: &str) -> bool {
    let marks: Vec<char> = line.chars().filter(|c| *c != ' ').collect();
    marks.len() > 2
        && matches!(marks.first(), Some('-' | '*' | '_'))
        && marks.iter().all(|c| Some(c) == marks.first())
}

fn written(blocks: &[Block]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut previous: Option<&Block> = None;
    for block in blocks {
        let text = match block {
            Block::Paragraph(text) => wrap(&inline(text.trim())),
            Block::Heading { level, text } => title(*level, text),
            Block::Item { marker, blocks } => item(marker, written(blocks)),
            Block::Quote(blocks) => quoted(&written(blocks)),
            Block::Code(code) => fenced(code),
            Block::Table(rows) => rows.clone(),
            Block::Rule => vec!["***".to_owned()],
        };
        if text.is_empty() {
            continue;
        }
        let is_tight = previous.is_some_and(|previous| is_tight(previous, block));
        lines.extend((!is_tight && !lines.is_empty()).then(String::new));
        lines.extend(text);
        previous = Some(block);
    }
    // A rule parts nothing from nothing.
    if matches!(previous, Some(Block::Rule)) {
        lines.truncate(lines.len().saturating_sub(2));
    }
    lines
}

/// Whether a block follows another one without a blank line.
fn is_tight(previous: &Block, block: &Block) -> bool {
    match (previous, block) {
        // Only a list that begins with 1 can begin behind another one without a blank line.
        (Block::Item { marker: one, .. }, Block::Item { marker: other, .. }) => {
            (one == "-") == (other == "-") || matches!(other.as_str(), "-" | "1.")
        }
        _ => false,
    }
}

/// A heading on one line.
fn title(level: usize, text: &str) -> Vec<String> {
    let text = inline(&text.replace(BREAK, " "));
    let text = text.trim();
    match text.is_empty() {
        true => Vec::new(),
        false => vec![format!("{} {text}", "#".repeat(level))],
    }
}

fn quoted(lines: &[String]) -> Vec<String> {
    let quoted = lines.iter().map(|line| match line.is_empty() {
        true => ">".to_owned(),
        false => format!("> {line}"),
    });
    quoted.collect()
}

/// An item of a list, further lines indented to where its text begins. A list in it follows its text without a blank line.
pub(super) fn item(marker: &str, lines: Vec<String>) -> Vec<String> {
    let indent = " ".repeat(marker.len() + 1);
    let begins_list = |line: &str| line.starts_with("- ") || line.starts_with("1. ");
    let mut out: Vec<String> = Vec::new();
    let mut lines = lines.into_iter().peekable();
    while let Some(line) = lines.next() {
        if out.is_empty() {
            out.push(format!("{marker} {line}"));
        } else if !line.is_empty() {
            out.push(format!("{indent}{line}"));
        } else if out.len() > 1 || !lines.peek().is_some_and(|next| begins_list(next)) {
            out.push(line);
        }
    }
    out
}

fn heading(line: &str) -> Option<(usize, &str)> {
    let title = line.trim_start_matches('#');
    let level = line.len() - title.len();
    ((1..=6).contains(&level) && title.starts_with(' '))
        .then(|| (level, title.trim().trim_end_matches('#').trim_end()))
        .filter(|(_, title)| !title.is_empty())
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

fn fenced(code: &[String]) -> Vec<String> {
    let longest = code.iter().map(|line| longest_run(line)).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let mut lines = vec![format!("{fence}text")];
    lines.extend(code.iter().cloned());
    lines.push(fence);
    lines
}
