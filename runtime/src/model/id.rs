//! [`Id`]: the identifier of an object.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::property::Property;
use crate::text::untyped::NOT_KEPT;

/// The identifier of an object of the API.
///
/// Some APIs write the same id as a string in one place and as an integer in another. An `Id` reads from both, and `"7"`
/// and `7` are equal. An id from one response can be looked up in another one, and sent in the next request. An id that
/// is not an integer is kept as its text.
///
/// It is written to JSON as a string, or as an integer where the document says so.
///
/// ```
/// use specwright_runtime::Id;
///
/// assert_eq!(Id::from(7), Id::from("7"));
/// assert_eq!(Id::from("7").as_u64(), Some(7));
/// assert_ne!(Id::from("007"), Id::from(7));
/// ```
///
/// An empty text and a negative number can be converted into an `Id`, because `From` cannot fail. A request with such
/// an id is invalid, and is not sent.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Repr);

/// A text that is the decimal form of a `u64` is never a `Text`. Equality and hashing depend on this.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Repr {
    Number(u64),
    Text(Box<str>),
}

impl Id {
    /// Returns the id as an integer, or `None` if it is not the canonical decimal form of a `u64`.
    pub fn as_u64(&self) -> Option<u64> {
        match &self.0 {
            Repr::Number(number) => Some(*number),
            Repr::Text(_) => None,
        }
    }

    /// Returns the reason why the id cannot be sent, or `None` if it can.
    pub(crate) fn refusal(&self) -> Option<String> {
        let Repr::Text(text) = &self.0 else {
            return None;
        };
        if text.is_empty() {
            return Some("an id cannot be empty".to_owned());
        }
        let digits = text.strip_prefix('-')?;
        let negative = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        negative.then(|| format!("an id cannot be negative, but this is {text}"))
    }
}

/// Returns the number whose canonical decimal form is `text`: without a sign, leading zeros or an overflow.
fn canonical_number(text: &str) -> Option<u64> {
    match text.as_bytes() {
        [b'0'] => Some(0),
        [b'1'..=b'9', ..] => text.parse().ok(),
        _ => None,
    }
}

impl From<&str> for Id {
    fn from(text: &str) -> Self {
        match canonical_number(text) {
            Some(number) => Self(Repr::Number(number)),
            None => Self(Repr::Text(text.into())),
        }
    }
}

impl From<String> for Id {
    fn from(text: String) -> Self {
        match canonical_number(&text) {
            Some(number) => Self(Repr::Number(number)),
            None => Self(Repr::Text(text.into())),
        }
    }
}

impl From<&String> for Id {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<&Id> for Id {
    fn from(id: &Id) -> Self {
        id.clone()
    }
}

impl From<u64> for Id {
    fn from(number: u64) -> Self {
        Self(Repr::Number(number))
    }
}

macro_rules! from_unsigned {
    ($($number:ty),*) => {$(
        impl From<$number> for Id {
            fn from(number: $number) -> Self {
                Self(Repr::Number(u64::from(number)))
            }
        }
    )*};
}

from_unsigned!(u8, u16, u32);

macro_rules! from_signed {
    ($($number:ty),*) => {$(
        /// A negative number is kept as its text. A request with it is invalid.
        impl From<$number> for Id {
            fn from(number: $number) -> Self {
                match u64::try_from(number) {
                    Ok(number) => Self(Repr::Number(number)),
                    Err(_) => Self(Repr::Text(number.to_string().into())),
                }
            }
        }
    )*};
}

from_signed!(i32, i64);

/// The error of an empty id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EmptyId;

impl fmt::Display for EmptyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an id cannot be empty")
    }
}

impl std::error::Error for EmptyId {}

impl FromStr for Id {
    type Err = EmptyId;

    /// Fails if the text is empty.
    fn from_str(text: &str) -> Result<Self, EmptyId> {
        if text.is_empty() {
            Err(EmptyId)
        } else {
            Ok(Self::from(text))
        }
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Repr::Number(number) => number.fmt(f),
            Repr::Text(text) => text.fmt(f),
        }
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Repr::Number(number) => write!(f, "Id({number})"),
            Repr::Text(text) => write!(f, "Id({text:?})"),
        }
    }
}

impl Property for Id {}

/// Writes a string. Fails if the id is empty or negative.
impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.refusal() {
            Some(reason) => Err(serde::ser::Error::custom(reason)),
            None => serializer.collect_str(self),
        }
    }
}

/// Reads a string that is not empty, or an integer that is not negative.
impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(NOT_KEPT, IdVisitor)
    }
}

struct IdVisitor;

impl<'de> de::Visitor<'de> for IdVisitor {
    type Value = Id;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an id (a string that is not empty, or an integer that is not negative)")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Id, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Id, E> {
        text.parse()
            .map_err(|EmptyId| E::invalid_value(de::Unexpected::Str(text), &self))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Id, E> {
        Ok(Id::from(number))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Id, E> {
        u64::try_from(number)
            .map(Id::from)
            .map_err(|_| E::invalid_value(de::Unexpected::Signed(number), &self))
    }
}
