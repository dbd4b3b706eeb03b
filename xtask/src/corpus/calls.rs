//! The programs that call every operation: built together, and run one after another.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use serde_json::Value;

use super::{Options, Row, cargo, count};
use crate::calls::report::Calls;
use crate::calls::{Tools, session};

/// Builds the programs without TLS, which no call needs, and runs each with the judges.
pub(super) fn run(
    tools: &Tools,
    options: &Options,
    rows: &mut BTreeMap<String, Row>,
) -> io::Result<()> {
    let arguments = [
        "build",
        "--examples",
        "--no-default-features",
        "--features",
        "hyper",
    ];
    let mut programs = Vec::new();
    for message in cargo(&options.scratch, &arguments)? {
        if !options.check {
            count(rows, &message, false);
        }
        programs.extend(program(&message));
    }
    for (package, program) in programs {
        let Some(row) = rows.get_mut(&package) else {
            continue;
        };
        let document = options.folder.join(&row.name);
        let folder = options.scratch.join(&package);
        eprintln!("{}: calls", row.name);
        let result = session(tools, &document, &folder, Path::new(&program));
        row.calls = Some(result.unwrap_or_else(|error| Calls {
            failed: Some(error.to_string()),
            ..Calls::default()
        }));
    }
    Ok(())
}

/// The package of a program that was built, and the program.
fn program(message: &Value) -> Option<(String, String)> {
    let text = |pointer: &str| message.pointer(pointer).and_then(Value::as_str);
    let name = text("/target/name")?.strip_prefix("calls_")?;
    Some((name.replace('_', "-"), text("/executable")?.to_owned()))
}
