//! [`Request`]: a call that is being put together, and can be looked at before it is sent.

use std::{borrow::Cow, fmt, ops::RangeBounds, sync::Arc, time::Duration};

use bytes::Bytes;
use reqwest::{
    Method, Url,
    header::{ACCEPT, ACCEPT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderValue},
};
use serde::Serialize;

use crate::{
    ByteStream, Client, Comma, Decode, DecodeError, DecodeEvent, Error, ErrorBody, EventStream,
    InvalidRequest, Location, Operation, QueryPairs, QueryValue, RawResponse, Response, Retry,
    Scalar,
    body::Body,
    headers,
    items::Items,
    path_value::PathValue,
    query::{Pair, encode_scalar},
    range::Range,
    receive::Incoming,
    transport,
};

/// A request under construction. Made by [`Client::request`].
///
/// The methods that add something never fail. What the API does not allow is remembered, the first
/// refusal only, and [`send`](Request::send) returns it without sending anything; until then it can
/// be seen by [`problem`](Request::problem).
#[derive(Clone)]
#[must_use = "a request does nothing until it is sent"]
pub struct Request {
    client: Client,
    operation: &'static Operation,
    /// Path parameters that are set, percent-encoded.
    path: Vec<(&'static str, String)>,
    pub(crate) query: Vec<Pair>,
    /// All headers, those that every request of the client carries included.
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
    /// The list that can be split, if there is one; what of it goes into this request is in it already.
    items: Option<Arc<Items>>,
    timeout: Duration,
    retry: Retry,
    problem: Option<InvalidRequest>,
}

/// Putting a request together.
impl Request {
    pub(crate) fn new(client: Client, operation: &'static Operation) -> Self {
        let shared = client.shared();
        let (headers, timeout, retry) = (shared.headers.clone(), shared.timeout, shared.retry);
        let mut request = Self {
            client,
            operation,
            path: Vec::new(),
            query: Vec::new(),
            headers,
            body: Body::default(),
            items: None,
            timeout,
            retry,
            problem: None,
        };
        if let Some(accept) = operation.accept {
            request.accept(accept);
        }
        request.authorize();
        request
    }

    /// Asks for another media type than JSON, unless the client asks for one already.
    fn accept(&mut self, media_type: &'static str) {
        let is_usual = self
            .headers
            .get(ACCEPT)
            .is_none_or(|accept| accept == "application/json");
        if is_usual && let Ok(value) = HeaderValue::from_str(media_type) {
            self.headers.insert(ACCEPT, value);
        }
    }

    /// Proves who is calling, in the first of the ways that the operation takes and the client can.
    fn authorize(&mut self) {
        let Some(alternatives) = self.operation.security else {
            return;
        };
        let client = self.client.clone();
        let credentials = &client.shared().credentials;
        let can = |schemes: &&&[&str]| schemes.iter().all(|scheme| credentials.has(scheme));
        let Some(schemes) = alternatives.iter().find(can) else {
            if !alternatives.is_empty() {
                let ways: Vec<String> = alternatives
                    .iter()
                    .map(|schemes| schemes.join(" and "))
                    .collect();
                let reason = format!(
                    "the client has no credentials for it; it needs {}",
                    ways.join(", or ")
                );
                self.refuse(Location::Request, "", reason);
            }
            return;
        };
        for scheme in schemes.iter() {
            credentials.apply(scheme, &mut self.headers, &mut self.query);
        }
    }

    /// Where the request goes: to the operation's own server, unless the client was given an address.
    fn base_url(&self) -> &str {
        match self.operation.server {
            Some(server) if !self.client.shared().is_elsewhere => server,
            _ => self.client.base_url(),
        }
    }

    /// Fills the placeholder `{name}` of the path. Setting it again replaces it.
    ///
    /// The value becomes one segment of the path, whatever characters it holds. An empty value, `.`
    /// and `..` are refused, because they would make the path that of another operation: an empty
    /// id that of the whole collection.
    pub fn path(mut self, name: &'static str, value: impl PathValue) -> Self {
        let segment = value.segment(name);
        self.set_path(name, segment);
        self
    }

