//! [`ItemStream`]: items of JSON as they arrive, each on a line or after a record separator.

use std::{
    fmt,
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::{Buf as _, Bytes};
use futures_core::Stream;
use serde::de::DeserializeOwned;

use super::{
    byte_stream::ByteStream,
    items::{Framing, read_item},
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

/// The items of a response, each as it arrives.
///
/// The total time of a stream is not limited. [`timeout`](crate::ClientBuilder::timeout) applies until the head of the
/// response arrives, [`max_body`](crate::ClientBuilder::max_body) applies to one item, and
/// [`read_timeout`](crate::ClientBuilder::read_timeout) to the time between two pieces.
///
/// An item that cannot be read is an error in its place, and the stream goes on behind it. Empty lines are skipped. The last
/// item needs no line break. If the stream breaks off, or an item is too large, the last item is an error.
///
/// The request is retried until the head of the response arrives, but not after that. Dropping the stream aborts the response.
#[must_use = "a stream does nothing unless it is read"]
pub struct ItemStream<T, E> {
    bytes: ByteStream<E>,
    /// The beginning of the current item.
    begun: Vec<u8>,
    /// The bytes that arrived and were not searched yet.
    rest: Bytes,
    separator: u8,
    max_item: usize,
    /// The number of items that were returned.
    given: u64,
    is_over: bool,
    decode: DecodeItem<T>,
}

/// Reads an item.
type DecodeItem<T> = fn(&[u8], u64, &Budget) -> Result<T, DecodeError>;

impl<T, E> ItemStream<T, E> {
    pub(crate) fn new<F: Framing<Item = T>>(bytes: ByteStream<E>, max_item: usize) -> Self
    where
        T: DeserializeOwned,
    {
        Self {
            bytes,
            begun: Vec::new(),
            rest: Bytes::new(),
            separator: F::SEPARATOR,
            max_item,
            given: 0,
            is_over: false,
            decode: read_item::<T>,
        }
    }

    /// Returns the next item, or `None` after the last one, or if the stream cannot go on after an error.
    pub async fn next(&mut self) -> Option<Result<T, Error<E>>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Returns the response without its items.
    pub fn response(&self) -> &RawResponse {
        self.bytes.response()
    }

    /// Ends the stream, and aborts the response.
    fn end(&mut self) {
        self.is_over = true;
        self.rest.clear();
        self.bytes.pieces.end();
    }

    /// Returns the response for an error. Its body is the item that failed.
    fn failed_at(&self, body: Bytes) -> RawResponse {
        let before = self.bytes.pieces.given();
        let before = before.saturating_sub(body.len() as u64);
        self.response().with_body(before, body)
    }

    /// Takes the next item that arrived as a whole. What arrived of the one after it is kept.
    fn take(&mut self) -> Result<Option<Vec<u8>>, Error<E>> {
        let end = self.rest.iter().position(|byte| *byte == self.separator);
        let length = end.unwrap_or(self.rest.len());
        if self.begun.len() + length > self.max_item {
            self.end();
            let begun = std::mem::take(&mut self.begun);
            let response = self.failed_at(begun.into());
            let error = TransportError::from(Cause::TooLarge(self.max_item));
            return Err(Error::Interrupted { response, error });
        }
        self.begun.extend_from_slice(&self.rest.split_to(length));
        Ok(end.map(|_| {
            self.rest.advance(1);
            std::mem::take(&mut self.begun)
        }))
    }

    /// Reads an item. Returns `None` if there is only white space.
    fn read(&mut self, text: Vec<u8>) -> Option<Result<T, Error<E>>> {
        if text.trim_ascii().is_empty() {
            return None;
        }
        self.given += 1;
        let budget = Budget::strict(self.response().is_strict());
        let read = (self.decode)(&text, self.given, &budget);
        Some(read.map_err(|error| {
            // The items before it were the documented ones.
            let error = error.proving(self.given > 1);
            Error::decode(error, self.failed_at(text.into()))
        }))
    }
}

impl<T, E> Unpin for ItemStream<T, E> {}

impl<T, E> Stream for ItemStream<T, E> {
    type Item = Result<T, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if self.is_over {
                return Poll::Ready(None);
            }
            match self.take() {
                Ok(Some(text)) => match self.read(text) {
                    Some(item) => return Poll::Ready(Some(item)),
                    None => continue,
                },
                Ok(None) => {}
                Err(error) => return Poll::Ready(Some(Err(error))),
            }
            match ready!(self.bytes.pieces.poll_next(context)) {
                Some(Ok(bytes)) => self.rest = bytes,
                Some(Err(error)) => {
                    let begun = std::mem::take(&mut self.begun);
                    let response = self.failed_at(begun.into());
                    let error = error.without(response.secrets());
                    self.end();
                    return Poll::Ready(Some(Err(Error::Interrupted { response, error })));
                }
                None => {
                    let last = std::mem::take(&mut self.begun);
                    let read = self.read(last);
                    self.end();
                    return Poll::Ready(read);
                }
            }
        }
    }
}

impl<T, E> fmt::Debug for ItemStream<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ItemStream")
            .field("response", self.bytes.response())
            .field("given", &self.given)
            .finish_non_exhaustive()
    }
}
