//! What [`closed_enum!`](crate::closed_enum) and [`open_enum!`](crate::open_enum) stand on: reading
//! the value of an enumeration from its text.

use std::{fmt, marker::PhantomData, str::FromStr};

use serde::{Deserializer, de};

use crate::text::excerpt;

/// A text is not one of the values of a closed enumeration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownValue {
    value: String,
    allowed: &'static [&'static str],
}

impl UnknownValue {
    /// The text that was given.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// The texts that would have been taken.
    pub fn allowed(&self) -> &[&'static str] {
        self.allowed
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = excerpt(self.value.as_bytes());
        write!(f, "\"{value}\" is not one of: {}", self.allowed.join(", "))
    }
}

impl std::error::Error for UnknownValue {}

/// The value of a closed enumeration whose text is `text`; `texts` and `all` are in the same order.
#[doc(hidden)]
pub fn from_str_closed<T: Copy>(
    text: &str,
    texts: &'static [&'static str],
    all: &'static [T],
) -> Result<T, UnknownValue> {
    let index = texts.iter().position(|known| *known == text);
    index
        .and_then(|index| all.get(index))
        .copied()
        .ok_or_else(|| UnknownValue {
            value: text.to_owned(),
            allowed: texts,
        })
}

/// Reads a closed enumeration: an unknown text is an error.
#[doc(hidden)]
pub fn deserialize_closed<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: FromStr<Err = UnknownValue>,
    D: Deserializer<'de>,
{
    deserialize_text(deserializer, str::parse)
}

/// Reads an open enumeration: every text is taken. A known one allocates nothing.
#[doc(hidden)]
pub fn deserialize_open<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: for<'a> From<&'a str>,
    D: Deserializer<'de>,
{
    deserialize_text(deserializer, |text| {
        Ok::<_, std::convert::Infallible>(T::from(text))
    })
}

/// Reads a JSON string by `read`; anything but a string is an error.
pub(crate) fn deserialize_text<'de, T, R, E, D>(deserializer: D, read: R) -> Result<T, D::Error>
where
    R: FnOnce(&str) -> Result<T, E>,
    E: fmt::Display,
    D: Deserializer<'de>,
{
    deserializer.deserialize_str(TextVisitor {
        read,
        value: PhantomData,
    })
}

struct TextVisitor<T, R> {
    read: R,
    value: PhantomData<fn() -> T>,
}

impl<T, R, F> de::Visitor<'_> for TextVisitor<T, R>
where
    R: FnOnce(&str) -> Result<T, F>,
    F: fmt::Display,
{
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        (self.read)(text).map_err(E::custom)
    }
}
