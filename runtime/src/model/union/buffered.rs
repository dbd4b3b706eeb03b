//! Values that are read as a whole before their variant is known.

use std::{borrow::Cow, fmt};

use serde::de::{
    Deserialize, DeserializeOwned, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor,
    value::{MapAccessDeserializer, SeqAccessDeserializer},
};
use serde_json::{Value, value::RawValue};

use super::{
    effort::{is_silent, limited, silently},
    exact::{current_text, with_text},
};
use crate::{
    model::property::Property,
    text::{
        excerpt::excerpt,
        json_error::{error_path, reason},
        tolerance::is_strict,
        tolerant::integer_of,
        untyped::{Budget, Limited},
    },
};

/// Reads a value as a whole, and converts it by `choose`.
///
/// # Errors
/// Fails if `choose` fails. This happens while the value is being read, so that the error has its position.
pub fn read_buffered<'de, D: Deserializer<'de>, U>(
    deserializer: D,
    choose: fn(Value) -> Result<U, String>,
) -> Result<U, D::Error> {
    deserializer.deserialize_any(Buffered(choose))
}

/// Reads a value as a whole, and converts it by `choose`. Its variants are read from its text, so that a
/// [`Decimal`](crate::Decimal) in it keeps its digits.
///
/// # Errors
/// Fails if `choose` fails, or if the value is not read from JSON.
pub fn read_exact<'de, D: Deserializer<'de>, U>(
    deserializer: D,
    choose: fn(Value) -> Result<U, String>,
) -> Result<U, D::Error> {
    let text = Box::<RawValue>::deserialize(deserializer)?;
    let budget = Budget::strict(is_strict());
    let value = from_text(text.get(), &budget).map_err(D::Error::custom)?;
    with_text(Some(text.get().into()), || limited(value, choose)).map_err(D::Error::custom)
}

struct Buffered<U>(fn(Value) -> Result<U, String>);

impl<U> Buffered<U> {
    fn choose<E: Error>(self, value: impl Into<Value>) -> Result<U, E> {
        with_text(None, || limited(value.into(), self.0)).map_err(E::custom)
    }
}

impl<'de, U> Visitor<'de> for Buffered<U> {
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
/// Fails with the path to what is wrong, and the reason, if the value is not a `T`.
pub fn read_variant<T: DeserializeOwned, U>(value: &Value, wrap: fn(T) -> U) -> Result<U, String> {
    attempt(value).map(wrap)
}

/// Reads the value of the default variant, or keeps it as it is if it does not fit.
pub fn read_default<T: DeserializeOwned, U>(
    value: Value,
    wrap: fn(T) -> U,
    keep: fn(Value) -> U,
) -> U {
    match silently(|| attempt(&value)) {
        Ok(inner) => wrap(inner),
        Err(_) => keep(value),
    }
}

/// Reads the value that is being read as a whole, as one of a type.
///
/// # Errors
/// Fails with the path to what is wrong, and the reason, if the value is not a `T`.
pub(super) fn attempt<T: DeserializeOwned>(value: &Value) -> Result<T, String> {
    let budget = Budget::strict(is_strict());
    let text = current_text();
    let read = || match &text {
        Some(text) => from_text(text, &budget),
        None => T::deserialize(Limited::new(value, &budget)),
    };
    match silently(read) {
        Ok(inner) => Ok(inner),
        Err(_) if is_silent() => Err(String::new()),
        Err(_) => Err(explain::<T>(value, text.as_deref())),
    }
}

fn from_text<T: DeserializeOwned>(text: &str, budget: &Budget) -> serde_json::Result<T> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    T::deserialize(Limited::new(&mut deserializer, budget))
}

/// Returns the path to what is wrong and the reason why a value is not a `T`.
///
/// serde_json reports the position of an error only for text, so the value is written and read again.
fn explain<T: DeserializeOwned>(value: &Value, text: Option<&str>) -> String {
    let text = text.map_or_else(|| value.to_string().into(), Cow::Borrowed);
    match serde_json::from_str::<T>(&text) {
        // From text it can be read, so there is no reason.
        Ok(_) => "the value is not the documented one".to_owned(),
        Err(error) => {
            let reason = shortened(reason(&error));
            match error_path(text.as_bytes(), &error) {
                path if path.is_empty() => reason,
                path => format!("{path}: {reason}"),
            }
        }
    }
}

/// Returns the message for a value of a kind that no variant has.
pub fn no_kind(value: &Value, expected: &str) -> String {
    let unexpected = match value {
        Value::Null => Unexpected::Unit,
        Value::Bool(value) => Unexpected::Bool(*value),
        Value::Number(_) => Unexpected::Other("number"),
        Value::String(text) => Unexpected::Str(text),
        Value::Array(_) => Unexpected::Seq,
        Value::Object(_) => Unexpected::Map,
    };
    reason(&serde_json::Error::invalid_type(unexpected, &expected))
}

/// Cuts off a message that has a long text of the value, which each union around it would copy. Errors show less of it.
fn shortened(message: String) -> String {
    const MAX_LEN: usize = 4096;

    match message.len() {
        0..=MAX_LEN => message,
        _ => excerpt(message.as_bytes()),
    }
}

/// Counts what the type of a variant ignores in a value.
pub fn unknown_fields_of<T: Property, U>(value: &Value, _: fn(T) -> U) -> usize {
    T::unknown_fields(value)
}

/// Whether a value is of a kind, as named in `union!` and `trial_union!`.
#[must_use]
pub fn is_kind(value: &Value, kind: &str) -> bool {
    match kind {
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64() || integer_of(value).is_some(),
        "number" => value.is_number(),
        "text" => value.is_string(),
        "list" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    }
}
