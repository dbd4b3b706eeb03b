//! A limit on the memory of untyped values.
//!
//! An untyped value ([`serde_json::Value`]) takes up to a hundred times as much memory as its text. A type takes what it
//! has fields for. So reading has a budget for what is untyped: [`Limited`] is a deserializer that passes everything on
//! to another one, and charges for each value that is read without a type (`deserialize_any`).

use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};

use super::{
    budget::Budget,
    tolerant::{Dated, Whole, is_dated},
};

/// The name by which a type says that it keeps only one text of the value that it reads.
pub(crate) const NOT_KEPT: &str = "runtime::NotKept";

/// The name by which a type says that it reads an unknown property of an object, of which nothing is kept.
pub(crate) const UNKNOWN: &str = "runtime::Unknown";

// Measured with an allocator that counts, and glibc's overhead of 8 bytes for each allocation.

/// A value: 32 bytes, and half of them again while the list that it is in grows.
const VALUE: usize = 56;
/// The first item of a list, which has space for four.
const LIST: usize = 96;
/// The first property of an object, whose node has space for eleven.
const OBJECT: usize = 600;
/// The key of a property.
const KEY: usize = 24;
/// A property beyond the first node. Nodes are half full.
const PROPERTY: usize = 88;
/// The number of properties in the first node.
const NODE: usize = 11;

/// A part of deserialization (a deserializer, a visitor, and so on) within a budget.
pub(crate) struct Limited<'b, T> {
    inner: T,
    budget: &'b Budget,
    /// Whether it reads a value without a type.
    is_untyped: bool,
    level: Level,
}

/// How deep in the text a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    /// The whole text.
    Whole,
    /// A property of the outermost object, or an item of the outermost list.
    First,
    Deeper,
}

impl<'b, T> Limited<'b, T> {
    /// Makes the part that reads a whole text.
    pub(crate) fn new(inner: T, budget: &'b Budget) -> Self {
        Self {
            inner,
            budget,
            is_untyped: false,
            level: Level::Whole,
        }
    }

    /// Makes the same part for something within it.
    fn with<U>(&self, inner: U) -> Limited<'b, U> {
        Limited {
            inner,
            budget: self.budget,
            is_untyped: self.is_untyped,
            level: self.level,
        }
    }

    /// Makes a part for the same value, which has a type.
    fn typed<U>(&self, inner: U) -> Limited<'b, U> {
        Limited {
            is_untyped: false,
            ..self.with(inner)
        }
    }

    /// Makes a part for a value within this one.
    fn below<U>(&self, inner: U) -> Limited<'b, U> {
        let level = match self.level {
            Level::Whole => Level::First,
            Level::First | Level::Deeper => Level::Deeper,
        };
        Limited {
            level,
            ..self.typed(inner)
        }
    }
}

/// Passes on values that have no other values in them.
macro_rules! pass_on {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
            self.inner.$method(visitor)
        })*
    };
}

/// Reads integers that are written with a fraction of zero, too.
macro_rules! read_integers {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
            self.inner.$method(Whole(visitor))
        })*
    };
}

