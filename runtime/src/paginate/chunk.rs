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
    /// The indexes of its items in the list of the caller, including those that were left out.
    pub items: Range<usize>,
    /// The result of the request, or of the last one if items were left out.
    pub result: Result<Response<T>, Error<E>>,
    /// The requests that were sent again without some items.
    pub(super) before: Vec<Refused<E>>,
    /// The indexes of the items of the last request, if some were left out.
    pub(super) sent: Option<Vec<usize>>,
}

/// A request that the server refused because of some of its items, and that was sent again without them.
#[derive(Debug)]
pub(super) struct Refused<E> {
    /// The indexes of its items in the list of the caller.
    pub(super) items: Vec<usize>,
    pub(super) error: Error<E>,
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
    /// Returns the indexes of the items that the result is about, in the list of the caller. These are all of
    /// [`items`](Chunk::items), apart from those that [`Chunks::without_refused`](crate::Chunks::without_refused) left out.
    /// A response has its entries for these items.
    pub fn sent_items(&self) -> impl Iterator<Item = usize> {
        let all = match self.sent {
            Some(_) => 0..0,
            None => self.items.clone(),
        };
        all.chain(self.sent.iter().flatten().copied())
    }

    /// Returns the indexes of the items that were left out because the server refused them, in the list of the caller. They
    /// did not take effect. [`refusals`](Chunk::refusals) has the reasons.
    pub fn left_out(&self) -> impl Iterator<Item = usize> {
        let is_left_out = |index: &usize| match &self.sent {
            Some(sent) => !sent.contains(index),
            None => false,
        };
        self.items.clone().filter(is_left_out)
    }

    /// Returns whether its items took effect, as far as the client can know: those that the last request had
    /// ([`sent_items`](Chunk::sent_items)).
    pub fn outcome(&self) -> Outcome {
        match &self.result {
            // Only a documented 202 leaves it open.
            Ok(response) if response.raw.outcome() == Outcome::Unknown => Outcome::Unknown,
            Ok(_) => Outcome::Applied,
            Err(error) => error.outcome(),
        }
    }

    /// Returns the reasons why the server rejected the request, and those before it that were sent again without the items
    /// that it rejected, each with the index of its item in the list of the caller. There are none unless the response has
    /// the documented error body.
    pub fn refusals(&self) -> impl Iterator<Item = Refusal<'_, E::Reason>>
    where
        E: ItemErrors,
    {
        let last = self.result.as_ref().err();
        let last = last.map(|error| (error, self.sent.as_deref()));
        let before = self.before.iter();
        let before = before.map(|refused| (&refused.error, Some(&*refused.items)));
        let errors = before
            .chain(last)
            .filter_map(|(error, sent)| Some((error.api()?, error.response()?.secrets(), sent)));
        errors.flat_map(move |(body, secrets, sent)| {
            body.item_errors().map(move |(index, reason)| Refusal {
                item: index.and_then(|index| match sent {
                    Some(sent) => sent.get(index).copied(),
                    None => self.items.clone().nth(index),
                }),
                reason,
                secrets,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_are_equal_if_the_item_and_the_reason_are() {
        let secrets = Secrets::default();
        let refusal = |item, reason| Refusal {
            item,
            reason,
            secrets: &secrets,
        };
        assert!(refusal(Some(1), &"full") == refusal(Some(1), &"full"));
        assert!(refusal(Some(1), &"full") != refusal(Some(2), &"full"));
        assert!(refusal(Some(1), &"full") != refusal(Some(1), &"late"));
        assert!(refusal(Some(1), &"full") != refusal(None, &"late"));
    }
}
