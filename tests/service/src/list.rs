//! Lists: which entries are on a page, in which order.

use std::cmp::Reverse;

use crate::{
    error::Refused,
    filter::Filter,
    parameters::Parameters,
    store::{Entry, Store},
};

/// The largest page.
pub const MAX_PAGE: usize = 200;

/// The entries of a page, and where it is in the whole list.
pub(crate) struct Page {
    pub(crate) ids: Vec<u64>,
    /// The number of entries on all pages.
    pub(crate) count: usize,
    pub(crate) page_count: usize,
    pub(crate) page_number: usize,
    pub(crate) page_size: usize,
}

impl Page {
    /// Makes a page of these entries and no others.
    pub(crate) fn of(ids: Vec<u64>) -> Self {
        Self {
            count: ids.len(),
            ids,
            page_count: 1,
            page_number: 1,
            page_size: 20,
        }
    }
}

/// Returns a page of the entries that the filters let through.
pub(crate) fn list(
    store: &Store,
    parameters: &Parameters,
    includes_bounds: bool,
) -> Result<Page, Refused> {
    let filter = Filter::new(parameters, includes_bounds)?;
    let mut found: Vec<&Entry> = store
        .entries()
        .filter(|entry| filter.admits(store, entry))
        .collect();
    sort(&mut found, parameters.get("order").unwrap_or_default());
    let count = found.len();
    let page_size = parameters
        .parse("per_page")?
        .unwrap_or(20)
        .clamp(1, MAX_PAGE);
    let page: usize = parameters.parse("page")?.unwrap_or(1).max(1);
    let page_count = count.div_ceil(page_size);
    let limit: Option<usize> = parameters.parse("limit")?;
    let offset: Option<usize> = parameters.parse("offset")?;
    let (skipped, taken) = match (limit, offset) {
        _ if parameters.has("only") => (0, count),
        (None, None) => ((page - 1).saturating_mul(page_size), page_size),
        (limit, offset) => (
            offset.unwrap_or(0),
            limit.unwrap_or(page_size).min(MAX_PAGE),
        ),
    };
    let ids = found.iter().skip(skipped).take(taken).map(|entry| entry.id);
    Ok(Page {
        ids: ids.collect(),
        count,
        page_count,
        // There is no page 1 of an empty list.
        page_number: if count == 0 { 0 } else { page },
        page_size,
    })
}

/// Sorts by a field, and entries with the same value by id. An unknown order is the default one.
fn sort(entries: &mut [&Entry], order: &str) {
    let created = |entry: &Entry| entry.created_at.as_second();
    let updated = |entry: &Entry| entry.updated_at.as_second();
    match order {
        "created_at:asc" => entries.sort_by_key(|entry| (created(entry), entry.id)),
        "created_at:desc" => entries.sort_by_key(|entry| (Reverse(created(entry)), entry.id)),
        "updated_at:asc" => entries.sort_by_key(|entry| (updated(entry), entry.id)),
        "updated_at:desc" => entries.sort_by_key(|entry| (Reverse(updated(entry)), entry.id)),
        "date_performed:asc" => entries.sort_by_key(|entry| (entry.date_performed, entry.id)),
        _ => entries.sort_by_key(|entry| (Reverse(entry.date_performed), entry.id)),
    }
}
