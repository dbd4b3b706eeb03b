//! Sending a request.

use http::header::{ACCEPT_ENCODING, AUTHORIZATION, HeaderValue};

use super::Request;
use crate::{
    exchange::{error::Error, invalid_request::InvalidRequest, raw_response::RawResponse},
    response::{
        Response,
        byte_stream::ByteStream,
        decode::Decode,
        error_body::ErrorBody,
        event::DecodeEvent,
        event_stream::{EventStream, check_content_type},
        interpret::{interpret, into_error},
    },
    transport::{
        failure::Failure,
        outgoing::Outgoing,
        send::{exchange, open},
    },
};

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
        interpret::<D, E>(self.exchange().await?)
    }

    /// Sends the request and returns the response as it arrived, whatever its status is. The request is retried like
    /// [`send`](Request::send).
    ///
    /// # Errors
    /// Fails if the request is invalid, or if there is no complete response.
    pub async fn send_raw<E>(self) -> Result<RawResponse, Error<E>> {
        Ok(self.exchange().await?)
    }

    /// Sends the request and returns the body of a documented success as a stream, as soon as the head of the response
    /// arrives. See [`ByteStream`].
    ///
    /// # Errors
    /// Fails as [`send`](Request::send) does, apart from errors of the body, which are items of the stream.
    pub async fn send_for_stream<E: ErrorBody>(self) -> Result<ByteStream<E>, Error<E>> {
        let outgoing = self.outgoing().map_err(Failure::Invalid)?;
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
        let max_event = self.client.shared().pipeline.limits.body;
        let stream = self.send_for_stream().await?;
        if let Some(error) = check_content_type(stream.response()) {
            let response = stream.response().clone();
            return Err(Error::Decode { error, response });
        }
        Ok(EventStream::new(stream, max_event, D::decode_event))
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
        Ok(Outgoing {
            pipeline: &self.client.shared().pipeline,
            operation: self.operation,
            uri: self.uri()?,
            headers: &self.headers,
            body: &self.body,
            token_source: self
                .token_source
                .as_ref()
                .filter(|_| !self.headers.contains_key(AUTHORIZATION)),
            timeout: self.timeout,
            retry: self.retry,
        })
    }
}
