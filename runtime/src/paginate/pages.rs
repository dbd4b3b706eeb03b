//! [`Pages`]: a stream of the pages of a list.

use std::{
    fmt,
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll, ready},
};

use futures_core::{Stream, future::BoxFuture};
use futures_util::stream::FuturesOrdered;

use super::{
    page::{Page, PageParameters},
    progress::{News, Progress},
};
use crate::{
    exchange::{decode_error::DecodeError, error::Error, raw_response::RawResponse},
    model::id::Id,
    request::Request,
    response::{Response, decode::Decode, error_body::ErrorBody},
};

/// A stream of the pages of a list in their order, up to the last one.
///
/// The number of pages is read from each page, so that the stream follows a list that grows or shrinks meanwhile. It
/// starts with the page that the request names, or else with the first. Pages have the size that the request names, or
/// else the maximum.
///
/// A list that does not go on ends with an error, and not with endless requests: if a page has another number than the
/// requested one ([`Page::page_number`]), if three pages in a row have no entry that was not on a page before, or if the
/// last page has the same entries as the page before it. To recognize entries, the stream keeps the id of each, which
/// takes about 32 bytes.
///
/// If an entry is inserted or deleted meanwhile, the entries after it move. One of them can be on two pages, which
/// [`Entries`](crate::Entries) recognizes, or on none, which is not noticed. Use an order in which new entries come
/// last.
#[must_use = "a stream does nothing unless it is polled"]
pub struct Pages<P, E> {
    request: Request,
    parameters: PageParameters,
    /// The number of the next page to request.
    next: u64,
    /// The number of pages of the last response, or `None` if it is not known.
    page_count: Option<u64>,
    /// The maximum number of concurrent requests.
    concurrency: usize,
    in_flight: FuturesOrdered<BoxFuture<'static, Fetched<P, E>>>,
    state: State,
    pub(super) progress: Progress,
    send: fn(Request, u64) -> BoxFuture<'static, Fetched<P, E>>,
}

/// The number of a page, and the response with the page or an error.
type Fetched<P, E> = (u64, Result<Response<P>, Error<E>>);

/// A page with the requested number, or an error.
type Read<P, E> = Result<(P, ReadPage), PageError<E>>;

/// The response with a page that has the requested number.
pub(super) struct ReadPage {
    pub(super) raw: RawResponse,
    pub(super) number: u64,
    page_count: Option<u64>,
    is_last: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Reading,
    /// The page with this number could not be read.
    Failed(u64),
    Done,
}

/// The error of a page that cannot be read. All pages before it were returned already.
#[derive(Debug)]
#[non_exhaustive]
pub struct PageError<E> {
    /// The number of the page, counted from 1.
    pub page: u64,
    /// The error.
    pub error: Error<E>,
}

/// `page 3: GET /pets (list-pets): 503 Service Unavailable: …`
impl<E> fmt::Display for PageError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "page {}: {}", self.page, self.error)
    }
}

impl<E: fmt::Debug> std::error::Error for PageError<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.error.source()
    }
}

impl<E> From<PageError<E>> for Error<E> {
    fn from(error: PageError<E>) -> Self {
        error.error
    }
}

impl<P: Page, E> Pages<P, E> {
    /// Sets the maximum number of concurrent requests, and of pages in memory. The default is 1, and 0 is treated as 1.
    /// The pages keep their order. The first page is always requested alone, because it has the number of pages.
    pub fn concurrency(mut self, pages: usize) -> Self {
        self.concurrency = pages.max(1);
        self
    }

    /// Returns the next page, or `None` after the last one or an error.
    pub async fn next(&mut self) -> Option<Result<P, PageError<E>>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Continues after an error with the page that failed. It has no effect if there was no error.
    pub fn resume(&mut self) {
        self.continue_with(|failed| failed);
    }

    /// Continues after an error with the page after the one that failed, whose entries are lost. It has no effect if there was
    /// no error.
    ///
    /// If no response has had a number of pages, three pages in a row can be skipped, so that a server that fails does not
    /// keep a client busy without an end. Skipping has no effect then, and the stream stays at its end.
    ///
    /// In the scope of another trait with a method of this name, such as `StreamExt`, write `Pages::skip(&mut pages)`.
    pub fn skip(&mut self) {
        if self.page_count.is_some() || self.progress.skip() {
            self.continue_with(|failed| failed.saturating_add(1));
        }
    }

    fn continue_with(&mut self, next: impl FnOnce(u64) -> u64) {
        if let State::Failed(failed) = self.state {
            self.next = next(failed);
            self.state = State::Reading;
            self.progress.reset();
        }
    }

    /// Requests a page again that was read already. The entries with these ids were on it, and were not returned.
    pub(super) fn reread(&mut self, number: u64, ids: impl Iterator<Item = Id>) {
        self.progress.forget(ids);
        self.state = State::Failed(number);
        self.in_flight.clear();
        self.resume();
    }

