//! Operations and their parts in one form, whichever version of OpenAPI they are written in.

use super::described::Described;
use super::extensions::{self, OperationExtensions};
use super::header::Header;
use super::keys;
use super::reader::{Reader, Spanned};
use super::references;
use super::schema::Schema;
use super::security::{self, Security};
use crate::document::Node;
use crate::http::{METHODS, Method, ParameterLocation, Statuses, Style};
use crate::limits::REFERENCE_HOPS;

/// A method on a path: where an operation stands in the document.
#[derive(Clone)]
pub(crate) struct Endpoint<'d> {
    pub(crate) path: &'d str,
    pub(crate) method: Method,
    /// The operation.
    pub(crate) node: &'d Node,
    /// Its path item, and those that it refers to one after another. What an earlier one states counts.
    pub(super) path_items: Vec<&'d Node>,
}

impl<'d> Endpoint<'d> {
    /// Whether its `operationId` is `id`.
    pub(crate) fn has_id(&self, id: &str) -> bool {
        self.stated_id() == Some(id)
    }

    /// `operationId`, whatever kind of value it is.
    pub(crate) fn stated_id(&self) -> Option<&'d str> {
        self.node.get("operationId").and_then(Node::as_text)
    }

    /// Its tags.
    pub(crate) fn tags(&self) -> impl Iterator<Item = &'d str> {
        let tags = self.node.get("tags").map_or(&[][..], Node::items);
        tags.iter().filter_map(Node::as_text)
    }

    /// `operationId`, unless it is empty.
    pub(crate) fn id(&self, reader: &Reader<'d>) -> Option<Spanned<'d, &'d str>> {
        let value = reader.text(self.node, "operationId")?;
        let node = self.node.get("operationId").unwrap_or(self.node);
        (!value.is_empty()).then_some(Spanned { value, node })
    }

    /// The first of `tags`.
    pub(crate) fn first_tag(&self, reader: &Reader<'d>) -> Option<&'d str> {
        reader.strings(self.node, "tags").first().copied()
    }

    /// The operation's own summary, description and deprecation.
    pub(crate) fn described(&self) -> Described<'d> {
        Described::of(self.node)
    }

    /// The summaries and descriptions of its path items.
    pub(crate) fn described_by_path_items(&self) -> impl Iterator<Item = Described<'d>> {
        self.path_items.iter().copied().map(Described::of)
    }

    /// Where its responses are described.
    pub(crate) fn responses_node(&self) -> &'d Node {
        self.node.get("responses").unwrap_or(self.node)
    }

    /// `summary` of the first response that means success (OpenAPI 3.2).
    pub(crate) fn summary_of_success(&self, reader: &Reader<'d>) -> Option<&'d str> {
        let responses = responses(reader, self.node);
        let mut success = responses.iter();
        let (_, node) = success.find(|(statuses, _)| statuses.is_success())?;
        Described::of(node).summary(reader)
    }

    /// Its security requirements; `None` if those of the document apply.
    pub(crate) fn security(&self, reader: &Reader<'d>) -> Option<Security<'d>> {
        let node = self.node.get("security")?;
        Some(security::requirements(reader, node))
    }

    /// The security schemes that it requires itself.
    pub(crate) fn required_schemes(&self) -> impl Iterator<Item = &'d str> {
        security::required_names(self.node)
    }

    /// Its response to a request without valid credentials, unless it states its security requirements itself.
    pub(crate) fn unauthorized(&self) -> Option<&'d Node> {
        let states_security = self.node.get("security").is_some();
        let response = self.node.get("responses")?.get("401")?;
        Some(response).filter(|_| !states_security)
    }

    /// Its header parameter `Authorization`, and whether that is required. Reports nothing.
    pub(crate) fn authorization_parameter(
        &self,
        reader: &Reader<'d>,
    ) -> Option<AuthorizationParameter<'d>> {
        let parameters = |node: &'d Node| node.get("parameters").map_or(&[][..], Node::items);
        let of_path = self.path_items.iter().copied().flat_map(parameters);
        let mut all = parameters(self.node).iter().chain(of_path);
        all.find_map(|stated| {
            let node = reader.resolve_silently(stated)?;
            let text = |key: &str| node.get(key).and_then(Node::as_text).unwrap_or_default();
            let is_it =
                text("in") == "header" && text("name").eq_ignore_ascii_case("authorization");
            let required = node.get("required").and_then(Node::as_bool) == Some(true);
            is_it.then_some(AuthorizationParameter { node, required })
        })
    }

    /// The URLs of the servers that its path item and the operation state, their variables not filled in.
    pub(crate) fn server_urls(&self) -> impl Iterator<Item = Spanned<'d, &'d str>> {
        let servers = |node: &'d Node| node.get("servers").map_or(&[][..], Node::items);
        let path_items = self.path_items.iter().copied();
        let of_path = path_items.map(servers).find(|servers| !servers.is_empty());
        let of_path = of_path.unwrap_or_default().iter();
        let all = of_path.chain(servers(self.node));
        all.map(|node| Spanned {
            value: node.get("url").and_then(Node::as_text).unwrap_or_default(),
            node,
        })
    }

    /// Its extensions.
    pub(crate) fn extensions(&self) -> OperationExtensions<'d> {
        OperationExtensions::of(self.node)
    }
}

