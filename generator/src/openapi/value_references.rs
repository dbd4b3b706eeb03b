//! The schemas that a document refers to as the whole of a value: everywhere but in `allOf`, where they are a part of one.

use std::collections::HashSet;

use super::reader::Reader;
use super::references;
use crate::document::{Node, NodeId};

/// The schemas that the values of a document are described by.
#[derive(Default)]
pub(crate) struct ValueReferences {
    /// Those that a reference by itself leads to.
    pub(crate) alone: HashSet<NodeId>,
    /// Those in lists of alternatives, a list each.
    pub(crate) lists: Vec<Vec<NodeId>>,
}

impl ValueReferences {
    /// Finds the references in a document.
    pub(super) fn find(reader: &Reader<'_>, root: &Node) -> Self {
        let mut found = Self::default();
        found.collect(reader, root);
        found
    }

    fn collect(&mut self, reader: &Reader<'_>, node: &Node) {
        for (key, value) in node.entries() {
            match key.as_str() {
                "allOf" => value
                    .items()
                    .iter()
                    .for_each(|part| self.collect_inner(reader, part)),
                "oneOf" | "anyOf" => {
                    let targets = value.items().iter().filter_map(|part| target(reader, part));
                    self.lists.push(targets.collect());
                    value
                        .items()
                        .iter()
                        .for_each(|part| self.collect_inner(reader, part));
                }
                _ => self.add(reader, value),
            }
        }
        node.items().iter().for_each(|item| self.add(reader, item));
    }

    /// Collects the references in a part, without the part itself.
    fn collect_inner(&mut self, reader: &Reader<'_>, part: &Node) {
        if references::reference(part).is_none() {
            self.collect(reader, part);
        }
    }

    fn add(&mut self, reader: &Reader<'_>, node: &Node) {
        self.alone.extend(target(reader, node));
        self.collect(reader, node);
    }
}

fn target(reader: &Reader<'_>, node: &Node) -> Option<NodeId> {
    let reference = references::reference(node)?.as_str()?;
    reader.referenced(node, reference).map(|target| target.id)
}
