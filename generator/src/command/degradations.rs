//! The constructs that are generated more loosely than they are written, as text: a line for each kind, or all places.

use std::fmt::Write as _;

use crate::problem::Problem;

/// The number of other subjects that the line of a kind names.
const SHOWN: usize = 4;

/// Who reads about the degradations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// The authors of the document, who can change it.
    Author,
    /// The users of the API that it describes, who cannot change it.
    Caller,
}

impl Audience {
    fn help(self, problem: &Problem) -> Option<&str> {
        match self {
            Self::Author => Some(&problem.help),
            Self::Caller => problem.workaround.as_deref(),
        }
    }
}

/// Returns the degradations as text, which is empty if there are none. With `all`, each has its place; otherwise a kind has
/// one line, with the number of places and the first of them. `file` is the name of the document.
#[must_use]
pub fn text(problems: &[Problem], file: &str, audience: Audience, all: bool) -> String {
    if !all {
        return summary(problems, file, audience);
    }
    let rendered = problems.iter().map(|problem| match audience {
        Audience::Author => format!("\n{}", problem.render(file)),
        Audience::Caller => format!("\n{}", problem.render_for_callers(file)),
    });
    rendered.collect()
}

fn summary(problems: &[Problem], file: &str, audience: Audience) -> String {
    let mut kinds: Vec<(String, Vec<&Problem>)> = Vec::new();
    for problem in problems {
        let kind = kind(&problem.message);
        match kinds.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, list)) => list.push(problem),
            None => kinds.push((kind, vec![problem])),
        }
    }
    let mut text = String::new();
    for (_, list) in &kinds {
        let Some(first) = list.first() else {
            continue;
        };
        let place = first.place(file);
        let _ = match list.len() {
            1 => writeln!(text, "degraded: {} ({place})", first.message),
            count => writeln!(
                text,
                "degraded: {} ({count} of this kind{}, first at {place})",
                first.message,
                others(list)
            ),
        };
        if let Some(help) = audience.help(first) {
            let _ = writeln!(text, " help: {help}");
        }
    }
    if problems.len() > kinds.len() {
        let _ = writeln!(text, "`-v` lists all {} places", problems.len());
    }
    text
}

/// Returns what the other messages of a kind are about, as far as they differ from the first in that.
fn others(list: &[&Problem]) -> String {
    let subject = |problem: &&Problem| problem.message.split('`').nth(1).map(str::to_owned);
    let mut subjects: Vec<String> = Vec::new();
    for subject in list.iter().filter_map(subject) {
        if !subjects.contains(&subject) {
            subjects.push(subject);
        }
    }
    let others = subjects.get(1..).unwrap_or_default();
    if others.is_empty() {
        return String::new();
    }
    let shown: Vec<String> = (others.iter().take(SHOWN))
        .map(|subject| format!("`{subject}`"))
        .collect();
    let more = if others.len() > SHOWN { ", …" } else { "" };
    format!(", also {}{more}", shown.join(", "))
}

/// Returns a message without the parts that are of this document: names in backticks, and numbers.
#[must_use]
pub fn kind(message: &str) -> String {
    let mut kind = String::new();
    for (index, part) in message.split('`').enumerate() {
        kind.push_str(if index % 2 == 0 { part } else { "`…`" });
    }
    let digits = |c: char| c.is_ascii_digit();
    kind.split(' ')
        .map(|word| if word.contains(digits) { "N" } else { word })
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems() -> Vec<Problem> {
        let document = "\
openapi: 3.1.0
info: { title: Pets, version: '1' }
servers: [{ url: 'https://a.example' }, { url: 'https://b.example' }]
paths: {}
components:
  schemas:
    Pet: { type: array, items: { type: string }, contains: { const: a }, minContains: 1 }
    Tag: { type: string, not: { const: a } }
";
        let parsed = crate::document::parse::parse(document).unwrap();
        let lowered = crate::lower::lower(parsed, &crate::lower::Options::default()).unwrap();
        lowered.degradations
    }

    #[test]
    fn a_kind_has_one_line_with_its_count_and_its_first_place() {
        assert_eq!(
            text(&problems(), "pets.yaml", Audience::Author, false),
            "\
degraded: the server `https://b.example` is not used: the first one is the client's base URL (pets.yaml:3:41)
 help: set its URL in the client's builder
degraded: `contains` is not supported: every value is accepted (2 of this kind, also `minContains`, first at pets.yaml:7:60)
 help: say it in the description, or remove it
degraded: `not` is ignored: more values are accepted than it allows (pets.yaml:8:31)
 help: describe the values that are possible
`-v` lists all 4 places
"
        );
    }

    #[test]
    fn callers_are_not_told_to_change_the_document() {
        for all in [false, true] {
            let text = text(&problems(), "pets.yaml", Audience::Caller, all);
            assert_eq!(text.matches(" help: ").count(), 1, "{text}");
            assert!(
                text.contains(" help: set its URL in the client's builder\n"),
                "{text}"
            );
        }
    }

    #[test]
    fn all_places_have_their_pointers() {
        let text = text(&problems(), "pets.yaml", Audience::Author, true);
        assert!(
            text.contains("   at #/components/schemas/Pet/minContains\n help: say it"),
            "{text}"
        );
        assert!(!text.contains("-v"), "{text}");
    }

    #[test]
    fn no_degradations_are_no_text() {
        assert_eq!(text(&[], "pets.yaml", Audience::Caller, false), "");
    }

    #[test]
    fn kinds_of_messages() {
        assert_eq!(
            kind("the key `a` stands here (line 12) for a second time, as `b`"),
            "the key `…` stands here (line N for a second time, as `…`"
        );
    }
}
