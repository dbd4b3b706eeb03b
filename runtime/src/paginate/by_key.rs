//! [`EntriesByKey`]: a stream of the entries of a list by a key, which loses nothing if they change meanwhile.

use std::{
    collections::HashSet,
    fmt,
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
    vec,
};

use futures_core::{Stream, future::BoxFuture};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use tokio::time::Instant;

use super::{
    checkpoint::{Checkpoint, CheckpointError},
    key::{Key, Novelty, SECOND, Seen, Version, digest, earlier, just_before},
    page::Page,
    page_error::unreadable_entry,
    paging::Paging,
    window::{Window, WindowPage},
};
use crate::{
    exchange::{decode_error::DecodeError, error::Error, raw_response::RawResponse},
    model::{id::Id, unreadable::Unreadable},
    request::Request,
    response::{Response, decode::Decode, error_body::ErrorBody},
};

/// The default of [`EntriesByKey::overlap`].
const OVERLAP: SignedDuration = SignedDuration::from_mins(5);

/// A stream of the entries of a list by a key: an instant that each entry has, such as that of its last change or of its
/// creation. None is lost if entries are inserted, changed or deleted meanwhile.
///
/// It does not count pages. Each request asks for the entries after an instant just before the last key that was read, in
/// ascending order, and those that were returned are recognized. By the time of the last change, an entry that changes
/// while the list is read comes again with its new key: each version comes once. So does one that changes again within
/// the same second, which is recognized by its content. By the time of creation, which never changes, each entry comes
/// once.
///
/// The stream starts with the first entry, or where the request has the list start. It ends when everything up to the end
/// of the list was read. [`checkpoint`](EntriesByKey::checkpoint) can then, or after any entry, be stored, and another
/// process continues by [`resume_from`](EntriesByKey::resume_from) with what was inserted or changed since:
///
/// ```no_run
/// # use specwright_runtime::{Checkpoint, EntriesByKey, Page};
/// # fn store(_: &Checkpoint) {}
/// # async fn run<P: Page, E: std::fmt::Debug>(
/// #     entries: EntriesByKey<P, E>,
/// #     stored: Option<Checkpoint>,
/// # ) -> Result<(), Box<dyn std::error::Error>> {
/// let mut entries = match stored {
///     Some(checkpoint) => entries.resume_from(checkpoint)?,
///     None => entries,
/// };
/// while let Some(entry) = entries.next().await {
///     let entry = entry.map_err(|error| error.to_string())?;
///     // Keep the entry, and then the checkpoint.
///     store(&entries.checkpoint());
/// }
/// # Ok(())
/// # }
/// ```
///
/// Guarantees:
///
/// - An entry that is in the list all the time is returned, and again after each change that a request can see.
/// - An entry that is deleted before it is read is not returned. No list tells of deletions.
/// - An entry that becomes visible late, because its transaction takes long, is returned by the next run, if it takes no
///   longer than the [`overlap`](EntriesByKey::overlap).
/// - Entries come in the order of their keys, but for those that moved while more than a page of them had the same key.
///
/// An entry that cannot be read is an error in its place. [`skip`](EntriesByKey::skip) goes on behind it, and
/// [`resume`](EntriesByKey::resume) requests it again.
///
/// A server that does not obey is an error: keys that do not ascend, keys before the requested instant, entries without a
/// key or an id, and entries with the same key that change their order from one request to the next.
///
/// To recognize entries, the stream keeps the id, the key and a digest of each that can come again: those from the time of
/// the run so far, and from the overlap before that. It takes about 100 bytes each.
#[must_use = "a stream does nothing unless it is polled"]
pub struct EntriesByKey<P: Page, E> {
    request: Request,
    paging: Paging,
    key: Key<P::Entry>,
    /// The list, as a checkpoint names it.
    list: String,
    overlap: SignedDuration,
    /// The instant at which the caller had the list start.
    from: Option<Timestamp>,
    /// The instant before which, less the overlap, everything was returned, whenever it became visible.
    complete: Option<Timestamp>,
    /// The time of the first request.
    started: Option<Instant>,
    seen: Seen,
    window: Window,
    in_flight: Option<Fetch<P, E>>,
    /// The new entries of the last page that were not returned yet.
    new: vec::IntoIter<New<P::Entry>>,
    /// The last page, until all its entries are returned.
    page: Option<WindowPage>,
    /// The response with that page, if one of its entries could not be read.
    faulty: Option<RawResponse>,
    /// The entry at which the stream has stopped, because it could not be read.
    stopped: Option<Option<Id>>,
    /// Entries that could not be read and were skipped.
    skipped: HashSet<Id>,
    state: State,
    digest: fn(&P::Entry) -> u64,
    send: fn(Request) -> Fetch<P, E>,
}

