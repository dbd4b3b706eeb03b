//! [`Pages`]: a stream of the pages of a list.

use std::{
    fmt,
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll, ready},
};

use futures_core::{Stream, future::BoxFuture};
use futures_util::stream::FuturesOrdered;

use super::page::{Page, PageParameters};
use crate::{
    exchange::error::Error,
    request::Request,
    response::{decode::Decode, error_body::ErrorBody},
};

/// A stream of the pages of a list in their order, up to the last one.
///
/// The number of pages is read from each page, so that the stream follows a list that grows or shrinks meanwhile. It
/// starts with the page that the request names, or else with the first. Pages have the size that the request names, or
/// else the maximum.
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
    send: fn(Request, u64) -> BoxFuture<'static, Fetched<P, E>>,
}

/// The number of a page, and the page or an error.
type Fetched<P, E> = (u64, Result<P, Error<E>>);

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
        if let State::Failed(page) = self.state {
            self.next = page;
            self.state = State::Reading;
        }
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

    /// Notes the number of pages, and whether this one is the last.
    fn read(&mut self, number: u64, page: &P) {
        let is_last = match page.page_count() {
            Some(count) => {
                self.page_count = Some(count);
                number >= count
            }
            None => page.is_empty(),
        };
        if is_last {
            self.state = State::Done;
            self.in_flight.clear();
        }
    }
}

impl Request {
    /// Returns a stream of the pages of a list; see [`Pages`].
    pub fn pages<D, E>(self, parameters: PageParameters) -> Pages<D::Output, E>
    where
        D: Decode<Output: Send> + 'static,
        E: ErrorBody + Send + 'static,
    {
        let number = |name| self.query_value(name)?.parse().ok();
        let first = number(parameters.page).unwrap_or(1);
        // Each request sets the parameter. There must be no other pair with its name, however it was set.
        let request = self.without_query(parameters.page);
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
            send: |request, page| Box::pin(async move { (page, request.send::<D, E>().await) }),
        }
    }
}

impl<P, E> Unpin for Pages<P, E> {}

impl<P: Page, E> Stream for Pages<P, E> {
    type Item = Result<P, PageError<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.state != State::Reading {
            return Poll::Ready(None);
        }
        self.fill();
        let Some((number, result)) = ready!(Pin::new(&mut self.in_flight).poll_next(context))
        else {
            return Poll::Ready(None);
        };
        Poll::Ready(Some(match result {
            Ok(page) => {
                self.read(number, &page);
                Ok(page)
            }
            Err(error) => {
                self.state = State::Failed(number);
                self.in_flight.clear();
                let page = number;
                Err(PageError { page, error })
            }
        }))
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
