//! The entries that the response to a request must have.

use std::{collections::HashSet, ops::Range};

use percent_encoding::percent_decode_str;

use super::{
    Request,
    items::{Items, ItemsTarget},
};
use crate::{
    exchange::{expected::Expected, operation::Returns},
    model::id::Id,
};

impl Request {
    /// Returns the entries that the response must have: those that the operation declares, or else one for each item of a
    /// list that can be split.
    pub(crate) fn expected(&self) -> Expected {
        let expected = match self.operation.returns {
            Some(Returns::Named(name)) => self.named_entry(name).map(Expected::Entry),
            Some(Returns::Sent) => self
                .sent
                .or_else(|| self.body.entries())
                .map(Expected::Entries),
            None => self.sent.map(Expected::Entries),
        };
        expected.unwrap_or(Expected::Any)
    }

    /// Returns the id in the path parameter `name`.
    fn named_entry(&self, name: &str) -> Option<Id> {
        let (_, encoded) = self.path.iter().find(|(other, _)| *other == name)?;
        let text = percent_decode_str(encoded).decode_utf8_lossy();
        Some(Id::from(&*text))
    }
}

impl Items {
    /// Returns the number of entries that some items stand for. Two equal objects are two entries that are created, and two
    /// equal ids or names are the same entry.
    pub(super) fn entries(&self, range: Range<usize>) -> usize {
        let texts = self.texts(range);
        match self.target {
            ItemsTarget::List if texts.iter().all(|text| text.starts_with('{')) => texts.len(),
            _ => texts.iter().collect::<HashSet<_>>().len(),
        }
    }
}
