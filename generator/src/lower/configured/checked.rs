//! Names that Rust allows, and that are given once.

use std::collections::BTreeSet;

use super::items::{self, Owner};
use super::settings::{Configured, Renamed, Target};
use crate::config::Rename;
use crate::ir::Api;
use crate::names::{Use, is_keyword, is_name, name};

/// The modules that are there besides those of tags.
const MODULES: [&str; 2] = ["endpoints", "runtime"];

impl Configured<'_> {
    /// Reports the names that Rust does not allow, and those that several lines give.
    pub(super) fn check_names(&self) {
        let Some(config) = self.config else {
            return;
        };
        let rename = &config.rename;
        for (renames, usage, what) in [
            (&rename.types, Use::Type, "type"),
            (&rename.fields, Use::Value, "field"),
            (&rename.variants, Use::Variant, "variant"),
            (&rename.operations, Use::Method, "function"),
            (&rename.parameters, Use::Value, "parameter"),
            (&rename.modules, Use::Module, "module"),
        ] {
            for rename in renames {
                self.check_name(rename, usage, what);
            }
        }
        for renames in [&rename.types, &rename.operations, &rename.modules] {
            for (index, rename) in renames.iter().enumerate() {
                let mut before = renames.iter().take(index);
                if let Some(other) = before.find(|other| other.to.value == rename.to.value) {
                    self.clash(rename, &format!("`{}`", other.from.value));
                }
            }
        }
    }

    fn check_name(&self, rename: &Rename, usage: Use, what: &str) {
        let to = rename.to.value.as_str();
        let is_taken = usage == Use::Module && MODULES.contains(&to);
        if is_name(to, usage) && !is_taken {
            return;
        }
        let message = match is_keyword(to) {
            true => format!("`{to}` is a keyword of Rust, and not the name of a {what}"),
            false => format!("`{to}` cannot be the name of a {what}"),
        };
        let other = name(to, usage);
        let help = match is_taken || other.as_str() == to {
            true => "choose another name".to_owned(),
            false => format!("write `{other}`, or another name"),
        };
        self.error(&rename.to, message, help);
    }

    /// Reports the members whose new name another one of the same type or request has.
    pub(super) fn check_members(&self, owners: &[Owner<'_>], what: &str) {
        let targets = self.targets.borrow();
        let new_name = |owner: &str, source: &str| {
            let mut targets = targets.iter();
            let is_it = |target: &&Target<'_>| matches!(&target.renamed, Renamed::Member(of, its) if of == owner && its == source);
            targets.find(is_it).map(|target| target.rename)
        };
        for target in targets.iter() {
            let Renamed::Member(of, source) = &target.renamed else {
                continue;
            };
            let Some(owner) = owners.iter().find(|owner| owner.source == of) else {
                continue;
            };
            let to = target.rename.to.value.as_str();
            let others = owner.members.iter().filter(|it| it.source != *source);
            for other in others {
                let is_same = match new_name(of, &other.source) {
                    // The later one of two lines is reported.
                    Some(rename) => {
                        let line = |rename: &Rename| (rename.to.line, rename.to.column);
                        rename.to.value == to && line(rename) < line(target.rename)
                    }
                    None => other.name.as_str() == to,
                };
                if is_same && let Some(name) = owner.names.first() {
                    self.clash(target.rename, &format!("{what} of `{name}`"));
                }
            }
        }
    }

    /// Reports the names that a finished client does not have, although the configuration gives them. `clashes` are those that
    /// something else would have.
    pub(super) fn check_targets(&self, api: &Api, clashes: &BTreeSet<String>) {
        let owners: Vec<Owner<'_>> = [items::objects(api), items::enums(api), items::requests(api)]
            .into_iter()
            .flatten()
            .collect();
        let types = items::type_names(api);
        for Target { rename, renamed } in self.targets.borrow().iter() {
            let to = rename.to.value.as_str();
            let named = match renamed {
                Renamed::Type(source) => {
                    let named = types.iter().find(|item| item.source == source);
                    named.map(|item| item.name)
                }
                Renamed::Function(source) => {
                    let mut functions = items::functions(api);
                    let named = functions.find(|(_, other)| other == source);
                    named.map(|(name, _)| name)
                }
                Renamed::Member(of, source) => {
                    let owner = owners.iter().find(|owner| owner.source == of);
                    let members = owner.map_or(&[][..], |owner| &owner.members);
                    let named = members.iter().find(|member| member.source == *source);
                    named.map(|member| member.name)
                }
            };
            let is_denied = named.is_some_and(|name| name.as_str() != to);
            let other = match renamed {
                Renamed::Type(_) => "another type",
                Renamed::Function(_) if is_denied => "a function that every client has",
                Renamed::Function(_) => "another function",
                Renamed::Member(..) => "a method that is there in any case",
            };
            let is_clash = match renamed {
                Renamed::Member(..) => is_denied,
                _ => is_denied || clashes.contains(to),
            };
            if is_clash && is_name_of(rename, renamed) && !self.has_problem_at(&rename.to) {
                self.clash(rename, other);
            }
        }
    }
}

/// Whether the name is one that Rust allows: others have been reported.
fn is_name_of(rename: &Rename, renamed: &Renamed) -> bool {
    let to = rename.to.value.as_str();
    match renamed {
        Renamed::Type(_) => is_name(to, Use::Type),
        Renamed::Function(_) => is_name(to, Use::Method),
        Renamed::Member(..) => is_name(to, Use::Value) || is_name(to, Use::Variant),
    }
}