    fn set_path(&mut self, name: &'static str, segment: Result<String, String>) {
        match segment {
            _ if !placeholders(self.operation.path).any(|placeholder| placeholder == name) => {
                self.refuse(
                    Location::Path,
                    name,
                    "the path has no such placeholder".to_owned(),
                );
            }
            Err(reason) => self.refuse(Location::Path, name, reason),
            Ok(encoded) => {
                self.path.retain(|(other, _)| *other != name);
                self.path.push((name, encoded));
            }
        }
    }

    /// Sets a query parameter: a [`Scalar`], or a list made by [`comma`](crate::comma) or
    /// [`repeat`](crate::repeat). Setting it again replaces what was set before.
    ///
    /// An empty value is refused: a server that takes it for none would answer with more than was
    /// asked for. [`with_query`](Request::with_query) sends one.
    pub fn query(mut self, name: &'static str, value: impl QueryValue) -> Self {
        let mut pairs = QueryPairs::default();
        let result = value.append(&mut pairs);
        self.set_query(name, pairs, result);
        self
    }

    /// Not generic, so that it is compiled once.
    fn set_query(&mut self, name: &'static str, pairs: QueryPairs, result: Result<(), String>) {
        if let Err(reason) = result {
            return self.refuse(Location::Query, name, reason);
        }
        if pairs.encoded.iter().any(|(_, encoded)| encoded.is_empty()) {
            let reason = "it is empty, which could be read as not being there".to_owned();
            return self.refuse(Location::Query, name, reason);
        }
        self.query
            .retain(|pair| pair.extra || pair.parameter != name);
        let pairs = pairs.encoded.into_iter();
        self.query.extend(pairs.map(|(own, encoded_value)| Pair {
            name: own.of(name),
            encoded_value,
            parameter: name,
            extra: false,
            secret: false,
        }));
    }

    /// Adds any pair to the query, for parameters that the client does not know. Name and value are
    /// percent-encoded. Pairs that are there already stay, also those of the same name.
    pub fn with_query(mut self, name: &str, value: impl Scalar) -> Self {
        match encode_scalar(&value) {
            Ok(encoded_value) => {
                self.query.push(Pair {
                    name: Cow::Owned(name.to_owned()),
                    encoded_value,
                    parameter: "",
                    extra: true,
                    secret: false,
                });
            }
            Err(reason) => self.refuse(Location::Query, name.to_owned(), reason),
        }
        self
    }

    /// Sets a header in place of one of the same name, also of one that the client sets itself.
    ///
    /// Refused if name or value cannot be sent, and for `Content-Length` and `Transfer-Encoding`,
    /// which must agree with the body. The values of headers that hold a secret by their nature,
    /// such as `Authorization` and `Cookie`, are not printed.
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        if let Err(reason) = headers::set(&mut self.headers, name, value) {
            self.refuse(Location::Header, name.to_owned(), reason);
        }
        self
    }

