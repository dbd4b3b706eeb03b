//! [`Entries`]: a stream of the entries of a list, across its pages.

use std::{
    fmt,
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll, ready},
    vec,
};

use futures_core::Stream;

use super::{
    count::Changes,
    page::Page,
    page_error::{PageError, unreadable_entry},
    pages::Pages,
};
use crate::{
    exchange::raw_response::RawResponse,
    model::{id::Id, unreadable::Unreadable},
};

/// A stream of all entries of a list in their order, across its pages; see [`Pages`].
///
/// An entry on two pages is returned once. To recognize it, the stream keeps the id of each entry, which takes about 32
/// bytes.
///
/// If the number of all entries ([`Page::count`]) fell from one page to the next, entries that were to come can have moved
/// to pages that were read already. Those pages are read again, and what is new on them is returned after the page that
/// had the lower number. If the number changed, and the pages from the first to the last still have fewer different entries
/// than the last one counts, the stream ends with a [`PageError`] that says both numbers.
///
/// The stream ends at an error, until it is told to go on: by [`resume`](Entries::resume), which requests the page again, or
/// by [`skip`](Entries::skip). If a response has its entries in a collection by id (`x-results` of the document), an entry
/// that cannot be read, or that the response does not contain, is an error in its place among the entries:
///
/// ```no_run
/// # use specwright_runtime::{Entries, Page, Undocumented};
/// # async fn run<P: Page<Entry = u32>>(mut entries: Entries<P, Undocumented>) {
/// while let Some(entry) = entries.next().await {
///     match entry {
///         Ok(entry) => println!("{entry}"),
///         Err(error) => {
///             eprintln!("{error}"); // page 3: … time_entries.123.time_in_minutes: …
///             entries.skip(); // goes on with the entry behind it
///         }
///     }
/// }
/// # }
/// ```
#[must_use = "a stream does nothing unless it is polled"]
pub struct Entries<P: Page, E> {
    pages: Pages<P, E>,
    /// The entries of the last page that were on no page before.
    page: vec::IntoIter<Found<P::Entry>>,
    /// The number of the last page and its response, if one of its entries could not be read.
    faulty: Option<(u64, RawResponse)>,
    /// The entry at which the stream has stopped.
    stopped: Option<Option<Id>>,
}

/// An entry of a page with its id, or the reason why it could not be read.
type Found<T> = (Option<Id>, Result<T, Unreadable>);

impl<P: Page, E> From<Pages<P, E>> for Entries<P, E> {
    fn from(mut pages: Pages<P, E>) -> Self {
        pages.rereads = true;
        Self {
            pages,
            page: Vec::new().into_iter(),
            faulty: None,
            stopped: None,
        }
    }
}

impl<P: Page, E> Entries<P, E> {
    /// Sets the maximum number of concurrent requests; see [`Pages::concurrency`].
    pub fn concurrency(mut self, pages: usize) -> Self {
        self.pages = self.pages.concurrency(pages);
        self
    }

    /// Returns the next entry, or `None` after the last one or an error.
    pub async fn next(&mut self) -> Option<Result<P::Entry, PageError<E>>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Continues after an error with the page that failed, which is requested again. Entries that were returned already are
    /// not returned again. It has no effect if there was no error. After the error that
    /// entries are missing, the next part of the list follows, if there is one.
    pub fn resume(&mut self) {
        match (self.stopped.take(), &self.faulty) {
            (Some(id), Some((number, _))) => {
                let rest = self.page.by_ref().filter_map(|(id, _)| id);
                self.pages.reread(*number, id.into_iter().chain(rest));
            }
            _ => self.pages.resume(),
        }
    }

    /// Continues after an error behind what could not be read: the entry, or the page if that could not be read as a whole
    /// ([`Pages::skip`]). It has no effect if there was no error.
    ///
    /// In the scope of another trait with a method of this name, such as `StreamExt`, write `Entries::skip(&mut entries)`.
    pub fn skip(&mut self) {
        if self.stopped.take().is_none() {
            self.pages.skip();
        }
    }

    /// Returns how the number of all entries changed from page to page so far.
    pub fn changes(&self) -> Changes {
        self.pages.changes()
    }

    /// Returns all entries.
    ///
    /// # Errors
    /// Fails if a page or an entry cannot be read, or if entries are missing at the end. The entries before it are lost then.
    /// Use [`next`](Entries::next) to keep them.
    pub async fn all(mut self) -> Result<Vec<P::Entry>, PageError<E>> {
        let mut entries = Vec::new();
        while let Some(entry) = self.next().await {
            entries.push(entry?);
        }
        Ok(entries)
    }

    /// Stops at an entry that could not be read, and returns the error.
    fn stop(&mut self, id: Option<Id>, unreadable: &Unreadable) -> Option<PageError<E>> {
        let (page, response) = self.faulty.clone()?;
        self.stopped = Some(id);
        Some(PageError {
            page,
            error: unreadable_entry(unreadable, response),
        })
    }
}

impl<P: Page, E> Unpin for Entries<P, E> {}

impl<P: Page, E> Stream for Entries<P, E> {
    type Item = Result<P::Entry, PageError<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.stopped.is_some() {
            return Poll::Ready(None);
        }
        loop {
            match self.page.next() {
                Some((_, Ok(entry))) => return Poll::Ready(Some(Ok(entry))),
                Some((id, Err(unreadable))) => {
                    return Poll::Ready(self.stop(id, &unreadable).map(Err));
                }
                None => {}
            }
            let (page, read) = match ready!(self.pages.poll_page(context)) {
                Some(Ok(read)) => read,
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            };
            let (mut ids, mut new) = (Vec::new(), Vec::new());
            let mut keys = read.facts.keys.iter().flatten();
            for (id, entry) in page.into_results() {
                let id = keys.next().map_or(id, Clone::clone);
                if id.as_ref().is_none_or(|id| self.pages.progress.insert(id)) {
                    new.push((id.clone(), entry));
                }
                ids.extend(id);
            }
            let is_faulty = new.iter().any(|(_, entry)| entry.is_err());
            self.faulty = is_faulty.then(|| (read.number, read.raw.clone()));
            if let Err(error) = self.pages.accept(read, &ids) {
                return Poll::Ready(Some(Err(error)));
            }
            self.page = new.into_iter();
        }
    }
}

impl<P: Page, E> fmt::Debug for Entries<P, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entries")
            .field("pages", &self.pages)
            .field("seen", &self.pages.progress.seen())
            .finish_non_exhaustive()
    }
}
