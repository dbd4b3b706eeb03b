//! The file of accepted changes: a line for each, with its fingerprint and the reason.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::changes::{Change, Report};

use crate::project::drift;

/// The first line of the file.
const HEAD: &str =
    "# Changes that are accepted, by `cargo xtask changes --accept FINGERPRINT --why TEXT`.";

/// The accepted changes.
pub(super) struct Accepted {
    path: PathBuf,
    /// Fingerprints with reasons.
    entries: Vec<(String, String)>,
    is_changed: bool,
}

/// The file beside a document.
pub(super) fn beside(spec: &Path) -> PathBuf {
    spec.with_file_name("accepted-changes.txt")
}

impl Accepted {
    /// Reads the file; there need not be one.
    pub(super) fn read(path: &Path) -> io::Result<Self> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(drift::at(path, &error)),
        };
        let lines = text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        let entries = lines.map(|line| match line.split_once(' ') {
            Some((print, why)) if !why.trim().is_empty() => {
                Ok((print.to_owned(), why.trim().to_owned()))
            }
            _ => {
                let message = format!(
                    "{}: `{line}` has no reason; write it behind the fingerprint",
                    path.display()
                );
                Err(io::Error::other(message))
            }
        });
        Ok(Self {
            path: path.to_owned(),
            entries: entries.collect::<io::Result<_>>()?,
            is_changed: false,
        })
    }

    /// Accepts changes of a report.
    pub(super) fn accept(
        &mut self,
        report: &Report,
        prints: &[String],
        why: &str,
    ) -> io::Result<()> {
        for print in prints {
            if !report
                .changes
                .iter()
                .any(|change| change.fingerprint() == *print)
            {
                let message = format!(
                    "`{print}` is the fingerprint of no change; the Markdown report lists them"
                );
                return Err(io::Error::other(message));
            }
            self.entries.retain(|(known, _)| known != print);
            self.entries.push((print.clone(), why.replace('\n', " ")));
            self.is_changed = true;
        }
        Ok(())
    }

    /// Refuses entries of changes that do not occur.
    pub(super) fn check(&self, report: &Report) -> io::Result<()> {
        let stale: Vec<&str> = self
            .entries
            .iter()
            .filter(|(print, _)| {
                !report
                    .changes
                    .iter()
                    .any(|change| change.fingerprint() == *print)
            })
            .map(|(print, _)| print.as_str())
            .collect();
        if stale.is_empty() {
            return Ok(());
        }
        let message = format!(
            "{}: there is no such change any more: {}; remove the lines",
            self.path.display(),
            stale.join(", ")
        );
        Err(io::Error::other(message))
    }

    /// Writes the file, if a change has been accepted.
    pub(super) fn write(&self) -> io::Result<()> {
        if !self.is_changed {
            return Ok(());
        }
        let lines = self
            .entries
            .iter()
            .map(|(print, why)| format!("{print} {why}\n"));
        let text = format!("{HEAD}\n{}", lines.collect::<String>());
        fs::write(&self.path, text).map_err(|error| drift::at(&self.path, &error))
    }

    fn reason(&self, change: &Change) -> Option<&str> {
        let print = change.fingerprint();
        let entry = self.entries.iter().find(|(known, _)| *known == print)?;
        Some(&entry.1)
    }

    /// Returns the report without the accepted changes.
    pub(super) fn without(&self, report: &Report) -> Report {
        let mut open = report.clone();
        open.changes.retain(|change| self.reason(change).is_none());
        open
    }

    /// Adds what is accepted to the text of a report.
    pub(super) fn describe(&self, report: &Report, text: &mut String) {
        for (index, change) in report.changes.iter().enumerate() {
            if let Some(reason) = self.reason(change) {
                text.push_str(&format!(
                    "\nAccepted: {}, `{}`: {reason}\n",
                    index + 1,
                    change.item
                ));
            }
        }
    }
}
