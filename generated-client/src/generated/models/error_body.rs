// Generated from the OpenAPI document by `cargo xtask codegen`; edit that document, not this file.

use std::collections::BTreeMap;
use runtime::Value;
use super::ErrorDetail;

/// The body of an error response of the service itself. A proxy in between may respond with
/// something else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct ErrorBody {
    /// All that is wrong with the request, as far as the service found out.
    pub errors: Vec<ErrorDetail>,
    /// Code of an error of OAuth 2.0, such as `invalid_token`.
    pub error: Option<String>,
    /// Explanation of `error` for people.
    pub error_description: Option<String>,
    /// Explanation for people, where there is no list of errors.
    pub error_message: Option<String>,
    /// All other properties.
    pub additional: BTreeMap<String, Value>,
}

runtime::object!(ErrorBody {
    errors: from_map("field"), error, error_description, error_message,
} and additional);

impl runtime::ItemErrors for ErrorBody {
    type Reason = ErrorDetail;

    fn item_errors(&self) -> impl Iterator<Item = (Option<usize>, &ErrorDetail)> {
        self.errors
            .iter()
            .map(|error| (error.index.and_then(|index| index.try_into().ok()), error))
    }
}
