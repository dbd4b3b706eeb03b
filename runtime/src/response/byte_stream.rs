//! [`ByteStream`]: the body of a response as it arrives.

use std::{
    fmt,
    future::poll_fn,
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use futures_core::Stream;

use crate::{
    exchange::{error::Error, raw_response::RawResponse, transport_error::TransportError},
    transport::receive::Incoming,
};

/// The body of a documented success, in pieces as they arrive. It can be larger than memory.
///
/// The size of the body and its total time are not limited by [`max_body`](crate::ClientBuilder::max_body) and
/// [`timeout`](crate::ClientBuilder::timeout). The time between two pieces is limited by
/// [`read_timeout`](crate::ClientBuilder::read_timeout). A transport of the caller can have other limits.
///
/// The request is retried until the head of the response arrives, but not after that. If the body breaks off, the last
/// item is an error. The boundaries between pieces have no meaning. A body with `Content-Encoding: gzip` is unpacked.
/// Dropping the stream aborts the response.
#[must_use = "a stream does nothing unless it is read"]
pub struct ByteStream<E> {
    pub(crate) pieces: Pieces,
    error: PhantomData<fn() -> E>,
}

/// The pieces of a body, with the head of the response. Not generic, so that it is compiled once.
pub(crate) struct Pieces {
    head: RawResponse,
    /// `None` after the last piece or an error.
    incoming: Option<Incoming>,
    /// The number of bytes that were returned.
    given: u64,
}

impl Pieces {
    pub(crate) fn new(head: RawResponse, incoming: Incoming) -> Self {
        Self {
            head,
            incoming: Some(incoming),
            given: 0,
        }
    }

    pub(crate) fn head(&self) -> &RawResponse {
        &self.head
    }

    /// Returns the number of bytes that were returned.
    pub(crate) fn given(&self) -> u64 {
        self.given
    }

    /// Aborts the response. There are no further pieces.
    pub(crate) fn end(&mut self) {
        self.incoming = None;
    }

    pub(crate) fn poll_next(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        let Some(incoming) = &mut self.incoming else {
            return Poll::Ready(None);
        };
        let piece = ready!(incoming.poll_next(context));
        match &piece {
            Some(Ok(bytes)) => self.given += bytes.len() as u64,
            Some(Err(_)) | None => self.end(),
        }
        Poll::Ready(piece)
    }
}

impl<E> ByteStream<E> {
    pub(crate) fn new(head: RawResponse, incoming: Incoming) -> Self {
        Self {
            pieces: Pieces::new(head, incoming),
            error: PhantomData,
        }
    }

    /// Returns the next piece, which is never empty, or `None` after the last one or an error.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error<E>>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Returns the response without its body.
    pub fn response(&self) -> &RawResponse {
        self.pieces.head()
    }
}

impl<E> Unpin for ByteStream<E> {}

impl<E> Stream for ByteStream<E> {
    type Item = Result<Bytes, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let piece = ready!(self.pieces.poll_next(context));
        Poll::Ready(piece.map(|piece| {
            piece.map_err(|error| Error::Interrupted {
                response: self.pieces.head.with_body(self.pieces.given, Bytes::new()),
                error: error.without(self.pieces.head.secrets()),
            })
        }))
    }
}

impl<E> fmt::Debug for ByteStream<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteStream")
            .field("response", self.response())
            .field("given", &self.pieces.given)
            .finish_non_exhaustive()
    }
}
