//! [`Constant`]: the value of a property that is always the same.

use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::text::tolerant::integer_of;

/// The only value that a property can have, or one of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Constant {
    /// A boolean.
    Bool(bool),
    /// An integer.
    Integer(i64),
    /// A string.
    Text(&'static str),
}

impl Constant {
    /// Whether `value` is this constant.
    #[must_use]
    pub fn is(self, value: &Value) -> bool {
        match self {
            Self::Bool(own) => value.as_bool() == Some(own),
            Self::Integer(own) => integer_of(value) == Some(own),
            Self::Text(own) => value.as_str() == Some(own),
        }
    }
}

impl From<bool> for Constant {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Constant {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<&'static str> for Constant {
    fn from(value: &'static str) -> Self {
        Self::Text(value)
    }
}

impl Serialize for Constant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Integer(value) => serializer.serialize_i64(*value),
            Self::Text(value) => serializer.serialize_str(value),
        }
    }
}
