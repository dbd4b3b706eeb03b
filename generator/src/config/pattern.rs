//! Patterns with stars, by which types and operations are chosen.

/// Whether a text is as the pattern says. A star stands for any letters, none too; everything else stands for itself.
pub(crate) fn matches(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|start| text.strip_prefix(start)) else {
        return false;
    };
    let parts: Vec<&str> = parts.collect();
    let Some((end, middle)) = parts.split_last() else {
        return rest.is_empty();
    };
    for part in middle {
        match rest.split_once(part) {
            Some((_, behind)) => rest = behind,
            None => return false,
        }
    }
    rest.ends_with(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_letters() {
        for (pattern, text, is_match) in [
            ("Pet", "Pet", true),
            ("Pet", "Pets", false),
            ("Pet*", "Pets", true),
            ("Pet*", "Pet", true),
            ("*Pet", "NewPet", true),
            ("*", "", true),
            ("GET /reports/*", "GET /reports/{id}/rows", true),
            ("GET /reports/*", "POST /reports/{id}", false),
            ("a*b*c", "a-b-b-c", true),
            ("a*b*c", "a-c-b", false),
            ("a*a", "a", false),
            ("**", "anything", true),
        ] {
            assert_eq!(matches(pattern, text), is_match, "{pattern} {text}");
        }
    }
}
