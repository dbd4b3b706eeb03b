//! The report for a pull request.

use super::super::model::{Change, Report};
use super::text::described;
use super::{count, errors, places, wires};

impl Report {
    /// Renders the report as Markdown. `document` is what the report is about.
    #[must_use]
    pub fn markdown(&self, document: &str) -> String {
        let mut out = format!(
            "## {}: {} — **{}**\n",
            code(document),
            count(self.changes.len()),
            self.level().word()
        );
        if let Some(errors) = errors(self) {
            out.push_str(&format!("\n{}\n", escaped(&errors)));
        }
        if !self.changes.is_empty() {
            out.push_str("\n| | |\n|---|---|\n");
            for (about, what) in self.verdict() {
                out.push_str(&format!("| {about} | {what} |\n"));
            }
        }
        for (section, changes) in self.sections() {
            out.push_str(&format!("\n### {}\n\n", section.title()));
            for (number, change) in changes {
                line(number, change, &mut out);
            }
        }
        if self.described > 0 {
            out.push_str(&format!("\n{}\n", described(self.described)));
        }
        let prints: Vec<String> = self.changes.iter().map(Change::fingerprint).collect();
        if !prints.is_empty() {
            out.push_str(&format!(
                "\n<sub>accept: `cargo xtask changes --accept {} --why \"…\"`</sub>\n",
                prints.join(" --accept ")
            ));
        }
        out
    }
}

fn line(number: usize, change: &Change, out: &mut String) {
    let items: Vec<String> = change.item.split(", ").map(code).collect();
    out.push_str(&format!(
        "{number}. **{}** {}",
        items.join(", "),
        escaped(&change.text)
    ));
    for place in [escaped(&change.wire), places(change)] {
        if !place.is_empty() {
            out.push_str(&format!(" · {place}"));
        }
    }
    out.push('\n');
    let wires = wires(change);
    if !wires.is_empty() {
        out.push_str(&format!("   <br>wire: {wires}\n"));
    }
    if let Some(advice) = &change.advice {
        out.push_str(&format!("   <br>→ {}\n", escaped(advice)));
    }
}

/// Text of a document as code: a run of backticks in it is shorter than that around it.
fn code(text: &str) -> String {
    let longest = text
        .split(|c| c != '`')
        .map(str::len)
        .max()
        .unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    match longest {
        0 => format!("{fence}{text}{fence}"),
        _ => format!("{fence} {text} {fence}"),
    }
}

/// Text that is Markdown already, apart from what would be an element of HTML.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_code = false;
    for c in text.chars() {
        match c {
            '`' => is_code = !is_code,
            '<' if !is_code => {
                out.push_str("&lt;");
                continue;
            }
            '\n' | '\r' => {
                out.push(' ');
                continue;
            }
            _ => {}
        }
        out.push(c);
    }
    out
}
