//! Names for types whose schemas have none.

use crate::names::Name;

/// Where a type gets its name and module from if its schema has no name.
#[derive(Clone)]
pub(in crate::lower) struct NameHint {
    module: Name,
    words: String,
    /// The words of each part, from the outermost in.
    parts: Vec<String>,
}

impl NameHint {
    pub(in crate::lower) fn new(module: Name, words: &str) -> Self {
        Self {
            module,
            words: words.to_owned(),
            parts: vec![words.to_owned()],
        }
    }

    /// The hint for a part: `Workspace status` for the property `status` of `Workspace`.
    pub(in crate::lower) fn child(&self, word: &str) -> Self {
        Self {
            module: self.module.clone(),
            words: format!("{} {word}", self.words),
            parts: self
                .parts
                .iter()
                .cloned()
                .chain([word.to_owned()])
                .collect(),
        }
    }

    /// The hint for a type that has a name of its own where it stands.
    pub(super) fn renamed(&self, name: &str) -> Self {
        Self::new(self.module.clone(), name)
    }

    /// The module of the named schema that the type stands in.
    pub(super) fn module(&self) -> &Name {
        &self.module
    }

    /// The words of each part, if the name is made of several.
    pub(super) fn parts(&self) -> Vec<String> {
        match self.parts.len() {
            0 | 1 => Vec::new(),
            _ => self.parts.clone(),
        }
    }

    /// The words that the name is made of.
    pub(super) fn words(&self) -> &str {
        &self.words
    }
}
