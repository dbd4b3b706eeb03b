// Generated from the OpenAPI document by `cargo xtask codegen`; edit that document, not this file.

use super::ErrorDetail;

/// What an error answer holds if it comes from the service itself. A proxy in between may
/// answer with something else.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ErrorBody {
    /// All that is wrong with the request, as far as the service found out.
    pub errors: Vec<ErrorDetail>,
}

runtime::object!(ErrorBody { errors: required });
