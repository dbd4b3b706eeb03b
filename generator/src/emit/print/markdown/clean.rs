//! Characters that have no place in a comment.

/// No control characters but line breaks, no tabs, and nothing that is invisible or changes the
/// direction of what stands around it.
pub(super) fn clean(text: &str) -> String {
    let visible = |c: &char| {
        !matches!(
            c,
            '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{61c}'
        )
    };
    // The two joiners are part of words and emoji, and nothing by themselves.
    if text
        .chars()
        .all(|c| c.is_whitespace() || matches!(c, '\u{200c}' | '\u{200d}'))
    {
        return String::new();
    }
    let unified = text
        .replace("\r\n", "\n")
        .replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n")
        .replace('\t', "    ");
    unified
        .chars()
        .filter(visible)
        .map(|c| if c.is_control() && c != '\n' { ' ' } else { c })
        .collect()
}
