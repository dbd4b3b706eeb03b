//! Values that are not written as usual, and have a clear meaning: `1.0` for an integer, and dates.
//!
//! A type says what it is by the method of the deserializer that it calls, and a date by the value of its visitor. So what
//! is read can be corrected before the type sees it, wherever the type is: [`Limited`](super::untyped::Limited) does it for
//! a whole text, and [`Tolerant`] for one value.

use std::{any::type_name, borrow::Cow, fmt};

use jiff::{Timestamp, civil};
use serde::de::{Deserializer, Error, Unexpected, Visitor};
use serde_json::Value;

use super::tolerance::{Kind, count, is_strict, note};

/// A float is whole for sure only below 2⁵³. Beyond it, it has lost the digits after the point, or more.
const MAX_WHOLE: f64 = 9_007_199_254_740_992.0;

/// The length of a date, `2026-11-26`.
const DATE_LEN: usize = 10;

/// The length of a date-time in UTC with nanoseconds, `2026-11-26T10:00:00.123456789Z`.
const LONGEST: usize = 30;

/// The number of digits of a second that a [`Timestamp`] has.
const NANOSECONDS: usize = 9;

/// The beginning of the days in which the range of a [`Timestamp`] ends. Some services send the end of the last one for
/// what has no end.
const LAST_DAYS: &str = "9999-12-3";

/// A deserializer that corrects a single value.
pub struct Tolerant<D>(pub(crate) D);

/// Makes a deserializer that corrects a single value.
pub fn tolerant<D>(deserializer: D) -> Tolerant<D> {
    Tolerant(deserializer)
}

macro_rules! forward {
    ($($method:ident($($argument:ident: $ty:ty),*))*) => {
        $(fn $method<V: Visitor<'de>>(self, $($argument: $ty,)* visitor: V) -> Result<V::Value, D::Error> {
            self.0.$method($($argument,)* visitor)
        })*
    };
}

macro_rules! integers {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
            self.0.$method(Whole(visitor))
        })*
    };
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Tolerant<D> {
    type Error = D::Error;

    integers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        match is_dated::<V>() {
            true => self.0.deserialize_str(Dated(visitor)),
            false => self.0.deserialize_str(visitor),
        }
    }

    forward! {
        deserialize_any() deserialize_bool() deserialize_i128() deserialize_u128() deserialize_f32() deserialize_f64()
        deserialize_char() deserialize_string() deserialize_bytes() deserialize_byte_buf() deserialize_option()
        deserialize_unit() deserialize_seq() deserialize_map() deserialize_identifier() deserialize_ignored_any()
        deserialize_unit_struct(name: &'static str)
        deserialize_newtype_struct(name: &'static str)
        deserialize_tuple(len: usize)
        deserialize_tuple_struct(name: &'static str, len: usize)
        deserialize_struct(name: &'static str, fields: &'static [&'static str])
        deserialize_enum(name: &'static str, variants: &'static [&'static str])
    }

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }
}

/// An integer as which a float can be read.
pub(crate) enum Integer {
    Negative(i64),
    Positive(u64),
}

/// Returns the integer that a float is. A number with a zero fraction is an integer (JSON Schema 2020-12, section 6.1.1
/// of its validation), whatever `strict` says. `None` if digits may be lost.
pub(crate) fn whole(number: f64) -> Option<Integer> {
    if number.fract() != 0.0 || number.abs() >= MAX_WHOLE {
        return None;
    }
    // It is whole and small enough.
    Some(match number < 0.0 {
        true => Integer::Negative(number as i64),
        false => Integer::Positive(number as u64),
    })
}

/// Returns the integer that a value is, also if it is written with a fraction of zero.
#[must_use]
pub fn integer_of(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| match whole(value.as_f64()?)? {
        Integer::Negative(number) => Some(number),
        Integer::Positive(number) => number.try_into().ok(),
    })
}

/// Reads an integer, also one that is written with a fraction of zero or an exponent.
pub(crate) struct Whole<V>(pub(crate) V);

impl<'de, V: Visitor<'de>> Visitor<'de> for Whole<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<V::Value, E> {
        self.0.visit_i64(number)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<V::Value, E> {
        self.0.visit_u64(number)
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<V::Value, E> {
        match whole(number) {
            Some(Integer::Negative(number)) => self.0.visit_i64(number),
            Some(Integer::Positive(number)) => self.0.visit_u64(number),
            None => self.0.visit_f64(number),
        }
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<V::Value, E> {
        self.0.visit_str(text)
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, entries: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(entries)
    }
}

/// Whether a visitor reads a date or a date-time.
pub(crate) fn is_dated<'de, V: Visitor<'de>>() -> bool {
    is_instant::<V>() || is_date::<V>() || is_value_of::<civil::DateTime, V>()
}

/// Whether a visitor reads a date-time with an offset.
fn is_instant<'de, V: Visitor<'de>>() -> bool {
    #[cfg(feature = "chrono")]
    if is_value_of::<chrono::DateTime<chrono::FixedOffset>, V>() {
        return true;
    }
    is_value_of::<Timestamp, V>()
}

/// Whether a visitor reads a date.
fn is_date<'de, V: Visitor<'de>>() -> bool {
    #[cfg(feature = "chrono")]
    if is_value_of::<chrono::NaiveDate, V>() {
        return true;
    }
    is_value_of::<civil::Date, V>()
}

/// Whether the value of a visitor is a `T`. A visitor can borrow what it reads, so that its value has no `TypeId`.
fn is_value_of<'de, T, V: Visitor<'de>>() -> bool {
    type_name::<T>() == type_name::<V::Value>()
}

/// Reads a date or a date-time.
pub(crate) struct Dated<V>(pub(crate) V);

impl<'de, V: Visitor<'de>> Visitor<'de> for Dated<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<V::Value, E> {
        if is_value_of::<civil::DateTime, V>() {
            return match is_civil(text) {
                true => self.0.visit_str(text),
                false => Err(E::invalid_value(
                    Unexpected::Str(text),
                    &"a date-time without an offset",
                )),
            };
        }
        let corrected = match is_instant::<V>() {
            true if is_value_of::<Timestamp, V>() => within_range(text, with_offset(text)),
            true => with_offset(text),
            false => without_time(text)
                .ok_or_else(|| E::invalid_value(Unexpected::Str(text), &DateAlone))?,
        };
        self.0.visit_str(&corrected)
    }
}

/// Writes what is expected in place of a date-time that is no date.
struct DateAlone;

impl serde::de::Expected for DateAlone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match is_strict() {
            true => "a date without a time",
            false => "a date, or a date-time at midnight",
        })
    }
}

