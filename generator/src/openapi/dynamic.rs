//! Generic schemas (JSON Schema 2020-12, sections 7.7 and 8.2.3.2): `$dynamicRef` becomes `$ref` to what it is bound to.
//!
//! ```yaml
//! Page: { properties: { rows: { type: array, items: { $dynamicRef: '#item' } } }, $defs: { item: { $dynamicAnchor: item, not: {} } } }
//! Towns: { $ref: '#/components/schemas/Page', $defs: { item: { $dynamicAnchor: item, $ref: '#/components/schemas/Town' } } }
//! ```
//!
//! `Towns` becomes a copy of `Page` with towns as its rows. Two places that bind one schema to the same share a copy. The
//! outermost schema that binds an anchor counts. Where none does, the reference leads to the anchor that it names.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::resources::{NAMED, Resources, VALUES, visit_schemas};
use super::schema::Schema;
use crate::document::parse::Parsed;
use crate::document::{Document, Node, NodeId, Value};
use crate::limits::REFERENCE_HOPS;

/// The keys of a generic schema that its copies do not take over: what it is called, and what it binds.
const OWN: &[&str] = &[
    "$id",
    "$anchor",
    "$dynamicAnchor",
    "$defs",
    "$schema",
    "$vocabulary",
    "title",
];

/// Replaces every `$dynamicRef` of a document that can be resolved.
pub(crate) fn bind(parsed: &mut Parsed) {
    if !has_dynamic_references(&parsed.document) {
        return;
    }
    let roots = Binder::new(&parsed.document).roots();
    parsed.replace(roots);
}

fn has_dynamic_references(document: &Document) -> bool {
    let mut found = false;
    for (_, root) in document.files() {
        visit_schemas(root, &mut |node| found |= dynamic_reference(node).is_some());
    }
    found
}

/// `$dynamicRef`, unless there is `$ref` beside it.
fn dynamic_reference(node: &Node) -> Option<&str> {
    let reference = node.get("$dynamicRef").and_then(Node::as_str);
    reference.filter(|_| node.get("$ref").is_none())
}

/// Where a node is: the path of its file, and the pointer to it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct At {
    file: String,
    pointer: String,
}

impl At {
    fn step(&self, token: &str) -> Self {
        let token = token
            .replace('%', "%25")
            .replace('~', "~0")
            .replace('/', "~1");
        Self {
            file: self.file.clone(),
            pointer: format!("{}/{token}", self.pointer),
        }
    }
}

/// The anchors that are bound, each with the place of what it is bound to.
type Scope<'d> = Vec<(&'d str, At)>;

/// A node that is copied: where the copy is, and what is bound there.
#[derive(Clone)]
struct Context<'d> {
    at: At,
    scope: Scope<'d>,
    /// Whether the copy is at another place, so that references in it have to be written anew.
    is_elsewhere: bool,
    /// How many copies are inside of one another.
    depth: usize,
}

impl<'d> Context<'d> {
    fn step(&self, token: &str) -> Self {
        Self {
            at: self.at.step(token),
            ..self.clone()
        }
    }

    fn bound(&self, name: &str) -> Option<&At> {
        let mut scope = self.scope.iter();
        scope.find(|(known, _)| *known == name).map(|(_, at)| at)
    }
}

struct Binder<'d> {
    document: &'d Document,
    resources: Resources<'d>,
    /// The copies so far, by the schema and what it is bound to.
    done: HashMap<(NodeId, Scope<'d>), At>,
    /// The anchors that each schema refers to, in what it refers to, too.
    used: HashMap<NodeId, BTreeSet<&'d str>>,
}

impl<'d> Binder<'d> {
    fn new(document: &'d Document) -> Self {
        Self {
            document,
            resources: Resources::of(document),
            done: HashMap::new(),
            used: HashMap::new(),
        }
    }

    /// The roots of all files. Named schemas come first, so that others refer to them.
    fn roots(&mut self) -> Vec<Node> {
        let files: Vec<(&str, &'d Node)> = self.document.files().collect();
        let roots = files.into_iter().map(|(path, root)| {
            let context = Context {
                at: At {
                    file: path.to_owned(),
                    pointer: "#".to_owned(),
                },
                scope: Vec::new(),
                is_elsewhere: false,
                depth: 0,
            };
            let schemas = root.get("components");
            let schemas = schemas.map(|node| self.copy(node, &context.step("components")));
            let mut copy = self.copy(root, &context);
            if let (Value::Object(entries), Some(schemas)) = (&mut copy.value, schemas) {
                for (_, value) in entries.iter_mut().filter(|(key, _)| key == "components") {
                    *value = schemas.clone();
                }
            }
            copy
        });
        roots.collect()
    }

    fn target(&self, from: &Node, reference: &str) -> Option<&'d Node> {
        self.resources.target(self.document, from.id, reference)
    }

