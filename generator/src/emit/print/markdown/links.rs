//! Links and addresses in a text.

/// How many characters the text of a link has at most.
const MAX_LABEL: usize = 400;

/// A link, or an image.
pub(super) struct Link<'t> {
    pub(super) label: &'t str,
    pub(super) address: &'t str,
}

impl Link<'_> {
    /// Whether it leads to the same place from everywhere.
    pub(super) fn is_absolute(&self) -> bool {
        ["https://", "http://", "mailto:"]
            .iter()
            .any(|scheme| self.address.starts_with(scheme))
    }
}

/// A link `[label](address)` or image `![label](address)` at the start of `text`, and what is behind it.
pub(super) fn take(text: &str) -> Option<(Link<'_>, &str)> {
    let inside = text.strip_prefix('!').unwrap_or(text).strip_prefix('[')?;
    let (label, rest) = inside.split_at_checked(label_end(inside)?)?;
    let rest = rest.strip_prefix("](")?;
    if let Some(rest) = rest.strip_prefix('<') {
        let (address, after) = rest.split_once('>')?;
        let is_address = !address.contains(char::is_whitespace) && !address.contains('<');
        let link = is_address.then_some(Link { label, address });
        return Some((link?, after.strip_prefix(')')?));
    }
    let (address, after) = match take_address(rest) {
        Some(found) => found,
        None => rest.split_at_checked(rest.find(|c: char| {
            c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>' | '[' | ']' | '`' | '"' | '\\')
        })?)?,
    };
    let after = without_title(after).strip_prefix(')')?;
    (!address.is_empty()).then_some((Link { label, address }, after))
}

/// Where the text of a link ends, which can have brackets in it.
fn label_end(inside: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in inside.char_indices().take(MAX_LABEL) {
        match c {
            '[' => depth += 1,
            ']' if depth == 0 => return Some(at),
            ']' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The text behind the title of a link (` "…"`), if it has one.
fn without_title(text: &str) -> &str {
    let behind = text.trim_start().strip_prefix('"');
    behind
        .and_then(|title| title.split_once('"'))
        .map_or(text, |(_, after)| after.trim_start())
}

/// A web address in angle brackets at the start of `text`.
pub(super) fn take_angle(text: &str) -> Option<(&str, &str)> {
    let (address, after) = take_address(text.strip_prefix('<')?)?;
    Some((address, after.strip_prefix('>')?))
}

/// A web address at the start of `text`, punctuation behind it left aside.
pub(super) fn take_address(text: &str) -> Option<(&str, &str)> {
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
