//! Blocking calls, for programs that are not asynchronous: [`Wait::wait`] instead of `.await`.
//!
//! ```no_run
//! use specwright_runtime::blocking::{Wait, WaitEach};
//! # use specwright_runtime::{Entries, Error, Page, Undocumented};
//! # fn run<P: Page>(call: impl Future<Output = Result<P, Error<Undocumented>>>, stream: Entries<P, Undocumented>) -> Result<(), Error<Undocumented>> {
//! let page = call.wait()?;
//! for entry in stream.wait_each() {
//!     let entry = entry?;
//! }
//! # Ok(())
//! # }
//! ```
//!
//! The first call starts a thread, which drives the connections of all calls. The calling thread sleeps until its call is
//! done. No setup is needed, and other parts of the program can be asynchronous.
//!
//! Both kinds of calls of one client can be mixed. A connection is used only by calls of the runtime that opened it, so that
//! a blocking call never waits for a runtime whose thread it blocks. A stream belongs to the runtime of the call that
//! returned it: do not read one of an asynchronous call by [`WaitEach`] on the only thread of its runtime.

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

/// Waits for a future.
pub trait Wait: Future + Sized {
    /// Blocks the thread until the future is ready, and returns its output.
    ///
    /// # Panics
    /// Panics if the thread that drives connections cannot be started.
    fn wait(self) -> Self::Output {
        let _context = handle().enter();
        // Within a task of tokio, the future would yield when the task has used up its budget. The budget is renewed
        // when the task yields, which it does not while it blocks.
        pollster::block_on(unconstrained(self))
    }
}

impl<F: Future> Wait for F {}

/// Waits for the items of a stream.
pub trait WaitEach: Stream + Unpin + Sized {
    /// Returns an iterator that blocks the thread until the next item is ready.
    fn wait_each(self) -> Each<Self> {
        Each(self)
    }
}

impl<S: Stream + Unpin> WaitEach for S {}

/// A stream as an iterator; see [`WaitEach::wait_each`].
#[derive(Debug)]
#[must_use = "an iterator does nothing unless it is used"]
pub struct Each<S>(S);

impl<S> Each<S> {
    /// Returns the stream, such as to resume it after an error.
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

/// Returns the runtime that drives timers and connections.
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
            .expect("the system allows a runtime for connections");
        let handle = runtime.handle().clone();
        thread::spawn(move || runtime.block_on(pending::<()>()));
        handle
    })
}
