//! [`EventStream`]: events as they arrive (`text/event-stream`, HTML, section 9.2).

use std::{
    collections::VecDeque,
    fmt,
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use futures_core::Stream;

use crate::{
    ByteStream, DecodeError, Error, RawResponse,
    events::{Event, Parser},
    transport_error::Cause,
};

/// The events of an answer, each as soon as it is there.
///
/// A stream can go on for ever: it is cut off neither by [`timeout`](crate::ClientBuilder::timeout), which ends with the
/// head of the answer, nor by [`max_body`](crate::ClientBuilder::max_body), which limits one event. What holds is the limit
/// on the pause between two pieces ([`read_timeout`](crate::ClientBuilder::read_timeout)): a server that is silent for
/// longer has to send comments, as servers do, or the client needs a longer limit.
///
/// Attempts are made until the head of the answer is there. Behind that nothing is asked for again: a stream that breaks
/// off, an event that is not what is documented, and an end in the middle of an event are errors, and the last item. All
/// of them know the status and the request id. The data `[DONE]` ends the stream.
#[must_use = "events that are not asked for are not there"]
pub struct EventStream<T, E> {
    bytes: ByteStream<E>,
    parser: Parser,
    /// Events that are there and were not asked for yet.
    ready: VecDeque<Event<String>>,
    /// How many events were given out.
    given: u64,
    /// What is wrong with what comes behind those that are ready.
    broken: Option<Problem>,
    is_over: bool,
    decode: fn(&str) -> Result<T, DecodeError>,
}

/// Why there are no more events, although there should be.
pub(crate) enum Problem {
    /// An event is larger than this client takes.
    TooLarge(usize),
    /// What arrived is no text.
    NotText(DecodeError),
}

impl<T, E> EventStream<T, E> {
    pub(crate) fn new(
        bytes: ByteStream<E>,
        most: usize,
        decode: fn(&str) -> Result<T, DecodeError>,
    ) -> Self {
        Self {
            bytes,
            parser: Parser::new(most),
            ready: VecDeque::new(),
            given: 0,
            broken: None,
            is_over: false,
            decode,
        }
    }

    /// The next event; `None` behind the last one, and behind an error.
    pub async fn next(&mut self) -> Option<Result<Event<T>, Error<E>>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The answer without its events: the status, the headers, and the request id.
    pub fn response(&self) -> &RawResponse {
        self.bytes.response()
    }

    /// Ends the stream, and the answer with it.
    fn end(&mut self) {
        self.is_over = true;
        self.ready.clear();
        self.bytes.pieces.end();
    }

    /// What is known of the answer where it fails: `body` is the event that is in the way.
    fn failed_at(&self, body: Bytes) -> RawResponse {
        let before = self.bytes.pieces.given();
        let before = before.saturating_sub(body.len() as u64);
        self.response().beginning(before, body)
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
                Err(Error::Decode {
                    error: error.in_event(self.given),
                    response: self.failed_at(event.data.into()),
                })
            }
        })
    }

    fn fail(&mut self, problem: Problem) -> Error<E> {
        self.end();
        let response = self.failed_at(self.parser.unfinished());
        match problem {
            Problem::TooLarge(most) => Error::Interrupted {
                response,
                error: Cause::TooLarge(most).into(),
            },
            Problem::NotText(error) => Error::Decode {
                error: error.in_event(self.given + 1),
                response,
            },
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
                    let error = DecodeError::new("the stream ends in the middle of it");
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
