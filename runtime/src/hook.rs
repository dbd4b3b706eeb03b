//! [`Hook`]: code of the caller that sees every attempt at every request.

use std::time::Duration;

use reqwest::header::HeaderMap;

use crate::{Operation, RawResponse, TransportError, headers};

/// Code that runs before and after every attempt at a request: to count and measure, to add the headers
/// of a trace, or to put in a token that changes.
///
/// Given to a client by [`ClientBuilder::hook`](crate::ClientBuilder::hook). Hooks run in the order in which
/// they were added, on the task that sends, so they should not take long. They can add headers and stop an
/// attempt, and nothing else: what is asked of the server stays what was checked.
///
/// ```
/// use runtime::{Attempt, Hook};
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
    /// The reason why this attempt is not to be made. The call then fails: with
    /// [`Error::Invalid`](crate::Error::Invalid) if it is the first one, with the error of the attempt
    /// before otherwise.
    fn before(&self, attempt: &mut Attempt) -> Result<(), String> {
        let _ = attempt;
        Ok(())
    }

    /// Called after an attempt with the answer, whatever its status is, or with the reason why there is no
    /// complete one. `elapsed` is the time that the attempt took.
    fn after(
        &self,
        attempt: &Attempt,
        result: Result<&RawResponse, &TransportError>,
        elapsed: Duration,
    ) {
        let _ = (attempt, result, elapsed);
    }
}

/// One attempt at a request.
#[derive(Debug)]
pub struct Attempt {
    pub(crate) operation: &'static Operation,
    pub(crate) number: u32,
    pub(crate) headers: HeaderMap,
}

impl Attempt {
    /// The operation that is called.
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// Which attempt this is, counted from 1.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// The headers that are sent, without those that the transport adds. Secrets are marked as sensitive.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Sets a header of this attempt, in place of one of the same name.
    ///
    /// # Errors
    /// Why it cannot be sent, as for [`Request::with_header`](crate::Request::with_header).
    pub fn set_header(&mut self, name: &str, value: &str) -> Result<(), String> {
        headers::set(&mut self.headers, name, value)
    }
}
