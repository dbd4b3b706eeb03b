//! [`Scalar`]: values that are one text, in a path or a query.

use std::{borrow::Cow, fmt::Write as _};

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
};
use serde::{Serialize, Serializer, ser};

use crate::model::{
    date_range::DateRange,
    decimal::Decimal,
    foreign::{adapter::Foreign, codec::Codec},
    id::Id,
    integer_ids::not_an_integer,
};

/// A value that is one text, in a path or a query.
///
/// Implemented for booleans, numbers, strings, [`Id`], dates and times, types of other crates behind features (`uuid::Uuid`),
/// and the enumerations of generated clients. A
/// `Result` is a scalar too. Its error is the reason why the request is invalid, so that
/// `query("date", DateRange::new(start, end))` needs no `?`.
pub trait Scalar {
    /// Appends the text of the value to `out`, without any encoding or quotes.
    ///
    /// # Errors
    /// Fails with the reason if the API does not allow the value. The reader of the reason knows the name of the
    /// parameter, but not the value.
    fn write(&self, out: &mut String) -> Result<(), String>;
}

impl<T: Scalar + ?Sized> Scalar for &T {
    fn write(&self, out: &mut String) -> Result<(), String> {
        (**self).write(out)
    }
}

impl<T: Scalar, E: std::fmt::Display> Scalar for Result<T, E> {
    fn write(&self, out: &mut String) -> Result<(), String> {
        match self {
            Ok(value) => value.write(out),
            Err(reason) => Err(reason.to_string()),
        }
    }
}

macro_rules! scalar_by_display {
    ($($(#[$feature:meta])? $value:ty),* $(,)?) => {$(
        $(#[$feature])?
        impl Scalar for $value {
            fn write(&self, out: &mut String) -> Result<(), String> {
                write!(out, "{self}").map_err(|error| error.to_string())
            }
        }
    )*};
}

scalar_by_display! {
    bool, u8, u16, u32, u64, usize, i8, i16, i32, i64, isize,
    str, String, Cow<'_, str>,
    // A timestamp is written in UTC: `2024-01-31T09:30:00Z`.
    Date, DateRange, Timestamp,
    Decimal,
    // Types of other crates. A date-time without an offset is written like one: `2024-01-31T09:30:00`.
    DateTime,
    #[cfg(feature = "uuid")] uuid::Uuid,
    #[cfg(feature = "url")] url::Url,
    #[cfg(feature = "chrono")] chrono::NaiveDate,
}

/// Written in UTC, as in JSON: `2024-01-31T09:30:00Z`.
#[cfg(feature = "chrono")]
impl Scalar for chrono::DateTime<chrono::Utc> {
    fn write(&self, out: &mut String) -> Result<(), String> {
        out.push_str(&self.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true));
        Ok(())
    }
}

impl<T, C: Codec<T>> Scalar for Foreign<T, C> {
    fn write(&self, out: &mut String) -> Result<(), String> {
        match self.refusal() {
            Some(reason) => Err(reason),
            None => write!(out, "{self}").map_err(|error| error.to_string()),
        }
    }
}

macro_rules! scalar_if_finite {
    ($($float:ty),*) => {$(
        /// Fails if the number is not finite. There is no text for it that all APIs understand.
        impl Scalar for $float {
            fn write(&self, out: &mut String) -> Result<(), String> {
                if !self.is_finite() {
                    return Err(format!("{self} is not a finite number"));
                }
                write!(out, "{self}").map_err(|error| error.to_string())
            }
        }
    )*};
}

scalar_if_finite!(f32, f64);

/// Fails if the id is empty or negative.
impl Scalar for Id {
    fn write(&self, out: &mut String) -> Result<(), String> {
        match self.refusal() {
            Some(reason) => Err(reason),
            None => write!(out, "{self}").map_err(|error| error.to_string()),
        }
    }
}

/// Makes a scalar of an id that must be an integer. A request with any other id is invalid.
pub fn integer_id(id: impl Into<Id>) -> IntegerId {
    IntegerId(id.into())
}

/// An id that must be an integer; see [`integer_id`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntegerId(Id);

impl Scalar for IntegerId {
    fn write(&self, out: &mut String) -> Result<(), String> {
        match self.0.as_u64() {
            Some(number) => number.write(out),
            None => Err(not_an_integer(&self.0)),
        }
    }
}

/// Writes an integer. Fails if the id is not one.
impl Serialize for IntegerId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.as_u64() {
            Some(number) => serializer.serialize_u64(number),
            None => Err(ser::Error::custom(not_an_integer(&self.0))),
        }
    }
}
