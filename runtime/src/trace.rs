//! What is told to `tracing`, if the feature of that name is on: never a token, a body or a query.

use std::time::Duration;

use crate::{RawResponse, Request, transport::Failure};

#[cfg(feature = "tracing")]
mod imp {
    use super::*;

    use tracing::{Instrument, debug, info_span, warn};

    /// Runs `work` in a span that names the operation.
    pub(crate) async fn in_span<F: Future>(request: &Request, work: F) -> F::Output {
        let operation = request.operation();
        let span = info_span!(
            "request",
            operation = operation.id,
            method = operation.method.as_str(),
            path = operation.path,
        );
        work.instrument(span).await
    }

    /// An attempt is over.
    pub(crate) fn attempted(
        attempt: u32,
        result: &Result<RawResponse, Failure>,
        elapsed: Duration,
    ) {
        let elapsed_ms = millis(elapsed);
        match result {
            Ok(response) => debug!(
                attempt,
                elapsed_ms,
                status = response.status().as_u16(),
                request_id = request_id(response),
                "answered"
            ),
            Err(Failure::Interrupted { response, error }) => debug!(
                attempt,
                elapsed_ms,
                status = response.status().as_u16(),
                request_id = request_id(response),
                error = %error,
                "the answer broke off"
            ),
            Err(Failure::Transport { error, .. }) => {
                debug!(attempt, elapsed_ms, error = %error, "no answer")
            }
            Err(_) => debug!(attempt, "not sent"),
        }
    }

    /// There will be another attempt.
    pub(crate) fn again(attempt: u32, result: &Result<RawResponse, Failure>, wait: Duration) {
        let wait_ms = millis(wait);
        match result {
            Ok(response) | Err(Failure::Interrupted { response, .. }) => warn!(
                attempt,
                wait_ms,
                status = response.status().as_u16(),
                request_id = request_id(response),
                "again after a wait"
            ),
            Err(Failure::Transport { error, .. }) => {
                warn!(attempt, wait_ms, error = %error, "again after a wait")
            }
            Err(_) => {}
        }
    }

    /// A request waits because the server wants none for now.
    pub(crate) fn held_back(wait: Duration) {
        debug!(wait_ms = millis(wait), "held back");
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

    pub(crate) fn in_span<F: Future>(_: &Request, work: F) -> F {
        work
    }

    pub(crate) fn attempted(_: u32, _: &Result<RawResponse, Failure>, _: Duration) {}

    pub(crate) fn again(_: u32, _: &Result<RawResponse, Failure>, _: Duration) {}

    pub(crate) fn held_back(_: Duration) {}
}

pub(crate) use imp::{again, attempted, held_back, in_span};
