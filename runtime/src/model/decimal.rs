//! [`Decimal`]: a number of JSON that keeps its digits.

use std::{error::Error, fmt, str::FromStr};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, Error as _, Unexpected},
    ser,
};
use serde_json::value::RawValue;

use super::{empty_text::is_none, property::Property};
use crate::text::raw::RawText;

/// A number with all of its digits: the text of a number in JSON (`type: number` with `format: decimal`).
///
/// It is written with the text that was read: `0.10`, `1E+2` and `1234567890.123456789012345678` stay as they are.
/// Two decimals are equal if their texts are, so that `1.0` and `1` are not. There is no arithmetic here: hand the text to
/// a crate that has it, for instance to `rust_decimal` or `bigdecimal` by `decimal.as_str().parse()`, and make a decimal of
/// the result by `Decimal::try_from(result.to_string().as_str())`.
///
/// ```
/// use specwright_runtime::Decimal;
///
/// let price: Decimal = "0.10".parse()?;
/// assert_eq!(price.as_str(), "0.10");
/// assert_eq!(serde_json::to_string(&[price, Decimal::from(3)])?, "[0.10,3]");
/// assert!("1,5".parse::<Decimal>().is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// It is read from the text of JSON, and written as JSON. A [`Value`](crate::Value) holds a number with a fraction as a
/// floating-point number, so that a decimal read from it has the digits of that. As its own type, a decimal is kept exactly
/// within any type of a generated client.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Decimal(Box<str>);

impl Decimal {
    /// Returns the text of the number.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Makes something of the text of a number.
fn read<T, E: de::Error>(
    value: &RawText<'_>,
    of: impl FnOnce(&str) -> Result<T, String>,
) -> Result<T, E> {
    let text = value.get();
    let made = match is_number(text) {
        true => of(text),
        false => Err(no_number(text)),
    };
    made.map_err(|reason| value.refusal(reason))
}

/// Returns the message for a value that is no number.
fn no_number(text: &str) -> String {
    let held: String;
    let unexpected = match text.bytes().next() {
        Some(b'"') => {
            held = serde_json::from_str(text).unwrap_or_default();
            Unexpected::Str(&held)
        }
        Some(b't') => Unexpected::Bool(true),
        Some(b'f') => Unexpected::Bool(false),
        Some(b'[') => Unexpected::Seq,
        Some(b'{') => Unexpected::Map,
        _ => Unexpected::Unit,
    };
    serde_json::Error::invalid_type(unexpected, &"a number").to_string()
}

/// Whether a JSON value is a number.
fn is_number(json: &str) -> bool {
    json.starts_with(|first: char| first == '-' || first.is_ascii_digit())
}

/// The text of the number, as it is.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// `Decimal(0.10)`
impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Decimal({})", self.0)
    }
}

/// Fails if the text is no number of JSON (RFC 8259, section 6): no plus in front, no leading zeros, no space, and digits on
/// both sides of a point.
impl FromStr for Decimal {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, DecimalError> {
        let parsed: Result<&RawValue, _> = serde_json::from_str(text);
        match parsed {
            // Around the value there can be space.
            Ok(value) if value.get() == text && is_number(text) => Ok(Self(text.into())),
            _ => Err(DecimalError(text.into())),
        }
    }
}

impl TryFrom<&str> for Decimal {
    type Error = DecimalError;

    fn try_from(text: &str) -> Result<Self, DecimalError> {
        text.parse()
    }
}

impl TryFrom<String> for Decimal {
    type Error = DecimalError;

    fn try_from(text: String) -> Result<Self, DecimalError> {
        text.parse()
    }
}

/// The shortest text that is read as this number again. Fails if the number is not finite.
impl TryFrom<f64> for Decimal {
    type Error = DecimalError;

    fn try_from(number: f64) -> Result<Self, DecimalError> {
        number.to_string().parse()
    }
}

macro_rules! from_integers {
    ($($ty:ty),*) => {
        $(impl From<$ty> for Decimal {
            fn from(number: $ty) -> Self {
                Self(number.to_string().into())
            }
        })*
    };
}

