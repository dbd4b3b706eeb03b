//! [`AsText`]: any type that has a text.

use std::{
    fmt::{self, Display},
    str::FromStr,
};

use super::{adapter::Foreign, adapter::stated, codec::Codec};

/// A value of any type that is written by its `Display` and read by its `FromStr`.
///
/// ```
/// use specwright_runtime::AsText;
///
/// let version: AsText<std::net::Ipv4Addr> = serde_json::from_str(r#""127.0.0.1""#)?;
/// assert!(version.is_loopback());
/// assert_eq!(serde_json::to_string(&version)?, r#""127.0.0.1""#);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub type AsText<T> = Foreign<T, ByDisplay>;

/// By `Display` and `FromStr`; see [`AsText`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ByDisplay;

impl<T: Display + FromStr<Err: Display>> Codec<T> for ByDisplay {
    const EXPECTED: &'static str = "a text of this format";

    fn read(text: &str) -> Result<T, String> {
        text.parse().map_err(|error| stated(&error))
    }

    fn write(value: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Display::fmt(value, f)
    }
}
