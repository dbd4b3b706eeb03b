//! [`Reconnect`]: opening a stream of events once more after it ended (HTML, section 9.2.3).

use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use futures_core::future::BoxFuture;
use tokio::time::sleep;

use super::byte_stream::ByteStream;
use crate::{exchange::error::Error, transport::retry::random_up_to};

/// Sends the request of a stream again. The argument is the id of the last event, or empty if there is none.
pub(crate) type Reopen<E> = Box<dyn Fn(&str) -> Option<Opening<E>> + Send + Sync>;

/// A request that was sent again.
pub(crate) type Opening<E> = BoxFuture<'static, Result<ByteStream<E>, Error<E>>>;

/// The wait before a stream is opened again, unless the server names another.
const WAIT: Duration = Duration::from_secs(1);

/// The longest wait, whatever the server names.
const MAX_WAIT: Duration = Duration::from_secs(60);

/// Opens a stream again after it ended.
pub(super) struct Reconnect<E> {
    /// `None` if the stream must not be opened again.
    reopen: Option<Reopen<E>>,
    /// The maximum number of times in a row without an event.
    max: u32,
    /// The number of times since the last event.
    count: u32,
    opening: Option<Opening<E>>,
}

impl<E: Send + 'static> Reconnect<E> {
    pub(super) fn new(reopen: Option<Reopen<E>>) -> Self {
        Self {
            reopen,
            max: 0,
            count: 0,
            opening: None,
        }
    }

    /// Sets the maximum number of times in a row without an event.
    pub(super) fn set_max(&mut self, max: u32) {
        self.max = max;
    }

    /// Notes that an event arrived.
    pub(super) fn note_event(&mut self) {
        self.count = 0;
    }

    /// Starts to open the stream again after `wait`, which doubles with each time without an event. Returns `false` if it
    /// must not be opened again.
    pub(super) fn start(&mut self, last_id: &str, wait: Option<Duration>) -> bool {
        if self.count >= self.max {
            return false;
        }
        let Some(opening) = self.reopen.as_ref().and_then(|reopen| reopen(last_id)) else {
            return false;
        };
        let wait = wait.unwrap_or(WAIT).saturating_mul(1 << self.count.min(16));
        let wait = wait.min(MAX_WAIT);
        self.count += 1;
        self.opening = Some(Box::pin(async move {
            // Without a random part, all clients of a server that was down would come back at once.
            sleep(wait + random_up_to(wait)).await;
            opening.await
        }));
        true
    }

    /// Returns the stream that is opened again, or `None` if none is.
    pub(super) fn poll(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<ByteStream<E>, Error<E>>>> {
        let Some(opening) = &mut self.opening else {
            return Poll::Ready(None);
        };
        let result = std::task::ready!(Pin::as_mut(opening).poll(context));
        self.opening = None;
        Poll::Ready(Some(result))
    }
}