from_integers!(
    i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize
);

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value: &RawValue = serde_json::from_str(&self.0).map_err(ser::Error::custom)?;
        value.serialize(serializer)
    }
}

/// Reads a number, and makes something of its text.
///
/// # Errors
/// Fails if the value is no number, and with the reason of `of`.
pub(super) fn read_number<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    of: impl FnOnce(&str) -> Result<T, String>,
) -> Result<T, D::Error> {
    read(&RawText::deserialize(deserializer)?, of)
}

/// Reads a number in the same way, or none: null, and an empty text.
pub(super) fn read_optional_number<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    of: impl FnOnce(&str) -> Result<T, String>,
) -> Result<Option<T>, D::Error> {
    let Some(value) = Option::<RawText<'de>>::deserialize(deserializer)? else {
        return Ok(None);
    };
    let content = value.get().strip_prefix('"');
    let content = content.and_then(|rest| rest.strip_suffix('"'));
    match content.is_some_and(is_none) {
        true => Ok(None),
        false => read(&value, of).map(Some),
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_number(deserializer, |text| Ok(Self(text.into())))
    }
}

/// Some services send `""` for a number that is not set.
impl Property for Decimal {
    fn read_optional<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        read_optional_number(deserializer, |text| Ok(Self(text.into())))
    }
}

/// The error for a text that is no number of JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecimalError(Box<str>);

impl fmt::Display for DecimalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:?} is not a number of JSON; write it like `-12.50` or `1e-7`",
            self.0
        )
    }
}

impl Error for DecimalError {}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    const TEXTS: [&str; 8] = [
        "1234567890.123456789012345678",
        "0.10",
        "1E+2",
        "-0",
        "-0.0e-7",
        "123456789012345678901234567890",
        "1e999",
        "7",
    ];

    #[test]
    fn the_text_of_a_number_comes_back() {
        for text in TEXTS {
            let parsed: Decimal = text.parse().unwrap();
            assert_eq!(parsed.to_string(), text);
            assert_eq!(serde_json::from_str::<Decimal>(text).unwrap(), parsed);
            assert_eq!(serde_json::to_string(&parsed).unwrap(), text);
        }
        let json = format!("{{\"a\":[{}],\"b\":[null]}}", TEXTS.join(","));
        let map: BTreeMap<String, Vec<Option<Decimal>>> = serde_json::from_str(&json).unwrap();
        assert_eq!(serde_json::to_string(&map).unwrap(), json);
    }

    #[test]
    fn what_is_no_number_of_json_is_refused() {
        for text in [
            "", " 1", "1 ", "+1", "01", ".5", "5.", "1e", "1,5", "0x1", "NaN", "\"1\"", "null",
            "true", "[1]", "--1", "1 2",
        ] {
            let error = text.parse::<Decimal>().unwrap_err();
            assert_eq!(
                error.to_string(),
                format!("{text:?} is not a number of JSON; write it like `-12.50` or `1e-7`")
            );
        }
        for (json, found) in [
            ("\"0.10\"", "string \"0.10\""),
            ("null", "null"),
            ("true", "boolean `true`"),
            ("[1]", "sequence"),
            ("{}", "map"),
        ] {
            let error = serde_json::from_str::<Decimal>(json).unwrap_err();
            let expected = format!("invalid type: {found}, expected a number");
            assert!(error.to_string().starts_with(&expected), "{error}");
        }
        assert!(Decimal::try_from(f64::NAN).is_err());
        assert!(Decimal::try_from(f64::INFINITY).is_err());
        assert_eq!(
            Decimal::try_from(1e21).unwrap().as_str(),
            "1000000000000000000000"
        );
        assert_eq!(Decimal::from(-5).as_str(), "-5");
    }

    #[test]
    fn what_is_no_number_is_named() {
        for (json, kind) in [
            ("true", "boolean `true`"),
            ("false", "boolean `false`"),
            ("[1]", "sequence"),
            ("{}", "map"),
        ] {
            let error = serde_json::from_str::<Decimal>(json).unwrap_err();
            assert!(error.to_string().contains(kind), "{json}: {error}");
        }
    }
}
