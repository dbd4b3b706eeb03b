//! [`Failure`]: why there is no complete response. It becomes an [`Error`] with the type of the error body.

use std::time::Duration;

use crate::exchange::{
    error::{Error, HeldBy},
    invalid_request::InvalidRequest,
    operation::Operation,
    raw_response::RawResponse,
    transport_error::TransportError,
};

/// The reason why there is no complete response. The variants are those of [`Error`].
pub(crate) enum Failure {
    /// The request was not sent.
    Invalid(InvalidRequest),
    /// The request was not sent because of a limit, for which it would have to wait for `wait`.
    HeldBack {
        operation: &'static Operation,
        wait: Duration,
        by: HeldBy,
    },
    /// There is no response.
    Transport {
        operation: &'static Operation,
        error: TransportError,
    },
    /// The response is not complete.
    Interrupted {
        response: RawResponse,
        error: TransportError,
    },
}

impl<E> From<Failure> for Error<E> {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Invalid(invalid) => Self::Invalid(invalid),
            Failure::HeldBack {
                operation,
                wait,
                by,
            } => Self::HeldBack {
                operation,
                wait,
                by,
            },
            Failure::Transport { operation, error } => Self::Transport { operation, error },
            Failure::Interrupted { response, error } => Self::Interrupted { response, error },
        }
    }
}
