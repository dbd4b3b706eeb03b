//! Sending a request: as many attempts as the rules allow, and the waits between them.

use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use super::{
    attempt::{Attempted, Stream, attempt},
    attempt_outcome::{AttemptOutcome, response},
    clock::later,
    failure::Failure,
    hook::Next,
    outgoing::Outgoing,
    receive::Incoming,
    retry::{Retry, retry_after},
    trace,
};
use crate::exchange::{
    operation::Idempotency, outcome::Attempts, raw_response::RawResponse, send_error::Departure,
    transport_error::Cause,
};

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
    let deadline = later(request.retry.total());
    let mut attempts = Attempts::default();
    let mut was_sent_for_hook = false;
    // The result if there is no time for another attempt.
    let mut last: Option<Result<RawResponse, Failure>> = None;
    loop {
        if let Err(wait) = wait_for_rate_limit(request, deadline).await {
            let operation = request.operation;
            return last.unwrap_or(Err(Failure::HeldBack { operation, wait }));
        }
        let left = deadline.saturating_duration_since(Instant::now());
        // A timer can overshoot the deadline. To make no attempt is better than one that ends at once.
        if left.is_zero() {
            return last.unwrap_or_else(|| Err(no_time(request)));
        }
        attempts.count += 1;
        let timeout = request.timeout.min(left);
        let Attempted { result, next } =
            attempt(request, attempts, timeout, stream.as_deref_mut()).await;
        let result = match result {
            // A hook that stops a later attempt does not undo the earlier ones.
            Err(Failure::Invalid(invalid)) => {
                return last.unwrap_or(Err(Failure::Invalid(invalid)));
            }
            result => result,
        };

        let outcome = AttemptOutcome::of(&result);
        if next == Next::SendAgain
            && !was_sent_for_hook
            && may_send_for_hook(request, attempts, &result)
        {
            was_sent_for_hook = true;
            last = Some(result);
            continue;
        }
        // The attempt for a hook is none of those that the rules count.
        let counted = attempts.count - u32::from(was_sent_for_hook);
        let Some(resume) = plan(request, counted, outcome, &result, deadline) else {
            return result;
        };
        // After 429, the loop waits for the rate limit.
        if outcome != AttemptOutcome::TooMany {
            sleep_until(resume).await;
        }
        attempts.in_doubt |= outcome.is_in_doubt(&result);
        last = Some(result);
    }
}

/// Makes the error of a request without time for an attempt.
fn no_time(request: &Outgoing<'_>) -> Failure {
    Failure::Transport {
        operation: request.operation,
        error: Cause::TimedOut(Departure::NotSent).into(),
    }
}

/// Whether a request may be sent again because a hook wants it: the server has rejected it.
fn may_send_for_hook(
    request: &Outgoing<'_>,
    attempts: Attempts,
    result: &Result<RawResponse, Failure>,
) -> bool {
    let twice_is_harmless = request.operation.idempotency() != Idempotency::NotIdempotent;
    matches!(result, Ok(response) if response.is_refusal() && response.status() != 429)
        && request.body.is_repeatable()
        && (twice_is_harmless || !attempts.in_doubt)
}

/// Notes the outcome of an attempt for other requests. Returns the instant of the next attempt, or `None` if there is
/// none.
fn plan(
    request: &Outgoing<'_>,
    attempts: u32,
    outcome: AttemptOutcome,
    result: &Result<RawResponse, Failure>,
    deadline: Instant,
) -> Option<Instant> {
    let (retry, pipeline) = (request.retry, request.pipeline);
    let wait = Wait::after(attempts, result, &retry);
    match outcome {
        AttemptOutcome::TooMany => {
            let end = later(wait.shortest);
            if wait.shortest <= retry.longest_wait() {
                pipeline.rate_limit.close(end);
            } else {
                // So long a limit is most likely one of the operation, and others should not wait for it.
                pipeline.rate_limit.close_for(request.operation, end);
            }
        }
        AttemptOutcome::Decided if result.is_ok() => pipeline.retry_budget.give_back(),
        _ => {}
    }
    let resume = later(wait.shortest.saturating_add(wait.jitter));
    let may_repeat = retry.allows(outcome, request.operation.idempotency(), attempts)
        && request.body.is_repeatable();
    if !may_repeat || wait.shortest > retry.longest_wait() || resume >= deadline {
        return None;
    }
    // After 429, the server says how fast it can be asked.
    if outcome != AttemptOutcome::TooMany && !pipeline.retry_budget.take() {
        trace::budget_used_up(attempts);
        return None;
    }
    trace::again(attempts, result, wait.shortest);
    Some(resume)
}

/// The wait before another attempt.
struct Wait {
    shortest: Duration,
    /// An additional random time. Without it, all clients that wait for the same time would come back at once.
    jitter: Duration,
}

impl Wait {
    /// Returns the wait that the server asks for, or else a random one that becomes longer with each attempt. A server can ask
    /// for no wait at all (`Retry-After: 0`), but it does not get all attempts at once.
    fn after(attempts: u32, result: &Result<RawResponse, Failure>, retry: &Retry) -> Self {
        match response(result).and_then(retry_after) {
            Some(asked) if asked < retry.floor(attempts) => Self {
                shortest: retry.floor(attempts),
                jitter: retry.jitter_above_floor(attempts),
            },
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
    let gate = &request.pipeline.rate_limit;
    while let Some(end) = gate
        .closed_until(request.operation)
        .filter(|_| !retry.is_off())
    {
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
