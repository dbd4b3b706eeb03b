//! Documents of several files: lists the files that are referred to, and adds them to the tree.

use std::collections::BTreeSet;

use super::OtherFile;
use super::node::{Node, NodeId, Value};
use super::parse::Parsed;
use super::pointer::file_of;

impl Parsed {
    /// Names the file of the document, so that other files can refer to it.
    #[must_use]
    pub fn called(mut self, name: &str) -> Self {
        name.clone_into(&mut self.document.name);
        self
    }

    /// The files that are referred to and not added yet: their paths from the folder of the document, with `/` between
    /// the parts. URLs are not among them.
    #[must_use]
    pub fn references(&self) -> Vec<String> {
        let mut found = BTreeSet::new();
        let document = &self.document;
        let others = document
            .others
            .iter()
            .map(|other| (other.path.as_str(), &other.root));
        for (path, root) in [("", &document.root)].into_iter().chain(others) {
            collect(path, root, &mut found);
        }
        let is_known = |path: &String| {
            *path == document.name || document.others.iter().any(|other| other.path == *path)
        };
        found
            .into_iter()
            .filter(|path| !path.is_empty() && !is_known(path))
            .collect()
    }

    /// Adds the file at `path`, which [`Self::references`] named.
    pub fn add(&mut self, path: &str, mut other: Parsed) {
        let offset = self.document.last_id();
        shift(&mut other.document.root, offset);
        self.findings.append(other.findings, offset);
        self.document.others.push(OtherFile {
            path: path.to_owned(),
            root: other.document.root,
        });
    }
}

/// Adds `offset` to the id of every node, so that ids are unique across files.
fn shift(node: &mut Node, offset: u32) {
    node.id = NodeId(node.id.0.saturating_add(offset));
    match &mut node.value {
        Value::Array(items) => items.iter_mut().for_each(|item| shift(item, offset)),
        Value::Object(entries) => entries
            .iter_mut()
            .for_each(|(_, value)| shift(value, offset)),
        _ => {}
    }
}

/// Collects the files that `node`, which is in the file `from`, refers to.
fn collect(from: &str, node: &Node, found: &mut BTreeSet<String>) {
    if let Some(reference) = node.reference().and_then(Node::as_str)
        && let Some(path) = file_of(from, reference)
    {
        found.insert(path);
    }
    node.entries()
        .iter()
        .for_each(|(_, value)| collect(from, value, found));
    node.items()
        .iter()
        .for_each(|item| collect(from, item, found));
}
