//! Renamings that the caller knows of.

use std::cell::Cell;

/// The renamings, each with whether it was found.
pub(super) struct Renames(Vec<Rename>);

struct Rename {
    old: String,
    new: String,
    is_used: Cell<bool>,
}

impl Renames {
    pub(super) fn new(renames: &[(String, String)]) -> Self {
        let renames = renames.iter().map(|(old, new)| Rename {
            old: old.clone(),
            new: new.clone(),
            is_used: Cell::new(false),
        });
        Self(renames.collect())
    }

    /// Whether none is known.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a type is called otherwise.
    pub(super) fn is_type(&self, old: &str, new: &str) -> bool {
        self.find(old, new)
    }

    /// Whether a property of a type is called otherwise: `Type.property`.
    pub(super) fn is_property(&self, owner: &str, old: &str, new: &str) -> bool {
        self.find(&format!("{owner}.{old}"), new)
    }

    fn find(&self, old: &str, new: &str) -> bool {
        let found = self
            .0
            .iter()
            .find(|rename| rename.old == old && rename.new == new);
        if let Some(rename) = found {
            rename.is_used.set(true);
        }
        found.is_some()
    }

    /// The renamings that were not found.
    pub(super) fn unused(&self) -> Vec<String> {
        let unused = self.0.iter().filter(|rename| !rename.is_used.get());
        unused
            .map(|rename| format!("{}={}", rename.old, rename.new))
            .collect()
    }
}
