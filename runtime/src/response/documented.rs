//! The properties that the body of a response has by the document, by which it is recognized.
//!
//! A proxy, a form to log in or a server that reports errors with the status 200 sends JSON too. If such a body has none of
//! the documented properties, it proves nothing.

use std::fmt;

use serde::{
    de::{
        DeserializeOwned, DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess,
        SeqAccess, Visitor, value::Error,
    },
    forward_to_deserialize_any,
};

use crate::{
    model::object_reader::{NAME, OPEN},
    text::json_error::from_json,
};

/// The properties of an object, or of the objects in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Properties {
    names: Vec<String>,
    /// Whether there can be properties of any other name.
    is_open: bool,
}

/// Returns the documented properties of a `T`, or of its items if it is a list. `None` if it is no object with such: a map,
/// a union, a text.
pub(super) fn properties<T: DeserializeOwned>() -> Option<Properties> {
    let mut properties = Properties::default();
    // It always fails: there is no value.
    let _ = T::deserialize(Probe(&mut properties));
    (!properties.names.is_empty()).then_some(properties)
}

/// Whether a body has at least one of the properties of a `T`.
pub(super) fn recognizes<T: DeserializeOwned>(body: &[u8]) -> bool {
    properties::<T>().is_some_and(|properties| properties.search(body) == Found::Documented)
}

/// Whether a body from which a `T` was read has properties, but none of those that a `T` has.
pub(super) fn is_foreign<T: DeserializeOwned>(body: &[u8]) -> bool {
    // Otherwise, a property is required, and so it is there.
    from_json::<T>(b"{}").is_ok()
        && properties::<T>().is_some_and(|properties| {
            !properties.is_open && properties.search(body) == Found::Unknown
        })
}

/// Whether a body is an object without any of the properties that a `T` has.
pub(super) fn is_other_object<T: DeserializeOwned>(body: &[u8]) -> bool {
    body.trim_ascii_start().starts_with(b"{")
        && properties::<T>().is_some_and(|properties| properties.search(body) != Found::Documented)
}

impl Properties {
    /// Returns the properties that are not in `others`.
    pub(super) fn without(mut self, others: &Self) -> Self {
        self.names.retain(|name| !others.names.contains(name));
        self
    }

    /// Whether there is a documented property of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }

    /// Whether a path leads to one of the properties, or to a value within one.
    pub(super) fn contain(&self, path: &str) -> bool {
        let mut path = path;
        // The index of an object in a list.
        while let Some((_, rest)) = path.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            path = rest;
        }
        let path = path.strip_prefix('.').unwrap_or(path);
        self.names.iter().any(|name| {
            path.strip_prefix(name.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        })
    }

    /// Searches the properties in a body: an object, or a list of objects.
    fn search(&self, body: &[u8]) -> Found {
        let mut search = Search {
            names: &self.names,
            found: Found::Nothing,
        };
        let mut body = serde_json::Deserializer::from_slice(body);
        match search.deserialize(&mut body) {
            Ok(()) => search.found,
            Err(_) => Found::Nothing,
        }
    }
}

/// The properties that were found in a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Found {
    Nothing,
    /// Only unknown ones.
    Unknown,
    /// At least one that is documented.
    Documented,
}

struct Search<'a> {
    names: &'a [String],
    found: Found,
}

impl<'de> DeserializeSeed<'de> for &mut Search<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// Anything but objects, and lists of them, is an error.
impl<'de> Visitor<'de> for &mut Search<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while let Some(()) = items.next_element_seed(&mut *self)? {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut properties: A) -> Result<(), A::Error> {
        while let Some((name, IgnoredAny)) = properties.next_entry::<String, _>()? {
            let found = match self.names.contains(&name) {
                true => Found::Documented,
                false => Found::Unknown,
            };
            self.found = self.found.max(found);
        }
        Ok(())
    }
}

/// A deserializer without a value. It keeps the names of the properties that a type asks for.
struct Probe<'a>(&'a mut Properties);

/// The text of what a visitor expects.
struct Expecting<V>(V);

impl<'de, V: Visitor<'de>> fmt::Display for Expecting<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }
}

impl<'de> Deserializer<'de> for Probe<'_> {
    type Error = Error;

    /// Objects of [`object!`](crate::object), and maps, which name no properties.
    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let expected = format!("{:#}", Expecting(visitor));
        let closed = expected.strip_prefix(OPEN);
        self.0.is_open = closed.is_some();
        let names = closed.unwrap_or(&expected).strip_prefix(NAME);
        let names = names.into_iter().flat_map(|names| names.split(NAME));
        self.0.names.extend(names.map(str::to_owned));
        Err(Error::custom(""))
    }

    /// Other objects.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Error> {
        let names = names.iter().map(|name| (*name).to_owned());
        self.0.names.extend(names);
        Err(Error::custom(""))
    }

    /// Objects that can be written as a text, and values of any type, which name no properties.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_map(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct tuple tuple_struct enum identifier ignored_any
    }
}

/// A list whose first item is asked for.
impl<'de> SeqAccess<'de> for Probe<'_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        seed.deserialize(Probe(self.0)).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::Value;

    use super::*;

    pub(crate) struct Pet {
        pub(crate) name: Option<String>,
        pub(crate) age: Option<u8>,
    }

    crate::object!(Pet { name, age = "age.in.years" });

    #[test]
    fn an_object_and_a_list_of_objects_have_properties_and_other_types_have_none() {
        let expected = Some(Properties {
            names: vec!["name".to_owned(), "age.in.years".to_owned()],
            is_open: false,
        });
        assert_eq!(properties::<Pet>(), expected);
        assert_eq!(properties::<Option<Pet>>(), expected);
        assert_eq!(properties::<Vec<Option<Box<Pet>>>>(), expected);
        assert_eq!(properties::<BTreeMap<String, Pet>>(), None);
        assert_eq!(properties::<Value>(), None);
        assert_eq!(properties::<Vec<String>>(), None);
        assert_eq!(properties::<u8>(), None);
    }

    #[test]
    fn a_path_is_compared_with_whole_names() {
        let properties = properties::<Pet>().unwrap();
        for path in [
            "name",
            "name[0]",
            "[3].name",
            "age.in.years",
            "[0][1].age.in.years.x",
        ] {
            assert!(properties.contain(path), "{path}");
        }
        for path in ["", "[0]", "names", "nam", "other.name", "age.in"] {
            assert!(!properties.contain(path), "{path}");
        }
    }

    #[test]
    fn a_body_without_any_of_the_properties_is_foreign() {
        for body in [r#"{"error":"x"}"#, r#"{"error":{"name":"x"}}"#] {
            assert!(is_foreign::<Pet>(body.as_bytes()), "{body}");
            assert!(!recognizes::<Pet>(body.as_bytes()), "{body}");
        }
        for body in [r#"{"error":"x","name":null}"#, r#"{"n\u0061me":"x"}"#] {
            assert!(!is_foreign::<Pet>(body.as_bytes()), "{body}");
            assert!(recognizes::<Pet>(body.as_bytes()), "{body}");
        }
        // It has no properties, or they are not those of the document.
        assert!(!is_foreign::<Pet>(b"{}") && !recognizes::<Pet>(b"{}"));
        assert!(!is_foreign::<Value>(br#"{"error":"x"}"#));
        assert!(recognizes::<Vec<Pet>>(br#"[{}, {"name":"x"}]"#));
        assert!(!recognizes::<Vec<Pet>>(b"[]") && !recognizes::<Vec<Pet>>(b"[\"name\"]"));
    }
}
