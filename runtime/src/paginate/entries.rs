//! [`Entries`]: a stream of the entries of a list, across its pages.

use std::{
    fmt,
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll, ready},
    vec,
};

use futures_core::Stream;

use super::{count::Changes, page::Page, page_error::PageError, pages::Pages};

/// A stream of all entries of a list in their order, across its pages; see [`Pages`].
///
/// An entry on two pages is returned once. To recognize it, the stream keeps the id of each entry, which takes about 32
/// bytes.
///
/// If the number of all entries ([`Page::count`]) fell from one page to the next, entries that were to come can have moved
/// to pages that were read already. Those pages are read again, and what is new on them is returned after the page that
/// had the lower number. If the number changed, and the pages from the first to the last still have fewer different entries
/// than the last one counts, the stream ends with a [`PageError`] that says both numbers.
#[must_use = "a stream does nothing unless it is polled"]
pub struct Entries<P: Page, E> {
    pages: Pages<P, E>,
    /// The entries of the last page that were on no page before.
    page: vec::IntoIter<P::Entry>,
}

impl<P: Page, E> From<Pages<P, E>> for Entries<P, E> {
    fn from(mut pages: Pages<P, E>) -> Self {
        pages.rereads = true;
        Self {
            pages,
            page: Vec::new().into_iter(),
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

    /// Continues after an error with the page that failed. It has no effect if there was no error. After the error that
    /// entries are missing, nothing follows.
    pub fn resume(&mut self) {
        self.pages.resume();
    }

    /// Returns how the number of all entries changed from page to page so far.
    pub fn changes(&self) -> Changes {
        self.pages.changes()
    }

    /// Returns all entries.
    ///
    /// # Errors
    /// Fails if a page cannot be read, or if entries are missing at the end. The entries before it are lost then. Use [`next`](Entries::next) to keep them.
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
            if let Some(entry) = self.page.next() {
                return Poll::Ready(Some(Ok(entry)));
            }
            let (page, read) = match ready!(self.pages.poll_page(context)) {
                Some(Ok(read)) => read,
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            };
            let is_empty = page.is_empty();
            let (mut ids, mut new) = (Vec::new(), Vec::new());
            for (id, entry) in page.into_entries() {
                if id.as_ref().is_none_or(|id| self.pages.progress.insert(id)) {
                    new.push(entry);
                }
                ids.extend(id);
            }
            if let Err(error) = self.pages.accept(read, is_empty, &ids) {
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
