//! [`DateRange`]: two dates that an API filters by.

use std::{fmt, str::FromStr};

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{property::Property, string_enum::deserialize_text};
use crate::text::excerpt::excerpt;

/// A range of days, including the first and the last one. Written as `2013-06-01:2013-08-01`, or as `2013-06-01:` if it has
/// no end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DateRange {
    start: Date,
    end: Option<Date>,
}

impl DateRange {
    /// Makes the range from `start` to `end`, which can be the same day. Without an end (`None`), it is
    /// [`from`](DateRange::from) `start`.
    ///
    /// # Errors
    /// Fails if `end` is before `start`. No day is in such a range.
    pub fn new(start: Date, end: impl Into<Option<Date>>) -> Result<Self, DateRangeError> {
        let end = end.into();
        match end {
            Some(end) if end < start => Err(DateRangeError(Reason::Reversed { start, end })),
            _ => Ok(Self { start, end }),
        }
    }

    /// Makes the range of all days from `start`.
    pub fn from(start: Date) -> Self {
        Self { start, end: None }
    }

    /// Returns the first day.
    pub fn start(&self) -> Date {
        self.start
    }

    /// Returns the last day, which is part of the range. It is [`Date::MAX`] if the range has no end.
    pub fn end(&self) -> Date {
        self.end.unwrap_or(Date::MAX)
    }

    /// Whether the range has an end.
    pub fn has_end(&self) -> bool {
        self.end.is_some()
    }
}

impl fmt::Display for DateRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.start)?;
        self.end.map_or(Ok(()), |end| end.fmt(f))
    }
}

impl FromStr for DateRange {
    type Err = DateRangeError;

    /// Reads two dates with a colon between them, or one with a colon after it, as `Display` writes them.
    fn from_str(text: &str) -> Result<Self, DateRangeError> {
        let malformed = || DateRangeError(Reason::Malformed(text.to_owned()));
        let (start, end) = text.split_once(':').ok_or_else(malformed)?;
        let start = start.parse().map_err(|_| malformed())?;
        if end.is_empty() {
            return Ok(Self::from(start));
        }
        let end: Date = end.parse().map_err(|_| malformed())?;
        Self::new(start, end)
    }
}

impl Property for DateRange {}

impl Serialize for DateRange {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DateRange {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_text(deserializer, str::parse)
    }
}

/// The error of an invalid [`DateRange`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateRangeError(Reason);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Reason {
    Reversed { start: Date, end: Date },
    Malformed(String),
}

impl fmt::Display for DateRangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Reason::Reversed { start, end } => {
                write!(f, "the range ends before it starts: from {start} to {end}")
            }
            Reason::Malformed(text) => {
                let text = excerpt(text.as_bytes());
                write!(
                    f,
                    "\"{text}\" is not a range of dates such as 2013-06-01:2013-08-01"
                )
            }
        }
    }
}

impl std::error::Error for DateRangeError {}
