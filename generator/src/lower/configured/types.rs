//! `[[types]]`: derives and attributes of the user, and structs that others can write.

use super::items::component;
use super::settings::Configured;
use crate::config::{TypeSettings, matches, suggest};
use crate::ir::{Api, Derives, Shape, TypeDef};

impl Configured<'_> {
    /// Applies the tables in their order, and reports those that match no type.
    pub(super) fn apply_to_types(&self, api: &mut Api) {
        let tables = self.config.map_or(&[][..], |config| &config.types);
        for table in tables {
            let pattern = table.matches.value.as_str();
            let mut is_found = false;
            for def in api.types.values_mut().filter(|def| is_declared(def)) {
                if names_of(def).iter().any(|name| matches(pattern, name)) {
                    is_found = true;
                    apply(table, def);
                }
            }
            if !is_found && !self.is_partial() {
                let defs = api.types.values().filter(|def| is_declared(def));
                let names: Vec<String> = defs.flat_map(names_of).collect();
                let names = names.iter().map(String::as_str);
                let help = "write the name of a struct or an enum, or a pattern: `Pet*`";
                let message = format!("`{pattern}` is not a type of the client");
                self.error(&table.matches, message, suggest::help(pattern, names, help));
            }
        }
    }
}

/// Whether it is a type of its own: an alias has neither derives nor attributes.
fn is_declared(def: &TypeDef) -> bool {
    !matches!(def.shape, Shape::Alias(_))
}

/// The name in Rust, and that of the component.
fn names_of(def: &TypeDef) -> Vec<String> {
    let component = component(&def.place);
    component
        .into_iter()
        .chain([def.name.to_string()])
        .collect()
}

fn apply(table: &TypeSettings, def: &mut TypeDef) {
    let known = standard_traits(&def.shape, def.derives);
    for derive in &table.derives {
        let is_known = derive
            .standard_trait()
            .is_some_and(|name| known.contains(&name));
        if !is_known && !def.added.derives.contains(derive) {
            def.added.derives.push(derive.clone());
        }
        if let Shape::Union(union) = &mut def.shape {
            union.is_shown &= !derive.as_str().ends_with("Display");
        }
    }
    for attribute in &table.attributes {
        if !def.added.attributes.contains(attribute) {
            def.added.attributes.push(attribute.clone());
        }
    }
    if let Some(is_exhaustive) = table.exhaustive {
        def.added.is_exhaustive = is_exhaustive;
    }
}

/// The traits of the standard library that a type has by itself, of those that can be derived.
fn standard_traits(shape: &Shape, derives: Derives) -> Vec<&'static str> {
    let mut traits = vec!["Clone", "Debug", "PartialEq"];
    match shape {
        Shape::StringEnum(set) => {
            traits.extend(["Eq", "Hash", "Ord", "PartialOrd"]);
            traits.extend(set.other.is_none().then_some("Copy"));
        }
        Shape::IntegerEnum(_) => traits.extend(["Copy", "Eq", "Hash", "Ord", "PartialOrd"]),
        Shape::Struct(_) | Shape::Union(_) | Shape::Alias(_) => {
            traits.extend(derives.default.then_some("Default"));
            traits.extend(
                derives
                    .eq_and_hash
                    .then_some(["Eq", "Hash"])
                    .into_iter()
                    .flatten(),
            );
        }
    }
    // One of the runtime's implementations.
    if let Shape::Struct(object) = shape
        && !object.has_constructor()
        && !derives.default
    {
        traits.push("Default");
    }
    traits
}