/// Limits the visitors of values that have other values in them.
macro_rules! limit {
    ($($method:ident($($argument:ident: $ty:ty),*))*) => {
        $(fn $method<V: Visitor<'de>>(self, $($argument: $ty,)* visitor: V) -> Result<V::Value, D::Error> {
            let visitor = self.typed(visitor);
            self.inner.$method($($argument,)* visitor)
        })*
    };
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Limited<'_, D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.budget.charge(VALUE)?;
        let visitor = Limited {
            is_untyped: true,
            ..self.with(visitor)
        };
        self.inner.deserialize_any(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        if name == UNKNOWN && self.level == Level::First {
            self.budget.note_unknown();
        }
        if name == NOT_KEPT || name == UNKNOWN {
            return self.inner.deserialize_newtype_struct(name, visitor);
        }
        let visitor = self.typed(visitor);
        self.inner.deserialize_newtype_struct(name, visitor)
    }

    pass_on! {
        deserialize_bool deserialize_i128 deserialize_u128 deserialize_f32 deserialize_f64 deserialize_char
        deserialize_string deserialize_bytes deserialize_byte_buf deserialize_unit deserialize_identifier
        deserialize_ignored_any
    }

    read_integers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        match is_dated::<V>() {
            true => self.inner.deserialize_str(Dated(visitor)),
            false => self.inner.deserialize_str(visitor),
        }
    }

    limit! {
        deserialize_option()
        deserialize_seq()
        deserialize_map()
        deserialize_unit_struct(name: &'static str)
        deserialize_tuple(len: usize)
        deserialize_tuple_struct(name: &'static str, len: usize)
        deserialize_struct(name: &'static str, fields: &'static [&'static str])
        deserialize_enum(name: &'static str, variants: &'static [&'static str])
    }

    fn is_human_readable(&self) -> bool {
        self.inner.is_human_readable()
    }
}

/// Passes on values to a visitor.
macro_rules! visit {
    ($($method:ident: $ty:ty,)*) => {
        $(fn $method<E: Error>(self, value: $ty) -> Result<V::Value, E> {
            self.inner.$method(value)
        })*
    };
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Limited<'_, V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.expecting(f)
    }

    visit! {
        visit_bool: bool, visit_i8: i8, visit_i16: i16, visit_i32: i32, visit_i64: i64, visit_i128: i128,
        visit_u8: u8, visit_u16: u16, visit_u32: u32, visit_u64: u64, visit_u128: u128, visit_f32: f32,
        visit_f64: f64, visit_char: char, visit_str: &str, visit_borrowed_str: &'de str, visit_string: String,
        visit_bytes: &[u8], visit_borrowed_bytes: &'de [u8], visit_byte_buf: Vec<u8>,
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.inner.visit_none()
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.inner.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        let deserializer = self.typed(deserializer);
        self.inner.visit_some(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<V::Value, D::Error> {
        let deserializer = self.typed(deserializer);
        self.inner.visit_newtype_struct(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<V::Value, A::Error> {
        let items = Items {
            access: self.with(items),
            count: 0,
        };
        self.inner.visit_seq(items)
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<V::Value, A::Error> {
        let entries = Items {
            access: self.with(entries),
            count: 0,
        };
        self.inner.visit_map(entries)
    }

    fn visit_enum<A: EnumAccess<'de>>(self, variant: A) -> Result<V::Value, A::Error> {
        let variant = self.with(variant);
        self.inner.visit_enum(variant)
    }
}

/// The items of a list, or the properties of an object.
struct Items<'b, A> {
    access: Limited<'b, A>,
    /// The number of items before the next one.
    count: usize,
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Items<'_, A> {
    type Error = A::Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, A::Error> {
        let seed = self.access.below(seed);
        let item = self.access.inner.next_element_seed(seed)?;
        if self.access.is_untyped && self.count == 0 && item.is_some() {
            self.access.budget.charge(LIST)?;
        }
        self.count += 1;
        Ok(item)
    }

    fn size_hint(&self) -> Option<usize> {
        self.access.inner.size_hint()
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Items<'_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        let key = self.access.inner.next_key_seed(seed)?;
        if self.access.is_untyped && key.is_some() {
            self.access.budget.charge(match self.count {
                0 => KEY + OBJECT,
                1..NODE => KEY,
                _ => KEY + PROPERTY,
            })?;
            self.count += 1;
        }
        Ok(key)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, A::Error> {
        let seed = self.access.below(seed);
        self.access.inner.next_value_seed(seed)
    }

    fn size_hint(&self) -> Option<usize> {
        self.access.inner.size_hint()
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Limited<'_, S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        let deserializer = self.typed(deserializer);
        self.inner.deserialize(deserializer)
    }
}

impl<'de, 'b, A: EnumAccess<'de>> EnumAccess<'de> for Limited<'b, A> {
    type Error = A::Error;
    type Variant = Limited<'b, A::Variant>;

    fn variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Self::Variant), A::Error> {
        let (name, variant) = self.inner.variant_seed(seed)?;
        Ok((
            name,
            Limited {
                inner: variant,
                budget: self.budget,
                is_untyped: false,
                level: Level::Deeper,
            },
        ))
    }
}

impl<'de, A: VariantAccess<'de>> VariantAccess<'de> for Limited<'_, A> {
    type Error = A::Error;

    fn unit_variant(self) -> Result<(), A::Error> {
        self.inner.unit_variant()
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, A::Error> {
        let seed = self.below(seed);
        self.inner.newtype_variant_seed(seed)
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, A::Error> {
        let visitor = self.below(visitor);
        self.inner.tuple_variant(len, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        let visitor = self.below(visitor);
        self.inner.struct_variant(fields, visitor)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::{Deserialize, de::IgnoredAny};
    use serde_json::Value;

    use super::*;
    use crate::text::budget::MAX_MEMORY;

    /// Returns the memory that is charged for reading a text.
    fn charged<T: for<'de> Deserialize<'de>>(text: &str) -> usize {
        let budget = Budget::default();
        let mut deserializer = serde_json::Deserializer::from_str(text);
        T::deserialize(Limited::new(&mut deserializer, &budget)).unwrap();
        MAX_MEMORY - budget.left()
    }

    #[test]
    fn untyped_values_are_charged_for_wherever_they_are() {
        for text in ["0", "-1", "1.5", "\"a\"", "true", "null", "[]", "{}"] {
            assert_eq!(charged::<Value>(text), VALUE, "{text}");
        }
        assert_eq!(charged::<Value>("[0,[]]"), 3 * VALUE + LIST);
        assert_eq!(charged::<Value>("[[0],[0]]"), 5 * VALUE + 3 * LIST);
        assert_eq!(charged::<Value>(r#"{"a":0}"#), 2 * VALUE + OBJECT + KEY);
        assert_eq!(charged::<Vec<Value>>("[0,1]"), 2 * VALUE);
        assert_eq!(charged::<Option<Value>>("0"), VALUE);
        assert_eq!(charged::<Box<Value>>("0"), VALUE);
        assert_eq!(charged::<(Value, u8)>("[0,1]"), VALUE);
        assert_eq!(charged::<BTreeMap<String, Value>>(r#"{"a":0}"#), VALUE);
        assert_eq!(charged::<Result<Value, ()>>(r#"{"Ok":0}"#), VALUE);
        let properties: Vec<String> = (0..20).map(|n| format!("\"{n}\":0")).collect();
        assert_eq!(
            charged::<Value>(&format!("{{{}}}", properties.join(","))),
            21 * VALUE + 20 * KEY + OBJECT + 9 * PROPERTY
        );
    }

    #[test]
    fn other_values_are_not_charged_for() {
        assert_eq!(charged::<Vec<u32>>("[0,1]"), 0);
        assert_eq!(
            charged::<BTreeMap<String, Vec<String>>>(r#"{"a":["b"]}"#),
            0
        );
        assert_eq!(
            charged::<Option<(bool, char, f64, i128)>>(r#"[true,"a",1.5,1]"#),
            0
        );
        assert_eq!(charged::<IgnoredAny>(r#"{"a":["b"]}"#), 0);
    }

    #[test]
    fn a_text_that_takes_more_than_the_limit_is_refused_where_it_does() {
        let budget = Budget::default();
        assert!(budget.take(MAX_MEMORY - 4 * VALUE - LIST));
        let read = || {
            let mut deserializer = serde_json::Deserializer::from_str("[0,0]");
            Value::deserialize(Limited::new(&mut deserializer, &budget))
        };
        read().unwrap();
        let error = read().unwrap_err().to_string();
        assert!(
            error.starts_with("the untyped values up to here take 256 MiB of memory"),
            "{error}"
        );
        assert!(!budget.take(1));
    }
}
