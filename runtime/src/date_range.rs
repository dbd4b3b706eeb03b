//! [`DateRange`]: two dates, as APIs take them to filter by a period.

use std::{fmt, str::FromStr};

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{string_enum::deserialize_text, text::excerpt};

/// A period of days, the first and the last one included. Written as `2013-06-01:2013-08-01`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DateRange {
    start: Date,
    end: Date,
}

impl DateRange {
    /// The period from `start` to `end`, which may be the same day.
    ///
    /// Refused if `end` is before `start`: no day lies in such a period, so it is a mistake.
    pub fn new(start: Date, end: Date) -> Result<Self, DateRangeError> {
        if end < start {
            return Err(DateRangeError(Reason::Reversed { start, end }));
        }
        Ok(Self { start, end })
    }

    /// The first day.
    pub fn start(&self) -> Date {
        self.start
    }

    /// The last day, which belongs to the period.
    pub fn end(&self) -> Date {
        self.end
    }
}

impl fmt::Display for DateRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.start, self.end)
    }
}

impl FromStr for DateRange {
    type Err = DateRangeError;

    /// Reads two dates with a colon between them, as `Display` writes them.
    fn from_str(text: &str) -> Result<Self, DateRangeError> {
        let malformed = || DateRangeError(Reason::Malformed(text.to_owned()));
        let (start, end) = text.split_once(':').ok_or_else(malformed)?;
        let start = start.parse().map_err(|_| malformed())?;
        let end = end.parse().map_err(|_| malformed())?;
        Self::new(start, end)
    }
}

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

/// Why something is not a [`DateRange`].
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
