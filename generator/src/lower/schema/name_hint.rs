//! Names for types whose schemas have none.

use crate::names::{Name, contexts};

/// Where a type gets its name and module from if its schema has no name.
#[derive(Clone)]
pub(in crate::lower) struct NameHint {
    module: Name,
    words: String,
    /// The words of each part, from the outermost in.
    parts: Vec<String>,
    /// The name that the document gives to the last part.
    own: Option<String>,
}

impl NameHint {
    pub(in crate::lower) fn new(module: Name, words: &str) -> Self {
        Self {
            module,
            words: words.to_owned(),
            parts: vec![words.to_owned()],
            own: None,
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
            own: None,
        }
    }

    /// The hint for an alternative of a union. Its word, or else its title, can be a name of its own.
    pub(super) fn alternative(&self, word: &str, title: Option<&str>) -> Self {
        let mut names = [Some(word), title].into_iter().flatten();
        let own = names.find(|name| contexts::is_name_of_type(name));
        Self {
            own: own.map(str::to_owned),
            ..self.child(word)
        }
    }

    /// The hint with another word for the last part in the name of the type. The type stands at the same place.
    pub(super) fn shown(mut self, word: &str) -> Self {
        if let Some(last) = self.parts.last_mut() {
            word.clone_into(last);
        }
        self
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

    /// The name that the document gives to the type, which it need not keep.
    pub(super) fn own(&self) -> Option<String> {
        self.own.clone()
    }

    /// The words that the name is made of.
    pub(super) fn words(&self) -> &str {
        &self.words
    }
}
