//! Selecting values of the document by JSONPath expressions.

use serde_json_path::{JsonPath, PathElement};

use crate::document::{Node, Value};
use crate::problem::Findings;

use super::actions::Selection;

/// More names than a message shows.
const SHOWN: usize = 8;

/// One step from a value to a value inside of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Key(String),
    Index(usize),
}

/// The steps from the root to a value.
pub(super) type Steps = Vec<Step>;

/// Returns where the selected values are. A selection of nothing is reported.
pub(super) fn select(
    selection: &Selection<'_>,
    document: &serde_json::Value,
    findings: &Findings,
) -> Vec<Steps> {
    let found = locate(&selection.path, document);
    if found.is_empty() {
        let message = format!("`{}` selects nothing", selection.text);
        findings.error(selection.at, message, nearest(selection.text, document));
    }
    found
}

fn locate(path: &JsonPath, document: &serde_json::Value) -> Vec<Steps> {
    let located = path.query_located(document);
    let steps = located.locations().map(|location| {
        let steps = location.iter().map(|element| match element {
            PathElement::Name(name) => Step::Key((*name).to_owned()),
            PathElement::Index(index) => Step::Index(*index),
        });
        steps.collect()
    });
    let mut found: Vec<Steps> = steps.collect();
    found.sort();
    found.dedup();
    found
}

/// Returns the help for a selection of nothing: how far it leads, and what is there.
fn nearest(text: &str, document: &serde_json::Value) -> String {
    let ends = text
        .char_indices()
        .skip(1)
        .filter(|(_, c)| matches!(c, '.' | '['));
    let beginnings = ends.filter_map(|(end, _)| text.get(..end));
    let last = beginnings
        .filter_map(|part| Some((part, locate(&JsonPath::parse(part).ok()?, document))))
        .filter(|(_, found)| !found.is_empty())
        .last();
    let remove = "or remove the action if it is no longer needed";
    let Some((part, found)) = last else {
        return format!("correct the selection, {remove}");
    };
    let names = found.first().and_then(|steps| names(steps, document));
    match names.filter(|_| found.len() == 1) {
        Some(names) => format!("`{part}` has {names}: correct the rest of it, {remove}"),
        None => format!("`{part}` still selects something: correct the rest of it, {remove}"),
    }
}

/// Returns what is in the object or array at `steps`, in words.
fn names(steps: &Steps, document: &serde_json::Value) -> Option<String> {
    let mut value = document;
    for step in steps {
        value = match step {
            Step::Key(key) => value.get(key)?,
            Step::Index(index) => value.get(index)?,
        };
    }
    match value {
        serde_json::Value::Object(entries) if !entries.is_empty() => {
            let mut names: Vec<String> = entries
                .keys()
                .take(SHOWN)
                .map(|name| format!("`{name}`"))
                .collect();
            if entries.len() > SHOWN {
                names.push(format!("{} more", entries.len() - SHOWN));
            }
            Some(names.join(", "))
        }
        serde_json::Value::Array(items) => Some(format!("{} items", items.len())),
        _ => None,
    }
}

/// The node at the end of `steps`.
pub(super) fn node<'n>(root: &'n Node, steps: &[Step]) -> Option<&'n Node> {
    steps.iter().try_fold(root, |node, step| match step {
        Step::Key(key) => node.get(key),
        Step::Index(index) => node.items().get(*index),
    })
}

/// The node at the end of `steps`, to be changed.
pub(super) fn node_mut<'n>(root: &'n mut Node, steps: &[Step]) -> Option<&'n mut Node> {
    steps
        .iter()
        .try_fold(root, |node, step| match (step, &mut node.value) {
            (Step::Key(key), Value::Object(entries)) => entries
                .iter_mut()
                .find(|(name, _)| name == key)
                .map(|(_, node)| node),
            (Step::Index(index), Value::Array(items)) => items.get_mut(*index),
            _ => None,
        })
}

/// The value at the end of `steps`, to be changed.
pub(super) fn json_mut<'v>(
    root: &'v mut serde_json::Value,
    steps: &[Step],
) -> Option<&'v mut serde_json::Value> {
    steps.iter().try_fold(root, |value, step| match step {
        Step::Key(key) => value.get_mut(key),
        Step::Index(index) => value.get_mut(*index),
    })
}

/// Returns the value of a node as selections see it. A number that JSON cannot hold is its text.
pub(super) fn json(node: &Node) -> serde_json::Value {
    match &node.value {
        Value::Null => serde_json::Value::Null,
        Value::Bool(value) => (*value).into(),
        Value::String(text) => text.as_str().into(),
        Value::Number(text) => serde_json::from_str(text).unwrap_or_else(|_| text.as_str().into()),
        Value::Array(items) => items.iter().map(json).collect(),
        Value::Object(entries) => entries
            .iter()
            .map(|(key, node)| (key.clone(), json(node)))
            .collect(),
    }
}