    fn at(&self, node: &Node) -> At {
        let mut locations = self.document.locations([node.id].into_iter()).into_iter();
        let location = locations.next();
        let pointer = location.as_ref().map(|location| location.pointer.as_str());
        At {
            file: location
                .as_ref()
                .and_then(|location| location.file.clone())
                .unwrap_or_default(),
            pointer: pointer.unwrap_or("#").replace('%', "%25"),
        }
    }

    /// A copy of a node, with its dynamic references replaced.
    fn copy(&mut self, node: &'d Node, context: &Context<'d>) -> Node {
        let value = match &node.value {
            Value::Array(items) => {
                let items = (0_usize..).zip(items);
                let items =
                    items.map(|(index, item)| self.copy(item, &context.step(&index.to_string())));
                Value::Array(items.collect())
            }
            Value::Object(_) => Value::Object(self.copy_schema(node, context)),
            scalar => scalar.clone(),
        };
        Node {
            value,
            ..node.clone()
        }
    }

    fn copy_schema(&mut self, node: &'d Node, context: &Context<'d>) -> Vec<(String, Node)> {
        let context = &self.entered(node, context);
        let reference = node.get("$ref");
        if let (Some(at), Some(text)) = (reference, reference.and_then(Node::as_str)) {
            let Some(target) = self.target(at, text) else {
                return self.entries(node, context, None);
            };
            let key = (target.id, self.bindings(target, context));
            return match self.done.get(&key).cloned() {
                _ if key.1.is_empty() && !context.is_elsewhere => {
                    self.entries(node, context, Some((at, text.to_owned())))
                }
                Some(other) if !key.1.is_empty() => {
                    let written = self.written(&other, context);
                    self.entries(node, context, Some((at, written)))
                }
                None if !key.1.is_empty() && context.depth < REFERENCE_HOPS => {
                    self.instance(node, target, key, context)
                }
                _ => {
                    let written = self.written(&self.at(target), context);
                    self.entries(node, context, Some((at, written)))
                }
            };
        }
        let dynamic = dynamic_reference(node).zip(node.get("$dynamicRef"));
        let replaced = dynamic.and_then(|(text, at)| {
            let name = text.rsplit('#').next().unwrap_or_default();
            let bound = context.bound(name).cloned();
            let bound = bound.or_else(|| Some(self.at(self.target(at, text)?)))?;
            Some((at, self.written(&bound, context)))
        });
        self.entries(node, context, replaced)
    }

