//! [`write_tagged`]: an object with the value of the property that selects its variant.

use std::{
    borrow::Cow,
    fmt::{self, Display, Write},
};

use serde::ser::{Error, Impossible, Serialize, SerializeMap, Serializer};
use serde_json::Value;

use crate::text::tolerant::integer_of;

/// Returns the value of the property `tag` as it selects a variant: a string, or the text of an integer or a boolean.
#[must_use]
pub fn tag_of<'v>(value: &'v Value, tag: &str) -> Option<Cow<'v, str>> {
    text_of(value.get(tag)?)
}

fn text_of(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(text.into()),
        Value::Bool(value) => Some(value.to_string().into()),
        value => integer_of(value).map(|number| number.to_string().into()),
    }
}

/// Writes an object whose property `tag` has one of `values`: the object's own value if it is one of them, or else the first.
///
/// With the source `added`, the object has no such property, and it is written before all others.
///
/// # Errors
/// Fails if `value` is not written as an object.
pub fn write_tagged<T: Serialize, S: Serializer>(
    value: &T,
    serializer: S,
    tag: &'static str,
    values: &'static [&'static str],
    source: &str,
) -> Result<S::Ok, S::Error> {
    value.serialize(TagWriter {
        serializer,
        tag,
        values,
        is_first: source == "added",
    })
}

struct TagWriter<S> {
    serializer: S,
    tag: &'static str,
    values: &'static [&'static str],
    is_first: bool,
}

impl<S: Serializer> TagWriter<S> {
    fn refuse<T>(&self) -> Result<T, S::Error> {
        Err(S::Error::custom(format!(
            "`{}` can be added only to an object",
            self.tag
        )))
    }
}

macro_rules! refused {
    ($($method:ident($($ty:ty),*) -> $out:ty;)*) => {
        $(fn $method(self, $(_: $ty),*) -> Result<$out, S::Error> {
            self.refuse()
        })*
    };
}

