//! [`Ordered`]: a JSON value whose properties keep their order.

use std::fmt;

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error, MapAccess, Visitor},
};
use serde_json::value::RawValue;

/// A JSON value. That of serde_json sorts the properties of an object.
#[derive(Clone, Debug)]
pub(crate) enum Ordered {
    Null,
    Bool(bool),
    Number(Box<RawValue>),
    Text(String),
    List(Vec<Ordered>),
    Object(Vec<(String, Ordered)>),
}

impl Ordered {
    /// Converts any value that can be written as JSON.
    ///
    /// # Errors
    /// Fails if the value cannot be written as JSON.
    pub(crate) fn of(value: impl Serialize) -> serde_json::Result<Self> {
        serde_json::from_str(&serde_json::to_string(&value)?)
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Returns the text of a scalar. Null is the empty text, and a list or an object is its JSON.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Text(text) => text.clone(),
            other => other.json(),
        }
    }

    /// Returns the JSON of the value. A value that was read from JSON can be written, so this does not fail.
    pub(crate) fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Serialize for Ordered {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(bool) => serializer.serialize_bool(*bool),
            Self::Number(number) => number.serialize(serializer),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(entries) => {
                serializer.collect_map(entries.iter().map(|(name, value)| (name, value)))
            }
        }
    }
}

impl<'de> Deserialize<'de> for Ordered {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = <&RawValue>::deserialize(deserializer)?;
        read(value).map_err(D::Error::custom)
    }
}

/// Reads a value. A number keeps its text, which no other type has.
fn read(value: &RawValue) -> serde_json::Result<Ordered> {
    let text = value.get();
    Ok(match text.bytes().next() {
        Some(b'n') => Ordered::Null,
        Some(b't') => Ordered::Bool(true),
        Some(b'f') => Ordered::Bool(false),
        Some(b'"') => Ordered::Text(serde_json::from_str(text)?),
        Some(b'[') => Ordered::List(serde_json::from_str(text)?),
        Some(b'{') => Ordered::Object(serde_json::from_str::<Entries>(text)?.0),
        _ => Ordered::Number(value.to_owned()),
    })
}

/// The properties of an object in their order.
struct Entries(Vec<(String, Ordered)>);

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EntriesVisitor)
    }
}

struct EntriesVisitor;

impl<'de> Visitor<'de> for EntriesVisitor {
    type Value = Entries;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Entries(entries))
    }
}
