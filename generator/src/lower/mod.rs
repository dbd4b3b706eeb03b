//! Document to IR: makes every decision, and finds every problem of the document.
//!
//! | module | holds |
//! |---|---|
//! | `configured` | the configuration |
//! | `options` | how a document is lowered |
//! | `select` | which operations are generated |
//! | `schema` | schemas to types |
//! | `operation` | operations to calls, with their parameters, bodies, responses, security and servers |
//! | `extensions` | the extensions (`x-…`) |
//! | `examples` | the examples of the document |
//! | `digits` | decimals whose digits cannot be kept |
//! | `direction` | the direction of properties that are in requests or in responses only |
//! | `draft`, `types` | the draft of the IR that these build, and access to its types |
//! | `finish` | the draft to the [IR](crate::ir) |

mod configured;
mod digits;
mod direction;
mod draft;
mod examples;
mod extensions;
mod finish;
mod operation;
mod options;
mod schema;
mod select;
mod types;

use std::collections::BTreeSet;
use std::rc::Rc;

use self::configured::Configured;
use self::digits::check_digits;
use self::draft::{Draft, Group};
pub use self::examples::Example;
use self::extensions::copies::lower_copies;
use self::extensions::forms::check_forms;
use self::extensions::item_errors::lower_item_errors;
use self::extensions::money::lower_money;
use self::extensions::results::lower_results;
use self::operation::lower_groups;
use self::operation::security::{check_unauthorized, lower_schemes, required_schemes};
use self::operation::server;
pub use self::options::Options;
use self::schema::Schemas;
use self::schema::name_hint::NameHint;
use self::select::Selection;
use crate::document::parse::Parsed;
use crate::ir::{Api, Examples, Link, Type};
use crate::lock::Lock;
use crate::names::{Name, Use, name};
use crate::openapi::arrange::arrange;
use crate::openapi::dynamic::bind;
use crate::openapi::operation::Endpoint;
use crate::openapi::reader::Reader;
use crate::openapi::{Info, OpenApi};
use crate::problem::{Problem, Problems, Severity};

/// The result of lowering a document.
#[derive(Clone, Debug)]
pub struct Lowered {
    /// The client that is generated.
    pub api: Api,
    /// The constructs that are generated more loosely than they were written, in the order of the text.
    pub degradations: Vec<Problem>,
    /// How much of the document is generated.
    pub coverage: Coverage,
    /// The examples that their own schemas accept, if [`Options::examples`] is set.
    pub examples: Vec<Example>,
}

/// How much of a document is generated. The rest is listed among the degradations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// The operations of the document.
    pub operations: usize,
    /// The operations for which there is a function.
    pub operations_covered: usize,
    /// The named schemas of the document.
    pub schemas: usize,
    /// The named schemas for which there is a type.
    pub schemas_covered: usize,
}

/// Lowers a document to the IR.
///
/// # Errors
/// Fails with all problems of the document if at least one of them is an error.
pub fn lower(mut parsed: Parsed, options: &Options) -> Result<Lowered, Problems> {
    let lock = options.lock.clone().unwrap_or_default();
    arrange(&mut parsed, &lock);
    bind(&mut parsed);
    let Parsed {
        document,
        mut findings,
    } = parsed;
    findings.lenient = options.lenient;
    let configured = Configured::new(options);
    let formats = Rc::new(configured.formats());
    let mut reader = Reader::new(&document, findings, Rc::clone(&formats));
    let before = reader.findings().clone();
    let mut lowered = api(&reader, &configured, &lock);
    let is_renamed = configured.find_generated(&lowered.api);
    if is_renamed || !lowered.in_the_way.is_empty() {
        // The names of what is gone are free.
        reader = Reader::new(&document, before, Rc::clone(&formats));
        lowered = api(&reader, &configured, &lock.without(&lowered.in_the_way));
    }
    check_digits(&reader, &lowered.api);
    configured.apply(&mut lowered.api, &lowered.clashes);
    configured.check_formats(&formats);
    lowered.api.runtime_features = formats.features();
    let found = reader.into_findings().finish(&document);
    configured.check_paging();
    // Those of the configuration first: its authors are those who generate.
    let mut problems = configured.into_problems();
    if !problems.is_empty() && !options.lenient_settings {
        problems.extend(found.unwrap_or_else(|Problems(found)| found));
        return Err(Problems(problems));
    }
    for problem in &mut problems {
        problem.severity = Severity::Degradation;
        problem.is_tolerated = true;
    }
    problems.extend(found?);
    let degradations = problems;
    Ok(Lowered {
        api: lowered.api,
        degradations,
        coverage: lowered.coverage,
        examples: lowered.examples,
    })
}

/// A client, and what is known of the document besides.
struct Client {
    api: Api,
    coverage: Coverage,
    examples: Vec<Example>,
    /// The sources of the last generation that are gone, and whose names others would have.
    in_the_way: BTreeSet<String>,
    /// The names of the configuration that something else would have, too.
    clashes: BTreeSet<String>,
}

