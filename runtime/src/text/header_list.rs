//! Lists in headers (RFC 9110, section 5.6.1).

/// Returns the items of a list: what is between its commas, without the spaces around it. A comma in quotation marks
/// separates nothing, and an item that is empty is none.
pub(crate) fn items(text: &str) -> Vec<&str> {
    let (mut is_quoted, mut is_escaped) = (false, false);
    let items = text.split(|c: char| {
        let is_text = std::mem::take(&mut is_escaped);
        match c {
            _ if is_text => {}
            '"' => is_quoted = !is_quoted,
            '\\' => is_escaped = is_quoted,
            _ => {}
        }
        c == ',' && !is_quoted
    });
    items
        .map(|item| item.trim_matches([' ', '\t']))
        .filter(|item| !item.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_in_quotation_marks_separates_nothing() {
        assert_eq!(items("a, b,c"), ["a", "b", "c"]);
        assert_eq!(items(" , a,,\tb ,"), ["a", "b"]);
        assert_eq!(items(r#""a, b", W/"c""#), [r#""a, b""#, r#"W/"c""#]);
        assert_eq!(items(r#""a\", b", c"#), [r#""a\", b""#, "c"]);
        assert_eq!(items(r"a\, b"), [r"a\", "b"]);
        assert_eq!(items(r#""a, b"#), [r#""a, b"#]);
        assert!(items("").is_empty());
    }
}