/// A header parameter `Authorization`.
#[derive(Clone, Copy)]
pub(crate) struct AuthorizationParameter<'d> {
    node: &'d Node,
    pub(crate) required: bool,
}

impl<'d> AuthorizationParameter<'d> {
    /// Its description.
    pub(crate) fn described(&self) -> Described<'d> {
        Described::of(self.node)
    }
}

/// The content of an operation.
pub(crate) struct Operation<'d> {
    pub(crate) parameters: Vec<Parameter<'d>>,
    pub(crate) body: Option<RequestBody<'d>>,
    pub(crate) responses: Vec<Response<'d>>,
    /// `None` if the security requirements of the document apply.
    pub(crate) security: Option<Security<'d>>,
    /// Servers of its own.
    pub(crate) servers: Vec<Server<'d>>,
}

/// A parameter outside of the body.
#[derive(Clone, Copy)]
pub(crate) struct Parameter<'d> {
    pub(crate) node: &'d Node,
    pub(crate) name: &'d str,
    pub(crate) location: ParameterLocation,
    pub(crate) required: bool,
    pub(crate) style: Style,
    pub(crate) explode: bool,
    /// Whether characters with a meaning in URLs are sent as they are.
    pub(crate) allow_reserved: bool,
    pub(crate) schema: Option<Schema<'d>>,
    /// The media type of its text, if `content` describes it.
    pub(crate) media_type: Option<&'d str>,
    /// Whether it is a cookie that is sent as it is (`style: cookie`, OpenAPI 3.2).
    pub(crate) is_plain_cookie: bool,
}

impl<'d> Parameter<'d> {
    /// Its description and deprecation.
    pub(crate) fn described(&self) -> Described<'d> {
        Described::of(self.node)
    }

    /// Its description, or else that of a schema which stands in it.
    pub(crate) fn description(&self, reader: &Reader<'d>) -> Option<&'d str> {
        let inline = || self.schema.filter(|schema| schema.reference().is_none());
        let own = self.described().description(reader);
        own.or_else(|| inline()?.description(reader))
    }

    /// Where the parameter states that it can be empty.
    pub(crate) fn allows_empty_value(&self, reader: &Reader<'d>) -> Option<&'d Node> {
        let is_allowed = reader.flag(self.node, "allowEmptyValue");
        self.node.get("allowEmptyValue").filter(|_| is_allowed)
    }
}

/// The body of a request.
pub(crate) struct RequestBody<'d> {
    pub(crate) node: &'d Node,
    pub(crate) required: bool,
    pub(crate) content: Vec<MediaType<'d>>,
}

impl<'d> RequestBody<'d> {
    /// Its description.
    pub(crate) fn described(&self) -> Described<'d> {
        Described::of(self.node)
    }
}

/// Content in one media type.
#[derive(Clone)]
pub(crate) struct MediaType<'d> {
    pub(crate) name: &'d str,
    pub(crate) schema: MediaSchema<'d>,
    /// The schema of each item, if the content is a sequence of items (`itemSchema` of OpenAPI 3.2).
    pub(crate) item: Option<Schema<'d>>,
    /// Its examples, each with its name if there is one.
    pub(crate) examples: Vec<(Option<&'d str>, &'d Node)>,
    /// How properties are written (OpenAPI 3.0.3, section 4.7.15).
    pub(crate) encodings: Vec<Encoding<'d>>,
}

