//! [`ClientBuilder`]: the settings of a client, and how they are checked.

use std::{error::Error, fmt, marker::PhantomData, sync::Arc, time::Duration};

use http::{
    Uri,
    header::{ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, HeaderMap, HeaderValue, USER_AGENT},
};

use super::{
    Client, Shared, base_url,
    bearer::{self, Bearer, Kind},
    credentials::Credentials,
};
#[cfg(feature = "hyper")]
use crate::transport::http::builder::HttpTransportBuilder;
use crate::{
    exchange::{config_error::ConfigError, headers, reading::Reading},
    transport::{
        contract::Transport,
        hook::{AnyHook, AsyncHook, Hook},
        outgoing::Pipeline,
        pace::MinimumRate,
        quota::Quota,
        rate_limit::RateLimitGate,
        receive::ReceiveLimits,
        retry::Retry,
        retry_budget::RetryBudget,
        secrecy,
    },
};

type BoxError = Box<dyn Error + Send + Sync>;

/// Servers and proxies commonly abort a request after three minutes. With a slightly longer limit, their response arrives.
const TIMEOUT: Duration = Duration::from_secs(200);

/// A server that has started to send a body seldom pauses for long.
const READ_TIMEOUT: Duration = Duration::from_secs(30);

/// Slower than any network, and faster than a server that only keeps a connection busy.
const MINIMUM_RATE: MinimumRate = MinimumRate {
    bytes: 1024,
    window: Duration::from_secs(60),
};

/// A burst of failures, such as of all pages that are read at once, but not a server that is down.
const RETRY_BUDGET: u32 = 30;

/// Far more than a response in JSON needs.
const MAX_BODY: usize = 64 << 20;

/// A builder of a client of the type `C`, which generated code defines.
///
/// The settings are checked by [`build`](ClientBuilder::build). Unless [`transport`](ClientBuilder::transport) sets another
/// one, the client has a transport that trusts the certificates of the system, uses the proxy of the environment
/// (`HTTPS_PROXY` and others) unless the base URL is on this machine, and follows no redirects.
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder<C> {
    base_url: String,
    has_own_base_url: bool,
    allows_plain_http: bool,
    token: Option<Bearer>,
    credentials: Credentials,
    transport: Option<Arc<dyn Transport>>,
    #[cfg(feature = "hyper")]
    connections: HttpTransportBuilder,
    timeout: Duration,
    retry: Retry,
    limits: ReceiveLimits,
    max_redirects: u32,
    is_strict: bool,
    request_id_header: Option<String>,
    hooks: Vec<AnyHook>,
    retry_budget: u32,
    requests_per: Option<(u32, Duration)>,
    user_agent: String,
    headers: Vec<(String, String)>,
    client: PhantomData<fn() -> C>,
}

impl<C: From<Client>> ClientBuilder<C> {
    /// Makes a builder with a base URL, which the paths of all operations follow: `https://api.example.com/v1`.
    ///
    /// The scheme is `http` or `https`. A query, a fragment, a user name and a password are not allowed. A trailing
    /// slash makes no difference.
    ///
    /// It is the base URL of the document: an operation for which the document has a server of its own goes there. A base
    /// URL that the caller chooses is set by [`at`](ClientBuilder::at) or [`base_url`](ClientBuilder::base_url), and all
    /// operations go there.
    pub fn new(base_url: impl Into<String>) -> Self {
        Self {
            base_url: base_url.into(),
            has_own_base_url: false,
            allows_plain_http: false,
            token: None,
            credentials: Credentials::default(),
            transport: None,
            #[cfg(feature = "hyper")]
            connections: HttpTransportBuilder::default(),
            timeout: TIMEOUT,
            retry: Retry::default(),
            limits: ReceiveLimits {
                body: MAX_BODY,
                pause: READ_TIMEOUT,
                rate: MINIMUM_RATE,
            },
            max_redirects: 0,
            is_strict: false,
            request_id_header: None,
            hooks: Vec::new(),
            retry_budget: RETRY_BUDGET,
            requests_per: None,
            user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")).to_owned(),
            headers: Vec::new(),
            client: PhantomData,
        }
    }

