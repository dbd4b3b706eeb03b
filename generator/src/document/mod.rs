//! A document as a tree of nodes, each of which knows where it stands in the text.
//!
//! The tree knows nothing of OpenAPI. It keeps what problems are reported with and what a typed value would lose: the
//! locations, the order of keys, and numbers as they were written.

mod bundle;
pub(crate) mod decimal;
pub(crate) mod decode;
mod kind_of_text;
mod node;
mod origin;
pub(crate) mod parse;
pub(crate) mod pointer;
mod renumber;

use std::cell::RefCell;
use std::collections::HashMap;

use self::node::FEW_KEYS;
use self::origin::Origins;
use self::pointer::{escape, file_of, unescape};

pub use self::node::{Node, NodeId, Value};
pub(crate) use self::origin::Changes;
pub use self::origin::Place;

/// Where a node stands in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Location {
    /// The path of its file, if that is not the document itself.
    pub(crate) file: Option<String>,
    /// The JSON pointer to it, as a URI fragment.
    pub(crate) pointer: String,
    pub(crate) line: usize,
    pub(crate) column: usize,
    /// The places in overlays that changed the node.
    pub(crate) changed: Vec<Place>,
}

/// A document: a tree of nodes, with the trees of the other files that it refers to.
#[derive(Clone, Debug)]
pub struct Document {
    /// The value of the whole text.
    pub root: Node,
    /// The name of its file, by which other files refer to it; empty if it is not known.
    name: String,
    /// The other files that it refers to, in the order of their ids.
    others: Vec<OtherFile>,
    /// For each large object that a pointer has led into: the indices of its entries, sorted by key.
    sorted: RefCell<HashMap<NodeId, Vec<usize>>>,
    /// Which nodes overlays have brought or changed.
    origins: Origins,
}

/// Another file that a document refers to.
#[derive(Clone, Debug)]
struct OtherFile {
    /// Its path from the folder of the document.
    path: String,
    root: Node,
}

impl Document {
    fn new(root: Node) -> Self {
        Self {
            root,
            name: String::new(),
            others: Vec::new(),
            sorted: RefCell::default(),
            origins: Origins::default(),
        }
    }

    /// The name of its file; empty if it is not known.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The node that a JSON pointer in a URI fragment (`#/components/schemas/Pet`) leads to.
    #[must_use]
    pub fn pointer(&self, pointer: &str) -> Option<&Node> {
        self.follow(&self.root, pointer)
    }

