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
    Deserialize, DeserializeOwned, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess,
    Visitor,
};
use serde::ser::{Serialize, Serializer};
use serde_json::Value;

use crate::{DateRange, Id, Patch, names::index_of};

/// A type that a property of an object can have: what it is where the property is missing or null.
///
/// Most types have nothing for it, and both are errors. An [`Option`] is `None`, a list or map is
/// empty, and a [`Patch`] tells the two apart.
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

    /// How much of `value`, which the type can hold, it does not know: properties that it would skip, a text that
    /// is none of those that are listed. Tells which of several types fits best.
    fn unknown_fields(value: &Value) -> usize {
        let _ = value;
        0
    }
}

macro_rules! always_there {
    ($($ty:ty),*) => {
        $(impl Property for $ty {})*
    };
}

always_there!(
    bool, i32, i64, u32, u64, f32, f64, String, Date, Timestamp, DateRange, Id, Value
);

macro_rules! always_there_together {
    ($($first:ident $($rest:ident)*)?) => {
        $(
            impl<$first, $($rest),*> Property for ($first, $($rest,)*) {}
            always_there_together!($($rest)*);
        )?
    };
}

always_there_together!(A B C D E F G H I J K L);

impl<T: Property> Property for Box<T> {
    fn unknown_fields(value: &Value) -> usize {
        T::unknown_fields(value)
    }
}

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

/// Missing is [`Patch::Absent`], which is left out; null is [`Patch::Null`].
impl<T> Property for Patch<T> {
    fn missing() -> Option<Self> {
        Some(Self::Absent)
    }

    fn is_left_out(&self) -> bool {
        self.is_absent()
    }
}

/// The next key of an object, as its place among `names`; a place behind them for any other key, whose text is put
/// into `other`.
#[doc(hidden)]
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
    map.next_value::<Skipped>().map(drop)
}

/// A value that nobody asked for, read like any other and not kept. serde's `IgnoredAny` is no such reading: for
/// it, serde_json neither counts how deep a value is nor looks at what its texts and numbers are.
struct Skipped;

impl<'de> Deserialize<'de> for Skipped {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Self)
    }
}

impl<'de> Visitor<'de> for Skipped {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
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

/// The value of a property that is always the same.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Constant {
    Bool(bool),
    Integer(i64),
    Text(&'static str),
}

impl Constant {
    /// Whether `value` is this one.
    #[must_use]
    pub fn is(self, value: &Value) -> bool {
        match self {
            Self::Bool(own) => value.as_bool() == Some(own),
            Self::Integer(own) => value.as_i64() == Some(own),
            Self::Text(own) => value.as_str() == Some(own),
        }
    }
}

impl From<bool> for Constant {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Constant {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<&'static str> for Constant {
    fn from(value: &'static str) -> Self {
        Self::Text(value)
    }
}

impl Serialize for Constant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Integer(value) => serializer.serialize_i64(*value),
            Self::Text(value) => serializer.serialize_str(value),
        }
    }
}

