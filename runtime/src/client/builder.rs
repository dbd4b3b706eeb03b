//! [`ClientBuilder`]: the settings of a client, and how they are checked.

use std::{fmt, marker::PhantomData, sync::Arc, time::Duration};

use http::header::{ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, HeaderMap, HeaderValue, USER_AGENT};

use super::{
    Client, Shared, base_url, config_error::ConfigError, credentials::Credentials, token::Token,
};
use crate::{
    exchange::headers,
    transport::{
        hook::Hook, outgoing::Transport, rate_limit::RateLimitGate, receive::ReceiveLimits,
        retry::Retry, secrecy, tls,
    },
};

/// Servers and proxies commonly abort a request after three minutes. With a slightly longer limit, their response arrives.
const TIMEOUT: Duration = Duration::from_secs(200);

/// Long enough for a slow network. It does not include the time that the server needs for its response.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// A server that has started to send a body seldom pauses for long.
const READ_TIMEOUT: Duration = Duration::from_secs(30);

/// Far more than a response in JSON needs.
const MAX_BODY: usize = 64 << 20;

/// A builder of a client of the type `C`, which generated code defines.
///
/// The settings are checked by [`build`](ClientBuilder::build). Unless [`http`](ClientBuilder::http) sets another HTTP
/// client, one is made that trusts the certificates of the system, uses the proxy of the environment (`HTTPS_PROXY` and
/// others) unless the base URL is on this machine, and follows no redirects.
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder<C> {
    base_url: String,
    has_own_base_url: bool,
    token: Option<Token>,
    credentials: Credentials,
    http: Option<reqwest::Client>,
    timeout: Duration,
    connect_timeout: Duration,
    retry: Retry,
    limits: ReceiveLimits,
    hooks: Vec<Arc<dyn Hook>>,
    user_agent: String,
    headers: Vec<(String, String)>,
    client: PhantomData<fn() -> C>,
}

impl<C: From<Client>> ClientBuilder<C> {
    /// Makes a builder with a base URL, which the paths of all operations follow: `https://api.example.com/v1`.
    ///
    /// The scheme is `http` or `https`. A query, a fragment, a user name and a password are not allowed. A trailing
    /// slash makes no difference.
    pub fn new(base_url: impl Into<String>) -> Self {
        Self {
            base_url: base_url.into(),
            has_own_base_url: false,
            token: None,
            credentials: Credentials::default(),
            http: None,
            timeout: TIMEOUT,
            connect_timeout: CONNECT_TIMEOUT,
            retry: Retry::default(),
            limits: ReceiveLimits {
                body: MAX_BODY,
                pause: READ_TIMEOUT,
            },
            hooks: Vec::new(),
            user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")).to_owned(),
            headers: Vec::new(),
            client: PhantomData,
        }
    }

    /// Sets the token of every request: `Authorization: Bearer …`.
    ///
    /// Building fails if the token is empty or has other characters than visible ASCII. It fails too if the base URL is
    /// `http`, so that others could read the token, unless it is on this machine (`localhost`, `127.0.0.1`, `[::1]`).
    pub fn bearer(mut self, token: impl Into<Token>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// Sets the credentials by security scheme. Each operation uses those that it requires.
    ///
    /// Building fails if a secret cannot be sent, or if others could read it, as for [`bearer`](ClientBuilder::bearer).
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = credentials;
        self
    }