fn api(reader: &Reader<'_>, configured: &Configured<'_>, lock: &Lock) -> Client {
    let selection = Selection::of(configured);
    let openapi = OpenApi::new(reader);
    check_head(&openapi);
    let endpoints = openapi.endpoints();
    selection.check(&openapi, &endpoints, configured);
    configured.check_operations(reader, &endpoints);
    // Operations that are not selected are skipped silently.
    let selected = || {
        endpoints
            .iter()
            .filter(|endpoint| selection.takes(endpoint))
    };
    let required = required_schemes(&openapi, &endpoints);
    let schemes = lower_schemes(&openapi, &selected().collect::<Vec<_>>(), &required);
    check_unauthorized(&openapi, selected(), &schemes);
    let server = server::first(&openapi);
    selected().for_each(|endpoint| server::check(&openapi, endpoint));
    configured.find_given(&openapi, &endpoints, operation::source);
    let lock = lock.with_operations(&operation::sources(&endpoints, configured, lock));
    let lock = Rc::new(lock.with_names(configured.given()));
    let mut schemas = Schemas::new(openapi, Rc::clone(&lock));
    lower_extensions(&mut schemas);
    let by = (&selection, configured);
    let (groups, functions) = lower_groups(&mut schemas, &schemes, server.base_url.as_deref(), by);
    let incoming = (!selection.is_named()).then(|| lower_incoming(&mut schemas));
    let candidates = (configured.options.examples).then(|| examples::candidates(&mut schemas));
    check_forms(&mut schemas);
    let mocked = mocked(&schemas, configured, &endpoints, &groups);
    let coverage = coverage(&schemas, endpoints.len(), &groups);
    let headers_module = headers_module(&mut schemas, &groups);
    let named = named(&schemas);
    let (info, (types, names)) = (openapi.info(), schemas.take_types());
    let (mut api, inputs, types) = finish::finish(Draft {
        title: info.title.unwrap_or("API").to_owned(),
        description: info.description.map(str::to_owned),
        links: links(info),
        server,
        auth: schemes.auth,
        types,
        names,
        lock,
        groups,
        headers_module,
        incoming: incoming.unwrap_or_default(),
        named,
        is_selection: !selection.is_all(),
    });
    api.examples = mocked;
    let in_the_way = functions.in_the_way().chain(types.pins().in_the_way());
    let clashes = functions.clashes().chain(types.pins().clashes());
    Client {
        api,
        coverage,
        examples: examples::collect(&schemas, candidates.unwrap_or_default(), &inputs),
        in_the_way: in_the_way.map(str::to_owned).collect(),
        clashes: clashes.map(str::to_owned).collect(),
    }
}

/// The examples of responses, if the configuration asks for them.
fn mocked<'d>(
    schemas: &Schemas<'_, 'd>,
    configured: &Configured<'_>,
    endpoints: &[Endpoint<'d>],
    groups: &[Group],
) -> Option<Examples> {
    let collect = || examples::of_responses(schemas, endpoints, groups);
    configured.has_examples().then(collect)
}

/// The file of the types of headers, if there are any.
fn headers_module(schemas: &mut Schemas<'_, '_>, groups: &[Group]) -> Option<Name> {
    finish::has_headers(groups).then(|| schemas.claim_module("response headers"))
}

/// The types of the named schemas.
fn named(schemas: &Schemas<'_, '_>) -> Vec<Type> {
    let named = schemas.openapi().schemas();
    named
        .filter_map(|(_, schema)| schemas.declared_type(schema).map(Type::Named))
        .collect()
}

/// Lowers the extensions of named schemas.
fn lower_extensions(schemas: &mut Schemas<'_, '_>) {
    lower_results(schemas);
    lower_item_errors(schemas);
    lower_money(schemas);
    lower_copies(schemas);
}

/// Reports what is wrong with the head of the document.
fn check_head(openapi: &OpenApi<'_, '_>) {
    openapi.check_head();
    let info = openapi.info();
    if !info.has_title {
        let message = "the document has no `info.title`: the API is called “API”";
        openapi.reader.degrade(info.node, message, "add a title");
    }
}

/// The types of the payloads that the server sends by itself.
fn lower_incoming(schemas: &mut Schemas<'_, '_>) -> Vec<Type> {
    let mut types = Vec::new();
    for (words, schema) in schemas.openapi().incoming() {
        let hint = NameHint::new(name(&words, Use::Module), &words);
        types.push(schemas.lower(schema, &hint));
    }
    types
}

fn coverage(schemas: &Schemas<'_, '_>, operations: usize, groups: &[Group]) -> Coverage {
    let (openapi, reader) = (schemas.openapi(), schemas.reader());
    let covered = openapi.schemas().filter(|(_, schema)| {
        schemas.declared_type(*schema).is_some() || schema.extensions().is_wrapper(reader)
    });
    Coverage {
        operations,
        operations_covered: (groups.iter())
            .flat_map(|group| &group.operations)
            .filter(|operation| !operation.is_alternative)
            .count(),
        schemas: openapi.schemas().len(),
        schemas_covered: covered.count(),
    }
}

/// Pages on the whole. Addresses for mail are left out: the client is not made by those who read it.
fn links(info: Info<'_>) -> Vec<Link> {
    let documentation = info.external_docs.map(Link::from);
    let support = info.support.map(|support| Link {
        label: Some(match support.label {
            Some(name) => format!("Contact: {name}"),
            None => "Contact".to_owned(),
        }),
        address: support.address.to_owned(),
    });
    let terms = info.terms.map(|address| Link {
        label: Some("Terms of service".to_owned()),
        address: address.to_owned(),
    });
    [documentation, support, terms]
        .into_iter()
        .flatten()
        .collect()
}
