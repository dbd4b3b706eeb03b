//! [`Read`]: a value of a response, and whether the response may state an error beside it.

use crate::exchange::tolerated::Tolerated;

/// A value that was read from a response.
#[derive(Debug)]
pub struct Read<T> {
    pub(crate) value: T,
    /// The properties that can be an error in the part of the response that the value does not have. `None` if the value has
    /// all of it.
    pub(crate) doubt: Option<Doubt>,
    /// The deviations that were tolerated.
    pub(crate) tolerated: Vec<Tolerated>,
}

impl<T> Read<T> {
    pub(crate) fn certain(value: T) -> Self {
        Self {
            value,
            doubt: None,
            tolerated: Vec::new(),
        }
    }

    /// Returns the value.
    pub fn into_value(self) -> T {
        self.value
    }

    /// Converts the value. It has all of the response then.
    pub fn into_variant<U>(self, wrap: impl FnOnce(T) -> U) -> Read<U> {
        Read {
            value: wrap(self.value),
            doubt: None,
            tolerated: self.tolerated,
        }
    }
}

/// Which properties of the documented error body are an error in a success that does not document them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// Those with a text anywhere.
    AnyText,
    /// Lists and objects with a text in them, if the error body requires a property. Many services send a `message` with
    /// each success.
    Lists,
}
