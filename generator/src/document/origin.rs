//! Where the nodes of a document come from, once overlays have changed it.

use std::collections::HashMap;

use super::node::{Node, NodeId};

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The path of the file, from the folder of the document.
    pub file: String,
    /// Line of the text, counted from 1.
    pub line: usize,
    /// Column of the text in characters, counted from 1.
    pub column: usize,
}

/// Which nodes have come from overlays, and which ones overlays have changed.
#[derive(Clone, Debug, Default)]
pub(super) struct Origins {
    /// The paths of the overlays, from the folder of the document.
    pub(super) overlays: Vec<String>,
    /// The overlay that has brought a node. The line and the column of the node count in it.
    pub(super) brought: HashMap<NodeId, usize>,
    /// Where overlays have changed a node: the overlay, the line and the column.
    pub(super) changed: HashMap<NodeId, Vec<(usize, u32, u32)>>,
}

impl Origins {
    /// The path of the overlay that has brought a node.
    pub(super) fn overlay(&self, id: NodeId) -> Option<&str> {
        let overlay = self.brought.get(&id)?;
        self.overlays.get(*overlay).map(String::as_str)
    }

    /// Where overlays have changed a node.
    pub(super) fn changes(&self, id: NodeId) -> Vec<Place> {
        let changes = self.changed.get(&id).into_iter().flatten();
        let places = changes.filter_map(|(overlay, line, column)| {
            Some(Place {
                file: self.overlays.get(*overlay)?.clone(),
                line: *line as usize,
                column: *column as usize,
            })
        });
        places.collect()
    }
}

/// The changes of one overlay: the places in it, by the nodes of the document.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    pub(super) places: HashMap<NodeId, Vec<(u32, u32)>>,
}

impl Changes {
    /// Notes that the value at `by` has changed the node `changed`.
    pub(crate) fn note(&mut self, changed: NodeId, by: &Node) {
        let places = self.places.entry(changed).or_default();
        if !places.contains(&(by.line, by.column)) {
            places.push((by.line, by.column));
        }
    }
}
