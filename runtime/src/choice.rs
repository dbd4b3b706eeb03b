//! Values of one of several types that are told apart by what is in them: how `tagged_union!` and `trial_union!` read
//! and write the enums of generated code. The value is read as a whole before it is decided what it is.

use std::{collections::BTreeMap, fmt};

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{
    Deserialize, DeserializeOwned, Deserializer, Error, MapAccess, SeqAccess, Visitor,
};
use serde::ser::{self, Serialize, Serializer};
use serde_json::Value;

use crate::decode::place_and_reason;
use crate::{Property, object::Constant, text::excerpt};

/// Gives an enum whose variants are told apart by the value of a property its reading and writing, and makes it a
/// [`Property`](crate::Property).
///
/// ```
/// #[derive(Debug, PartialEq)]
/// pub struct Cat { pub lives: i32 }
/// runtime::object!(Cat { lives } with { "kind" = "cat" });
///
/// #[derive(Debug, PartialEq)]
/// pub struct Dog { pub name: String }
/// runtime::object!(Dog { name });
///
/// #[derive(Debug, PartialEq)]
/// pub enum Pet {
///     Cat(Cat),
///     Dog(Dog),
///     Other(runtime::Value),
/// }
/// runtime::tagged_union!(Pet by "kind" { Cat = "cat", Dog = "dog" | "hound" added } else Other);
///
/// let pets: Vec<Pet> = serde_json::from_str(r#"[{"kind":"cat","lives":9},{"kind":"eel"}]"#)?;
/// assert_eq!(pets[0], Pet::Cat(Cat { lives: 9 }));
/// assert!(matches!(pets[1], Pet::Other(_)));
/// let dog = Pet::Dog(Dog { name: "Rex".to_owned() });
/// assert_eq!(serde_json::to_string(&dog)?, r#"{"kind":"dog","name":"Rex"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// Each variant has the values that tell of it. `added` is for a type that does not have the property: it is added,
/// with the first of the values. Every other value is kept as it came.
#[macro_export]
macro_rules! tagged_union {
    ($name:ident by $tag:literal { $($variant:ident = $first:literal $(| $value:literal)* $($added:ident)?),* $(,)? } else $other:ident) => {
        #[automatically_derived]
        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D>(deserializer: D) -> ::core::result::Result<Self, D::Error>
            where
                D: $crate::__private::serde::Deserializer<'de>,
            {
                $crate::__private::read_choice(deserializer, |value| {
                    match value.get($tag).and_then($crate::Value::as_str) {
                        $(::core::option::Option::Some($first $(| $value)*) => {
                            $crate::__private::read_variant(&value, $name::$variant)
                        })*
                        _ => ::core::result::Result::Ok($name::$other(value)),
                    }
                })
            }
        }

        #[automatically_derived]
        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error>
            where
                S: $crate::__private::serde::Serializer,
            {
                match self {
                    $(Self::$variant(value) => $crate::__tagged_union!(
                        value, serializer, $tag, $first $(, $added)?
                    ),)*
                    Self::$other(value) => $crate::__private::serde::Serialize::serialize(value, serializer),
                }
            }
        }

        impl $crate::Property for $name {
            fn unknown_fields(value: &$crate::Value) -> usize {
                match value.get($tag).and_then($crate::Value::as_str) {
                    $(::core::option::Option::Some($first $(| $value)*) => {
                        $crate::__private::unknown_fields_of(value, $name::$variant)
                    })*
                    // All of it is kept, and none of it known.
                    _ => usize::MAX,
                }
            }
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __tagged_union {
    ($value:ident, $serializer:ident, $tag:literal, $first:literal) => {
        $crate::__private::serde::Serialize::serialize($value, $serializer)
    };
    ($value:ident, $serializer:ident, $tag:literal, $first:literal, added) => {
        $crate::__private::write_tagged($value, $serializer, $tag, $first)
    };
}

/// Gives an enum whose variants are tried one after another its reading and writing, and makes it a
/// [`Property`](crate::Property).
///
/// ```
/// #[derive(Debug, PartialEq)]
/// pub struct Circle { pub radius: i32 }
/// runtime::object!(Circle { radius });
///
/// #[derive(Debug, PartialEq)]
/// pub struct Square { pub side: i32, pub name: Option<String> }
/// runtime::object!(Square { side, name });
///
/// #[derive(Debug, PartialEq)]
/// pub enum Figure {
///     Circle(Circle),
///     Square(Square),
///     Named(String),
/// }
/// runtime::trial_union!(Figure { Circle: object "radius", Square: object "side", Named: text });
///
/// let figures: Vec<Figure> = serde_json::from_str(r#"[{"side":2},"point"]"#)?;
/// assert_eq!(figures[0], Figure::Square(Square { side: 2, name: None }));
/// assert_eq!(figures[1], Figure::Named("point".to_owned()));
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// Each variant has the kind of JSON value that it is (`boolean`, `integer`, `number`, `text`, `list`, `object`, or
/// `any`), the properties that must be there, and in brackets those that must have one of some values if they are there:
/// `["kind" = "cat" | "kitten"]`. Of the variants that the value can be read as, the first one counts that knows all of
/// it, or else the one that knows the most.
#[macro_export]
macro_rules! trial_union {
    ($name:ident { $($variant:ident: $kind:ident $($needed:literal)* $([$wire:literal = $($value:literal)|+])*),* $(,)? }) => {
        #[automatically_derived]
        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D>(deserializer: D) -> ::core::result::Result<Self, D::Error>
            where
                D: $crate::__private::serde::Deserializer<'de>,
            {
                $crate::__private::read_choice(deserializer, |value| {
                    $name::__trial(&value).finish(stringify!($name))
                })
            }
        }

        impl $name {
            fn __trial(value: &$crate::Value) -> $crate::__private::Trial<'_, Self> {
                let mut trial = $crate::__private::Trial::new(value);
                $(trial.attempt(
                    stringify!($kind),
                    &[$($needed),*],
                    &[$(($wire, &[$($crate::__private::Constant::from($value)),+])),*],
                    $name::$variant,
                );)*
                trial
            }
        }

        #[automatically_derived]
        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error>
            where
                S: $crate::__private::serde::Serializer,
            {
                match self {
                    $(Self::$variant(value) => $crate::__private::serde::Serialize::serialize(value, serializer),)*
                }
            }
        }

        impl $crate::Property for $name {
            fn unknown_fields(value: &$crate::Value) -> usize {
                $name::__trial(value).unknown_fields()
            }
        }
    };
}

