//! Sending a request: as many attempts as the rules allow, and the waits between them.

use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use super::{
    asked_wait::asked_wait,
    attempt::{Attempted, Stream, attempt},
    attempt_outcome::{AttemptOutcome, response},
    clock::later,
    failure::Failure,
    hook::Next,
    outgoing::Outgoing,
    quota::Place,
    rate_limit::Pass,
    receive::Incoming,
    retry::Retry,
    trace,
};
use crate::exchange::{
    error::HeldBy, operation::Idempotency, outcome::Attempts, raw_response::RawResponse,
    send_error::Departure, transport_error::Cause,
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
    // The number of attempts that the rules do not count.
    let mut uncounted = 0;
    let mut was_sent_for_hook = false;
    // The result if there is no time for another attempt.
    let mut last: Option<Result<RawResponse, Failure>> = None;
    loop {
        let turn = match wait_for_turn(request, deadline).await {
            Ok(turn) => turn,
            Err(failure) => return last.unwrap_or(Err(failure)),
        };
        attempts.count += 1;
        let pass = turn.pass;
        let Attempted { result, next } =
            turn.attempt(request, attempts, stream.as_deref_mut()).await;
        let result = match result {
            // A hook that stops a later attempt does not undo the earlier ones.
            Err(Failure::Invalid(invalid)) => {
                return last.unwrap_or(Err(Failure::Invalid(invalid)));
            }
            result => result,
        };

        let outcome = AttemptOutcome::of(&result);
        if outcome != AttemptOutcome::TooMany && response(&result).is_some() {
            request.pipeline.rate_limit.accepted(pass);
        }
        if next == Next::SendAgain
            && !was_sent_for_hook
            && may_send_for_hook(request, attempts, &result)
        {
            was_sent_for_hook = true;
            // The attempt for a hook is none of those that the rules count.
            uncounted += 1;
            last = Some(result);
            continue;
        }
        uncounted += u32::from(outcome == AttemptOutcome::TooMany && !request.retry.counts_429());
        let counted = attempts.count - uncounted;
        let wait = Wait::after(request, pass, counted, outcome, &result);
        let shortest = wait.shortest;
        let Some(resume) = plan(request, counted, outcome, &result, wait, deadline) else {
            return result;
        };
        trace::again(attempts.count, &result, shortest);
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

/// Returns the instant of the next attempt, or `None` if there is none.
fn plan(
    request: &Outgoing<'_>,
    attempts: u32,
    outcome: AttemptOutcome,
    result: &Result<RawResponse, Failure>,
    wait: Wait,
    deadline: Instant,
) -> Option<Instant> {
    let (retry, pipeline) = (request.retry, request.pipeline);
    if outcome == AttemptOutcome::Decided && result.is_ok() {
        pipeline.retry_budget.give_back();
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
    Some(resume)
}

/// The wait before another attempt.
struct Wait {
    shortest: Duration,
    /// An additional random time. Without it, all clients that wait for the same time would come back at once.
    jitter: Duration,
}

impl Wait {
    /// Returns the wait after an attempt. After 429, the gate of the client is closed for it.
    fn after(
        request: &Outgoing<'_>,
        pass: Pass,
        attempts: u32,
        outcome: AttemptOutcome,
        result: &Result<RawResponse, Failure>,
    ) -> Self {
        let retry = &request.retry;
        let asked = response(result).and_then(asked_wait);
        if outcome == AttemptOutcome::TooMany {
            let gate = &request.pipeline.rate_limit;
            return Self {
                shortest: gate.refused(pass, request.operation, asked, retry),
                // The gate adds a random time.
                jitter: Duration::ZERO,
            };
        }
        Self::asked(asked, attempts, retry)
    }

    /// Returns the wait that the server asks for, or else a random one that becomes longer with each attempt. A server can ask
    /// for no wait at all (`Retry-After: 0`), but it does not get all attempts at once.
    fn asked(asked: Option<Duration>, attempts: u32, retry: &Retry) -> Self {
        match asked {
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

/// The turn of a request: it may be sent now.
struct Turn<'a> {
    place: Option<Place<'a>>,
    pass: Pass,
    /// The time that the attempt may take.
    timeout: Duration,
}

impl Turn<'_> {
    /// Makes an attempt. Its place counts from now on until one period after the attempt.
    async fn attempt(
        mut self,
        request: &Outgoing<'_>,
        attempts: Attempts,
        stream: Stream<'_>,
    ) -> Attempted {
        if let Some(place) = &mut self.place {
            place.use_up();
        }
        attempt(request, attempts, self.timeout, stream).await
    }
}

/// Waits for the turn of a request: for a place at the pace of the client, and until no rate limit holds the request back.
/// Fails if that takes too long.
async fn wait_for_turn<'a>(request: &Outgoing<'a>, deadline: Instant) -> Result<Turn<'a>, Failure> {
    let (operation, retry, pipeline) = (request.operation, &request.retry, request.pipeline);
    let held_back = |by| {
        move |wait| Failure::HeldBack {
            operation,
            wait,
            by,
        }
    };
    let gate = &pipeline.rate_limit;
    gate.check(operation, retry, deadline)
        .map_err(held_back(HeldBy::Server))?;
    let place = match &pipeline.quota {
        None => None,
        Some(quota) => {
            let place = quota.enter(deadline).await;
            Some(place.map_err(held_back(HeldBy::Pace))?)
        }
    };
    let pass = gate.enter(operation, retry, deadline).await;
    let pass = pass.map_err(held_back(HeldBy::Server))?;
    let left = deadline.saturating_duration_since(Instant::now());
    // A timer can overshoot the deadline. To make no attempt is better than one that ends at once.
    if left.is_zero() {
        return Err(no_time(request));
    }
    let timeout = request.timeout.min(left);
    Ok(Turn {
        place,
        pass,
        timeout,
    })
}
