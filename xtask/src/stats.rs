//! Figures on one document, for machines.

use std::collections::BTreeMap;
use std::fs;

use generator::Lowered;
use serde_json::{Value, json};

/// Returns the coverage of a document, its degradations by kind, and the greatest memory of this process so far.
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
        "peak_bytes": peak_bytes(),
    })
}

/// Returns a message without the parts that are of this document: names in backticks, and numbers.
fn kind(message: &str) -> String {
    let mut kind = String::new();
    for (index, part) in message.split('`').enumerate() {
        kind.push_str(if index % 2 == 0 { part } else { "`…`" });
    }
    let digits = |c: char| c.is_ascii_digit();
    kind.split(' ')
        .map(|word| if word.contains(digits) { "N" } else { word })
        .collect::<Vec<_>>()
        .join(" ")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_messages() {
        assert_eq!(
            kind("the key `a` stands here (line 12) for a second time, as `b`"),
            "the key `…` stands here (line N for a second time, as `…`"
        );
    }
}