    /// The context inside of a schema that binds anchors.
    fn entered(&mut self, node: &'d Node, context: &Context<'d>) -> Context<'d> {
        let mut inner = context.clone();
        let definitions = node.get("$defs").map_or(&[][..], Node::entries);
        let schemas = definitions.iter().map(|(_, schema)| schema);
        for schema in [node].into_iter().chain(schemas) {
            let name = schema.get("$dynamicAnchor").and_then(Node::as_str);
            if let Some(name) = name.filter(|name| context.bound(name).is_none()) {
                let bound = self.at(self.without_aliases(schema));
                inner.scope.push((name, bound));
            }
        }
        if inner.scope.len() > context.scope.len() && !context.is_elsewhere {
            let key = (node.id, self.bindings(node, &inner));
            self.done.entry(key).or_insert_with(|| context.at.clone());
        }
        inner
    }

    /// The schema that one without anything but a reference is another name for.
    fn without_aliases(&self, schema: &'d Node) -> &'d Node {
        let mut schema = schema;
        for _ in 0..REFERENCE_HOPS {
            let mut keys = schema.entries().iter().map(|(key, _)| key.as_str());
            let is_alias = keys.all(|key| matches!(key, "$ref" | "$dynamicAnchor" | "$comment"));
            let reference = schema.get("$ref").filter(|_| is_alias);
            let target = reference.and_then(|at| self.target(at, at.as_str()?));
            match target {
                Some(target) => schema = target,
                None => break,
            }
        }
        schema
    }

    /// The anchors that a schema refers to and that are bound, each with what it is bound to.
    fn bindings(&mut self, schema: &'d Node, context: &Context<'d>) -> Scope<'d> {
        if context.scope.is_empty() {
            return Vec::new();
        }
        let used = match self.used.get(&schema.id) {
            Some(used) => used.clone(),
            None => {
                let mut used = BTreeSet::new();
                self.collect_used(schema, &mut HashSet::new(), &mut used);
                self.used.insert(schema.id, used.clone());
                used
            }
        };
        let bound = used
            .iter()
            .filter_map(|name| Some((*name, context.bound(name)?.clone())));
        bound.collect()
    }

    fn collect_used(
        &self,
        schema: &'d Node,
        seen: &mut HashSet<NodeId>,
        used: &mut BTreeSet<&'d str>,
    ) {
        if !seen.insert(schema.id) {
            return;
        }
        let mut targets = Vec::new();
        visit_schemas(schema, &mut |node| {
            let name = dynamic_reference(node).and_then(|text| text.rsplit('#').next());
            used.extend(name);
            let reference = node.get("$ref");
            targets.extend(reference.and_then(|at| self.target(at, at.as_str()?)));
        });
        for target in targets {
            self.collect_used(target, seen, used);
        }
    }

    /// A copy of a generic schema in the place of a reference to it.
    fn instance(
        &mut self,
        node: &'d Node,
        target: &'d Node,
        key: (NodeId, Scope<'d>),
        context: &Context<'d>,
    ) -> Vec<(String, Node)> {
        let is_part = Schema::new(node).is_structural_beside_type();
        let parts = node.get("allOf").map_or(0, |parts| parts.items().len());
        let mut inner = match is_part {
            true => context.step("allOf").step(&parts.to_string()),
            false => context.clone(),
        };
        inner.is_elsewhere = true;
        inner.depth += 1;
        self.done.insert(key, inner.at.clone());
        let copy = self.copy(target, &inner);
        let mut entries = self.entries(node, context, None);
        entries.retain(|(name, _)| name != "$ref");
        let of_copy = copy.entries().iter();
        let of_copy = of_copy.filter(|(name, _)| !OWN.contains(&name.as_str()));
        let of_copy: Vec<(String, Node)> = of_copy.cloned().collect();
        if !is_part {
            let is_new = |(name, _): &(String, Node)| node.get(name).is_none();
            entries.extend(of_copy.into_iter().filter(is_new));
            return entries;
        }
        let part = Node {
            value: Value::Object(of_copy),
            ..copy
        };
        let list = entries.iter_mut().find(|(name, _)| name == "allOf");
        match list.map(|(_, node)| &mut node.value) {
            Some(Value::Array(list)) => list.push(part),
            _ => {
                let list = Node {
                    value: Value::Array(vec![part]),
                    ..node.clone()
                };
                entries.push(("allOf".to_owned(), list));
            }
        }
        entries
    }

    /// The entries of a schema, with a reference in place of its own or of its dynamic one.
    fn entries(
        &mut self,
        node: &'d Node,
        context: &Context<'d>,
        reference: Option<(&Node, String)>,
    ) -> Vec<(String, Node)> {
        let mut entries = Vec::new();
        for (key, value) in node.entries() {
            let inner = context.step(key);
            if let Some((at, text)) = reference.as_ref().filter(|(at, _)| at.id == value.id) {
                let value = Node {
                    value: Value::String(text.clone()),
                    ..(*at).clone()
                };
                entries.push(("$ref".to_owned(), value));
            } else if VALUES.contains(&key.as_str()) || key.starts_with("x-") {
                entries.push((key.clone(), value.clone()));
            } else if NAMED.contains(&key.as_str()) {
                let named = value.entries().iter();
                let named = named
                    .map(|(name, schema)| (name.clone(), self.copy(schema, &inner.step(name))));
                let named = match &value.value {
                    Value::Object(_) => Value::Object(named.collect()),
                    other => other.clone(),
                };
                entries.push((
                    key.clone(),
                    Node {
                        value: named,
                        ..value.clone()
                    },
                ));
            } else {
                entries.push((key.clone(), self.copy(value, &inner)));
            }
        }
        entries
    }

    /// A reference to a place, as it is written in the file of the context.
    fn written(&self, to: &At, context: &Context<'d>) -> String {
        if to.file == context.at.file {
            return to.pointer.clone();
        }
        let name = match to.file.as_str() {
            "" => self.document.name(),
            file => file,
        };
        let up = "../".repeat(context.at.file.matches('/').count());
        format!("{up}{name}{}", to.pointer)
    }
}
