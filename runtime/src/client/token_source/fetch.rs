//! [`fetch`]: sending a token request, with its retries.

use std::{panic::AssertUnwindSafe, sync::Arc};

use futures_core::future::BoxFuture;
use futures_util::future::{FutureExt as _, TryFutureExt as _};
use http::{
    Method,
    header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, USER_AGENT},
};
use tokio::time::Instant;

use super::{
    settings::{Grant, Settings},
    token_response::{Granted, read},
};
use crate::{
    client::token::Token,
    encode::body::Body,
    exchange::{error::Error, operation::Operation, outcome::Outcome, raw_response::RawResponse},
    transport::{
        contract::Transport,
        failure::Failure,
        outgoing::{Outgoing, Pipeline},
        pace::MinimumRate,
        rate_limit::RateLimitGate,
        receive::ReceiveLimits,
        retry::Retry,
        retry_budget::RetryBudget,
        send::exchange,
    },
};

/// Far more than a token and what comes with it.
const MAX_BODY: usize = 64 << 10;

const ATTEMPTS: u32 = 3;

static CLIENT_CREDENTIALS: Operation =
    Operation::new("client-credentials-grant", Method::POST, "/token", &[2]).idempotent(true);

/// A server can replace the refresh token by each request.
static REFRESH_TOKEN: Operation =
    Operation::new("refresh-token-grant", Method::POST, "/token", &[2]);

/// The result of a token request.
pub(super) type Fetched = Result<Granted, Refused>;

/// Why there is no token.
#[derive(Clone)]
pub(super) struct Refused {
    pub(super) reason: String,
    /// Whether the server may have processed the request, so that a refresh token may be used up.
    pub(super) may_be_used_up: bool,
    /// Whether there is a complete response, so that time was not the reason.
    has_response: bool,
}

impl Refused {
    /// Whether the reason can be that no call has waited for the response, so that the request is made again.
    pub(super) fn may_be_stale(&self) -> bool {
        !self.has_response && !self.may_be_used_up
    }
}

/// Sends a token request. The future can be kept, and polled by one call after another.
pub(super) fn fetch(
    settings: Arc<Settings>,
    refresh_token: Option<Token>,
    transport: Arc<dyn Transport>,
    user_agent: Option<HeaderValue>,
) -> BoxFuture<'static, Fetched> {
    let endpoint = settings.endpoint();
    let fetched = async move {
        let since = Instant::now();
        let refresh_token = refresh_token.as_ref();
        let response = send(&settings, refresh_token, transport, user_agent).await?;
        let secrets = settings.secrets(refresh_token);
        let show = |text: &str| secrets.show(text.as_bytes());
        read(&response, since, show).map_err(|reason| Refused {
            reason,
            may_be_used_up: refresh_token.is_some() && !response.is_refusal(),
            has_response: true,
        })
    };
    // A transport of the caller that panics once would make each later request panic.
    let fetched = AssertUnwindSafe(fetched).catch_unwind().map(|result| {
        result.unwrap_or_else(|_| {
            Err(Refused {
                reason: "the transport panicked".to_owned(),
                may_be_used_up: true,
                has_response: false,
            })
        })
    });
    let fetched = fetched.map_err(move |refused| Refused {
        reason: format!("no access token from {endpoint}: {}", refused.reason),
        ..refused
    });
    Box::pin(fetched)
}

/// Sends a token request, and returns the response, whatever its status is.
///
/// # Errors
/// Fails if there is no complete response.
async fn send(
    settings: &Settings,
    refresh_token: Option<&Token>,
    transport: Arc<dyn Transport>,
    user_agent: Option<HeaderValue>,
) -> Result<RawResponse, Refused> {
    let uri = settings.url().map_err(|reason| Refused {
        reason,
        may_be_used_up: false,
        has_response: true,
    })?;
    let mut headers =
        HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static("application/json"))]);
    let form = HeaderValue::from_static("application/x-www-form-urlencoded");
    headers.insert(CONTENT_TYPE, form);
    headers.extend(user_agent.map(|value| (USER_AGENT, value)));
    headers.extend(settings.authorization().map(|value| (AUTHORIZATION, value)));
    let mut body = Body::default();
    body.set_bytes(settings.form(refresh_token).into());
    let pipeline = pipeline(transport);
    let outgoing = Outgoing {
        unauthorized: None,
        pipeline: &pipeline,
        operation: match settings.grant {
            Grant::ClientCredentials => &CLIENT_CREDENTIALS,
            Grant::RefreshToken(_) => &REFRESH_TOKEN,
        },
        uri,
        headers: &headers,
        key: None,
        secrets: settings.secrets(refresh_token),
        has_secret_query: false,
        body: &body,
        token_source: None,
        timeout: settings.timeout,
        limits: ReceiveLimits {
            body: MAX_BODY,
            pause: settings.timeout,
            rate: MinimumRate {
                bytes: 0,
                window: settings.timeout,
            },
        },
        retry: Retry::default()
            .max_attempts(ATTEMPTS)
            .max_total(settings.timeout.saturating_mul(2)),
    };
    let response = exchange(&outgoing).await;
    response.map_err(|failure| Refused {
        reason: reason(&failure),
        has_response: false,
        may_be_used_up: refresh_token.is_some()
            && Error::<()>::from(failure).outcome() != Outcome::NotApplied,
    })
}

/// Makes a way to the server that nothing else uses.
fn pipeline(transport: Arc<dyn Transport>) -> Pipeline {
    Pipeline {
        transport,
        hooks: Vec::new(),
        rate_limit: RateLimitGate::default(),
        quota: None,
        retry_budget: RetryBudget::new(ATTEMPTS),
        max_redirects: 0,
        reading: Arc::default(),
        plain_http: None,
    }
}

fn reason(failure: &Failure) -> String {
    match failure {
        Failure::Transport { error, .. } => format!("no response: {error}"),
        Failure::Interrupted { response, error } => {
            let status = response.status();
            format!("{status}: the response broke off: {error}")
        }
        Failure::Invalid(invalid) => invalid.reason().to_owned(),
        Failure::HeldBack { .. } => "the server limits the rate of token requests".to_owned(),
    }
}
