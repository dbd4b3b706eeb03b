//! The decision whether a response is a result or an error, and whether its request took effect.

use super::{
    Response,
    decode::Decode,
    documented::Properties,
    error_body::ErrorBody,
    read::{Doubt, Read},
    stated::Suspect,
};
use crate::{
    exchange::{
        decode_error::DecodeError,
        error::Error,
        expected::Expected,
        outcome::Outcome,
        raw_response::RawResponse,
        tolerated::{Tolerance, Tolerated},
    },
    transport::trace,
};

/// Converts a response into a result or an error. Only a documented success with the documented body and the expected
/// entries is `Ok`, and only if it states no error beside them.
pub(crate) fn interpret<D, E>(
    response: RawResponse,
    expected: &Expected,
) -> Result<Response<D::Output>, Error<E>>
where
    D: Decode,
    E: ErrorBody,
{
    let ok = |read: Read<D::Output>, mut response: RawResponse| {
        trace::tolerated(&response, &read.tolerated);
        response.tolerate(read.tolerated);
        Ok(Response::new(
            read.value,
            response.with_outcome(Outcome::Applied),
        ))
    };
    if response.operation().succeeds_with(response.status()) {
        let read = D::decode_expected(&response, expected);
        if let Some(body) = stated_error::<D, E>(&response, read.as_ref()) {
            return Err(stated(body, response));
        }
        return match read {
            Ok(read) => ok(read, response),
            Err(error) => Err(Error::decode(error, response)),
        };
    }
    if response.is_deleted_before()
        && let Some(value) = D::without_body()
    {
        return ok(Read::certain(value), response);
    }
    if response.status().is_success()
        && let Some(body) = E::stated(&suspect(&response, Properties::default()))
    {
        return Err(stated(body, response));
    }
    if let Some(read) = read_other::<D>(&response, expected) {
        return ok(read, response);
    }
    let outcome = outcome::<D, E>(&response, expected);
    Err(into_error(response.with_outcome(outcome)))
}

/// Returns the outcome that follows from a response alone, without earlier attempts.
pub(crate) fn outcome<D: Decode, E: ErrorBody>(
    response: &RawResponse,
    expected: &Expected,
) -> Outcome {
    let status = response.status();
    let has_proof = if response.operation().succeeds_with(status) {
        let read = D::decode_expected(response, expected);
        let is_error = stated_error::<D, E>(response, read.as_ref()).is_some();
        !is_error && read.map_or_else(|error| error.has_proof(), |_| true)
    } else if status.is_success() {
        let is_known = || {
            D::recognizes(response) && D::decode_expected(response, expected).is_ok()
                || read_other::<D>(response, expected).is_some()
        };
        E::stated(&suspect(response, Properties::default())).is_none() && is_known()
    } else {
        response.is_deleted_before() && D::without_body().is_some()
    };
    match has_proof {
        true => Outcome::Applied,
        false => response.outcome_of_status(),
    }
}

/// Reads a response with another success than the documented ones, if that is tolerated: 200, 201 and 204 in place of each
/// other, and 206 after `Range`, with the documented body.
fn read_other<D: Decode>(response: &RawResponse, expected: &Expected) -> Option<Read<D::Output>> {
    let is_alike = matches!(response.status().as_u16(), 200 | 201 | 204)
        && response.operation().has_success()
        && !response.is_strict();
    if !is_alike && !response.is_requested_part() {
        return None;
    }
    let mut read = D::read_other(response, expected)?;
    let other = Tolerated::response(Tolerance::OtherSuccess);
    read.tolerated.insert(0, other);
    Some(read)
}

/// Returns the error that a documented success states in place of its body, or beside it.
fn stated_error<D: Decode, E: ErrorBody>(
    response: &RawResponse,
    read: Result<&Read<D::Output>, &DecodeError>,
) -> Option<E> {
    let mut suspect = suspect(response, Properties::default());
    match read {
        Ok(read) => {
            suspect.doubt = read.doubt?;
            suspect.documented = D::properties();
        }
        // It is the documented body but for one place, and what it has in common with an error is no error.
        Err(error) if error.has_proof() => suspect.documented = D::properties(),
        Err(_) => {}
    }
    E::stated(&suspect)
}

fn suspect(response: &RawResponse, documented: Properties) -> Suspect<'_> {
    Suspect {
        response,
        documented,
        doubt: Doubt::AnyText,
    }
}

/// Makes the error that a success states. The server contradicts itself, so that it proves nothing.
fn stated<E>(body: E, response: RawResponse) -> Error<E> {
    Error::Api {
        body: Box::new(body),
        response: response.with_outcome(Outcome::Unknown),
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
