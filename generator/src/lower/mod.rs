//! Document to IR: everything is decided here, and every problem of the document is found.

mod body;
mod call;
mod composition;
mod item_errors;
mod operation;
mod paging;
mod parameter;
mod prose;
mod read;
mod response;
mod results;
mod schema;
mod structure;
mod usage;

use self::read::Reader;
use self::schema::Schemas;
use crate::document::{Document, Node};
use crate::ir::{Api, Auth, Type};
use crate::parse::Parsed;
use crate::problem::{Problem, Problems};

/// Every key of an OpenAPI Object (OpenAPI 3.0.3, section 4.7.1).
const ROOT_KEYS: &[&str] = &[
    "openapi",
    "info",
    "servers",
    "paths",
    "components",
    "security",
    "tags",
    "externalDocs",
];

/// Every key of an Info Object (section 4.7.2).
const INFO_KEYS: &[&str] = &[
    "title",
    "description",
    "termsOfService",
    "contact",
    "license",
    "version",
];

/// Every key of a Components Object (section 4.7.7).
const COMPONENTS_KEYS: &[&str] = &[
    "schemas",
    "responses",
    "parameters",
    "examples",
    "requestBodies",
    "headers",
    "securitySchemes",
    "links",
    "callbacks",
];

/// What a document comes to.
#[derive(Clone, Debug)]
pub struct Lowered {
    /// What is to be generated.
    pub api: Api,
    /// What is generated more loosely than it was written, in the order of the text.
    pub degradations: Vec<Problem>,
}

/// Decides what is generated for a document.
///
/// # Errors
/// All problems of the document, if at least one of them is an error.
pub fn lower(parsed: Parsed) -> Result<Lowered, Problems> {
    let Parsed { document, findings } = parsed;
    let reader = Reader {
        document: &document,
        findings,
    };
    let api = api(&reader, &document);
    let degradations = reader.findings.finish(&document)?;
    Ok(Lowered { api, degradations })
}

fn api<'d>(reader: &Reader<'d>, document: &'d Document) -> Api {
    let root = &document.root;
    check_version(reader, root);
    reader.check_keys(root, "an OpenAPI document", ROOT_KEYS);
    let info = root.get("info");
    if info.is_none_or(|info| info.get("title").is_none()) {
        reader.degrade(
            info.unwrap_or(root),
            "the document has no `info.title`: the API is called “API”",
            "add a title",
        );
    }
    for (key, known) in [("info", INFO_KEYS), ("components", COMPONENTS_KEYS)] {
        if let Some(node) = root.get(key).filter(|node| reader.is_object(node, key)) {
            reader.check_keys(node, &format!("`{key}`"), known);
        }
    }
    if root.get("paths").is_none() {
        reader.error(
            root,
            "the document has no `paths`",
            "add `paths`, if only empty",
        );
    }
    let components = root
        .get("components")
        .map_or(&[][..], |components| reader.entries(components, "schemas"));
    let mut schemas = Schemas::new(reader, components);
    results::lower_results(&mut schemas, components);
    item_errors::lower_item_errors(&mut schemas, components);
    let groups = operation::lower_groups(&mut schemas, root);
    let mut api = Api {
        title: info
            .and_then(|info| reader.text(info, "title"))
            .unwrap_or("API")
            .to_owned(),
        description: info
            .and_then(|info| reader.text(info, "description"))
            .map(str::to_owned),
        base_url: base_url(reader, root),
        auth: auth(reader, root),
        types: schemas.types.defs,
        error: shared_error(&groups),
        groups,
    };
    usage::mark_usage(&mut api);
    usage::box_recursion(&mut api.types);
    api
}

fn check_version(reader: &Reader<'_>, root: &Node) {
    match root.get("openapi").and_then(Node::as_text) {
        Some(version) if version == "3.0" || version.starts_with("3.0.") => {}
        Some(version) => {
            let at = root.get("openapi").unwrap_or(root);
            reader.error(
                at,
                format!("OpenAPI `{version}` is not supported"),
                "write the document in OpenAPI 3.0",
            );
        }
        None if root.get("swagger").is_some() => {
            let at = root.get("swagger").unwrap_or(root);
            reader.error(
                at,
                "Swagger 2.0 is not supported",
                "convert the document to OpenAPI 3.0",
            );
        }
        None => reader.error(
            root,
            "this is not an OpenAPI document: it has no `openapi`",
            "begin it with `openapi: 3.0.3`",
        ),
    }
}

/// The first server's address.
fn base_url<'d>(reader: &Reader<'d>, root: &'d Node) -> Option<String> {
    let servers = reader.items(root, "servers");
    let server = servers.first()?;
    for other in servers.iter().skip(1) {
        let message = "another server is ignored: the first is the client's base address";
        reader.degrade(
            other,
            message,
            "give its address to the client's builder, or remove it",
        );
    }
    let url = reader.required_text(server, "url", "the server")?;
    if url.contains('{') || !(url.starts_with("https://") || url.starts_with("http://")) {
        reader.degrade(
            server,
            format!("`{url}` is no whole address: the caller has to give one"),
            "write an address that begins with `https://`",
        );
        return None;
    }
    Some(url.to_owned())
}

/// Bearer if the document asks for it anywhere; whatever else it asks for is not sent.
fn auth<'d>(reader: &Reader<'d>, root: &'d Node) -> Auth {
    let requirements = reader.items(root, "security");
    let schemes = root.get("components").map_or(&[][..], |components| {
        reader.entries(components, "securitySchemes")
    });
    let mut auth = Auth::None;
    for (name, node) in requirements.iter().flat_map(Node::entries) {
        let Some((_, scheme)) = schemes.iter().find(|(known, _)| known == name) else {
            reader.error(
                node,
                format!("there is no security scheme `{name}`"),
                "add it to `components/securitySchemes`",
            );
            continue;
        };
        let Some(scheme) = reader.resolve(scheme) else {
            continue;
        };
        let is = |key: &str, value: &str| {
            scheme
                .get(key)
                .and_then(Node::as_str)
                .is_some_and(|found| found.eq_ignore_ascii_case(value))
        };
        if is("type", "http") && is("scheme", "bearer") {
            auth = Auth::Bearer;
            continue;
        }
        reader.degrade(
            scheme,
            format!("the security scheme `{name}` is not supported: requests are sent without it"),
            "use `type: http`, `scheme: bearer`, or add the header to the client",
        );
    }
    auth
}

/// The type of error bodies, if all operations have the same.
fn shared_error(groups: &[crate::ir::Group]) -> Option<Type> {
    let mut errors = groups
        .iter()
        .flat_map(|group| &group.operations)
        .map(|operation| operation.error.as_ref());
    let first = errors.next()??;
    errors
        .all(|error| error == Some(first))
        .then(|| first.clone())
}