    /// Sends requests up to the maximum of concurrent ones.
    fn fill(&mut self) {
        let max = match self.page_count {
            None => 1,
            Some(_) => self.concurrency,
        };
        while self.in_flight.len() < max && self.page_count.is_none_or(|last| self.next <= last) {
            let request = self.request.clone().query(self.parameters.page, self.next);
            self.in_flight.push_back((self.send)(request, self.next));
            self.next = self.next.saturating_add(1);
        }
    }

    /// Returns the next page that has the requested number.
    pub(super) fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Read<P, E>>> {
        if self.state != State::Reading {
            return Poll::Ready(None);
        }
        self.fill();
        let Some((number, result)) = ready!(Pin::new(&mut self.in_flight).poll_next(context))
        else {
            return Poll::Ready(None);
        };
        Poll::Ready(Some(match result {
            Ok(response) => self.read(number, response),
            Err(error) => Err(self.fail(number, error)),
        }))
    }

    /// Notes the number of pages, and whether this one is the last.
    fn read(&mut self, number: u64, response: Response<P>) -> Read<P, E> {
        let Response { value: page, raw } = response;
        let page_count = page.page_count();
        let is_empty = page.is_empty();
        let is_after_last = is_empty && page_count.is_none_or(|count| number > count);
        // A list can have become shorter. There is no such page then. A page without entries can have the number 0.
        if let Some(other) = page.page_number().filter(|other| *other != number)
            && !(is_after_last || is_empty && other == 0)
        {
            let reason = format!("page {number} was requested, and the response is page {other}");
            return Err(self.refuse(number, raw, reason));
        }
        self.page_count = page_count.or(self.page_count);
        let is_last = page_count.map_or(is_empty, |count| number >= count);
        if is_last {
            self.state = State::Done;
            self.in_flight.clear();
        }
        let read = ReadPage {
            raw,
            number,
            page_count,
            is_last,
        };
        Ok((page, read))
    }

    /// Returns the error of a page, after which the stream ends until it is resumed.
    fn fail(&mut self, number: u64, error: Error<E>) -> PageError<E> {
        self.state = State::Failed(number);
        self.in_flight.clear();
        PageError {
            page: number,
            error,
        }
    }

    /// Notes the entries of a page: their ids, and whether one of them is new. Fails if the list does not seem to go on.
    pub(super) fn accept(
        &mut self,
        read: ReadPage,
        is_empty: bool,
        ids: &[Id],
        has_new: bool,
    ) -> Result<(), PageError<E>> {
        let noted = self.progress.note(News {
            number: read.number,
            page_count: read.page_count,
            is_last: read.is_last,
            is_empty,
            ids,
            has_new,
            body: read.raw.body(),
        });
        noted.map_err(|reason| self.refuse(read.number, read.raw, reason))
    }

    fn refuse(&mut self, number: u64, raw: RawResponse, reason: String) -> PageError<E> {
        self.fail(number, Error::decode(DecodeError::new(reason), raw))
    }
}

impl Request {
    /// Returns a stream of the pages of a list; see [`Pages`].
    pub fn pages<D, E>(self, parameters: PageParameters) -> Pages<D::Output, E>
    where
        D: Decode<Output: Send> + 'static,
        E: ErrorBody + Send + 'static,
    {
        // Each request sets the parameter. There must be no other pair with its name, however it was set.
        let (request, first) = self.take_page_number(parameters.page);
        let request = match parameters.max_per_page {
            Some(max) if request.query_value(parameters.per_page).is_none() => {
                request.query(parameters.per_page, max)
            }
            _ => request,
        };
        Pages {
            request,
            parameters,
            next: first,
            page_count: None,
            concurrency: 1,
            in_flight: FuturesOrdered::new(),
            state: State::Reading,
            progress: Progress::default(),
            send: |request, page| {
                Box::pin(async move { (page, request.send_with_metadata::<D, E>().await) })
            },
        }
    }
}

impl<P, E> Unpin for Pages<P, E> {}

impl<P: Page, E> Stream for Pages<P, E> {
    type Item = Result<P, PageError<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let (page, read) = match ready!(self.poll_page(context)) {
            Some(Ok(read)) => read,
            Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            None => return Poll::Ready(None),
        };
        let ids = page.ids();
        // All of them are noted, and not only those up to the first new one.
        let new = ids.iter().filter(|id| self.progress.insert(id)).count();
        let accepted = self.accept(read, page.is_empty(), &ids, new > 0);
        Poll::Ready(Some(accepted.map(|()| page)))
    }
}

impl<P, E> fmt::Debug for Pages<P, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("request", &self.request)
            .field("next", &self.next)
            .field("page_count", &self.page_count)
            .field("concurrency", &self.concurrency)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}
