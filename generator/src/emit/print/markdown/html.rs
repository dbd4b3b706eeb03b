//! Tags of HTML that Markdown has a form for, as Markdown. All others stay what they are.

use super::inline::{BREAK, CodeSpans};

/// How deep tags are followed.
const MAX_DEPTH: usize = 8;

/// How many characters a tag has at most.
const MAX_TAG: usize = 1000;

/// The text with its tags as Markdown. Code stays as it is.
pub(super) fn to_markdown(text: &str) -> String {
    if !text.contains('<') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut plain = String::new();
    let mut fence: Option<&str> = None;
    for line in text.split_inclusive('\n') {
        let begins = ["```", "~~~"]
            .into_iter()
            .find(|fence| line.trim_start().starts_with(fence));
        match (fence, begins) {
            (None, None) => plain.push_str(line),
            (None, Some(mark)) => {
                out.push_str(&converted(&std::mem::take(&mut plain), 0));
                out.push_str(line);
                fence = Some(mark);
            }
            (Some(open), begins) => {
                out.push_str(line);
                fence = Some(open).filter(|open| begins != Some(open));
            }
        }
    }
    out.push_str(&converted(&plain, 0));
    out
}

/// A tag at the start of a text.
struct Tag<'t> {
    name: String,
    attributes: &'t str,
    is_end: bool,
    /// The text behind it.
    after: &'t str,
}

fn tag(text: &str) -> Option<Tag<'_>> {
    let inside = text.strip_prefix('<')?;
    let (is_end, inside) = match inside.strip_prefix('/') {
        Some(inside) => (true, inside),
        None => (false, inside),
    };
    let length = inside
        .char_indices()
        .take(MAX_TAG)
        .find(|(_, c)| matches!(c, '>' | '<'))?
        .0;
    let (tag, after) = inside.split_at_checked(length)?;
    let after = after.strip_prefix('>')?;
    let end = tag
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(tag.len());
    let (name, attributes) = tag.split_at_checked(end)?;
    let is_tag = attributes.is_empty() || attributes.starts_with(['/', ' ', '\n']);
    let name = name.to_ascii_lowercase();
    is_tag.then_some(Tag {
        name,
        attributes,
        is_end,
        after,
    })
}

fn converted(text: &str, depth: usize) -> String {
    let mut out = String::with_capacity(text.len());
    let code = CodeSpans::of(text);
    let mut lists: Vec<Option<usize>> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['<', '`']) {
        let (before, behind) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        if let Some((_, end)) = code.at(text.len() - behind.len()) {
            let span = behind.len() - (text.len() - end);
            out.push_str(behind.get(..span).unwrap_or_default());
            rest = text.get(end..).unwrap_or_default();
        } else if let Some(after) = comment(behind) {
            rest = after;
        } else if let Some(after) =
            tag(behind).and_then(|tag| element(tag, &mut lists, &mut out, depth))
        {
            rest = after;
        } else {
            let length = behind.chars().next().map_or(0, char::len_utf8);
            let (mark, after) = behind.split_at_checked(length).unwrap_or((behind, ""));
            out.push_str(mark);
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// The text behind a comment of HTML.
fn comment(text: &str) -> Option<&str> {
    Some(text.strip_prefix("<!--")?.split_once("-->")?.1)
}

/// Writes what a tag stands for, and returns what is behind it; nothing if it stands for nothing.
fn element<'t>(
    tag: Tag<'t>,
    lists: &mut Vec<Option<usize>>,
    out: &mut String,
    depth: usize,
) -> Option<&'t str> {
    match tag.name.as_str() {
        "br" => line_break(out),
        "p" | "div" => out.push_str("\n\n"),
        "hr" => out.push_str("\n\n***\n\n"),
        "ul" | "ol" if tag.is_end => {
            lists.pop();
            out.push_str(if lists.is_empty() { "\n\n" } else { "\n" });
        }
        "ul" | "ol" => {
            out.push_str(if lists.is_empty() { "\n\n" } else { "\n" });
            lists.push((tag.name == "ol").then_some(0));
        }
        "li" if tag.is_end => out.push('\n'),
        "li" => {
            list_item(lists, out);
            return Some(tag.after.trim_start());
        }
        _ if tag.is_end || depth >= MAX_DEPTH => return None,
        _ => return pair(tag, out, depth),
    }
    Some(tag.after)
}

/// Breaks the line; a second break ends the paragraph.
fn line_break(out: &mut String) {
    let kept = out.trim_end().len();
    if out.get(..kept).is_some_and(|text| text.ends_with(BREAK)) {
        out.truncate(kept - BREAK.len());
        out.push_str("\n\n");
    } else {
        out.push_str(&format!(" {BREAK} "));
    }
}

