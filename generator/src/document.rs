//! A document as a tree of nodes, each of which knows where it stands in the text.
//!
//! The tree says nothing about OpenAPI. It keeps what a typed reader would lose and what a reader
//! of problems needs: positions, the order of keys, and numbers as they were written.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;

use crate::bundle::file_of;

/// Up to this many keys are looked through one by one.
const FEW_KEYS: usize = 16;

/// Which node of a document this is, counted in the order of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(crate) u32);

/// A value of the document.
#[derive(Clone, Debug)]
pub struct Node {
    /// Unique within the document.
    pub id: NodeId,
    /// Line of the text, counted from 1.
    pub line: u32,
    /// Column of the text in characters, counted from 1.
    pub column: u32,
    /// What stands there.
    pub value: Value,
}

/// What a node holds.
#[derive(Clone, Debug)]
pub enum Value {
    /// `null`, `~`, or nothing at all.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as it was written, so that no digit is lost.
    Number(String),
    /// A string, or a plain scalar that is nothing else (a date, say).
    String(String),
    /// A sequence.
    Array(Vec<Node>),
    /// A mapping, in the order of the text, each key once.
    Object(Vec<(String, Node)>),
}

impl Node {
    /// The value of `key` if this is an object that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries()
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, node)| node)
    }

    /// The entries of an object; none of anything else.
    #[must_use]
    pub fn entries(&self) -> &[(String, Node)] {
        match &self.value {
            Value::Object(entries) => entries,
            _ => &[],
        }
    }

    /// The items of an array; none of anything else.
    #[must_use]
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::Array(items) => items,
            _ => &[],
        }
    }

    /// The text of a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The text of any scalar but null, as it was written.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) | Value::Number(text) => Some(text),
            Value::Bool(true) => Some("true"),
            Value::Bool(false) => Some("false"),
            Value::Null | Value::Array(_) | Value::Object(_) => None,
        }
    }

    /// The value of a boolean.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self.value {
            Value::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// The value of a whole number in the range of the type.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        match &self.value {
            Value::Number(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// Whether this is null.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }

    /// What this is, in words for a message.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        }
    }

    /// The last child that does not begin behind `id`, with the token by which a JSON pointer reaches it. Ids
    /// grow in the order of the text.
    fn child_towards(&self, id: NodeId) -> Option<(String, &Node)> {
        match &self.value {
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
}

/// Where a node stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// The path of the other file that it is in, if it is in one.
    pub(crate) file: Option<String>,
    pub(crate) pointer: String,
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// A document that was read: a tree of values.
#[derive(Clone, Debug)]
pub struct Document {
    /// The value that the whole text is.
    pub root: Node,
    /// What its file is called, for references of other files to it; empty if that is not known.
    pub(crate) name: String,
    /// The other files that it refers to, in the order in which their ids go on.
    pub(crate) others: Vec<Other>,
    /// The entries of large objects in the order of their keys, once a pointer has led into them.
    sorted: RefCell<HashMap<NodeId, Vec<usize>>>,
}

/// Another file that a document refers to.
#[derive(Clone, Debug)]
pub(crate) struct Other {
    /// Its path from the folder of the document.
    pub(crate) path: String,
    pub(crate) root: Node,
}

impl Document {
    pub(crate) fn new(root: Node) -> Self {
        Self {
            root,
            name: String::new(),
            others: Vec::new(),
            sorted: RefCell::default(),
        }
    }

    /// The node that a JSON pointer in a URI fragment (`#/components/schemas/Pet`) leads to.
    #[must_use]
    pub fn pointer(&self, pointer: &str) -> Option<&Node> {
        self.follow(&self.root, pointer)
    }

    /// The node that a JSON pointer in a URI fragment leads to from `root`.
    fn follow<'d>(&self, root: &'d Node, pointer: &str) -> Option<&'d Node> {
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

    /// The node that a reference leads to, which stands at `from`: in the same file, or in one that was added.
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

    /// Whether a node is in another file than the document's own.
    pub(crate) fn is_in_other(&self, id: NodeId) -> bool {
        !self.file(id).0.is_empty()
    }

    /// The path of the file that a node is in, empty for the document itself, and the root of it.
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

    /// The value of `key` in a large object. References into the same few go through here.
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

    /// The places of `ids`, which must be sorted; a node that is not in the tree stands at its start.
    pub(crate) fn places(&self, ids: impl Iterator<Item = NodeId>) -> Vec<Place> {
        ids.map(|id| self.place(id)).collect()
    }

    /// Ids grow in the order of the text, so that each step can go straight to the child whose
    /// subtree holds the node: the last one that does not begin after it.
    fn place(&self, id: NodeId) -> Place {
        let (path, mut node) = self.file(id);
        let file = (!path.is_empty()).then(|| path.to_owned());
        let mut pointer = String::from("#");
        while node.id != id {
            let Some((token, child)) = node.child_towards(id) else {
                break;
            };
            pointer.push('/');
            pointer.push_str(&token);
            node = child;
        }
        Place {
            file,
            pointer,
            line: node.line as usize,
            column: node.column as usize,
        }
    }
}

/// One token of a JSON pointer in a URI fragment (RFC 6901, sections 3 and 6).
pub(crate) fn escape(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}

fn unescape(token: &str) -> Cow<'_, str> {
    if token.contains(['%', '~']) {
        Cow::Owned(percent_decode(token).replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(token)
    }
}

/// Undoes percent-encoding; what is not valid UTF-8 afterwards stays as it was.
fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let hex = tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(decoded) if byte == b'%' => {
                bytes.push(decoded);
                rest = tail.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(byte);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}
