// Generated from the OpenAPI document by `cargo xtask codegen`; edit that document, not this file.

use std::collections::BTreeMap;
use runtime::Value;

/// Where this page stands in the whole list. Old responses of the service have none.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct PageMeta {
    /// Number of entries that match, over all pages.
    pub count: i32,
    /// Number of pages; 0 when nothing matched. Tells the last page, which a short page does not.
    pub page_count: i32,
    /// Number of this page, counted from 1. It can be 0 when nothing matched.
    pub page_number: i32,
    /// Entries on a full page, after the server has cut `per_page` down to 200.
    pub page_size: i32,
    /// All other properties.
    pub additional: BTreeMap<String, Value>,
}

runtime::object!(PageMeta { count, page_count, page_number, page_size } and additional);

impl PageMeta {
    /// Creates a value from the required properties; all others are absent.
    pub fn new(count: i32, page_count: i32, page_number: i32, page_size: i32) -> Self {
        Self {
            count,
            page_count,
            page_number,
            page_size,
            additional: BTreeMap::new(),
        }
    }
}
