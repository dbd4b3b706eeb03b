//! Sending a request.

use http::{
    Method,
    header::{ACCEPT_ENCODING, AUTHORIZATION, HeaderName, HeaderValue},
};

use super::{Request, delivery::Delivery, idempotency_key::missing_key};
use crate::{
    exchange::{
        decode_error::DecodeError,
        error::Error,
        invalid_request::{InvalidRequest, Location},
        raw_response::RawResponse,
        secrets::Secrets,
    },
    response::{
        Response,
        byte_stream::ByteStream,
        decode::Decode,
        error_body::ErrorBody,
        event::DecodeEvent,
        event_stream::{EventStream, check_content_type},
        html::check_media_type,
        interpret::{interpret, into_error},
        item_stream::ItemStream,
        items::Framing,
        reconnect::{Opening, Reopen},
    },
    transport::{
        failure::Failure,
        outgoing::Outgoing,
        receive::ReceiveLimits,
        send::{exchange, open},
    },
};

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

impl Request {
    /// Sends the request and reads the response: a documented success by `D`, and the body of an error as `E`
    /// ([`Undocumented`](crate::Undocumented) if there is none).
    ///
    /// # Errors
    /// Fails unless there is a documented success with the documented body. See [`Error`].
    pub async fn send<D, E>(self) -> Result<D::Output, Error<E>>
    where
        D: Decode,
        E: ErrorBody,
    {
        let response = self.send_with_metadata::<D, E>().await?;
        Ok(response.value)
    }

    /// Sends the request and reads the response like [`send`](Request::send). Returns the value with the status, the
    /// headers and the request id.
    ///
    /// # Errors
    /// Fails as [`send`](Request::send) does.
    pub async fn send_with_metadata<D, E>(self) -> Result<Response<D::Output>, Error<E>>
    where
        D: Decode,
        E: ErrorBody,
    {
        let expected = self.expected();
        interpret::<D, E>(self.exchange().await?, &expected)
    }

    /// Sends the request and returns the response as it arrived, whatever its status is. The request is retried like
    /// [`send`](Request::send).
    ///
    /// # Errors
    /// Fails if the request is invalid, or if there is no complete response.
    pub async fn send_raw<E>(self) -> Result<RawResponse, Error<E>> {
        Ok(self.exchange().await?)
    }

    /// Sends the request like [`send_raw`](Request::send_raw). `D` reads the outcome from the response.
    pub(crate) async fn send_raw_as<D: Delivery, E: ErrorBody>(
        self,
    ) -> Result<RawResponse, Error<E>> {
        let expected = self.expected();
        let response = self.exchange().await?;
        Ok(response.with_outcome_by(D::outcome::<E>, expected))
    }

    /// Sends the request and returns the body of a documented success as a stream, as soon as the head of the response
    /// arrives. See [`ByteStream`].
    ///
    /// # Errors
    /// Fails as [`send`](Request::send) does, apart from errors of the body, which are items of the stream.
    pub async fn send_for_stream<E: ErrorBody>(self) -> Result<ByteStream<E>, Error<E>> {
        let stream = self.open(self.client.shared().limits).await?;
        match check_media_type(stream.response()) {
            Err(error) if self.operation.accept.is_some() => {
                Err(Error::decode(error, stream.response().clone()))
            }
            _ => Ok(stream),
        }
    }

    /// Sends the request, until the head of a documented success arrives.
    async fn open<E: ErrorBody>(&self, limits: ReceiveLimits) -> Result<ByteStream<E>, Error<E>> {
        let mut outgoing = self.outgoing().map_err(Failure::Invalid)?;
        outgoing.limits = limits;
        let (response, body) = open(&outgoing).await?;
        match body {
            Some(body) => Ok(ByteStream::new(response, body)),
            None => Err(into_error(response)),
        }
    }

