//! New ids, after the tree has changed: by overlays, or by generic schemas.

use std::collections::{HashMap, HashSet};

use super::Document;
use super::node::{Node, NodeId, Value};
use super::origin::{Changes, Origins};
use super::parse::Parsed;
use crate::problem::Findings;

impl Parsed {
    /// Numbers the nodes of an overlay from the last one of the document on, so that both kinds can stand in one tree.
    pub(crate) fn beside(&self, overlay: Parsed) -> (Document, Findings) {
        let offset = self.document.last_id();
        let Parsed {
            mut document,
            findings,
        } = overlay;
        document.root.shift(offset);
        let shifted = Findings::default();
        shifted.append(findings, offset);
        (document, shifted)
    }

    /// Numbers the nodes of the document anew, in the order of the tree, after an overlay has changed it.
    pub(crate) fn take_over(&mut self, path: &str, overlay: &Document, changes: &Changes) {
        self.number(overlay.root.id, changes);
        self.document.origins.overlays.push(path.to_owned());
    }

    /// Takes other roots for all files, made of copies of their nodes, and numbers the nodes anew.
    pub(crate) fn replace(&mut self, roots: Vec<Node>) {
        let document = &mut self.document;
        let others = document.others.iter_mut().map(|other| &mut other.root);
        for (root, new) in [&mut document.root].into_iter().chain(others).zip(roots) {
            *root = new;
        }
        self.number(NodeId(u32::MAX), &Changes::default());
    }

    /// Takes the document's own root in another order, and numbers the nodes anew.
    pub(crate) fn rearrange(&mut self, root: Node) {
        self.document.root = root;
        self.number(NodeId(u32::MAX), &Changes::default());
    }

    /// Numbers all nodes. Those from `first` on are of the next overlay.
    fn number(&mut self, first: NodeId, changes: &Changes) {
        let document = &mut self.document;
        let before = std::mem::take(&mut document.origins);
        let mut numbering = Numbering {
            next: 0,
            overlay: before.overlays.len(),
            first,
            after: Origins {
                overlays: before.overlays.clone(),
                ..Origins::default()
            },
            before: &before,
            changes,
            reported: self.findings.nodes(),
            moved: HashMap::new(),
        };
        numbering.number(&mut document.root);
        for other in &mut document.others {
            numbering.number(&mut other.root);
        }
        document.origins = numbering.after;
        document.sorted.take();
        self.findings.move_to(&numbering.moved);
    }
}

/// A walk through a tree that gives new ids.
struct Numbering<'n> {
    next: u32,
    /// The index of the overlay.
    overlay: usize,
    /// The id of its root.
    first: NodeId,
    before: &'n Origins,
    changes: &'n Changes,
    after: Origins,
    /// The nodes with problems, and the new ids of those that are still there.
    reported: HashSet<NodeId>,
    moved: HashMap<NodeId, NodeId>,
}

impl Numbering<'_> {
    fn number(&mut self, node: &mut Node) {
        let old = node.id;
        self.next += 1;
        node.id = NodeId(self.next);
        let own = (old >= self.first).then_some(self.overlay);
        if let Some(overlay) = own.or_else(|| self.before.brought.get(&old).copied()) {
            self.after.brought.insert(node.id, overlay);
        }
        let mut places = self.before.changed.get(&old).cloned().unwrap_or_default();
        let changes = self.changes.places.get(&old).into_iter().flatten();
        places.extend(changes.map(|(line, column)| (self.overlay, *line, *column)));
        if !places.is_empty() {
            self.after.changed.insert(node.id, places);
        }
        if self.reported.contains(&old) {
            self.moved.entry(old).or_insert(node.id);
        }
        match &mut node.value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.number(item)),
            Value::Object(entries) => entries.iter_mut().for_each(|(_, node)| self.number(node)),
            _ => {}
        }
    }
}
