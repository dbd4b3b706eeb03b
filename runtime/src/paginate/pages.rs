//! [`Pages`]: a stream of the pages of a list.

use std::{
    collections::VecDeque,
    fmt,
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll, ready},
};

use futures_core::{Stream, future::BoxFuture};
use futures_util::stream::FuturesOrdered;

use super::{
    count::{Changes, Counts},
    course::{Course, Step},
    facts::Facts,
    page::Page,
    page_error::PageError,
    paging::Paging,
    progress::{News, Progress},
};
use crate::{
    exchange::{decode_error::DecodeError, error::Error, raw_response::RawResponse},
    model::id::Id,
    request::{Request, lists::ListParts},
    response::{Response, decode::Decode, error_body::ErrorBody},
};

/// A stream of the pages of a list in their order, up to the last one.
///
/// Its [`Paging`] says what leads from one page to the next: a number, the number of entries before it, a cursor, or an
/// address. The number of pages is read from each page, so that the stream follows a list that grows or shrinks meanwhile.
/// It starts with the page that the request names, or else with the first. Pages have the size that the request names, or
/// else the maximum.
///
/// A list that does not go on ends with an error, and not with endless requests: if a page has another number than the
/// requested one ([`Page::page_number`]), if three pages in a row have no entry that was not on a page before, or if the
/// last page has the same entries as the page before it. To recognize entries, the stream keeps the id of each, which
/// takes about 32 bytes. A cursor or an address that leads back to a page before, and an address at another server than that
/// of the base URL, are errors after the entries of the page that has it. [`resume`](Pages::resume) has the same error again
/// then.
///
/// If an entry is inserted or deleted meanwhile, the entries after it move. One of them can be on two pages, or on none.
/// Where pages have the number of all entries ([`Page::count`]), [`changes`](Pages::changes) tells that it changed. If the
/// pages from the first to the last then have fewer different entries than the last one counts, the stream ends with an
/// error that says both numbers. [`Entries`](crate::Entries) reads such pages again.
///
/// A list of the request that is too long for one ([`Request::query_list`]) is split. The pages of its first part are
/// followed by those of the second. An operation can have parameters by which it returns everything at once, whatever the
/// number of pages is ([`Paging::unpaged`]). There is one page then, or one for each part.
#[must_use = "a stream does nothing unless it is polled"]
pub struct Pages<P, E> {
    /// The requests that follow for other parts of a list.
    parts: ListParts,
    request: Request,
    pub(super) course: Course,
    /// The number of the page to start with.
    first: u64,
    /// The number of the next page to request.
    next: u64,
    /// The number of the last page that was read in order.
    read: u64,
    /// The number of pages by the last response, or `None` if it is not known.
    page_count: Option<u64>,
    /// The pages to read again because entries can have moved there, and whether the first of them is requested.
    again: VecDeque<u64>,
    is_again_requested: bool,
    /// Whether pages are read again.
    pub(super) rereads: bool,
    /// The maximum number of concurrent requests.
    concurrency: usize,
    in_flight: FuturesOrdered<BoxFuture<'static, Fetched<P, E>>>,
    state: State,
    /// The last response that was read in order, if it does not lead to the next page.
    led: Option<RawResponse>,
    /// The last page, if that was read.
    last: Option<RawResponse>,
    /// Whether no page of this part of the list was skipped.
    is_complete: bool,
    pub(super) progress: Progress,
    counts: Counts,
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
    pub(super) facts: Facts,
    step: Step,
    /// The number of pages, where pages are counted.
    page_count: Option<u64>,
    is_last: bool,
    /// Whether the page was read before.
    is_again: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Reading,
    /// The last page was read.
    Last,
    /// A page could not be read.
    Failed,
    Done,
}

