//! [`Chunks`]: a list that is too long for one request, sent in several.

use std::{
    fmt,
    future::poll_fn,
    ops::Range,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use futures_core::{Stream, future::BoxFuture};
use futures_util::stream::FuturesOrdered;

use crate::{
    Decode, DecodeError, Error, ErrorBody, Outcome, Request, Response, items::Items, transport,
};

/// How many requests are under way at once, unless the caller says otherwise.
const CONCURRENCY: usize = 4;

/// The requests that a list is split into, and what becomes of each.
///
/// If anything of the request or one of the items is not allowed, nothing is sent: there is one chunk then, of all
/// items, with [`Error::Invalid`].
///
/// A stream of one [`Chunk`] for each request, in the order of the list. Every chunk is sent, whatever
/// becomes of the others: what one of them does is not undone because another is refused. Nothing is sent before
/// the stream is asked for its first chunk. To drop it is to give up what is under way, whose outcome
/// is then unknown.
///
/// ```no_run
/// # use runtime::{Chunks, Undocumented};
/// # async fn run(mut chunks: Chunks<(), Undocumented>) {
/// while let Some(chunk) = chunks.next().await {
///     println!("{:?}: {:?}", chunk.items, chunk.outcome());
/// }
/// # }
/// ```
#[must_use = "nothing is sent until it is asked for its chunks"]
pub struct Chunks<T, E> {
    request: Request,
    items: Option<Arc<Items>>,
    /// The first item that was not sent yet.
    next: usize,
    concurrency: usize,
    under_way: FuturesOrdered<BoxFuture<'static, Chunk<T, E>>>,
    send: SendChunk<T, E>,
}

/// Sends a chunk.
type SendChunk<T, E> = fn(Request, Range<usize>) -> BoxFuture<'static, Chunk<T, E>>;

/// What became of one of the requests that a list was split into.
#[derive(Debug)]
#[non_exhaustive]
pub struct Chunk<T, E> {
    /// The places of its items in the list, counted from 0.
    pub items: Range<usize>,
    /// What came back.
    pub result: Result<Response<T>, Error<E>>,
}

/// What is wrong with one item of a list, or with the request as a whole.
#[derive(Debug, PartialEq)]
#[non_exhaustive]
pub struct Refusal<'a, T> {
    /// The place of the item in the caller's list, counted from 0; `None` if the server names no item.
    pub item: Option<usize>,
    /// The server's reason.
    pub reason: &'a T,
}

/// An error body that can say which items of a list it is about.
pub trait ItemErrors {
    /// What it says of one.
    type Reason;

    /// All that it says, each with the place of the item in the list that was sent, counted from 0.
    fn item_errors(&self) -> impl Iterator<Item = (Option<usize>, &Self::Reason)>;
}

impl<T, E> Chunk<T, E> {
    /// Whether its items took effect, as far as this client can know.
    pub fn outcome(&self) -> Outcome {
        match &self.result {
            Ok(_) => Outcome::Applied,
            Err(error) => error.outcome(),
        }
    }

    /// What the server has against it, each reason with the place of its item in the caller's whole list;
    /// nothing if it was not refused with the documented error body.
    pub fn refusals(&self) -> impl Iterator<Item = Refusal<'_, E::Reason>>
    where
        E: ItemErrors,
    {
        let body = self.result.as_ref().err().and_then(Error::api);
        let reasons = body.into_iter().flat_map(ItemErrors::item_errors);
        reasons.map(|(index, reason)| {
            let item = index.and_then(|index| self.items.clone().nth(index));
            Refusal { item, reason }
        })
    }
}

impl<T, E> Chunks<T, E> {
    /// How many requests are under way at once: 4, unless this says otherwise. 0 is read as 1.
    pub fn concurrency(mut self, requests: usize) -> Self {
        self.concurrency = requests.max(1);
        self
    }

    /// The next chunk that is done; `None` behind the last one.
    pub async fn next(&mut self) -> Option<Chunk<T, E>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Sends everything, and returns all chunks.
    pub async fn all(mut self) -> Vec<Chunk<T, E>> {
        let mut chunks = Vec::new();
        while let Some(chunk) = self.next().await {
            chunks.push(chunk);
        }
        chunks
    }

    /// The next part of the list, if there is one.
    fn next_request(&mut self) -> Option<(Request, Range<usize>)> {
        let items = self.items.as_ref()?;
        if self.next == 0 && self.request.problem().is_some() {
            self.next = items.len().max(1);
            return Some((self.request.clone(), 0..items.len()));
        }
        let end = items.len().min(self.next.saturating_add(items.most()));
        let range = self.next..end;
        if range.is_empty() {
            return None;
        }
        self.next = range.end;
        let request = self.request.clone().with_items(items, range.clone());
        Some((request, range))
    }
}

impl Request {
    /// Splits the list of this request into as many requests as it needs. A request without such a list
    /// ([`json_items`](Request::json_items) and its like) gives no chunks, and an empty list neither.
    pub fn chunks<D, E>(self) -> Chunks<D::Output, E>
    where
        D: Decode<Output: Send> + 'static,
        E: ErrorBody + Send + 'static,
    {
        let (request, items) = self.split();
        Chunks {
            request,
            items,
            next: 0,
            concurrency: CONCURRENCY,
            under_way: FuturesOrdered::new(),
            send: |request, items| Box::pin(send::<D, E>(request, items)),
        }
    }
}

async fn send<D: Decode, E: ErrorBody>(
    request: Request,
    items: Range<usize>,
) -> Chunk<D::Output, E> {
    let result = match transport::exchange(&request).await {
        Ok(response) => response.read::<D, E>(),
        Err(failure) => Err(failure.into()),
    };
    let result = result.and_then(|answer| match D::count(&answer.value) {
        // Which of them are there, only the server knows.
        Some(count) if count != items.len() => Err(Error::Decode {
            error: DecodeError::partial(count, items.len()),
            response: answer.raw,
        }),
        _ => Ok(answer),
    });
    Chunk { items, result }
}

impl<T, E> Unpin for Chunks<T, E> {}

impl<T, E> Stream for Chunks<T, E> {
    type Item = Chunk<T, E>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        while self.under_way.len() < self.concurrency
            && let Some((request, items)) = self.next_request()
        {
            let chunk = (self.send)(request, items);
            self.under_way.push_back(chunk);
        }
        Pin::new(&mut self.under_way).poll_next(context)
    }
}

impl<T, E> fmt::Debug for Chunks<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chunks")
            .field("request", &self.request)
            .field("items", &self.items.as_ref().map(|items| items.len()))
            .field("sent", &self.next)
            .field("concurrency", &self.concurrency)
            .finish_non_exhaustive()
    }
}
