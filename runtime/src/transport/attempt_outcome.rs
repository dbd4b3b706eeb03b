//! [`AttemptOutcome`]: the outcome of one attempt, by which a retry is decided.

use http::StatusCode;

use super::{asked_wait::is_forbidden_for_now, failure::Failure};
use crate::exchange::{operation::Operation, raw_response::RawResponse, send_error::Departure};

/// The outcome of one attempt, by which [`Retry`](super::retry::Retry) decides about another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AttemptOutcome {
    /// The request did not arrive.
    NotSent,
    /// 429, or a 403 that asks for a wait: the server did not accept the request.
    TooMany,
    /// 408, 502, 503 or 504: there is no response for now. Most of these come from a proxy.
    Unavailable,
    /// Another status from 500 to 599 that another attempt can change.
    Failed,
    /// The request was sent, and there is no complete response.
    Lost,
    /// There is a response, and another attempt would have the same one.
    Decided,
}

impl AttemptOutcome {
    /// Returns the outcome of an attempt with a complete response.
    ///
    /// A documented success is what the request is for. Some statuses above 500 are about the request, so that another
    /// attempt would have the same one: 501, 505, 506, 508, 510 and 511.
    pub(crate) fn of_status(operation: &Operation, status: StatusCode) -> Self {
        match status.as_u16() {
            _ if operation.succeeds_with(status) => Self::Decided,
            429 => Self::TooMany,
            408 | 502..=504 => Self::Unavailable,
            501 | 505 | 506 | 508 | 510 | 511 => Self::Decided,
            500..=599 => Self::Failed,
            _ => Self::Decided,
        }
    }

    /// Returns the outcome of an attempt.
    pub(crate) fn of(result: &Result<RawResponse, Failure>) -> Self {
        match result {
            Ok(response) | Err(Failure::Interrupted { response, .. })
                if is_forbidden_for_now(response) =>
            {
                Self::TooMany
            }
            Ok(response) => Self::of_status(response.operation(), response.status()),
            Err(Failure::Transport { error, .. })
                if error.departure() == Departure::NotSent && error.may_pass() =>
            {
                Self::NotSent
            }
            // The status is enough. The rest of the response makes no difference.
            Err(Failure::Interrupted { response, .. }) if response.status() == 429 => Self::TooMany,
            Err(Failure::Transport { error, .. } | Failure::Interrupted { error, .. })
                if error.may_pass() =>
            {
                Self::Lost
            }
            Err(_) => Self::Decided,
        }
    }

    /// Whether the request may have taken effect, although the result of the attempt does not say so.
    pub(crate) fn is_in_doubt(self, result: &Result<RawResponse, Failure>) -> bool {
        match (self, response(result)) {
            // The status says that it was rejected, even if the rest of the response is missing.
            (Self::Lost, Some(response)) => !response.is_refusal(),
            _ => matches!(self, Self::Unavailable | Self::Failed | Self::Lost),
        }
    }
}

/// Returns the response of an attempt, complete or not.
pub(crate) fn response(result: &Result<RawResponse, Failure>) -> Option<&RawResponse> {
    match result {
        Ok(response) | Err(Failure::Interrupted { response, .. }) => Some(response),
        Err(_) => None,
    }
}