impl<P: Page, E> Pages<P, E> {
    /// Sets the maximum number of concurrent requests, and of pages in memory. The default is 1, and 0 is treated as 1.
    /// The pages keep their order. The first page is always requested alone, because it has the number of pages. So is each
    /// page of a list whose pages lead on to one another, or do not have their number.
    pub fn concurrency(mut self, pages: usize) -> Self {
        self.concurrency = pages.max(1);
        self
    }

    /// Returns the next page, or `None` after the last one or an error.
    pub async fn next(&mut self) -> Option<Result<P, PageError<E>>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Continues after an error with the page that failed. It has no effect if there was no error. After the error that
    /// entries are missing, the next part of the list follows, if there is one.
    pub fn resume(&mut self) {
        if self.state == State::Failed {
            self.next = self.read.saturating_add(1);
            self.state = match self.last {
                Some(_) => State::Last,
                None => State::Reading,
            };
            self.progress.reset();
        }
    }

    /// Continues after an error with the page after the one that failed, whose entries are lost. It has no effect if there was
    /// no error.
    ///
    /// If no response has had a number of pages, three pages in a row can be skipped, so that a server that fails does not
    /// keep a client busy without an end. Skipping has no effect then, and the stream stays at its end. It has none either
    /// if the page that failed would have led to the next one, and no response of it arrived that does.
    ///
    /// In the scope of another trait with a method of this name, such as `StreamExt`, write `Pages::skip(&mut pages)`.
    pub fn skip(&mut self) {
        if self.state != State::Failed {
            return;
        }
        // The failure was of a page that was read before, or after the last one.
        if self.again.pop_front().is_some() || self.last.is_some() {
            return self.resume();
        }
        if self.page_count.is_none() && !self.progress.skip() {
            return;
        }
        let Some(is_last) = self.course.skip() else {
            return;
        };
        self.is_complete = false;
        self.read = self.read.saturating_add(1);
        self.resume();
        if is_last || self.page_count.is_some_and(|count| self.read >= count) {
            self.state = State::Last;
        }
    }

    /// Returns how the number of all entries changed from page to page so far.
    pub fn changes(&self) -> Changes {
        self.counts.changes()
    }

    /// Requests a page again that was read already. The entries with these ids were on it, and were not returned.
    pub(super) fn reread(&mut self, number: u64, ids: impl Iterator<Item = Id>) {
        self.progress.forget(ids);
        self.in_flight.clear();
        self.is_again_requested = false;
        self.next = self.read.saturating_add(1);
        self.again.push_front(number);
    }

    /// Sends requests up to the maximum of concurrent ones.
    fn fill(&mut self) {
        if let Some(number) = self.again.front() {
            if !self.is_again_requested {
                let fetched = self.fetch(*number);
                self.in_flight.push_front(fetched);
                self.is_again_requested = true;
            }
            return;
        }
        let max = match self.page_count {
            None => 1,
            Some(_) => self.concurrency,
        };
        while self.in_flight.len() < max && self.page_count.is_none_or(|last| self.next <= last) {
            let fetched = self.fetch(self.next);
            self.in_flight.push_back(fetched);
            self.next = self.next.saturating_add(1);
        }
    }

