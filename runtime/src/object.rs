//! Objects of JSON: how `object!` reads and writes the structs of generated code.
//!
//! One implementation, which a type is given by a line that lists its properties, in place of what a
//! derive would write out for each: less to compile, and the rules are in one place.
//!
//! - A property that is missing, or null, is what its type says of that: see [`Property`].
//! - A property that nobody has heard of is skipped; one that comes twice is an error.
//! - Properties come in any order, and one order costs as much as another: see [`names`](crate::names).

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use jiff::{Timestamp, civil::Date};
use serde::de::{
    Deserialize, DeserializeOwned, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess,
    Visitor,
};
use serde_json::Value;

use crate::{Change, DateRange, Id, names::place};

/// A type that a property of an object can have: what it is where the property is missing or null.
///
/// Most types have nothing for it, and both are errors. An [`Option`] is `None`, a list or map is
/// empty, and a [`Change`] tells the two apart.
pub trait Property: Sized {
    /// Reads the value of the property, which can be null.
    ///
    /// # Errors
    /// A value that the type does not have.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>
    where
        Self: Deserialize<'de>,
    {
        Self::deserialize(deserializer)
    }

    /// The value of a property that is not there; `None` if it has to be.
    fn missing() -> Option<Self> {
        None
    }

    /// Whether the property is left out where it is written.
    fn is_left_out(&self) -> bool {
        false
    }
}

macro_rules! always_there {
    ($($ty:ty),*) => {
        $(impl Property for $ty {})*
    };
}

always_there!(
    bool, i32, i64, f32, f64, String, Date, Timestamp, DateRange, Id, Value
);

impl<T: Property> Property for Box<T> {}

/// Missing and null are `None`, and `None` is left out.
impl<T> Property for Option<T> {
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

/// Missing and null are the empty map. A key that comes twice is an error: one of the two values
/// would be lost.
impl<K: DeserializeOwned + Ord, V: DeserializeOwned> Property for BTreeMap<K, V> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let map: Option<UniqueKeys<K, V>> = Option::deserialize(deserializer)?;
        Ok(map.map(|map| map.0).unwrap_or_default())
    }

    fn missing() -> Option<Self> {
        Some(Self::new())
    }
}

/// A map that is read only if no key comes twice.
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
                    "a key comes twice: one of its values would be lost",
                ));
            }
        }
        Ok(UniqueKeys(map))
    }
}

/// Missing is [`Change::Keep`], which is left out; null is [`Change::Clear`].
impl<T> Property for Change<T> {
    fn missing() -> Option<Self> {
        Some(Self::Keep)
    }

    fn is_left_out(&self) -> bool {
        self.is_keep()
    }
}

/// The next key of an object, as its place among `names`; a place behind them for any other key.
#[doc(hidden)]
pub fn next_key<'de, A: MapAccess<'de>>(
    map: &mut A,
    names: &'static [&'static str],
    slots: &'static [u16],
) -> Result<Option<usize>, A::Error> {
    map.next_key_seed(KeySeed { names, slots })
}

/// Reads a key without keeping its text.
struct KeySeed {
    names: &'static [&'static str],
    slots: &'static [u16],
}

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for KeySeed {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a property")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<usize, E> {
        Ok(place(self.names, self.slots, name).unwrap_or(self.names.len()))
    }
}

/// Reads the value of the property `name` into `slot`, which must still be empty.
#[doc(hidden)]
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

/// Passes over a property that the type does not have, or refuses it.
#[doc(hidden)]
pub fn skip_value<'de, A: MapAccess<'de>>(map: &mut A, only: bool) -> Result<(), A::Error> {
    if only {
        return Err(A::Error::custom("a property that the object does not have"));
    }
    map.next_value::<IgnoredAny>().map(drop)
}

/// The value of a property once the object is at its end.
#[doc(hidden)]
pub fn finish<T: Property, E: Error>(slot: Option<T>, name: &'static str) -> Result<T, E> {
    slot.or_else(T::missing)
        .ok_or_else(|| E::missing_field(name))
}

/// The value of a property that has to be there, if only as null.
#[doc(hidden)]
pub fn finish_required<T, E: Error>(slot: Option<T>, name: &'static str) -> Result<T, E> {
    slot.ok_or_else(|| E::missing_field(name))
}

