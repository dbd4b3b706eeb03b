//! `[rename]` of what has a name only when it is generated: fields, variants, parameters, and types without a name in the
//! document. They are found in a client without these names. It is then generated once more.

use std::collections::BTreeSet;

use super::items::{self, Owner};
use super::settings::{Configured, Renamed, Target};
use crate::config::{Rename, suggest};
use crate::ir::Api;

impl<'c> Configured<'c> {
    /// Finds what is renamed in a client, and reports the lines that match nothing. Returns whether anything has to be generated
    /// once more.
    pub(in crate::lower) fn find_generated(&self, api: &Api) -> bool {
        let Some(config) = self.config else {
            return false;
        };
        let before = self.targets.borrow().len();
        self.find_types(api);
        let rename = &config.rename;
        if !rename.fields.is_empty() {
            self.find_members(&rename.fields, &items::objects(api), "a field");
        }
        if !rename.variants.is_empty() {
            self.find_members(&rename.variants, &items::enums(api), "a variant");
        }
        if !rename.parameters.is_empty() {
            self.find_members(&rename.parameters, &items::requests(api), "a parameter");
        }
        self.targets.borrow().len() != before
    }

    fn find_types(&self, api: &Api) {
        let renames = self.config.map_or(&[][..], |config| &config.rename.types);
        let is_found = |rename: &Rename| {
            let targets = self.targets.borrow();
            let mut targets = targets.iter();
            targets.any(|target| target.rename.from.key == rename.from.key)
        };
        for rename in renames.iter().filter(|rename| !is_found(rename)) {
            let names = items::type_names(api);
            let from = rename.from.value.as_str();
            let found = names.iter().find(|item| item.name.as_str() == from);
            match found {
                Some(found) => self.add(rename, Renamed::Type(found.source.to_owned())),
                None => {
                    let components = api.types.values();
                    let components: Vec<String> = components
                        .filter_map(|def| items::component(&def.place))
                        .collect();
                    let names = names.iter().map(|item| item.name.as_str());
                    let known = components.iter().map(String::as_str).chain(names);
                    self.unknown(rename, "a type", known);
                }
            }
        }
    }

    fn find_members(&self, renames: &'c [Rename], owners: &[Owner<'_>], what: &str) {
        for rename in renames {
            let from = rename.from.value.as_str();
            let mut is_found = false;
            for owner in owners {
                // A type has the name that another line gives it, too.
                let names = owner.names.iter().cloned();
                let names: Vec<String> = names.chain(self.new_name(owner.source)).collect();
                let members = names.iter().filter_map(|name| {
                    let member = from.strip_prefix(name.as_str())?.strip_prefix('.')?;
                    // The name in the document before the name in Rust.
                    let position =
                        |it: &&items::Member<'_>| it.names.iter().position(|name| name == member);
                    let known = owner.members.iter();
                    known
                        .filter(|it| position(it).is_some())
                        .min_by_key(position)
                });
                for member in members {
                    is_found = true;
                    let source = member.source.clone();
                    self.add(rename, Renamed::Member(owner.source.to_owned(), source));
                }
            }
            if !is_found {
                let known: BTreeSet<String> = owners.iter().flat_map(all_names).collect();
                self.unknown(rename, what, known.iter().map(String::as_str));
            }
        }
        self.check_members(owners, what);
    }

    /// The new name of a type.
    fn new_name(&self, source: &str) -> Option<String> {
        let targets = self.targets.borrow();
        let mut targets = targets.iter();
        let is_it = |it: &&Target<'_>| matches!(&it.renamed, Renamed::Type(of) if of == source);
        let name = targets.find(is_it).map(|target| &target.rename.to.value);
        name.cloned()
    }

    /// Reports a line that matches nothing, unless what it is about may be left out.
    fn unknown<'n>(&self, rename: &Rename, what: &str, known: impl IntoIterator<Item = &'n str>) {
        if !self.is_partial() {
            let from = rename.from.value.as_str();
            let message = format!("`{from}` is not {what} of the client");
            let help = suggest::help(from, known, "correct it, or remove the line");
            self.error(&rename.from, message, help);
        }
    }
}

/// The names of all members of a type or request, as settings have them.
fn all_names(owner: &Owner<'_>) -> Vec<String> {
    let Some(name) = owner.names.first() else {
        return Vec::new();
    };
    let members = owner.members.iter();
    let members = members.filter_map(|member| member.names.first());
    members.map(|member| format!("{name}.{member}")).collect()
}
