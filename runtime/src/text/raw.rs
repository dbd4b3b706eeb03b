//! [`RawText`]: a value of JSON as its text.

use std::{borrow::Cow, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, Visitor},
};
use serde_json::value::RawValue;

use super::failure::refusal;

/// The name by which serde_json asks for the text of a value.
const TOKEN: &str = "$serde_json::private::RawValue";

/// A value of JSON as its text. In contrast to [`RawValue`] it is borrowed if it can be, so that an error can say where it is.
pub(crate) struct RawText<'de>(Cow<'de, str>);

impl RawText<'_> {
    pub(crate) fn get(&self) -> &str {
        &self.0
    }

    /// Makes the error for a value that is not the expected one.
    pub(crate) fn refusal<E: Error>(&self, message: String) -> E {
        let address = match &self.0 {
            Cow::Borrowed(text) => Some(text.as_ptr().addr()),
            Cow::Owned(_) => None,
        };
        refusal(address, message)
    }
}

impl<'de> Deserialize<'de> for RawText<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(TOKEN, RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = RawText<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value of JSON")
    }

    /// The deserializer does not know the name.
    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<RawText<'de>, D::Error> {
        let text: Box<str> = Box::<RawValue>::deserialize(deserializer)?.into();
        Ok(RawText(Cow::Owned(text.into())))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<RawText<'de>, A::Error> {
        match access.next_key::<Key>()? {
            Some(Key { is_token: true }) => {
                access.next_value::<Text<'de>>().map(|text| RawText(text.0))
            }
            _ => Err(A::Error::custom(
                "a value of this type can be read only from JSON",
            )),
        }
    }
}

/// The key of the only entry.
struct Key {
    is_token: bool,
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_identifier(KeyVisitor)
    }
}

struct KeyVisitor;

impl Visitor<'_> for KeyVisitor {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of the text of a value")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Key, E> {
        Ok(Key {
            is_token: key == TOKEN,
        })
    }
}

/// A text that is borrowed if it can be.
struct Text<'de>(Cow<'de, str>);

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TextVisitor)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text of a value")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Text<'de>, E> {
        Ok(Text(text.into()))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Text<'de>, E> {
        Ok(Text(text.to_owned().into()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Text<'de>, E> {
        Ok(Text(text.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_borrowed_from_the_text_that_is_read() {
        let text = r#"{"a": {"b" : [1.0]}}"#;
        let read: std::collections::BTreeMap<&str, RawText<'_>> =
            serde_json::from_str(text).unwrap();
        let RawText(Cow::Borrowed(value)) = &read["a"] else {
            panic!("it is a copy")
        };
        assert_eq!(
            (*value, value.as_ptr()),
            (r#"{"b" : [1.0]}"#, text[6..].as_ptr())
        );
    }

    #[test]
    fn a_text_is_made_of_a_value() {
        let value = serde_json::json!({ "a": [1.5, null] });
        let read = RawText::deserialize(&value).unwrap();
        assert_eq!(read.get(), r#"{"a":[1.5,null]}"#);
        let read = RawText::deserialize(value).unwrap();
        assert_eq!(read.get(), r#"{"a":[1.5,null]}"#);
    }

    #[test]
    fn only_json_has_a_text() {
        use serde::de::value::{Error, MapDeserializer};
        let entries = MapDeserializer::<_, Error>::new([("a", 1)].into_iter());
        let error = RawText::deserialize(entries).err().unwrap();
        assert_eq!(
            error.to_string(),
            "a value of this type can be read only from JSON"
        );
    }
}
