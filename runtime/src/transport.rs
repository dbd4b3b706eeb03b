//! One exchange with the server: a request out, an answer back. Not generic, so that it is compiled
//! once, and the one place to try again from.

use crate::{
    Error, InvalidRequest, Operation, RawResponse, Request, headers::mark_secrets, response::Parts,
    text::root_cause,
};

/// Why there is no complete answer.
pub(crate) enum Failure {
    /// Nothing was sent.
    Invalid(InvalidRequest),
    /// No answer came.
    Transport {
        operation: &'static Operation,
        source: reqwest::Error,
    },
    /// The answer broke off; `response` holds what arrived.
    Interrupted {
        response: RawResponse,
        source: reqwest::Error,
    },
}

impl<E> From<Failure> for Error<E> {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Invalid(invalid) => Self::Invalid(invalid),
            Failure::Transport { operation, source } => Self::Transport { operation, source },
            Failure::Interrupted { response, source } => Self::Interrupted { response, source },
        }
    }
}

/// Sends `request` and reads the whole answer, whatever its status is.
///
/// The errors of the HTTP client carry the address, whose query may be nobody else's business; it
/// is taken out of them.
pub(crate) async fn exchange(request: &Request) -> Result<RawResponse, Failure> {
    let operation = request.operation();
    let http = request.to_http().map_err(Failure::Invalid)?;
    let mut answer = request
        .client()
        .shared()
        .http
        .execute(http)
        .await
        .map_err(|source| {
            let source = source.without_url();
            if source.is_builder() {
                // The HTTP client did not even try: an address that is too long, most likely.
                return Failure::Invalid(request.bad_address(root_cause(&source)));
            }
            Failure::Transport { operation, source }
        })?;

    let status = answer.status();
    let mut headers = std::mem::take(answer.headers_mut());
    mark_secrets(&mut headers);

    // Piece by piece, so that what arrived is not lost when the rest does not.
    let mut body = Vec::new();
    let failure = loop {
        match answer.chunk().await {
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => break None,
            Err(source) => break Some(source.without_url()),
        }
    };
    let response = RawResponse::new(Parts {
        operation,
        status,
        headers,
        body: body.into(),
    });
    match failure {
        None => Ok(response),
        Some(source) => Err(Failure::Interrupted { response, source }),
    }
}
