//! Reports: the same changes as text for a terminal, as Markdown for a pull request, and as JSON for programs.

mod json;
mod markdown;
mod text;

use super::model::{Change, Kind, Report, Wire};
use crate::surface::Level;

/// A part of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Silent,
    Server,
    Breaking,
    New,
    Deprecated,
    Wire,
}

impl Section {
    /// All sections, in the order of a report.
    const ALL: [Self; 6] = [
        Self::Silent,
        Self::Server,
        Self::Breaking,
        Self::New,
        Self::Deprecated,
        Self::Wire,
    ];

    /// The section that a change is in.
    pub(super) fn of(change: &Change) -> Self {
        match change.kind {
            _ if change.is_silent => Self::Silent,
            Kind::ServerChanged => Self::Server,
            _ if change.level == Level::Major => Self::Breaking,
            Kind::OperationDeprecated | Kind::ParameterDeprecated | Kind::PropertyDeprecated => {
                Self::Deprecated
            }
            _ if change.level == Level::Minor => Self::New,
            _ => Self::Wire,
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Silent => "Compiles, and means something else",
            Self::Server => "Goes to another server",
            Self::Breaking => "No longer compiles",
            Self::New => "New",
            Self::Deprecated => "Deprecated",
            Self::Wire => "On the wire only",
        }
    }
}

impl Level {
    /// The word for it: `patch`, `minor`, `major`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl Report {
    /// The sections that are not empty, each with its changes, numbered from 1 through the whole report.
    fn sections(&self) -> Vec<(Section, Vec<(usize, &Change)>)> {
        let numbered = || {
            self.changes
                .iter()
                .enumerate()
                .map(|(index, change)| (index + 1, change))
        };
        let sections = Section::ALL.into_iter().map(|section| {
            let changes = numbered().filter(|(_, change)| Section::of(change) == section);
            (section, changes.collect::<Vec<_>>())
        });
        sections
            .filter(|(_, changes)| !changes.is_empty())
            .collect()
    }

    /// The numbers of the changes that meet a condition, joined by commas; `none` if there are none.
    fn numbers(&self, is_wanted: impl Fn(&Change) -> bool) -> String {
        let numbered = self.changes.iter().enumerate();
        let wanted = numbered.filter(|(_, change)| is_wanted(change));
        // Several one after another are a range.
        let mut ranges: Vec<(usize, usize)> = Vec::new();
        for (index, _) in wanted {
            match ranges.last_mut() {
                Some((_, last)) if *last == index => *last = index + 1,
                _ => ranges.push((index + 1, index + 1)),
            }
        }
        let shown = ranges.iter().map(|(first, last)| match last - first {
            0 => first.to_string(),
            1 => format!("{first}, {last}"),
            _ => format!("{first}–{last}"),
        });
        match ranges.is_empty() {
            true => "none".to_owned(),
            false => shown.collect::<Vec<_>>().join(", "),
        }
    }

    /// The four lines of the verdict: what each is about, and what it is.
    fn verdict(&self) -> [(&'static str, String); 4] {
        let breaking = self
            .changes
            .iter()
            .filter(|change| change.level == Level::Major)
            .count();
        let new = self
            .changes
            .iter()
            .filter(|change| change.level == Level::Minor)
            .count();
        let wire = |of: fn(&Change) -> &Wire| {
            let breaks = self.numbers(|change| matches!(of(change), Wire::Breaks(_)));
            let depends = self.numbers(|change| matches!(of(change), Wire::Depends(_)));
            match (breaks.as_str(), depends.as_str()) {
                ("none", "none") => "works".to_owned(),
                ("none", _) => format!("at risk: {depends}"),
                (_, "none") => format!("breaks: {breaks}"),
                _ => format!("breaks: {breaks}; at risk: {depends}"),
            }
        };
        [
            (
                "Rust API",
                format!("{}: {breaking} break, {new} add", self.level().word()),
            ),
            ("old client, new server", wire(|change| &change.old_client)),
            ("new client, old server", wire(|change| &change.new_client)),
            (
                "compiles, means something else",
                self.numbers(|change| change.is_silent),
            ),
        ]
    }
}

/// The line on the errors of the newer document, which may hide changes; `None` if there are none.
fn errors(report: &Report) -> Option<String> {
    let errors = report.errors.as_ref()?;
    let count = match errors.count {
        1 => "an error".to_owned(),
        count => format!("{count} errors"),
    };
    let configuration = match errors.is_setting {
        true => " or its configuration",
        false => "",
    };
    Some(format!(
        "The document{configuration} has {count}, and is compared as far as it can be read (`specwright check` has all): {}",
        errors.first
    ))
}

/// `7 changes`.
fn count(changes: usize) -> String {
    match changes {
        0 => "no changes".to_owned(),
        1 => "1 change".to_owned(),
        _ => format!("{changes} changes"),
    }
}

/// The places of a change, and how many operations it is in.
fn places(change: &Change) -> String {
    let mut parts = Vec::new();
    parts.extend(change.at.old.map(|line| format!("old:{line}")));
    parts.extend(change.at.new.map(|line| format!("new:{line}")));
    if change.operations > 1 {
        parts.push(format!("in {} operations", change.operations));
    }
    parts.join(" ")
}

/// How clients and servers of both documents go together, for one change; empty if as before.
fn wires(change: &Change) -> String {
    let (old, new) = (&change.old_client, &change.new_client);
    if old == new {
        return match old {
            Wire::Works => String::new(),
            Wire::Depends(reason) => format!("at risk both ways: {reason}"),
            Wire::Breaks(reason) => format!("breaks both ways: {reason}"),
        };
    }
    let part = |who: &str, wire: &Wire| match wire {
        Wire::Works => None,
        Wire::Depends(reason) => Some(format!("{who} at risk: {reason}")),
        Wire::Breaks(reason) => Some(format!("{who} breaks: {reason}")),
    };
    let parts = [part("old client", old), part("new client", new)];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join("; ")
}
