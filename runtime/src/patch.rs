//! [`Patch`]: the three states of a field in the body of an update.

use serde::{Deserialize, Deserializer, Serialize, Serializer, ser};

/// What an update does to one field: leave it as it is, empty it, or set it.
///
/// A field of an [`object!`](crate::object) that is to be kept is left out:
///
/// ```
/// use runtime::Patch;
///
/// #[derive(Default)]
/// pub struct Update {
///     notes: Patch<String>,
/// }
///
/// runtime::object!(Update { notes });
///
/// let text = |update: &Update| serde_json::to_string(update).unwrap();
/// assert_eq!(text(&Update::default()), "{}");
/// assert_eq!(text(&Update { notes: Patch::Null }), r#"{"notes":null}"#);
/// assert_eq!(text(&Update { notes: Patch::Value("x".into()) }), r#"{"notes":"x"}"#);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Patch<T> {
    /// The field is not in the body: it stays as it is.
    #[default]
    Absent,
    /// The field is `null` in the body: it is emptied.
    Null,
    /// The field gets this value.
    Value(T),
}

impl<T> Patch<T> {
    /// Whether the field stays as it is, and is left out.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// The value to be set, if there is one.
    pub fn as_value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value to be set, if there is one, without the change.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The same change, with a reference to the value.
    pub fn as_ref(&self) -> Patch<&T> {
        match self {
            Self::Absent => Patch::Absent,
            Self::Null => Patch::Null,
            Self::Value(value) => Patch::Value(value),
        }
    }

    /// The same change, with the value converted by `convert`.
    pub fn map<U>(self, convert: impl FnOnce(T) -> U) -> Patch<U> {
        match self {
            Self::Absent => Patch::Absent,
            Self::Null => Patch::Null,
            Self::Value(value) => Patch::Value(convert(value)),
        }
    }
}

impl<T> From<T> for Patch<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// Writes the value or `null`. [`Patch::Absent`] is an error: written as `null` it would empty the
/// field that it is to keep, so it must be skipped.
impl<T: Serialize> Serialize for Patch<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent => Err(ser::Error::custom(
                "a field that is to be kept cannot be written, only left out",
            )),
            Self::Null => serializer.serialize_none(),
            Self::Value(value) => value.serialize(serializer),
        }
    }
}

/// Reads `null` as [`Patch::Null`] and a value as [`Patch::Value`].
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Option::deserialize(deserializer)? {
            Some(value) => Self::Value(value),
            None => Self::Null,
        })
    }
}
