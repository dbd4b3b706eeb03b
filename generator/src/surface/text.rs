//! Tokens as text.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use quote::ToTokens;

/// Returns tokens as text on one line, with spaces where a reader wants them: `BTreeMap<Id, &str>`.
pub(super) fn text(tokens: &impl ToTokens) -> String {
    let mut out = String::new();
    write(tokens.to_token_stream(), &mut out);
    out
}

fn write(tokens: TokenStream, out: &mut String) {
    let mut before = Before::Nothing;
    for token in tokens {
        if before.is_apart_from(&token) && !out.ends_with(' ') {
            out.push(' ');
        }
        match &token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{ ", " }"),
                    Delimiter::None => ("", ""),
                };
                out.push_str(open);
                write(group.stream(), out);
                out.push_str(close);
            }
            TokenTree::Punct(punct) => out.push(punct.as_char()),
            other => out.push_str(&other.to_string()),
        }
        before = before.then(&token);
    }
}

/// The token before.
enum Before {
    Nothing,
    /// A name, a literal or a group.
    Word,
    /// A character that a name can follow at once: `&`, `<`, `.`, or the end of `::`.
    Opening,
    /// The first character of several, as in `->` and `::`.
    Half(char),
    /// A character with a space behind it: `,`, `=`, or the end of `->`.
    Closing,
    /// `>`.
    Angle,
}

impl Before {
    fn then(&self, token: &TokenTree) -> Self {
        let TokenTree::Punct(punct) = token else {
            return Self::Word;
        };
        match (punct.as_char(), punct.spacing(), self) {
            (c @ ('-' | ':' | '=' | '.' | '&' | '|'), Spacing::Joint, _) => Self::Half(c),
            ('=', _, Self::Half('.')) => Self::Opening,
            ('>', _, Self::Half('-' | '=')) | ('=' | '|' | '&', _, Self::Half(_)) => Self::Closing,
            (':' | '.', _, Self::Half(_)) => Self::Opening,
            (',' | ';' | ':' | '=' | '+' | '|', ..) => Self::Closing,
            ('>', ..) => Self::Angle,
            _ => Self::Opening,
        }
    }

    fn is_apart_from(&self, next: &TokenTree) -> bool {
        let joins = |c: char| matches!(c, ',' | ';' | '?' | '.' | ':' | '<' | '>' | '!');
        match (self, next) {
            (Self::Nothing | Self::Opening | Self::Half(_), _) => false,
            (Self::Word | Self::Angle, TokenTree::Punct(punct)) => !joins(punct.as_char()),
            (Self::Word, TokenTree::Group(group)) => group.delimiter() == Delimiter::Brace,
            (Self::Angle, TokenTree::Group(group)) => group.delimiter() == Delimiter::Brace,
            (Self::Closing, TokenTree::Punct(punct)) => !matches!(punct.as_char(), ',' | ';'),
            _ => true,
        }
    }
}

/// The parts of a text between commas that are in no brackets.
pub(super) fn parts(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0_i32;
    for c in text.chars() {
        match c {
            '(' | '[' | '<' | '{' => depth += 1,
            ')' | ']' | '>' | '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts
        .into_iter()
        .map(|part| part.trim().to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn spaces_stand_where_a_reader_wants_them() {
        for written in [
            "BTreeMap<Id, &str>",
            "runtime::Linked<TimeEntryPage>, ErrorBody, paged(\"page\", Some(200), unpaged: [\"only\"])",
            "impl IntoIterator<Item = impl Into<Id>>",
            "impl Iterator<Item = Result<&Pet, Unreadable>> + 'a",
            "{ self.request = self.request.query(\"ids\", runtime::comma(values).items(1..=200)); self }",
            "fn a(&self, b: &[u8]) -> Option<(A, B)> { b }",
            "Value::<A>::new()?",
        ] {
            let tokens: proc_macro2::TokenStream = written.parse().unwrap();
            assert_eq!(text(&tokens), written);
        }
    }
}
