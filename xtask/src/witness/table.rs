//! The words of the report, and the findings of the witness.

use std::collections::BTreeSet;

use specwright::{Change, Kind, Level, Report, Wire};

/// The findings that a disagreement shows.
const MAX_SHOWN: usize = 4;

/// The findings of the witness about one pair. Each list is empty if there is nothing.
#[derive(Clone, Debug, Default)]
pub(super) struct Findings {
    /// The items that a program of the older client cannot use with the newer one.
    pub(super) refused: BTreeSet<String>,
    /// The calls that compile, and mean something else.
    pub(super) silent: Vec<String>,
    /// The failures between an older client and a newer server.
    pub(super) old_client: Vec<String>,
    /// The failures between a newer client and an older server.
    pub(super) new_client: Vec<String>,
}

/// The result of one pair.
pub(super) struct Row {
    pub(super) name: String,
    pub(super) report: Report,
    pub(super) findings: Findings,
}

impl Row {
    /// The cells: each the word of the report, and that of the witness where there are two.
    fn cells(&self) -> [String; 5] {
        let found = &self.findings;
        let compiles = match found.refused.len() {
            0 => "compiles".to_owned(),
            count => format!("refused: {count}"),
        };
        let silent = if self.report.has_silent() {
            "yes"
        } else {
            "no"
        };
        let differs = match found.silent.len() {
            0 => "alike".to_owned(),
            count => format!("differs: {count}"),
        };
        let wire = |of: fn(&Change) -> &Wire, found: &[String]| {
            let fails = match found.len() {
                0 => "works".to_owned(),
                count => format!("fails: {count}"),
            };
            format!("{} / {fails}", word(&self.report, of))
        };
        [
            self.name.clone(),
            format!("{} / {compiles}", self.report.level().word()),
            format!("{silent} / {differs}"),
            wire(|change| &change.old_client, &found.old_client),
            wire(|change| &change.new_client, &found.new_client),
        ]
    }

    /// Where the report and the witness disagree: what was found.
    pub(super) fn disagreements(&self) -> Vec<String> {
        let found = &self.findings;
        let mut all = Vec::new();
        let loud = |change: &Change| change.level == Level::Major && !change.is_silent;
        let refused: Vec<String> = found.refused.iter().cloned().collect();
        if self.report.level() < Level::Major && !refused.is_empty() {
            all.push(format!(
                "the report says {}, and programs that use these do not compile: {}",
                self.report.level().word(),
                shown(&refused)
            ));
        }
        if refused.is_empty()
            && let Some(change) = self.report.changes.iter().find(|change| loud(change))
        {
            all.push(format!(
                "the report says that {} no longer compiles, and everything does",
                change.item
            ));
        }
        // Whether a request is sent again does not show in one request.
        let shows = |change: &Change| change.is_silent && change.kind != Kind::IdempotencyChanged;
        let is_seen = self.report.changes.iter().any(shows);
        match (self.report.has_silent(), found.silent.is_empty()) {
            (true, true) if !is_seen => {}
            (false, false) => all.push(format!(
                "the report says nothing of what compiles and means something else: {}",
                shown(&found.silent)
            )),
            (true, true) => all.push(
                "the report says that something compiles and means something else, and no call differs"
                    .to_owned(),
            ),
            _ => {}
        }
        all.extend(wire(
            &self.report,
            |change| &change.old_client,
            "an old client and a new server",
            &found.old_client,
            !found.silent.is_empty(),
        ));
        all.extend(wire(
            &self.report,
            |change| &change.new_client,
            "a new client and an old server",
            &found.new_client,
            !found.silent.is_empty(),
        ));
        match self.name.as_str() {
            "" => all,
            name => all
                .into_iter()
                .map(|text| format!("{name}: {text}"))
                .collect(),
        }
    }
}

fn wire(
    report: &Report,
    of: fn(&Change) -> &Wire,
    who: &str,
    found: &[String],
    is_seen: bool,
) -> Option<String> {
    match (word(report, of), found.is_empty()) {
        ("ok", false) => Some(format!(
            "the report says that {who} work together, and this fails: {}",
            shown(found)
        )),
        // A property that is called otherwise is missing, which is no failure.
        ("break", true) if of_renamed(report, of) => None,
        // A request that is written in another way is not read, which the client of a document cannot tell.
        ("break", true) if !is_seen => Some(format!(
            "the report says that {who} do not work together, and nothing fails"
        )),
        _ => None,
    }
}

/// Whether only properties that are called otherwise break the wire.
fn of_renamed(report: &Report, of: fn(&Change) -> &Wire) -> bool {
    let mut breaking = report
        .changes
        .iter()
        .filter(|change| matches!(of(change), Wire::Breaks(_)));
    breaking.all(|change| change.kind == Kind::PropertyRenamed)
}

/// The word for the worst of all changes.
fn word(report: &Report, of: fn(&Change) -> &Wire) -> &'static str {
    let is = |wanted: fn(&Wire) -> bool| report.changes.iter().any(|change| wanted(of(change)));
    match () {
        () if is(|wire| matches!(wire, Wire::Breaks(_))) => "break",
        () if is(|wire| matches!(wire, Wire::Depends(_))) => "risk",
        () => "ok",
    }
}

fn shown(found: &[String]) -> String {
    let first: Vec<&str> = found.iter().take(MAX_SHOWN).map(String::as_str).collect();
    match found.len().saturating_sub(MAX_SHOWN) {
        0 => first.join("; "),
        more => format!("{}; and {more} more", first.join("; ")),
    }
}

/// The table of all pairs.
pub(super) fn table(rows: &[Row]) -> String {
    let titles = [
        "pair",
        "Rust",
        "compiles, means something else",
        "old client, new server",
        "new client, old server",
    ]
    .map(str::to_owned);
    let mut lines = vec![titles];
    lines.extend(rows.iter().map(Row::cells));
    let width = |column: usize| {
        let cells = lines.iter().filter_map(|line| line.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..5).map(width).collect();
    let printed = lines.iter().map(|line| {
        let cells = line.iter().zip(&widths);
        let cells: Vec<String> = cells
            .map(|(cell, width)| format!("{cell:width$}"))
            .collect();
        cells.join("  ").trim_end().to_owned()
    });
    printed.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The disagreements of a report without changes with these findings.
    fn disagreements(findings: Findings) -> Vec<String> {
        let report = Report {
            changes: Vec::new(),
            described: 0,
            errors: None,
            unused_renames: Vec::new(),
        };
        let row = Row {
            name: "pair".to_owned(),
            report,
            findings,
        };
        row.disagreements()
    }

    #[test]
    fn a_finding_that_the_report_does_not_have_is_a_disagreement() {
        assert_eq!(disagreements(Findings::default()), Vec::<String>::new());
        let refused = Findings {
            refused: BTreeSet::from(["models::Pet::name".to_owned()]),
            ..Findings::default()
        };
        assert_eq!(
            disagreements(refused),
            [
                "pair: the report says patch, and programs that use these do not compile: models::Pet::name"
            ]
        );
        let silent = Findings {
            silent: vec!["GET /pets sends a".to_owned()],
            old_client: vec!["POST /pets is refused".to_owned()],
            ..Findings::default()
        };
        assert_eq!(
            disagreements(silent),
            [
                "pair: the report says nothing of what compiles and means something else: GET /pets sends a",
                "pair: the report says that an old client and a new server work together, and this fails: POST /pets is refused"
            ]
        );
    }
}
