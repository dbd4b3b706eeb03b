//! [`TokenSource`]: access tokens of OAuth 2.0, which are fetched when they are needed.
//!
//! `settings` has what the caller sets and makes the token request of it, `fetch` sends it, `token_response` reads the
//! response, and `shared_token` keeps the token and makes sure that there is one request at a time.

mod fetch;
mod settings;
mod shared_token;
mod token_response;

use std::{fmt, sync::Arc, time::Duration};

use futures_core::future::BoxFuture;
use http::{
    StatusCode,
    header::{AUTHORIZATION, HeaderValue, USER_AGENT},
};

use self::{
    fetch::fetch,
    settings::{ClientId, Grant, Settings},
    shared_token::SharedToken,
};
use super::token::Token;
use crate::{
    exchange::{raw_response::RawResponse, transport_error::TransportError},
    transport::{
        contract::Transport,
        hook::{AsyncHook, Attempt, Next},
    },
};

/// A source of access tokens by OAuth 2.0 (RFC 6749): the client credentials grant (section 4.4), or the refresh token
/// grant (section 6).
///
/// A client takes it wherever it takes a bearer token:
///
/// ```
/// # use specwright_runtime::{Client, ClientBuilder, ConfigError, TokenSource};
/// # fn build() -> Result<Client, ConfigError> {
/// let source = TokenSource::client_credentials("https://auth.example/token", "my-app", "s3cret")
///     .scope("pets:read pets:write");
/// ClientBuilder::new("https://api.example/v1").bearer(source).build()
/// # }
/// # build().unwrap();
/// ```
///
/// Generated clients do so by `Client::new(source)`, or by the method of the security scheme in their `Credentials`.
/// Operations that do not require the scheme get no token then, and a request with an `Authorization` header of its own
/// keeps it. As an [`AsyncHook`] ([`ClientBuilder::async_hook`](crate::ClientBuilder::async_hook)), a source sets the token of
/// every request, in place of any other `Authorization`, but the client does not know that it has credentials.
///
/// # When a token is fetched
///
/// - The first request fetches a token, and all use it. It is renewed when a tenth of its lifetime is left, but not earlier
///   than a minute before its end. A token without `expires_in` is used until the server rejects it.
/// - Any number of concurrent requests lead to one token request, for which all of them wait. If it fails, all of them fail
///   with its error. The next request makes another one. If the call that waits for the response is dropped, another one
///   goes on to wait for it.
/// - If a token cannot be renewed, but is still valid, it is used, and renewed ten seconds later.
/// - After a 401, the token of that request is not used again, and the request is sent once more with another one
///   ([`Next::SendAgain`]). A 401 to an earlier token does not affect the current one.
/// - Clones share the token.
///
/// # Token requests
///
/// A token request goes over the transport of the client, unless [`transport`](TokenSource::transport) sets another one. Its
/// time is a part of that of the attempt for which it is made. It follows the rules of [`Retry`](crate::Retry), with three
/// attempts within a minute. The client credentials grant is idempotent. The refresh token grant is not: a refresh token is
/// sent again only if the first request did not leave, or was rejected with 429. If its response is lost, and the server
/// gives out a new refresh token each time, the refresh token counts as used up, and is not sent again by later requests
/// either.
///
/// The response may have up to 64 KiB. Without a bearer token in it, the request of the caller is not sent, and fails with
/// [`Error::Invalid`](crate::Error::Invalid), which shows the reason but no secret. If it was sent before, it fails with the
/// error of the attempt before, such as a 401.
#[derive(Clone)]
pub struct TokenSource(Arc<Shared>);

struct Shared {
    settings: Arc<Settings>,
    token: SharedToken,
}

impl TokenSource {
    /// Makes a source with the client credentials grant. The secret of the client is sent by `Authorization: Basic`; see
    /// [`secret_in_body`](TokenSource::secret_in_body).
    ///
    /// The URL is `https`, or `http` on this machine. Building a client fails if it is invalid, or if a value is empty.
    pub fn client_credentials(
        token_url: impl Into<String>,
        client_id: impl Into<String>,
        client_secret: impl Into<Token>,
    ) -> Self {
        Self::new(token_url.into(), Grant::ClientCredentials).client(client_id, client_secret)
    }

    /// Makes a source with the refresh token grant. See [`client`](TokenSource::client) for what most servers need too, and
    /// [`on_new_refresh_token`](TokenSource::on_new_refresh_token) for servers that give out a new refresh token each time.
    ///
    /// The URL is `https`, or `http` on this machine. Building a client fails if it is invalid, or if a value is empty.
    pub fn refresh_token(token_url: impl Into<String>, refresh_token: impl Into<Token>) -> Self {
        Self::new(token_url.into(), Grant::RefreshToken(refresh_token.into()))
    }

    fn new(token_url: String, grant: Grant) -> Self {
        Self::with(Settings::new(token_url, grant))
    }

    fn with(settings: Settings) -> Self {
        let token = SharedToken::new(settings.grant.refresh_token());
        Self(Arc::new(Shared {
            settings: Arc::new(settings),
            token,
        }))
    }

