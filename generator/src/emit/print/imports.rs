//! The `use` lines of a file: what its items were seen to need.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::ir::{Section, TypeDef};
use crate::names::Name;

/// Which file is being written.
pub(in crate::emit) enum Part {
    /// A file of `models`.
    Model(Name),
    /// The file of `filters`.
    Filters,
    /// A file of `endpoints`.
    Endpoints,
}

/// What a file has to import.
pub(in crate::emit) struct Imports {
    part: Part,
    runtime: BTreeSet<&'static str>,
    std: BTreeSet<&'static str>,
    /// By the part of the client that has them.
    types: BTreeMap<&'static str, BTreeSet<Name>>,
}

impl Imports {
    pub(in crate::emit) fn new(part: Part) -> Self {
        Self {
            part,
            runtime: BTreeSet::new(),

            std: BTreeSet::new(),
            types: BTreeMap::new(),
        }
    }

    /// Imports something from the runtime; gives its name back.
    pub(in crate::emit) fn runtime(&mut self, name: &'static str) -> TokenStream {
        self.runtime.insert(name);
        let ident = format_ident!("{name}");
        quote!(#ident)
    }

    /// Imports the ordered map of the standard library.
    pub(in crate::emit) fn map(&mut self) -> TokenStream {
        self.std.insert("BTreeMap");
        quote!(BTreeMap)
    }

    /// Imports a type of the client, unless it is written into this very file.
    pub(in crate::emit) fn local(&mut self, def: &TypeDef) -> TokenStream {
        let name = &def.name;
        let from = match (&self.part, def.section) {
            (Part::Model(module), Section::Models) if *module == def.module => None,
            (Part::Model(_), Section::Models) => Some("super"),
            (Part::Filters, Section::Filters) => None,
            (Part::Filters, Section::Models) => Some("super::models"),
            (Part::Model(_) | Part::Endpoints, Section::Filters) => Some("super::super::filters"),
            (Part::Endpoints, Section::Models) => Some("super::super::models"),
        };
        if let Some(from) = from {
            self.types.entry(from).or_default().insert(name.clone());
        }
        quote!(#name)
    }

    /// What is imported from the runtime, as a list in a `use`.
    pub(in crate::emit) fn runtime_names(&self) -> String {
        self.runtime.iter().copied().collect::<Vec<_>>().join(", ")
    }

    /// The lines, in the order in which rustfmt leaves them.
    pub(in crate::emit) fn items(&self) -> Vec<TokenStream> {
        let mut items = Vec::new();
        for (path, names) in [("std::collections", &self.std), ("runtime", &self.runtime)] {
            if !names.is_empty() {
                let path: TokenStream = path_tokens(path);
                let names = names.iter().map(|name| format_ident!("{name}"));
                items.push(quote!(use #path::{#(#names),*};));
            }
        }
        for (path, names) in &self.types {
            let path = path_tokens(path);
            items.push(quote!(use #path::{#(#names),*};));
        }
        if matches!(self.part, Part::Endpoints) {
            items.push(quote!(
                use super::Client;
            ));
        }
        items
    }
}

fn path_tokens(path: &str) -> TokenStream {
    let parts = path.split("::").map(|part| match part {
        "super" => quote!(super),
        part => {
            let ident = format_ident!("{part}");
            quote!(#ident)
        }
    });
    quote!(#(#parts)::*)
}
