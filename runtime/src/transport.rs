//! From a request to its answer: one attempt, and as many as the rules allow. Not generic, so that it is
//! compiled once.

use std::time::Duration;

use bytes::Bytes;
use reqwest::header::AUTHORIZATION;
use tokio::time::{Instant, sleep_until, timeout_at};

use crate::{
    Attempt, Error, InvalidRequest, Operation, RawResponse, Request, TransportError,
    attempts::Attempts,
    client::{Shared, keeps_secret},
    headers::mark_secrets,
    raw_response::Parts,
    receive::{Incoming, receive},
    retry::{AttemptOutcome, retry_after},
    trace,
    transport_error::{Cause, is_unsent},
};

/// Why there is no complete answer.
pub(crate) enum Failure {
    /// Nothing was sent.
    Invalid(InvalidRequest),
    /// Nothing was sent, because the server wants nothing for so long.
    HeldBack {
        operation: &'static Operation,
        wait: Duration,
    },
    /// No answer came.
    Transport {
        operation: &'static Operation,
        error: TransportError,
    },
    /// The answer broke off; `response` holds what arrived.
    Interrupted {
        response: RawResponse,
        error: TransportError,
    },
}

impl<E> From<Failure> for Error<E> {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Invalid(invalid) => Self::Invalid(invalid),
            Failure::HeldBack { operation, wait } => Self::HeldBack { operation, wait },
            Failure::Transport { operation, error } => Self::Transport { operation, error },
            Failure::Interrupted { response, error } => Self::Interrupted { response, error },
        }
    }
}

/// Sends `request`, again if need be and if it is safe, and reads the whole answer, whatever its status is.
pub(crate) async fn exchange(request: &Request) -> Result<RawResponse, Failure> {
    // Before anything is waited for: what is invalid fails at once.
    request.check().map_err(Failure::Invalid)?;
    trace::in_span(request, attempt_all(request, None)).await
}

/// Sends `request` in the same way until the head of an answer is there. If that is a documented success, its body comes
/// beside it; if not, it is read as a whole.
pub(crate) async fn open(request: &Request) -> Result<(RawResponse, Option<Incoming>), Failure> {
    request.check().map_err(Failure::Invalid)?;
    let mut body = None;
    let head = trace::in_span(request, attempt_all(request, Some(&mut body))).await?;
    Ok((head, body))
}

/// Where the body of a documented success goes that is not to be read as a whole.
type Apart<'a> = Option<&'a mut Option<Incoming>>;

async fn attempt_all(request: &Request, mut apart: Apart<'_>) -> Result<RawResponse, Failure> {
    let (operation, retry) = (request.operation(), request.retry());
    let gate = &request.client().shared().rate_limit;
    let deadline = later(retry.total());
    let mut attempts = Attempts::default();
    // What is returned if there is no time for another attempt.
    let mut last: Option<Result<RawResponse, Failure>> = None;
    loop {
        while let Some(end) = gate.end().filter(|_| !retry.is_off()) {
            let wait = end.saturating_duration_since(Instant::now());
            let resume = later(wait.saturating_add(retry.jitter()));
            if wait > retry.longest_wait() || resume >= deadline {
                return last.unwrap_or(Err(Failure::HeldBack { operation, wait }));
            }
            trace::held_back(wait);
            sleep_until(resume).await;
        }
        let left = deadline.saturating_duration_since(Instant::now());
        // Who waits can wake late. No attempt is better than one that is given up at once.
        if left.is_zero()
            && let Some(last) = last
        {
            return last;
        }
        attempts.count += 1;
        let result = match attempt(
            request,
            attempts,
            request.timeout().min(left),
            apart.as_deref_mut(),
        )
        .await
        {
            // A hook that stops a later attempt does not make the earlier ones undone.
            Err(Failure::Invalid(invalid)) => {
                return last.unwrap_or(Err(Failure::Invalid(invalid)));
            }
            result => result,
        };

        let outcome = attempt_outcome(&result);
        let again = retry.allows(outcome, operation.idempotency(), attempts.count)
            && request.is_repeatable();
        let asked = answer(&result).and_then(retry_after);
        let wait = match asked {
            Some(asked) => asked,
            None => retry.backoff(attempts.count),
        };
        if outcome == AttemptOutcome::TooMany {
            gate.until(later(wait.min(retry.longest_wait())));
        }
        // Who is asked to wait waits a little longer, so that not all come back at once.
        let jitter = asked.map_or(Duration::ZERO, |_| retry.jitter());
        let resume = later(wait.saturating_add(jitter));
        if !again || wait > retry.longest_wait() || resume >= deadline {
            return result;
        }
        trace::again(attempts.count, &result, wait);
        if outcome != AttemptOutcome::TooMany {
            sleep_until(resume).await;
        }
        attempts.in_doubt |= is_in_doubt(&result, outcome);
        last = Some(result);
    }
}

/// So long from now, or so long that nobody sees the end of it.
fn later(wait: Duration) -> Instant {
    const YEAR: Duration = Duration::from_secs(365 * 24 * 60 * 60);
    let now = Instant::now();
    now.checked_add(wait).unwrap_or(now + YEAR)
}