    /// Makes a builder with a base URL that the caller has chosen. All operations go there, those with a server of their own
    /// too. See [`new`](ClientBuilder::new) for what is allowed.
    pub fn at(base_url: impl Into<String>) -> Self {
        Self {
            has_own_base_url: true,
            ..Self::new(base_url)
        }
    }

    /// Sets the token of every request, `Authorization: Bearer …`, or a [`TokenSource`](crate::TokenSource) that gets it.
    ///
    /// Building fails if the token is empty or has other characters than visible ASCII, or if a setting of the source is
    /// invalid. It fails too if the base URL is `http`, so that others could read the token, unless it is on this machine
    /// (`localhost`, `127.0.0.1`, `[::1]`) or [`allow_plain_http`](ClientBuilder::allow_plain_http) is set.
    pub fn bearer(mut self, token: impl Into<Bearer>) -> Self {
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

    /// Sets another base URL than that of the document. See [`new`](ClientBuilder::new) for what is allowed.
    ///
    /// All operations go there, also those for which the document has a server of its own, so that tests, proxies and
    /// regions get everything. Without it, such an operation goes to its server.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = base_url.into();
        self.has_own_base_url = true;
        self
    }

    /// Allows secrets to be sent over plain http to the server of the base URL, such as to a service of the same cluster.
    /// Everybody on the way can read the token then.
    ///
    /// It applies to that host and port alone. A redirect to another server, an operation with another server, and the URL of
    /// a [`TokenSource`](crate::TokenSource) need https as before. Without it, building fails if there is a token or another
    /// secret and the base URL is `http`, unless it is on this machine, which needs no permission.
    pub fn allow_plain_http(mut self) -> Self {
        self.allows_plain_http = true;
        self
    }

    /// Sets the transport, which takes the place of connections to the server: for tests, to record, for sockets of another
    /// kind, or an HTTP client that the program has already. See [`Transport`].
    ///
    /// Settings of connections and of TLS have no effect then. All others apply as before.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Arc::new(transport));
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

