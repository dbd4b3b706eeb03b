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

use std::io;
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
    let mut rows = Vec::new();
    for pair in pairs::pairs(arguments, folder)? {
        let row = row(&scratch, &pair, &renames(&arguments.rename)?);
        rows.push(row.map_err(|failure| of_pair(&pair, failure))?);
    }
    Ok(Outcome {
        text: table::table(&rows),
        refused: rows.iter().flat_map(Row::disagreements).collect(),
    })
}

fn of_pair(pair: &Pair, failure: Failure) -> Failure {
    match failure {
        Failure::Io(error) => {
            io::Error::new(error.kind(), format!("{}: {error}", pair.name)).into()
        }
        problems => problems,
    }
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
