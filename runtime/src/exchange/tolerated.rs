//! [`Tolerated`]: a deviation of a server that was tolerated. The rules are in [`leniency`](crate::leniency).

use std::fmt;

use http::header::HeaderName;

/// A deviation of a response that was tolerated: where it is, and what it is.
///
/// [`Response::tolerated`](crate::Response::tolerated) and [`RawResponse::tolerated`](crate::RawResponse::tolerated) list
/// them. A path can contain what a server sent, without the secrets of the client.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Tolerated {
    tolerance: Tolerance,
    place: Place,
}

/// Where a deviation is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Place {
    /// The response as a whole, or a place that is not known.
    Response,
    /// The path to a value of the body.
    Path(Box<str>),
    Header(HeaderName),
}

/// The kind of a deviation that was tolerated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Tolerance {
    /// A date-time without an offset, which is read as UTC.
    NoOffset,
    /// A date-time at midnight in place of a date.
    MidnightForDate,
    /// A date-time after the last one that a [`Timestamp`](crate::Timestamp) can hold, which is read as that one.
    AfterLastInstant,
    /// An empty text in place of an optional date, date-time or number, which is read as none.
    EmptyText,
    /// A byte order mark before JSON.
    ByteOrderMark,
    /// Another success than the documented ones, with the documented body.
    OtherSuccess,
    /// A body after a status that has none (204, 205), which is ignored.
    IgnoredBody,
    /// A body where none is documented, which is ignored. It is in [`Response::raw`](crate::Response::raw).
    UndocumentedBody,
    /// No body with 202, where one is documented.
    MissingBody,
    /// A 403 that limits the rate of requests.
    RateLimit,
    /// A wait that is not in `Retry-After`.
    OtherWait,
}

impl Tolerated {
    /// Makes one of the response as a whole.
    pub(crate) fn response(tolerance: Tolerance) -> Self {
        Self {
            tolerance,
            place: Place::Response,
        }
    }

    /// Makes one of the value at this path. The path of the outermost value is empty.
    pub(crate) fn at(tolerance: Tolerance, path: String) -> Self {
        Self {
            tolerance,
            place: Place::Path(path.into()),
        }
    }

    /// Makes one of a header.
    pub(crate) fn header_of(tolerance: Tolerance, name: &'static str) -> Self {
        Self {
            tolerance,
            place: Place::Header(HeaderName::from_static(name)),
        }
    }

    /// Returns what was tolerated.
    #[must_use]
    pub fn tolerance(&self) -> Tolerance {
        self.tolerance
    }

    /// Returns the path to the value in the body, such as `pets[3].born`. `None` if it is no value, or if its place is not
    /// known.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        match &self.place {
            Place::Path(path) => Some(path),
            Place::Response | Place::Header(_) => None,
        }
    }

    /// Returns the name of the header. `None` if it is no header.
    #[must_use]
    pub fn header(&self) -> Option<&HeaderName> {
        match &self.place {
            Place::Header(name) => Some(name),
            Place::Response | Place::Path(_) => None,
        }
    }
}

/// `pets[3].born: a date-time without an offset, which is read as UTC`
impl fmt::Display for Tolerated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Place::Path(path) if !path.is_empty() => write!(f, "{path}: ")?,
            Place::Header(name) => write!(f, "{name}: ")?,
            Place::Path(_) | Place::Response => {}
        }
        self.tolerance.fmt(f)
    }
}

impl fmt::Display for Tolerance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoOffset => "a date-time without an offset, which is read as UTC",
            Self::MidnightForDate => "a date-time at midnight, which is read as its date",
            Self::AfterLastInstant => "a date-time after the last one that a `Timestamp` can hold, which is read as that one",
            Self::EmptyText => "an empty text, which is read as none",
            Self::ByteOrderMark => "a byte order mark before JSON, which is left out",
            Self::OtherSuccess => {
                "another success than the documented ones, with the documented body"
            }
            Self::IgnoredBody => "a body after a status that has none, which is ignored",
            Self::UndocumentedBody => "a body where none is documented, which is ignored",
            Self::MissingBody => "no body with 202, where one is documented",
            Self::RateLimit => "a 403 that limits the rate of requests",
            Self::OtherWait => "a wait that is not in `Retry-After`",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deviation_is_shown_with_its_place_if_it_has_one() {
        let at = |path: &str| Tolerated::at(Tolerance::NoOffset, path.to_owned()).to_string();
        let reason = "a date-time without an offset, which is read as UTC";
        assert_eq!(at("pets[3].born"), format!("pets[3].born: {reason}"));
        // The body itself.
        assert_eq!(at(""), reason);
    }
}
