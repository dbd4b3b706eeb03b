//! `cargo xtask changes --witness`: the verdict on a change, proved by programs that are compiled and run.
//!
//! | file | holds |
//! |---|---|
//! | `pairs` | the documents |
//! | `items`, `traits`, `exhaustive` | a program that uses every public item of the older client |
//! | `names` | the types of a generated file, as a program writes them |
//! | `source` | a program that can be compiled without what the compiler refuses |
//! | `compiler` | the scratch workspace |
//! | `table` | what the report says, and what is found |

mod compiler;
mod exhaustive;
mod items;
mod names;
mod pairs;
mod source;
mod table;
mod traits;

use std::path::Path;

use self::compiler::{Against, Workspace};
use self::pairs::Pair;
use self::source::Source;
use self::table::{Findings, Row};
use crate::changes::{Arguments, Outcome, both, renames, report};
use crate::failure::Failure;

/// Compares the report on each pair of documents with what programs find. A disagreement is a reason to fail.
///
/// # Errors
/// See [`Failure`]; and a program that does not compile with the client that it was made for.
pub fn witness(arguments: &Arguments, folder: Option<&Path>) -> Result<Outcome, Failure> {
    let scratch = crate::repository().join("target/witness");
    let renames = renames(&arguments.rename)?;
    let (mut rows, mut failed) = (Vec::new(), Vec::new());
    for pair in pairs::pairs(arguments, folder)? {
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
    let workspace = Workspace::new(scratch, &old.files, &new.files)?;
    let mut items = Source::new(items::HEAD, items::parts(&old.files));
    workspace.check(Against::Old, "items", &items)?;
    workspace.reduce(Against::New, "items", &mut items)?;
    let findings = Findings {
        refused: items.refused().into_iter().map(str::to_owned).collect(),
        ..Findings::default()
    };
    Ok(Row {
        name: pair.name.clone(),
        report,
        findings,
    })
}
