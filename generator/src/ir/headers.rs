//! Headers of responses.

use super::type_id::TypeId;

/// The types of the documented headers of an operation's responses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OperationHeaders {
    /// The headers of successes.
    pub success: Option<TypeId>,
    /// The headers of errors.
    pub error: Option<TypeId>,
}

impl OperationHeaders {
    /// Both types.
    pub fn types(self) -> impl Iterator<Item = TypeId> {
        self.success.into_iter().chain(self.error)
    }
}

/// How the text of a header is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HeaderForm {
    /// How one value is.
    pub value: HeaderValue,
    /// Whether there is a list of values.
    pub is_list: bool,
}

/// How a value of a header is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HeaderValue {
    /// As a text: of a string, a date, a value of a set.
    Text,
    /// As a number.
    Number,
    /// As `true` or `false`.
    Boolean,
    /// As a date-time, or as a date of HTTP.
    Time,
    /// As JSON.
    Json,
}
