//! [`ByteStream`]: the body of an answer as it arrives.

use std::{
    fmt,
    future::poll_fn,
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use futures_core::Stream;

use crate::{Error, RawResponse, TransportError, receive::Incoming};

/// The body of a documented success, piece by piece as it arrives: for what is larger than memory.
///
/// Its size is not limited, and neither is the time that it takes as a whole: neither
/// [`max_body`](crate::ClientBuilder::max_body) nor [`timeout`](crate::ClientBuilder::timeout) cuts it off. What holds is
/// the limit on the pause between two pieces ([`read_timeout`](crate::ClientBuilder::read_timeout)). An HTTP client of the
/// caller's can have a limit of its own.
///
/// Attempts are made until the head of the answer is there, and not behind that: a body that breaks off is an error, and
/// the last item. How the pieces are cut says nothing. A body with `Content-Encoding: gzip` is unpacked. To drop the
/// stream ends the answer.
#[must_use = "a body that is not read is not there"]
pub struct ByteStream<E> {
    pub(crate) pieces: Pieces,
    error: PhantomData<fn() -> E>,
}

/// The pieces of a body, and the head that they belong to. Not generic, so that it is compiled once.
pub(crate) struct Pieces {
    head: RawResponse,
    /// `None` behind the last piece, and behind an error.
    incoming: Option<Incoming>,
    /// How many bytes were given out.
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

    /// How many bytes were given out.
    pub(crate) fn given(&self) -> u64 {
        self.given
    }

    /// Gives nothing any more, and ends the answer.
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

    /// The next piece, which is never empty; `None` behind the last one, and behind an error.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error<E>>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The answer without its body: the status, the headers, and the request id.
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
                response: self.pieces.head.beginning(self.pieces.given, Bytes::new()),
                error,
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
