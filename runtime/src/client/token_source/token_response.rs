//! [`Granted`]: the token in a token response (RFC 6749, section 5).

use std::time::Duration;

use http::header::HeaderValue;
use serde_json::Value;
use tokio::time::Instant;

use crate::{
    client::token::Token, exchange::raw_response::RawResponse, text::json_error::from_json,
};

/// The longest lifetime. A longer one would overflow the clock.
const YEAR: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// A token, as a server has sent it.
#[derive(Clone)]
pub(super) struct Granted {
    /// The value of the `Authorization` header.
    pub(super) authorization: HeaderValue,
    /// The token was asked for at this instant, so that its lifetime begins no earlier.
    pub(super) since: Instant,
    /// `None` if the server does not say.
    pub(super) lifetime: Option<Duration>,
    pub(super) refresh_token: Option<Token>,
}

/// Reads the response to a token request that was made at `since`. `show` makes text of the server fit for a message.
///
/// # Errors
/// Fails with the reason if there is no bearer token. It does not show a token.
pub(super) fn read(
    response: &RawResponse,
    since: Instant,
    show: impl Fn(&str) -> String,
) -> Result<Granted, String> {
    let status = response.status();
    let Ok(Value::Object(object)) = from_json::<Value>(response.body()) else {
        let what = match response.body() {
            [] => "no body",
            _ => "a body that is not a JSON object",
        };
        return Err(format!("{status}, {what}"));
    };
    // An error is one whatever the status is.
    let text = |name: &str| object.get(name).and_then(Value::as_str);
    if let Some(error) = text("error") {
        let description = text("error_description").unwrap_or_default();
        let (error, description) = (show(error), show(description));
        return Err(match description.is_empty() {
            true => format!("{status}: {error}"),
            false => format!("{status}: {error} ({description})"),
        });
    }
    if !status.is_success() {
        return Err(format!("{status}, without a reason"));
    }
    // Some servers leave it out.
    let kind = text("token_type").unwrap_or("bearer");
    if !kind.eq_ignore_ascii_case("bearer") {
        return Err(format!(
            "the type of the token is `{}`, not bearer",
            show(kind)
        ));
    }
    let Some(token) = text("access_token") else {
        return Err(format!("{status}, but the response has no `access_token`"));
    };
    let authorization = Token::from(token).authorization();
    Ok(Granted {
        authorization: authorization
            .map_err(|reason| format!("the access token is invalid: {reason}"))?,
        since,
        lifetime: lifetime(object.get("expires_in"))?,
        refresh_token: text("refresh_token")
            .filter(|token| !token.is_empty())
            .map(Token::from),
    })
}

/// Reads `expires_in`, a number of seconds. Some servers write it as a string.
fn lifetime(value: Option<&Value>) -> Result<Option<Duration>, String> {
    let seconds = match value {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::String(text)) => text.trim().parse().ok(),
        Some(value) => value.as_f64(),
    };
    let seconds = seconds
        .filter(|seconds: &f64| !seconds.is_nan())
        .ok_or("`expires_in` is not a number of seconds")?;
    let duration = Duration::try_from_secs_f64(seconds.max(0.0)).unwrap_or(YEAR);
    Ok(Some(duration.min(YEAR)))
}