fn list_item(lists: &mut [Option<usize>], out: &mut String) {
    let indent = "   ".repeat(lists.len().saturating_sub(1));
    if !out.is_empty() && !out.trim_end_matches(' ').ends_with('\n') {
        out.push('\n');
    }
    out.truncate(out.trim_end_matches(' ').len());
    match lists.last_mut() {
        Some(Some(number)) => {
            *number += 1;
            out.push_str(&format!("{indent}{number}. "));
        }
        _ => out.push_str(&format!("{indent}- ")),
    }
}

/// Writes an element with its content.
fn pair<'t>(tag: Tag<'t>, out: &mut String, depth: usize) -> Option<&'t str> {
    let is_known = matches!(
        tag.name.as_str(),
        "b" | "strong"
            | "i"
            | "em"
            | "code"
            | "tt"
            | "a"
            | "pre"
            | "blockquote"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
    );
    let (content, after) = is_known.then(|| until_end(tag.after, &tag.name))??;
    let inner = || converted(content, depth + 1).trim().to_owned();
    match tag.name.as_str() {
        "b" | "strong" => out.push_str(&around(&inner(), "**")),
        "i" | "em" => out.push_str(&around(&inner(), "*")),
        "code" | "tt" => out.push_str(&code(content)),
        "a" => out.push_str(&link(&inner(), &tag)),
        "pre" => out.push_str(&format!(
            "\n\n~~~~\n{}\n~~~~\n\n",
            unescaped(&without_tags(content)).trim_matches('\n')
        )),
        "blockquote" => {
            let lines: String = inner()
                .lines()
                .map(|line| format!("> {}\n", line.trim_start()))
                .collect();
            out.push_str(&format!("\n\n{lines}\n"));
        }
        heading => {
            let level = heading.trim_start_matches('h').parse().unwrap_or(1);
            let title = inner().replace('\n', " ");
            out.push_str(&format!("\n\n{} {title}\n\n", "#".repeat(level)));
        }
    }
    Some(after)
}

/// The content of an element, and what is behind it.
fn until_end<'t>(text: &'t str, name: &str) -> Option<(&'t str, &'t str)> {
    let mut from = 0;
    while let Some(at) = text.get(from..)?.find("</") {
        let end = from + at;
        let behind = text.get(end + 2..)?;
        let found = behind
            .get(..name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name));
        if let Some(after) = behind
            .get(name.len()..)
            .and_then(|it| it.trim_start().strip_prefix('>'))
            .filter(|_| found)
        {
            return Some((text.get(..end)?, after));
        }
        from = end + 2;
    }
    None
}

/// The text in marks, unless it is several paragraphs or none.
fn around(text: &str, mark: &str) -> String {
    match text.is_empty() || text.contains("\n\n") || text.contains("- ") && text.contains('\n') {
        true => text.to_owned(),
        false => format!("{mark}{text}{mark}"),
    }
}

fn link(label: &str, tag: &Tag<'_>) -> String {
    let behind = tag
        .attributes
        .split_once("href")
        .map_or("", |(_, behind)| behind);
    let value = behind
        .trim_start()
        .strip_prefix('=')
        .unwrap_or_default()
        .trim_start();
    let address = ['"', '\'']
        .into_iter()
        .find_map(|quote| Some(value.strip_prefix(quote)?.split_once(quote)?.0));
    let address = address
        .map(str::trim)
        .filter(|address| !address.contains(char::is_whitespace));
    match address {
        Some(address) if !address.is_empty() && !label.is_empty() => {
            format!("[{label}](<{address}>)")
        }
        _ => label.to_owned(),
    }
}

/// A code span with the text of an element.
fn code(content: &str) -> String {
    let text = unescaped(&without_tags(content));
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.is_empty() || text.contains('`') {
        true => text,
        false => format!("`{text}`"),
    }
}

fn without_tags(content: &str) -> String {
    let mut out = String::with_capacity(content.len());
    let mut rest = content;
    while let Some((before, _)) = rest.split_once('<') {
        out.push_str(before);
        let behind = rest.get(before.len()..).unwrap_or_default();
        match tag(behind).filter(|tag| !tag.name.is_empty()) {
            Some(tag) => rest = tag.after,
            None => {
                out.push('<');
                rest = behind.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out
}

/// The characters that HTML names, where Markdown does not read their names.
fn unescaped(text: &str) -> String {
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"");
    text.replace("&#39;", "'")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&")
}