    /// The node that a JSON pointer in a URI fragment leads to, from `root`.
    pub(crate) fn follow<'d>(&self, root: &'d Node, pointer: &str) -> Option<&'d Node> {
        let path = pointer.strip_prefix('#')?;
        let mut node = root;
        for token in path.split('/').skip(1) {
            let token = unescape(token);
            node = match &node.value {
                Value::Array(items) => items.get(token.parse::<usize>().ok()?)?,
                Value::Object(entries) if entries.len() > FEW_KEYS => {
                    self.find(node.id, entries, &token)?
                }
                _ => node.get(&token)?,
            };
        }
        (path.is_empty() || path.starts_with('/')).then_some(node)
    }

    /// The node that a reference at `from` leads to, in the same file or in one that was added.
    pub(crate) fn target(&self, from: NodeId, reference: &str) -> Option<&Node> {
        let (path, root) = self.file(from);
        if reference.starts_with('#') {
            return self.follow(root, reference);
        }
        let file = file_of(path, reference)?;
        let other = self.others.iter().find(|other| other.path == file);
        let itself = (file == self.name).then_some(&self.root);
        let at = reference
            .find('#')
            .and_then(|at| reference.get(at..))
            .unwrap_or("#");
        self.follow(other.map(|other| &other.root).or(itself)?, at)
    }

    /// Every file with its root: the path of the document itself is empty.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&str, &Node)> {
        let others = self.others.iter();
        let others = others.map(|other| (other.path.as_str(), &other.root));
        [("", &self.root)].into_iter().chain(others)
    }

    /// Whether the file at `path` is the document or has been added to it.
    pub(crate) fn has_file(&self, path: &str) -> bool {
        path == self.name || self.others.iter().any(|other| other.path == path)
    }

    /// Whether a node is in another file than the document's own.
    pub(crate) fn is_in_other(&self, id: NodeId) -> bool {
        !self.file(id).0.is_empty()
    }

    /// Whether a node was read from the document itself: neither from another file nor from an overlay.
    pub(crate) fn is_own(&self, id: NodeId) -> bool {
        !self.is_in_other(id) && self.origins.overlay(id).is_none()
    }

    /// The place of a node: its file, unless that is the document, and its JSON pointer, in which a parameter is named and
    /// not counted: `#/paths/~1pets/get/parameters/query.limit/schema`.
    pub(crate) fn place(&self, id: NodeId) -> String {
        let (path, mut node) = self.file(id);
        let mut place = format!("{path}#");
        let mut is_list = false;
        while node.id != id {
            let Some((token, child)) = child_towards(node, id) else {
                break;
            };
            let named = |key: &str| child.get(key).and_then(Node::as_str);
            place.push('/');
            match (is_list, named("in"), named("name")) {
                (true, Some(location), Some(name)) => {
                    place.push_str(&format!("{location}.{}", escape(name)));
                }
                _ => place.push_str(&token),
            }
            is_list = token == "parameters";
            node = child;
        }
        place
    }

    /// The path of the file that a node is in (empty for the document itself), and the root of that file.
    fn file(&self, id: NodeId) -> (&str, &Node) {
        let others = self.others.partition_point(|other| other.root.id <= id);
        match others
            .checked_sub(1)
            .and_then(|index| self.others.get(index))
        {
            Some(other) => (&other.path, &other.root),
            None => ("", &self.root),
        }
    }

    /// The greatest id so far.
    pub(crate) fn last_id(&self) -> u32 {
        fn last(node: &Node) -> u32 {
            let below = match &node.value {
                Value::Array(items) => items.last().map(last),
                Value::Object(entries) => entries.last().map(|(_, node)| last(node)),
                _ => None,
            };
            below.unwrap_or(node.id.0)
        }
        last(self.others.last().map_or(&self.root, |other| &other.root))
    }

    /// The value of `key` in a large object. References lead into the same few objects again and again.
    fn find<'d>(&self, id: NodeId, entries: &'d [(String, Node)], key: &str) -> Option<&'d Node> {
        let name = |index: &usize| entries.get(*index).map_or("", |(name, _)| name.as_str());
        let mut sorted = self.sorted.borrow_mut();
        let order = sorted.entry(id).or_insert_with(|| {
            let mut order: Vec<usize> = (0..entries.len()).collect();
            order.sort_unstable_by_key(|index| name(index));
            order
        });
        let place = order.binary_search_by(|index| name(index).cmp(key)).ok()?;
        entries.get(*order.get(place)?).map(|(_, node)| node)
    }

    /// The locations of `ids`, which must be sorted. A node that is not in the tree is located at its root.
    pub(crate) fn locations(&self, ids: impl Iterator<Item = NodeId>) -> Vec<Location> {
        ids.map(|id| self.location(id)).collect()
    }

    /// Ids grow in the order of the text. Each step goes to the child whose subtree holds the node: the last one that
    /// does not begin after it.
    fn location(&self, id: NodeId) -> Location {
        let (path, mut node) = self.file(id);
        let overlay = self.origins.overlay(id);
        let path = overlay.unwrap_or(path);
        let file = (!path.is_empty()).then(|| path.to_owned());
        let mut pointer = String::from("#");
        while node.id != id {
            let Some((token, child)) = child_towards(node, id) else {
                break;
            };
            pointer.push('/');
            pointer.push_str(&token);
            node = child;
        }
        Location {
            file,
            pointer,
            line: node.line as usize,
            column: node.column as usize,
            changed: self.origins.changes(id),
        }
    }
}

/// The last child that does not begin after `id`, with the token of a JSON pointer that leads to it.
fn child_towards(node: &Node, id: NodeId) -> Option<(String, &Node)> {
    match &node.value {
        Value::Array(items) => {
            let index = items.partition_point(|node| node.id <= id).checked_sub(1)?;
            Some((index.to_string(), items.get(index)?))
        }
        Value::Object(entries) => {
            let index = entries
                .partition_point(|(_, node)| node.id <= id)
                .checked_sub(1)?;
            entries.get(index).map(|(key, node)| (escape(key), node))
        }
        _ => None,
    }
}
