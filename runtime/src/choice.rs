//! Values of one of several types that are told apart by what is in them: how `tagged_union!` and `trial_union!` read
//! and write the enums of generated code. The value is read as a whole before it is decided what it is.

use std::collections::BTreeMap;

use serde::de::{DeserializeOwned, Error};
use serde::ser::{self, Serialize, Serializer};
use serde_json::Value;

use crate::decode::place_and_reason;
use crate::{Property, object::Constant};

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
                let value: $crate::Value = $crate::__private::serde::Deserialize::deserialize(deserializer)?;
                match value.get($tag).and_then($crate::Value::as_str) {
                    $(::core::option::Option::Some($first $(| $value)*) => {
                        $crate::__private::read_variant(&value, $name::$variant)
                    })*
                    _ => ::core::result::Result::Ok($name::$other(value)),
                }
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

        impl $crate::Property for $name {}
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
                let value: $crate::Value = $crate::__private::serde::Deserialize::deserialize(deserializer)?;
                let mut trial = $crate::__private::Trial::new(&value);
                $(trial.attempt(
                    stringify!($kind),
                    &[$($needed),*],
                    &[$(($wire, &[$($crate::__private::Constant::from($value)),+])),*],
                    $name::$variant,
                );)*
                trial.finish(stringify!($name))
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

        impl $crate::Property for $name {}
    };
}

/// Reads the value of a variant.
#[doc(hidden)]
pub fn read_variant<T, U, E>(value: &Value, wrap: fn(T) -> U) -> Result<U, E>
where
    T: DeserializeOwned,
    E: Error,
{
    match T::deserialize(value) {
        Ok(inner) => Ok(wrap(inner)),
        Err(_) => Err(E::custom(explain::<T>(value))),
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
            .is_some_and(|(strangers, _)| *strangers == 0)
            || !self.can_be(kind, needed, constants)
        {
            return;
        }
        match T::deserialize(self.value) {
            Ok(inner) => {
                let strangers = T::strangers(self.value);
                if self
                    .best
                    .as_ref()
                    .is_none_or(|(known, _)| strangers < *known)
                {
                    self.best = Some((strangers, wrap(inner)));
                }
            }
            Err(_) => self.failures.push(explain::<T>(self.value)),
        }
    }

    fn can_be(&self, kind: &str, needed: &[&str], constants: &[(&str, &[Constant])]) -> bool {
        let is_kind = match kind {
            "boolean" => self.value.is_boolean(),
            "integer" => self.value.is_i64() || self.value.is_u64(),
            "number" => self.value.is_number(),
            "text" => self.value.is_string(),
            "list" => self.value.is_array(),
            "object" => self.value.is_object(),
            _ => true,
        };
        is_kind
            && needed.iter().all(|wire| self.value.get(wire).is_some())
            && constants.iter().all(|(wire, values)| {
                let value = self.value.get(wire);
                value.is_none_or(|value| values.iter().any(|constant| constant.is(value)))
            })
    }

    /// The best, or why it is none.
    ///
    /// # Errors
    /// The value is none of what was tried.
    pub fn finish<E: Error>(self, name: &str) -> Result<U, E> {
        match (self.best, self.failures.as_slice()) {
            (Some((_, best)), _) => Ok(best),
            (None, [failure]) => Err(E::custom(failure)),
            (None, failures) => {
                let reasons = failures.join("; ");
                let reasons = if reasons.is_empty() {
                    String::new()
                } else {
                    format!(": {reasons}")
                };
                Err(E::custom(format!("none of the types of {name}{reasons}")))
            }
        }
    }
}
