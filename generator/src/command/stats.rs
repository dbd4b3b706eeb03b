//! Figures on one document, for machines.

use std::collections::BTreeMap;
use std::fs;

use super::degradations::kind;
use crate::lower::Lowered;
use crate::problem::Problem;
use serde_json::{Value, json};

/// Returns the coverage of a document, its degradations by kind and each by itself, and the greatest memory of this process
/// so far.
#[must_use]
pub fn stats(lowered: &Lowered) -> Value {
    let coverage = lowered.coverage;
    let mut kinds: BTreeMap<String, u64> = BTreeMap::new();
    for problem in &lowered.degradations {
        *kinds.entry(kind(&problem.message)).or_default() += 1;
    }
    json!({
        "operations": { "total": coverage.operations, "covered": coverage.operations_covered },
        "schemas": { "total": coverage.schemas, "covered": coverage.schemas_covered },
        "degradations": kinds,
        "places": lowered.degradations.iter().map(place).collect::<Vec<_>>(),
        "peak_bytes": peak_bytes(),
    })
}

/// Returns the most memory that this process has had, on Linux.
fn peak_bytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

/// One degradation, with what callers of the client can do about it.
fn place(problem: &Problem) -> Value {
    json!({
        "kind": kind(&problem.message),
        "message": problem.message,
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "pointer": problem.pointer,
        "help": problem.workaround,
    })
}
