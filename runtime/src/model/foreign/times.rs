//! [`TimeDateTime`] and [`TimeDate`]: date-times and dates of `time`.

use std::fmt;

use jiff::civil;
use time::{Date, Month, OffsetDateTime, UtcOffset, format_description::well_known::Rfc3339};

use super::{adapter::Foreign, adapter::stated, codec::Codec};
use crate::text::tolerant::{with_offset, without_time};

/// A date-time of `time` (`format: date-time`). Its offset is kept.
///
/// One without an offset is read as UTC, unless everything that deviates is an error. A year before 0 or after 9999 cannot
/// be sent.
pub type TimeDateTime = Foreign<OffsetDateTime, InRfc3339>;

/// A date of `time` (`format: date`). A date-time at midnight is read as one, unless everything that deviates is an error.
pub type TimeDate = Foreign<Date, InRfc3339>;

/// As RFC 3339 has it; see [`TimeDateTime`] and [`TimeDate`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct InRfc3339;

impl Codec<OffsetDateTime> for InRfc3339 {
    const EXPECTED: &'static str = "a date-time such as `2024-01-31T09:30:00Z`";

    fn read(text: &str) -> Result<OffsetDateTime, String> {
        OffsetDateTime::parse(&with_offset(text), &Rfc3339).map_err(|error| stated(&error))
    }

    fn write(value: &OffsetDateTime, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match text(value) {
            Ok(text) => f.write_str(&text),
            Err(_) => fmt::Display::fmt(value, f),
        }
    }

    fn refusal(value: &OffsetDateTime) -> Option<String> {
        text(value).err()
    }
}

/// The text of a date-time. An offset with seconds has none, so that it is written in UTC.
fn text(value: &OffsetDateTime) -> Result<String, String> {
    let value = match value.offset().seconds_past_minute() {
        0 => *value,
        _ => value.to_offset(UtcOffset::UTC),
    };
    let text = value.format(&Rfc3339);
    text.map_err(|error| stated(&error))
}

impl Codec<Date> for InRfc3339 {
    const EXPECTED: &'static str = "a date such as `2024-01-31`";

    fn read(text: &str) -> Result<Date, String> {
        let text = without_time(text).ok_or("there is a time, too")?;
        let date: civil::Date = text.parse().map_err(|error: jiff::Error| stated(&error))?;
        let of_year = |part: i8| u8::try_from(part).unwrap_or_default();
        let month = Month::try_from(of_year(date.month())).map_err(|error| stated(&error))?;
        Date::from_calendar_date(date.year().into(), month, of_year(date.day()))
            .map_err(|error| stated(&error))
    }

    fn write(value: &Date, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(value, f)
    }

    fn refusal(value: &Date) -> Option<String> {
        let is_allowed = (0..=9999).contains(&value.year());
        (!is_allowed).then(|| "the year has to be from 0 to 9999".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_that_no_text_can_have_is_not_sent() {
        let refusal = |year| {
            let date = Date::from_calendar_date(year, Month::May, 1).unwrap();
            <InRfc3339 as Codec<Date>>::refusal(&date)
        };
        assert_eq!((refusal(0), refusal(9999)), (None, None));
        assert_eq!(refusal(-1).unwrap(), "the year has to be from 0 to 9999");
    }

    #[test]
    fn the_end_of_time_is_kept_as_it_is() {
        // It is later than the last `Timestamp`.
        let json = "\"9999-12-31T23:59:59Z\"";
        let value: TimeDateTime = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&value).unwrap(), json);
    }
}
