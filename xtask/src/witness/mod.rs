//! `cargo xtask changes --witness`: the verdict on a change, proved by programs that are compiled and run.
//!
//! | file | holds |
//! |---|---|
//! | `pairs` | the documents |
//! | `items`, `traits`, `exhaustive` | a program that uses every public item of the older client |
//! | `names` | the types of a generated file, as a program writes them |
//! | `source` | a program that can be compiled without what the compiler refuses |
//! | `compiler` | the scratch workspace |
//! | `program`, `values` | a program that makes calls |
//! | `plan` | the calls, and their outcomes |
//! | `silent` | calls that compile with both clients, and mean something else |
//! | `wire` | a client of one document with the server of another |
//! | `table` | the words of the report, and the findings |

mod compiler;
mod exhaustive;
mod items;
mod names;
mod pairs;
mod plan;
mod program;
mod silent;
mod source;
mod table;
mod traits;
mod values;
mod wire;

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::Value;
use specwright::command::changes::{
    Arguments, Client, Defaults, Outcome, Side, both, renames, report,
};
use specwright::project::sources;
use specwright::{Change, Failure, Kind, Report, Wire};

use self::compiler::{Against, Workspace};
use self::pairs::Pair;
use self::plan::Planning;
use self::source::Source;
use self::table::{Findings, Row};
use self::wire::End;
use crate::calls::document::Document;

/// Compares the report on each pair of documents with what programs find. A disagreement is a reason to fail.
///
/// # Errors
/// See [`Failure`]; and a program that does not compile with the client that it was made for.
pub fn witness(
    arguments: &Arguments,
    defaults: &Defaults,
    folder: Option<&Path>,
) -> Result<Outcome, Failure> {
    let scratch = crate::repository().join("target/witness");
    let renames = renames(&arguments.rename)?;
    let (mut rows, mut failed) = (Vec::new(), Vec::new());
    for pair in pairs::pairs(arguments, defaults, folder)? {
        match row(&scratch, &pair, &renames) {
            Ok(row) => rows.push(row),
            Err(failure) if pair.name.is_empty() => return Err(failure),
            // The other pairs have a row all the same.
            Err(Failure::Io(error)) => failed.push(format!("{}: {error}", pair.name)),
            Err(Failure::Document(problems)) => failed.push(format!("{}: {problems}", pair.name)),
        }
    }
    failed.extend(rows.iter().flat_map(Row::disagreements));
    Ok(Outcome {
        text: table::table(&rows),
        refused: failed,
    })
}

fn row(scratch: &Path, pair: &Pair, renames: &[(String, String)]) -> Result<Row, Failure> {
    let (old, new) = both(&pair.old, &pair.new)?;
    let report = report(&old, &new, renames)?;
    Ok(Row {
        name: pair.name.clone(),
        findings: findings(scratch, (&old, &pair.old), (&new, &pair.new), &report)?,
        report,
    })
}

/// The document of a side as plain JSON.
fn document(side: &Side) -> Result<Document, Failure> {
    let parsed = sources::read(&side.place, &side.path, &side.overlays)?;
    Ok(Document::new(&parsed))
}

fn findings(
    scratch: &Path,
    (old, old_side): (&Client, &Side),
    (new, new_side): (&Client, &Side),
    report: &Report,
) -> Result<Findings, Failure> {
    let workspace = Workspace::new(scratch, &old.files, &new.files)?;
    let mut items = Source::new(items::HEAD, items::parts(&old.files));
    workspace.build(Against::Old, "items", &items)?;
    workspace.reduce(Against::New, "items", &mut items)?;
    let refused = items.refused();
    let programs = Programs::build(&workspace, old, new, &refused)?;
    let was = Planning::new(old, &document(old_side)?);
    let is = Planning::new(new, &document(new_side)?);
    let run = |program: &PathBuf, calls: &[Value]| plan::run(program, scratch, calls);
    let older = End {
        is_newer: false,
        planning: &was,
        run: &|calls| run(&programs.old, calls),
    };
    let newer = End {
        is_newer: true,
        planning: &is,
        run: &|calls| run(&programs.new, calls),
    };
    let is_of_credentials = |change: &Change| change.kind == Kind::SecurityChanged;
    let has_credentials = report.changes.iter().any(is_of_credentials);
    let differences = silent::differences(&was, &is, has_credentials, &|calls: &[Value]| {
        let [with_old, with_new] = &programs.both;
        Ok((run(with_old, calls)?, run(with_new, calls)?))
    })?;
    let mut findings = Findings {
        silent: differences.sent,
        old_client: wire::failures(&older, &newer)?,
        new_client: wire::failures(&newer, &older)?,
        refused: refused.into_iter().map(str::to_owned).collect(),
    };
    // A response that is read otherwise is a matter of the wire, unless the same response is a right one for both.
    let is_same =
        |change: &Change| (&change.old_client, &change.new_client) == (&Wire::Works, &Wire::Works);
    if report.has_silent() || report.changes.iter().all(is_same) {
        findings.silent.extend(differences.old_responses);
        findings.silent.extend(differences.new_responses);
    } else {
        findings.old_client.extend(differences.new_responses);
        findings.new_client.extend(differences.old_responses);
    }
    Ok(findings)
}

/// The programs that make calls.
struct Programs {
    old: PathBuf,
    new: PathBuf,
    /// The part of the older one that compiles with both clients, with each of them.
    both: [PathBuf; 2],
}

impl Programs {
    fn build(
        workspace: &Workspace,
        old: &Client,
        new: &Client,
        refused: &BTreeSet<&str>,
    ) -> io::Result<Self> {
        let mut common = program::program(&old.lowered.api);
        let with_old = workspace.reduce(Against::Old, "calls", &mut common)?;
        let mut of_new = program::program(&new.lowered.api);
        let with_new = workspace.reduce(Against::New, "calls", &mut of_new)?;
        let whole = common.text();
        common.without(refused);
        let mut common_new = workspace.reduce(Against::New, "common", &mut common)?;
        let mut common_old = with_old.clone();
        // The rest of one client can be too little for the other one, until it is the same program.
        let mut built = whole;
        while common.text() != built {
            common_old = workspace.reduce(Against::Old, "common", &mut common)?;
            built = common.text();
            common_new = workspace.reduce(Against::New, "common", &mut common)?;
        }
        Ok(Self {
            old: with_old,
            new: with_new,
            both: [common_old, common_new],
        })
    }
}
