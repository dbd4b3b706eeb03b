//! [`Hook`] and [`AsyncHook`]: code of the caller that runs before and after each attempt.

use std::{fmt, sync::Arc, time::Duration};

use futures_core::future::BoxFuture;
use http::{Extensions, header::HeaderMap};

use super::contract::Transport;
use crate::exchange::{
    headers, operation::Operation, raw_response::RawResponse, transport_error::TransportError,
};

/// Code that runs before and after each attempt to send a request, such as to count and measure, to add the headers of a
/// trace, or to set a token that changes.
///
/// It is added to a client by [`ClientBuilder::hook`](crate::ClientBuilder::hook). Hooks run in the order in which they
/// were added, on the task that sends the request, so they should not take long. A hook can set headers and stop an
/// attempt. It cannot change anything else, because the request was validated before.
///
/// ```
/// use specwright_runtime::{Attempt, Hook};
///
/// struct Tenant(String);
///
/// impl Hook for Tenant {
///     fn before(&self, attempt: &mut Attempt) -> Result<(), String> {
///         attempt.set_header("x-tenant", &self.0)
///     }
/// }
/// ```
pub trait Hook: Send + Sync {
    /// Called before an attempt.
    ///
    /// # Errors
    /// An error stops the attempt, and is the reason why. The request then fails with
    /// [`Error::Invalid`](crate::Error::Invalid) if this is the first attempt, or else with the error of the attempt
    /// before.
    fn before(&self, attempt: &mut Attempt) -> Result<(), String> {
        let _ = attempt;
        Ok(())
    }

    /// Called after an attempt with the response, whatever its status is, or with the reason why there is no complete
    /// one. `elapsed` is the time that the attempt took.
    ///
    /// It is called once for each attempt for which all hooks returned `Ok` before it, also if the call is dropped in the
    /// middle of the attempt.
    fn after(
        &self,
        attempt: &Attempt,
        result: Result<&RawResponse, &TransportError>,
        elapsed: Duration,
    ) {
        let _ = (attempt, result, elapsed);
    }
}

/// A [`Hook`] that can wait, such as for a token to replace one that has expired. [`TokenSource`](crate::TokenSource) is one.
///
/// It is added to a client by [`ClientBuilder::async_hook`](crate::ClientBuilder::async_hook). Both kinds of hooks run in
/// the order in which they were added. The time that they take is a part of the time of the attempt. If it is over, the
/// hook is dropped where it waits. Before an attempt, nothing is sent then, and the attempt counts as
/// [`NotSent`](crate::Departure::NotSent). After it, the result of the attempt stays as it is.
///
/// ```
/// use futures_core::future::BoxFuture;
/// use specwright_runtime::{AsyncHook, Attempt};
///
/// struct Signature;
///
/// impl AsyncHook for Signature {
///     fn before<'a>(&'a self, attempt: &'a mut Attempt) -> BoxFuture<'a, Result<(), String>> {
///         Box::pin(async move { attempt.set_header("x-signature", &sign().await) })
///     }
/// }
/// # async fn sign() -> String { String::new() }
/// ```
pub trait AsyncHook: Send + Sync {
    /// Called before an attempt.
    ///
    /// # Errors
    /// An error stops the attempt, as in [`Hook::before`].
    fn before<'a>(&'a self, attempt: &'a mut Attempt) -> BoxFuture<'a, Result<(), String>> {
        let _ = attempt;
        Box::pin(async { Ok(()) })
    }

    /// Called after an attempt, as in [`Hook::after`], but not if the call is dropped in the middle of the attempt. If the
    /// attempt ended because its time was over, this cannot wait for anything.
    ///
    /// With [`Next::SendAgain`], the request is sent once more, if that is safe.
    fn after<'a>(
        &'a self,
        attempt: &'a Attempt,
        result: Result<&'a RawResponse, &'a TransportError>,
        elapsed: Duration,
    ) -> BoxFuture<'a, Next> {
        let _ = (attempt, result, elapsed);
        Box::pin(async { Next::Proceed })
    }
}

/// The wish of an [`AsyncHook`] after an attempt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Next {
    /// The result of the attempt counts. The rules for retries decide about another one.
    #[default]
    Proceed,
    /// The request is sent again at once, such as with another token.
    ///
    /// That is done once for each request, in addition to its retries, and only if the server rejected the attempt (a status
    /// from 400 to 499, apart from 408 and 429). A request that may have taken effect is not sent again for a hook, and
    /// neither is one whose body can be sent only once.
    SendAgain,
}

/// A hook of either kind.
#[derive(Clone)]
pub(crate) enum AnyHook {
    Sync(Arc<dyn Hook>),
    Async(Arc<dyn AsyncHook>),
}

/// An attempt to send a request.
pub struct Attempt {
    pub(crate) operation: &'static Operation,
    pub(crate) number: u32,
    pub(crate) headers: HeaderMap,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) extensions: Extensions,
}

impl Attempt {
    /// Returns the operation.
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// Returns the number of the attempt, counted from 1.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Returns the headers, without those that the transport adds. Secrets are marked as sensitive.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Sets a header of this attempt. A header of the same name is replaced.
    ///
    /// # Errors
    /// Fails with the reason if the header cannot be sent, as in [`Request::with_header`](crate::Request::with_header).
    pub fn set_header(&mut self, name: &str, value: &str) -> Result<(), String> {
        headers::set(&mut self.headers, name, value)
    }

    /// Returns the values that hooks have kept of this attempt. See [`extensions_mut`](Attempt::extensions_mut).
    pub fn extensions(&self) -> &Extensions {
        &self.extensions
    }

    /// Returns the place for values that a hook keeps from before an attempt until after it, one of each type. They are not
    /// sent. A hook itself is called for many attempts at once, so that it cannot keep them.
    pub fn extensions_mut(&mut self) -> &mut Extensions {
        &mut self.extensions
    }

    /// Returns the transport of the client, such as to send a request for a token. What it sends is no attempt: there are no
    /// hooks, no retries, and no time limit but that of this attempt.
    pub fn transport(&self) -> &Arc<dyn Transport> {
        &self.transport
    }
}

/// Shows no secret headers.
impl fmt::Debug for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attempt")
            .field("operation", &format_args!("{}", self.operation))
            .field("number", &self.number)
            .field("headers", &self.headers)
            .finish_non_exhaustive()
    }
}
