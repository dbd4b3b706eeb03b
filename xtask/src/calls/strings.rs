//! Strings that fit a format, a pattern or a length.

use regex_syntax::hir::{Class, Hir, HirKind};
use serde_json::Value;

use super::schema::Flat;

/// A string that fits the schema, as far as this module can tell. `None` if there is no way to make one.
pub(super) fn string(flat: &Flat) -> Option<String> {
    let text = |key: &str| flat.get(key).and_then(Value::as_str);
    let limit = |key: &str| {
        flat.get(key)
            .and_then(Value::as_u64)
            .map(|limit| limit as usize)
    };
    if let Some(pattern) = text("pattern") {
        return matching(pattern, limit("minLength").unwrap_or(0));
    }
    if let Some(known) = text("format").and_then(formatted) {
        return Some(known.to_owned());
    }
    let least = limit("minLength").unwrap_or(0);
    let most = limit("maxLength").unwrap_or(usize::MAX);
    Some(of_length(5.clamp(least, most.max(least))))
}

/// A text of this many characters.
pub(super) fn of_length(length: usize) -> String {
    "text "
        .chars()
        .filter(|c| c.is_alphabetic())
        .cycle()
        .take(length)
        .collect()
}

/// A string of a format; `None` for formats that any text fits.
fn formatted(format: &str) -> Option<&'static str> {
    Some(match format {
        "date" => "2026-11-24",
        "date-time" => "2026-11-24T10:30:00Z",
        "time" => "10:30:00Z",
        "duration" => "P1D",
        "uuid" | "guid" => "3fa85f64-5717-4562-b3fc-2c963f66afa6",
        "email" | "idn-email" => "mail@example.com",
        "uri" | "url" | "iri" | "http-url" => "https://example.com/path",
        "uri-reference" | "iri-reference" => "/path",
        "uri-template" => "/path/{id}",
        "hostname" | "idn-hostname" => "example.com",
        "ipv4" | "ip" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "byte" | "base64" => "dGV4dA==",
        "json-pointer" => "/path",
        "regex" => "^a$",
        "date-range" => "2026-11-01:2026-11-30",
        "id" | "int64" | "int32" | "uint64" => "7",
        "decimal" | "double" | "float" => "1.5",
        _ => return None,
    })
}

/// A text that matches a pattern, of at least this length if repetitions allow it.
fn matching(pattern: &str, least: usize) -> Option<String> {
    let hir = regex_syntax::ParserBuilder::new()
        .utf8(false)
        .build()
        .parse(pattern)
        .ok()
        .or_else(|| regex_syntax::parse(&pattern.replace("\\/", "/")).ok())
        .or_else(|| regex_syntax::parse(&without_assertions(pattern)).ok())?;
    let mut text = String::new();
    walk(&hir, 0, &mut text)?;
    if text.chars().count() < least {
        let missing = least - text.chars().count();
        text.clear();
        walk(&hir, missing, &mut text)?;
    }
    Some(text)
}

/// The pattern without what it asserts of the text around (`(?=…)`, `(?!…)`), which is no part of a match. Most texts that
/// match the rest fit the assertions too; the judges leave out those that do not.
fn without_assertions(pattern: &str) -> String {
    let mut rest = pattern;
    let mut kept = String::new();
    while let Some(at) = ["(?=", "(?!", "(?<=", "(?<!"]
        .iter()
        .filter_map(|start| rest.find(start))
        .min()
    {
        let (before, group) = rest.split_at(at);
        kept.push_str(before);
        rest = group.get(end_of_group(group)..).unwrap_or_default();
    }
    kept.push_str(rest);
    kept
}

/// The end of the group that a pattern begins with.
fn end_of_group(pattern: &str) -> usize {
    let (mut depth, mut is_escaped, mut is_class) = (0, false, false);
    for (at, c) in pattern.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            ']' => is_class = false,
            _ if is_class => {}
            '[' => is_class = true,
            '(' => depth += 1,
            ')' if depth == 1 => return at + 1,
            ')' => depth -= 1,
            _ => {}
        }
    }
    pattern.len()
}

/// Appends a text that matches; each repetition has up to `more` rounds than it needs.
fn walk(hir: &Hir, more: usize, out: &mut String) -> Option<()> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => out.push_str(std::str::from_utf8(&literal.0).ok()?),
        HirKind::Class(Class::Unicode(class)) => out.push(of_class(class)?),
        HirKind::Class(Class::Bytes(class)) => {
            out.push(char::from(class.ranges().first()?.start()));
        }
        HirKind::Capture(capture) => walk(&capture.sub, more, out)?,
        HirKind::Concat(parts) => parts.iter().try_for_each(|part| walk(part, more, out))?,
        HirKind::Alternation(parts) => walk(parts.first()?, more, out)?,
        HirKind::Repetition(repetition) => {
            let wanted = (repetition.min as usize).max(1) + more;
            let most = repetition.max.map_or(usize::MAX, |max| max as usize);
            for _ in 0..wanted.min(most) {
                walk(&repetition.sub, more, out)?;
            }
        }
    }
    Some(())
}

/// A letter or a digit of the class if it has one.
fn of_class(class: &regex_syntax::hir::ClassUnicode) -> Option<char> {
    let holds = |c: &char| {
        let mut ranges = class.ranges().iter();
        ranges.any(|range| range.start() <= *c && *c <= range.end())
    };
    let usual = ['a', 'A', '1', '2', '-', '_'];
    usual
        .into_iter()
        .find(holds)
        .or_else(|| class.ranges().first().map(|range| range.start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_match_their_patterns() {
        for (pattern, least, expected) in [
            ("^[a-z]{3}$", 0, "aaa"),
            (r"^\d{4}-\d{2}$", 0, "1111-11"),
            ("^(cat|dog)s?$", 0, "cats"),
            ("^a+$", 4, "aaaa"),
        ] {
            assert_eq!(
                matching(pattern, least).as_deref(),
                Some(expected),
                "{pattern}"
            );
        }
        assert_eq!(matching("^(?![)(]x)(?=a)a$", 0).as_deref(), Some("a"));
        assert_eq!(matching("^(a", 0), None);
    }
}