/// The response to a request.
type Fetch<P, E> = BoxFuture<'static, Result<Response<P>, Error<E>>>;

/// A new entry of a page.
enum New<T> {
    /// With its id and its version.
    Entry(Id, Version, T),
    /// One that could not be read, with its id if that is known.
    Unreadable(Option<Id>, Unreadable),
}

/// A page whose server obeyed, and its new entries.
type Checked<T> = (WindowPage, Vec<New<T>>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Reading,
    Failed,
    Done,
}

impl<P: Page, E> EntriesByKey<P, E> {
    /// Sets how far before its checkpoint a run starts to read. The default is 5 minutes.
    ///
    /// A server sets the time of a change before the change becomes visible. The overlap must be longer than that takes,
    /// including the differences between the clocks of its machines. Entries that were returned are recognized, and not
    /// returned again. If the overlap is longer than that of the run which made the checkpoint, those from the difference
    /// are returned again.
    pub fn overlap(mut self, overlap: Duration) -> Self {
        self.overlap = SignedDuration::try_from(overlap).unwrap_or(SignedDuration::MAX);
        self
    }

    /// Continues where the stream was that made the checkpoint, in this process or another one.
    ///
    /// The list must be the same: the operation, its path, and all parameters but those of the paging. A list that starts
    /// later than that of the checkpoint does ([`Key::after`]) starts there.
    ///
    /// # Errors
    /// Fails if the checkpoint is of another list or another key. [`Checkpoint::for_any_list`] allows another list.
    pub fn resume_from(mut self, checkpoint: Checkpoint) -> Result<Self, CheckpointError> {
        if checkpoint.key != self.key.name {
            return Err(CheckpointError::OtherKey {
                checkpoint: checkpoint.key,
                stream: self.key.name,
            });
        }
        if let Some(list) = checkpoint.list.as_ref().filter(|list| **list != self.list) {
            return Err(CheckpointError::OtherList {
                checkpoint: list.clone(),
                stream: self.list,
            });
        }
        self.from = self.from.max(checkpoint.from);
        self.complete = checkpoint.after.max(self.from);
        self.seen = checkpoint.into_seen();
        self.started = None;
        self.in_flight = None;
        self.new = Vec::new().into_iter();
        self.page = None;
        self.stopped = None;
        self.state = State::Reading;
        Ok(self)
    }

    /// Returns the place after the last entry that was returned. A run that continues there returns all others, and none of
    /// those that were returned.
    pub fn checkpoint(&self) -> Checkpoint {
        let since = self.start().map(|start| earlier(start, SECOND));
        Checkpoint {
            key: self.key.name.to_owned(),
            list: Some(self.list.clone()),
            after: self.complete,
            from: self.from,
            seen: Checkpoint::collect(&self.seen, since, self.key.is_constant),
        }
    }

    /// Returns the next entry, or `None` after the last one or an error.
    pub async fn next(&mut self) -> Option<Result<P::Entry, Error<E>>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Continues after an error with the request that failed, or with the page of the entry that could not be read. Entries
    /// that were returned are not returned again. It has no effect if there was no error.
    pub fn resume(&mut self) {
        if self.stopped.take().is_some() {
            self.new = Vec::new().into_iter();
            self.page = None;
            self.window.resume();
        }
        if self.state == State::Failed {
            self.state = State::Reading;
            self.window.resume();
        }
    }

    /// Continues behind an entry that could not be read. It has no effect after any other error, and if there was none.
    ///
    /// A checkpoint does not have the entries that were skipped. A run that continues there meets those again whose keys are
    /// within the overlap.
    ///
    /// In the scope of another trait with a method of this name, such as `StreamExt`, write
    /// `EntriesByKey::skip(&mut entries)`.
    pub fn skip(&mut self) {
        self.skipped.extend(self.stopped.take().flatten());
    }

    /// Stops at an entry that could not be read, and returns the error.
    fn stop(&mut self, id: Option<Id>, unreadable: &Unreadable) -> Option<Error<E>> {
        let response = self.faulty.clone()?;
        self.stopped = Some(id);
        Some(unreadable_entry(unreadable, response))
    }

