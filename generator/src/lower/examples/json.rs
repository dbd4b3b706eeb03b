//! Examples as JSON.

use super::described::Described;
use crate::document::{Node, Value};
use crate::limits::NESTED_EXAMPLES;

/// Writes a value as JSON, without the properties that no schema describes, if there are schemas.
pub(super) fn write<'d>(
    value: &'d Node,
    described: Option<&Described<'_, '_, 'd>>,
    out: &mut String,
    depth: usize,
) {
    match &value.value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(text) => out.push_str(&json_number(text)),
        Value::String(text) => quote(text, out),
        Value::Array(items) => {
            let inner = described.map(Described::items);
            let inner = inner.filter(|inner| !inner.is_unknown());
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(item, inner.as_ref(), out, depth + 1);
            }
            out.push(']');
        }
        Value::Object(entries) => write_object(entries, described, out, depth),
    }
}

/// Writes a value as JSON on several lines. Short lists of scalars are on one.
pub(super) fn pretty(value: &Node) -> String {
    let mut text = String::new();
    write_pretty(value, &mut text, 1);
    text
}

fn write_pretty(value: &Node, out: &mut String, depth: usize) {
    let is_scalar = |node: &Node| node.items().is_empty() && node.entries().is_empty();
    let indent = |out: &mut String, depth: usize| {
        out.push('\n');
        out.push_str(&"  ".repeat(depth));
    };
    match &value.value {
        Value::Array(items) if !items.iter().all(is_scalar) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                indent(out, depth);
                write_pretty(item, out, depth + 1);
            }
            indent(out, depth - 1);
            out.push(']');
        }
        Value::Array(items) => {
            let items = items.iter().map(|item| {
                let mut text = String::new();
                write(item, None, &mut text, depth);
                text
            });
            out.push_str(&format!("[{}]", items.collect::<Vec<_>>().join(", ")));
        }
        Value::Object(entries) if !entries.is_empty() => {
            out.push('{');
            for (index, (name, value)) in entries.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                indent(out, depth);
                quote(name, out);
                out.push_str(": ");
                write_pretty(value, out, depth + 1);
            }
            indent(out, depth - 1);
            out.push('}');
        }
        _ => write(value, None, out, depth),
    }
}

fn write_object<'d>(
    entries: &'d [(String, Node)],
    described: Option<&Described<'_, '_, 'd>>,
    out: &mut String,
    depth: usize,
) {
    let is_map = described.is_some_and(Described::is_map);
    out.push('{');
    let mut is_first = true;
    for (name, value) in entries {
        let inner = described.map(|described| described.property(name));
        if !is_map && inner.as_ref().is_some_and(Described::is_unknown) {
            continue;
        }
        if !std::mem::take(&mut is_first) {
            out.push(',');
        }
        quote(name, out);
        out.push(':');
        let inner = inner.filter(|inner| inner.says_anything() && depth < NESTED_EXAMPLES);
        write(value, inner.as_ref(), out, depth + 1);
    }
    out.push('}');
}

/// A number of YAML in the syntax of JSON: without a plus, and with digits before the point.
fn json_number(text: &str) -> String {
    let text = text.trim_start_matches('+');
    let (sign, digits) = text
        .strip_prefix('-')
        .map_or(("", text), |digits| ("-", digits));
    let trimmed = digits.trim_start_matches('0');
    let digits = match trimmed.chars().next() {
        Some(first) if first.is_ascii_digit() => trimmed.to_owned(),
        _ => format!("0{trimmed}"),
    };
    let digits = digits.trim_end_matches('.').to_owned();
    format!("{sign}{digits}")
}

fn quote(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c < ' ' => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_the_syntax_of_json() {
        for (text, expected) in [
            ("+1", "1"),
            (".5", "0.5"),
            ("-007", "-7"),
            ("1.", "1"),
            ("0", "0"),
            ("0.0", "0.0"),
            ("1e3", "1e3"),
        ] {
            assert_eq!(json_number(text), expected);
        }
    }
}