    /// Sends the request and returns the events of a documented success as a stream, as soon as the head of the response
    /// arrives. `D` reads the data of each event. See [`EventStream`].
    ///
    /// # Errors
    /// Fails as [`send`](Request::send) does, apart from errors of events, which are items of the stream. Fails too if
    /// the response has another media type than `text/event-stream`.
    pub async fn send_for_events<D, E>(mut self) -> Result<EventStream<D::Data, E>, Error<E>>
    where
        D: DecodeEvent,
        E: ErrorBody,
    {
        self.accept_unpacked();
        let max_event = self.client.shared().limits.body;
        let stream = self.open_events().await?;
        let is_get = self.operation.method == Method::GET;
        let reopen: Option<Reopen<E>> =
            is_get.then(|| Box::new(move |last_id: &str| self.reopen(last_id)) as Reopen<E>);
        Ok(EventStream::new::<D>(stream, max_event, reopen))
    }

    /// Sends the request and returns the items of a documented success as a stream, as soon as the head of the response
    /// arrives. `F` says how they are told apart. See [`ItemStream`].
    ///
    /// # Errors
    /// Fails as [`send`](Request::send) does, apart from errors of items, which are items of the stream.
    pub async fn send_for_items<F, E>(mut self) -> Result<ItemStream<F::Item, E>, Error<E>>
    where
        F: Framing,
        E: ErrorBody,
    {
        self.accept_unpacked();
        let mut limits = self.client.shared().limits;
        // Items can be rare.
        limits.rate.bytes = 0;
        let stream = self.open(limits).await?;
        let response = stream.response();
        let refused = check_media_type(response).err();
        let other = response.operation().function_for(response.media_type());
        let refused =
            refused.or_else(|| other.map(|_| DecodeError::new("the response is none of items")));
        match refused {
            Some(error) => Err(Error::decode(error, response.clone())),
            None => Ok(ItemStream::new::<F>(stream, limits.body)),
        }
    }

    async fn open_events<E: ErrorBody>(&self) -> Result<ByteStream<E>, Error<E>> {
        let mut limits = self.client.shared().limits;
        // Events can be rare.
        limits.rate.bytes = 0;
        let stream = self.open(limits).await?;
        match check_content_type(stream.response()) {
            None => Ok(stream),
            Some(error) => Err(Error::decode(error, stream.response().clone())),
        }
    }

    /// Sends the request of a stream again, after the event with this id. Returns `None` if the id cannot be sent.
    fn reopen<E: ErrorBody>(&self, last_id: &str) -> Option<Opening<E>> {
        let mut request = self.clone();
        if !last_id.is_empty() {
            let value = HeaderValue::from_bytes(last_id.as_bytes()).ok()?;
            request.headers.insert(LAST_EVENT_ID, value);
        }
        Some(Box::pin(async move { request.open_events().await }))
    }

    /// Asks for a response that is not packed. A server that packs a stream delays events until there is enough to pack.
    fn accept_unpacked(&mut self) {
        let encoding = self.headers.get(ACCEPT_ENCODING);
        if encoding.is_some_and(|encoding| encoding == "gzip") {
            let identity = HeaderValue::from_static("identity");
            self.headers.insert(ACCEPT_ENCODING, identity);
        }
    }

    pub(crate) async fn exchange(&self) -> Result<RawResponse, Failure> {
        exchange(&self.outgoing().map_err(Failure::Invalid)?).await
    }

    /// Converts into what the transport sends.
    ///
    /// # Errors
    /// Fails if the request is invalid. Nothing is waited for then, and no content is taken that can be sent once.
    fn outgoing(&self) -> Result<Outgoing<'_>, InvalidRequest> {
        if self.body.is_spent() {
            let reason = "its content was sent before, and can be sent only once; \
                          a body of `Upload::repeatable` can be sent again";
            return Err(InvalidRequest::new(
                self.operation,
                Location::Body,
                "",
                reason.to_owned(),
            ));
        }
        Ok(Outgoing {
            pipeline: &self.client.shared().pipeline,
            operation: self.operation,
            uri: self.uri()?,
            headers: &self.headers,
            key: missing_key(self.operation, &self.headers),
            unauthorized: self.unauthorized.as_deref(),
            secrets: Secrets::new(self.client.shared().credentials.secrets()),
            has_secret_query: self.query.iter().any(|pair| pair.secret),
            body: &self.body,
            token_source: self
                .token_source
                .as_ref()
                .filter(|_| !self.headers.contains_key(AUTHORIZATION)),
            timeout: self.timeout,
            limits: self.client.shared().limits,
            retry: self.retry,
        })
    }
}