    /// How long one attempt at this request may take, in place of the client's limit
    /// ([`ClientBuilder::timeout`](crate::ClientBuilder::timeout)). Refused if it is zero.
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        if timeout.is_zero() {
            let reason = "no request can end in no time".to_owned();
            self.refuse(Location::Request, "", reason);
        }
        self.timeout = timeout;
        self
    }

    /// When this request is sent again, in place of the client's rules.
    pub fn with_retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// Makes `value` the body, as JSON. Setting it again replaces it.
    pub fn json(mut self, value: &(impl Serialize + ?Sized)) -> Self {
        let result = self.body.set(value);
        self.body_set("", result);
        self
    }

    /// Sets a field of the body, as JSON: the body is `{"name": value}`, with further fields if this
    /// is called for them. A body that was set as a whole is replaced.
    pub fn json_field(mut self, name: &'static str, value: &(impl Serialize + ?Sized)) -> Self {
        let result = self.body.set_field(name, value);
        self.body_set(name, result);
        self
    }

    /// Sets a field of the body to a list in one JSON string: `{"ids": "1,2,3"}`.
    ///
    /// The values are not percent-encoded, so a value with a comma is refused. So is a list without
    /// items: it cannot be told from one empty item.
    pub fn json_joined<I>(mut self, name: &'static str, values: Comma<I>) -> Self
    where
        I: IntoIterator,
        I::Item: Scalar,
    {
        let result = values
            .join()
            .and_then(|joined| self.body.set_field(name, &joined));
        self.body_set(name, result);
        self
    }

    /// Refuses the request if `len`, the length of the list `name` in the body, is outside of
    /// `range`.
    pub fn check_items(
        mut self,
        name: &'static str,
        len: usize,
        range: impl RangeBounds<usize>,
    ) -> Self {
        if let Err(reason) = Range::new(range).check_items(len) {
            self.refuse(Location::Body, name, reason);
        }
        self
    }

    fn body_set(&mut self, name: &'static str, result: Result<(), String>) {
        match result {
            Ok(()) => {
                let json = HeaderValue::from_static("application/json");
                self.headers.entry(CONTENT_TYPE).or_insert(json);
            }
            Err(reason) => self.refuse(Location::Body, name, reason),
        }
    }

    /// Takes every pair of this name out of the query.
    pub(crate) fn without_query(mut self, name: &str) -> Self {
        self.query.retain(|pair| pair.name != name);
        self
    }

    /// Puts an encoded value into the query.
    pub(crate) fn query_encoded(mut self, name: &'static str, encoded: String) -> Self {
        let mut pairs = QueryPairs::default();
        pairs.push_encoded(encoded);
        self.set_query(name, pairs, Ok(()));
        self
    }

    /// Puts a value that is JSON already into the body.
    pub(crate) fn json_written(mut self, name: &'static str, json: Vec<u8>) -> Self {
        let result = self.body.set_written(name, json);
        self.body_set(name, result);
        self
    }

    pub(crate) fn splittable(mut self, items: Items) -> Self {
        self.items = Some(Arc::new(items));
        self
    }

    /// The request without its items, and these.
    pub(crate) fn split(mut self) -> (Self, Option<Arc<Items>>) {
        let items = self.items.take();
        (self, items)
    }

    /// Sets a header that says what the body is, unless the caller has set it.
    pub(crate) fn content_type(&mut self, media_type: &str) {
        if let Ok(value) = HeaderValue::from_str(media_type) {
            self.headers.entry(CONTENT_TYPE).or_insert(value);
        }
    }

    pub(crate) fn refused(
        mut self,
        location: Location,
        name: &'static str,
        reason: String,
    ) -> Self {
        self.refuse(location, name, reason);
        self
    }

    /// Remembers a refusal, unless there was one before.
    pub(crate) fn refuse(
        &mut self,
        location: Location,
        name: impl Into<Cow<'static, str>>,
        reason: String,
    ) {
        let operation = self.operation;
        self.problem.get_or_insert_with(|| InvalidRequest {
            operation,
            location,
            name: name.into(),
            reason,
        });
    }
}

/// Looking at a request.
impl Request {
    /// The operation that is called.
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// The HTTP method.
    pub fn method(&self) -> &Method {
        &self.operation.method
    }

    /// The full address as it is sent, query included.
    ///
    /// Fails as [`send`](Request::send) would: with the first refusal, or because a placeholder in
    /// the path was never filled.
    pub fn url(&self) -> Result<String, InvalidRequest> {
        self.parsed_url().map(String::from)
    }

