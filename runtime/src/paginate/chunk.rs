//! [`Chunk`]: the result of one of the requests that a list was split into.

use std::{fmt, ops::Range};

use crate::{
    exchange::{error::Error, outcome::Outcome, secrets::Secrets},
    response::Response,
};

/// One of the requests that a list was split into, and its result.
#[derive(Debug)]
#[non_exhaustive]
pub struct Chunk<T, E> {
    /// The indexes of its items in the list of the caller.
    pub items: Range<usize>,
    /// The result of the request.
    pub result: Result<Response<T>, Error<E>>,
}

/// The reason why the server rejected an item of a list, or a request as a whole.
#[non_exhaustive]
pub struct Refusal<'a, T> {
    /// The index of the item in the list of the caller, or `None` if the server names no item.
    pub item: Option<usize>,
    /// The reason.
    pub reason: &'a T,
    /// The secrets that `Debug` does not show. They are no part of the value.
    secrets: &'a Secrets,
}

/// Shows no secret that the client sends, if the server repeats it in the reason.
impl<T: fmt::Debug> fmt::Debug for Refusal<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refusal")
            .field("item", &self.item)
            .field("reason", &self.secrets.debug(self.reason))
            .finish()
    }
}

impl<T: PartialEq> PartialEq for Refusal<'_, T> {
    fn eq(&self, other: &Self) -> bool {
        self.item == other.item && self.reason == other.reason
    }
}

/// An error body with a reason for each item of a list.
pub trait ItemErrors {
    /// The type of a reason.
    type Reason;

    /// Returns all reasons, each with the index of its item in the list that was sent.
    fn item_errors(&self) -> impl Iterator<Item = (Option<usize>, &Self::Reason)>;
}

impl<T, E> Chunk<T, E> {
    /// Returns whether its items took effect, as far as the client can know.
    pub fn outcome(&self) -> Outcome {
        match &self.result {
            // Only a documented 202 leaves it open.
            Ok(response) if response.raw.outcome() == Outcome::Unknown => Outcome::Unknown,
            Ok(_) => Outcome::Applied,
            Err(error) => error.outcome(),
        }
    }

    /// Returns the reasons why the server rejected the request, each with the index of its item in the list of the
    /// caller. There are none unless the response has the documented error body.
    pub fn refusals(&self) -> impl Iterator<Item = Refusal<'_, E::Reason>>
    where
        E: ItemErrors,
    {
        let error = self.result.as_ref().err();
        let refused = error.and_then(|error| Some((error.api()?, error.response()?.secrets())));
        refused.into_iter().flat_map(|(body, secrets)| {
            body.item_errors().map(|(index, reason)| Refusal {
                item: index.and_then(|index| self.items.clone().nth(index)),
                reason,
                secrets,
            })
        })
    }
}
