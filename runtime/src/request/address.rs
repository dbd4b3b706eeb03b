//! The length of an address, which servers and proxies limit.

use super::{Request, items::ItemsTarget};
use crate::exchange::invalid_request::{InvalidRequest, Location};

/// The maximum length of the address of a request with a list that can be split.
///
/// No standard limits it, but everything on the way does, and responds with 414 or closes the connection: nginx to 8,192
/// bytes for the request line by default, Apache to 8,190, CloudFront to 8,192 for the URL, an AWS Application Load
/// Balancer to 16,384 for the request line, IIS to 4,096 for the URL. A proxy can add a prefix or encode the
/// commas between items again, which triples them. So 4,000 bytes are left to us.
pub(super) const MAX_ADDRESS: usize = 4_000;

impl Request {
    /// Returns the number of bytes that are left for the values of some query parameters, or `None` if the request has
    /// no address.
    pub(super) fn room_beside(&self, names: &[&'static str], reserve: usize) -> Option<usize> {
        let mut without = self.clone();
        without.lists.clear();
        without.items = None;
        without
            .query
            .retain(|pair| pair.extra || !names.contains(&pair.parameter));
        let mut len = without.uri().ok()?.to_string().len();
        // The name with `?` or `&` and `=`.
        for name in names {
            len += name.len() + 2;
        }
        Some(MAX_ADDRESS.saturating_sub(len.saturating_add(reserve)))
    }

    /// Checks that the address is short enough, if a list makes it long that can be split.
    pub(super) fn check_address(&self, len: usize) -> Result<(), InvalidRequest> {
        if len <= MAX_ADDRESS {
            return Ok(());
        }
        let items = self.items.as_ref();
        let items = items.filter(|items| items.target == ItemsTarget::Query && items.len > 1);
        let mut lists = self.lists.iter().filter(|list| list.len > 1);
        let way_out = match (items, lists.next()) {
            (Some(items), _) => format!("`chunks` sends the items of `{}`", items.name),
            (None, Some(list)) => format!("`stream` and `pages` send the items of `{}`", list.name),
            (None, None) => return Ok(()),
        };
        let reason = format!(
            "it has {len} bytes, allowed with a list: at most {MAX_ADDRESS}; {way_out} in several requests"
        );
        Err(InvalidRequest::new(
            self.operation,
            Location::Url,
            "",
            reason,
        ))
    }
}
