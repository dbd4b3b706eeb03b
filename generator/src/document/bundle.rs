//! Documents of several files: adds files to the tree of the document that refers to them.

use super::OtherFile;
use super::node::{Node, NodeId, Value};
use super::parse::Parsed;

impl Parsed {
    /// Names the file of the document, so that other files can refer to it.
    #[must_use]
    pub fn called(mut self, name: &str) -> Self {
        name.clone_into(&mut self.document.name);
        self
    }

    /// Adds the file at `path`, which [`Self::references`] lists.
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
