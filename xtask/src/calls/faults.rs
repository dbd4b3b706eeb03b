//! The known faults of judges and documents: objections that are not the client's, each with its evidence.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use serde_json::Value;

use super::report::Finding;
use crate::tree;

/// One known fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// The judge; `client` for a value that the client does not read or send.
    judge: String,
    /// The documents that it occurs in.
    documents: Vec<String>,
    /// The operation that it occurs in; none for several.
    operation: Option<String>,
    /// A part of the message.
    message: String,
    /// Why the judge, or the document, is wrong.
    why: String,
}

/// All known faults, and those that occurred.
#[derive(Clone, Debug, Default)]
pub(super) struct Faults {
    list: Vec<Fault>,
    /// The indices of faults with the documents in which they occurred.
    met: BTreeSet<(usize, String)>,
}

impl Faults {
    /// Reads the file.
    pub(super) fn read(path: &Path) -> io::Result<Self> {
        let text = fs::read_to_string(path).map_err(|error| tree::at(path, &error))?;
        Self::parse(&text)
            .map_err(|message| tree::at(path, &io::Error::new(io::ErrorKind::InvalidData, message)))
    }

    fn parse(text: &str) -> Result<Self, String> {
        let value: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let entries = value.as_array().ok_or("the file is not a list")?;
        let list = entries.iter().map(fault).collect::<Result<_, _>>()?;
        Ok(Self {
            list,
            met: BTreeSet::new(),
        })
    }

    /// The reason why a finding is not the client's fault, if it is a known one.
    pub(super) fn why(&mut self, document: &str, finding: &Finding) -> Option<String> {
        let is_fit = |fault: &Fault| {
            fault.judge == finding.judge
                && fault.documents.iter().any(|known| known == document)
                && fault
                    .operation
                    .as_ref()
                    .is_none_or(|known| *known == finding.operation)
                && finding.message.contains(&fault.message)
        };
        let index = self.list.iter().position(is_fit)?;
        self.met.insert((index, document.to_owned()));
        self.list.get(index).map(|fault| fault.why.clone())
    }

    /// The entries for a document that did not occur in it.
    pub(super) fn unmet(&self, document: &str) -> Vec<String> {
        let entries = self.list.iter().enumerate();
        entries
            .filter(|(index, fault)| {
                fault.documents.iter().any(|known| known == document)
                    && !self.met.contains(&(*index, document.to_owned()))
            })
            .map(|(_, fault)| {
                let operation = fault.operation.as_deref().unwrap_or("any operation");
                format!("{} on {operation}: {}", fault.judge, fault.message)
            })
            .collect()
    }
}

fn fault(entry: &Value) -> Result<Fault, String> {
    let text = |key: &str| entry.get(key).and_then(Value::as_str).map(str::to_owned);
    let needed = |key: &str| text(key).ok_or(format!("an entry has no `{key}`: {entry}"));
    let documents = entry.get("documents").and_then(Value::as_array);
    let documents = documents.ok_or(format!("an entry has no `documents`: {entry}"))?;
    Ok(Fault {
        judge: needed("judge")?,
        documents: documents
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        operation: text("operation"),
        message: needed("message")?,
        why: needed("why")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_that_does_not_occur_is_reported() {
        let text = r#"[{"judge": "prism", "documents": ["a.yaml", "b.yaml"], "operation": "GET /a",
            "message": "is not", "why": "It cannot read it."}]"#;
        let mut faults = Faults::parse(text).unwrap();
        let finding = |operation: &str| Finding {
            judge: "prism".to_owned(),
            operation: operation.to_owned(),
            message: "x is not y".to_owned(),
            ..Finding::default()
        };
        assert_eq!(faults.why("a.yaml", &finding("GET /b")), None);
        let why = faults.why("a.yaml", &finding("GET /a"));
        assert_eq!(why.as_deref(), Some("It cannot read it."));
        assert!(faults.unmet("a.yaml").is_empty());
        assert_eq!(faults.unmet("b.yaml"), ["prism on GET /a: is not"]);
        assert!(faults.unmet("c.yaml").is_empty());
    }
}