    /// Sets the maximum time between two pieces of a body. The default is 30 seconds.
    ///
    /// Building fails if it is zero.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.limits.pause = timeout;
        self
    }

    /// Sets the minimum number of bytes of a body that must arrive in each `window`. The default is 1 KiB in a minute. With 0
    /// bytes there is no minimum.
    ///
    /// Only the time counts in which the client waits for the server, not that in which a stream is not read. It has no
    /// effect on server-sent events, which can be rare.
    ///
    /// Building fails if the window is zero.
    pub fn minimum_rate(mut self, bytes: u64, window: Duration) -> Self {
        self.limits.rate = MinimumRate { bytes, window };
        self
    }

    /// Sets the maximum number of redirects that a request follows. The default is 0: a redirect is an error, which shows
    /// the target.
    ///
    /// Only `GET` and `HEAD` follow redirects (301, 302, 303, 307 and 308). Credentials, cookies, all other headers with
    /// secrets, and keys in the query are not sent to another server. A redirect from https to http is an error, unless
    /// [`allow_plain_http`](ClientBuilder::allow_plain_http) is set for its target. So is a redirect beyond the maximum, and
    /// one back to an address before: the error names the addresses.
    pub fn follow_redirects(mut self, redirects: u32) -> Self {
        self.max_redirects = redirects;
        self
    }

    /// Does the same as [`follow_redirects`](ClientBuilder::follow_redirects).
    pub fn max_redirects(self, redirects: u32) -> Self {
        self.follow_redirects(redirects)
    }

    /// Makes every deviation of a response from its document, or from HTTP, an error. By default, those are tolerated whose
    /// meaning is clear: [`leniency`](crate::leniency) lists them.
    pub fn strict(mut self) -> Self {
        self.is_strict = true;
        self
    }

    /// Sets the header with the id that the server gives to a request
    /// ([`Response::request_id`](crate::Response::request_id)). Without it, and if a response does not have that header, the
    /// usual names are looked up.
    ///
    /// Building fails if this is no name of a header.
    pub fn request_id_header(mut self, name: impl Into<String>) -> Self {
        self.request_id_header = Some(name.into());
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

    /// Sets the number of retries that all requests of the client can send in a burst. The default is 30, and 0 allows none.
    /// It does not limit retries after 429, which come as late as the server wants.
    ///
    /// A retry comes back to the budget after two seconds, or after five requests that needed none. When the budget is used
    /// up, requests fail with the error of their attempt. A client whose server is down sends little more than one attempt
    /// of each request then, not four.
    pub fn retry_budget(mut self, retries: u32) -> Self {
        self.retry_budget = retries;
        self
    }

    /// Sets the maximum number of requests that the client and all its clones send in a period. There is no maximum by
    /// default: the client learns from 429 how fast it may be ([`Retry`]).
    ///
    /// ```
    /// # use std::time::Duration;
    /// # fn pace<C: From<specwright_runtime::Client>>(builder: specwright_runtime::ClientBuilder<C>) -> specwright_runtime::ClientBuilder<C> {
    /// builder.requests_per(100, Duration::from_secs(60))
    /// # }
    /// ```
    ///
    /// The client counts in a sliding window, and an attempt counts until one period after its end. So the server sees no more
    /// than that in any period, whether its windows are fixed or slide, and however long requests are on their way. Up to
    /// `requests` can leave at once. To space them evenly, set one request in a shorter period.
    ///
    /// Every attempt counts, retries too, whatever its result is, and also if its call is dropped meanwhile. A redirect that is
    /// followed counts too, but is not waited for. The token requests of a [`TokenSource`](crate::TokenSource) go to another
    /// server and do not count.
    ///
    /// Requests wait in line in the order in which they came. One that is dropped gives its place to the next one. The wait
    /// counts towards [`Retry::max_total`], not towards [`timeout`](ClientBuilder::timeout). A request that would wait for
    /// longer is not sent, and fails with [`Error::HeldBack`](crate::Error::HeldBack) as soon as that is clear.
    /// [`Retry::off`] waits in line too.
    ///
    /// Building fails if the number or the period is zero.
    pub fn requests_per(mut self, requests: u32, period: Duration) -> Self {
        self.requests_per = Some((requests, period));
        self
    }

    /// Adds code that runs before and after each attempt.
    pub fn hook(mut self, hook: impl Hook + 'static) -> Self {
        self.hooks.push(AnyHook::Sync(Arc::new(hook)));
        self
    }

    /// Adds code that runs before and after each attempt, and can wait.
    pub fn async_hook(mut self, hook: impl AsyncHook + 'static) -> Self {
        self.hooks.push(AnyHook::Async(Arc::new(hook)));
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
    /// Fails if a setting is invalid, or if the transport cannot be made. Most likely, the system has no certificates
    /// then.
    pub fn build(self) -> Result<C, ConfigError> {
        let url = base_url::check(&self.base_url).map_err(ConfigError::BaseUrl)?;
        if self.timeouts().iter().any(Duration::is_zero) {
            return Err(ConfigError::Timeout);
        }
        if let Some(reason) = self.credentials.refusal() {
            return Err(ConfigError::Token(reason));
        }
        let quota = match self.requests_per {
            None => None,
            Some((count, period)) => Some(Quota::new(count, period).ok_or(ConfigError::Pace)?),
        };
        let headers = self.default_headers()?;
        let reading = self.reading()?;
        let token_source = self.token_source()?;
        let transport = match self.transport.clone() {
            Some(transport) => transport,
            None => self.default_transport(&url).map_err(ConfigError::Http)?,
        };
        let shared = Shared {
            pipeline: Pipeline {
                transport,
                hooks: self.hooks,
                rate_limit: RateLimitGate::default(),
                quota,
                retry_budget: RetryBudget::new(self.retry_budget),
                max_redirects: self.max_redirects,
                reading: Arc::new(reading),
                plain_http: self.allows_plain_http.then(|| url.clone()),
            },
            base_url: base_url::text(&url),
            headers,
            token_source,
            timeout: self.timeout,
            limits: self.limits,
            retry: self.retry,
            credentials: self.credentials,
            has_own_base_url: self.has_own_base_url,
        };
        let has_credentials = !shared.credentials.is_empty() || shared.token_source.is_some();
        let allowed = shared.pipeline.plain_http.as_ref();
        if secrecy::check(&url, &shared.headers, has_credentials, allowed).is_err() {
            return Err(ConfigError::Insecure);
        }
        Ok(C::from(Client::new(shared)))
    }

    #[cfg(feature = "hyper")]
    fn timeouts(&self) -> [Duration; 4] {
        let connect = self.connections.connect_timeout;
        [
            self.timeout,
            self.limits.pause,
            self.limits.rate.window,
            connect,
        ]
    }

    #[cfg(not(feature = "hyper"))]
    fn timeouts(&self) -> [Duration; 3] {
        [self.timeout, self.limits.pause, self.limits.rate.window]
    }

    /// Makes a transport. Requests to this machine must not go to another one, so proxies are ignored for them.
    #[cfg(feature = "hyper")]
    fn default_transport(&self, url: &Uri) -> Result<Arc<dyn Transport>, BoxError> {
        let mut connections = self.connections.clone();
        if secrecy::is_loopback(url) {
            connections = connections.no_proxy();
        }
        Ok(Arc::new(connections.build()?))
    }

    #[cfg(not(feature = "hyper"))]
    fn default_transport(&self, _: &Uri) -> Result<Arc<dyn Transport>, BoxError> {
        let message = "there is no transport; set one with `ClientBuilder::transport`, or enable the feature `hyper`, `tls`, `ring` or `aws-lc`";
        Err(message.into())
    }

    fn reading(&self) -> Result<Reading, ConfigError> {
        let request_id = self.request_id_header.as_ref();
        let request_id = request_id.map(|name| {
            name.parse().map_err(|_| ConfigError::Header {
                name: name.clone(),
                reason: headers::NO_NAME.to_owned(),
            })
        });
        Ok(Reading {
            is_strict: self.is_strict,
            request_id: request_id.transpose()?,
        })
    }

    fn default_headers(&self) -> Result<HeaderMap, ConfigError> {
        let mut map = HeaderMap::new();
        map.insert(ACCEPT, HeaderValue::from_static("application/json"));
        map.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
        for (name, value) in &self.headers {
            set(&mut map, name, value)?;
        }
        set(&mut map, USER_AGENT.as_str(), &self.user_agent)?;
        match &self.token {
            Some(Bearer(Kind::Token(token))) => {
                let value = token.authorization().map_err(ConfigError::Token)?;
                map.insert(AUTHORIZATION, value);
            }
            Some(Bearer(Kind::Source(_))) => {
                map.remove(AUTHORIZATION);
            }
            None => {}
        }
        Ok(map)
    }

    /// Returns the hook that sets the token of every request, if it comes from a source.
    fn token_source(&self) -> Result<Option<AnyHook>, ConfigError> {
        let Some(Bearer(Kind::Source(source))) = &self.token else {
            return Ok(None);
        };
        match source.refusal() {
            Some(reason) => Err(ConfigError::Token(reason)),
            None => Ok(Some(bearer::hook(source))),
        }
    }
}

impl<C> ClientBuilder<C> {
    /// Changes the settings of connections.
    #[cfg(feature = "hyper")]
    pub(super) fn connecting(
        mut self,
        change: impl FnOnce(HttpTransportBuilder) -> HttpTransportBuilder,
    ) -> Self {
        self.connections = change(self.connections);
        self
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
