//! [`Pages`] and [`Entries`]: a list that comes in pages, read from its beginning to its end.

use std::{
    collections::HashSet,
    fmt,
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll, ready},
    vec,
};

use futures_core::{Stream, future::BoxFuture};
use futures_util::stream::FuturesOrdered;

use crate::{Decode, Error, ErrorBody, Id, Request};

/// One page of a longer list.
pub trait Page {
    /// What the list consists of.
    type Entry;

    /// How many pages there are at the moment; `None` if the page does not say. The list then ends with the
    /// first page that has no entries.
    fn page_count(&self) -> Option<u64>;

    /// The entries in their order, each with its id, by which it is known again on another page. Without an
    /// id it is not.
    fn into_entries(self) -> impl Iterator<Item = (Option<Id>, Self::Entry)>;

    /// Whether there are no entries.
    fn is_empty(&self) -> bool;
}

/// How the pages of an operation are asked for.
#[derive(Clone, Copy, Debug)]
pub struct PageParameters {
    /// The query parameter with the number of the page, counted from 1.
    pub page: &'static str,
    /// The query parameter with the number of entries on a page.
    pub per_page: &'static str,
    /// The largest number of entries on a page, if it is known.
    pub most: Option<u64>,
}

/// A stream of whole pages, in their order, up to the last one.
///
/// After each page, the number of pages that it tells decides whether there is another: a list that grows
/// or shrinks while it is read is followed. The stream begins at the page that the request names, if it names
/// one, and asks for pages as large as they can be, unless the request names a size.
///
/// What is inserted or deleted while the list is read moves what is behind it. An entry can then come on
/// two pages, which [`Entries`] sorts out, or on none, which nothing can: let the list be in an order in which
/// new entries come last.
#[must_use = "nothing is sent until it is asked for its pages"]
pub struct Pages<P, E> {
    request: Request,
    parameters: PageParameters,
    /// The first page that was not asked for yet.
    next: u64,
    /// As many pages as the last answer told of; `None` before there is one.
    page_count: Option<u64>,
    /// Pages that are asked for at once.
    concurrency: usize,
    under_way: FuturesOrdered<BoxFuture<'static, Fetched<P, E>>>,
    state: State,
    send: fn(Request, u64) -> BoxFuture<'static, Fetched<P, E>>,
}

/// A page with its number, or why it is not there.
type Fetched<P, E> = (u64, Result<P, Error<E>>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Reading,
    /// This page could not be read.
    Failed(u64),
    Done,
}

/// Why a page of a list could not be read. Everything on the pages before it was given already.
#[derive(Debug)]
#[non_exhaustive]
pub struct PageError<E> {
    /// The number of the page, counted from 1.
    pub page: u64,
    /// What happened.
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
    /// How many pages are asked for at once: one, unless this says otherwise. 0 is read as 1. So many are
    /// kept at most; their order stays. The first page always comes alone, because it tells how many there
    /// are.
    pub fn concurrency(mut self, pages: usize) -> Self {
        self.concurrency = pages.max(1);
        self
    }

    /// The next page; `None` behind the last one, and behind an error.
    pub async fn next(&mut self) -> Option<Result<P, PageError<E>>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Goes on after an error, with the page that could not be read. Without effect if there was none.
    pub fn resume(&mut self) {
        if let State::Failed(page) = self.state {
            self.next = page;
            self.state = State::Reading;
        }
    }

    /// Asks for as many pages as may be under way.
    fn ask(&mut self) {
        let at_once = match self.page_count {
            None => 1,
            Some(_) => self.concurrency,
        };
        while self.under_way.len() < at_once && self.page_count.is_none_or(|last| self.next <= last)
        {
            let request = self.request.clone().query(self.parameters.page, self.next);
            self.under_way.push_back((self.send)(request, self.next));
            self.next = self.next.saturating_add(1);
        }
    }

    /// What is to be done after a page was read.
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
            self.under_way.clear();
        }
    }
}

impl Request {
    /// Reads a list page by page; see [`Pages`].
    pub fn pages<D, E>(self, parameters: PageParameters) -> Pages<D::Output, E>
    where
        D: Decode<Output: Send> + 'static,
        E: ErrorBody + Send + 'static,
    {
        let number = |name| self.query_value(name)?.parse().ok();
        let first = number(parameters.page).unwrap_or(1);
        // It is in each request, and beside it there must be no other, however it was set.
        let request = self.without_query(parameters.page);
        let request = match parameters.most {
            Some(most) if request.query_value(parameters.per_page).is_none() => {
                request.query(parameters.per_page, most)
            }
            _ => request,
        };
        Pages {
            request,
            parameters,
            next: first,
            page_count: None,
            concurrency: 1,
            under_way: FuturesOrdered::new(),
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
        self.ask();
        let Some((number, result)) = ready!(Pin::new(&mut self.under_way).poll_next(context))
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
                self.under_way.clear();
                let page = number;
                Err(PageError { page, error })
            }
        }))
    }
}

/// A stream of all entries of a list, in their order, across its pages; see [`Pages`].
///
/// An entry that comes on two pages is given once. For that, the stream keeps the id of every entry that it
/// gave: some 32 bytes for each.
#[must_use = "nothing is sent until it is asked for its entries"]
pub struct Entries<P: Page, E> {
    pages: Pages<P, E>,
    page: vec::IntoIter<(Option<Id>, P::Entry)>,
    given: HashSet<Id>,
}

impl<P: Page, E> From<Pages<P, E>> for Entries<P, E> {
    fn from(pages: Pages<P, E>) -> Self {
        Self {
            pages,
            page: Vec::new().into_iter(),
            given: HashSet::new(),
        }
    }
}

impl<P: Page, E> Entries<P, E> {
    /// How many pages are asked for at once; see [`Pages::concurrency`].
    pub fn concurrency(mut self, pages: usize) -> Self {
        self.pages = self.pages.concurrency(pages);
        self
    }

    /// The next entry; `None` behind the last one, and behind an error.
    pub async fn next(&mut self) -> Option<Result<P::Entry, PageError<E>>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Goes on after an error, with the page that could not be read. Without effect if there was none.
    pub fn resume(&mut self) {
        self.pages.resume();
    }

    /// All entries, if all pages can be read.
    ///
    /// # Errors
    /// The first page that could not be read. The entries before it are lost with it; where they should
    /// not be, use [`next`](Entries::next).
    pub async fn all(mut self) -> Result<Vec<P::Entry>, PageError<E>> {
        let mut entries = Vec::new();
        while let Some(entry) = self.next().await {
            entries.push(entry?);
        }
        Ok(entries)
    }
}

impl<P: Page, E> Unpin for Entries<P, E> {}

impl<P: Page, E> Stream for Entries<P, E> {
    type Item = Result<P::Entry, PageError<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            while let Some((id, entry)) = self.page.next() {
                if id.is_none_or(|id| self.given.insert(id)) {
                    return Poll::Ready(Some(Ok(entry)));
                }
            }
            match ready!(Pin::new(&mut self.pages).poll_next(context)) {
                Some(Ok(page)) => self.page = page.into_entries().collect::<Vec<_>>().into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
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

impl<P: Page, E> fmt::Debug for Entries<P, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entries")
            .field("pages", &self.pages)
            .field("given", &self.given.len())
            .finish_non_exhaustive()
    }
}
