//! The `use` lines of a file: what its items were seen to need.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::ir::{Api, Section, TypeDef};
use crate::names::Name;

/// Which file is being written.
pub(in crate::emit) enum Part {
    /// A file of `models`.
    Model(Name),
    /// The file of `filters`.
    Filters,
    /// A file of `endpoints`.
    Endpoints,
    /// A program that uses the client.
    Example,
}

/// The names that files import from the runtime and the standard library.
const IMPORTED: &[&str] = &[
    "BTreeMap",
    "Date",
    "DateRange",
    "Id",
    "Method",
    "Nullable",
    "Operation",
    "Part",
    "Patch",
    "Request",
    "Timestamp",
    "Unreadable",
    "Value",
];

/// The names that a type of the document has, too: there, the import is replaced by its path.
pub(in crate::emit) struct Shadowed(BTreeSet<&'static str>);

impl Shadowed {
    /// Looks for them among all names that the client declares.
    pub(in crate::emit) fn find(api: &Api) -> Self {
        let operations = api.groups.iter().flat_map(|group| &group.operations);
        let of_operations = operations.flat_map(|operation| {
            let requests = operation.calls.iter().map(|call| &call.type_name);
            requests.chain(operation.enums())
        });
        let declared: HashSet<&str> = (api.types.values().map(|def| &def.name))
            .chain(of_operations)
            .map(Name::as_str)
            .collect();
        let imported = IMPORTED.iter().copied();
        Self(imported.filter(|name| declared.contains(name)).collect())
    }
}

/// The imports of a file.
pub(in crate::emit) struct Imports<'a> {
    part: Part,
    shadowed: &'a Shadowed,
    runtime: BTreeSet<&'static str>,
    std: BTreeSet<&'static str>,
    /// By the part of the client that has them.
    types: BTreeMap<&'static str, BTreeSet<Name>>,
    /// The names that this file of endpoints declares for others, too, and those that it uses of others.
    declared: BTreeSet<Name>,
    beside: BTreeSet<Name>,
}

impl<'a> Imports<'a> {
    pub(in crate::emit) fn new(part: Part, shadowed: &'a Shadowed) -> Self {
        Self {
            part,
            shadowed,
            runtime: BTreeSet::new(),
            std: BTreeSet::new(),
            types: BTreeMap::new(),
            declared: BTreeSet::new(),
            beside: BTreeSet::new(),
        }
    }

    /// Notes what this file of endpoints declares.
    pub(in crate::emit) fn declare<'n>(&mut self, names: impl Iterator<Item = &'n Name>) {
        self.declared.extend(names.cloned());
    }

    /// Imports what some file of endpoints declares, unless it is this one.
    pub(in crate::emit) fn beside(&mut self, name: &Name) -> TokenStream {
        if !self.declared.contains(name) {
            self.beside.insert(name.clone());
        }
        quote!(#name)
    }

    /// Imports something from the runtime; gives its name back, or its path where the name means something else.
    pub(in crate::emit) fn runtime(&mut self, name: &'static str) -> TokenStream {
        let ident = format_ident!("{name}");
        if self.shadowed.0.contains(name) {
            return quote!(runtime::#ident);
        }
        self.runtime.insert(name);
        quote!(#ident)
    }

    /// Imports the ordered map of the standard library.
    pub(in crate::emit) fn map(&mut self) -> TokenStream {
        if self.shadowed.0.contains("BTreeMap") {
            return quote!(std::collections::BTreeMap);
        }
        self.std.insert("BTreeMap");
        quote!(BTreeMap)
    }

    /// Imports a type of the client, unless it is written into this very file.
    pub(in crate::emit) fn local(&mut self, def: &TypeDef) -> TokenStream {
        let name = &def.name;
        let from = match (&self.part, def.section) {
            (Part::Example, _) => None,
            (Part::Model(module), Section::Models) if *module == def.module => None,
            (Part::Model(_), Section::Models) => Some("super"),
            (Part::Filters, Section::Filters) => None,
            (Part::Filters, Section::Models) => Some("super::models"),
            (Part::Model(_) | Part::Endpoints, Section::Filters) => Some("super::super::filters"),
            (Part::Endpoints, Section::Models) => Some("super::super::models"),
        };
        let Some(from) = from else {
            return quote!(#name);
        };
        // Files of endpoints import the client itself.
        if matches!(self.part, Part::Endpoints) && name.as_str() == "Client" {
            let path = path_tokens(from);
            return quote!(#path::#name);
        }
        self.types.entry(from).or_default().insert(name.clone());
        quote!(#name)
    }

    /// The names that are imported from the runtime, as a list in a `use`.
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
            let beside = &self.beside;
            items.push(match beside.is_empty() {
                true => quote!(
                    use super::Client;
                ),
                false => quote!(use super::{Client, #(#beside),*};),
            });
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
