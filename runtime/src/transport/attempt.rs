//! One attempt to send a request: hooks, the transport, and the time limit.

use std::{time::Duration, vec};

use bytes::Bytes;
use http::{Extensions, Request, Response, header::RANGE};
use tokio::time::{Instant, timeout_at};

use super::{
    asked_wait,
    clock::later,
    contract::{
        body::{RequestBody, ResponseBody},
        sending::Sending,
    },
    failure::Failure,
    hook::{AnyHook, Attempt, Next},
    outgoing::Outgoing,
    receive::{Incoming, receive},
    redirect, secrecy, trace,
};
use crate::exchange::{
    headers::{has_secret_header, mark_secrets},
    operation::Idempotency,
    outcome::Attempts,
    raw_response::{Parts, RawResponse},
    transport_error::{Cause, TransportError},
};

/// The destination of the body of a documented success, if it must not be read as a whole.
pub(super) type Stream<'a> = Option<&'a mut Option<Incoming>>;

/// The result of one attempt, and what the hooks want after it.
pub(super) struct Attempted {
    pub(super) result: Result<RawResponse, Failure>,
    pub(super) next: Next,
}

impl From<Failure> for Attempted {
    fn from(failure: Failure) -> Self {
        Self {
            result: Err(failure),
            next: Next::Proceed,
        }
    }
}

/// Sends a request once. `attempts` includes this attempt. After `timeout`, the attempt is aborted. If the body of the
/// response is streamed, only its head must be there before.
pub(super) async fn attempt(
    request: &Outgoing<'_>,
    attempts: Attempts,
    timeout: Duration,
    stream: Stream<'_>,
) -> Attempted {
    let needs_fresh = request.operation.idempotency() != Idempotency::Safe;
    let sending = Sending::new(needs_fresh);
    let mut http = request.to_http(&sending);
    let mut attempt = Attempt {
        operation: request.operation,
        number: attempts.count,
        headers: std::mem::take(http.headers_mut()),
        transport: request.pipeline.transport.clone(),
        extensions: Extensions::new(),
    };
    let limit = Limit {
        timeout,
        end: later(timeout),
    };
    if let Err(failure) = before(request, &mut attempt, attempts, limit).await {
        return failure.into();
    }
    http.headers_mut().clone_from(&attempt.headers);

    let watch = Watch::new(request.hooks().collect(), &attempt);
    let result = send(request, http, attempts, limit, stream).await;
    let elapsed = watch.started.elapsed();
    trace::attempted(attempts.count, &result, elapsed);
    let seen = match &result {
        Ok(response) => Ok(response),
        Err(Failure::Transport { error, .. } | Failure::Interrupted { error, .. }) => Err(error),
        Err(_) => {
            return Attempted {
                result,
                next: Next::Proceed,
            };
        }
    };
    let next = watch.after(seen, elapsed, limit.end).await;
    Attempted { result, next }
}

/// The time limit of an attempt.
#[derive(Clone, Copy)]
struct Limit {
    timeout: Duration,
    end: Instant,
}

/// Runs the hooks before an attempt, and checks the headers that they set.
async fn before(
    request: &Outgoing<'_>,
    attempt: &mut Attempt,
    attempts: Attempts,
    limit: Limit,
) -> Result<(), Failure> {
    let stopped = |reason| Failure::Invalid(request.stopped(reason));
    for hook in request.hooks() {
        let result = match hook {
            AnyHook::Sync(hook) => hook.before(attempt),
            AnyHook::Async(hook) => {
                timeout_at(limit.end, hook.before(attempt))
                    .await
                    .map_err(|_| Failure::Transport {
                        operation: request.operation,
                        error: TransportError::from(Cause::Hooks).after(attempts),
                    })?
            }
        };
        result.map_err(stopped)?;
    }
    request.secrets.mark(&mut attempt.headers);
    request.secrets.add(&attempt.headers);
    if let Some(error) = request
        .unauthorized
        .filter(|_| !has_secret_header(&attempt.headers))
    {
        return Err(Failure::Invalid(error.clone()));
    }
    let allowed = request.pipeline.plain_http.as_ref();
    secrecy::check(
        &request.uri,
        &attempt.headers,
        request.has_secret_query,
        allowed,
    )
    .map_err(stopped)
}

/// Makes sure that hooks are told the end of an attempt, also if its call is dropped.
struct Watch<'a> {
    hooks: Vec<&'a AnyHook>,
    attempt: &'a Attempt,
    started: Instant,
}

impl<'a> Watch<'a> {
    fn new(hooks: Vec<&'a AnyHook>, attempt: &'a Attempt) -> Self {
        Self {
            hooks,
            attempt,
            started: Instant::now(),
        }
    }

    /// Tells the hooks the end of the attempt. Those that wait can do so until `end`.
    async fn after(mut self, seen: Seen<'_>, elapsed: Duration, end: Instant) -> Next {
        let mut untold = Untold {
            hooks: std::mem::take(&mut self.hooks).into_iter(),
            attempt: self.attempt,
            seen,
            elapsed,
        };
        let mut next = Next::Proceed;
        for hook in untold.hooks.by_ref() {
            match hook {
                AnyHook::Sync(hook) => hook.after(self.attempt, seen, elapsed),
                AnyHook::Async(hook) => {
                    let wish = timeout_at(end, hook.after(self.attempt, seen, elapsed)).await;
                    if wish == Ok(Next::SendAgain) {
                        next = Next::SendAgain;
                    }
                }
            }
        }
        next
    }
}

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        let error = TransportError::from(Cause::Dropped);
        let elapsed = self.started.elapsed();
        tell(self.hooks.drain(..), self.attempt, Err(&error), elapsed);
    }
}