    /// Changes the settings. The result is a source of its own, without a token.
    fn changed(self, change: impl FnOnce(&mut Settings)) -> Self {
        let mut settings = Settings::clone(&self.0.settings);
        change(&mut settings);
        Self::with(settings)
    }

    /// Sets the client id and the client secret. They are sent by `Authorization: Basic`, form-encoded, as RFC 6749 says in
    /// section 2.3.1.
    #[must_use]
    pub fn client(self, id: impl Into<String>, secret: impl Into<Token>) -> Self {
        let client = ClientId {
            id: id.into(),
            secret: Some(secret.into()),
        };
        self.changed(|settings| settings.client = Some(client))
    }

    /// Sets the id of a client that has no secret. It is sent in the body.
    #[must_use]
    pub fn public_client(self, id: impl Into<String>) -> Self {
        let client = ClientId {
            id: id.into(),
            secret: None,
        };
        self.changed(|settings| settings.client = Some(client))
    }

    /// Sends the client id and the client secret in the body of the token request, for servers that do not support
    /// `Authorization: Basic`, or do not decode what it has.
    #[must_use]
    pub fn secret_in_body(self) -> Self {
        self.changed(|settings| settings.secret_in_body = true)
    }

    /// Sets the scope: one or more values, separated by spaces.
    #[must_use]
    pub fn scope(self, scope: impl Into<String>) -> Self {
        self.parameter("scope", scope)
    }

    /// Sets a parameter of the token request, such as `audience` or `resource`. A value that was set before is replaced.
    /// Building a client fails for those that the source sets itself: `grant_type`, `refresh_token`, `client_id` and
    /// `client_secret`.
    #[must_use]
    pub fn parameter(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let (name, value) = (name.into(), value.into());
        self.changed(|settings| settings.set_parameter(name, value))
    }

    /// Sets the time limit of one attempt to get a token. The default is 30 seconds. All attempts together take at most
    /// twice as long.
    #[must_use]
    pub fn timeout(self, timeout: Duration) -> Self {
        self.changed(|settings| settings.timeout = timeout)
    }

    /// Sets the transport of token requests. By default, they go over that of the client.
    #[must_use]
    pub fn transport(self, transport: impl Transport + 'static) -> Self {
        self.changed(|settings| settings.transport = Some(Arc::new(transport)))
    }

    /// Sets a function that is called with each new refresh token that takes the place of the one before, in order to store
    /// it. It is called before the first use of the access token that came with it, on the task that fetched both, so it
    /// should not take long.
    #[must_use]
    pub fn on_new_refresh_token(self, store: impl Fn(&str) + Send + Sync + 'static) -> Self {
        self.changed(|settings| settings.on_new_refresh_token = Some(Arc::new(store)))
    }

    /// Returns the current refresh token: the one that the server has sent last, or else the first one. It is `None` with
    /// the client credentials grant.
    pub fn current_refresh_token(&self) -> Option<String> {
        let token = self.0.token.refresh_token()?;
        Some(token.expose().to_owned())
    }

    /// Returns the reason why no token can be fetched, or `None` if the settings are valid.
    pub(super) fn refusal(&self) -> Option<String> {
        self.0.settings.url().err()
    }

    /// Returns the value of the `Authorization` header.
    async fn authorization(&self, attempt: &Attempt) -> Result<HeaderValue, String> {
        let Shared { settings, token } = &*self.0;
        let transport = settings.transport.as_ref().unwrap_or(attempt.transport());
        let user_agent = attempt.headers().get(USER_AGENT);
        let start = |refresh_token| {
            let (settings, transport) = (settings.clone(), transport.clone());
            fetch(settings, refresh_token, transport, user_agent.cloned())
        };
        let on_new = |refresh_token: &str| {
            if let Some(store) = &settings.on_new_refresh_token {
                store(refresh_token);
            }
        };
        token.get(start, on_new).await
    }
}

/// The header that a source has set.
#[derive(Clone)]
struct Used(HeaderValue);

impl AsyncHook for TokenSource {
    fn before<'a>(&'a self, attempt: &'a mut Attempt) -> BoxFuture<'a, Result<(), String>> {
        Box::pin(async move {
            let authorization = self.authorization(attempt).await?;
            attempt.headers.insert(AUTHORIZATION, authorization.clone());
            attempt.extensions_mut().insert(Used(authorization));
            Ok(())
        })
    }

    fn after<'a>(
        &'a self,
        attempt: &'a Attempt,
        result: Result<&'a RawResponse, &'a TransportError>,
        _: Duration,
    ) -> BoxFuture<'a, Next> {
        let is_rejected =
            result.is_ok_and(|response| response.status() == StatusCode::UNAUTHORIZED);
        let next = match attempt.extensions().get() {
            // A later hook can have set another one.
            Some(Used(used))
                if is_rejected && attempt.headers().get(AUTHORIZATION) == Some(used) =>
            {
                self.0.token.reject(used);
                Next::SendAgain
            }
            _ => Next::Proceed,
        };
        Box::pin(async move { next })
    }
}

/// Shows no secret.
impl fmt::Debug for TokenSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let settings = &self.0.settings;
        f.debug_struct("TokenSource")
            .field("token_url", &settings.endpoint())
            .field("grant", &settings.grant.name())
            .finish_non_exhaustive()
    }
}
