//! The bounds that schemas set: on numbers, and on how many items, characters or properties there are.

use super::reader::Reader;
use crate::document::{Node, Value};

/// The least or the greatest number that a schema allows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bound<'d> {
    pub(crate) node: &'d Node,
    /// The keyword, for messages.
    pub(crate) key: &'static str,
    /// Whether the number itself is excluded.
    pub(crate) is_exclusive: bool,
}

impl<'d> Bound<'d> {
    /// Reads `key` with `exclusive` beside it, which is a boolean in OpenAPI 3.0 and a number of its own in 3.1.
    pub(super) fn of(schema: &'d Node, key: &'static str, exclusive: &str) -> Option<Self> {
        let beside = schema.get(exclusive);
        if let Some(node) = beside.filter(|node| matches!(node.value, Value::Number(_))) {
            return Some(Self {
                node,
                key,
                is_exclusive: true,
            });
        }
        Some(Self {
            node: schema.get(key)?,
            key,
            is_exclusive: beside.and_then(Node::as_bool) == Some(true),
        })
    }
}

/// The least and greatest number of items, characters or properties that a schema allows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CountBounds<'d> {
    /// The keywords, for messages.
    pub(crate) min_key: &'static str,
    pub(crate) max_key: &'static str,
    min: Option<&'d Node>,
    max: Option<&'d Node>,
}

impl<'d> CountBounds<'d> {
    pub(super) fn of(schema: &'d Node, min_key: &'static str, max_key: &'static str) -> Self {
        Self {
            min_key,
            max_key,
            min: schema.get(min_key),
            max: schema.get(max_key),
        }
    }

    /// The same bounds, and those of `other` where there are none.
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            min: self.min.or(other.min),
            max: self.max.or(other.max),
            ..self
        }
    }

    /// The least number. Reports anything that is no number.
    pub(crate) fn min(self, reader: &Reader<'d>) -> Option<u64> {
        reader.count(self.min?, self.min_key)
    }

    /// The greatest number. Reports anything that is no number.
    pub(crate) fn max(self, reader: &Reader<'d>) -> Option<u64> {
        reader.count(self.max?, self.max_key)
    }

    /// The node of the greatest number.
    pub(crate) fn max_node(self) -> Option<&'d Node> {
        self.max
    }

    /// Whether `count` is within the bounds, as far as they are numbers.
    pub(crate) fn contain(self, count: usize) -> bool {
        number(self.min).is_none_or(|min| count >= min)
            && number(self.max).is_none_or(|max| count <= max)
    }

    /// Whether `count` is the least number.
    pub(crate) fn begin_at(self, count: usize) -> bool {
        number(self.min) == Some(count)
    }

    /// Whether `count` is the greatest number.
    pub(crate) fn end_at(self, count: usize) -> bool {
        number(self.max) == Some(count)
    }
}

fn number(node: Option<&Node>) -> Option<usize> {
    usize::try_from(node?.as_whole()?).ok()
}
