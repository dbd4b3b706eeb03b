//! The result of the calls of one document.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

/// Something that is not as it should be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Finding {
    /// The judge; `client` for a value that the client does not read or send, and `response` for a response that it
    /// does not read.
    pub judge: String,
    /// The operation.
    pub operation: String,
    /// The reason why the call was made.
    pub what: String,
    /// The objections, each by itself, or the error.
    pub objections: Vec<String>,
    /// The request in one line.
    pub request: String,
}

/// The result of one document.
#[derive(Clone, Debug, Default)]
pub struct Calls {
    /// The reason why the calls could not be made or judged.
    pub failed: Option<String>,
    /// The operations of the document.
    pub operations: usize,
    /// The operations that were called.
    pub called: usize,
    /// The operations that a judge that counts has an opinion on.
    pub judged: usize,
    /// The requests that were sent.
    pub sent: usize,
    /// The planned calls that were left out, because their values do not fit the schema: a union whose variants are all
    /// fit by one value, say.
    pub left_out: usize,
    /// The operations that were not called, with the reasons.
    pub uncalled: Vec<(String, String)>,
    /// The operations that no judge counts for, with the reasons.
    pub unjudged: Vec<(String, String)>,
    /// Values that the client does not read or send.
    pub unsent: Vec<Finding>,
    /// Requests that a judge refuses.
    pub refused: Vec<Finding>,
    /// Responses that the client does not read.
    pub unreadable: Vec<Finding>,
    /// Findings that are known faults of judges or documents, each with the reason.
    pub excused: Vec<(Finding, String)>,
    /// Known faults that did not occur.
    pub unmet: Vec<String>,
    /// The reason why Prism does not judge.
    pub without_prism: Option<String>,
    /// How many operations each judge counts for.
    pub by_judge: BTreeMap<&'static str, usize>,
    /// Seconds for all calls and judgments.
    pub seconds: f64,
}

impl Calls {
    /// Whether there is nothing that is the client's fault, or unknown.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.failed.is_none()
            && self.refused.is_empty()
            && self.unreadable.is_empty()
            && self.unmet.is_empty()
    }

    /// The result as JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        let pairs = |pairs: &[(String, String)]| -> Vec<Value> {
            let pairs = pairs.iter();
            pairs
                .map(|(operation, reason)| json!({ "operation": operation, "reason": reason }))
                .collect()
        };
        let findings =
            |list: &[Finding]| -> Vec<Value> { list.iter().map(Finding::json).collect() };
        let excused: Vec<Value> = self
            .excused
            .iter()
            .map(|(finding, why)| json!({ "finding": finding.json(), "why": why }))
            .collect();
        json!({
            "failed": self.failed,
            "operations": self.operations,
            "called": self.called,
            "judged": self.judged,
            "sent": self.sent,
            "left_out": self.left_out,
            "uncalled": pairs(&self.uncalled),
            "unjudged": pairs(&self.unjudged),
            "unsent": findings(&self.unsent),
            "refused": findings(&self.refused),
            "unreadable": findings(&self.unreadable),
            "excused": excused,
            "unmet": self.unmet,
            "without_prism": self.without_prism,
            "by_judge": self.by_judge,
            "seconds": self.seconds,
        })
    }

    /// The reasons in text, each once with the number of its calls.
    #[must_use]
    pub fn reasons(&self) -> String {
        let mut out = String::new();
        if let Some(reason) = &self.failed {
            let _ = writeln!(out, "  error: {reason}");
        }
        if let Some(reason) = &self.without_prism {
            let _ = writeln!(out, "  without Prism: {reason}");
        }
        for (title, pairs) in [
            ("not called", &self.uncalled),
            ("not judged", &self.unjudged),
        ] {
            for (operation, reason) in pairs {
                let _ = writeln!(out, "  {title}: {operation}: {reason}");
            }
        }
        let lists = [
            ("not sent", &self.unsent),
            ("refused", &self.refused),
            ("not readable", &self.unreadable),
        ];
        for (title, list) in lists {
            let mut counts: BTreeMap<(&str, &str, String), usize> = BTreeMap::new();
            for finding in list {
                let of = (&*finding.operation, &*finding.judge, finding.message());
                *counts.entry(of).or_default() += 1;
            }
            for ((operation, judge, message), count) in counts {
                let _ = writeln!(out, "  {title} ({count}): {operation}: {judge}: {message}");
            }
        }
        for entry in &self.unmet {
            let _ = writeln!(
                out,
                "  error: a known fault does not occur any more: {entry}"
            );
        }
        out
    }
}

impl Finding {
    /// The objections in one line.
    #[must_use]
    pub fn message(&self) -> String {
        self.objections.join("; ")
    }

    fn json(&self) -> Value {
        json!({
            "judge": self.judge,
            "operation": self.operation,
            "what": self.what,
            "message": self.message(),
            "objections": self.objections,
            "request": self.request,
        })
    }
}
