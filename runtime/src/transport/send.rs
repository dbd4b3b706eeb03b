//! Sending a request: as many attempts as the rules allow, and the waits between them.

use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use super::{
    attempt::{Stream, attempt},
    attempt_outcome::{AttemptOutcome, response},
    clock::later,
    failure::Failure,
    outgoing::Outgoing,
    receive::Incoming,
    retry::{Retry, retry_after},
    trace,
};
use crate::exchange::{outcome::Attempts, raw_response::RawResponse};

/// Sends a request, retries it if the rules allow it, and reads the whole response, whatever its status is.
pub(crate) async fn exchange(request: &Outgoing<'_>) -> Result<RawResponse, Failure> {
    trace::in_span(request.operation, attempt_all(request, None)).await
}

/// Sends a request in the same way, but returns the body of a documented success separately, not read yet. Any other
/// response is read as a whole.
pub(crate) async fn open(
    request: &Outgoing<'_>,
) -> Result<(RawResponse, Option<Incoming>), Failure> {
    let mut body = None;
    let head = trace::in_span(request.operation, attempt_all(request, Some(&mut body))).await?;
    Ok((head, body))
}

async fn attempt_all(
    request: &Outgoing<'_>,
    mut stream: Stream<'_>,
) -> Result<RawResponse, Failure> {
    let retry = request.retry;
    let deadline = later(retry.total());
    let mut attempts = Attempts::default();
    // The result if there is no time for another attempt.
    let mut last: Option<Result<RawResponse, Failure>> = None;
    loop {
        if let Err(wait) = wait_for_rate_limit(request, deadline).await {
            let operation = request.operation;
            return last.unwrap_or(Err(Failure::HeldBack { operation, wait }));
        }
        let left = deadline.saturating_duration_since(Instant::now());
        // A timer can overshoot the deadline. To make no attempt is better than one that ends at once.
        if left.is_zero()
            && let Some(last) = last
        {
            return last;
        }
        attempts.count += 1;
        let timeout = request.timeout.min(left);
        let result = match attempt(request, attempts, timeout, stream.as_deref_mut()).await {
            // A hook that stops a later attempt does not undo the earlier ones.
            Err(Failure::Invalid(invalid)) => {
                return last.unwrap_or(Err(Failure::Invalid(invalid)));
            }
            result => result,
        };

        let outcome = AttemptOutcome::of(&result);
        let wait = Wait::after(attempts.count, &result, &retry);
        if outcome == AttemptOutcome::TooMany {
            let end = later(wait.shortest.min(retry.longest_wait()));
            request.transport.rate_limit.close_until(end);
        }
        let resume = later(wait.shortest.saturating_add(wait.jitter));
        let may_repeat = retry.allows(outcome, request.operation.idempotency(), attempts.count)
            && request.body.is_repeatable();
        if !may_repeat || wait.shortest > retry.longest_wait() || resume >= deadline {
            return result;
        }
        trace::again(attempts.count, &result, wait.shortest);
        // After 429, the loop waits for the rate limit.
        if outcome != AttemptOutcome::TooMany {
            sleep_until(resume).await;
        }
        attempts.in_doubt |= outcome.is_in_doubt(&result);
        last = Some(result);
    }
}

/// The wait before another attempt.
struct Wait {
    shortest: Duration,
    /// An additional random time. Without it, all clients that wait for the same time would come back at once.
    jitter: Duration,
}

impl Wait {
    /// Returns the wait that the server asks for, or else a random one that becomes longer with each attempt.
    fn after(attempts: u32, result: &Result<RawResponse, Failure>, retry: &Retry) -> Self {
        match response(result).and_then(retry_after) {
            Some(asked) => Self {
                shortest: asked,
                jitter: retry.jitter(),
            },
            None => Self {
                shortest: retry.backoff(attempts),
                jitter: Duration::ZERO,
            },
        }
    }
}

/// Waits until no rate limit holds the request back. Fails with the remaining time if that is too long.
async fn wait_for_rate_limit(request: &Outgoing<'_>, deadline: Instant) -> Result<(), Duration> {
    let retry = request.retry;
    let gate = &request.transport.rate_limit;
    while let Some(end) = gate.closed_until().filter(|_| !retry.is_off()) {
        let wait = end.saturating_duration_since(Instant::now());
        let resume = later(wait.saturating_add(retry.jitter()));
        if wait > retry.longest_wait() || resume >= deadline {
            return Err(wait);
        }
        trace::held_back(wait);
        sleep_until(resume).await;
    }
    Ok(())
}
