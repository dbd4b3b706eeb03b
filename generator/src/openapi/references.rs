//! References (`$ref`), and the files that they lead to.

use std::collections::BTreeSet;

use crate::document::Node;
use crate::document::parse::Parsed;
use crate::document::pointer::file_of;

/// `$ref`.
pub(super) fn reference(node: &Node) -> Option<&Node> {
    node.get("$ref")
}

impl Parsed {
    /// The files that are referred to and not added yet: their paths from the folder of the document, with `/` between
    /// the parts. URLs are not among them.
    #[must_use]
    pub fn references(&self) -> Vec<String> {
        let mut found = BTreeSet::new();
        for (path, root) in self.document.files() {
            collect(path, root, &mut found);
        }
        let is_wanted = |path: &String| !path.is_empty() && !self.document.has_file(path);
        found.into_iter().filter(is_wanted).collect()
    }
}

/// Collects the files that `node`, which is in the file `from`, refers to.
fn collect(from: &str, node: &Node, found: &mut BTreeSet<String>) {
    let reference = reference(node).and_then(Node::as_str);
    found.extend(reference.and_then(|reference| file_of(from, reference)));
    for (_, value) in node.entries() {
        collect(from, value, found);
    }
    for item in node.items() {
        collect(from, item, found);
    }
}
