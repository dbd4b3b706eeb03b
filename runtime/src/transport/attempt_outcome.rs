//! [`AttemptOutcome`]: the outcome of one attempt, by which a retry is decided.

use http::StatusCode;

use super::failure::Failure;
use crate::exchange::raw_response::RawResponse;

/// The outcome of one attempt, by which [`Retry`](super::retry::Retry) decides about another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AttemptOutcome {
    /// The request did not arrive.
    NotSent,
    /// 429: the server did not accept the request.
    TooMany,
    /// 408, 502, 503 or 504: there is no response for now.
    Unavailable,
    /// The request was sent, and there is no complete response.
    Lost,
    /// There is a response, and another attempt would have the same one.
    Decided,
}

impl AttemptOutcome {
    /// Returns the outcome of an attempt with a complete response.
    pub(crate) fn of_status(status: StatusCode) -> Self {
        match status.as_u16() {
            429 => Self::TooMany,
            408 | 502..=504 => Self::Unavailable,
            _ => Self::Decided,
        }
    }

    /// Returns the outcome of an attempt.
    pub(crate) fn of(result: &Result<RawResponse, Failure>) -> Self {
        match result {
            Ok(response) => Self::of_status(response.status()),
            Err(Failure::Transport { error, .. }) if error.is_connect() => Self::NotSent,
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
            _ => matches!(self, Self::Unavailable | Self::Lost),
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
