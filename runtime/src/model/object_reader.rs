//! Reading an object property by property: the functions that the expansion of [`object!`](crate::object) calls.
//!
//! They are not part of the macro, so that they are compiled once and not for each struct.

use std::{collections::BTreeMap, fmt, iter, marker::PhantomData};

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor,
    value::MapDeserializer,
};
use serde_json::Value;

use super::{constant::Constant, field_table::index_of, property::Property};
use crate::text::{excerpt::excerpt, untyped::UNKNOWN};

/// Writes that an object is expected. In the alternate form (`{:#}`), which no message has, the names of its properties
/// are written, each after a `NAME`, and before them an `OPEN`, if there can be properties of other names.
pub fn expect_object(f: &mut fmt::Formatter<'_>, names: &[&str], is_open: bool) -> fmt::Result {
    if !f.alternate() {
        return f.write_str("an object");
    }
    if is_open {
        write!(f, "{OPEN}")?;
    }
    names.iter().try_for_each(|name| write!(f, "{NAME}{name}"))
}

/// Begins the alternate form of [`expect_object`] for an object that can have properties of other names.
pub(crate) const OPEN: char = '\u{1}';

/// Begins the name of a property in the alternate form of [`expect_object`].
pub(crate) const NAME: char = '\0';

/// Returns the next key of an object as its index in `names`. Any other key has an index past their end, and its text is
/// written to `other`.
pub fn next_key<'de, A: MapAccess<'de>>(
    map: &mut A,
    names: &'static [&'static str],
    slots: &'static [u16],
    other: Option<&mut String>,
) -> Result<Option<usize>, A::Error> {
    map.next_key_seed(KeySeed {
        names,
        slots,
        other,
    })
}

/// Reads a key without keeping its text.
struct KeySeed<'a> {
    names: &'static [&'static str],
    slots: &'static [u16],
    other: Option<&'a mut String>,
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a property")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<usize, E> {
        let found = index_of(self.names, self.slots, name);
        if let (None, Some(other)) = (found, self.other) {
            other.clear();
            other.push_str(name);
        }
        Ok(found.unwrap_or(self.names.len()))
    }
}

/// Reads the value of the property `name` into `slot`.
///
/// # Errors
/// Fails if `slot` has a value already, or if the value is not a `T`.
pub fn read_value<'de, T, A>(
    slot: &mut Option<T>,
    map: &mut A,
    name: &'static str,
) -> Result<(), A::Error>
where
    T: Property + Deserialize<'de>,
    A: MapAccess<'de>,
{
    if slot.is_some() {
        return Err(A::Error::duplicate_field(name));
    }
    *slot = Some(map.next_value_seed(ValueSeed(PhantomData))?);
    Ok(())
}

struct ValueSeed<T>(PhantomData<T>);

impl<'de, T: Property + Deserialize<'de>> DeserializeSeed<'de> for ValueSeed<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::read(deserializer)
    }
}

/// Reads an object that is written as a text, which is its property `name`.
///
/// # Errors
/// Fails if the object has other required properties, or if the property is not a text.
pub fn read_text<'de, V: Visitor<'de>, E: Error>(
    visitor: V,
    name: &'static str,
    text: &str,
) -> Result<V::Value, E> {
    visitor.visit_map(MapDeserializer::new(iter::once((name, text))))
}

/// Skips a property that the type does not have, or fails if `only` says that there must be none.
pub fn skip_value<'de, A: MapAccess<'de>>(map: &mut A, only: bool) -> Result<(), A::Error> {
    if only {
        return Err(A::Error::custom("unknown property"));
    }
    map.next_value::<Skipped>().map(drop)
}

/// The value of an unknown field, which is checked like any other value and not kept. For serde's `IgnoredAny`,
/// serde_json neither limits the depth of a value nor checks its strings and numbers.
struct Skipped;

impl<'de> Deserialize<'de> for Skipped {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(UNKNOWN, Self)
    }
}

impl<'de> Visitor<'de> for Skipped {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_unit<E: Error>(self) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self, A::Error> {
        while let Some(Self) = items.next_element()? {}
        Ok(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self, A::Error> {
        while let Some((Self, Self)) = entries.next_entry()? {}
        Ok(self)
    }
}

/// Reads the value of `key` if that is one of the constant properties, and returns whether it is.
///
/// # Errors
/// Fails if the value is not the constant.
pub fn read_constant<'de, A: MapAccess<'de>>(
    map: &mut A,
    key: &str,
    constants: &[(&'static str, Constant)],
) -> Result<bool, A::Error> {
    let mut known = constants.iter().filter(|(name, _)| *name == key);
    let Some((_, constant)) = known.next() else {
        return Ok(false);
    };
    let value: Value = map.next_value()?;
    if constant.is(&value) || known.any(|(_, also)| also.is(&value)) {
        return Ok(true);
    }
    let shown = excerpt(value.to_string().as_bytes());
    let wanted = serde_json::to_string(constant).unwrap_or_default();
    Err(A::Error::custom(format!(
        "`{key}` is {shown}, and not {wanted}"
    )))
}

/// Reads an additional property into `others`. Of several untyped ones with the same key, the last is kept, as within
/// untyped values.
///
/// # Errors
/// Fails if the key is a duplicate and has a type, or if the value is not a `V`.
pub fn read_other<'de, A: MapAccess<'de>, V: Property + Deserialize<'de>>(
    map: &mut A,
    key: &str,
    others: &mut BTreeMap<String, V>,
) -> Result<(), A::Error> {
    let value = map.next_value()?;
    if others.insert(key.to_owned(), value).is_some() && !V::IS_UNTYPED {
        return Err(A::Error::custom(format!("duplicate field `{key}`")));
    }
    Ok(())
}

/// Counts the properties of `value` that are not in `known`.
#[must_use]
pub fn unknown_fields(value: &Value, known: &[&str]) -> usize {
    let properties = value.as_object().into_iter().flatten();
    properties
        .filter(|(name, _)| !known.contains(&name.as_str()))
        .count()
}

/// Returns the value of a property after the whole object was read.
///
/// # Errors
/// Fails if the property is missing and its type requires it.
pub fn finish<T: Property, E: Error>(slot: Option<T>, name: &'static str) -> Result<T, E> {
    slot.or_else(T::missing)
        .ok_or_else(|| E::missing_field(name))
}

/// Returns the value of a required property, which can be null, after the whole object was read.
///
/// # Errors
/// Fails if the property is missing.
pub fn finish_required<T, E: Error>(slot: Option<T>, name: &'static str) -> Result<T, E> {
    slot.ok_or_else(|| E::missing_field(name))
}
