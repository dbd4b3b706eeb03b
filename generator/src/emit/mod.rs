//! From the IR to files: prints what the IR says, decides nothing, and cannot fail.
//!
//! | part | prints |
//! |---|---|
//! | `client` | `endpoints/mod.rs`: the client and its credentials |
//! | `front` | the front page of a crate |
//! | `from_env` | the client whose settings are in environment variables |
//! | `models` | `models/` and `filters.rs`: the declared types |
//! | `endpoints` | `endpoints/`: a file for each tag |
//! | `examples` | `examples.rs`: the examples of the document, for a mock |
//! | `print` | formatting, imports, documentation comments, types where they are used |

mod client;
mod endpoints;
mod examples;
mod from_env;
pub(crate) mod front;
mod models;
mod print;
mod values;

pub use self::print::format::File;
pub use self::values::emit_values;

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use quote::quote;

use self::print::format::{self, Block};
use self::print::imports::Shadowed;
use crate::ir::{Api, Auth, Shape, TypeDef};

/// Prints one file.
type Job<'a> = Box<dyn Fn() -> File + Sync + 'a>;

/// Prints the client that the IR describes: `models`, `filters`, `endpoints`, and the module of these.
///
/// `command` is the one that writes the files; their first line names it.
#[must_use]
pub fn emit(api: &Api, command: &str) -> Vec<File> {
    let modules = models::modules(api);
    let shadowed = &Shadowed::find(api);
    let (has_models, has_filters) = (!modules.is_empty(), models::has_filters(api));
    let has_deprecated = api.types.values().any(has_deprecated) || is_scheme_deprecated(api);
    let has_examples = api.examples.is_some();
    let has = [has_models, has_filters, has_examples];
    let mut jobs: Vec<Job<'_>> = vec![Box::new(move || root(api, has, has_deprecated))];
    if has_models {
        jobs.push(Box::new(|| models::index(&modules)));
    }
    for (module, defs) in &modules {
        jobs.push(Box::new(|| models::file(api, shadowed, module, defs)));
    }
    if has_filters {
        jobs.push(Box::new(|| models::filters(api, shadowed)));
    }
    if let Some(examples) = &api.examples {
        jobs.push(Box::new(|| examples::file(examples)));
    }
    jobs.push(Box::new(|| client::client(api)));
    for group in &api.groups {
        jobs.push(Box::new(|| endpoints::file(api, shadowed, group)));
    }
    let mut files = print_all(&jobs);
    for file in &mut files {
        file.contents = format!(
            "// Generated from the OpenAPI document by `{command}`; edit that document, not this file.\n\n{}",
            file.contents
        );
    }
    files
}

/// Whether a security scheme is deprecated, whose credential a client from the environment sets.
fn is_scheme_deprecated(api: &Api) -> bool {
    match &api.auth {
        Auth::Schemes(schemes) => schemes.iter().any(|scheme| scheme.docs.deprecated),
        _ => false,
    }
}

/// Whether a type or a part of it is deprecated, which other types and functions name.
fn has_deprecated(def: &TypeDef) -> bool {
    let in_shape = match &def.shape {
        Shape::Struct(shape) => shape.fields.iter().any(|field| field.docs.deprecated),
        Shape::StringEnum(set) => set.variants.iter().any(|it| it.docs.deprecated),
        Shape::IntegerEnum(set) => set.variants.iter().any(|it| it.docs.deprecated),
        Shape::Union(_) | Shape::Alias(_) => false,
    };
    def.docs.deprecated || in_shape
}

/// So many files are worth a thread: starting one takes as long as printing a few.
const FILES_PER_THREAD: usize = 32;

/// Prints all files, on several threads if there are many: printing is most of the work, and no file depends on
/// another one.
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

fn root(
    api: &Api,
    [has_models, has_filters, has_examples]: [bool; 3],
    has_deprecated: bool,
) -> File {
    let deprecated = has_deprecated.then(
        || quote!(#[allow(deprecated, reason = "what is deprecated is still read and written")]),
    );
    // At each module, and not at the file: a build script's output is included in a file of others.
    let allow = quote!(
        #[allow(missing_docs, reason = "an item that the document does not describe has no text")]
        #deprecated
    );
    let filters = has_filters.then(|| {
        quote!(
            #[doc = " The value sets of parameters."]
            #allow
            pub mod filters;
        )
    });
    let examples = has_examples.then(|| {
        quote!(
            #[doc = " The examples of the document, as responses of a mock."]
            #[cfg(feature = "mock")]
            pub mod examples;
        )
    });
    let has_headers =
        |def: &TypeDef| matches!(&def.shape, Shape::Struct(shape) if shape.is_of_headers());
    let of_models = match api.types.values().any(has_headers) {
        true => " The types of request and response bodies, and of the headers of responses.",
        false => " The types of request and response bodies.",
    };
    let models = has_models.then(|| {
        quote!(
            #[doc = #of_models]
            #allow
            pub mod models;
        )
    });
    let modules = [
        Some(quote!(
            #[doc = " The client, and one function for each operation."]
            #allow
            pub mod endpoints;
        )),
        examples,
        filters,
        models,
    ];
    let blocks = modules.into_iter().flatten().map(Block::Items);
    format::file("mod.rs", &[], blocks)
}
