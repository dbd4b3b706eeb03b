//! Several requests for one list: pages that are read, and chunks that are sent.
//!
//! `pages` and `entries` are streams over the pages of a response, as `page` describes them. `course` leads from each, by
//! its `facts`, to the next by a `paging`, with `link` for a header, and `start` finds the first. `progress` notices that a
//! list does not go on, and `count` that entries were inserted or deleted meanwhile. `by_key` is a stream over the entries
//! by a `key`, `window` by `window`, which a `checkpoint` continues. `chunks` is a stream over the requests into which a
//! long list is split.

pub(crate) mod by_key;
pub(crate) mod checkpoint;
pub(crate) mod chunk;
pub(crate) mod chunks;
pub(crate) mod count;
mod course;
pub(crate) mod entries;
mod facts;
pub(crate) mod key;
mod keyed_request;
mod link;
pub(crate) mod page;
pub(crate) mod page_error;
pub(crate) mod pages;
pub(crate) mod paging;
mod progress;
mod start;
mod window;
