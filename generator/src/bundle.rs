//! Documents of several files: what one refers to in others is read with it.

use std::collections::BTreeSet;

use crate::document::{Node, NodeId, Value};
use crate::parse::Parsed;

impl Parsed {
    /// The same document, whose file has this name: other files can refer to it.
    #[must_use]
    pub fn called(mut self, name: &str) -> Self {
        name.clone_into(&mut self.document.name);
        self
    }

    /// The files that this document, and those that were added to it, refer to and that were not added yet: their paths
    /// from the folder of the first one, parts joined by `/`. References to addresses on the net are not among them.
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
        self.document.others.push(crate::document::Other {
            path: path.to_owned(),
            root: other.document.root,
        });
    }
}

/// Ids go on where those of the files before end.
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

fn collect(from: &str, node: &Node, found: &mut BTreeSet<String>) {
    if let Some(reference) = node.get("$ref").and_then(Node::as_str)
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

/// The path of the file that a reference in the file `from` leads to, both from the folder of the first file; `None` if
/// it stays in its file, or leads to the net.
pub(crate) fn file_of(from: &str, reference: &str) -> Option<String> {
    let file = reference.split('#').next().unwrap_or_default();
    if file.is_empty() || file.contains("://") || file.starts_with('/') || file.contains('\\') {
        return None;
    }
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in file.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_start_at_the_folder_of_the_first_file() {
        for (from, reference, expected) in [
            ("", "pet.yaml#/Pet", Some("pet.yaml")),
            ("", "./schemas/pet.yaml", Some("schemas/pet.yaml")),
            (
                "schemas/pet.yaml",
                "tag.yaml#/Tag",
                Some("schemas/tag.yaml"),
            ),
            ("schemas/pet.yaml", "../common.yaml", Some("common.yaml")),
            ("pet.yaml", "../common.yaml", Some("../common.yaml")),
            ("schemas/pet.yaml", "#/Pet", None),
            ("", "https://pets.example/pet.yaml", None),
            ("", "/etc/passwd", None),
        ] {
            assert_eq!(
                file_of(from, reference).as_deref(),
                expected,
                "{from} {reference}"
            );
        }
    }
}
