//! One attempt to send a request: hooks, the HTTP client, and the time limit.

use std::time::Duration;

use bytes::Bytes;
use http::header::HeaderMap;
use tokio::time::{Instant, timeout_at};

use super::{
    attempt_outcome::AttemptOutcome,
    clock::later,
    failure::Failure,
    hook::Attempt,
    outgoing::Outgoing,
    receive::{Incoming, receive},
    secrecy, trace,
};
use crate::exchange::{
    headers::mark_secrets,
    outcome::Attempts,
    raw_response::{Parts, RawResponse},
    transport_error::{Cause, TransportError, is_unsent},
};

/// The destination of the body of a documented success, if it must not be read as a whole.
pub(super) type Stream<'a> = Option<&'a mut Option<Incoming>>;

/// Sends a request once. `attempts` includes this attempt.
pub(super) async fn attempt(
    request: &Outgoing<'_>,
    attempts: Attempts,
    timeout: Duration,
    stream: Stream<'_>,
) -> Result<RawResponse, Failure> {
    let mut http = request.to_http();
    // The caller may take any time to read a stream, so the HTTP client must not limit it.
    *http.timeout_mut() = Some(timeout).filter(|_| stream.is_none());
    let mut attempt = Attempt {
        operation: request.operation,
        number: attempts.count,
        headers: std::mem::take(http.headers_mut()),
    };
    let stopped = |reason| Failure::Invalid(request.stopped(reason));
    let hooks = &request.transport.hooks;
    for hook in hooks {
        hook.before(&mut attempt).map_err(stopped)?;
    }
    request.secrets.mark(&mut attempt.headers);
    request.secrets.add(&attempt.headers);
    secrecy::check(http.url(), &attempt.headers, request.has_secret_query).map_err(stopped)?;
    http.headers_mut().clone_from(&attempt.headers);

    let started = Instant::now();
    let result = send(request, http, attempts, timeout, stream).await;
    let elapsed = started.elapsed();
    trace::attempted(attempts.count, &result, elapsed);
    let seen = match &result {
        Ok(response) => Ok(response),
        Err(Failure::Transport { error, .. } | Failure::Interrupted { error, .. }) => Err(error),
        Err(_) => return result,
    };
    for hook in hooks {
        hook.after(&attempt, seen, elapsed);
    }
    result
}

async fn send(
    request: &Outgoing<'_>,
    http: reqwest::Request,
    attempts: Attempts,
    timeout: Duration,
    stream: Stream<'_>,
) -> Result<RawResponse, Failure> {
    let (operation, limits) = (request.operation, request.transport.limits);
    let end = stream.is_some().then(|| later(timeout));
    let mut response = execute(request, http, attempts, timeout, end).await?;
    let mut parts = Parts {
        operation,
        secrets: request.secrets.clone(),
        attempts,
        status: response.status(),
        headers: take_headers(request, &mut response),
        given: 0,
        body: Bytes::new(),
    };
    if let Some(stream) = stream
        && operation.succeeds_with(parts.status)
        && AttemptOutcome::of_status(parts.status) == AttemptOutcome::Decided
    {
        *stream = Some(Incoming::new(response, &mut parts.headers, limits));
        return Ok(RawResponse::new(parts));
    }
    let (body, error) = receive(&mut response, &mut parts.headers, limits, end).await;
    parts.body = body;
    let response = RawResponse::new(parts);
    match error {
        None => Ok(response),
        Some(error) => {
            let error = error.without(&request.secrets);
            Err(Failure::Interrupted { response, error })
        }
    }
}

/// Sends a request, and waits for the head of the response until `end`.
async fn execute(
    request: &Outgoing<'_>,
    http: reqwest::Request,
    attempts: Attempts,
    timeout: Duration,
    end: Option<Instant>,
) -> Result<reqwest::Response, Failure> {
    let failure = |error: TransportError| Failure::Transport {
        operation: request.operation,
        error: error.after(attempts).without(&request.secrets),
    };
    let url = http.url().clone();
    let execute = request.transport.http.execute(http);
    let result = match end {
        None => execute.await,
        Some(end) => match timeout_at(end, execute).await {
            Ok(result) => result,
            Err(_) => return Err(failure(Cause::Stalled(timeout).into())),
        },
    };
    match result {
        Ok(response) if *response.url() != url => Err(failure(Cause::Redirected.into())),
        Ok(response) => Ok(response),
        Err(error) => {
            let is_unsent = is_unsent(&error, &url);
            let error = TransportError::from(error);
            if is_unsent {
                // The URL is too long, most likely.
                return Err(Failure::Invalid(request.bad_url(error.to_string())));
            }
            Err(failure(error))
        }
    }
}

/// Takes the headers of a response, and marks those with secrets.
fn take_headers(request: &Outgoing<'_>, response: &mut reqwest::Response) -> HeaderMap {
    let mut headers = std::mem::take(response.headers_mut());
    mark_secrets(&mut headers);
    request.secrets.mark(&mut headers);
    headers
}
