//! The request of a stream by a key, without the parameters that the stream sets.

use jiff::Timestamp;

use super::paging::{By, Paging};
use crate::request::Request;

impl Request {
    /// Returns the request without the parameters that a stream by a key sets, and the instant at which it starts.
    pub(super) fn prepare(
        mut self,
        paging: &Paging,
        key: &'static str,
        after: &'static str,
        (order, ascending): (&'static str, &'static str),
    ) -> (Self, Option<Timestamp>) {
        let [page, _] = paging.parameters();
        if !matches!(paging.by, By::Number { .. }) {
            let reason = format!("reading by `{key}` needs pages with numbers; use `stream`");
            self.refuse_query(page, reason);
        }
        for name in [order, page] {
            if self.take_query(name).is_some() {
                let reason = format!("reading by `{key}` sets it; do not set it, or use `stream`");
                self.refuse_query(name, reason);
            }
        }
        let from = self.take_query(after).and_then(|text| {
            let instant = text.parse().ok();
            if instant.is_none() {
                let reason = "it is not an instant, from which the list could be read".to_owned();
                self.refuse_query(after, reason);
            }
            instant
        });
        let (mut parts, _) = self.query(order, ascending).into_pages(paging);
        if let Some(list) = parts.split_list() {
            let reason = format!(
                "the list needs {} requests, and reading by `{key}` is for a single list; read by key with fewer items \
                 at a time, each with a checkpoint of its own, or use `stream`",
                parts.total()
            );
            parts.refuse(list, reason);
        }
        let request = parts.next().unwrap_or_else(|| parts.request().clone());
        (request, from)
    }
}
