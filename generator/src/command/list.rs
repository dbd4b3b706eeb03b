//! `list`: the operations, tags and schemas of a document.

use std::process::ExitCode;

use serde_json::{Value, json};

use super::arguments::{List, Things};
use super::generate::refuse;
use super::output::say;
use crate::ir::Api;

/// A line of the list: its columns, and the same as JSON.
struct Line {
    columns: Vec<String>,
    json: Value,
}

/// Prints the list.
pub(super) fn list(arguments: &List) -> ExitCode {
    let lowered = arguments.source.project(None);
    let lowered = match lowered.and_then(|project| project.lower()) {
        Ok(lowered) => lowered,
        Err(failure) => return refuse(&failure),
    };
    let lines = match arguments.things {
        Things::Operations => operations(&lowered.api),
        Things::Tags => tags(&lowered.api),
        Things::Schemas => schemas(&lowered.api),
    };
    if arguments.json {
        let values: Vec<Value> = lines.into_iter().map(|line| line.json).collect();
        say(format_args!("{:#}", Value::from(values)));
        return ExitCode::SUCCESS;
    }
    for line in table(&lines) {
        say(line);
    }
    ExitCode::SUCCESS
}

/// The lines with their columns below each other.
fn table(lines: &[Line]) -> Vec<String> {
    let mut widths: Vec<usize> = Vec::new();
    for line in lines {
        for (index, column) in line.columns.iter().enumerate() {
            let width = column.chars().count();
            match widths.get_mut(index) {
                Some(known) => *known = width.max(*known),
                None => widths.push(width),
            }
        }
    }
    let padded = |line: &Line| {
        let columns = line.columns.iter().zip(&widths);
        let columns = columns.map(|(column, width)| format!("{column:<width$}"));
        let text = columns.collect::<Vec<_>>().join("  ");
        text.trim_end().to_owned()
    };
    lines.iter().map(padded).collect()
}

/// Each function, in the order of the document.
fn operations(api: &Api) -> Vec<Line> {
    let mut functions: Vec<_> = (api.groups.iter())
        .flat_map(|group| {
            group
                .operations
                .iter()
                .map(move |operation| (group, operation))
        })
        .flat_map(|(group, operation)| {
            operation
                .calls
                .iter()
                .map(move |call| (group, operation, call))
        })
        .collect();
    functions.sort_by_key(|(_, operation, _)| operation.position);
    let line =
        |(group, operation, call): (&crate::ir::Group, &crate::ir::Operation, &crate::ir::Call)| {
            let method = operation.method.as_str();
            Line {
                columns: vec![
                    method.to_owned(),
                    operation.path.clone(),
                    format!("{}()", call.name),
                    group.module.to_string(),
                ],
                json: json!({
                    "method": method,
                    "path": operation.path,
                    "id": operation.id,
                    "function": call.name.as_str(),
                    "module": group.module.as_str(),
                }),
            }
        };
    functions.into_iter().map(line).collect()
}

/// Each group of operations.
fn tags(api: &Api) -> Vec<Line> {
    let line = |group: &crate::ir::Group| {
        let is_own = |operation: &&crate::ir::Operation| !operation.is_alternative;
        let count = group.operations.iter().filter(is_own).count();
        Line {
            columns: vec![
                group.module.to_string(),
                format!("{count} operation{}", if count == 1 { "" } else { "s" }),
            ],
            json: json!({ "module": group.module.as_str(), "operations": count }),
        }
    };
    api.groups.iter().map(line).collect()
}

/// Each type, with the place of its schema.
fn schemas(api: &Api) -> Vec<Line> {
    let used = api
        .types
        .values()
        .map(|def| (def.name.to_string(), def.place.clone()));
    let line = |(name, source): (String, String)| Line {
        columns: vec![name.clone(), source.clone()],
        json: json!({ "type": name, "source": source }),
    };
    used.map(line).collect()
}