/// The result of an attempt, as hooks see it.
type Seen<'a> = Result<&'a RawResponse, &'a TransportError>;

/// The hooks that are not told the end of an attempt yet. The call can be dropped while one of them waits.
struct Untold<'a> {
    hooks: vec::IntoIter<&'a AnyHook>,
    attempt: &'a Attempt,
    seen: Seen<'a>,
    elapsed: Duration,
}

impl Drop for Untold<'_> {
    fn drop(&mut self) {
        tell(&mut self.hooks, self.attempt, self.seen, self.elapsed);
    }
}

/// Tells the end of an attempt to those hooks that do not wait.
fn tell<'a>(
    hooks: impl Iterator<Item = &'a AnyHook>,
    attempt: &Attempt,
    seen: Seen<'_>,
    elapsed: Duration,
) {
    for hook in hooks {
        if let AnyHook::Sync(hook) = hook {
            hook.after(attempt, seen, elapsed);
        }
    }
}

async fn send(
    request: &Outgoing<'_>,
    http: Request<RequestBody>,
    attempts: Attempts,
    limit: Limit,
    stream: Stream<'_>,
) -> Result<RawResponse, Failure> {
    let (operation, limits) = (request.operation, request.limits);
    let is_range = http.headers().contains_key(RANGE);
    let (response, stopped) =
        execute(request, http, limit.end)
            .await
            .map_err(|cause| Failure::Transport {
                operation,
                error: TransportError::from(match cause {
                    // A stream has no time limit but this one.
                    Cause::TimedOut(departure) if stream.is_some() => {
                        Cause::NoHead(limit.timeout, departure)
                    }
                    cause => cause,
                })
                .after(attempts)
                .without(&request.secrets),
            })?;
    let (mut head, body) = response.into_parts();
    mark_secrets(&mut head.headers);
    request.secrets.mark(&mut head.headers);
    let mut parts = Parts {
        operation,
        secrets: request.secrets.clone(),
        attempts,
        status: head.status,
        headers: head.headers,
        reading: request.pipeline.reading.clone(),
        is_range,
        stopped,
        tolerated: Vec::new(),
        given: 0,
        body: Bytes::new(),
    };
    if let Some(stream) = stream
        && parts.is_success()
    {
        *stream = Some(Incoming::new(body, &mut parts.headers, limits));
        return Ok(RawResponse::new(parts));
    }
    let (body, error) = receive(body, &mut parts.headers, limits, limit.end).await;
    parts.body = body;
    let mut response = RawResponse::new(parts);
    let tolerated = asked_wait::tolerated(&response);
    trace::tolerated(&response, &tolerated);
    response.tolerate(tolerated);
    match error {
        None => Ok(response),
        Some(error) => {
            let error = error.without(&request.secrets);
            Err(Failure::Interrupted { response, error })
        }
    }
}

/// A response, and why its redirect is not followed any further, if it is one.
type Executed = (Response<ResponseBody>, Option<String>);

/// Sends a request, and waits for the head of the response until `end`. Follows redirects, if the client does.
async fn execute(
    request: &Outgoing<'_>,
    http: Request<RequestBody>,
    end: Instant,
) -> Result<Executed, Cause> {
    let (pipeline, max) = (request.pipeline, request.pipeline.max_redirects);
    let allowed = pipeline.plain_http.as_ref();
    let mut addresses = vec![http.uri().clone()];
    let mut headers = http.headers().clone();
    let mut response = execute_once(request, http, end).await?;
    while max > 0
        && let Some(uri) = addresses.last()
        && let Some(target) = redirect::target(request.operation, uri, &response, allowed)
    {
        let followed = u32::try_from(addresses.len() - 1).unwrap_or(u32::MAX);
        if followed >= max || redirect::is_circle(&addresses, &target) {
            let reason = redirect::explain(&addresses, &target, max);
            return Ok((response, Some(reason)));
        }
        redirect::remove_secrets(&mut headers, uri, &target);
        let target = redirect::without_secrets(target, uri, &request.secrets);
        let has_secret_query = request.secrets.are_in(target.query().unwrap_or_default());
        if secrecy::check(&target, &headers, has_secret_query, allowed).is_err() {
            break;
        }
        let mut next = Request::new(RequestBody::empty());
        *next.method_mut() = request.operation.method.clone();
        *next.uri_mut() = target.clone();
        *next.headers_mut() = headers.clone();
        next.extensions_mut().insert(Sending::new(false));
        // It cannot wait for a place, while its own is not free yet.
        if let Some(quota) = &pipeline.quota {
            quota.note();
        }
        response = execute_once(request, next, end).await?;
        addresses.push(target);
    }
    Ok((response, None))
}

async fn execute_once(
    request: &Outgoing<'_>,
    http: Request<RequestBody>,
    end: Instant,
) -> Result<Response<ResponseBody>, Cause> {
    let sending = Sending::of(&http);
    let sent = request.pipeline.transport.send(http);
    match timeout_at(end, sent).await {
        Ok(Ok(response)) => Ok(response),
        Ok(Err(error)) => Err(Cause::Send(error)),
        Err(_) => Err(Cause::TimedOut(sending.give_up())),
    }
}
