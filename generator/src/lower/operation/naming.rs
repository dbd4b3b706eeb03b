//! The names of operations, and of what is generated for them.

use std::collections::BTreeSet;

use crate::names::{Name, Scope, Use, name};
use crate::openapi::operation::Endpoint;
use crate::openapi::reader::Reader;

/// The names that all operations share.
pub(in crate::lower) struct OperationNames {
    functions: Scope,
    constants: Scope,
    modules: Scope,
    /// Every `operationId` so far.
    ids: BTreeSet<String>,
    /// The functions of all ids, also of those that follow.
    plain: BTreeSet<Name>,
}

impl OperationNames {
    /// `endpoints` are all operations of the document.
    pub(super) fn new(endpoints: &[Endpoint<'_>]) -> Self {
        let mut functions = Scope::default();
        // The client's own functions.
        for taken in ["new", "builder", "from_env", "builder_from_env"] {
            functions.claim(taken, Use::Value);
        }
        let mut modules = Scope::default();
        // The module around them, and the crate that their contents import.
        for taken in ["endpoints", "runtime"] {
            modules.claim(taken, Use::Module);
        }
        Self {
            functions,
            constants: Scope::default(),
            modules,
            ids: BTreeSet::new(),
            plain: (endpoints.iter())
                .filter_map(Endpoint::stated_id)
                .map(|id| name(id, Use::Method))
                .collect(),
        }
    }

    /// The function that begins a call.
    pub(super) fn function(&mut self, id: &str) -> Name {
        self.functions.claim(id, Use::Method)
    }

    /// How the word for a media type follows the ids of functions that request the response in it: `{id} as {word}`, unless
    /// one of these names is that of another function. `others` are the functions of the same operation.
    pub(super) fn linked(&self, ids: &[&str], word: &str, others: &[&str]) -> String {
        let others: Vec<Name> = others
            .iter()
            .map(|other| name(other, Use::Method))
            .collect();
        let is_taken = |link: &str| {
            let mut functions = ids
                .iter()
                .map(|id| name(&format!("{id}{link}"), Use::Method));
            functions.any(|function| self.plain.contains(&function) || others.contains(&function))
        };
        let links = [format!(" as {word}"), format!(" to {word}")];
        let free = links.into_iter().find(|link| !is_taken(link));
        free.unwrap_or_else(|| format!(" responding with {word}"))
    }

    /// The constant that describes an operation.
    pub(super) fn constant(&mut self, id: &str) -> Name {
        self.constants.claim(id, Use::Constant)
    }

    /// The module of a tag.
    pub(super) fn module(&mut self, tag: &str) -> Name {
        self.modules.claim(tag, Use::Module)
    }

    /// The id of an operation: `operationId`, or else the method and the path.
    pub(super) fn operation_id<'d>(
        &mut self,
        reader: &Reader<'d>,
        endpoint: &Endpoint<'d>,
    ) -> String {
        let (method, path) = (endpoint.method.as_str(), endpoint.path);
        let stated = endpoint.id(reader);
        let id = match stated {
            Some(id) => id.value.to_owned(),
            None => format!("{} {path}", method.to_lowercase()),
        };
        if !self.ids.insert(id.clone())
            && let Some(stated) = stated
        {
            let message = format!("`{id}` is the id of another operation too");
            let help = "give each operation an id of its own";
            reader.error(stated.node, message, help);
            return format!("{id} {} {path}", method.to_lowercase());
        }
        id
    }
}
