//! Spans and events for `tracing`, with the feature of that name. They never show a token, a body or a query.

use std::time::Duration;

use super::failure::Failure;
use crate::exchange::{operation::Operation, raw_response::RawResponse, tolerated::Tolerated};

#[cfg(feature = "tracing")]
mod imp {
    use super::*;

    use tracing::{Instrument, debug, info_span, warn};

    /// The target of all spans and events. It is fixed, so that the filters of a caller do not depend on the modules of
    /// this crate.
    const TARGET: &str = "runtime::trace";

    /// Runs `work` in a span with the operation.
    pub(crate) async fn in_span<F: Future>(operation: &Operation, work: F) -> F::Output {
        let span = info_span!(
            target: TARGET,
            "request",
            operation = operation.id,
            method = operation.method.as_str(),
            path = operation.path,
        );
        work.instrument(span).await
    }

    /// Reports the end of an attempt.
    pub(crate) fn attempted(
        attempt: u32,
        result: &Result<RawResponse, Failure>,
        elapsed: Duration,
    ) {
        let elapsed_ms = millis(elapsed);
        match result {
            Ok(response) => debug!(
                target: TARGET,
                attempt,
                elapsed_ms,
                status = response.status().as_u16(),
                request_id = request_id(response),
                "received a response"
            ),
            Err(Failure::Interrupted { response, error }) => debug!(
                target: TARGET,
                attempt,
                elapsed_ms,
                status = response.status().as_u16(),
                request_id = request_id(response),
                error = %error,
                "the response broke off"
            ),
            Err(Failure::Transport { error, .. }) => {
                debug!(target: TARGET, attempt, elapsed_ms, error = %error, "no response")
            }
            Err(_) => debug!(target: TARGET, attempt, "not sent"),
        }
    }

    /// Reports that there will be another attempt.
    pub(crate) fn again(attempt: u32, result: &Result<RawResponse, Failure>, wait: Duration) {
        let wait_ms = millis(wait);
        match result {
            Ok(response) | Err(Failure::Interrupted { response, .. }) => warn!(
                target: TARGET,
                attempt,
                wait_ms,
                status = response.status().as_u16(),
                request_id = request_id(response),
                "retry after a wait"
            ),
            Err(Failure::Transport { error, .. }) => {
                warn!(target: TARGET, attempt, wait_ms, error = %error, "retry after a wait")
            }
            Err(_) => {}
        }
    }

    /// Reports that there is no other attempt, because the client has sent too many.
    pub(crate) fn budget_used_up(attempt: u32) {
        warn!(target: TARGET, attempt, "no retry: the budget of the client is used up");
    }

    /// Reports what was tolerated in a response.
    pub(crate) fn tolerated(response: &RawResponse, tolerated: &[Tolerated]) {
        for tolerated in tolerated {
            debug!(
                target: TARGET,
                operation = response.operation().id,
                status = response.status().as_u16(),
                request_id = request_id(response),
                tolerated = %tolerated,
                "tolerated a deviation of the response"
            );
        }
    }

    /// Reports that a request waits for a rate limit.
    pub(crate) fn held_back(wait: Duration) {
        debug!(target: TARGET, wait_ms = millis(wait), "waiting for a rate limit");
    }

    fn millis(duration: Duration) -> u64 {
        u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
    }

    fn request_id(response: &RawResponse) -> Option<String> {
        Some(response.show(response.request_id()?.as_bytes()))
    }
}

#[cfg(not(feature = "tracing"))]
mod imp {
    use super::*;

    pub(crate) fn in_span<F: Future>(_: &Operation, work: F) -> F {
        work
    }

    pub(crate) fn attempted(_: u32, _: &Result<RawResponse, Failure>, _: Duration) {}

    pub(crate) fn again(_: u32, _: &Result<RawResponse, Failure>, _: Duration) {}

    pub(crate) fn budget_used_up(_: u32) {}

    pub(crate) fn tolerated(_: &RawResponse, _: &[Tolerated]) {}

    pub(crate) fn held_back(_: Duration) {}
}

pub(crate) use imp::{again, attempted, budget_used_up, held_back, in_span, tolerated};
