//! Several requests for one list: pages that are read, and chunks that are sent.
//!
//! `pages` and `entries` are streams over the pages of a response, as `page` describes them. `progress` notices that a list
//! does not go on. `chunks` is a stream over the requests into which a long list is split.

pub(crate) mod chunk;
pub(crate) mod chunks;
pub(crate) mod entries;
pub(crate) mod page;
pub(crate) mod pages;
mod progress;
