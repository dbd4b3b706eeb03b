//! The order of each place that a lock knows.

use std::collections::{HashMap, HashSet};

use crate::document::{Document, Node};
use crate::limits::REFERENCE_HOPS;
use crate::lock::{Lock, Member, sources};

/// The keys of one place in their order.
pub(super) type Ranks = HashMap<String, usize>;

/// The order of each place that a lock knows.
pub(super) struct Order<'d> {
    document: &'d Document,
    /// The operations, by `GET /pets list-pets`, and by `GET /pets`.
    operations: Ranks,
    /// The security schemes.
    schemes: Ranks,
    /// The named schemas, by the pointer to them.
    schemas: Ranks,
    /// The media types of a request or response, by the pointer to its content.
    contents: HashMap<String, Ranks>,
    /// The properties, values or parameters, by the pointer to their schema or operation.
    members: HashMap<String, Ranks>,
}

/// The orders of members, while they are collected.
struct Collected<'d> {
    document: &'d Document,
    /// By the pointer to a schema, operation or path item.
    members: HashMap<String, Vec<String>>,
}

impl<'d> Order<'d> {
    pub(super) fn of(lock: &Lock, document: &'d Document) -> Self {
        let mut operations = Ranks::new();
        for (rank, operation) in lock.operations.iter().enumerate() {
            for key in [&operation.function, &operation.endpoint] {
                operations.entry(key.clone()).or_insert(rank);
            }
        }
        let members = Collected::of(lock, document).members.into_iter();
        let mut order = Self {
            document,
            operations,
            schemes: ranks(&lock.schemes),
            schemas: ranks(&lock.order),
            contents: HashMap::new(),
            members: members.map(|(place, list)| (place, ranks(&list))).collect(),
        };
        order.media_types(lock);
        order
    }

    /// Gives the media types of requests and successes the order of the functions that send and accept them.
    fn media_types(&mut self, lock: &Lock) {
        let mut found: Vec<(&'d Node, &str)> = Vec::new();
        for operation in &lock.operations {
            let Some(node) = (sources::pointer(&operation.endpoint))
                .and_then(|pointer| self.document.pointer(pointer.trim_end_matches('/')))
            else {
                continue;
            };
            let body = node
                .get("requestBody")
                .and_then(|body| content(self.document, body));
            found.extend(body.zip(operation.sends.as_deref()));
            let responses = node.get("responses").map_or(&[][..], Node::entries).iter();
            let successes = responses.filter(|(status, _)| status.starts_with('2'));
            for content in successes.filter_map(|(_, response)| content(self.document, response)) {
                found.extend(Some(content).zip(operation.accepts.as_deref()));
            }
        }
        for (content, media_type) in found {
            let place = self.document.place(content.id);
            let ranks = self.contents.entry(place).or_default();
            let next = ranks.len();
            ranks.entry(essence(media_type)).or_insert(next);
        }
    }

    /// The rank of a named schema, by the pointer to it.
    pub(super) fn schema(&self, pointer: &str) -> Option<usize> {
        self.schemas.get(pointer).copied()
    }

    /// The rank of a security scheme.
    pub(super) fn scheme(&self, key: &str) -> Option<usize> {
        self.schemes.get(key).copied()
    }

    /// The rank of each media type in the content at a pointer.
    pub(super) fn content(&self, pointer: &str) -> Option<&Ranks> {
        self.contents.get(pointer)
    }

    /// The rank of each member of what is at a pointer.
    pub(super) fn members(&self, pointer: &str) -> Option<&Ranks> {
        self.members.get(pointer)
    }

    /// The rank of an operation: by its id, or else by its method and path.
    pub(super) fn operation(&self, path: &str, method: &str, node: &Node) -> Option<usize> {
        let path = path.split('#').next().unwrap_or_default();
        let endpoint = format!("{method} {}", sources::word(path));
        let id = node.get("operationId").and_then(Node::as_text);
        let named = id.and_then(|id| self.operations.get(&sources::operation(&endpoint, id)));
        named.or_else(|| self.operations.get(&endpoint)).copied()
    }

    /// The rank of an entry of a path item: of its operation, or of the first of its additional ones.
    pub(super) fn of_path_item(&self, path: &str, key: &str, node: &Node) -> Option<usize> {
        let additional = node.entries().iter();
        match key {
            "additionalOperations" => additional
                .filter_map(|(method, node)| self.operation(path, method, node))
                .min(),
            _ => self.operation(path, &key.to_uppercase(), node),
        }
    }

    /// A parameter, as a lock writes it.
    pub(super) fn parameter(&self, parameter: &Node) -> Option<String> {
        let parameter = target(self.document, parameter)?;
        let text = |key| parameter.get(key).and_then(Node::as_str);
        Some(sources::stated_parameter(text("in")?, text("name")?))
    }
}

impl<'d> Collected<'d> {
    fn of(lock: &Lock, document: &'d Document) -> Self {
        let mut found = Self {
            document,
            members: HashMap::new(),
        };
        for (owner, members) in &lock.members {
            let owner = owner.split(" as ").next().unwrap_or_default();
            for place in owner.trim_end_matches(" (sent)").split(" & ") {
                if place.contains('#') {
                    let members: Vec<String> = members.iter().map(plain).collect();
                    found.add(place.to_owned(), &members);
                }
            }
        }
        for operation in &lock.operations {
            if let Some(members) = lock.members.get(&operation.function) {
                let members: Vec<String> = members.iter().map(plain).collect();
                found.parameters(&operation.endpoint, &operation.parts, &members);
            }
        }
        // What is a part of other types has the order of these.
        let types: Vec<(String, Vec<String>)> = (lock.order.iter())
            .filter_map(|place| Some((place.clone(), found.members.get(place)?.clone())))
            .collect();
        for (place, members) in types {
            if let Some(node) = document.pointer(&place) {
                found.inherit(parts_of(node).collect(), &members);
            }
        }
        found
    }