/// Gives a struct its reading and writing as an object of JSON, and makes it a [`Property`].
///
/// ```
/// use runtime::{Id, Property};
///
/// #[derive(Debug, PartialEq)]
/// pub struct Pet {
///     pub id: Id,
///     pub type_: Option<String>,
///     pub owner_id: Option<Id>,
///     pub chip: Option<String>,
/// }
///
/// runtime::object!(Pet { id, type_ = "type", owner_id: integer, chip: required });
///
/// let pet: Pet = serde_json::from_str(r#"{"id": 7, "type": "cat", "owner_id": "8", "chip": null}"#)?;
/// assert_eq!(serde_json::to_string(&pet)?, r#"{"id":"7","type":"cat","owner_id":8,"chip":null}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// The fields stand in the order of the document. `= "…"` is the name of the property where it is not
/// that of the field. `integer` writes ids as numbers. `required` wants the property to be there, if only
/// as null, and writes it always. `only` behind the braces refuses properties
/// that are not listed, in place of skipping them.
///
/// With a type behind some of its fields, the struct gets a function `new` that takes these and leaves
/// everything else out:
///
/// ```
/// # use runtime::Id;
/// #[derive(Debug, PartialEq)]
/// pub struct Pet {
///     pub id: Id,
///     pub name: Option<String>,
/// }
///
/// runtime::object!(Pet { id(Id), name });
///
/// assert_eq!(Pet::new(7), Pet { id: Id::from(7), name: None });
/// ```
#[macro_export]
macro_rules! object {
    ($name:ident { $($field:ident $(($ty:ty))? $(= $wire:literal)? $(: $($how:ident)+)?),* $(,)? } $($only:ident)?) => {
        #[automatically_derived]
        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D>(deserializer: D) -> ::core::result::Result<Self, D::Error>
            where
                D: $crate::__private::serde::Deserializer<'de>,
            {
                #[allow(non_camel_case_types)]
                enum Key { $($field),* }

                const KEYS: &[Key] = &[$(Key::$field),*];
                const NAMES: &[&str] = &[$($crate::__object!(@wire $field $($wire)?)),*];
                const SLOTS: usize = $crate::__private::slot_count(NAMES.len());

                struct Visitor;

                impl<'de> $crate::__private::serde::de::Visitor<'de> for Visitor {
                    type Value = $name;

                    fn expecting(
                        &self,
                        f: &mut ::core::fmt::Formatter<'_>,
                    ) -> ::core::fmt::Result {
                        f.write_str("an object")
                    }

                    fn visit_map<A>(self, mut map: A) -> ::core::result::Result<$name, A::Error>
                    where
                        A: $crate::__private::serde::de::MapAccess<'de>,
                    {
                        // In here, and not an item, so that it is left out where nothing but types is checked.
                        let slots = const { &$crate::__private::slots::<SLOTS>(NAMES) };
                        $(let mut $field = ::core::option::Option::None;)*
                        while let ::core::option::Option::Some(key) =
                            $crate::__private::next_key(&mut map, NAMES, slots)?
                        {
                            match KEYS.get(key) {
                                $(::core::option::Option::Some(Key::$field) => {
                                    $crate::__private::read_value(
                                        &mut $field,
                                        &mut map,
                                        $crate::__object!(@wire $field $($wire)?),
                                    )?
                                })*
                                ::core::option::Option::None => {
                                    $crate::__private::skip_value(
                                        &mut map, $crate::__object!(@only $($only)?),
                                    )?;
                                }
                            }
                        }
                        ::core::result::Result::Ok($name {
                            $($field: $crate::__object!(
                                @finish $field, $crate::__object!(@wire $field $($wire)?) $(, $($how)+)?
                            )?,)*
                        })
                    }
                }

                deserializer.deserialize_map(Visitor)
            }
        }

        #[automatically_derived]
        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error>
            where
                S: $crate::__private::serde::Serializer,
            {
                use $crate::__private::serde::ser::SerializeMap as _;
                let mut map = serializer.serialize_map(::core::option::Option::None)?;
                $($crate::__object!(
                    @write map, $crate::__object!(@wire $field $($wire)?), &self.$field $(, $($how)+)?
                );)*
                map.end()
            }
        }

        impl $crate::Property for $name {}

        $crate::__object!(@new $name { $($field $(($ty))?),* } $($(($field: $ty))?)*);
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __object {
    (@wire $field:ident) => {
        stringify!($field)
    };
    (@wire $field:ident $wire:literal) => {
        $wire
    };

    (@new $name:ident { $($field:ident $(($ty:ty))?),* }) => {};
    (@new $name:ident { $($field:ident $(($ty:ty))?),* } $(($argument:ident: $taken:ty))+) => {
        impl $name {
            /// Makes one with what is always there, and everything else left out: for tests.
            #[allow(clippy::too_many_arguments)]
            pub fn new($($argument: impl ::core::convert::Into<$taken>),+) -> Self {
                Self {
                    $($field: $crate::__object!(@value $field $(($ty))?),)*
                }
            }
        }
    };
    (@value $field:ident) => {
        ::core::default::Default::default()
    };
    (@value $field:ident ($ty:ty)) => {
        ::core::convert::Into::into($field)
    };

    (@only) => {
        false
    };
    (@only only) => {
        true
    };

    (@finish $slot:ident, $wire:expr) => {
        $crate::__private::finish($slot, $wire)
    };
    (@finish $slot:ident, $wire:expr, integer) => {
        $crate::__private::finish($slot, $wire)
    };
    (@finish $slot:ident, $wire:expr, required $(integer)?) => {
        $crate::__private::finish_required($slot, $wire)
    };

    (@write $map:ident, $wire:expr, $value:expr) => {
        if !$crate::Property::is_left_out($value) {
            $map.serialize_entry($wire, $value)?;
        }
    };
    (@write $map:ident, $wire:expr, $value:expr, integer) => {
        if !$crate::Property::is_left_out($value) {
            $map.serialize_entry($wire, &$crate::integers($value))?;
        }
    };
    (@write $map:ident, $wire:expr, $value:expr, required) => {
        $map.serialize_entry($wire, $value)?
    };
    (@write $map:ident, $wire:expr, $value:expr, required integer) => {
        $map.serialize_entry($wire, &$crate::integers($value))?
    };
}