    /// The pairs of the query in the order in which they are sent, as a server reads them: not
    /// encoded.
    pub fn query_pairs(&self) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        self.query.iter().map(|pair| (&*pair.name, pair.value()))
    }

    /// All headers but those that the transport adds (`Host`, `Content-Length`).
    ///
    /// The token is among them; its value is marked as sensitive, so that `Debug` does not show it.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body, if there is one.
    pub fn body(&self) -> Option<&[u8]> {
        self.body.bytes().map(|bytes| &**bytes)
    }

    /// The first refusal, if there was one: why [`send`](Request::send) would not send this.
    pub fn problem(&self) -> Option<&InvalidRequest> {
        let items = || self.items.as_ref().and_then(|items| items.refused());
        self.problem.as_ref().or_else(items)
    }

    /// The value of a query parameter, as a server reads it.
    pub(crate) fn query_value(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut pairs = self.query_pairs();
        let (_, value) = pairs.find(|(other, _)| *other == name)?;
        Some(value)
    }

    fn parsed_url(&self) -> Result<Url, InvalidRequest> {
        if let Some(problem) = self.problem() {
            return Err(problem.clone());
        }
        let mut url = self.base_url().to_owned();
        let mut rest = self.operation.path;
        while let Some((literal, name, behind)) = split_placeholder(rest) {
            url.push_str(literal);
            match self.path.iter().find(|(other, _)| *other == name) {
                Some((_, encoded)) => url.push_str(encoded),
                None => {
                    return Err(self.invalid(Location::Path, name, "it was not set".to_owned()));
                }
            }
            rest = behind;
        }
        url.push_str(rest);
        // Some documents have a part of the query in their paths.
        let mut has_query = self.operation.path.contains('?');
        for pair in &self.query {
            url.push(if has_query { '&' } else { '?' });
            url.push_str(&pair.encoded());
            has_query = true;
        }
        Url::parse(&url).map_err(|error| self.bad_address(error.to_string()))
    }

    pub(crate) fn timeout(&self) -> Duration {
        self.timeout
    }

    pub(crate) fn retry(&self) -> Retry {
        self.retry
    }

    /// The refusal of an attempt.
    pub(crate) fn stopped(&self, reason: String) -> InvalidRequest {
        self.invalid(Location::Request, "", reason)
    }

    /// The refusal of the address as a whole.
    pub(crate) fn bad_address(&self, reason: String) -> InvalidRequest {
        self.invalid(Location::Address, "", reason)
    }

    pub(crate) fn invalid(
        &self,
        location: Location,
        name: &'static str,
        reason: String,
    ) -> InvalidRequest {
        InvalidRequest {
            operation: self.operation,
            location,
            name: Cow::Borrowed(name),
            reason,
        }
    }
}

/// Sending a request.
impl Request {
    /// Sends the request and reads the answer: a documented success by `D`, the body of an error
    /// status as `E` ([`Undocumented`](crate::Undocumented) if there is none).
    ///
    /// # Errors
    ///
    /// See [`Error`]. `Ok` is a documented success and nothing else.
    pub async fn send<D, E>(self) -> Result<D::Output, Error<E>>
    where
        D: Decode,
        E: ErrorBody,
    {
        let answer = self.send_with_metadata::<D, E>().await?;
        Ok(answer.value)
    }

    /// The same, with status, headers and request id beside the value.
    ///
    /// # Errors
    ///
    /// As for [`send`](Request::send).
    pub async fn send_with_metadata<D, E>(self) -> Result<Response<D::Output>, Error<E>>
    where
        D: Decode,
        E: ErrorBody,
    {
        let response = transport::exchange(&self).await?;
        response.read::<D, E>()
    }

    /// Sends the request and returns the answer as it came, whatever its status is. Attempts are made as for
    /// [`send`](Request::send).
    ///
    /// # Errors
    ///
    /// Only that there is no complete answer.
    pub async fn send_raw<E>(self) -> Result<RawResponse, Error<E>> {
        Ok(transport::exchange(&self).await?)
    }

    /// Sends the request until the head of the answer is there: the body of a documented success is read by the caller,
    /// piece by piece; see [`ByteStream`].
    ///
    /// # Errors
    ///
    /// As for [`send`](Request::send), apart from what is wrong with the body.
    pub async fn send_for_stream<E: ErrorBody>(self) -> Result<ByteStream<E>, Error<E>> {
        let (response, body) = transport::open(&self).await?;
        match body {
            Some(body) => Ok(ByteStream::new(response, body)),
            // A success that another attempt was made behind, for want of a better one.
            None if self.operation.succeeds_with(response.status()) => {
                let body = Incoming::whole(response.bytes(), self.client.shared().limits);
                Ok(ByteStream::new(response.beginning(0, Bytes::new()), body))
            }
            None => Err(response.into_error()),
        }
    }

