//! The names of operations, and of what is generated for them.

use std::collections::BTreeSet;

use crate::document::Node;
use crate::lower::schema::Schemas;
use crate::lower::schema::name_hint::NameHint;
use crate::names::{Name, Pins, Scope, Use, name};
use crate::openapi::operation::Endpoint;
use crate::openapi::reader::Reader;

/// Where the nameless types of a response, a parameter or a body get their names from: a component has a name of its own, which
/// all operations share.
pub(super) fn hint_of(schemas: &Schemas<'_, '_>, node: &Node, hint: &NameHint) -> NameHint {
    let place = schemas.reader().place(node);
    let component = COMPONENTS.iter().find_map(|(start, kind)| {
        let key = place.strip_prefix(start)?;
        Some((key.replace("~1", "/").replace("~0", "~"), kind))
    });
    let Some((key, kind)) = component else {
        return hint.clone();
    };
    let words = match schemas.is_named(&key) {
        true => format!("{key} {kind}"),
        false => key,
    };
    NameHint::new(name(&words, Use::Module), &words)
}

/// The places of components that are no schemas, each with the word for one.
const COMPONENTS: [(&str, &str); 6] = [
    ("#/components/responses/", "response"),
    ("#/components/parameters/", "parameter"),
    ("#/components/requestBodies/", "body"),
    ("#/components/headers/", "header"),
    ("#/responses/", "response"),
    ("#/parameters/", "parameter"),
];

/// The id of an operation that states none.
pub(super) fn plain_id(endpoint: &Endpoint<'_>) -> String {
    let method = endpoint.method.as_str().to_lowercase();
    format!("{method} {}", endpoint.path)
}

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
    /// `endpoints` are all operations of the document, and `pins` the names that functions keep.
    pub(super) fn new(endpoints: &[Endpoint<'_>], pins: Pins) -> Self {
        let mut functions = Scope::with(pins);
        // The client's own functions.
        for taken in ["new", "builder", "from_env", "builder_from_env"] {
            functions.take(taken);
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
    pub(super) fn function(&mut self, source: &str, id: &str) -> Name {
        self.functions.claim_for(source, id, Use::Method)
    }

    /// The names of the configuration that another function would have.
    pub(in crate::lower) fn clashes(&self) -> impl Iterator<Item = &str> {
        self.functions.pins().clashes()
    }

    /// The sources of functions that are not there, and whose names others would have.
    pub(in crate::lower) fn in_the_way(&self) -> impl Iterator<Item = &str> {
        self.functions.pins().in_the_way()
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
            None => plain_id(endpoint),
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
