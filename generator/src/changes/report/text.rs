//! The report for a terminal.

use super::super::model::Report;
use super::{Section, count, errors, places, wires};

/// The escape sequences of a terminal.
struct Paint(bool);

impl Paint {
    fn with(&self, code: &str, text: &str) -> String {
        match self.0 {
            true => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
            false => text.to_owned(),
        }
    }
}

impl Report {
    /// Renders the report as text. `document` is what the report is about; colors are escape sequences of terminals.
    #[must_use]
    pub fn text(&self, document: &str, has_colors: bool) -> String {
        let paint = Paint(has_colors);
        let mut out = format!(
            "{document}: {}\n",
            paint.with("1", &count(self.changes.len()))
        );
        if let Some(errors) = errors(self) {
            out.push_str(&format!("{}\n", paint.with("1;31", &errors)));
        }
        if !self.changes.is_empty() {
            out.push('\n');
            for (about, what) in self.verdict() {
                out.push_str(&format!("  {about:<32}{what}\n"));
            }
        }
        for (section, changes) in self.sections() {
            let color = match section {
                Section::Silent | Section::Server => "1;35",
                Section::Breaking => "1;31",
                Section::New => "1;32",
                Section::Deprecated | Section::Wire => "1;33",
            };
            out.push_str(&format!("\n{}\n", paint.with(color, section.title())));
            for (number, change) in changes {
                let item = paint.with("1", &change.item);
                out.push_str(&format!("{number:>3}. {item} {}", change.text));
                let place = [change.wire.clone(), places(change)];
                let place: Vec<String> =
                    place.into_iter().filter(|part| !part.is_empty()).collect();
                if !place.is_empty() {
                    out.push_str(&format!("  ({})", place.join("; ")));
                }
                out.push('\n');
                let wires = wires(change);
                if !wires.is_empty() {
                    out.push_str(&format!("     wire: {wires}\n"));
                }
                if let Some(advice) = &change.advice {
                    out.push_str(&format!("     -> {advice}\n"));
                }
            }
        }
        if self.described > 0 {
            out.push_str(&format!("\n{}\n", described(self.described)));
        }
        out
    }
}

/// The line for items that are only described otherwise.
pub(super) fn described(count: usize) -> String {
    match count {
        1 => "Documentation: 1 item is described in other words.".to_owned(),
        _ => format!("Documentation: {count} items are described in other words."),
    }
}
