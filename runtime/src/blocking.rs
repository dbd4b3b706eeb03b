//! The same calls for programs that are not asynchronous: [`Wait::wait`] in place of `.await`.
//!
//! ```no_run
//! use runtime::blocking::{Wait, WaitEach};
//! # use runtime::{Entries, Error, Page, Undocumented};
//! # fn run<P: Page>(call: impl Future<Output = Result<P, Error<Undocumented>>>, stream: Entries<P, Undocumented>) -> Result<(), Error<Undocumented>> {
//! let page = call.wait()?;
//! for entry in stream.wait_each() {
//!     let entry = entry?;
//! }
//! # Ok(())
//! # }
//! ```
//!
//! A thread of its own, started by the first call, moves the bytes of all connections; the calling thread
//! sleeps until its answer is there. Nothing has to be set up, and it does no harm that a program is asynchronous
//! in other places, though a thread that should do other work meanwhile is better served by `.await`.
//!
//! One thing does not go together: to `.await` calls of a client on a runtime with a single thread, and to wait for calls
//! of the same client on that thread. A connection that the first kept open is moved by that runtime, which stands still
//! meanwhile, so the second can end by its time limit. Use two clients there, made by two builders.

use std::{
    future::{Future, pending, poll_fn},
    pin::Pin,
    sync::OnceLock,
    thread,
};

use futures_core::Stream;
use tokio::{
    runtime::{Builder, Handle},
    task::coop::unconstrained,
};

/// Waits for anything that could be awaited.
pub trait Wait: Future + Sized {
    /// Sleeps until it is done.
    ///
    /// # Panics
    /// If the system lets no thread be started for the connections.
    fn wait(self) -> Self::Output {
        let _context = handle().enter();
        // Within a task of tokio, what is awaited would pause once the task has used up its turn, and the turn
        // only ends with the task: nothing would ever go on.
        pollster::block_on(unconstrained(self))
    }
}

impl<F: Future> Wait for F {}

/// Waits for each item of a stream.
pub trait WaitEach: Stream + Unpin + Sized {
    /// An iterator that sleeps until the next item is there.
    fn wait_each(self) -> Each<Self> {
        Each(self)
    }
}

impl<S: Stream + Unpin> WaitEach for S {}

/// A stream as an iterator; see [`WaitEach::wait_each`].
#[derive(Debug)]
#[must_use = "nothing happens until it is asked for its items"]
pub struct Each<S>(S);

impl<S> Each<S> {
    /// The stream, to go on after an error, say.
    pub fn stream(&mut self) -> &mut S {
        &mut self.0
    }
}

impl<S: Stream + Unpin> Iterator for Each<S> {
    type Item = S::Item;

    fn next(&mut self) -> Option<S::Item> {
        poll_fn(|context| Pin::new(&mut self.0).poll_next(context)).wait()
    }
}

/// What drives timers and connections.
fn handle() -> &'static Handle {
    static HANDLE: OnceLock<Handle> = OnceLock::new();
    HANDLE.get_or_init(|| {
        #[allow(
            clippy::expect_used,
            reason = "documented, and nothing can go on without it"
        )]
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("the system lets connections be watched");
        let handle = runtime.handle().clone();
        thread::spawn(move || runtime.block_on(pending::<()>()));
        handle
    })
}
