//! [`Hook`]: code of the caller that runs before and after each attempt.

use std::time::Duration;

use http::header::HeaderMap;

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
    /// An error stops the attempt, and is the reason why. The request then fails with
    /// [`Error::Invalid`](crate::Error::Invalid) if this is the first attempt, or else with the error of the attempt
    /// before.
    fn before(&self, attempt: &mut Attempt) -> Result<(), String> {
        let _ = attempt;
        Ok(())
    }

    /// Called after an attempt with the response, whatever its status is, or with the reason why there is no complete
    /// one. `elapsed` is the time that the attempt took.
    fn after(
        &self,
        attempt: &Attempt,
        result: Result<&RawResponse, &TransportError>,
        elapsed: Duration,
    ) {
        let _ = (attempt, result, elapsed);
    }
}

/// An attempt to send a request.
#[derive(Debug)]
pub struct Attempt {
    pub(crate) operation: &'static Operation,
    pub(crate) number: u32,
    pub(crate) headers: HeaderMap,
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
}
