//! [`Chunks`]: a list that is too long for one request, sent in several.

use std::{
    fmt,
    future::poll_fn,
    ops::Range,
    pin::Pin,
    task::{Context, Poll},
};

use futures_core::{Stream, future::BoxFuture};
use futures_util::stream::FuturesOrdered;

use super::chunk::{Chunk, ItemErrors, Refused};
use crate::{
    exchange::{error::Error, outcome::Outcome},
    request::{Request, some_items::SomeItems, split::RequestParts},
    response::{decode::Decode, error_body::ErrorBody},
};

/// The default number of concurrent requests.
const CONCURRENCY: usize = 4;

/// The requests that a list is split into. A stream with a [`Chunk`] for the result of each, in the order of the list.
///
/// If the request or one of the items is invalid, nothing is sent. There is one chunk of all items then, with
/// [`Error::Invalid`](crate::Error::Invalid).
///
/// A response that has more or fewer entries than the chunk has items is an error, whose outcome is unknown.
///
/// Each chunk is sent even if others fail, because a request that took effect is not undone by an error of another one.
/// Nothing is sent before the first chunk is polled. Dropping the stream aborts the requests that are being sent. Their
/// outcome is unknown.
///
/// ```no_run
/// # use specwright_runtime::{Chunks, Undocumented};
/// # async fn run(mut chunks: Chunks<(), Undocumented>) {
/// while let Some(chunk) = chunks.next().await {
///     println!("{:?}: {:?}", chunk.items, chunk.outcome());
/// }
/// # }
/// ```
#[must_use = "a stream does nothing unless it is polled"]
pub struct Chunks<T, E> {
    requests: RequestParts,
    concurrency: usize,
    in_flight: FuturesOrdered<BoxFuture<'static, Chunk<T, E>>>,
    send: SendChunk<T, E>,
    some_items: SomeItems,
    /// Returns the indexes that an error names, if chunks are sent again without them.
    named: Option<Named<E>>,
}

/// Sends a chunk.
type SendChunk<T, E> =
    fn(Request, Range<usize>, Option<Again<E>>) -> BoxFuture<'static, Chunk<T, E>>;

/// How a chunk is sent again without some items.
type Again<E> = (SomeItems, Named<E>);

/// Returns the indexes of the items that an error body names.
type Named<E> = fn(&E) -> Vec<Option<usize>>;

impl<T, E> Chunks<T, E> {
    /// Sets the maximum number of concurrent requests. The default is 4. 0 is treated as 1.
    pub fn concurrency(mut self, requests: usize) -> Self {
        self.concurrency = requests.max(1);
        self
    }

    /// Sends a chunk again without the items that the server refuses, so that the others take effect.
    ///
    /// That is done only if the chunk as a whole did not take effect, by the outcome of its error, and if each reason in the
    /// error body names an item of it. Otherwise the chunk has the error. It is repeated until a request is not refused, or
    /// until no items are left, so that there is at most one request for each item.
    ///
    /// [`Chunk::left_out`] has the items that were refused, [`Chunk::refusals`] the reasons, and [`Chunk::sent_items`] the
    /// items of the last request, all by their index in the list of the caller.
    pub fn without_refused(mut self) -> Self
    where
        E: ItemErrors,
    {
        self.named = Some(|body| body.item_errors().map(|(index, _)| index).collect());
        self
    }

    /// Returns the next chunk, or `None` after the last one.
    pub async fn next(&mut self) -> Option<Chunk<T, E>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Sends all requests, and returns all chunks.
    pub async fn all(mut self) -> Vec<Chunk<T, E>> {
        let mut chunks = Vec::new();
        while let Some(chunk) = self.next().await {
            chunks.push(chunk);
        }
        chunks
    }
}

impl Request {
    /// Splits the list of this request into several requests. There are none if the list is empty, or if the request has
    /// no list that can be split ([`json_items`](Request::json_items), [`query_items`](Request::query_items) or
    /// [`joined_items`](Request::joined_items)).
    pub fn chunks<D, E>(self) -> Chunks<D::Output, E>
    where
        D: Decode<Output: Send> + 'static,
        E: ErrorBody + Send + 'static,
    {
        Chunks {
            some_items: self.some_items(),
            requests: self.into_parts(),
            concurrency: CONCURRENCY,
            in_flight: FuturesOrdered::new(),
            send: |request, items, again| Box::pin(send::<D, E>(request, items, again)),
            named: None,
        }
    }
}

/// Sends a chunk, and sends it again without the items that the server refuses, if that is wanted.
async fn send<D: Decode, E: ErrorBody>(
    request: Request,
    items: Range<usize>,
    again: Option<Again<E>>,
) -> Chunk<D::Output, E> {
    let mut chunk = Chunk {
        result: request.send_with_metadata::<D, E>().await,
        items,
        before: Vec::new(),
        sent: None,
    };
    let Some((some_items, named)) = again else {
        return chunk;
    };
    while let Err(error) = &chunk.result {
        let sent: Vec<usize> = chunk.sent_items().collect();
        let Some(left) = accepted(error, &sent, named) else {
            break;
        };
        let Some(request) = some_items.with(&left) else {
            break;
        };
        let result = request.send_with_metadata::<D, E>().await;
        if let Err(error) = std::mem::replace(&mut chunk.result, result) {
            chunk.before.push(Refused { items: sent, error });
        }
        chunk.sent = Some(left);
    }
    chunk
}

/// Returns the items that the server did not refuse, or `None` if the request cannot be sent again without the others.
fn accepted<E>(error: &Error<E>, sent: &[usize], named: Named<E>) -> Option<Vec<usize>> {
    if error.outcome() != Outcome::NotApplied {
        return None;
    }
    let refused: Vec<usize> = named(error.api()?).into_iter().collect::<Option<_>>()?;
    if refused.is_empty() || refused.iter().any(|index| *index >= sent.len()) {
        return None;
    }
    let items = sent.iter().enumerate();
    let left = items.filter(|(index, _)| !refused.contains(index));
    let left: Vec<usize> = left.map(|(_, item)| *item).collect();
    (!left.is_empty()).then_some(left)
}

impl<T, E> Unpin for Chunks<T, E> {}

impl<T, E> Stream for Chunks<T, E> {
    type Item = Chunk<T, E>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        while self.in_flight.len() < self.concurrency
            && let Some((request, items)) = self.requests.next()
        {
            let again = self.named.map(|named| (self.some_items.clone(), named));
            let chunk = (self.send)(request, items, again);
            self.in_flight.push_back(chunk);
        }
        Pin::new(&mut self.in_flight).poll_next(context)
    }
}

impl<T, E> fmt::Debug for Chunks<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chunks")
            .field("requests", &self.requests)
            .field("concurrency", &self.concurrency)
            .finish_non_exhaustive()
    }
}
