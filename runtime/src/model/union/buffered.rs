//! Values that are read as a whole before their variant is known.

use std::fmt;

use serde::de::{
    Deserialize, DeserializeOwned, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor,
    value::{MapAccessDeserializer, SeqAccessDeserializer},
};
use serde_json::Value;

use super::exact::{current_text, read_value, unrepresentable, with_text};
use crate::{
    model::{
        effort::{is_silent, limited, silently, size, size_of_text},
        property::Property,
    },
    text::{
        budget::Budget,
        failure::refusal,
        json_error::{part_error, read_part, reason},
        raw::RawText,
        tolerance::is_strict,
        tolerant::integer_of,
        untyped::Limited,
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
    let text = RawText::deserialize(deserializer)?;
    let read = || {
        let value = read_value(text.get())?;
        let size = size(&value).saturating_add(size_of_text(text.get()));
        with_text(Some(text.get().into()), || limited(size, || choose(value)))
    };
    read().map_err(|reason| text.refusal(reason))
}

struct Buffered<U>(fn(Value) -> Result<U, String>);

impl<U> Buffered<U> {
    fn choose<E: Error>(self, value: impl Into<Value>) -> Result<U, E> {
        let value = value.into();
        with_text(None, || limited(size(&value), || self.0(value)))
            .map_err(|reason| refusal(None, reason))
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
///
/// # Errors
/// Fails as [`keep`] does.
pub fn read_default<T: DeserializeOwned, U>(
    value: Value,
    wrap: fn(T) -> U,
    other: fn(Value) -> U,
) -> Result<U, String> {
    match silently(|| attempt(&value)) {
        Ok(inner) => Ok(wrap(inner)),
        Err(_) => keep(value, other),
    }
}

/// Keeps the value of no variant as it is.
///
/// # Errors
/// Fails if a number in it is too large for a [`Value`].
pub fn keep<U>(value: Value, other: fn(Value) -> U) -> Result<U, String> {
    match current_text().as_deref().and_then(unrepresentable) {
        None => Ok(other(value)),
        Some(number) => Err(format!(
            "{number} is too large for a number of a value that the document does not describe"
        )),
    }
}

/// Reads the value that is being read as a whole, as one of a type.
///
/// # Errors
/// Fails with the path to what is wrong, and the reason, if the value is not a `T`.
pub(super) fn attempt<T: DeserializeOwned>(value: &Value) -> Result<T, String> {
    let text = current_text();
    match silently(|| read::<T>(value, text.as_deref())) {
        Ok(inner) => Ok(inner),
        Err(_) if is_silent() => Err(String::new()),
        Err(_) => Err(explain::<T>(value, text.as_deref())),
    }
}

fn read<T: DeserializeOwned>(value: &Value, text: Option<&str>) -> serde_json::Result<T> {
    let budget = Budget::strict(is_strict());
    budget.used_by(|| match text {
        Some(text) => read_part(text, &budget),
        None => T::deserialize(Limited::new(value, &budget)),
    })
}

/// Returns the path to what is wrong and the reason why a value is not a `T`.
///
/// serde_json reports the position of an error only for text, so the value is written and read again.
fn explain<T: DeserializeOwned>(value: &Value, text: Option<&str>) -> String {
    let written = text.is_none().then(|| value.to_string());
    let text = text.or(written.as_deref()).unwrap_or_default();
    match read::<T>(value, Some(text)) {
        // From text it can be read, so there is no reason.
        Ok(_) => "the value is not the documented one".to_owned(),
        Err(error) => part_error(text, &error),
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_kind_has_the_values_of_its_name() {
        let kinds = ["boolean", "integer", "number", "text", "list", "object"];
        for (value, expected) in [
            (json!(true), &["boolean"][..]),
            (json!(7), &["integer", "number"]),
            (json!(-7), &["integer", "number"]),
            (json!(u64::MAX), &["integer", "number"]),
            (json!(0.5), &["number"]),
            (json!("a"), &["text"]),
            (json!([]), &["list"]),
            (json!({}), &["object"]),
            (json!(null), &[]),
        ] {
            let of: Vec<_> = kinds
                .into_iter()
                .filter(|kind| is_kind(&value, kind))
                .collect();
            assert_eq!(of, expected, "{value}");
            assert!(is_kind(&value, "any"));
        }
    }
}
