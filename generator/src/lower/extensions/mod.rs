//! The extensions (`x-…`), each lowered in a file of its own.
//!
//! | extension | file |
//! |---|---|
//! | `x-unwrap`, `x-comma-separated` | `wrapper` |
//! | `x-split` | `split` |
//! | `x-calls` | `calls` |
//! | `x-paging` | `paging`, `paging_setting`, `paging_misfit`, `paged_by`, `page_places`, `keys` |
//! | `x-idempotent`, `x-idempotency-key` | `idempotency` |
//! | `x-returns` | `returns` |
//! | `x-streams-if` | `streams_if` |
//! | `x-results`, `x-references` | `results`, `references` |
//! | `x-errors` | `item_errors` |
//! | `x-from-text`, `x-from-map` | `forms` |
//! | `x-money` | `money` |
//! | `x-copies` | `copies` |
//! | `x-property-names` | `property_names` |
//!
//! An extension where it is not read is reported by `misplaced`. `x-nullable` needs no lowering.

pub(super) mod calls;
pub(super) mod copies;
pub(super) mod forms;
pub(super) mod idempotency;
pub(super) mod item_errors;
mod keys;
pub(super) mod misplaced;
pub(super) mod money;
mod page_places;
mod paged_by;
pub(super) mod paging;
pub(super) mod paging_misfit;
pub(super) mod paging_setting;
pub(super) mod property_names;
mod references;
pub(super) mod results;
pub(super) mod returns;
pub(super) mod split;
pub(super) mod streams_if;
pub(super) mod wrapper;