    fn fetch(&self, number: u64) -> BoxFuture<'static, Fetched<P, E>> {
        let request = self.request.clone();
        let request = match self.course.position(number, self.read) {
            Ok(position) => self.course.request(request, position),
            Err(_) => request,
        };
        (self.send)(request, number)
    }

    /// Returns an error if nothing that can be requested leads to the next page.
    fn check_lead(&mut self) -> Option<PageError<E>> {
        if !self.in_flight.is_empty() || !self.again.is_empty() {
            return None;
        }
        let reason = self.course.position(self.next, self.read).err()?;
        let raw = self.led.clone()?;
        Some(self.refuse(self.next, raw, reason))
    }

    /// Returns the next page that has the requested number.
    pub(super) fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Read<P, E>>> {
        while self.state == State::Last && self.again.is_empty() {
            if let Some(error) = self.check_complete() {
                return Poll::Ready(Some(Err(error)));
            }
            match self.parts.next() {
                Some(request) => self.start(request),
                None => self.state = State::Done,
            }
        }
        if matches!(self.state, State::Failed | State::Done) {
            return Poll::Ready(None);
        }
        if let Some(error) = self.check_lead() {
            return Poll::Ready(Some(Err(error)));
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

    /// Starts with the first page of another part of the list.
    fn start(&mut self, request: Request) {
        self.course.restart(&request);
        self.request = request;
        self.next = self.first;
        self.read = self.first.saturating_sub(1);
        self.page_count = None;
        self.last = None;
        self.is_complete = true;
        self.state = State::Reading;
        self.progress.restart();
        self.counts.restart();
    }

    /// Notes the number of pages, and whether this one is the last.
    fn read(&mut self, number: u64, response: Response<P>) -> Read<P, E> {
        let Response { value: page, raw } = response;
        let mut facts = Facts::of(&page, &self.course.paging, raw.json_text());
        facts.known = self.page_count;
        if let Some(reason) = self.other_number(number, &page, &facts) {
            return Err(self.refuse(number, raw, reason));
        }
        let is_again = std::mem::take(&mut self.is_again_requested);
        let place = (number, self.read);
        let (step, last) = self.course.step(place, &facts, &self.request, &raw);
        let is_last = matches!(step, Step::Last);
        if is_again {
            self.again.pop_front();
            if number == self.read {
                self.lead_on(number, (&step, last), &raw);
            }
        } else {
            let known = last.or(self.page_count);
            self.page_count = known.filter(|last| is_last || *last > number);
            if is_last {
                self.state = State::Last;
                self.in_flight.clear();
            }
        }
        let read = ReadPage {
            raw,
            number,
            page_count: match self.course.is_by_offset() {
                true => last,
                false => facts.page_count,
            },
            facts,
            step,
            is_last,
            is_again,
        };
        Ok((page, read))
    }

    /// Goes on where the page leads that was read last in order, and has been read again: it may be the last one no longer, or
    /// lead elsewhere than before.
    fn lead_on(&mut self, number: u64, (step, last): (&Step, Option<u64>), raw: &RawResponse) {
        if !self.course.lead_on(step) {
            return;
        }
        self.led = matches!(step, Step::Broken(_)).then(|| raw.clone());
        if self.state == State::Last {
            self.state = State::Reading;
            self.page_count = last.filter(|last| *last > number);
            self.last = None;
            self.next = number.saturating_add(1);
        }
    }

    /// Returns the reason why the response is not the page that was requested, if it is another one.
    fn other_number(&self, number: u64, page: &P, facts: &Facts) -> Option<String> {
        let wanted = self.course.paging.wire_number(number);
        let other = page.page_number().filter(|other| *other != wanted)?;
        let is_after_last = facts.is_empty && facts.page_count.is_none_or(|count| number > count);
        // A list can have become shorter. There is no such page then. A page without entries can have the number 0.
        let is_tolerated = is_after_last || facts.is_empty && other == 0;
        (self.course.is_paged && !is_tolerated)
            .then(|| format!("page {wanted} was requested, and the response is page {other}"))
    }

    /// Returns the error of a page, after which the stream ends until it is resumed.
    fn fail(&mut self, number: u64, error: Error<E>) -> PageError<E> {
        self.state = State::Failed;
        self.in_flight.clear();
        self.is_again_requested = false;
        let place = (number, self.read);
        self.course.fail(place, &self.request, error.response());
        PageError {
            page: number,
            error,
        }
    }

    /// Notes the entries of a page by their ids. Fails if the list does not seem to go on.
    pub(super) fn accept(&mut self, read: ReadPage, ids: &[Id]) -> Result<(), PageError<E>> {
        if read.is_again {
            self.progress.note_again();
            return match self.recall(read.facts.count) {
                Ok(()) => Ok(()),
                Err(reason) => Err(self.refuse(read.number, read.raw, reason)),
            };
        }
        let noted = self.progress.note(News {
            number: read.number,
            page_count: read.page_count,
            is_last: read.is_last,
            is_empty: read.facts.is_empty,
            leads_on: !self.course.is_counted(),
            differs: self.course.is_by_offset(),
            ids,
            body: read.raw.body(),
        });
        let noted = noted.and_then(|()| {
            if !self.course.is_paged {
                return Ok(());
            }
            self.counts.note(read.number, read.facts.count, ids.len());
            self.recall(read.facts.count)
        });
        if let Err(reason) = noted {
            return Err(self.refuse(read.number, read.raw, reason));
        }
        self.led = matches!(read.step, Step::Broken(_)).then(|| read.raw.clone());
        let place = (read.number, self.read);
        let are_right = self.course.go_on(place, &read.facts, read.step);
        self.read = read.number;
        if !are_right {
            self.in_flight.clear();
            self.next = self.read.saturating_add(1);
        }
        self.last = read.is_last.then_some(read.raw);
        Ok(())
    }

    /// Adds the pages that are read again because the number of entries fell: entries that were to come can have moved
    /// there. More entries can be deleted while they are read.
    fn recall(&mut self, count: Option<u64>) -> Result<(), String> {
        if self.rereads && self.course.is_counted() && self.progress.has_ids() {
            let pages = self.counts.recall(count, self.first)?;
            // Backwards: what moves meanwhile moves to the front, to pages that are still to come.
            self.again.extend(pages.rev());
        }
        Ok(())
    }

    /// Returns an error if the number of entries changed, and the pages have fewer than the last one counts. It is returned
    /// once.
    ///
    /// If the number is the same on all pages, no entry moved past a page unless another took its place. Servers can count
    /// entries that the caller may not read.
    fn check_complete(&mut self) -> Option<PageError<E>> {
        let starts_with_all = self.course.starts_in_front() && self.is_complete;
        let count = self.counts.last().filter(|_| starts_with_all)?;
        let read = self.progress.count().filter(|read| *read < count)?;
        if !std::mem::take(&mut self.counts.has_changed) {
            return None;
        }
        let raw = self.last.clone()?;
        let reason = format!(
            "the last page counts {count} entries, and all pages together have {read}: entries were inserted or \
             deleted meanwhile, and some are missing; read by a key to miss none (`stream_by_…`, if the operation \
             has it), or read the list again"
        );
        Some(self.refuse(self.read, raw, reason))
    }

    fn refuse(&mut self, number: u64, raw: RawResponse, reason: String) -> PageError<E> {
        self.fail(number, Error::decode(DecodeError::new(reason), raw))
    }
}

impl Request {
    /// Returns a stream of the pages of a list; see [`Pages`].
    pub fn pages<D, E>(self, paging: impl Into<Paging>) -> Pages<D::Output, E>
    where
        D: Decode<Output: Send> + 'static,
        E: ErrorBody + Send + 'static,
    {
        let paging = paging.into();
        let is_paged = paging.is_paged(&self);
        let (mut parts, start) = self.into_pages(&paging);
        // There is always one.
        let request = parts.next().unwrap_or_else(|| parts.request().clone());
        let course = Course::new(paging, is_paged, start, &request);
        let first = course.first_number();
        Pages {
            parts,
            request,
            course,
            first,
            next: first,
            read: first.saturating_sub(1),
            page_count: None,
            again: VecDeque::new(),
            is_again_requested: false,
            rereads: false,
            concurrency: 1,
            in_flight: FuturesOrdered::new(),
            state: State::Reading,
            led: None,
            last: None,
            is_complete: true,
            progress: Progress::default(),
            counts: Counts::default(),
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
        let ids = match &read.facts.keys {
            Some(keys) => keys.iter().flatten().cloned().collect(),
            None => page.ids(),
        };
        for id in &ids {
            self.progress.insert(id);
        }
        let accepted = self.accept(read, &ids);
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
