//! The decision whether a response is a result or an error, and whether its request took effect.

use super::{Response, decode::Decode, error_body::ErrorBody};
use crate::exchange::{
    error::Error, expected::Expected, outcome::Outcome, raw_response::RawResponse,
};

/// Converts a response into a result or an error. Only a documented success with the documented body and the expected
/// entries is `Ok`.
pub(crate) fn interpret<D, E>(
    response: RawResponse,
    expected: &Expected,
) -> Result<Response<D::Output>, Error<E>>
where
    D: Decode,
    E: ErrorBody,
{
    let ok = |value, response: RawResponse| {
        Ok(Response::new(
            value,
            response.with_outcome(Outcome::Applied),
        ))
    };
    if response.operation().succeeds_with(response.status()) {
        return match D::decode_expected(&response, expected) {
            Ok(value) => ok(value, response),
            Err(error) => Err(Error::decode(error, response)),
        };
    }
    if response.is_deleted_before()
        && let Some(value) = D::without_body()
    {
        return ok(value, response);
    }
    let outcome = outcome::<D>(&response, expected);
    Err(into_error(response.with_outcome(outcome)))
}

/// Returns the outcome that follows from a response alone, without earlier attempts.
pub(crate) fn outcome<D: Decode>(response: &RawResponse, expected: &Expected) -> Outcome {
    let status = response.status();
    let read = || D::decode_expected(response, expected);
    let has_proof = if response.operation().succeeds_with(status) {
        read().map_or_else(|error| error.has_proof(), |_| true)
    } else if status.is_success() {
        D::recognizes(response) && read().is_ok()
    } else {
        response.is_deleted_before() && D::without_body().is_some()
    };
    match has_proof {
        true => Outcome::Applied,
        false => response.outcome_of_status(),
    }
}

/// Converts a response that is not a documented success into an error.
pub(crate) fn into_error<E: ErrorBody>(response: RawResponse) -> Error<E> {
    let status = response.status();
    // If the body is not the documented one, the status says more than a second error.
    if (status.is_client_error() || status.is_server_error())
        && let Some(body) = E::read(&response)
    {
        return Error::Api {
            body: Box::new(body),
            response,
        };
    }
    Error::Status { response }
}
