//! Excerpts: text from outside, made safe for one line of an error or a log.

use std::error::Error;

/// The length of an excerpt, in characters.
const LIMIT: usize = 200;

/// Returns the beginning of `bytes` as one line of at most 200 characters. Control characters are
/// escaped, so that a server can neither flood a log nor forge a line in it.
pub(crate) fn excerpt(bytes: &[u8]) -> String {
    // A character has four bytes at most.
    let shown = bytes.get(..4 * LIMIT).unwrap_or(bytes);
    let text = String::from_utf8_lossy(shown);
    let mut line = String::new();
    for char in text.chars().take(LIMIT) {
        if is_deceptive(char) {
            line.extend(char.escape_default());
        } else {
            line.push(char);
        }
    }
    if shown.len() < bytes.len() || text.chars().nth(LIMIT).is_some() {
        line.push_str(&format!("… ({} bytes)", bytes.len()));
    }
    line
}

/// Whether a character is a control character, a line separator, or changes the direction of the text around it.
fn is_deceptive(char: char) -> bool {
    char.is_control()
        || matches!(char, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Returns an [`excerpt`] in which each occurrence of `secret` is redacted. A server can repeat what it was sent.
pub(crate) fn excerpt_without(bytes: &[u8], secret: Option<&str>) -> String {
    // The excerpt can end within the secret, so the search goes on for the length of the secret.
    let secret = secret.filter(|secret| !secret.is_empty());
    let end = 4 * LIMIT + secret.map_or(0, str::len);
    let searched = String::from_utf8_lossy(bytes.get(..end).unwrap_or(bytes));
    match secret {
        Some(secret) if searched.contains(secret) => {
            excerpt(searched.replace(secret, REDACTED).as_bytes())
        }
        _ => excerpt(bytes),
    }
}

/// Replaces a secret.
pub(crate) const REDACTED: &str = "[redacted]";

/// Returns the message of the innermost cause of `error`. The messages of outer errors mostly say only that there is a cause.
pub(crate) fn root_cause(error: &dyn Error) -> String {
    let mut cause = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    excerpt(cause.to_string().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::{excerpt, excerpt_without};

    #[test]
    fn a_secret_is_redacted_where_the_excerpt_ends_within_it() {
        let shown = |text: &str| excerpt_without(text.as_bytes(), Some("s3cret"));
        assert_eq!(
            shown("Bearer s3cret, s3cret"),
            "Bearer [redacted], [redacted]"
        );
        for padding in 180..220 {
            let text = format!("{}s3cret{}", "x".repeat(padding), "y".repeat(900));
            assert!(!shown(&text).contains("s3c"), "{}", shown(&text));
        }
        assert_eq!(excerpt_without(b"s3cret", None), "s3cret");
        assert_eq!(excerpt_without(b"s3cret", Some("")), "s3cret");
    }

    #[test]
    fn a_short_text_is_unchanged() {
        assert_eq!(excerpt(b""), "");
        assert_eq!(excerpt("\"é\" 😀".as_bytes()), "\"é\" 😀");
    }

    #[test]
    fn deceptive_characters_are_escaped() {
        let text = "a\r\n\t\u{1b}[0m\u{85}\u{2028}\u{202e}\u{2066}";
        assert_eq!(excerpt(text.as_bytes()), text.escape_default().to_string());
        assert_eq!(excerpt(b"\xff\x00"), "\u{fffd}\\u{0}");
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        let fits = "é".repeat(200);
        assert_eq!(excerpt(fits.as_bytes()), fits);
        assert_eq!(
            excerpt("é".repeat(201).as_bytes()),
            format!("{fits}… (402 bytes)")
        );
        let fits = "😀".repeat(200);
        assert_eq!(
            excerpt("😀".repeat(999).as_bytes()),
            format!("{fits}… (3996 bytes)")
        );
    }
}
