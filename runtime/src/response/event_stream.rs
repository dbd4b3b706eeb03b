//! [`EventStream`]: server-sent events as they arrive (`text/event-stream`, HTML, section 9.2).

use std::{
    collections::VecDeque,
    fmt,
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use futures_core::Stream;
use http::header::CONTENT_TYPE;

use super::{
    byte_stream::ByteStream,
    event::Event,
    sse::{Parser, Problem},
};
use crate::exchange::{
    decode_error::DecodeError, error::Error, raw_response::RawResponse, transport_error::Cause,
};

/// The events of a response, each as it arrives.
///
/// The total time of a stream is not limited. [`timeout`](crate::ClientBuilder::timeout) applies until the head of the
/// response arrives, and [`max_body`](crate::ClientBuilder::max_body) applies to one event. The time between two pieces
/// is limited by [`read_timeout`](crate::ClientBuilder::read_timeout). If the server is silent for longer and sends no
/// comments in between, the client needs a longer limit.
///
/// The request is retried until the head of the response arrives, but not after that. If the stream breaks off, ends
/// within an event, or has an event that is not the documented one, the last item is an error with the response. The
/// data `[DONE]` ends the stream.
#[must_use = "a stream does nothing unless it is read"]
pub struct EventStream<T, E> {
    bytes: ByteStream<E>,
    parser: Parser,
    /// The events that arrived and were not returned yet.
    ready: VecDeque<Event<String>>,
    /// The number of events that were returned.
    given: u64,
    /// The reason why the stream ends after the events that are ready.
    broken: Option<Problem>,
    is_over: bool,
    decode: fn(&str) -> Result<T, DecodeError>,
}

impl<T, E> EventStream<T, E> {
    pub(crate) fn new(
        bytes: ByteStream<E>,
        max_event: usize,
        decode: fn(&str) -> Result<T, DecodeError>,
    ) -> Self {
        Self {
            bytes,
            parser: Parser::new(max_event),
            ready: VecDeque::new(),
            given: 0,
            broken: None,
            is_over: false,
            decode,
        }
    }

    /// Returns the next event, or `None` after the last one or an error.
    pub async fn next(&mut self) -> Option<Result<Event<T>, Error<E>>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Returns the response without its events.
    pub fn response(&self) -> &RawResponse {
        self.bytes.response()
    }

    /// Ends the stream, and aborts the response.
    fn end(&mut self) {
        self.is_over = true;
        self.ready.clear();
        self.bytes.pieces.end();
    }

    /// Returns the response for an error. Its body is the event that failed.
    fn failed_at(&self, body: Bytes) -> RawResponse {
        let before = self.bytes.pieces.given();
        let before = before.saturating_sub(body.len() as u64);
        self.response().with_body(before, body)
    }

    fn read(&mut self, event: Event<String>) -> Option<Result<Event<T>, Error<E>>> {
        if event.is_end() {
            self.end();
            return None;
        }
        self.given += 1;
        Some(match (self.decode)(&event.data) {
            Ok(data) => Ok(Event {
                name: event.name,
                id: event.id,
                data,
            }),
            Err(error) => {
                self.end();
                // The events before it were the documented ones.
                let has_proof = error.has_proof() || self.given > 1;
                let error = error.in_event(self.given).proving(has_proof);
                Err(Error::decode(error, self.failed_at(event.data.into())))
            }
        })
    }

    fn fail(&mut self, problem: Problem) -> Error<E> {
        self.end();
        let response = self.failed_at(self.parser.unfinished());
        match problem {
            Problem::TooLarge(max_size) => Error::Interrupted {
                response,
                error: Cause::TooLarge(max_size).into(),
            },
            Problem::NotText(error) => Error::decode(error.in_event(self.given + 1), response),
        }
    }
}

impl<T, E> Unpin for EventStream<T, E> {}

impl<T, E> Stream for EventStream<T, E> {
    type Item = Result<Event<T>, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if self.is_over {
                return Poll::Ready(None);
            }
            if let Some(event) = self.ready.pop_front() {
                return Poll::Ready(self.read(event));
            }
            if let Some(problem) = self.broken.take() {
                return Poll::Ready(Some(Err(self.fail(problem))));
            }
            match ready!(self.bytes.pieces.poll_next(context)) {
                Some(Ok(bytes)) => {
                    let Self {
                        parser,
                        ready,
                        broken,
                        ..
                    } = &mut *self;
                    *broken = parser.push(&bytes, ready).err();
                }
                Some(Err(error)) => {
                    let response = self.failed_at(self.parser.unfinished());
                    self.end();
                    return Poll::Ready(Some(Err(Error::Interrupted { response, error })));
                }
                None if self.parser.is_within_event() => {
                    let error = DecodeError::new("the stream ends within the event");
                    return Poll::Ready(Some(Err(self.fail(Problem::NotText(error)))));
                }
                None => self.end(),
            }
        }
    }
}

impl<T, E> fmt::Debug for EventStream<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream")
            .field("response", self.response())
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
