//! [`PageError`]: a page that cannot be read, and the error of an entry that cannot.

use std::fmt;

use crate::{
    exchange::{decode_error::DecodeError, error::Error, raw_response::RawResponse},
    model::unreadable::Unreadable,
    response::{
        any_body::AnyBody,
        error_body::{ErrorBody, SharedErrorBody, Undocumented},
    },
};

/// The error of a page that cannot be read, or of a list that misses entries at its end. All pages before it were returned
/// already.
#[derive(Debug)]
#[non_exhaustive]
pub struct PageError<E> {
    /// The number of the page, counted from 1.
    pub page: u64,
    /// The error.
    pub error: Error<E>,
}

/// `page 3: GET /pets (list-pets): 503 Service Unavailable: …`
impl<E> fmt::Display for PageError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "page {}: {}", self.page, self.error)
    }
}

impl<E: fmt::Debug> std::error::Error for PageError<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.error.source()
    }
}

impl<E> From<PageError<E>> for Error<E> {
    fn from(error: PageError<E>) -> Self {
        error.error
    }
}

impl<E: ErrorBody + fmt::Debug + Sync> From<PageError<E>> for Error<AnyBody> {
    fn from(error: PageError<E>) -> Self {
        error.error.into()
    }
}

impl<E: SharedErrorBody> From<PageError<Undocumented>> for Error<E> {
    fn from(error: PageError<Undocumented>) -> Self {
        error.error.into()
    }
}

/// Makes the error of a stream that stops at an entry of this response which cannot be read.
pub(super) fn unreadable_entry<E>(unreadable: &Unreadable, response: RawResponse) -> Error<E> {
    let error = DecodeError::new(unreadable.reason()).at(Some(unreadable.path().to_owned()));
    Error::decode(error.proving(true), response)
}
