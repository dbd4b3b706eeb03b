//! [`IsoDuration`]: `format: duration`.

use std::fmt;

use jiff::{Span, SpanFieldwise};

use super::{adapter::Foreign, adapter::stated, codec::Codec};

/// A duration of ISO 8601 (`format: duration`, RFC 3339, appendix A): `P1Y2M`, `PT36H`.
///
/// It derefs to the [`SpanFieldwise`] of `jiff`, which keeps its units: `PT90M` stays 90 minutes. Two are equal if all units
/// are.
/// Years and months have no length of their own, so that a [`std::time::Duration`] could not hold them.
///
/// ```
/// use specwright_runtime::{IsoDuration, jiff::ToSpan};
///
/// let wait: IsoDuration = "PT1H30M".parse()?;
/// assert_eq!(wait.0.get_minutes(), 30);
/// assert_eq!(IsoDuration::from(2.weeks()).to_string(), "P2W");
/// # Ok::<(), String>(())
/// ```
pub type IsoDuration = Foreign<SpanFieldwise, InIso8601>;

/// As a duration of ISO 8601; see [`IsoDuration`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct InIso8601;

impl Codec<SpanFieldwise> for InIso8601 {
    const EXPECTED: &'static str = "a duration such as `PT1H30M`";

    fn read(text: &str) -> Result<SpanFieldwise, String> {
        // `jiff` reads `1 hour`, too, which no server understands.
        let first = text.trim_start_matches(['-', '+']).bytes().next();
        if first.is_none_or(|first| !first.eq_ignore_ascii_case(&b'P')) {
            return Err("it has to begin with `P`".to_owned());
        }
        let span: Result<Span, _> = text.parse();
        span.map(SpanFieldwise).map_err(|error| stated(&error))
    }

    fn write(value: &SpanFieldwise, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&value.0, f)
    }
}

impl From<Span> for IsoDuration {
    fn from(span: Span) -> Self {
        Self::new(SpanFieldwise(span))
    }
}
