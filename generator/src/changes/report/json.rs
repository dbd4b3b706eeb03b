//! The report for programs. `docs/changes.schema.json` describes it.

use serde_json::{Value, json};

use super::super::model::{Change, Report, Wire};

/// The version of the format. It grows when something is removed from it or means something else.
const VERSION: u32 = 1;

impl Report {
    /// Returns the report as JSON. `document` is what the report is about.
    #[must_use]
    pub fn json(&self, document: &str) -> Value {
        json!({
            "version": VERSION,
            "document": document,
            "rust": self.level().word(),
            "old_client_new_server": self.old_client().word(),
            "new_client_old_server": self.new_client().word(),
            "silent": self.has_silent(),
            "described": self.described,
            "errors": self.errors.as_ref().map(|errors| json!({ "count": errors.count, "first": errors.first })),
            "changes": self.changes.iter().map(change).collect::<Value>(),
        })
    }
}

fn change(change: &Change) -> Value {
    json!({
        "kind": change.kind.id(),
        "fingerprint": change.fingerprint(),
        "item": change.item,
        "text": change.text,
        "wire": change.wire,
        "advice": change.advice,
        "rust": change.level.word(),
        "silent": change.is_silent,
        "old_client_new_server": wire(&change.old_client),
        "new_client_old_server": wire(&change.new_client),
        "old_line": change.at.old,
        "new_line": change.at.new,
        "operations": change.operations,
    })
}

fn wire(wire: &Wire) -> Value {
    json!({ "verdict": wire.word(), "reason": wire.reason() })
}
