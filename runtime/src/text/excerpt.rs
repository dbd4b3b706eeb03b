//! Excerpts: text from outside, made safe for one line of an error or a log.

use std::error::Error;

use super::{CUT, redact::Needles};

/// The length of an excerpt, in characters.
const LIMIT: usize = 200;

/// The length of a long excerpt, in characters.
const LONG_LIMIT: usize = 1000;

/// Returns the beginning of `bytes` as one line of at most 200 characters. Control characters are
/// escaped, so that a server can neither flood a log nor forge a line in it.
pub(crate) fn excerpt(bytes: &[u8]) -> String {
    excerpt_without(bytes, &Needles::default())
}

/// Returns an [`excerpt`] in which each of the `needles` is redacted. A server can repeat what it was sent.
pub(crate) fn excerpt_without(bytes: &[u8], needles: &Needles) -> String {
    excerpt_up_to(LIMIT, bytes, needles)
}

/// Returns an excerpt of at most 1000 characters.
pub(crate) fn long_excerpt_without(bytes: &[u8], needles: &Needles) -> String {
    excerpt_up_to(LONG_LIMIT, bytes, needles)
}

fn excerpt_up_to(limit: usize, bytes: &[u8], needles: &Needles) -> String {
    // A character has four bytes at most, and none is cut in two.
    let mut end = bytes.len().min(4 * limit);
    while bytes.get(end).is_some_and(|byte| byte & 0xc0 == 0x80) {
        end += 1;
    }
    let (shown, end) = needles.redact_beginning(bytes, end);
    let text = String::from_utf8_lossy(&shown);
    let mut line = String::new();
    for char in text.chars().take(limit) {
        if is_deceptive(char) {
            line.extend(char.escape_default());
        } else {
            line.push(char);
        }
    }
    if end < bytes.len() || text.chars().nth(limit).is_some() {
        line.push_str(&format!("{CUT} ({} bytes)", bytes.len()));
    }
    line
}

/// Whether a character is a control character, a line separator, or changes the direction of the text around it.
fn is_deceptive(char: char) -> bool {
    char.is_control()
        || matches!(char, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

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
    use super::*;

    #[test]
    fn a_secret_is_redacted_where_the_excerpt_ends_within_it() {
        let mut needles = Needles::default();
        needles.add(b"s3cret-t0ken");
        let shown = |text: &str| excerpt_without(text.as_bytes(), &needles);
        assert_eq!(
            shown("Bearer s3cret-t0ken, s3cret-t0ken"),
            "Bearer [redacted], [redacted]"
        );
        for form in ["s3cret-t0ken", "s3cret%2Dt0ken", "czNjcmV0LXQwa2Vu"] {
            for padding in (180..220).chain(790..810) {
                let text = format!("{}{form}{}", "x".repeat(padding), "y".repeat(900));
                let shown = shown(&text);
                assert!(!shown.contains("s3") && !shown.contains("czN"), "{shown}");
                assert!(
                    shown.ends_with(&format!("… ({} bytes)", text.len())),
                    "{shown}"
                );
            }
        }
        assert_eq!(excerpt(b"s3cret-t0ken"), "s3cret-t0ken");
    }

    #[test]
    fn long_secrets_leave_no_beginning_of_a_later_one() {
        let secret = "0123456789".repeat(70);
        let mut needles = Needles::default();
        needles.add(secret.as_bytes());
        let text = format!("({secret}) ({secret}) ({secret})");
        assert_eq!(
            excerpt_without(text.as_bytes(), &needles),
            "([redacted]) ([redacted]… (2108 bytes)"
        );
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

    #[test]
    fn no_character_is_cut_in_two_behind_a_long_secret() {
        let mut needles = Needles::default();
        let secret = "s".repeat(3 * LIMIT);
        needles.add(secret.as_bytes());
        for before in ["", "x"] {
            let text = format!("{before}{secret}{}", "é".repeat(LIMIT));
            let count = (LIMIT - before.len()).div_ceil(2);
            let expected = format!(
                "{before}[redacted]{}{CUT} ({} bytes)",
                "é".repeat(count),
                text.len()
            );
            assert_eq!(excerpt_without(text.as_bytes(), &needles), expected);
        }
    }
}
