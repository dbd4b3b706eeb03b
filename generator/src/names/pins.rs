//! Names that are kept from the last generation.

use std::collections::{BTreeMap, BTreeSet};

/// The names of one scope that are kept: by the parts of the document that have them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pins {
    /// The name of each part.
    names: BTreeMap<String, String>,
    /// The part with each name that is still to be claimed.
    open: BTreeMap<String, String>,
    /// The parts whose names something else would have had.
    wanted: BTreeSet<String>,
    /// The names that the configuration gives.
    given: BTreeSet<String>,
    /// Those of them that something else would have had.
    clashes: BTreeSet<String>,
}

impl Pins {
    /// The names by the parts that have them. Of two with one name, the first keeps it.
    pub(crate) fn new(names: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut pins = Self::default();
        for (source, name) in names {
            if !pins.open.contains_key(&name) && !pins.names.contains_key(&source) {
                pins.open.insert(name.clone(), source.clone());
                pins.names.insert(source, name);
            }
        }
        pins
    }

    /// The same names, of which the configuration gives some.
    pub(crate) fn giving<'n>(mut self, names: impl IntoIterator<Item = &'n String>) -> Self {
        self.given = names.into_iter().cloned().collect();
        self
    }

    /// The names of the configuration that something else would have had.
    pub(crate) fn clashes(&self) -> impl Iterator<Item = &str> {
        self.clashes.iter().map(String::as_str)
    }

    /// The parts whose names are kept.
    pub(crate) fn sources(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }

    /// The name that is kept for a part.
    pub(crate) fn name(&self, source: &str) -> Option<&str> {
        self.names.get(source).map(String::as_str)
    }

    /// The name of a part, which is then no longer kept for it.
    pub(super) fn claim(&mut self, source: &str) -> Option<String> {
        let name = self.names.get(source)?;
        // A part that is there twice has its name once.
        self.open.remove(name)?;
        Some(name.clone())
    }

    /// Whether a name is kept for a part that has not claimed it, of which nothing is noted.
    pub(super) fn is_kept(&self, name: &str) -> bool {
        self.open.contains_key(name)
    }

    /// Whether a name is kept for a part that has not claimed it yet.
    pub(super) fn keeps(&mut self, name: &str) -> bool {
        if self.given.contains(name) {
            self.clashes.insert(name.to_owned());
        }
        let source = self.open.get(name);
        self.wanted.extend(source.cloned());
        source.is_some()
    }

    /// The parts that have claimed nothing, although something else would have had their names.
    pub(crate) fn in_the_way(&self) -> impl Iterator<Item = &str> {
        let open = self.open.values();
        open.filter(|source| self.wanted.contains(*source))
            .map(String::as_str)
    }
}