/// The description of content.
#[derive(Clone)]
pub(crate) enum MediaSchema<'d> {
    /// There is none.
    None,
    /// A schema.
    Schema(Schema<'d>),
    /// The fields of a form (`in: formData` of Swagger 2.0).
    Fields(Vec<FormField<'d>>),
}

/// A field of a form.
#[derive(Clone, Copy)]
pub(crate) struct FormField<'d> {
    pub(crate) name: &'d str,
    pub(crate) schema: Schema<'d>,
    pub(crate) required: bool,
    pub(crate) style: Style,
    pub(crate) explode: bool,
}

/// How a property is written in a form, or in a body of several parts.
#[derive(Clone, Copy)]
pub(crate) struct Encoding<'d> {
    /// The name of the property.
    pub(crate) property: &'d str,
    pub(crate) style: Option<Style>,
    pub(crate) explode: Option<bool>,
    pub(crate) content_type: Option<&'d str>,
    pub(super) node: &'d Node,
}

/// A header of a part.
pub(crate) struct EncodingHeader<'d> {
    pub(crate) node: &'d Node,
    pub(crate) name: &'d str,
    pub(crate) required: bool,
    /// Its only value, or its default.
    pub(crate) value: Option<String>,
}

impl<'d> Encoding<'d> {
    /// Its headers.
    pub(crate) fn headers(&self, reader: &Reader<'d>) -> Vec<EncodingHeader<'d>> {
        let mut headers = Vec::new();
        for (name, node) in reader.entries(self.node, "headers") {
            let Some(node) = reader.resolve(node) else {
                continue;
            };
            let schema = node.get("schema").and_then(|schema| reader.resolve(schema));
            let schema = schema.map(Schema::new);
            headers.push(EncodingHeader {
                node,
                name,
                required: reader.flag(node, "required"),
                value: schema.and_then(Schema::value_of_its_own),
            });
        }
        headers
    }
}

/// A response.
pub(crate) struct Response<'d> {
    pub(crate) node: &'d Node,
    pub(crate) statuses: Statuses,
    pub(crate) content: Vec<MediaType<'d>>,
    pub(crate) headers: Vec<Header<'d>>,
}

/// A server.
#[derive(Clone, Debug)]
pub(crate) struct Server<'d> {
    pub(crate) node: &'d Node,
    /// Its URL, with the defaults of its variables filled in.
    pub(crate) url: String,
}

/// The operations under `paths`, in the order of the document.
pub(super) fn endpoints<'d>(reader: &Reader<'d>) -> Vec<Endpoint<'d>> {
    let known: Vec<&str> = keys::PATH_ITEM
        .iter()
        .copied()
        .chain(METHODS.iter().map(|(key, _)| *key))
        .collect();
    let mut endpoints = Vec::new();
    for (path, item) in reader.entries(reader.root(), "paths") {
        if path.starts_with("x-") {
            continue;
        }
        if !path.starts_with('/') {
            let message = format!("the path `{path}` does not begin with a slash");
            reader.error(item, message, "begin it with `/`");
        }
        let path_items = path_items(reader, item);
        for path_item in &path_items {
            extensions::check_keys(reader, path_item, "a path item", &known);
        }
        for (method, node) in methods(reader, &path_items) {
            let what = format!("the operation `{} {path}`", method.as_str());
            if reader.is_object(node, &what) {
                endpoints.push(Endpoint {
                    path,
                    method,
                    node,
                    path_items: path_items.clone(),
                });
            }
        }
    }
    endpoints
}

/// A path item, and those that it refers to one after another. OpenAPI leaves open what keywords beside `$ref` mean: they
/// count, and those of the target where there are none (3.1, section 4.8.9).
fn path_items<'d>(reader: &Reader<'d>, item: &'d Node) -> Vec<&'d Node> {
    // Reports a reference that leads to nothing.
    if reader.resolve(item).is_none() {
        return Vec::new();
    }
    let mut items = Vec::new();
    let mut next = Some(item);
    while let Some(item) = next.filter(|_| items.len() <= REFERENCE_HOPS) {
        if !reader.is_object(item, "the path item") {
            break;
        }
        items.push(item);
        let reference = references::reference(item).and_then(Node::as_str);
        next = reference.and_then(|reference| reader.referenced(item, reference));
    }
    items
}

