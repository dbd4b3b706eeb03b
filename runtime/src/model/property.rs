//! [`Property`]: what a missing or null property of an object means, by the type of the property.

use std::{collections::BTreeMap, fmt, marker::PhantomData};

use jiff::{Timestamp, civil::Date};
use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error, MapAccess, Visitor};
use serde_json::Value;

use super::empty_text::{EmptyIsNone, EmptyNumberIsNone};
use crate::text::tolerant::tolerant;

/// A type that a property of an object can have.
///
/// For most types, a missing property and null are errors. For an [`Option`] both are `None`, for a list or a map both
/// are empty, and a [`Patch`](crate::Patch) tells them apart.
pub trait Property: Sized {
    /// Whether an empty text is no value of the type but stands for none, so that it is `None` for an `Option`.
    #[doc(hidden)]
    const EMPTY_IS_ABSENT: bool = false;

    /// The name of the type if it is a number, so that an empty text stands for none in the same way.
    #[doc(hidden)]
    const NUMBER: Option<&'static str> = None;

    /// Whether the type holds any value.
    #[doc(hidden)]
    const IS_UNTYPED: bool = false;

    /// The name of the property that a text stands for, if the type is an object that can be written as a text.
    #[doc(hidden)]
    const TEXT: Option<&'static str> = None;

    /// Reads the value of the property, which can be null.
    ///
    /// # Errors
    /// Fails if the value is not one of the type.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>
    where
        Self: Deserialize<'de>,
    {
        Self::deserialize(deserializer)
    }

    /// Reads the value of an optional property, which can be null.
    ///
    /// # Errors
    /// Fails if the value is not one of the type.
    #[doc(hidden)]
    fn read_optional<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error>
    where
        Option<Self>: Deserialize<'de>,
    {
        match Self::NUMBER {
            Some(name) => Option::deserialize(EmptyNumberIsNone(deserializer, name)),
            None if Self::EMPTY_IS_ABSENT => Option::deserialize(EmptyIsNone(deserializer)),
            None => Option::deserialize(deserializer),
        }
    }

    /// Returns the value of a missing property, or `None` if the property is required.
    fn missing() -> Option<Self> {
        None
    }

    /// Whether the property is left out when the object is written.
    fn is_left_out(&self) -> bool {
        false
    }

    /// Counts what the type ignores in `value`: properties that it does not have, and texts that it does not list.
    ///
    /// Of several types that can hold a value, the one with the lowest count fits best.
    fn unknown_fields(value: &Value) -> usize {
        let _ = value;
        0
    }
}

macro_rules! required {
    ($($ty:ty),*) => {
        $(impl Property for $ty {})*
    };
}

required!(bool, f32, String);

/// Some services send `""` for a number that is not set.
macro_rules! integers {
    ($($ty:ident),*) => {
        $(impl Property for $ty {
            const NUMBER: Option<&'static str> = Some(stringify!($ty));

            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::deserialize(tolerant(deserializer))
            }
        })*
    };
}

integers!(i8, i16, i32, i64, u8, u16, u32, u64);

/// The same holds for a number with a fraction.
impl Property for f64 {
    const NUMBER: Option<&'static str> = Some("f64");
}

impl Property for Value {
    const IS_UNTYPED: bool = true;
}

/// Some services send `""` for a date that is not set, and others a date-time at midnight.
impl Property for Date {
    const EMPTY_IS_ABSENT: bool = true;

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(tolerant(deserializer))
    }
}

/// Some services send `""` for an instant that is not set. One without an offset is in UTC.
impl Property for Timestamp {
    const EMPTY_IS_ABSENT: bool = true;

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(tolerant(deserializer))
    }
}

macro_rules! required_tuples {
    ($($first:ident $($rest:ident)*)?) => {
        $(
            impl<$first, $($rest),*> Property for ($first, $($rest,)*) {}
            required_tuples!($($rest)*);
        )?
    };
}

required_tuples!(A B C D E F G H I J K L);

impl<T: Property> Property for Box<T> {
    fn unknown_fields(value: &Value) -> usize {
        T::unknown_fields(value)
    }
}

/// Missing and null are `None`, and so is the empty text if it is a date, an instant or a number. `None` is left out.
impl<T: Property> Property for Option<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>
    where
        Self: Deserialize<'de>,
    {
        T::read_optional(deserializer)
    }

    fn missing() -> Option<Self> {
        Some(None)
    }

    fn is_left_out(&self) -> bool {
        self.is_none()
    }
}

/// Missing and null are the empty list.
impl<T> Property for Vec<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>
    where
        Self: Deserialize<'de>,
    {
        Ok(Option::deserialize(deserializer)?.unwrap_or_default())
    }

    fn missing() -> Option<Self> {
        Some(Self::new())
    }
}

/// Missing and null are the empty map. A duplicate key is an error, because one of the two values would be lost.
impl<K: DeserializeOwned + Ord, V: DeserializeOwned> Property for BTreeMap<K, V> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let map: Option<UniqueKeys<K, V>> = Option::deserialize(deserializer)?;
        Ok(map.map(|map| map.0).unwrap_or_default())
    }

    fn missing() -> Option<Self> {
        Some(Self::new())
    }
}

/// A map without duplicate keys.
struct UniqueKeys<K, V>(BTreeMap<K, V>);

impl<'de, K: Deserialize<'de> + Ord, V: Deserialize<'de>> Deserialize<'de> for UniqueKeys<K, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(UniqueKeysVisitor(PhantomData))
    }
}

struct UniqueKeysVisitor<K, V>(PhantomData<fn() -> (K, V)>);

impl<'de, K: Deserialize<'de> + Ord, V: Deserialize<'de>> Visitor<'de> for UniqueKeysVisitor<K, V> {
    type Value = UniqueKeys<K, V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut map = BTreeMap::new();
        while let Some(key) = access.next_key()? {
            if map.insert(key, access.next_value()?).is_some() {
                return Err(A::Error::custom(
                    "duplicate key: one of its values would be lost",
                ));
            }
        }
        Ok(UniqueKeys(map))
    }
}
