//! Schema resources and anchors (JSON Schema 2020-12, sections 8.2.1 and 8.2.2): which node a reference leads to.
//!
//! A schema with `$id` is a resource: references in it count from its URI, a pointer in it begins at it, and an anchor is
//! known in the resource that it stands in. A file is a resource, too, whose URI is its path. Two things are resolved that
//! the specification leaves open or refuses, because documents rely on them: a pointer in a resource that leads to nothing
//! there leads on from the root of the file, and an anchor that its resource does not have is looked for in the whole file.

use super::uri::resolved;
use crate::document::{Document, Node, NodeId};

/// The keys below which the keys are names, and their values schemas or other objects of the specification.
pub(super) const NAMED: &[&str] = &[
    "properties",
    "patternProperties",
    "dependentSchemas",
    "$defs",
    "definitions",
    "schemas",
];

/// The keys below which there are values of the described interface.
pub(super) const VALUES: &[&str] = &["example", "examples", "default", "enum", "const"];

/// Calls `visit` with each node in which a keyword of a schema can stand, from the outside to the inside.
pub(super) fn visit_schemas<'d>(node: &'d Node, visit: &mut impl FnMut(&'d Node)) {
    visit(node);
    for (key, value) in node.entries() {
        if NAMED.contains(&key.as_str()) {
            for (_, schema) in value.entries() {
                visit_schemas(schema, visit);
            }
        } else if !VALUES.contains(&key.as_str()) && !key.starts_with("x-") {
            visit_schemas(value, visit);
        }
    }
    for item in node.items() {
        visit_schemas(item, visit);
    }
}

/// The nodes of a tree, whose ids have no gaps that belong to others.
#[derive(Clone, Copy)]
struct Range {
    first: NodeId,
    last: NodeId,
}

impl Range {
    fn of(node: &Node) -> Self {
        let mut last = node;
        while let Some(inner) =
            (last.items().last()).or_else(|| last.entries().last().map(|(_, node)| node))
        {
            last = inner;
        }
        Self {
            first: node.id,
            last: last.id,
        }
    }

    fn has(self, id: NodeId) -> bool {
        (self.first..=self.last).contains(&id)
    }
}

/// A file, or a schema with `$id`.
struct Resource<'d> {
    root: &'d Node,
    nodes: Range,
    uri: String,
}

/// A schema with `$anchor` or `$dynamicAnchor`.
struct Anchor<'d> {
    name: &'d str,
    node: &'d Node,
    /// The schema in whose `$defs` it stands, or else its own.
    holder: Range,
}

/// The resources and anchors of a document.
#[derive(Default)]
pub(super) struct Resources<'d> {
    /// Those inside of others come after them.
    resources: Vec<Resource<'d>>,
    anchors: Vec<Anchor<'d>>,
}

impl<'d> Resources<'d> {
    pub(super) fn of(document: &'d Document) -> Self {
        let mut found = Self::default();
        for (path, root) in document.files() {
            let path = if path.is_empty() {
                document.name()
            } else {
                path
            };
            found.add(root, path.to_owned());
            let own = root.get("$self").and_then(Node::as_str);
            if let Some(own) = own {
                found.add(root, resolved(path, without_fragment(own)));
            }
            visit_schemas(root, &mut |node| found.note(node));
        }
        found
    }

    fn add(&mut self, root: &'d Node, uri: String) {
        self.resources.push(Resource {
            root,
            nodes: Range::of(root),
            uri,
        });
    }

    /// Notes what a node is called.
    fn note(&mut self, node: &'d Node) {
        if let Some(id) = node.get("$id").and_then(Node::as_str) {
            let base = self.enclosing(node.id).map_or("", |base| base.uri.as_str());
            let uri = resolved(base, without_fragment(id));
            self.add(node, uri);
        }
        for name in own_anchors(node) {
            self.anchors.push(Anchor {
                name,
                node,
                holder: Range::of(node),
            });
        }
        let Some(definitions) = node.get("$defs") else {
            return;
        };
        let holder = Range::of(node);
        for (_, schema) in definitions.entries() {
            for name in own_anchors(schema) {
                self.anchors.push(Anchor {
                    name,
                    node: schema,
                    holder,
                });
            }
        }
    }

    /// The innermost resource that a node is in.
    fn enclosing(&self, id: NodeId) -> Option<&Resource<'d>> {
        let mut resources = self.resources.iter().rev();
        resources.find(|resource| resource.nodes.has(id))
    }

    /// The node that a reference at `from` leads to.
    pub(super) fn target(
        &self,
        document: &'d Document,
        from: NodeId,
        reference: &str,
    ) -> Option<&'d Node> {
        let (uri, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let within = self.enclosing(from)?;
        let resource = match uri {
            "" => Some(within),
            uri => self.named(&resolved(&within.uri, uri)),
        };
        let in_file = || document.target(from, reference);
        let Some(resource) = resource else {
            return in_file().or_else(|| {
                let root = document.target(from, uri)?;
                self.anchored(root, from, fragment)
            });
        };
        match fragment {
            "" => Some(resource.root),
            pointer if pointer.starts_with('/') => document
                .follow(resource.root, &format!("#{pointer}"))
                .or_else(in_file),
            name => self.anchored(resource.root, from, name).or_else(|| {
                let mut files = self.resources.iter();
                let file = files.find(|file| file.nodes.has(resource.root.id))?;
                self.anchored(file.root, from, name)
            }),
        }
    }

    fn named(&self, uri: &str) -> Option<&Resource<'d>> {
        let mut resources = self.resources.iter();
        resources.find(|resource| resource.uri == uri)
    }

    /// The schema that an anchor in `root` names. If several do, the one of the innermost schema around `from`, which the
    /// specification refuses, comes first; then those of no resource inside of `root`.
    fn anchored(&self, root: &'d Node, from: NodeId, name: &str) -> Option<&'d Node> {
        let nodes = Range::of(root);
        let is_of_root = |anchor: &&&Anchor<'d>| {
            let resource = self.enclosing(anchor.node.id);
            let is_own = anchor.node.get("$id").is_some();
            is_own && anchor.node.id == root.id
                || resource.is_some_and(|resource| resource.root.id == root.id)
        };
        let known = self.anchors.iter();
        let known: Vec<&Anchor<'d>> = known
            .filter(|anchor| anchor.name == name && nodes.has(anchor.node.id))
            .collect();
        let around = known.iter().filter(|anchor| anchor.holder.has(from));
        let found = around
            .max_by_key(|anchor| anchor.holder.first)
            .or_else(|| known.iter().find(is_of_root))
            .or_else(|| known.first());
        found.map(|anchor| anchor.node)
    }
}

/// The anchors of a schema.
fn own_anchors(node: &Node) -> impl Iterator<Item = &str> {
    let own = [node.get("$anchor"), node.get("$dynamicAnchor")];
    own.into_iter().flatten().filter_map(Node::as_str)
}

fn without_fragment(uri: &str) -> &str {
    uri.split('#').next().unwrap_or_default()
}
