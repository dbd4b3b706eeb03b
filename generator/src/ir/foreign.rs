//! Types of other crates, which the configuration chooses for formats.

use crate::config::Code;

/// A type of another crate that holds the values of a format (`[formats]` of the configuration).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Foreign {
    /// `uuid::Uuid`.
    Uuid,
    /// `url::Url`.
    Url,
    /// `Bytes`, which are written in base64.
    Base64,
    /// `rust_decimal::Decimal`, a number in JSON.
    DecimalNumber,
    /// `rust_decimal::Decimal`, a text in JSON.
    DecimalText,
    /// `jiff::civil::DateTime`: a date-time without an offset.
    CivilDateTime,
    /// `chrono::DateTime<Utc>`.
    ChronoDateTime,
    /// `chrono::NaiveDate`.
    ChronoDate,
    /// `time::OffsetDateTime`.
    TimeDateTime,
    /// `time::Date`.
    TimeDate,
    /// `jiff::SpanFieldwise`, which is written as a duration of ISO 8601.
    Duration,
    /// A type of the user that is written by its `Display`, and read by its `FromStr`.
    Custom(Code),
}

impl Foreign {
    /// The feature of the runtime that it needs.
    #[must_use]
    pub fn feature(&self) -> Option<&'static str> {
        match self {
            Self::Uuid => Some("uuid"),
            Self::Url => Some("url"),
            Self::DecimalNumber | Self::DecimalText => Some("rust_decimal"),
            Self::ChronoDateTime | Self::ChronoDate => Some("chrono"),
            Self::TimeDateTime | Self::TimeDate => Some("time"),
            Self::Base64 | Self::CivilDateTime | Self::Duration | Self::Custom(_) => None,
        }
    }

    /// Its name, as a word of other names.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Self::Uuid => "Uuid",
            Self::Url => "Url",
            Self::Base64 => "Bytes",
            Self::DecimalNumber | Self::DecimalText => "Decimal",
            Self::CivilDateTime | Self::ChronoDateTime | Self::TimeDateTime => "DateTime",
            Self::ChronoDate | Self::TimeDate => "Date",
            Self::Duration => "Duration",
            Self::Custom(path) => path.as_str().rsplit("::").next().unwrap_or_default(),
        }
    }

    /// Its path in the runtime, which has all but those of the user.
    #[must_use]
    pub fn path(&self) -> String {
        let path = match self {
            Self::Uuid => "uuid::Uuid",
            Self::Url => "url::Url",
            Self::Base64 => "Base64",
            Self::DecimalNumber => "DecimalNumber",
            Self::DecimalText => "DecimalText",
            Self::CivilDateTime => "jiff::civil::DateTime",
            Self::ChronoDateTime => "chrono::DateTime<runtime::chrono::Utc>",
            Self::ChronoDate => "chrono::NaiveDate",
            Self::TimeDateTime => "TimeDateTime",
            Self::TimeDate => "TimeDate",
            Self::Duration => "IsoDuration",
            Self::Custom(path) => return format!("runtime::AsText<{}>", path.as_str()),
        };
        format!("runtime::{path}")
    }

    /// Whether it is a number in JSON, and not a text.
    #[must_use]
    pub fn is_number(&self) -> bool {
        *self == Self::DecimalNumber
    }

    /// Whether callers pass anything that converts into it: it is a type of the runtime around another one.
    #[must_use]
    pub fn is_wrapped(&self) -> bool {
        matches!(
            self,
            Self::Base64
                | Self::DecimalNumber
                | Self::DecimalText
                | Self::Duration
                | Self::TimeDateTime
                | Self::TimeDate
                | Self::Custom(_)
        )
    }

    /// Whether its values can be compared and hashed for sure.
    #[must_use]
    pub fn has_eq_and_hash(&self) -> bool {
        !matches!(self, Self::Custom(_))
    }
}