/// The answer, complete or not.
fn answer(result: &Result<RawResponse, Failure>) -> Option<&RawResponse> {
    match result {
        Ok(response) | Err(Failure::Interrupted { response, .. }) => Some(response),
        Err(_) => None,
    }
}

fn attempt_outcome(result: &Result<RawResponse, Failure>) -> AttemptOutcome {
    match result {
        Ok(response) => AttemptOutcome::of(response.status()),
        Err(Failure::Transport { error, .. }) if error.is_connect() => AttemptOutcome::NotSent,
        // The status tells what the rest of the answer would have said.
        Err(Failure::Interrupted { response, .. }) if response.status() == 429 => {
            AttemptOutcome::TooMany
        }
        Err(Failure::Transport { error, .. } | Failure::Interrupted { error, .. })
            if error.may_pass() =>
        {
            AttemptOutcome::Lost
        }
        Err(_) => AttemptOutcome::Decided,
    }
}

/// Whether the request may have taken effect although nobody says so.
fn is_in_doubt(result: &Result<RawResponse, Failure>, outcome: AttemptOutcome) -> bool {
    match (outcome, answer(result)) {
        // It was refused, even if the rest of the refusal did not arrive.
        (AttemptOutcome::Lost, Some(response)) => !response.is_refusal(),
        _ => matches!(outcome, AttemptOutcome::Unavailable | AttemptOutcome::Lost),
    }
}

/// Sends `request` once.
async fn attempt(
    request: &Request,
    attempts: Attempts,
    timeout: Duration,
    apart: Apart<'_>,
) -> Result<RawResponse, Failure> {
    let shared = request.client().shared();
    let mut http = request.to_http().map_err(Failure::Invalid)?;
    // It would cut off a body that is read by the caller, who may take any time for it.
    *http.timeout_mut() = Some(timeout).filter(|_| apart.is_none());
    let mut attempt = Attempt {
        operation: request.operation(),
        number: attempts.count,
        headers: std::mem::take(http.headers_mut()),
    };
    let refused = |reason| Failure::Invalid(request.stopped(reason));
    for hook in &shared.hooks {
        hook.before(&mut attempt).map_err(refused)?;
    }
    keeps_secret(http.url(), &attempt.headers).map_err(refused)?;
    http.headers_mut().clone_from(&attempt.headers);

    let started = Instant::now();
    let result = send(request, shared, http, attempts, timeout, apart).await;
    let elapsed = started.elapsed();
    trace::attempted(attempts.count, &result, elapsed);
    let seen = match &result {
        Ok(response) => Ok(response),
        Err(Failure::Transport { error, .. } | Failure::Interrupted { error, .. }) => Err(error),
        Err(_) => return result,
    };
    for hook in &shared.hooks {
        hook.after(&attempt, seen, elapsed);
    }
    result
}

async fn send(
    request: &Request,
    shared: &Shared,
    http: reqwest::Request,
    attempts: Attempts,
    timeout: Duration,
    apart: Apart<'_>,
) -> Result<RawResponse, Failure> {
    let operation = request.operation();
    let end = apart.is_some().then(|| later(timeout));
    let (url, authorization) = (
        http.url().clone(),
        http.headers().get(AUTHORIZATION).cloned(),
    );
    let answer = match end {
        None => shared.http.execute(http).await,
        Some(end) => match timeout_at(end, shared.http.execute(http)).await {
            Ok(answer) => answer,
            Err(_) => {
                let error = TransportError::from(Cause::Stalled(timeout)).after(attempts);
                return Err(Failure::Transport { operation, error });
            }
        },
    };
    let mut answer = answer.map_err(|error| {
        let is_unsent = is_unsent(&error, &url);
        let error = TransportError::from(error).after(attempts);
        if is_unsent {
            // An address that is too long, most likely.
            return Failure::Invalid(request.bad_address(error.to_string()));
        }
        Failure::Transport { operation, error }
    })?;
    if *answer.url() != url {
        let error = TransportError::from(Cause::Redirected).after(attempts);
        return Err(Failure::Transport { operation, error });
    }
    let status = answer.status();
    let mut headers = std::mem::take(answer.headers_mut());
    mark_secrets(&mut headers);
    let mut parts = Parts {
        operation,
        authorization,
        attempts,
        status,
        headers,
        given: 0,
        body: Bytes::new(),
    };
    if let Some(apart) = apart
        && operation.succeeds_with(status)
        && AttemptOutcome::of(status) == AttemptOutcome::Decided
    {
        *apart = Some(Incoming::new(answer, &mut parts.headers, shared.limits));
        return Ok(RawResponse::new(parts));
    }
    let (body, error) = receive(&mut answer, &mut parts.headers, shared.limits, end).await;
    parts.body = body;
    let response = RawResponse::new(parts);
    match error {
        None => Ok(response),
        Some(error) => Err(Failure::Interrupted { response, error }),
    }
}