    /// Returns all entries.
    ///
    /// # Errors
    /// Fails if a request fails. The entries before it are lost then. Use [`next`](EntriesByKey::next) to keep them.
    pub async fn all(mut self) -> Result<Vec<P::Entry>, Error<E>> {
        let mut entries = Vec::new();
        while let Some(entry) = self.next().await {
            entries.push(entry?);
        }
        Ok(entries)
    }

    /// Returns where a run starts to read that continues here.
    fn start(&self) -> Option<Timestamp> {
        let complete = self.complete?;
        let start = just_before(earlier(complete, self.overlap));
        Some(start.max(self.from.unwrap_or(Timestamp::MIN)))
    }

    /// Sends the request for the current page.
    fn request(&mut self) -> Fetch<P, E> {
        if self.started.is_none() {
            self.started = Some(Instant::now());
            self.window = Window::new(self.start());
        }
        let mut request = self.request.clone();
        if let Some(after) = self.window.after {
            request = request.query(self.key.after, after);
        }
        if self.paging.is_paged(&request) {
            request = self.paging.numbered(request, self.window.page);
        }
        (self.send)(request)
    }

    /// Keeps the new entries of a page.
    fn read(&mut self, response: Response<P>) -> Result<(), Error<E>> {
        let Response { value: page, raw } = response;
        let read = self.check(page, raw.body());
        let (page, new) =
            read.map_err(|reason| Error::decode(DecodeError::new(reason), raw.clone()))?;
        let is_faulty = new.iter().any(|new| matches!(new, New::Unreadable(..)));
        self.faulty = is_faulty.then_some(raw);
        self.page = Some(page);
        self.new = new.into_iter();
        Ok(())
    }

    /// Checks a page, and returns its new entries. Fails with the reason if the server did not do as it was told.
    fn check(&mut self, page: P, body: &[u8]) -> Result<Checked<P::Entry>, String> {
        let number = self.window.page;
        let page_count = page.page_count();
        let is_paged = self.paging.is_paged(&self.request);
        let is_empty = page.is_empty();
        let is_last = !is_paged || page_count.map_or(is_empty, |count| number >= count);
        let wanted = self.paging.wire_number(number);
        if let Some(other) = page.page_number().filter(|other| *other != wanted)
            && is_paged
            && !(is_empty && is_last)
        {
            return Err(format!(
                "page {wanted} was requested, and the response is page {other}"
            ));
        }
        let (mut entries, mut new, mut has_new) = (Vec::new(), Vec::new(), false);
        for (id, entry) in page.into_results() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(_) if id.as_ref().is_some_and(|id| self.skipped.contains(id)) => continue,
                Err(unreadable) => {
                    new.push(New::Unreadable(id, unreadable));
                    continue;
                }
            };
            let (id, version) = self.version(id, &entry, entries.last())?;
            entries.push((id.clone(), version));
            match self.seen.compare(&id, version, self.key.is_constant) {
                Novelty::Known => continue,
                Novelty::Changed => {}
                Novelty::New => has_new = true,
                Novelty::Moved => {
                    return Err(format!(
                        "`{}` of entry {id} changed, although it never changes by the document",
                        self.key.name
                    ));
                }
            }
            new.push(New::Entry(id, version, entry));
        }
        let page = WindowPage {
            entries,
            is_last,
            has_new,
        };
        self.window.check(&page, page_count, body)?;
        Ok((page, new))
    }

    /// Returns the id and the version of an entry. Fails if it has none, or if the server did not obey.
    fn version(
        &self,
        id: Option<Id>,
        entry: &P::Entry,
        before: Option<&(Id, Version)>,
    ) -> Result<(Id, Version), String> {
        let name = self.key.name;
        let id = id.ok_or("an entry has no id, by which it would be recognized")?;
        let Some(key) = (self.key.of)(entry) else {
            return Err(format!(
                "entry {id} has no `{name}`, so that its place is not known; filter such entries out, or read the \
                 list by page"
            ));
        };
        if let Some((other, before)) = before.filter(|(_, before)| before.key > key) {
            let (order, value) = self.key.order;
            return Err(format!(
                "entry {other} with the `{name}` {} comes before entry {id} with {key}; the server does not \
                 follow `{order}={value}`",
                before.key
            ));
        }
        if let Some(after) = self
            .window
            .after
            .filter(|after| key < earlier(*after, SECOND))
        {
            return Err(format!(
                "entry {id} has the `{name}` {key}, and entries after {after} were requested; the server does not \
                 follow `{}`",
                self.key.after
            ));
        }
        let digest = match self.key.is_constant {
            true => 0,
            false => (self.digest)(entry),
        };
        Ok((id, Version { key, digest }))
    }

    /// Goes on after all entries of a page were returned.
    fn advance(&mut self, page: &WindowPage) {
        let reached = if self.window.advance(page) {
            self.window.after
        } else {
            self.state = State::Done;
            let last = page.entries.last();
            last.map(|(_, version)| just_before(version.key))
        };
        // Whatever becomes visible from now on, or became visible since the first request, has a key of that time or later,
        // less the overlap. Keys are not in the future, so that the server's time at the first request was this at least.
        if let (Some(reached), Some(started)) = (reached, self.started) {
            let elapsed = SignedDuration::try_from(started.elapsed());
            let at_start = earlier(reached, elapsed.unwrap_or(SignedDuration::MAX));
            self.complete = self.complete.max(Some(at_start));
        }
        if let Some(start) = self.start() {
            self.seen.prune(earlier(start, SECOND));
        }
    }

    fn poll_response(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Error<E>>> {
        let mut in_flight = match self.in_flight.take() {
            Some(in_flight) => in_flight,
            None => self.request(),
        };
        let Poll::Ready(result) = in_flight.as_mut().poll(context) else {
            self.in_flight = Some(in_flight);
            return Poll::Pending;
        };
        let result = result.and_then(|response| self.read(response));
        if result.is_err() {
            self.state = State::Failed;
        }
        Poll::Ready(result)
    }
}

