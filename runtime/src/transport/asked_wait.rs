//! The wait that a server asks for, in all the headers that servers use.

use std::time::Duration;

use http::{
    StatusCode,
    header::{DATE, RETRY_AFTER},
};
use jiff::Timestamp;

use crate::{
    exchange::{
        raw_response::RawResponse,
        tolerated::{Tolerance, Tolerated},
    },
    text::http_date::parse_http_date,
};

/// Headers with a wait in milliseconds.
const MILLISECONDS: [&str; 2] = ["retry-after-ms", "x-ms-retry-after-ms"];

/// Headers with the rest of a quota, and the time at which it is full again.
const QUOTAS: [(&str, &str); 3] = [
    ("x-ratelimit-remaining", "x-ratelimit-reset"),
    ("x-rate-limit-remaining", "x-rate-limit-reset"),
    ("ratelimit-remaining", "ratelimit-reset"),
];

/// The header of newer drafts of the IETF, with all of that.
const RATE_LIMIT: &str = "ratelimit";

/// A number of seconds that is not less is a time since 1970, because it is more than 31 years.
const EPOCH: f64 = 1e9;

/// A time since 1970 that is not less is in milliseconds, because it is later than the year 5000 otherwise.
const EPOCH_MILLISECONDS: f64 = 1e11;

/// A wait, and the header that asks for it.
struct Asked {
    wait: Duration,
    header: &'static str,
}

/// Returns the wait that the server asks for: by `Retry-After`, a number of seconds or a date. Unless the client is strict,
/// by `retry-after-ms` before it, and by the time at which a quota is full again after it, if the quota is used up or the
/// status is 429. Dates are compared with the clock of the server, if the response has a `Date` header.
pub(crate) fn asked_wait(response: &RawResponse) -> Option<Duration> {
    asked(response).map(|asked| asked.wait)
}

/// Whether a response is a 403 that limits the rate of requests: it asks for a wait, or its quota is used up.
pub(crate) fn is_forbidden_for_now(response: &RawResponse) -> bool {
    response.status() == StatusCode::FORBIDDEN && !response.is_strict() && asked(response).is_some()
}

/// Lists what was tolerated in the headers of a response that may be followed by another attempt.
pub(super) fn tolerated(response: &RawResponse) -> Vec<Tolerated> {
    let status = response.status();
    let Some(asked) =
        asked(response).filter(|_| status.is_client_error() || status.is_server_error())
    else {
        return Vec::new();
    };
    let is_limit = is_forbidden_for_now(response);
    let is_other = asked.header != RETRY_AFTER.as_str();
    let limit = is_limit.then(|| Tolerated::header_of(Tolerance::RateLimit, asked.header));
    let other = is_other.then(|| Tolerated::header_of(Tolerance::OtherWait, asked.header));
    limit.into_iter().chain(other).collect()
}

fn asked(response: &RawResponse) -> Option<Asked> {
    if response.is_strict() {
        return retry_after(response);
    }
    let milliseconds = MILLISECONDS.into_iter().find_map(|header| {
        let wait = Duration::from_millis(whole(response.header(header)?)?);
        Some(Asked { wait, header })
    });
    milliseconds
        .or_else(|| retry_after(response))
        .or_else(|| reset(response))
}

fn retry_after(response: &RawResponse) -> Option<Asked> {
    let text = response.header(RETRY_AFTER.as_str())?.trim();
    let wait = match whole(text) {
        Some(seconds) => Duration::from_secs(seconds),
        None => until(parse_http_date(text)?, response),
    };
    let header = RETRY_AFTER.as_str();
    Some(Asked { wait, header })
}

/// Returns the wait until a quota that is used up is full again. Of several, it is the longest.
fn reset(response: &RawResponse) -> Option<Asked> {
    let is_refused = response.status() == StatusCode::TOO_MANY_REQUESTS;
    let by_quota = QUOTAS.into_iter().filter_map(|(remaining, header)| {
        let is_used_up = response.header(remaining).is_some_and(is_zero);
        let wait = time(response.header(header)?, response)?;
        (is_used_up || is_refused).then_some(Asked { wait, header })
    });
    let policies = response.header(RATE_LIMIT).map(policies);
    let used_up = policies.iter().flatten().filter(|policy| policy.is_used_up);
    // A 429 is for one of them, and does not say for which.
    let any = policies.iter().flatten().filter(|_| is_refused);
    let seconds = used_up
        .filter_map(|policy| time(policy.reset, response))
        .max()
        .or_else(|| any.filter_map(|policy| time(policy.reset, response)).min());
    let by_policy = seconds.map(|wait| Asked {
        wait,
        header: RATE_LIMIT,
    });
    by_quota.chain(by_policy).max_by_key(|asked| asked.wait)
}

/// A policy of a `RateLimit` header.
struct Policy<'t> {
    is_used_up: bool,
    reset: &'t str,
}

/// Parses a `RateLimit` header: `"default";r=0;t=30` for each policy, or `limit=100, remaining=0, reset=30` for one.
fn policies(text: &str) -> Vec<Policy<'_>> {
    let (policies, separator): (Vec<&str>, char) = match text.contains(';') {
        true => (text.split(',').collect(), ';'),
        false => (vec![text], ','),
    };
    policies
        .into_iter()
        .filter_map(|text| {
            let get = |names: [&str; 2]| {
                text.split(separator).find_map(|pair| {
                    let (name, value) = pair.split_once('=')?;
                    names.contains(&name.trim()).then(|| value.trim())
                })
            };
            Some(Policy {
                is_used_up: get(["r", "remaining"]).is_some_and(is_zero),
                reset: get(["t", "reset"])?,
            })
        })
        .collect()
}

fn is_zero(text: &str) -> bool {
    text.trim().parse() == Ok(0.0)
}

/// Parses a number of digits. One that overflows is longer than any wait.
fn whole(text: &str) -> Option<u64> {
    let text = text.trim();
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or(u64::MAX))
}

/// Returns the wait until a time: seconds from now, seconds or milliseconds since 1970, or a date.
fn time(text: &str, response: &RawResponse) -> Option<Duration> {
    let text = text.trim().trim_matches('"');
    let Ok(number) = text.parse::<f64>() else {
        let date = text.parse().ok().or_else(|| parse_http_date(text))?;
        return Some(until(date, response));
    };
    if !number.is_finite() || number < 0.0 {
        return None;
    }
    if number < EPOCH {
        return Duration::try_from_secs_f64(number).ok();
    }
    let seconds = match number < EPOCH_MILLISECONDS {
        true => number,
        false => number / 1000.0,
    };
    // Whole milliseconds: a float has enough digits for them.
    let then = Timestamp::from_millisecond((seconds * 1000.0) as i64).ok()?;
    Some(until(then, response))
}

/// Returns the time until `then`, by the clock of the server if it sends one. A date in the past means no wait.
fn until(then: Timestamp, response: &RawResponse) -> Duration {
    let now = response.header(DATE.as_str()).and_then(parse_http_date);
    let now = now.unwrap_or_else(Timestamp::now);
    Duration::try_from(then.duration_since(now)).unwrap_or_default()
}
