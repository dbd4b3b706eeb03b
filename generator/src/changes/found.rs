//! Changes while they are collected.

use super::model::{At, Change, Kind, Wire};
use crate::surface::Level;

/// A change, and the items of the surfaces that it explains.
pub(super) struct Draft {
    pub(super) change: Change,
    /// Paths of items. One that ends with `*` stands for all that begin so.
    pub(super) explains: Vec<String>,
}

/// The changes that have been found so far.
#[derive(Default)]
pub(super) struct Found {
    pub(super) drafts: Vec<Draft>,
}

impl Found {
    pub(super) fn add(&mut self, draft: Draft) {
        self.drafts.push(draft);
    }
}

impl Draft {
    /// A change of an item that both documents have on the wire as before. Its level is found out later.
    pub(super) fn new(kind: Kind, item: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            change: Change {
                kind,
                level: Level::Patch,
                is_silent: false,
                old_client: Wire::Works,
                new_client: Wire::Works,
                item: item.into(),
                text: text.into(),
                wire: String::new(),
                advice: None,
                at: At::default(),
                operations: 0,
            },
            explains: Vec::new(),
        }
    }

    /// Explains an item of the surfaces.
    pub(super) fn explains(mut self, path: impl Into<String>) -> Self {
        self.explains.push(path.into());
        self
    }

    /// Sets how an old client and a new server go together.
    pub(super) fn old_client(mut self, wire: Wire) -> Self {
        self.change.old_client = wire;
        self
    }

    /// Sets how a new client and an old server go together.
    pub(super) fn new_client(mut self, wire: Wire) -> Self {
        self.change.new_client = wire;
        self
    }

    /// Sets how an old client and a new server go together, on a condition.
    pub(super) fn old_client_if(self, condition: bool, wire: Wire) -> Self {
        match condition {
            true => self.old_client(wire),
            false => self,
        }
    }

    /// Sets how a new client and an old server go together, on a condition.
    pub(super) fn new_client_if(self, condition: bool, wire: Wire) -> Self {
        match condition {
            true => self.new_client(wire),
            false => self,
        }
    }

    /// Sets that both ways are alike.
    pub(super) fn both_ways(self, wire: Wire) -> Self {
        self.old_client(wire.clone()).new_client(wire)
    }

    pub(super) fn wire(mut self, text: impl Into<String>) -> Self {
        self.change.wire = text.into();
        self
    }

    pub(super) fn advice(mut self, text: impl Into<String>) -> Self {
        self.change.advice = Some(text.into());
        self
    }

    /// Sets the lines in both documents; 0 stands for none.
    pub(super) fn at(mut self, old: u32, new: u32) -> Self {
        let line = |line: u32| (line > 0).then_some(line as usize);
        self.change.at = At {
            old: line(old),
            new: line(new),
        };
        self
    }

    pub(super) fn silent(mut self) -> Self {
        self.change.is_silent = true;
        self
    }

    pub(super) fn operations(mut self, count: usize) -> Self {
        self.change.operations = count;
        self
    }
}
