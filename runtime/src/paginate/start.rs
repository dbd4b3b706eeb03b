//! The start of a stream of pages: the request without what the stream sets, and where it begins.

use super::paging::{By, Paging, Place};
use crate::request::{Request, lists::ListParts};

/// The bytes of an address that are kept for a cursor, if a list is split by the length of addresses.
const CURSOR: usize = 512;

impl Request {
    /// Returns a request for each part of the list, which lacks what the stream sets, and where to start: the number of a
    /// page counted from 1, or the number of entries before it.
    pub(super) fn into_pages(mut self, paging: &Paging) -> (ListParts, u64) {
        let is_paged = paging.is_paged(&self);
        // Each request sets the parameter. There must be no other pair with its name, however it was set.
        let (start, least, name, reserve) = match paging.by {
            By::Number { parameter, first } => {
                let number = self.take_number(parameter, first, "a page");
                let number = number.map_or(1, |number| number - first + 1);
                // `&page=` and the longest number.
                (number, 1, parameter, parameter.len() + 22)
            }
            By::Offset { parameter } => {
                let offset = self.take_number(parameter, 0, "entries");
                (offset.unwrap_or(0), 0, parameter, parameter.len() + 22)
            }
            By::Cursor {
                place: Place::Query(name),
                ..
            } => {
                let is_set = self.query_value(name).is_some();
                (u64::from(is_set), 0, name, name.len() + CURSOR)
            }
            By::Cursor { .. } | By::Link | By::Address { .. } => (0, 0, "", 0),
        };
        // Pages have the maximum size, unless the request names one.
        if let Some((name, Some(max))) = paging.per_page
            && is_paged
            && self.query_value(name).is_none()
        {
            self = self.query(name, max);
        }
        let mut parts = self.into_list_parts(reserve);
        let start = if is_paged { start } else { least };
        if parts.total() > 1 && start != least {
            let reason = match paging.by {
                By::Number { .. } => format!(
                    "the request is sent in {} parts, and each has a page {start}; start with the first page",
                    parts.total()
                ),
                _ => format!(
                    "the request is sent in {} parts, and it is for one of them; start with the first page",
                    parts.total()
                ),
            };
            parts.refuse(name, reason);
        }
        (parts, start)
    }
}
