//! IR to files: only prints, and cannot fail.

mod client;
mod docs;
mod endpoint;
mod format;
mod imports;
mod item_errors;
mod markdown;
mod model;
mod paging;
mod parameter;
mod request_body;
mod response;
mod results;
mod setters;
mod string_enum;
mod types;
mod union;

use quote::quote;

use self::format::Block;
use self::imports::{Imports, Part};
use crate::ir::{Api, Shape, TypeDef};
use crate::names::Name;

/// A file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path below the folder of generated files, parts joined by `/`.
    pub path: String,
    /// Its text, which ends with a line break.
    pub contents: String,
}

/// Prints the client that the IR describes: `models`, `filters`, `endpoints`, and what joins them.
#[must_use]
pub fn emit(api: &Api) -> Vec<File> {
    let mut files = vec![root(), models_index(api)];
    files.extend(model_files(api));
    files.push(filters(api));
    files.push(client::client(api));
    files.extend(api.groups.iter().map(|group| endpoint::group(api, group)));
    files
}

fn root() -> File {
    let modules = [
        quote!(
            #[doc = " The client, and one function for each operation."]
            pub mod endpoints;
        ),
        quote!(
            #[doc = " The value sets of requests."]
            pub mod filters;
        ),
        quote!(
            #[doc = " What requests and responses hold."]
            pub mod models;
        ),
    ];
    format::file("mod.rs", &[], modules.map(Block::Items))
}

/// Whether a type is written into `filters`: a value set that parameters take.
fn is_filter(def: &TypeDef) -> bool {
    def.usage.parameter && matches!(def.shape, Shape::StringEnum(_) | Shape::IntegerEnum(_))
}

/// Whether a type is written into `models`: every other that anything leads to.
fn is_model(def: &TypeDef) -> bool {
    def.is_reached() && !is_filter(def)
}

/// The modules of `models`, each once, in the order of the document.
fn model_modules(api: &Api) -> Vec<&Name> {
    let mut modules: Vec<&Name> = Vec::new();
    for def in api.types.iter().filter(|def| is_model(def)) {
        if !modules.contains(&&def.module) {
            modules.push(&def.module);
        }
    }
    modules
}

fn models_of<'a>(api: &'a Api, module: &Name) -> Vec<&'a TypeDef> {
    api.types
        .iter()
        .filter(|def| def.module == *module && is_model(def))
        .collect()
}

fn models_index(api: &Api) -> File {
    let modules = model_modules(api);
    let declared = modules.iter().map(|module| quote!(mod #module;));
    let exported = modules.iter().map(|module| {
        let names = models_of(api, module).into_iter().map(|def| &def.name);
        quote!(pub use #module::{#(#names),*};)
    });
    format::index("models/mod.rs", declared.collect(), exported.collect())
}

fn model_files(api: &Api) -> Vec<File> {
    let modules = model_modules(api);
    modules
        .into_iter()
        .map(|module| {
            let mut imports = Imports::new(Part::Model(module.clone()));
            let blocks: Vec<Block> = models_of(api, module)
                .into_iter()
                .flat_map(|def| type_blocks(api, def, &mut imports))
                .collect();
            format::file(&format!("models/{module}.rs"), &imports.items(), blocks)
        })
        .collect()
}

fn filters(api: &Api) -> File {
    let mut imports = Imports::new(Part::Filters);
    let defs = api.types.iter().filter(|def| is_filter(def));
    let blocks: Vec<Block> = defs
        .flat_map(|def| type_blocks(api, def, &mut imports))
        .collect();
    format::file("filters.rs", &imports.items(), blocks)
}

/// Everything that is written for one type.
fn type_blocks(api: &Api, def: &TypeDef, imports: &mut Imports) -> Vec<Block> {
    match &def.shape {
        Shape::Struct(shape) => {
            let mut blocks = model::structure(api, def, shape, imports);
            blocks.extend(setters::setters(api, def, shape, imports).map(Block::Items));
            let links = shape
                .results
                .iter()
                .flat_map(|results| results::links(api, def, results, imports));
            blocks.extend(links.map(Block::Items));
            blocks.extend(paging::page(api, def, shape, imports).map(Block::Items));
            blocks.extend(item_errors::item_errors(api, def, shape, imports).map(Block::Items));
            blocks
        }
        Shape::StringEnum(shape) => vec![Block::Text(string_enum::string_enum(def, shape))],
        Shape::IntegerEnum(shape) => vec![Block::Text(string_enum::integer_enum(def, shape))],
        Shape::Union(shape) => union::union(api, def, shape, imports),
        Shape::Alias(ty) => {
            let (docs, name) = (
                docs::item(&def.docs, &format!("The schema `{}`.", def.name)),
                &def.name,
            );
            let ty = types::rust(api, ty, imports);
            vec![quote!(#docs pub type #name = #ty;).into()]
        }
    }
}
