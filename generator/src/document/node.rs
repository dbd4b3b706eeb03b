//! Nodes: the values of a document, each with its location in the text.

/// Objects with up to this many keys are searched key by key; a table is faster for more.
pub(super) const FEW_KEYS: usize = 16;

/// The number of a node, counted in the order of the text.
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
    /// Its value.
    pub value: Value,
}

/// The value of a node.
#[derive(Clone, Debug)]
pub enum Value {
    /// `null`, `~`, or no value at all.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as it was written, so that no digit is lost.
    Number(String),
    /// A string, or a plain scalar of no other kind, such as a date.
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

    /// The text of any scalar except null, as it was written.
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

    /// Returns the kind of value in words for a message.
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

    /// Adds `offset` to the id of every node, so that ids are unique across files.
    pub(super) fn shift(&mut self, offset: u32) {
        self.id = NodeId(self.id.0.saturating_add(offset));
        match &mut self.value {
            Value::Array(items) => items.iter_mut().for_each(|item| item.shift(offset)),
            Value::Object(entries) => entries
                .iter_mut()
                .for_each(|(_, value)| value.shift(offset)),
            _ => {}
        }
    }

    /// Whether both have the same value, wherever they stand. The order of keys does not count.
    #[must_use]
    pub fn is_same(&self, other: &Node) -> bool {
        match (&self.value, &other.value) {
            (Value::Null, Value::Null) => true,
            (Value::Bool(left), Value::Bool(right)) => left == right,
            (Value::Number(left), Value::Number(right)) => left == right,
            (Value::String(left), Value::String(right)) => left == right,
            (Value::Array(left), Value::Array(right)) => {
                let pairs = || left.iter().zip(right);
                left.len() == right.len() && pairs().all(|(left, right)| left.is_same(right))
            }
            (Value::Object(left), Value::Object(right)) => {
                let has = |(key, value): &(String, Node)| {
                    let found = other.get(key);
                    found.is_some_and(|found| value.is_same(found))
                };
                left.len() == right.len() && left.iter().all(has)
            }
            _ => false,
        }
    }
}
