//! Optional values for which an empty text stands for none: [`EmptyIsNone`] and [`EmptyNumberIsNone`].

use std::fmt;

use serde::{
    Deserializer,
    de::{Error, IntoDeserializer, Unexpected, Visitor},
    forward_to_deserialize_any,
};

use crate::text::{
    tolerance::{Kind, is_strict, note},
    tolerant::tolerant,
    untyped::NOT_KEPT,
};

/// Whether a text stands for none, which is noted then.
pub(super) fn is_none(text: &str) -> bool {
    let is_none = text.is_empty() && !is_strict();
    if is_none {
        note(Kind::EmptyText, text);
    }
    is_none
}

/// A deserializer of an `Option` that is written as a text. An empty text is `None`.
pub(super) struct EmptyIsNone<D>(pub(super) D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for EmptyIsNone<D> {
    type Error = D::Error;

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_option(Nullable(visitor))
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.deserialize_option(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// Passes on null, and reads anything else as a text.
struct Nullable<V>(V);

impl<'de, V: Visitor<'de>> Visitor<'de> for Nullable<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_none()
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_none()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        deserializer.deserialize_str(Text(self.0))
    }
}

/// Reads a text.
struct Text<V>(V);

impl<'de, V: Visitor<'de>> Visitor<'de> for Text<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<V::Value, E> {
        match is_none(text) {
            true => self.0.visit_none(),
            false => self.0.visit_some(tolerant(text.into_deserializer())),
        }
    }
}

/// A deserializer of an `Option` of a number, whose type has this name. An empty text is `None`, any other is an error.
pub(super) struct EmptyNumberIsNone<D>(pub(super) D, pub(super) &'static str);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for EmptyNumberIsNone<D> {
    type Error = D::Error;

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_option(Number(visitor, self.1))
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.deserialize_option(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// Passes on null, and reads anything else as a number.
struct Number<V>(V, &'static str);

impl<'de, V: Visitor<'de>> Visitor<'de> for Number<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.1)
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_none()
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_none()
    }

    // A number is read without a type, because it can be a text. Nothing else of it is kept.
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        deserializer.deserialize_newtype_struct(NOT_KEPT, self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<V::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<V::Value, E> {
        self.0.visit_some(number.into_deserializer())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<V::Value, E> {
        self.0.visit_some(number.into_deserializer())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<V::Value, E> {
        self.0.visit_some(tolerant(number.into_deserializer()))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<V::Value, E> {
        match is_none(text) {
            true => self.0.visit_none(),
            false => Err(E::invalid_type(Unexpected::Str(text), &self)),
        }
    }
}
