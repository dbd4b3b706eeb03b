//! Texts in TOML.

/// A basic string of TOML (TOML 1.0, "String").
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_in_a_manifest_are_escaped() {
        assert_eq!(
            quoted("a \"b\"\\\n\u{7f}ü"),
            "\"a \\\"b\\\"\\\\\\n\\u007Fü\""
        );
    }
}
