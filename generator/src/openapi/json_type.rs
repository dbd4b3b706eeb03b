//! The types of JSON values that schemas name.

use crate::document::{Node, Value};

/// A type of JSON value other than null, as `type` names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum JsonType {
    Object,
    Array,
    String,
    Number,
    Integer,
    Boolean,
}

impl JsonType {
    /// The type of this name. A `file` (Swagger 2.0) is a string.
    pub(super) fn of_name(name: &str) -> Option<Self> {
        Some(match name {
            "object" => Self::Object,
            "array" => Self::Array,
            "string" | "file" => Self::String,
            "number" => Self::Number,
            "integer" => Self::Integer,
            "boolean" => Self::Boolean,
            _ => return None,
        })
    }

    /// The type of a value that is not null.
    pub(crate) fn of_value(node: &Node) -> Self {
        match &node.value {
            Value::Bool(_) => Self::Boolean,
            Value::Number(text) if !text.contains(['.', 'e', 'E']) => Self::Integer,
            Value::Number(_) => Self::Number,
            Value::Array(_) => Self::Array,
            Value::Object(_) => Self::Object,
            Value::String(_) | Value::Null => Self::String,
        }
    }

    /// Whether a value of the document is of this type. Where a string is expected, an unquoted number or boolean is
    /// one, too.
    pub(crate) fn holds(self, node: &Node) -> bool {
        match (self, &node.value) {
            (Self::Object, Value::Object(_))
            | (Self::Array, Value::Array(_))
            | (Self::Number, Value::Number(_))
            | (Self::Boolean, Value::Bool(_)) => true,
            (Self::Integer, Value::Number(_)) => node.as_i64().is_some(),
            (Self::String, _) => node.as_text().is_some(),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_holds_its_values() {
        let holds = |json_type: JsonType, text: &str| {
            let parsed = crate::parse(&format!("value: {text}\n")).unwrap();
            json_type.holds(parsed.document.pointer("#/value").unwrap())
        };
        assert!(holds(JsonType::Integer, "1") && holds(JsonType::Number, "1"));
        assert!(!holds(JsonType::Integer, "1.5"));
        assert!(holds(JsonType::Boolean, "true") && !holds(JsonType::Boolean, "'true'"));
        // Without quotes it is a string all the same, where a string is expected.
        assert!(holds(JsonType::String, "1") && holds(JsonType::String, "true"));
        assert!(!holds(JsonType::String, "null"));
        assert!(holds(JsonType::Array, "[]") && holds(JsonType::Object, "{}"));
    }
}
