//! Applying actions to a document, in their order.

use crate::document::{Changes, Document, Node, Value};
use crate::limits::{NESTED_VALUES, NODES};
use crate::problem::Findings;

use super::actions::{Action, Change, Selection};
use super::merge::{self, Kind, Mismatch};
use super::remove;
use super::select::{self, Step, Steps};

/// A document while it is changed.
struct Target<'d> {
    root: &'d mut Node,
    /// The same as selections see it.
    json: serde_json::Value,
    /// At least the number of nodes.
    size: usize,
    changes: Changes,
    findings: &'d Findings,
}

/// Applies the actions one after another. Returns which nodes of the document were changed by which ones of the overlay.
pub(super) fn apply(
    document: &mut Document,
    actions: &[Action<'_>],
    findings: &Findings,
) -> Changes {
    let mut target = Target {
        json: select::json(&document.root),
        size: Extent::of(&document.root).nodes,
        root: &mut document.root,
        changes: Changes::default(),
        findings,
    };
    for (index, action) in actions.iter().enumerate() {
        let before = actions.get(..index).unwrap_or_default();
        if before.iter().any(|other| other.at.is_same(action.at)) {
            let message = "the action is there twice";
            findings.error(action.at, message, "remove one of the two");
            continue;
        }
        target.apply(action);
    }
    target.changes
}

impl Target<'_> {
    fn apply(&mut self, action: &Action<'_>) {
        let found = select::select(&action.target, &self.json, self.findings);
        if found.is_empty() {
            return;
        }
        match &action.change {
            Change::Remove => self.remove(action, found),
            Change::Update(update) => self.update(action, update, &found),
            Change::Copy(selection) => self.copy(action, selection, &found),
        }
    }

    /// Removes from the last to the first, so that the indices of the others stay what they were, and what is inside of
    /// a value before that value.
    fn remove(&mut self, action: &Action<'_>, found: Vec<Steps>) {
        if found.iter().any(Vec::is_empty) {
            let help = "select what is inside of it";
            return self.findings.error(
                action.at,
                "the root of the document cannot be removed",
                help,
            );
        }
        for steps in found.iter().rev() {
            if let Some(holder) = remove::remove(self.root, steps) {
                self.changes.note(holder.id, action.at);
            }
            if let Some((last, before)) = steps.split_last() {
                match (last, select::json_mut(&mut self.json, before)) {
                    (Step::Key(key), Some(serde_json::Value::Object(entries))) => {
                        entries.remove(key);
                    }
                    (Step::Index(index), Some(serde_json::Value::Array(items)))
                        if *index < items.len() =>
                    {
                        items.remove(*index);
                    }
                    _ => {}
                }
            }
        }
    }

    fn copy(&mut self, action: &Action<'_>, selection: &Selection<'_>, found: &[Steps]) {
        let sources = select::select(selection, &self.json, self.findings);
        let source = match sources.as_slice() {
            [] => return,
            [source] => source,
            several => {
                let message = format!("`copy` selects {} values", several.len());
                let help = "select one: which of them is copied?";
                return self.findings.error(selection.at, message, help);
            }
        };
        if let Some(node) = select::node(self.root, source).cloned() {
            self.update(action, &node, found);
        }
    }

    fn update(&mut self, action: &Action<'_>, update: &Node, found: &[Steps]) {
        let kinds = found
            .iter()
            .filter_map(|steps| select::node(self.root, steps))
            .map(Kind::of);
        let mut kinds: Vec<Kind> = kinds.collect();
        kinds.dedup();
        if let [first, rest @ ..] = kinds.as_slice()
            && rest.iter().any(|kind| kind != first)
        {
            let message = format!(
                "`{}` selects values of several kinds: objects, arrays or single values",
                action.target.text
            );
            let help = "write an action for each kind, for example with a filter";
            return self.findings.error(action.target.at, message, help);
        }
        if !self.has_room(action, update, found) {
            return;
        }
        let mut is_changed = false;
        for steps in found {
            match self.merge(action, update, steps) {
                Ok(changed) => is_changed |= changed,
                Err(()) => return,
            }
        }
        if !is_changed {
            self.unchanged(action, update);
        }
    }

    /// Whether the document stays within its limits when `update` is merged into all of `found`. If not, that is reported.
    /// A few copies of the whole document would else exhaust the memory.
    fn has_room(&mut self, action: &Action<'_>, update: &Node, found: &[Steps]) -> bool {
        let added = Extent::of(update);
        let depth = found.iter().map(Vec::len).max().unwrap_or_default();
        self.size = self
            .size
            .saturating_add(added.nodes.saturating_mul(found.len()));
        let message = if self.size > NODES as usize {
            format!("the document would have more than {NODES} values")
        } else if depth.saturating_add(added.depth) > NESTED_VALUES {
            format!("the document would be nested more than {NESTED_VALUES} levels deep")
        } else {
            return true;
        };
        self.findings
            .error(action.at, message, "select fewer values, or add less");
        false
    }

    /// Merges into one value. A mismatch is reported.
    fn merge(&mut self, action: &Action<'_>, update: &Node, steps: &Steps) -> Result<bool, ()> {
        let Some(node) = select::node_mut(self.root, steps) else {
            return Ok(false);
        };
        let is_update = matches!(action.change, Change::Update(_));
        let by = (!is_update).then_some(action.at);
        match merge::merge(node, update, &mut self.changes, by) {
            Ok(is_changed) => {
                if let Some(value) = select::json_mut(&mut self.json, steps).filter(|_| is_changed)
                {
                    *value = select::json(node);
                }
                Ok(is_changed)
            }
            Err(Mismatch { update, target }) => {
                let message = format!("{} cannot be merged with {target}", update.kind());
                let help = "remove the value in an action before, or write one of the same kind";
                let at = if is_update { update } else { action.at };
                self.findings.error(at, message, help);
                Err(())
            }
        }
    }

    /// Reports an action that leaves the document as it is.
    fn unchanged(&self, action: &Action<'_>, update: &Node) {
        let is_empty = update.items().is_empty() && update.entries().is_empty();
        let (message, help) = match Kind::of(update) {
            Kind::Array if is_empty => (
                "an empty array adds nothing",
                "to replace an array, remove it, and then add the new one to the object around it",
            ),
            Kind::Object if is_empty => (
                "an empty object adds nothing",
                "to replace an object, remove it, and then add the new one to the object around it",
            ),
            _ => (
                "the action changes nothing: the document says the same already",
                "remove the action",
            ),
        };
        self.findings.error(action.at, message, help);
    }
}

/// How large a value is.
struct Extent {
    nodes: usize,
    depth: usize,
}

impl Extent {
    fn of(node: &Node) -> Self {
        let below: Vec<Self> = match &node.value {
            Value::Array(items) => items.iter().map(Self::of).collect(),
            Value::Object(entries) => entries.iter().map(|(_, node)| Self::of(node)).collect(),
            _ => Vec::new(),
        };
        let depth = below.iter().map(|extent| extent.depth).max();
        Self {
            nodes: 1 + below.iter().map(|extent| extent.nodes).sum::<usize>(),
            depth: 1 + depth.unwrap_or_default(),
        }
    }
}
