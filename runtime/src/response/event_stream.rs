//! [`EventStream`]: server-sent events as they arrive (`text/event-stream`, HTML, section 9.2).

use std::{
    fmt,
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::{Buf as _, Bytes};
use futures_core::Stream;
use http::{StatusCode, header::CONTENT_TYPE};

use super::{
    byte_stream::ByteStream,
    event::{DecodeEvent, Event, EventFields},
    reconnect::{Reconnect, Reopen},
    sse::{Parsed, Parser, Problem},
};
use crate::{
    exchange::{
        decode_error::DecodeError,
        error::Error,
        raw_response::RawResponse,
        transport_error::{Cause, TransportError},
    },
    text::budget::Budget,
};

/// The events of a response, each as it arrives.
///
/// The total time of a stream is not limited. [`timeout`](crate::ClientBuilder::timeout) applies until the head of the
/// response arrives, and [`max_body`](crate::ClientBuilder::max_body) applies to one event: its data, its name and its id
/// together. The time between two pieces is limited by [`read_timeout`](crate::ClientBuilder::read_timeout). If the server
/// is silent for longer and sends no comments in between, the client needs a longer limit.
///
/// The stream keeps one event, one piece of the body as it arrived, and the last id.
///
/// The request is retried until the head of the response arrives, but not after that, unless
/// [`reconnect`](EventStream::reconnect) asks for it. If the stream breaks off, ends within an event, or is not UTF-8, the
/// last item is an error with the response.
///
/// An event that is not the documented one is an error in its place, and the stream goes on behind it. If it has no data, or
/// a name such as `ping`, `heartbeat` or `keepalive`, it is skipped. Where the data is JSON, `[DONE]` ends the stream, unless the
/// document names another end ([`Operation::stream_end`](crate::Operation::stream_end)). The last
/// event needs no empty line after it if its data is a whole value of JSON, and the body did not break off.
#[must_use = "a stream does nothing unless it is read"]
pub struct EventStream<T, E> {
    bytes: ByteStream<E>,
    parser: Parser,
    /// The bytes that arrived and were not parsed yet. They are parsed one event at a time, because events can take more
    /// memory than the bytes.
    rest: Bytes,
    /// The number of events that were returned.
    given: u64,
    is_over: bool,
    decode: DecodeFields<T>,
    is_json: bool,
    reconnect: Reconnect<E>,
}

/// Reads an event.
type DecodeFields<T> = fn(EventFields<'_>, &Budget) -> Result<T, DecodeError>;

impl<T, E: Send + 'static> EventStream<T, E> {
    pub(crate) fn new<D: DecodeEvent<Data = T>>(
        bytes: ByteStream<E>,
        max_event: usize,
        reopen: Option<Reopen<E>>,
    ) -> Self {
        Self {
            bytes,
            parser: Parser::new(max_event),
            rest: Bytes::new(),
            given: 0,
            is_over: false,
            decode: D::decode_fields,
            is_json: D::IS_JSON,
            reconnect: Reconnect::new(reopen),
        }
    }

    /// Sends the request again when the stream ends or breaks off, up to `times` in a row without an event. The default is
    /// 0.
    ///
    /// The request has the header `Last-Event-ID` with the id of the last event then, so that the server can continue after
    /// it (HTML, section 9.2.3). A server that ignores the header begins anew. An event that did not arrive as a whole is
    /// dropped. The wait before is a second, or that of the field `retry` of the stream. It doubles with each time without
    /// an event, up to a minute, and has a random part.
    ///
    /// Only a `GET` is sent again. `[DONE]` and a response with status 204 end the stream for good.
    pub fn reconnect(mut self, times: u32) -> Self {
        self.reconnect.set_max(times);
        self
    }

    /// Returns the next event, or `None` after the last one, or if the stream cannot go on after
    /// an error.
    pub async fn next(&mut self) -> Option<Result<Event<T>, Error<E>>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Returns the response without its events.
    pub fn response(&self) -> &RawResponse {
        self.bytes.response()
    }

    /// Starts to open the stream again. Returns `false` if it must not be opened again.
    fn start_again(&mut self) -> bool {
        self.reconnect
            .start(self.parser.last_id(), self.parser.wait())
    }

    /// Continues with another response. Returns what ends the stream, if something does.
    fn go_on(
        &mut self,
        opened: Result<ByteStream<E>, Error<E>>,
    ) -> Option<Option<Result<Event<T>, Error<E>>>> {
        match opened {
            Ok(bytes) => {
                self.bytes = bytes;
                self.rest = Bytes::new();
                self.parser.restart();
                None
            }
            Err(error) if error.status() == Some(StatusCode::NO_CONTENT) => {
                self.end();
                Some(None)
            }
            Err(error) => {
                if may_pass(&error) && self.start_again() {
                    return None;
                }
                self.end();
                Some(Some(Err(error)))
            }
        }
    }

    /// Ends the stream, and aborts the response.
    fn end(&mut self) {
        self.is_over = true;
        self.rest.clear();
        self.bytes.pieces.end();
    }

    /// Returns the response for an error. Its body is the event that failed.
    fn failed_at(&self, body: Bytes) -> RawResponse {
        let before = self.bytes.pieces.given();
        let before = before.saturating_sub(body.len() as u64);
        self.response().with_body(before, body)
    }

    /// Parses the bytes that arrived up to the end of an event.
    fn parse(&mut self) -> Result<Option<Parsed>, Problem> {
        let mut rest = &*self.rest;
        let result = self.parser.next(&mut rest);
        let parsed = self.rest.len() - rest.len();
        self.rest.advance(parsed);
        result
    }

    /// Whether an event ends the stream.
    fn ends(&self, event: &Parsed) -> bool {
        let operation = self.response().operation();
        operation.ends_stream(&event.data, self.is_json)
    }

    /// Reads an event. Returns `None` if there is none for the caller.
    fn read(&mut self, event: Parsed) -> Option<Result<Event<T>, Error<E>>> {
        if self.ends(&event) {
            self.end();
            return None;
        }
        self.reconnect.note_event();
        let budget = Budget::strict(self.response().is_strict());
        let data = (self.decode)(event.fields(), &budget);
        if data.is_err() && event.is_sign_of_life() {
            return None;
        }
        self.given += 1;
        Some(match data {
            Ok(data) => Ok(Event::new(event, data, self.response().secrets())),
            Err(error) => {
                // The events before it were the documented ones.
                let has_proof = error.has_proof() || self.given > 1;
                let error = error.in_event(self.given).proving(has_proof);
                Err(Error::decode(error, self.failed_at(event.data.into())))
            }
        })
    }

    /// Reads the event that the end of the body ends, which is known not to be cut off if its data is JSON.
    fn read_last(&mut self) -> Option<Result<Event<T>, Error<E>>> {
        let unfinished = self.parser.unfinished();
        let last = self.parser.finish();
        if last.as_ref().is_some_and(|last| self.ends(last)) {
            self.end();
            return None;
        }
        let last = last.filter(|_| self.is_json);
        let read = last.and_then(|event| self.read(event));
        self.end();
        match read {
            Some(Ok(event)) => Some(Ok(event)),
            Some(Err(_)) => Some(Err(self.cut(self.given, unfinished))),
            None => Some(Err(self.cut(self.given + 1, unfinished))),
        }
    }

    /// Makes the error of a stream that ends within an event.
    fn cut(&self, number: u64, unfinished: Bytes) -> Error<E> {
        let error = DecodeError::new("the stream ends within the event");
        Error::decode(error.in_event(number), self.failed_at(unfinished))
    }

    fn fail(&mut self, problem: Problem) -> Error<E> {
        self.end();
        let response = self.failed_at(self.parser.unfinished());
        match problem {
            Problem::TooLarge(max_size) => Error::Interrupted {
                response,
                error: TransportError::from(Cause::TooLarge(max_size)),
            },
            Problem::NotText(error) => Error::decode(error.in_event(self.given + 1), response),
        }
    }
}

impl<T, E> Unpin for EventStream<T, E> {}

impl<T, E: Send + 'static> Stream for EventStream<T, E> {
    type Item = Result<Event<T>, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if self.is_over {
                return Poll::Ready(None);
            }
            if let Some(opened) = ready!(self.reconnect.poll(context)) {
                if let Some(end) = self.go_on(opened) {
                    return Poll::Ready(end);
                }
                continue;
            }
            match self.parse() {
                Ok(Some(event)) => match self.read(event) {
                    Some(item) => return Poll::Ready(Some(item)),
                    None => continue,
                },
                Ok(None) => {}
                Err(problem) => return Poll::Ready(Some(Err(self.fail(problem)))),
            }
            match ready!(self.bytes.pieces.poll_next(context)) {
                Some(Ok(bytes)) => self.rest = bytes,
                _ if self.start_again() => {}
                Some(Err(error)) => {
                    let response = self.failed_at(self.parser.unfinished());
                    let error = error.without(response.secrets());
                    self.end();
                    return Poll::Ready(Some(Err(Error::Interrupted { response, error })));
                }
                None if self.parser.is_within_event() => return Poll::Ready(self.read_last()),
                None => self.end(),
            }
        }
    }
}

/// Whether the request of a stream can succeed if it is sent once more.
fn may_pass<E>(error: &Error<E>) -> bool {
    match error {
        Error::Transport { .. } | Error::Interrupted { .. } => true,
        _ => error
            .status()
            .is_some_and(|status| status.is_server_error()),
    }
}

impl<T, E> fmt::Debug for EventStream<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream")
            .field("response", self.bytes.response())
            .field("given", &self.given)
            .finish_non_exhaustive()
    }
}

/// Whether the media type of the response is `text/event-stream`.
pub(crate) fn is_event_stream(response: &RawResponse) -> bool {
    let content_type = response.header(CONTENT_TYPE.as_str()).unwrap_or_default();
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("text/event-stream")
}

/// Fails if the response has another media type than `text/event-stream`. Such a response is most likely from a proxy,
/// and would be a stream without events.
pub(crate) fn check_content_type(response: &RawResponse) -> Option<DecodeError> {
    let content_type = response.header(CONTENT_TYPE.as_str())?;
    if is_event_stream(response) {
        return None;
    }
    let shown = response.show(content_type.as_bytes());
    let message = format!("content type: {shown}; expected text/event-stream");
    Some(DecodeError::new(message))
}
