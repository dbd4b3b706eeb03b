//! [`Foreign`]: a value of another crate, which is read and written by a codec.

use std::{borrow::Cow, fmt, marker::PhantomData, ops::Deref, str::FromStr};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, Visitor},
    ser,
};

use super::codec::Codec;
use crate::model::{
    decimal::{Decimal, read_number, read_optional_number},
    empty_text::EmptyIsNone,
    integer_ids::IntegerIds,
    property::Property,
};

/// A value of another crate that is written as one text: [`Base64`](crate::Base64), [`IsoDuration`](crate::IsoDuration),
/// [`AsText`](crate::AsText).
///
/// It derefs to the value, [`into_inner`](Foreign::into_inner) takes it out, and `From` makes one of it. `Display` and
/// `FromStr` are the text as it is sent.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Foreign<T, C> {
    value: T,
    codec: PhantomData<fn() -> C>,
}

impl<T, C> Foreign<T, C> {
    /// Wraps a value.
    pub const fn new(value: T) -> Self {
        Self {
            value,
            codec: PhantomData,
        }
    }

    /// Returns the value.
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T, C> Deref for Foreign<T, C> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T, C> AsRef<T> for Foreign<T, C> {
    fn as_ref(&self) -> &T {
        &self.value
    }
}

impl<T, C> From<T> for Foreign<T, C> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

/// As the value.
impl<T: fmt::Debug, C> fmt::Debug for Foreign<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

/// The text as it is sent.
impl<T, C: Codec<T>> fmt::Display for Foreign<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        C::write(&self.value, f)
    }
}

/// Reads the text as it is sent. Fails with the reason.
impl<T, C: Codec<T>> FromStr for Foreign<T, C> {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let value = C::read(text);
        value
            .map(Self::new)
            .map_err(|reason| refusal::<T, C>(&reason))
    }
}

/// The message for a text that is not a value.
fn refusal<T, C: Codec<T>>(reason: &str) -> String {
    format!("expected {}: {reason}", C::EXPECTED)
}

impl<T, C: Codec<T>> Foreign<T, C> {
    /// Returns the reason why the value cannot be sent, if there is one.
    pub(crate) fn refusal(&self) -> Option<String> {
        C::refusal(&self.value)
    }

    fn of<E: de::Error>(text: &str) -> Result<Self, E> {
        text.parse().map_err(E::custom)
    }
}

impl<'de, T, C: Codec<T>> Deserialize<'de> for Foreign<T, C> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match C::IS_NUMBER {
            true => read_number(deserializer, str::parse),
            false => deserializer.deserialize_str(TextVisitor(PhantomData)),
        }
    }
}

struct TextVisitor<T, C>(PhantomData<fn() -> (T, C)>);

impl<T, C: Codec<T>> Visitor<'_> for TextVisitor<T, C> {
    type Value = Foreign<T, C>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(C::EXPECTED)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        Foreign::of(text)
    }
}

impl<T, C: Codec<T>> Serialize for Foreign<T, C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Some(reason) = self.refusal() {
            return Err(ser::Error::custom(reason));
        }
        if !C::IS_NUMBER {
            return serializer.collect_str(self);
        }
        let number: Decimal = self.to_string().parse().map_err(ser::Error::custom)?;
        number.serialize(serializer)
    }
}

/// Some services send `""` for a value that is not set.
impl<T, C: Codec<T>> Property for Foreign<T, C> {
    const EMPTY_IS_ABSENT: bool = !C::HAS_EMPTY;

    fn read_optional<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error>
    where
        Option<Self>: Deserialize<'de>,
    {
        if C::IS_NUMBER {
            return read_optional_number(deserializer, str::parse);
        }
        match C::HAS_EMPTY {
            true => Option::deserialize(deserializer),
            false => Option::deserialize(EmptyIsNone(deserializer)),
        }
    }
}

/// It has no ids.
impl<T, C: Codec<T>> IntegerIds for Foreign<T, C> {
    fn serialize_integers<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize(serializer)
    }
}

/// The message for a reason that another crate states, on one line.
pub(super) fn stated(reason: &impl fmt::Display) -> String {
    let reason = reason.to_string();
    let line: Cow<'_, str> = match reason.contains('\n') {
        true => reason.replace('\n', " ").into(),
        false => reason.as_str().into(),
    };
    line.into_owned()
}
