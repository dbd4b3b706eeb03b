//! Document to IR: everything is decided here, and every problem of the document is found.

mod auth;
mod body;
mod call;
mod draft;
mod examples;
mod finish;
mod item_errors;
mod operation;
mod paging;
mod parameter;
mod prose;
mod response;
mod results;
mod schema;
mod select;
mod server;
mod structure;
mod union;
mod view;

use self::draft::Draft;
pub use self::examples::Example;
use self::schema::{Origin, Schemas};
use self::select::Selection;
use crate::document::parse::Parsed;
use crate::ir::Api;
use crate::names::{Use, name};
use crate::openapi::OpenApi;
use crate::openapi::reader::Reader;
use crate::openapi::schema::Schema;
use crate::problem::{Problem, Problems};

/// How a document is taken.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Whether a document that is wrong in places is taken as far as it makes sense: what is wrong is then listed as
    /// a degradation. For documents that are somebody else's.
    pub lenient: bool,
    /// The operations that are generated, and what they reach: each named by its id, by a tag, or as
    /// `GET /pets/{id}`. Everything, if there is none.
    pub only: Vec<String>,
    /// Whether the document's examples are collected.
    pub examples: bool,
}

/// What a document comes to.
#[derive(Clone, Debug)]
pub struct Lowered {
    /// What is to be generated.
    pub api: Api,
    /// What is generated more loosely than it was written, in the order of the text.
    pub degradations: Vec<Problem>,
    /// How much of the document is generated.
    pub coverage: Coverage,
    /// The examples that their own schemas accept, if they were asked for.
    pub examples: Vec<Example>,
}

/// How much of a document is generated. Whatever is not is among the degradations, by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// The operations of the document.
    pub operations: usize,
    /// Those that there is a function for.
    pub operations_covered: usize,
    /// The schemas in `components`.
    pub schemas: usize,
    /// Those that there is a type for.
    pub schemas_covered: usize,
}

/// Decides what is generated for a document.
///
/// # Errors
/// All problems of the document, if at least one of them is an error.
pub fn lower(parsed: Parsed, options: &Options) -> Result<Lowered, Problems> {
    let Parsed {
        document,
        mut findings,
    } = parsed;
    findings.lenient = options.lenient;
    let reader = Reader {
        document: &document,
        findings,
    };
    let (api, coverage, examples) = api(&reader, options);
    let degradations = reader.findings.finish(&document)?;
    Ok(Lowered {
        api,
        degradations,
        coverage,
        examples,
    })
}

fn api<'d>(reader: &Reader<'d>, options: &Options) -> (Api, Coverage, Vec<Example>) {
    let selection = &Selection(&options.only);
    let openapi = OpenApi::new(reader);
    openapi.check_head();
    let info = openapi.info();
    if !info.has_title {
        reader.degrade(
            info.node,
            "the document has no `info.title`: the API is called “API”",
            "add a title",
        );
    }
    let endpoints = openapi.endpoints();
    for unmet in selection.unmet(&endpoints) {
        let message = format!("`{unmet}` is no operation of this document");
        reader.fatal(
            openapi.root,
            message,
            "write the id of an operation, a tag, or a method and a path: `GET /pets`",
        );
    }
    // Operations that are not selected are skipped silently.
    let selected = || {
        endpoints
            .iter()
            .filter(|endpoint| selection.takes(endpoint))
    };
    let security: Vec<_> = selected()
        .map(|endpoint| endpoint.security(reader))
        .collect();
    let schemes = auth::lower_schemes(&openapi, &security);
    let base_url = server::base_url(&openapi);
    for endpoint in selected() {
        server::check(&openapi, endpoint);
    }
    let mut schemas = Schemas::new(openapi);
    results::lower_results(&mut schemas, openapi.schemas());
    item_errors::lower_item_errors(&mut schemas, openapi.schemas());
    let groups = operation::lower_groups(&mut schemas, &schemes, base_url.as_deref(), selection);
    let mut incoming = Vec::new();
    if selection.is_all() {
        for (words, schema) in openapi.incoming() {
            let origin = Origin::new(name(&words, Use::Value), &words);
            incoming.push(schemas.lower(schema.0, &origin));
        }
    }
    let examples = match options.examples {
        true => examples::collect(&mut schemas).0,
        false => Vec::new(),
    };
    let coverage = Coverage {
        operations: endpoints.len(),
        operations_covered: groups.iter().map(|group| group.operations.len()).sum(),
        schemas: openapi.schemas().len(),
        schemas_covered: openapi
            .schemas()
            .iter()
            .filter(|(_, node)| {
                let is_wrapper = || Schema(node).extensions().is_wrapper(reader);
                schemas.type_of(node).is_some() || is_wrapper()
            })
            .count(),
    };
    let api = finish::finish(Draft {
        title: info.title.unwrap_or("API").to_owned(),
        description: info.description.map(str::to_owned),
        base_url,
        auth: schemes.auth,
        types: schemas.types.defs,
        groups,
        incoming,
        is_selection: !selection.is_all(),
    });
    (api, coverage, examples)
}
