//! Dates in HTTP headers.

use jiff::{Timestamp, civil::DateTime, fmt::strtime, tz::TimeZone};

/// The formats of RFC 9110, section 5.6.7. A recipient must accept the second and third, which are obsolete.
const FORMATS: [&str; 3] = [
    "%a, %d %b %Y %H:%M:%S GMT",
    "%A, %d-%b-%y %H:%M:%S GMT",
    "%a %b %e %H:%M:%S %Y",
];

/// Parses a date of HTTP.
pub(crate) fn parse_http_date(text: &str) -> Option<Timestamp> {
    let date: DateTime = FORMATS
        .iter()
        .find_map(|format| strtime::parse(format, text).ok()?.to_datetime().ok())?;
    TimeZone::UTC.to_timestamp(date).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_three_formats_are_read() {
        for text in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
        ] {
            assert_eq!(
                parse_http_date(text)
                    .map(|date| date.to_string())
                    .as_deref(),
                Some("1994-11-06T08:49:37Z"),
                "{text}"
            );
        }
        for text in ["", "soon", "1994-11-06", "Sun, 06 Nov 1994 08:49:37 CET"] {
            assert_eq!(parse_http_date(text), None, "{text}");
        }
    }
}