    /// Sends the request until the head of the answer is there: the events of a documented success come one by one,
    /// the data of each read by `D`; see [`EventStream`].
    ///
    /// # Errors
    ///
    /// As for [`send`](Request::send), apart from what is wrong with the events. An answer of another media type than
    /// `text/event-stream` is one.
    pub async fn send_for_events<D, E>(mut self) -> Result<EventStream<D::Data, E>, Error<E>>
    where
        D: DecodeEvent,
        E: ErrorBody,
    {
        // Whoever packs a stream holds events back until there is enough to pack.
        if self
            .headers
            .get(ACCEPT_ENCODING)
            .is_some_and(|it| it == "gzip")
        {
            let identity = HeaderValue::from_static("identity");
            self.headers.insert(ACCEPT_ENCODING, identity);
        }
        let most = self.client.shared().limits.body;
        let stream = self.send_for_stream().await?;
        if let Some(error) = foreign(stream.response()) {
            let response = stream.response().clone();
            return Err(Error::Decode { error, response });
        }
        Ok(EventStream::new(stream, most, D::decode_event))
    }

    /// Whether it can be sent a second time.
    pub(crate) fn is_repeatable(&self) -> bool {
        self.body.is_repeatable()
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// Why it cannot be sent, if that is so. Takes nothing of what can be sent only once.
    pub(crate) fn check(&self) -> Result<(), InvalidRequest> {
        self.parsed_url().map(drop)
    }

    /// The request as the HTTP client takes it. Made anew for each time it is sent.
    pub(crate) fn to_http(&self) -> Result<reqwest::Request, InvalidRequest> {
        let mut http = reqwest::Request::new(self.method().clone(), self.parsed_url()?);
        *http.headers_mut() = self.headers.clone();
        match self.body.bytes() {
            Some(bytes) => *http.body_mut() = Some(bytes.clone().into()),
            // RFC 9110 asks for it, some servers insist on it, and hyper does not send it.
            None if self.body.parts().is_some() => self.body.multipart(&mut http),
            None if matches!(*self.method(), Method::POST | Method::PUT | Method::PATCH) => {
                http.headers_mut()
                    .insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
            }
            None => {}
        }
        Ok(http)
    }
}

/// What is wrong with an answer that should hold events, and says that it holds something else: a page of a proxy, say, in
/// which nobody would find an event.
fn foreign(response: &RawResponse) -> Option<DecodeError> {
    let content_type = response.header(CONTENT_TYPE.as_str())?;
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("text/event-stream") {
        return None;
    }
    let shown = response.show(content_type.as_bytes());
    let message = format!("content type: {shown}; a stream of events is documented");
    Some(DecodeError::foreign(message))
}

/// Shows no secret: the values of sensitive headers are left out, and the body is only measured.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path: Vec<_> = self
            .path
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let query: Vec<_> = self.query.iter().map(Pair::shown).collect();
        f.debug_struct("Request")
            .field("operation", &format_args!("{}", self.operation))
            .field("base_url", &self.base_url())
            .field("path", &path)
            .field("query", &query)
            .field("headers", &self.headers)
            .field("body_bytes", &self.body().map(<[u8]>::len))
            .field("problem", &self.problem.as_ref().map(ToString::to_string))
            .finish()
    }
}

/// Splits a template at its first placeholder: what is before it, its name, what is behind it.
fn split_placeholder(template: &'static str) -> Option<(&'static str, &'static str, &'static str)> {
    let (literal, rest) = template.split_once('{')?;
    let (name, behind) = rest.split_once('}')?;
    Some((literal, name, behind))
}

/// The names of all placeholders of a template.
fn placeholders(template: &'static str) -> impl Iterator<Item = &'static str> {
    let mut rest = template;
    std::iter::from_fn(move || {
        let (_, name, behind) = split_placeholder(rest)?;
        rest = behind;
        Some(name)
    })
}
