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
mod values;

pub use self::values::emit_values;

use std::collections::HashMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

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

/// Prints one file.
type Job<'a> = Box<dyn Fn() -> File + Sync + 'a>;

/// Prints the client that the IR describes: `models`, `filters`, `endpoints`, and what joins them.
#[must_use]
pub fn emit(api: &Api) -> Vec<File> {
    let modules = model_modules(api);
    let mut jobs: Vec<Job<'_>> = vec![Box::new(root), Box::new(|| models_index(&modules))];
    for (module, defs) in &modules {
        jobs.push(Box::new(|| model(api, module, defs)));
    }
    jobs.push(Box::new(|| filters(api)));
    jobs.push(Box::new(|| client::client(api)));
    for group in &api.groups {
        jobs.push(Box::new(|| endpoint::group(api, group)));
    }
    print_all(&jobs)
}

/// So many files are worth a thread: starting one takes as long as printing a few.
const FILES_PER_THREAD: usize = 32;

/// Printing is most of the work, and no file depends on another one.
fn print_all(jobs: &[Job<'_>]) -> Vec<File> {
    if jobs.len() < 2 * FILES_PER_THREAD {
        return jobs.iter().map(|job| job()).collect();
    }
    let files: Vec<OnceLock<File>> = jobs.iter().map(|_| OnceLock::new()).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        // From the end: the files of operations are the largest, and none of them should be begun last.
        while let Some(index) = jobs
            .len()
            .checked_sub(1 + next.fetch_add(1, Ordering::Relaxed))
        {
            if let (Some(job), Some(file)) = (jobs.get(index), files.get(index)) {
                file.get_or_init(job);
            }
        }
    };
    let processors = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 1..processors.min(jobs.len() / FILES_PER_THREAD) {
            scope.spawn(work);
        }
        work();
    });
    files.into_iter().filter_map(OnceLock::into_inner).collect()
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

/// The modules of `models` in the order of the document, each with its types.
fn model_modules(api: &Api) -> Vec<(&Name, Vec<&TypeDef>)> {
    let mut modules: Vec<(&Name, Vec<&TypeDef>)> = Vec::new();
    let mut places: HashMap<&Name, usize> = HashMap::new();
    for def in api.types.iter().filter(|def| is_model(def)) {
        let place = *places.entry(&def.module).or_insert(modules.len());
        match modules.get_mut(place) {
            Some((_, defs)) => defs.push(def),
            None => modules.push((&def.module, vec![def])),
        }
    }
    modules
}

fn models_index(modules: &[(&Name, Vec<&TypeDef>)]) -> File {
    let declared = modules.iter().map(|(module, _)| quote!(mod #module;));
    let exported = modules.iter().map(|(module, defs)| {
        let names = defs.iter().map(|def| &def.name);
        quote!(pub use #module::{#(#names),*};)
    });
    format::index("models/mod.rs", declared.collect(), exported.collect())
}

fn model(api: &Api, module: &Name, defs: &[&TypeDef]) -> File {
    let mut imports = Imports::new(Part::Model(module.clone()));
    let blocks: Vec<Block> = defs
        .iter()
        .flat_map(|def| type_blocks(api, def, &mut imports))
        .collect();
    format::file(&format!("models/{module}.rs"), &imports.items(), blocks)
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
