//! [`Read`]: a value of a response, and whether the response may state an error beside it.

/// A value that was read from a response.
#[derive(Debug)]
pub struct Read<T> {
    pub(crate) value: T,
    /// The properties that can be an error in the part of the response that the value does not have. `None` if the value has
    /// all of it.
    pub(crate) doubt: Option<Doubt>,
}

impl<T> Read<T> {
    pub(crate) fn certain(value: T) -> Self {
        Self { value, doubt: None }
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
