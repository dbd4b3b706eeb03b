//! Document to IR: everything is decided here, and every problem of the document is found.

mod auth;
mod body;
mod call;
mod examples;
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
mod usage;
mod view;

pub use self::examples::Example;
use self::schema::{Origin, Schemas};
use self::select::Selection;
use crate::document::parse::Parsed;
use crate::form::Form;
use crate::form::read::Reader;
use crate::form::security_requirements;
use crate::ir::{Api, ErrorBody, Group, Type};
use crate::names::{Use, name};
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
    let form = Form::new(reader);
    let root = form.root;
    form.check_head();
    let info = root.get("info");
    if info.is_none_or(|info| info.get("title").is_none()) {
        reader.degrade(
            info.unwrap_or(root),
            "the document has no `info.title`: the API is called “API”",
            "add a title",
        );
    }
    let places = form.operations();
    for unmet in selection.unmet(&places) {
        let message = format!("`{unmet}` is no operation of this document");
        reader.fatal(
            root,
            message,
            "write the id of an operation, a tag, or a method and a path: `GET /pets`",
        );
    }
    // What is not asked for has no say, and nothing to say.
    let places_wanted = || places.iter().filter(|place| selection.takes(place));
    let security: Vec<_> = places_wanted()
        .map(|place| {
            place
                .node
                .get("security")
                .map(|node| security_requirements(&form, node))
        })
        .collect();
    let schemes = auth::lower_schemes(&form, &security);
    let base_url = server::base_url(&form);
    for place in places_wanted() {
        server::check(&form, place.item);
        server::check(&form, place.node);
    }
    let mut schemas = Schemas::new(form);
    results::lower_results(&mut schemas, form.schemas());
    item_errors::lower_item_errors(&mut schemas, form.schemas());
    let groups = operation::lower_groups(&mut schemas, &schemes, base_url.as_deref(), selection);
    let mut incoming = Vec::new();
    if selection.is_all() {
        for (words, schema) in form.incoming() {
            let origin = Origin::new(name(&words, Use::Value), &words);
            incoming.push(schemas.lower(schema, &origin));
        }
    }
    let examples = match options.examples {
        true => examples::collect(&mut schemas).0,
        false => Vec::new(),
    };
    union::settle(&mut schemas);
    let coverage = Coverage {
        operations: places.len(),
        operations_covered: groups.iter().map(|group| group.operations.len()).sum(),
        schemas: form.schemas().len(),
        schemas_covered: form
            .schemas()
            .iter()
            .filter(|(_, node)| schemas.type_of(node).is_some() || reader.flag(node, "x-unwrap"))
            .count(),
    };
    let text = |key: &str| info.and_then(|info| reader.text(info, key));
    let mut api = Api {
        title: text("title").unwrap_or("API").to_owned(),
        description: text("description").map(str::to_owned),
        base_url,
        auth: schemes.auth,
        types: schemas.types.defs,
        error: shared_error(&groups),
        groups,
    };
    usage::settle(&mut api, &incoming, !selection.is_all());
    (api, coverage, examples)
}

/// The type of error bodies, if all operations have the same.
fn shared_error(groups: &[Group]) -> Option<Type> {
    let mut errors = groups
        .iter()
        .flat_map(|group| &group.operations)
        .map(|operation| match &operation.error {
            ErrorBody::One(ty) => Some(ty),
            ErrorBody::Undocumented | ErrorBody::PerStatus { .. } => None,
        });
    let first = errors.next()??;
    errors
        .all(|error| error == Some(first))
        .then(|| first.clone())
}
