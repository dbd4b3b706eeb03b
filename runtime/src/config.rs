//! [`ClientBuilder`]: how a client is set up, and what is refused.

use std::{error::Error, fmt, marker::PhantomData, time::Duration};

use reqwest::{
    Url,
    header::{ACCEPT, AUTHORIZATION, HeaderMap, HeaderValue, USER_AGENT},
};

use crate::{
    Client, Token,
    client::Shared,
    headers,
    text::{excerpt, root_cause},
    tls,
};

/// Servers and the proxies before them commonly give up on an answer after three minutes. Waiting a
/// little longer means that their answer arrives, and with it the word that they gave up.
const TIMEOUT: Duration = Duration::from_secs(200);

/// Sets up a client of the type `C`, which generated code defines.
///
/// Nothing is checked before [`build`](ClientBuilder::build). Unless [`http`](ClientBuilder::http)
/// is given a client, one is made that trusts the certificates that the system trusts, goes through
/// a proxy that the environment names (`HTTPS_PROXY` and its like), follows no redirects, and gives
/// up a connection after 10 seconds.
#[must_use = "`build` makes the client"]
pub struct ClientBuilder<C> {
    base_url: String,
    token: Option<Token>,
    http: Option<reqwest::Client>,
    timeout: Duration,
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
            token: None,
            http: None,
            timeout: TIMEOUT,
            user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")).to_owned(),
            headers: Vec::new(),
            client: PhantomData,
        }
    }

    /// The token that every request carries: `Authorization: Bearer …`.
    ///
    /// Refused if it is empty or holds anything but visible ASCII characters.
    pub fn bearer(mut self, token: impl Into<Token>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// Another base address; see [`new`](ClientBuilder::new) for what it can be.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = base_url.into();
        self
    }

    /// An HTTP client to be used in place of an own one: for further certificates, other limits on
    /// connections, or connections shared with other parts of the program.
    ///
    /// What is set on this builder is put into each request, and comes before what that client would
    /// send. Apart from that its settings hold, and two of reqwest's defaults are to be thought of:
    ///
    /// - It follows redirects, which can turn a `POST` into a `GET`. The own client of this crate
    ///   does not (`redirect(Policy::none())`).
    /// - It needs a provider of cryptography, and panics without one: from reqwest's feature
    ///   `rustls`, installed for the process by rustls, or in a TLS configuration handed to
    ///   `tls_backend_preconfigured`.
    pub fn http(mut self, client: reqwest::Client) -> Self {
        self.http = Some(client);
        self
    }

    /// How long a request may take as a whole, from the connection to the end of the answer. Without
    /// this, 200 seconds: longer than the three minutes after which servers commonly give up, so
    /// that their answer arrives.
    ///
    /// Refused if it is zero.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
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
        let base_url = check_base_url(&self.base_url).map_err(ConfigError::BaseUrl)?;
        if self.timeout.is_zero() {
            return Err(ConfigError::Timeout);
        }
        let headers = self.default_headers()?;
        let http = match self.http {
            Some(http) => http,
            None => tls::http_client().map_err(ConfigError::Http)?,
        };
        Ok(C::from(Client::new(Shared {
            http,
            base_url,
            headers,
            timeout: self.timeout,
        })))
    }

    fn default_headers(&self) -> Result<HeaderMap, ConfigError> {
        let mut map = HeaderMap::new();
        map.insert(ACCEPT, HeaderValue::from_static("application/json"));
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

/// The base address without a slash at its end, or why it is none. The reason shows nothing of
/// what may be secret in an address: user, password, query.
fn check_base_url(given: &str) -> Result<String, String> {
    let url = Url::parse(given).map_err(|error| {
        let hint = "an address such as https://api.example.com/v1 is needed";
        format!("{error} ({hint})")
    })?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(format!(
            "it starts with `{}:`, not `https:` or `http:`",
            url.scheme()
        ));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("it has a user name or a password".to_owned());
    }
    if url.query().is_some() {
        return Err("it has a query (`?`)".to_owned());
    }
    if url.fragment().is_some() {
        return Err("it has a fragment (`#`)".to_owned());
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

/// Shows what is set, but neither the token nor the values of headers.
impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let base_url = check_base_url(&self.base_url);
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
    /// The time limit is zero: every request would fail.
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
            Self::Timeout => f.write_str("the timeout is refused: no request can end in no time"),
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
