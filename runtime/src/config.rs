//! [`ClientBuilder`]: how a client is set up, and what is refused.

use std::{error::Error, fmt, marker::PhantomData, sync::Arc, time::Duration};

use reqwest::header::{ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, HeaderMap, HeaderValue, USER_AGENT};

use crate::{
    Client, Credentials, Hook, Retry, Token, base_url,
    client::{Shared, keeps_secret},
    headers,
    rate_limit::RateLimitGate,
    receive::ReceiveLimits,
    text::{excerpt, root_cause},
    tls,
};

/// Servers and the proxies before them commonly give up on an answer after three minutes. Waiting a
/// little longer means that their answer arrives, and with it the word that they gave up.
const TIMEOUT: Duration = Duration::from_secs(200);

/// Long enough for a slow network; the time that the server needs for its answer is not in it.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// A server that has begun to send has the answer ready.
const READ_TIMEOUT: Duration = Duration::from_secs(30);

/// Many times what an answer in JSON has any reason to be.
const MAX_BODY: usize = 64 << 20;

/// Sets up a client of the type `C`, which generated code defines.
///
/// Nothing is checked before [`build`](ClientBuilder::build). Unless [`http`](ClientBuilder::http)
/// is given a client, one is made that trusts the certificates that the system trusts, goes through
/// a proxy that the environment names (`HTTPS_PROXY` and its like) unless the address is one of this
/// machine, and follows no redirects.
#[must_use = "`build` makes the client"]
pub struct ClientBuilder<C> {
    base_url: String,
    is_elsewhere: bool,
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
    /// Starts from the address that all paths are below: `https://api.example.com/v1`.
    ///
    /// It is `http` or `https`, and has no query, no fragment, and no user name or password. A slash
    /// at its end makes no difference.
    pub fn new(base_url: impl Into<String>) -> Self {
        Self {
            base_url: base_url.into(),
            is_elsewhere: false,
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

    /// The token that every request carries: `Authorization: Bearer …`.
    ///
    /// Refused if it is empty or holds anything but visible ASCII characters, and where everybody could
    /// read it: with a base address that is `http`, unless it is one of this machine (`localhost`,
    /// `127.0.0.1`, `[::1]`).
    pub fn bearer(mut self, token: impl Into<Token>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// What requests prove by who is calling, operation by operation.
    ///
    /// Refused if a secret cannot be sent, and where everybody could read it, as [`bearer`](ClientBuilder::bearer) is.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = credentials;
        self
    }

    /// Another base address; see [`new`](ClientBuilder::new) for what it can be.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = base_url.into();
        self.is_elsewhere = true;
        self
    }

    /// An HTTP client to be used in place of an own one: for further certificates, other limits on
    /// connections, or connections shared with other parts of the program.
    ///
    /// What is set on this builder is put into each request, and comes before what that client would
    /// send. Apart from that its settings hold, and three of reqwest's defaults are to be thought of:
    ///
    /// - It follows redirects, which can turn a `POST` into a `GET`. The own client of this crate does not
    ///   (`redirect(Policy::none())`). An answer that came by way of a redirect is not taken, but by then
    ///   the damage may be done; and one that led back to the same address cannot be told from none.
    /// - With HTTP/2 it sends a request again by itself if the server goes away or refuses the stream, unseen by
    ///   [`Retry`] and by hooks. The own client of this crate does not (`retry(retry::never())`).
    /// - It needs a provider of cryptography, and panics without one: from reqwest's feature
    ///   `rustls`, installed for the process by rustls, or in a TLS configuration handed to
    ///   `tls_backend_preconfigured`.
    pub fn http(mut self, client: reqwest::Client) -> Self {
        self.http = Some(client);
        self
    }

    /// How long one attempt at a request may take, from the connection to the end of the answer. Without
    /// this, 200 seconds: longer than the three minutes after which servers commonly give up, so
    /// that their answer arrives. [`Retry::max_total`] limits all attempts together.
    ///
    /// Refused if it is zero.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How long it may take to connect; without this, 10 seconds. A request that fails at this has not
    /// reached the server. Without effect on a client given to [`http`](ClientBuilder::http).
    ///
    /// Refused if it is zero.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// How long the pauses within an answer may be, once its body has begun; without this, 30 seconds.
    ///
    /// Refused if it is zero.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.limits.pause = timeout;
        self
    }

    /// How large the body of an answer may be, in bytes, after it is unpacked; without this, 64 MiB. What is
    /// larger is an error, and not read further.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.limits.body = bytes;
        self
    }

    /// When requests are sent again; without this, [`Retry::default`]. A single request can differ.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// Adds code that runs before and after every attempt at a request.
    pub fn hook(mut self, hook: impl Hook + 'static) -> Self {
        self.hooks.push(Arc::new(hook));
        self
    }

    /// What the client calls itself: the `User-Agent` header.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = user_agent.into();
        self
    }

    /// A header that every request carries, unless it sets one of the same name itself.
    ///
    /// The token and the user agent of this builder come before headers of those names.
    pub fn default_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Checks the settings and makes the client. No connection is opened.
    ///
    /// # Errors
    ///
    /// The first setting that is refused, or why there is no HTTP client: most likely, the system
    /// has no certificates to check servers by.
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
        let is_local = base_url::is_loopback(&url);
        let http = match self.http {
            Some(http) => http,
            None => tls::http_client(self.connect_timeout, is_local).map_err(ConfigError::Http)?,
        };
        let shared = Shared {
            http,
            base_url: base_url::text(&url),
            headers,
            timeout: self.timeout,
            retry: self.retry,
            limits: self.limits,
            hooks: self.hooks,
            rate_limit: RateLimitGate::default(),
            credentials: self.credentials,
            is_elsewhere: self.is_elsewhere,
        };
        let is_public = url.scheme() == "http" && !is_local;
        if keeps_secret(&url, &shared.headers).is_err()
            || (is_public && !shared.credentials.is_empty())
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

/// Shows what is set, but neither the token nor the values of headers.
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

/// Why a client could not be made. Shows neither the token nor the value of a header.
#[derive(Debug)]
#[non_exhaustive]
pub enum ConfigError {
    /// The base address is refused, for this reason.
    BaseUrl(String),
    /// The token is refused, for this reason.
    Token(String),
    /// A header is refused.
    Header {
        /// The name of the header.
        name: String,
        /// Why it is refused.
        reason: String,
    },
    /// A secret, the token most likely, would be sent over plain http to another machine, where everybody in
    /// between can read it.
    Insecure,
    /// A time limit is zero: every request would fail.
    Timeout,
    /// The HTTP client could not be made.
    Http(Box<dyn Error + Send + Sync>),
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BaseUrl(reason) => write!(f, "the base address is refused: {reason}"),
            Self::Token(reason) => write!(f, "the token is refused: {reason}"),
            Self::Header { name, reason } => {
                write!(
                    f,
                    "the header `{}` is refused: {reason}",
                    excerpt(name.as_bytes())
                )
            }
            Self::Insecure => f.write_str(
                "the base address is refused: a secret would be sent over plain http; use https",
            ),
            Self::Timeout => f.write_str("a timeout is refused: no request can end in no time"),
            Self::Http(error) => {
                write!(
                    f,
                    "the HTTP client could not be made: {}",
                    root_cause(error.as_ref())
                )
            }
        }
    }
}

impl Error for ConfigError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Http(error) => Some(error.as_ref()),
            _ => None,
        }
    }
}