impl Request {
    /// Returns a stream of the entries of a list by a key; see [`EntriesByKey`].
    ///
    /// It sets the parameters for the order and the page. If the caller has set one of them, the request is invalid. It is
    /// too if a list has to be split into several requests. The parameter for the instant is where the list starts.
    pub fn entries_by_key<D, E>(
        self,
        paging: impl Into<Paging>,
        key: Key<<D::Output as Page>::Entry>,
    ) -> EntriesByKey<D::Output, E>
    where
        D: Decode<Output: Page<Entry: Serialize> + Send> + 'static,
        E: ErrorBody + Send + 'static,
    {
        let paging = paging.into();
        let [page, per_page] = paging.parameters();
        let list = self.list_name(&[page, per_page, key.order.0, key.after]);
        let (request, from) = self.prepare(&paging, key.name, key.after, key.order);
        EntriesByKey {
            request,
            paging,
            key,
            list,
            overlap: OVERLAP,
            from,
            complete: from,
            started: None,
            seen: Seen::default(),
            window: Window::default(),
            in_flight: None,
            new: Vec::new().into_iter(),
            page: None,
            faulty: None,
            stopped: None,
            skipped: HashSet::new(),
            state: State::Reading,
            digest: digest::<<D::Output as Page>::Entry>,
            send: |request| Box::pin(request.send_with_metadata::<D, E>()),
        }
    }
}

impl<P: Page, E> Unpin for EntriesByKey<P, E> {}

impl<P: Page, E> Stream for EntriesByKey<P, E> {
    type Item = Result<P::Entry, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.stopped.is_some() {
            return Poll::Ready(None);
        }
        loop {
            match self.new.next() {
                Some(New::Entry(id, version, entry)) => {
                    self.seen.insert(id, version);
                    return Poll::Ready(Some(Ok(entry)));
                }
                Some(New::Unreadable(id, unreadable)) => {
                    return Poll::Ready(self.stop(id, &unreadable).map(Err));
                }
                None => {}
            }
            if let Some(page) = self.page.take() {
                self.advance(&page);
            }
            if self.state != State::Reading {
                return Poll::Ready(None);
            }
            if let Err(error) = ready!(self.poll_response(context)) {
                return Poll::Ready(Some(Err(error)));
            }
        }
    }
}

impl<P: Page, E> fmt::Debug for EntriesByKey<P, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EntriesByKey")
            .field("request", &self.request)
            .field("key", &self.key.name)
            .field("window", &self.window.after)
            .field("page", &self.window.page)
            .field("recognized", &self.seen.versions.len())
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}