/// Reads the value of a property that is always the same, if `key` is one: anything else there is an error. False if
/// `key` is none.
#[doc(hidden)]
pub fn read_constant<'de, A: MapAccess<'de>>(
    map: &mut A,
    key: &str,
    constants: &[(&'static str, Constant)],
) -> Result<bool, A::Error> {
    let Some((_, constant)) = constants.iter().find(|(name, _)| *name == key) else {
        return Ok(false);
    };
    let value: Value = map.next_value()?;
    if constant.is(&value) {
        return Ok(true);
    }
    let shown = crate::text::excerpt(value.to_string().as_bytes());
    let wanted = serde_json::to_string(constant).unwrap_or_default();
    Err(A::Error::custom(format!(
        "`{key}` is {shown}, and not {wanted}"
    )))
}

/// Keeps a property that the type has no field for.
#[doc(hidden)]
pub fn read_other<'de, A: MapAccess<'de>, V: Deserialize<'de>>(
    map: &mut A,
    key: &str,
    others: &mut BTreeMap<String, V>,
) -> Result<(), A::Error> {
    let value = map.next_value()?;
    if others.insert(key.to_owned(), value).is_some() {
        return Err(A::Error::custom(format!("duplicate field `{key}`")));
    }
    Ok(())
}

/// How many properties of `value` are not in `known`.
#[doc(hidden)]
#[must_use]
pub fn unknown_fields(value: &Value, known: &[&str]) -> usize {
    let properties = value.as_object().into_iter().flatten();
    properties
        .filter(|(name, _)| !known.contains(&name.as_str()))
        .count()
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
/// Behind the braces, or behind `only`, there can be `and others`, for a field with a map that keeps all properties that
/// are not listed, and `with { "kind" = "cat" }`, for properties that always have the same value: they are written, and
/// have to be that where they are read, and nobody has to give them.
///
/// ```
/// # use std::collections::BTreeMap;
/// #[derive(Debug, PartialEq)]
/// pub struct Cat {
///     pub name: String,
///     pub others: BTreeMap<String, i32>,
/// }
///
/// runtime::object!(Cat { name } and others with { "kind" = "cat" });
///
/// let json = r#"{"kind":"cat","name":"Tom","lives":9}"#;
/// let cat: Cat = serde_json::from_str(json)?;
/// assert_eq!(cat.others["lives"], 9);
/// assert_eq!(serde_json::to_string(&cat)?, json);
/// assert!(serde_json::from_str::<Cat>(r#"{"kind":"dog","name":"Tom"}"#).is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
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
    ($name:ident { $($fields:tt)* }) => {
        $crate::__object_impl!($name { $($fields)* } [] [] []);
    };
    ($name:ident { $($fields:tt)* } only) => {
        $crate::__object_impl!($name { $($fields)* } [only] [] []);
    };
    ($name:ident { $($fields:tt)* } with { $($constants:tt)* }) => {
        $crate::__object_impl!($name { $($fields)* } [] [] [$($constants)*]);
    };
    ($name:ident { $($fields:tt)* } only with { $($constants:tt)* }) => {
        $crate::__object_impl!($name { $($fields)* } [only] [] [$($constants)*]);
    };
    ($name:ident { $($fields:tt)* } and $rest:ident) => {
        $crate::__object_impl!($name { $($fields)* } [] [$rest] []);
    };
    ($name:ident { $($fields:tt)* } and $rest:ident with { $($constants:tt)* }) => {
        $crate::__object_impl!($name { $($fields)* } [] [$rest] [$($constants)*]);
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __object_impl {
    ($name:ident { $($field:ident $(($ty:ty))? $(= $wire:literal)? $(: $($how:ident)+)?),* $(,)? }
        [$($only:ident)?] [$($rest:ident)?] [$($constant:literal = $value:expr),* $(,)?]) => {
        #[automatically_derived]
        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D>(deserializer: D) -> ::core::result::Result<Self, D::Error>
            where
                D: $crate::__private::serde::Deserializer<'de>,
            {
                #[allow(non_camel_case_types)]
                enum __Key { $($field),* }

                const __KEYS: &[__Key] = &[$(__Key::$field),*];
                const __NAMES: &[&str] = &[$($crate::__object!(@wire $field $($wire)?)),*];
                const __SLOTS: usize = $crate::__private::slot_count(__NAMES.len());

                struct __Visitor;

                impl<'de> $crate::__private::serde::de::Visitor<'de> for __Visitor {
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
                        let slots = const { &$crate::__private::slots::<__SLOTS>(__NAMES) };
                        let mut _other = ::std::string::String::new();
                        $(let mut $rest = ::std::collections::BTreeMap::new();)?
                        $(let mut $field = ::core::option::Option::None;)*
                        while let ::core::option::Option::Some(key) = $crate::__private::next_key(
                            &mut map,
                            __NAMES,
                            slots,
                            $crate::__object!(@keep _other, [$($rest)?] [$($constant)*]),
                        )?
                        {
                            match __KEYS.get(key) {
                                $(::core::option::Option::Some(__Key::$field) => {
                                    $crate::__private::read_value(
                                        &mut $field,
                                        &mut map,
                                        $crate::__object!(@wire $field $($wire)?),
                                    )?
                                })*
                                // Not `None`: without any field, what is there would still have to be matched.
                                _ => {
                                    $crate::__object!(
                                        @unknown map, _other, $crate::__object!(@only $($only)?),
                                        [$($rest)?] [$($constant = $value),*]
                                    );
                                }
                            }
                        }
                        ::core::result::Result::Ok($name {
                            $($field: $crate::__object!(
                                @finish $field, $crate::__object!(@wire $field $($wire)?) $(, $($how)+)?
                            )?,)*
                            $($rest,)?
                        })
                    }
                }

                deserializer.deserialize_map(__Visitor)
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
                $(map.serialize_entry($constant, &$crate::__private::Constant::from($value))?;)*
                $($crate::__object!(
                    @write map, $crate::__object!(@wire $field $($wire)?), &self.$field $(, $($how)+)?
                );)*
                $(for (name, value) in &self.$rest {
                    map.serialize_entry(name, value)?;
                })?
                map.end()
            }
        }

        impl $crate::Property for $name {
            $crate::__object!(
                @unknown_fields [$($rest)?] $($crate::__object!(@wire $field $($wire)?),)* $($constant,)*
            );
        }

        $crate::__object!(@new $name { $($field $(($ty))?),* } [$($rest)?] $($(($field: $ty))?)*);
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

    (@keep $other:ident, [] []) => {
        ::core::option::Option::None
    };
    (@keep $other:ident, [$($rest:ident)?] [$($constant:literal)*]) => {
        ::core::option::Option::Some(&mut $other)
    };
    (@unknown $map:ident, $other:ident, $only:expr, [] []) => {
        $crate::__private::skip_value(&mut $map, $only)?
    };
    (@unknown $map:ident, $other:ident, $only:expr, [] [$($constants:tt)+]) => {
        if !$crate::__object!(@constant $map, $other, $($constants)+) {
            $crate::__private::skip_value(&mut $map, $only)?
        }
    };
    (@unknown $map:ident, $other:ident, $only:expr, [$rest:ident] []) => {
        $crate::__private::read_other(&mut $map, &$other, &mut $rest)?
    };
    (@unknown $map:ident, $other:ident, $only:expr, [$rest:ident] [$($constants:tt)+]) => {
        if !$crate::__object!(@constant $map, $other, $($constants)+) {
            $crate::__private::read_other(&mut $map, &$other, &mut $rest)?
        }
    };
    (@constant $map:ident, $other:ident, $($constant:literal = $value:expr),+) => {
        $crate::__private::read_constant(
            &mut $map, &$other, &[$(($constant, $crate::__private::Constant::from($value))),+],
        )?
    };

    (@unknown_fields [$rest:ident] $($known:expr,)*) => {};
    (@unknown_fields [] $($known:expr,)*) => {
        fn unknown_fields(value: &$crate::Value) -> usize {
            $crate::__private::unknown_fields(value, &[$($known),*])
        }
    };

    (@new $name:ident { $($field:ident $(($ty:ty))?),* } [$($rest:ident)?]) => {};
    (@new $name:ident { $($field:ident $(($ty:ty))?),* } [$($rest:ident)?] $(($argument:ident: $taken:ty))+) => {
        impl $name {
            /// Makes one with what is always there, and everything else left out: for tests.
            #[allow(clippy::too_many_arguments)]
            pub fn new($($argument: impl ::core::convert::Into<$taken>),+) -> Self {
                Self {
                    $($field: $crate::__object!(@value $field $(($ty))?),)*
                    $($rest: ::core::default::Default::default(),)?
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