impl<S: Serializer> Serializer for TagWriter<S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Impossible<S::Ok, S::Error>;
    type SerializeTuple = Impossible<S::Ok, S::Error>;
    type SerializeTupleStruct = Impossible<S::Ok, S::Error>;
    type SerializeTupleVariant = Impossible<S::Ok, S::Error>;
    type SerializeMap = TaggedMap<S::SerializeMap>;
    type SerializeStruct = Impossible<S::Ok, S::Error>;
    type SerializeStructVariant = Impossible<S::Ok, S::Error>;

    fn serialize_map(self, len: Option<usize>) -> Result<Self::SerializeMap, S::Error> {
        let mut map = self
            .serializer
            .serialize_map(len.map(|len| len.saturating_add(1)))?;
        if self.is_first {
            map.serialize_entry(self.tag, &self.values.first())?;
        }
        Ok(TaggedMap {
            map,
            tag: self.tag,
            values: self.values,
            is_first: self.is_first,
            is_written: self.is_first,
            is_tag: false,
        })
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<S::Ok, S::Error> {
        self.refuse()
    }

    refused! {
        serialize_bool(bool) -> S::Ok;
        serialize_i8(i8) -> S::Ok;
        serialize_i16(i16) -> S::Ok;
        serialize_i32(i32) -> S::Ok;
        serialize_i64(i64) -> S::Ok;
        serialize_u8(u8) -> S::Ok;
        serialize_u16(u16) -> S::Ok;
        serialize_u32(u32) -> S::Ok;
        serialize_u64(u64) -> S::Ok;
        serialize_f32(f32) -> S::Ok;
        serialize_f64(f64) -> S::Ok;
        serialize_char(char) -> S::Ok;
        serialize_str(&str) -> S::Ok;
        serialize_bytes(&[u8]) -> S::Ok;
        serialize_none() -> S::Ok;
        serialize_unit() -> S::Ok;
        serialize_unit_struct(&'static str) -> S::Ok;
        serialize_unit_variant(&'static str, u32, &'static str) -> S::Ok;
        serialize_seq(Option<usize>) -> Self::SerializeSeq;
        serialize_tuple(usize) -> Self::SerializeTuple;
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
        serialize_struct(&'static str, usize) -> Self::SerializeStruct;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
    }
}

struct TaggedMap<M> {
    map: M,
    tag: &'static str,
    values: &'static [&'static str],
    /// Whether it was written before all others, so that another one is left out.
    is_first: bool,
    is_written: bool,
    /// Whether the last key was the tag.
    is_tag: bool,
}

impl<M: SerializeMap> TaggedMap<M> {
    /// Returns the value to write in place of one that does not select the variant: of its kind, if it is an integer.
    fn corrected<T: Serialize + ?Sized>(&self, value: &T) -> Option<Value> {
        let value = serde_json::to_value(value).unwrap_or_default();
        let text = text_of(&value);
        if text.is_some_and(|text| self.values.contains(&&*text)) {
            return None;
        }
        let first = self.values.first()?;
        let number: Option<i64> = first.parse().ok().filter(|_| value.is_number());
        Some(number.map_or_else(|| (*first).into(), Value::from))
    }
}

impl<M: SerializeMap> SerializeMap for TaggedMap<M> {
    type Ok = M::Ok;
    type Error = M::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), M::Error> {
        self.is_tag = is_text(key, self.tag);
        if self.is_tag && self.is_first {
            return Ok(());
        }
        self.is_written |= self.is_tag;
        self.map.serialize_key(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), M::Error> {
        if self.is_tag && self.is_first {
            return Ok(());
        }
        let corrected = self.is_tag.then(|| self.corrected(value)).flatten();
        match corrected {
            Some(other) => self.map.serialize_value(&other),
            None => self.map.serialize_value(value),
        }
    }

    fn end(mut self) -> Result<M::Ok, M::Error> {
        if !self.is_written {
            self.map.serialize_entry(self.tag, &self.values.first())?;
        }
        self.map.end()
    }
}

/// Whether a key is written as `text`, without a copy of it.
fn is_text<T: Serialize + ?Sized>(key: &T, text: &str) -> bool {
    struct Shown<'a, T: ?Sized>(&'a T);

    impl<T: Serialize + ?Sized> Display for Shown<'_, T> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.serialize(f)
        }
    }

    /// The rest of the text that is expected.
    struct Expected<'a>(&'a str);

    impl Write for Expected<'_> {
        fn write_str(&mut self, part: &str) -> fmt::Result {
            self.0 = self.0.strip_prefix(part).ok_or(fmt::Error)?;
            Ok(())
        }
    }

    let mut expected = Expected(text);
    write!(expected, "{}", Shown(key)).is_ok() && expected.0.is_empty()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn written(value: &Value, source: &str) -> Result<String, String> {
        let mut out = Vec::new();
        let mut serializer = serde_json::Serializer::new(&mut out);
        write_tagged(value, &mut serializer, "kind", &["cat", "kitten"], source)
            .map_err(|error| error.to_string())?;
        Ok(String::from_utf8(out).unwrap())
    }

    #[test]
    fn a_tag_that_selects_the_variant_stays_and_any_other_is_replaced() {
        for (value, expected) in [
            (r#"{"a":1,"kind":"kitten"}"#, r#"{"a":1,"kind":"kitten"}"#),
            (
                r#"{"a":1,"kind":"dog","z":2}"#,
                r#"{"a":1,"kind":"cat","z":2}"#,
            ),
            (r#"{"kind":null}"#, r#"{"kind":"cat"}"#),
            (r#"{"kinds":1}"#, r#"{"kinds":1,"kind":"cat"}"#),
        ] {
            let value = serde_json::from_str(value).unwrap();
            assert_eq!(written(&value, "held").as_deref(), Ok(expected));
        }
        let value = serde_json::from_str(r#"{"a":1,"kind":"dog"}"#).unwrap();
        assert_eq!(
            written(&value, "added").as_deref(),
            Ok(r#"{"kind":"cat","a":1}"#)
        );
    }

    #[test]
    fn a_tag_that_is_an_integer_stays_one() {
        let written = |text: &str| {
            let value: Value = serde_json::from_str(text).unwrap();
            let mut out = Vec::new();
            let mut serializer = serde_json::Serializer::new(&mut out);
            write_tagged(&value, &mut serializer, "code", &["-1", "2"], "held").unwrap();
            String::from_utf8(out).unwrap()
        };
        assert_eq!(written(r#"{"code":2}"#), r#"{"code":2}"#);
        assert_eq!(written(r#"{"code":7}"#), r#"{"code":-1}"#);
        assert_eq!(written(r#"{"code":"7"}"#), r#"{"code":"-1"}"#);
        for (value, expected) in [
            (r#"{"code":-1}"#, Some("-1")),
            (r#"{"code":2.0}"#, Some("2")),
            (r#"{"code":true}"#, Some("true")),
            (r#"{"code":"a"}"#, Some("a")),
            (r#"{"code":null}"#, None),
            (r#"{"code":1.5}"#, None),
            ("{}", None),
        ] {
            let value: Value = serde_json::from_str(value).unwrap();
            assert_eq!(tag_of(&value, "code").as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn only_an_object_has_a_tag() {
        let refused = written(&Value::from(1), "held").unwrap_err();
        assert_eq!(refused, "`kind` can be added only to an object");
        let map: BTreeMap<u8, u8> = BTreeMap::from([(1, 2)]);
        assert!(is_text(&"kind", "kind") && !is_text(&"kinds", "kind") && !is_text(&map, "kind"));
    }

    #[test]
    fn a_key_is_a_text_if_it_is_all_of_it() {
        assert!(is_text("kind", "kind"));
        for key in ["", "kin", "kindly", "Kind"] {
            assert!(!is_text(key, "kind"), "{key}");
        }
    }
}
