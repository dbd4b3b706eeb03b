//! The known faults of judges and documents: objections that are not the client's, each with its evidence.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use serde_json::Value;

use super::report::Finding;
use specwright::project::drift;

/// One known fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// The judge; `client` for a value that the client does not read or send.
    judge: String,
    /// The documents that it occurs in.
    documents: Vec<String>,
    /// The operation that it occurs in; none for any.
    operation: Option<String>,
    /// A part of the objection.
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
        let text = fs::read_to_string(path).map_err(|error| drift::at(path, &error))?;
        Self::parse(&text).map_err(|message| {
            drift::at(path, &io::Error::new(io::ErrorKind::InvalidData, message))
        })
    }

    fn parse(text: &str) -> Result<Self, String> {
        let value: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let entries = value.as_array().ok_or("the file is not a list")?;
        let list = entries.iter().map(faults).collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            list: list.concat(),
            met: BTreeSet::new(),
        })
    }

    /// The reasons why a finding is not the client's fault, if each of its objections is a known one.
    ///
    /// # Errors
    /// The objections that are not known.
    pub(super) fn why(&mut self, document: &str, finding: &Finding) -> Result<String, Vec<String>> {
        let (mut reasons, mut unknown): (Vec<String>, _) = (Vec::new(), Vec::new());
        for objection in &finding.objections {
            let is_fit = |fault: &Fault| {
                fault.judge == finding.judge
                    && fault.documents.iter().any(|known| known == document)
                    && fault
                        .operation
                        .as_ref()
                        .is_none_or(|known| *known == finding.operation)
                    && objection.contains(&fault.message)
            };
            let mut entries = self.list.iter().enumerate();
            let Some((index, fault)) = entries.find(|(_, fault)| is_fit(fault)) else {
                unknown.push(objection.clone());
                continue;
            };
            self.met.insert((index, document.to_owned()));
            if !reasons.contains(&fault.why) {
                reasons.push(fault.why.clone());
            }
        }
        match unknown.is_empty() {
            true => Ok(reasons.join(" ")),
            false => Err(unknown),
        }
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

/// The faults of an entry: one for each message and each operation that it has.
fn faults(entry: &Value) -> Result<Vec<Fault>, String> {
    let text = |key: &str| entry.get(key).and_then(Value::as_str).map(str::to_owned);
    let needed = |key: &str| text(key).ok_or(format!("an entry has no `{key}`: {entry}"));
    let documents = entry.get("documents").and_then(Value::as_array);
    let documents = documents.ok_or(format!("an entry has no `documents`: {entry}"))?;
    let messages = entry.get("messages").and_then(Value::as_array);
    let messages = messages.ok_or(format!("an entry has no `messages`: {entry}"))?;
    let texts = |list: &[Value]| -> Vec<String> {
        let texts = list.iter().filter_map(Value::as_str);
        texts.map(str::to_owned).collect()
    };
    let (judge, why) = (needed("judge")?, needed("why")?);
    let operations: Vec<Option<String>> = match entry.get("operations").and_then(Value::as_array) {
        Some(operations) => texts(operations).into_iter().map(Some).collect(),
        None => vec![None],
    };
    let fault = |message: &String, operation: &Option<String>| Fault {
        judge: judge.clone(),
        documents: texts(documents),
        operation: operation.clone(),
        message: message.clone(),
        why: why.clone(),
    };
    let messages = texts(messages);
    let pairs = messages
        .iter()
        .flat_map(|message| operations.iter().map(move |operation| (message, operation)));
    Ok(pairs
        .map(|(message, operation)| fault(message, operation))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_that_does_not_occur_is_reported() {
        let text = r#"[{"judge": "prism", "documents": ["a.yaml", "b.yaml"], "operations": ["GET /a"],
            "messages": ["is not"], "why": "It cannot read it."}]"#;
        let mut faults = Faults::parse(text).unwrap();
        let finding = |operation: &str| Finding {
            judge: "prism".to_owned(),
            operation: operation.to_owned(),
            objections: vec!["x is not y".to_owned()],
            ..Finding::default()
        };
        assert!(faults.why("a.yaml", &finding("GET /b")).is_err());
        let why = faults.why("a.yaml", &finding("GET /a"));
        assert_eq!(why.as_deref(), Ok("It cannot read it."));
        assert!(faults.unmet("a.yaml").is_empty());
        assert_eq!(faults.unmet("b.yaml"), ["prism on GET /a: is not"]);
        assert!(faults.unmet("c.yaml").is_empty());
    }

    #[test]
    fn a_fault_has_to_occur_in_each_of_its_operations() {
        let text = r#"[{"judge": "prism", "documents": ["a.yaml"], "operations": ["GET /a", "GET /b"],
            "messages": ["is not"], "why": "It cannot read it."}]"#;
        let mut faults = Faults::parse(text).unwrap();
        let finding = Finding {
            judge: "prism".to_owned(),
            operation: "GET /b".to_owned(),
            objections: vec!["x is not y".to_owned()],
            ..Finding::default()
        };
        assert!(faults.why("a.yaml", &finding).is_ok());
        assert_eq!(faults.unmet("a.yaml"), ["prism on GET /a: is not"]);
    }

    #[test]
    fn a_known_objection_hides_no_other() {
        let text = r#"[{"judge": "prism", "documents": ["a.yaml"], "messages": ["a is not", "b is not"], "why": "Text."}]"#;
        let mut faults = Faults::parse(text).unwrap();
        let mut finding = Finding {
            judge: "prism".to_owned(),
            objections: ["a is not x", "c is missing"].map(str::to_owned).to_vec(),
            ..Finding::default()
        };
        let unknown = faults.why("a.yaml", &finding);
        assert_eq!(unknown, Err(vec!["c is missing".to_owned()]));
        assert_eq!(faults.unmet("a.yaml"), ["prism on any operation: b is not"]);
        finding.objections = ["a is not x", "b is not x"].map(str::to_owned).to_vec();
        assert_eq!(faults.why("a.yaml", &finding).as_deref(), Ok("Text."));
        assert!(faults.unmet("a.yaml").is_empty());
    }
}
