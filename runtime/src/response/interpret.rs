//! The decision whether a response is a result or an error.

use super::{Response, decode::Decode, error_body::ErrorBody};
use crate::exchange::{error::Error, raw_response::RawResponse};

/// Converts a response into a result or an error. Only a documented success with the documented body is `Ok`.
pub(crate) fn interpret<D, E>(response: RawResponse) -> Result<Response<D::Output>, Error<E>>
where
    D: Decode,
    E: ErrorBody,
{
    if response.operation().succeeds_with(response.status()) {
        return match D::decode(&response) {
            Ok(value) => Ok(Response::new(value, response)),
            Err(error) => Err(Error::Decode {
                error: error.without(response.secrets()),
                response,
            }),
        };
    }
    if response.is_deleted_before()
        && let Some(value) = D::without_body()
    {
        return Ok(Response::new(value, response));
    }
    Err(into_error(response))
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
