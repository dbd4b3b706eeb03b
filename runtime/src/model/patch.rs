//! [`Patch`]: a property in the body of an update, which has three states.

use serde::{Deserialize, Deserializer, Serialize, Serializer, ser};

use super::property::Property;

/// A property in the body of an update: absent, null, or a value.
///
/// An absent property of an [`object!`](crate::object) is left out:
///
/// ```
/// use specwright_runtime::Patch;
///
/// #[derive(Default)]
/// pub struct Update {
///     notes: Patch<String>,
/// }
///
/// specwright_runtime::object!(Update { notes });
///
/// let json = |update: &Update| serde_json::to_string(update).unwrap();
/// assert_eq!(json(&Update::default()), "{}");
/// assert_eq!(json(&Update { notes: Patch::Null }), r#"{"notes":null}"#);
/// assert_eq!(json(&Update { notes: Patch::Value("x".into()) }), r#"{"notes":"x"}"#);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Patch<T> {
    /// The property is not in the body. The server keeps its value.
    #[default]
    Absent,
    /// The property is null. The server removes its value.
    Null,
    /// The property has this value.
    Value(T),
}

impl<T> Patch<T> {
    /// Whether the property is left out.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Returns the value, or `None` if the property is absent or null.
    pub fn as_value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Converts into the value, or `None` if the property is absent or null.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Converts a `&Patch<T>` into a `Patch<&T>`.
    pub fn as_ref(&self) -> Patch<&T> {
        match self {
            Self::Absent => Patch::Absent,
            Self::Null => Patch::Null,
            Self::Value(value) => Patch::Value(value),
        }
    }

    /// Converts the value by `convert`. Absent and null stay as they are.
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

/// A missing property is [`Patch::Absent`], which is left out. Null is [`Patch::Null`].
impl<T> Property for Patch<T> {
    fn missing() -> Option<Self> {
        Some(Self::Absent)
    }

    fn is_left_out(&self) -> bool {
        self.is_absent()
    }
}

/// Writes the value or null. Fails for [`Patch::Absent`], which must be left out: null would remove the value on the
/// server.
impl<T: Serialize> Serialize for Patch<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent => Err(ser::Error::custom(
                "an absent property cannot be written, it must be left out",
            )),
            Self::Null => serializer.serialize_none(),
            Self::Value(value) => value.serialize(serializer),
        }
    }
}

/// Reads null as [`Patch::Null`] and a value as [`Patch::Value`].
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Option::deserialize(deserializer)? {
            Some(value) => Self::Value(value),
            None => Self::Null,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patch_is_its_value_if_it_has_one() {
        assert_eq!(Patch::Value(7).into_value(), Some(7));
        assert_eq!(Patch::<i32>::Null.into_value(), None);
        assert_eq!(Patch::<i32>::Absent.into_value(), None);
    }
}
