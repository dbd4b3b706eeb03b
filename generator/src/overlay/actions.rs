//! The Overlay Object and its actions.

use serde_json_path::JsonPath;

use crate::document::pointer::file_of;
use crate::document::{Node, Value};
use crate::problem::Findings;

/// Overlay Object (Overlay 1.1, section 4.4.1).
const OVERLAY: &[&str] = &["overlay", "info", "extends", "actions"];
/// Info Object (Overlay 1.1, section 4.4.2).
const INFO: &[&str] = &["title", "version", "description"];
/// Action Object (Overlay 1.1, section 4.4.3).
const ACTION: &[&str] = &["target", "description", "update", "copy", "remove"];

/// A selection, and the change of what it selects.
pub(super) struct Action<'o> {
    /// The node of the action, for problems.
    pub(super) at: &'o Node,
    pub(super) target: Selection<'o>,
    pub(super) change: Change<'o>,
}

/// A JSONPath expression (RFC 9535) with its node.
pub(super) struct Selection<'o> {
    pub(super) at: &'o Node,
    pub(super) text: &'o str,
    pub(super) path: JsonPath,
}

/// The change of each selected value.
pub(super) enum Change<'o> {
    /// Merges this value with it.
    Update(&'o Node),
    /// Merges the value that is selected here with it.
    Copy(Selection<'o>),
    /// Removes it.
    Remove,
}

/// Reads the actions of an overlay that is at `path`, for the document called `document`. What cannot be read is
/// reported, and left out.
pub(super) fn read<'o>(
    root: &'o Node,
    document: &str,
    path: &str,
    findings: &Findings,
) -> Vec<Action<'o>> {
    if !is_overlay(root, findings) {
        return Vec::new();
    }
    known_keys(root, OVERLAY, "an overlay", findings);
    info(root, findings);
    extends(root, document, path, findings);
    let items = root.get("actions").map_or(&[][..], Node::items);
    if items.is_empty() {
        let at = root.get("actions").unwrap_or(root);
        findings.error(
            at,
            "the overlay has no actions",
            "list them under `actions`",
        );
    }
    let has_copy = version(root).is_some_and(|(_, minor)| minor > 0);
    items
        .iter()
        .filter_map(|item| action(item, has_copy, findings))
        .collect()
}

/// Whether the root is an overlay of a version that is known.
fn is_overlay(root: &Node, findings: &Findings) -> bool {
    let Some(at) = root.get("overlay") else {
        let message = "this is not an overlay: it has no `overlay` with the version";
        findings.error(root, message, "write `overlay: 1.1.0` at its top");
        return false;
    };
    if !matches!(version(root), Some((1, 0 | 1))) {
        let text = at.as_text().unwrap_or("no version");
        let message = format!("version `{text}` of the Overlay Specification is not supported");
        findings.error(at, message, "write the overlay for version 1.0.0 or 1.1.0");
        return false;
    }
    true
}

/// The major and the minor version.
fn version(root: &Node) -> Option<(u32, u32)> {
    let mut parts = root.get("overlay")?.as_text()?.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

fn info(root: &Node, findings: &Findings) {
    let help = "write `info: {title: …, version: …}`";
    let Some(info) = root.get("info") else {
        return findings.error(root, "the overlay has no `info`", help);
    };
    known_keys(info, INFO, "`info`", findings);
    for key in ["title", "version"] {
        if info.get(key).and_then(Node::as_text).is_none() {
            findings.error(info, format!("`info` has no `{key}`"), help);
        }
    }
}

/// Refuses an overlay for another document.
fn extends(root: &Node, document: &str, path: &str, findings: &Findings) {
    let Some(at) = root.get("extends") else {
        return;
    };
    let Some(extended) = at.as_str() else {
        return findings.error(
            at,
            "`extends` is not a string",
            "write the path of the document",
        );
    };
    if document.is_empty() || leads_to(path, extended, document) {
        return;
    }
    let message = format!("the overlay is for `{extended}`, and not for `{document}`");
    let help = "apply it to that document, or correct `extends`, which counts from the overlay";
    findings.error(at, message, help);
}

/// Whether a reference in the overlay at `path` can be to the document. The folder of a document is known to an overlay
/// below it only. Of a URL, and from elsewhere, the name of the file decides.
fn leads_to(path: &str, extended: &str, document: &str) -> bool {
    match file_of(path, extended) {
        Some(file) if !file.starts_with("../") => file == document,
        _ => extended.rsplit('/').next() == Some(document),
    }
}

fn action<'o>(at: &'o Node, has_copy: bool, findings: &Findings) -> Option<Action<'o>> {
    known_keys(at, ACTION, "an action", findings);
    let target = at.get("target");
    if target.is_none() {
        findings.error(
            at,
            "the action has no `target`",
            "select values by a JSONPath expression",
        );
    }
    Some(Action {
        at,
        change: change(at, has_copy, findings)?,
        target: selection(target?, findings)?,
    })
}

fn change<'o>(at: &'o Node, has_copy: bool, findings: &Findings) -> Option<Change<'o>> {
    let removes = match at.get("remove").map(|remove| (remove, remove.as_bool())) {
        None | Some((_, Some(false))) => None,
        Some((_, Some(true))) => Some(Change::Remove),
        Some((remove, None)) => {
            findings.error(remove, "`remove` is not a boolean", "write `remove: true`");
            return None;
        }
    };
    let updates = at.get("update").map(Change::Update);
    let copy = at.get("copy");
    if let Some(copy) = copy.filter(|_| !has_copy) {
        let message = "version 1.0 of the Overlay Specification has no `copy`";
        findings.error(copy, message, "write `overlay: 1.1.0`");
        return None;
    }
    let changes = [&removes, &updates].into_iter().flatten().count() + usize::from(copy.is_some());
    if changes != 1 {
        let message = match changes {
            0 => "the action does nothing: it has none of `update`, `copy` and `remove: true`",
            _ => "the action has several of `update`, `copy` and `remove`",
        };
        findings.error(at, message, "write one of them, and an action for each");
        return None;
    }
    match copy {
        Some(copy) => selection(copy, findings).map(Change::Copy),
        None => removes.or(updates),
    }
}

/// Reads a JSONPath expression.
fn selection<'o>(at: &'o Node, findings: &Findings) -> Option<Selection<'o>> {
    let Some(text) = at.as_str() else {
        findings.error(
            at,
            "the selection is not a string",
            "write a JSONPath expression",
        );
        return None;
    };
    match JsonPath::parse(text) {
        Ok(path) => Some(Selection { at, text, path }),
        Err(error) => {
            let message = format!("`{text}` is not a JSONPath expression (RFC 9535): {error}");
            let help = "begin with `$`, and write a name that has more than letters, digits and `_` in brackets: \
                        `['/pets']`, `['x-internal']`";
            findings.error(at, message, help);
            None
        }
    }
}

/// Refuses keys that the specification does not know. Extensions are for others.
fn known_keys(at: &Node, known: &[&str], object: &str, findings: &Findings) {
    if !matches!(at.value, Value::Object(_)) {
        let message = format!("{object} is {}", at.kind());
        return findings.error(at, message, "write an object");
    }
    for (key, value) in at.entries() {
        if !known.contains(&key.as_str()) && !key.starts_with("x-") {
            let message = format!("`{key}` is not a key of {object}");
            findings.error(value, message, "correct the spelling, or remove it");
        }
    }
}
