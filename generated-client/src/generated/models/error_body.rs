// Generated from the OpenAPI document by `cargo xtask codegen`; edit that document, not this file.

use super::ErrorDetail;

/// The body of an error response of the service itself. A proxy in between may respond with
/// something else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct ErrorBody {
    /// All that is wrong with the request, as far as the service found out.
    pub errors: Vec<ErrorDetail>,
}

runtime::object!(ErrorBody { errors: required });

impl runtime::ItemErrors for ErrorBody {
    type Reason = ErrorDetail;

    fn item_errors(&self) -> impl Iterator<Item = (Option<usize>, &ErrorDetail)> {
        self.errors
            .iter()
            .map(|error| (error.index.and_then(|index| index.try_into().ok()), error))
    }
}
