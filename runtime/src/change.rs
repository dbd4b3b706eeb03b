//! [`Change`]: the three states of a field in the body of an update.

use serde::{Deserialize, Deserializer, Serialize, Serializer, ser};

/// What an update does to one field: leave it as it is, empty it, or set it.
///
/// A field of an [`object!`](crate::object) that is to be kept is left out:
///
/// ```
/// use runtime::Change;
///
/// #[derive(Default)]
/// pub struct Update {
///     notes: Change<String>,
/// }
///
/// runtime::object!(Update { notes });
///
/// let text = |update: &Update| serde_json::to_string(update).unwrap();
/// assert_eq!(text(&Update::default()), "{}");
/// assert_eq!(text(&Update { notes: Change::Clear }), r#"{"notes":null}"#);
/// assert_eq!(text(&Update { notes: Change::Set("x".into()) }), r#"{"notes":"x"}"#);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change<T> {
    /// The field is not in the body: it stays as it is.
    #[default]
    Keep,
    /// The field is `null` in the body: it is emptied.
    Clear,
    /// The field gets this value.
    Set(T),
}

impl<T> Change<T> {
    /// Whether the field stays as it is, and is left out.
    pub fn is_keep(&self) -> bool {
        matches!(self, Self::Keep)
    }

    /// The value to be set, if there is one.
    pub fn as_set(&self) -> Option<&T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Keep | Self::Clear => None,
        }
    }

    /// The value to be set, if there is one, without the change.
    pub fn into_set(self) -> Option<T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Keep | Self::Clear => None,
        }
    }

    /// The same change, with a reference to the value.
    pub fn as_ref(&self) -> Change<&T> {
        match self {
            Self::Keep => Change::Keep,
            Self::Clear => Change::Clear,
            Self::Set(value) => Change::Set(value),
        }
    }

    /// The same change, with the value converted by `convert`.
    pub fn map<U>(self, convert: impl FnOnce(T) -> U) -> Change<U> {
        match self {
            Self::Keep => Change::Keep,
            Self::Clear => Change::Clear,
            Self::Set(value) => Change::Set(convert(value)),
        }
    }
}

impl<T> From<T> for Change<T> {
    fn from(value: T) -> Self {
        Self::Set(value)
    }
}

/// Writes the value or `null`. [`Change::Keep`] is an error: written as `null` it would empty the
/// field that it is to keep, so it must be skipped.
impl<T: Serialize> Serialize for Change<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Keep => Err(ser::Error::custom(
                "a field that is to be kept cannot be written, only left out",
            )),
            Self::Clear => serializer.serialize_none(),
            Self::Set(value) => value.serialize(serializer),
        }
    }
}

/// Reads `null` as [`Change::Clear`] and a value as [`Change::Set`].
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Change<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Option::deserialize(deserializer)? {
            Some(value) => Self::Set(value),
            None => Self::Clear,
        })
    }
}