/// The methods of path items with their operations, each as the first of them has it.
fn methods<'d>(reader: &Reader<'d>, path_items: &[&'d Node]) -> Vec<(Method, &'d Node)> {
    let mut methods: Vec<(Method, &Node)> = Vec::new();
    let mut add = |method: Method, node: &'d Node| {
        if !methods.iter().any(|(known, _)| *known == method) {
            methods.push((method, node));
        }
    };
    for item in path_items {
        for (key, node) in item.entries() {
            if let Some((_, method)) = METHODS.iter().find(|(known, _)| known == key) {
                add(method.clone(), node);
            }
        }
        for (name, node) in reader.entries(item, "additionalOperations") {
            if let Some(method) = additional_method(reader, name, node) {
                add(method, node);
            }
        }
    }
    methods
}

/// The method of an operation in `additionalOperations`, whose key is the method as it is sent (OpenAPI 3.2, section 4.9.1).
fn additional_method(reader: &Reader<'_>, name: &str, node: &Node) -> Option<Method> {
    if !Method::is_name(name) {
        let message = format!("`{name}` is not a method of HTTP: the operation is ignored");
        reader.degrade(node, message, "write the method as it is sent: `COPY`");
        return None;
    }
    let known = METHODS.iter().map(|(_, method)| method);
    let mut known = known.filter(|method| method.as_str().eq_ignore_ascii_case(name));
    let Some(method) = known.next() else {
        return Some(Method::Other(name.to_owned()));
    };
    let key = method.as_str().to_lowercase();
    let message = format!("`{name}` is not an additional method: it is read as `{key}`");
    reader.degrade(
        node,
        message,
        format!("write it as `{key}` of the path item"),
    );
    Some(method.clone())
}

/// The parameters of an operation and its path items. One of the operation replaces one of a path item with the same name
/// and location.
pub(super) fn parameters<'d>(reader: &Reader<'d>, endpoint: &Endpoint<'d>) -> Vec<&'d Node> {
    let resolved = |node: &'d Node| -> Vec<&'d Node> {
        let nodes = reader.items(node, "parameters").iter();
        nodes
            .filter_map(|node| reader.resolve(node))
            .filter(|node| reader.is_object(node, "the parameter"))
            .collect()
    };
    let key = |node: &'d Node| {
        (
            node.get("name").and_then(Node::as_text),
            node.get("in").and_then(Node::as_text),
        )
    };
    // From the general to the special: the parameters of the path come first.
    let mut lists: Vec<Vec<&'d Node>> = vec![resolved(endpoint.node)];
    lists.extend(endpoint.path_items.iter().copied().map(resolved));
    let mut parameters: Vec<&'d Node> = Vec::new();
    while let Some(list) = lists.pop() {
        let is_kept =
            |node: &&'d Node| !lists.iter().flatten().any(|other| key(other) == key(node));
        for node in list.into_iter().filter(is_kept) {
            if parameters.iter().any(|known| key(known) == key(node)) {
                reader.error(
                    node,
                    "a parameter with this name is listed a second time",
                    "remove one of the two",
                );
            } else {
                parameters.push(node);
            }
        }
    }
    parameters
}

/// The responses of an operation, each with its statuses, in the order of these.
pub(super) fn responses<'d>(reader: &Reader<'d>, operation: &'d Node) -> Vec<(Statuses, &'d Node)> {
    let mut responses = Vec::new();
    for (key, node) in reader.entries(operation, "responses") {
        if key.starts_with("x-") {
            continue;
        }
        let Some(statuses) = statuses(key) else {
            let message = format!("`{key}` is not a status code");
            let help = "write a number such as `'404'`, `4XX`, or `default`";
            reader.error(node, message, help);
            continue;
        };
        let node = reader.resolve(node);
        responses.extend(
            node.filter(|node| reader.is_object(node, "the response"))
                .map(|node| (statuses, node)),
        );
    }
    // In whatever order they stand, they say the same.
    responses.sort_by_key(|(statuses, _)| *statuses);
    responses
}

/// The statuses that a key of `responses` names.
fn statuses(key: &str) -> Option<Statuses> {
    if key == "default" {
        return Some(Statuses::Default);
    }
    if let Some(class) = key.strip_suffix("XX").or_else(|| key.strip_suffix("xx")) {
        let class = class.parse().ok();
        return class
            .filter(|class| (1..=5).contains(class))
            .map(Statuses::Class);
    }
    let code = key.parse().ok();
    code.filter(|code| (100..=599).contains(code))
        .map(Statuses::Code)
}