    /// Sets another base URL. See [`new`](ClientBuilder::new) for what is allowed.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = base_url.into();
        self.has_own_base_url = true;
        self
    }

    /// Sets the HTTP client, such as one with other certificates or other limits on connections, or one that shares
    /// connections with other parts of the program.
    ///
    /// The settings of this builder apply to each request, and take precedence over those of the HTTP client. Consider
    /// three defaults of reqwest:
    ///
    /// - It follows redirects, which can turn a `POST` into a `GET`. Use `redirect(Policy::none())`, as the HTTP client of
    ///   this crate does. A response after a redirect is an error, but the request may have taken effect. A redirect to
    ///   the same URL is not noticed.
    /// - With HTTP/2, it retries a request if the server closes the connection or refuses the stream. [`Retry`] and hooks
    ///   do not see this. Use `retry(retry::never())`, as the HTTP client of this crate does.
    /// - It panics without a cryptography provider. That comes from the feature `rustls` of reqwest, is installed for the
    ///   process by rustls, or is part of a TLS configuration for `tls_backend_preconfigured`.
    pub fn http(mut self, client: reqwest::Client) -> Self {
        self.http = Some(client);
        self
    }

    /// Sets the time limit of one attempt, from the connection to the end of the response. The default is 200 seconds.
    /// This is longer than the three minutes after which servers commonly abort a request, so that their response
    /// arrives. [`Retry::max_total`] limits all attempts together.
    ///
    /// Building fails if it is zero.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets the time limit of connecting. The default is 10 seconds. A request that exceeds it did not arrive. It has no
    /// effect on an HTTP client set by [`http`](ClientBuilder::http).
    ///
    /// Building fails if it is zero.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Sets the maximum time between two pieces of a body. The default is 30 seconds.
    ///
    /// Building fails if it is zero.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.limits.pause = timeout;
        self
    }

    /// Sets the maximum size of the body of a response, in bytes after it is unpacked. The default is 64 MiB. A larger
    /// body is an error, and is not read to its end.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.limits.body = bytes;
        self
    }

    /// Sets the rules for retries. The default is [`Retry::default`]. A request can have rules of its own.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// Adds code that runs before and after each attempt.
    pub fn hook(mut self, hook: impl Hook + 'static) -> Self {
        self.hooks.push(Arc::new(hook));
        self
    }

    /// Sets the `User-Agent` header.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = user_agent.into();
        self
    }

    /// Adds a header to every request. A request with a header of the same name replaces it.
    ///
    /// The token and the user agent of this builder take precedence over headers with their names.
    pub fn default_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Checks the settings and makes the client. No connection is opened.
    ///
    /// # Errors
    /// Fails if a setting is invalid, or if the HTTP client cannot be made. Most likely, the system has no certificates
    /// then.
    pub fn build(self) -> Result<C, ConfigError> {
        let url = base_url::check(&self.base_url).map_err(ConfigError::BaseUrl)?;
        let timeouts = [self.timeout, self.connect_timeout, self.limits.pause];
        if timeouts.iter().any(Duration::is_zero) {
            return Err(ConfigError::Timeout);
        }
        if let Some(reason) = self.credentials.refusal() {
            return Err(ConfigError::Token(reason));
        }
        let headers = self.default_headers()?;
        let is_local = secrecy::is_loopback(&url);
        let http = match self.http {
            Some(http) => http,
            None => tls::http_client(self.connect_timeout, is_local).map_err(ConfigError::Http)?,
        };
        let shared = Shared {
            transport: Transport {
                http,
                hooks: self.hooks,
                limits: self.limits,
                rate_limit: RateLimitGate::default(),
            },
            base_url: base_url::text(&url),
            headers,
            timeout: self.timeout,
            retry: self.retry,
            credentials: self.credentials,
            has_own_base_url: self.has_own_base_url,
        };
        let has_credentials = !shared.credentials.is_empty();
        if secrecy::check(&url, &shared.headers, false).is_err()
            || (has_credentials && secrecy::is_readable_by_others(&url))
        {
            return Err(ConfigError::Insecure);
        }
        Ok(C::from(Client::new(shared)))
    }

    fn default_headers(&self) -> Result<HeaderMap, ConfigError> {
        let mut map = HeaderMap::new();
        map.insert(ACCEPT, HeaderValue::from_static("application/json"));
        map.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
        for (name, value) in &self.headers {
            set(&mut map, name, value)?;
        }
        set(&mut map, USER_AGENT.as_str(), &self.user_agent)?;
        if let Some(token) = &self.token {
            map.insert(
                AUTHORIZATION,
                token.authorization().map_err(ConfigError::Token)?,
            );
        }
        Ok(map)
    }
}

fn set(map: &mut HeaderMap, name: &str, value: &str) -> Result<(), ConfigError> {
    headers::set(map, name, value).map_err(|reason| ConfigError::Header {
        name: name.to_owned(),
        reason,
    })
}

/// Shows the settings, but neither the token nor the values of headers.
impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let base_url = base_url::check(&self.base_url).map(|url| base_url::text(&url));
        let headers: Vec<_> = self.headers.iter().map(|(name, _)| name).collect();
        f.debug_struct("ClientBuilder")
            .field("base_url", &base_url)
            .field("token", &self.token)
            .field("timeout", &self.timeout)
            .field("user_agent", &self.user_agent)
            .field("headers", &headers)
            .finish_non_exhaustive()
    }
}