/// Whether a text is a date and a time without an offset, which would be lost.
fn is_civil(text: &str) -> bool {
    let time = text.get(DATE_LEN..).unwrap_or_default();
    !time.is_empty() && !time.contains(['Z', 'z', '+', '-', '['])
}

/// Whether a date or a date-time is written as RFC 3339 has it. ISO 8601 has other forms, such as `20261126`, which can be
/// meant as something else where there is an alternative.
fn is_spelt_out(text: &str) -> bool {
    let has = |at: usize, byte: u8| text.as_bytes().get(at) == Some(&byte);
    let has_date = has(4, b'-') && has(7, b'-');
    let has_offset = || {
        let colon = text.len().wrapping_sub(3);
        text.ends_with(['Z', 'z']) || has(colon, b':')
    };
    has_date && (text.len() == DATE_LEN || has(13, b':') && has(16, b':') && has_offset())
}

/// Adds the offset of UTC to a date-time without an offset, unless every deviation is an error.
pub(crate) fn with_offset(text: &str) -> Cow<'_, str> {
    if !is_spelt_out(text) {
        count();
    }
    // Most end so.
    if text.ends_with('Z') {
        return text.into();
    }
    let time = text.get(DATE_LEN..).unwrap_or_default();
    if time.is_empty() || time.contains(['Z', 'z', '+', '-', '[']) || is_strict() {
        return text.into();
    }
    match text.parse::<civil::DateTime>() {
        Ok(_) => {
            note(Kind::NoOffset, text);
            format!("{text}Z").into()
        }
        Err(_) => text.into(),
    }
}

/// Corrects a date-time with an offset that is not within the range or the resolution of a [`Timestamp`]: digits beyond
/// nanoseconds are left out, and what is after the last instant of it is that one, unless every deviation is an error.
/// `text` is the date-time as it was read.
fn within_range<'t>(text: &'t str, corrected: Cow<'t, str>) -> Cow<'t, str> {
    // Most have not as many digits, and are long before.
    if corrected.len() <= LONGEST && !corrected.starts_with(LAST_DAYS) {
        return corrected;
    }
    let corrected = without_digits(corrected);
    let is_late = corrected.starts_with(LAST_DAYS) && corrected.parse::<Timestamp>().is_err();
    // The same in another year, which has the same days.
    let before = corrected.replacen("9999", "9998", 1);
    if !is_late || is_strict() || before.parse::<Timestamp>().is_err() {
        return corrected;
    }
    note(Kind::AfterLastInstant, text);
    Timestamp::MAX.to_string().into()
}

/// Leaves out the digits of a second beyond nanoseconds.
fn without_digits(text: Cow<'_, str>) -> Cow<'_, str> {
    let Some((whole, rest)) = text.split_once('.') else {
        return text;
    };
    let is_other = |byte: u8| !byte.is_ascii_digit();
    let digits = rest.bytes().position(is_other).unwrap_or(rest.len());
    let (Some(kept), Some(after)) = (rest.get(..NANOSECONDS), rest.get(digits..)) else {
        return text;
    };
    match digits > NANOSECONDS {
        true => format!("{whole}.{kept}{after}").into(),
        false => text,
    }
}

/// Cuts off the time of a date-time at midnight. Returns `None` if there is a time that must not be there. A text that is no
/// date-time stays as it is.
pub(crate) fn without_time(text: &str) -> Option<Cow<'_, str>> {
    if !is_spelt_out(text) {
        count();
    }
    let Some((date, time)) = text
        .split_at_checked(DATE_LEN)
        .filter(|it| !it.1.is_empty())
    else {
        return Some(text.into());
    };
    if text.parse::<civil::DateTime>().is_err() && text.parse::<Timestamp>().is_err() {
        return Some(text.into());
    }
    let time = time.get(1..).unwrap_or_default();
    let time = time
        .split(['Z', 'z', '+', '-', '['])
        .next()
        .unwrap_or_default();
    let is_midnight = time
        .bytes()
        .all(|byte| matches!(byte, b'0' | b':' | b'.' | b','));
    if is_strict() || !is_midnight {
        return None;
    }
    note(Kind::MidnightForDate, text);
    Some(date.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_has_a_dash_at_both_places() {
        for (text, is_date) in [
            ("2026-11-26", true),
            ("2026-11-26T10:00:00Z", true),
            ("2026-11-26T10:00:00+01:00", true),
            ("2026-11.26", false),
            ("2026.11-26", false),
            ("20261126", false),
        ] {
            assert_eq!(is_spelt_out(text), is_date, "{text}");
        }
    }
}
