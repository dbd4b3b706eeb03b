//! The entries that the response to a request must have.

use percent_encoding::percent_decode_str;

use super::Request;
use crate::{
    exchange::{expected::Expected, operation::Returns},
    model::id::Id,
};

impl Request {
    /// Returns the entries that the response must have: those that the operation declares, or else one for each item of a
    /// list that can be split.
    pub(crate) fn expected(&self) -> Expected {
        let count = match (self.operation.returns, self.sent) {
            (Some(Returns::Named(name)), _) => {
                return self
                    .named_entry(name)
                    .map_or(Expected::Any, Expected::Entry);
            }
            (Some(Returns::Sent), None) => self.body.entries(),
            (Some(Returns::Sent), Some(sent)) => Some(sent.count),
            (None, sent) => sent.filter(|sent| sent.is_split).map(|sent| sent.count),
        };
        count.map_or(Expected::Any, Expected::Entries)
    }

    /// Returns the id in the path parameter `name`.
    fn named_entry(&self, name: &str) -> Option<Id> {
        let (_, encoded) = self.path.iter().find(|(other, _)| *other == name)?;
        let text = percent_decode_str(encoded).decode_utf8_lossy();
        Some(Id::from(&*text))
    }
}
