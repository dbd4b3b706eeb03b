//! Overlays: corrections of a document that are kept apart from it (Overlay Specification 1.0 and 1.1).
//!
//! An overlay is applied to the tree of the document before anything is read from it. What an overlay brings keeps its
//! place in the overlay, so that problems show where they can be corrected.
//!
//! The specification lets an action do nothing. Here that is an error: a correction that no longer corrects anything has
//! to be seen.

mod actions;
mod apply;
mod merge;
mod remove;
mod select;

use crate::document::parse::{Parsed, parse};
use crate::problem::{Findings, Problem, Problems, Severity};

impl Parsed {
    /// Applies an overlay to the document. References in the overlay count from the document.
    ///
    /// `text` is the overlay, YAML or JSON. `path` is the path of its file from the folder of the document, by which
    /// problems name it. Overlays are applied in the order of the calls, before other files are added.
    ///
    /// # Errors
    /// - The text is not an overlay of version 1.0 or 1.1, or has a key that these do not know, or a key twice.
    /// - It `extends` a document of another name than the one that this is [called](Self::called).
    /// - An action has other than one of `update`, `remove` and `copy`.
    /// - An action selects nothing, or values of several kinds: objects, arrays, single values.
    /// - An action leaves the document as it is.
    /// - `copy` selects other than one value.
    /// - Values of different kinds would be merged, or the root of the document be removed.
    /// - The document becomes too large.
    ///
    /// All actions are tried, so that all problems are reported together.
    pub fn overlay(&mut self, path: &str, text: &str) -> Result<(), Problems> {
        let overlay = parse(text).map_err(|problems| within(path, problems))?;
        let (overlay, parsed) = self.beside(overlay);
        let findings = Findings::default();
        findings.append(parsed, 0);
        let actions = actions::read(&overlay.root, self.document.name(), path, &findings);
        let changes = apply::apply(&mut self.document, &actions, &findings);
        self.take_over(path, &overlay, &changes);
        match findings.finish(&overlay) {
            Ok(problems) if problems.is_empty() => Ok(()),
            Ok(problems) | Err(Problems(problems)) => Err(within(path, Problems(problems))),
        }
    }
}

/// The same problems as errors in the file of an overlay. Whatever is wrong in an overlay is an error, since its authors
/// are those who generate.
fn within(path: &str, problems: Problems) -> Problems {
    let problems = problems.0.into_iter().map(|problem| Problem {
        severity: Severity::Error,
        file: Some(path.to_owned()),
        ..problem
    });
    Problems(problems.collect())
}
