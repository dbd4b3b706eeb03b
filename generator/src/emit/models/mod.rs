//! `models/` and `filters.rs`: the declared types.

mod copies;
mod enums;
mod headers;
mod input;
mod item_errors;
mod money;
mod object;
mod page;
mod results;
mod setters;
mod union;

use std::collections::HashMap;

use quote::quote;

use super::print::format::{self, Block, File};
use super::print::imports::{Imports, Part, Shadowed};
use super::print::{docs, types};
use crate::ir::{Api, Section, Shape, TypeDef};
use crate::names::Name;

/// A file of `models`: its name and its types.
pub(super) type Module<'a> = (&'a Name, Vec<&'a TypeDef>);

/// The files of `models` in the order of the document.
pub(super) fn modules(api: &Api) -> Vec<Module<'_>> {
    let mut modules: Vec<Module<'_>> = Vec::new();
    let mut places: HashMap<&Name, usize> = HashMap::new();
    for def in of_section(api, Section::Models) {
        let place = *places.entry(&def.module).or_insert(modules.len());
        match modules.get_mut(place) {
            Some((_, defs)) => defs.push(def),
            None => modules.push((&def.module, vec![def])),
        }
    }
    modules
}

fn of_section(api: &Api, section: Section) -> impl Iterator<Item = &TypeDef> {
    let defs = api.types.values();
    defs.filter(move |def| def.section == section)
}

/// `models/mod.rs`: the names of all models.
pub(super) fn index(modules: &[Module<'_>]) -> File {
    let declared = modules.iter().map(|(module, _)| quote!(mod #module;));
    let exported = modules.iter().map(|(module, defs)| {
        let names = defs.iter().map(|def| &def.name);
        quote!(pub use #module::{#(#names),*};)
    });
    format::index("models/mod.rs", declared.collect(), exported.collect())
}

/// One file of `models`.
pub(super) fn file(api: &Api, shadowed: &Shadowed, module: &Name, defs: &[&TypeDef]) -> File {
    let mut imports = Imports::new(Part::Model(module.clone()), shadowed);
    let blocks: Vec<Block> = defs
        .iter()
        .flat_map(|def| blocks(api, def, &mut imports))
        .collect();
    format::file(&format!("models/{module}.rs"), &imports.items(), blocks)
}

/// Whether there is anything to print into `filters.rs`.
pub(super) fn has_filters(api: &Api) -> bool {
    of_section(api, Section::Filters).next().is_some()
}

/// `filters.rs`: the value sets of parameters.
pub(super) fn filters(api: &Api, shadowed: &Shadowed) -> File {
    let mut imports = Imports::new(Part::Filters, shadowed);
    let blocks: Vec<Block> = of_section(api, Section::Filters)
        .flat_map(|def| blocks(api, def, &mut imports))
        .collect();
    format::file("filters.rs", &imports.items(), blocks)
}

/// Everything that is printed for one type.
fn blocks(api: &Api, def: &TypeDef, imports: &mut Imports<'_>) -> Vec<Block> {
    let mut blocks = declaration(api, def, imports);
    blocks.extend(input::input(api, def, imports).map(Block::Items));
    blocks
}

/// The declaration of a type, and what belongs to it.
fn declaration(api: &Api, def: &TypeDef, imports: &mut Imports<'_>) -> Vec<Block> {
    match &def.shape {
        Shape::Struct(shape) if shape.is_of_headers() => {
            headers::structure(api, def, shape, imports)
        }
        Shape::Struct(shape) => {
            let mut blocks = object::structure(api, def, shape, imports);
            blocks.extend(setters::setters(api, def, shape, imports).map(Block::Items));
            let links = shape
                .results
                .iter()
                .flat_map(|results| results::links(api, def, results, imports));
            blocks.extend(links.map(Block::Items));
            blocks.extend(page::page(api, def, shape, imports).map(Block::Items));
            blocks.extend(item_errors::item_errors(api, def, shape, imports).map(Block::Items));
            blocks.extend(money::money(def, shape).map(Block::Items));
            blocks.extend(copies::copies(api, def, shape, imports).map(Block::Items));
            blocks
        }
        Shape::StringEnum(shape) => vec![Block::Text(enums::string_enum(def, shape))],
        Shape::IntegerEnum(shape) => vec![Block::Text(enums::integer_enum(def, shape))],
        Shape::Union(shape) => union::union(api, def, shape, imports),
        Shape::Alias(ty) => {
            let (docs, name) = (docs::item(&def.docs), &def.name);
            let ty = types::rust(api, ty, imports);
            vec![quote!(#docs pub type #name = #ty;).into()]
        }
    }
}