    /// Adds members to the order of a place: those that are not in it, each behind the one that it follows.
    fn add(&mut self, place: String, members: &[String]) {
        let list = self.members.entry(place).or_default();
        if list.is_empty() {
            *list = members.to_vec();
            return;
        }
        let mut known: HashSet<String> = list.iter().cloned().collect();
        let mut before: Option<&String> = None;
        for member in members {
            if known.insert(member.clone()) {
                let place = before.and_then(|before| list.iter().position(|other| other == before));
                list.insert(place.map_or(0, |place| place + 1), member.clone());
            }
            before = Some(member);
        }
    }

    /// Gives the parameters of an operation their order, and the properties of a body that are parameters.
    fn parameters(&mut self, endpoint: &str, parts: &[String], members: &[String]) {
        let Some(pointer) = sources::pointer(endpoint) else {
            return;
        };
        let pointer = pointer.trim_end_matches('/');
        // Parameters of the path item have the order of its first operation.
        if let Some((item, _)) = pointer.rsplit_once('/') {
            self.add(item.to_owned(), members);
        }
        self.add(pointer.to_owned(), members);
        let fields = members.iter();
        let fields = fields.filter_map(|source| {
            let name = source.strip_prefix(sources::BODY)?.strip_prefix(' ')?;
            Some(name.to_owned())
        });
        let fields: Vec<String> = match parts.is_empty() {
            true => fields.collect(),
            false => parts.to_vec(),
        };
        if fields.is_empty() {
            return;
        }
        let operation = self.document.pointer(pointer);
        let content =
            operation.and_then(|operation| content(self.document, operation.get("requestBody")?));
        let contents = content.map_or(&[][..], Node::entries).iter();
        let schemas: Vec<&Node> = contents
            .filter_map(|(_, content)| content.get("schema"))
            .collect();
        for schema in schemas {
            self.inherit(vec![schema], &fields);
        }
    }

    /// Gives the properties of the parts of a type its order, and those of their parts: those that have none stand behind what
    /// they follow.
    fn inherit(&mut self, mut parts: Vec<&'d Node>, members: &[String]) {
        // Schemas can be parts of one another.
        let mut seen = HashSet::new();
        while let Some(part) = parts.pop() {
            if let Some(target) = target(self.document, part)
                && seen.insert(target.id)
            {
                self.add(self.document.place(target.id), members);
                parts.extend(parts_of(target));
            }
        }
    }
}

/// The schemas that a schema is composed of, and the one that it refers to.
fn parts_of(schema: &Node) -> impl Iterator<Item = &Node> {
    let parts = schema.get("allOf").map_or(&[][..], Node::items).iter();
    parts.chain(schema.get("$ref").map(|_| schema))
}

/// The node that a reference leads to, or the node itself.
fn target<'n>(document: &'n Document, mut node: &'n Node) -> Option<&'n Node> {
    for _ in 0..REFERENCE_HOPS {
        match node.get("$ref").and_then(Node::as_str) {
            Some(reference) => node = document.target(node.id, reference)?,
            None => return Some(node),
        }
    }
    None
}

/// The media types of a request or response.
fn content<'n>(document: &'n Document, node: &'n Node) -> Option<&'n Node> {
    target(document, node)?.get("content")
}

/// The source of a member, without the word that the document has for a value.
fn plain(member: &Member) -> String {
    let source = member.source.split(" as ").next();
    source.unwrap_or_default().to_owned()
}

fn ranks(keys: &[String]) -> Ranks {
    let mut ranks = Ranks::new();
    for key in keys {
        let next = ranks.len();
        ranks.entry(key.clone()).or_insert(next);
    }
    ranks
}

/// The first media type of a list, without parameters.
pub(super) fn essence(media_types: &str) -> String {
    let first = media_types.split([',', ';']).next().unwrap_or_default();
    first.trim().to_ascii_lowercase()
}