/// Reads a value as a whole, and decides then what it is.
///
/// # Errors
/// What `choose` says. It is said while the value is being read, so that the reader knows the place.
#[doc(hidden)]
pub fn read_choice<'de, D: Deserializer<'de>, U>(
    deserializer: D,
    choose: fn(Value) -> Result<U, String>,
) -> Result<U, D::Error> {
    deserializer.deserialize_any(Choice(choose))
}

struct Choice<U>(fn(Value) -> Result<U, String>);

impl<U> Choice<U> {
    fn choose<E: Error>(self, value: impl Into<Value>) -> Result<U, E> {
        (self.0)(value.into()).map_err(E::custom)
    }
}

impl<'de, U> Visitor<'de> for Choice<U> {
    type Value = U;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<U, E> {
        self.choose(value)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<U, E> {
        self.choose(value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<U, E> {
        self.choose(value)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<U, E> {
        self.choose(value)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<U, E> {
        self.choose(value)
    }

    fn visit_unit<E: Error>(self) -> Result<U, E> {
        self.choose(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, access: A) -> Result<U, A::Error> {
        self.choose(Value::deserialize(SeqAccessDeserializer::new(access))?)
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<U, A::Error> {
        self.choose(Value::deserialize(MapAccessDeserializer::new(access))?)
    }
}

/// Reads the value of a variant.
///
/// # Errors
/// Where and why it is none.
#[doc(hidden)]
pub fn read_variant<T: DeserializeOwned, U>(value: &Value, wrap: fn(T) -> U) -> Result<U, String> {
    match T::deserialize(value) {
        Ok(inner) => Ok(wrap(inner)),
        Err(_) => Err(explain::<T>(value)),
    }
}

/// Where and why a value is no `T`.
fn explain<T: DeserializeOwned>(value: &Value) -> String {
    let text = value.to_string();
    match serde_json::from_str::<T>(&text) {
        // Read from text, it is one: there is nothing to be said.
        Ok(_) => "the value is not what is documented".to_owned(),
        Err(error) => match place_and_reason(text.as_bytes(), &error) {
            (place, reason) if place.is_empty() => reason,
            (place, reason) => format!("{place}: {reason}"),
        },
    }
}

/// Writes an object with a property before its own.
#[doc(hidden)]
pub fn write_tagged<T: Serialize, S: Serializer>(
    value: &T,
    serializer: S,
    tag: &'static str,
    first: &'static str,
) -> Result<S::Ok, S::Error> {
    let Ok(Value::Object(object)) = serde_json::to_value(value) else {
        return Err(ser::Error::custom(format!(
            "what `{tag}` is to be added to is no object"
        )));
    };
    let mut tagged: BTreeMap<&str, Value> = object
        .iter()
        .map(|(key, value)| (key.as_str(), value.clone()))
        .collect();
    tagged.insert(tag, Value::from(first));
    tagged.serialize(serializer)
}

/// How much of a value the type of a variant does not know.
#[doc(hidden)]
pub fn unknown_fields_of<T: Property, U>(value: &Value, _: fn(T) -> U) -> usize {
    T::unknown_fields(value)
}

/// Whether a value is of a kind, by the words of `union!` and `trial_union!`.
#[doc(hidden)]
#[must_use]
pub fn is_kind(value: &Value, kind: &str) -> bool {
    match kind {
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "text" => value.is_string(),
        "list" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    }
}

/// Finds out which of several types a value is.
#[doc(hidden)]
#[derive(Debug)]
pub struct Trial<'v, U> {
    value: &'v Value,
    /// The best so far, and how much of the value it does not know.
    best: Option<(usize, U)>,
    /// What was tried, and why it is not that.
    failures: Vec<String>,
}

impl<'v, U> Trial<'v, U> {
    #[must_use]
    pub fn new(value: &'v Value) -> Self {
        Self {
            value,
            best: None,
            failures: Vec::new(),
        }
    }

    /// Tries a type, unless one was found before that knows all of the value.
    pub fn attempt<T: DeserializeOwned + Property>(
        &mut self,
        kind: &str,
        needed: &[&str],
        constants: &[(&str, &[Constant])],
        wrap: fn(T) -> U,
    ) {
        if self
            .best
            .as_ref()
            .is_some_and(|(unknown_fields, _)| *unknown_fields == 0)
            || !self.can_be(kind, needed, constants)
        {
            return;
        }
        match T::deserialize(self.value) {
            Ok(inner) => {
                let unknown_fields = T::unknown_fields(self.value);
                if self
                    .best
                    .as_ref()
                    .is_none_or(|(known, _)| unknown_fields < *known)
                {
                    self.best = Some((unknown_fields, wrap(inner)));
                }
            }
            Err(_) => {
                let failure = explain::<T>(self.value);
                if !self.failures.contains(&failure) {
                    self.failures.push(failure);
                }
            }
        }
    }

    fn can_be(&self, kind: &str, needed: &[&str], constants: &[(&str, &[Constant])]) -> bool {
        is_kind(self.value, kind)
            && needed.iter().all(|wire| self.value.get(wire).is_some())
            && constants.iter().all(|(wire, values)| {
                let value = self.value.get(wire);
                value.is_none_or(|value| values.iter().any(|constant| constant.is(value)))
            })
    }

    /// How much of the value the best does not know.
    #[must_use]
    pub fn unknown_fields(self) -> usize {
        self.best.map_or(0, |(unknown_fields, _)| unknown_fields)
    }

    /// The best, or why it is none.
    ///
    /// # Errors
    /// The value is none of what was tried.
    pub fn finish(self, name: &str) -> Result<U, String> {
        match (self.best, self.failures.as_slice()) {
            (Some((_, best)), _) => Ok(best),
            (None, [failure]) => Err(failure.clone()),
            // Nothing was tried: it is the value as such that is none.
            (None, []) => {
                let shown = excerpt(self.value.to_string().as_bytes());
                Err(format!("{shown} is none of the types of {name}"))
            }
            (None, failures) => {
                let reasons = failures.join("; ");
                Err(format!("none of the types of {name}: {reasons}"))
            }
        }
    }
}
