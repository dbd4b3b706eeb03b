//! [`Page`]: a page of a list, and [`PageParameters`]: the parameters for its number.

use crate::model::{id::Id, unreadable::Unreadable};

/// A page of a list.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a page of a list",
    label = "not a page of a list"
)]
pub trait Page {
    /// The type of an entry of the list.
    type Entry;

    /// Returns the current number of pages, or `None` if the page does not have it. The list then ends with the first
    /// page without entries.
    fn page_count(&self) -> Option<u64> {
        None
    }

    /// Returns the number of this page, counted from 1, or `None` if the page does not have it. A page with another number
    /// than the requested one is an error.
    fn page_number(&self) -> Option<u64> {
        None
    }

    /// Returns the current number of entries of the whole list, or `None` if the page does not have it. By it, entries
    /// that were inserted or deleted between two pages are noticed.
    fn count(&self) -> Option<u64> {
        None
    }

    /// Returns the ids of the entries, as far as they have one. By them, pages without new entries are recognized.
    fn ids(&self) -> Vec<Id> {
        Vec::new()
    }

    /// Returns the entries in their order, apart from those that could not be read. An entry with an id is recognized if it is
    /// on another page too.
    fn into_entries(self) -> impl Iterator<Item = (Option<Id>, Self::Entry)>;

    /// Returns the entries in their order, and in place of each that could not be read the reason.
    fn into_results(self) -> impl Iterator<Item = (Option<Id>, Result<Self::Entry, Unreadable>)>
    where
        Self: Sized,
    {
        self.into_entries().map(|(id, entry)| (id, Ok(entry)))
    }

    /// Whether the page has no entries.
    fn is_empty(&self) -> bool;
}

/// A list that is the whole body. Its entries have no ids, unless [`Paging::key`](crate::Paging::key) says where they are.
impl<T> Page for Vec<T> {
    type Entry = T;

    fn into_entries(self) -> impl Iterator<Item = (Option<Id>, T)> {
        self.into_iter().map(|entry| (None, entry))
    }

    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}

/// The query parameters of an operation whose pages have numbers: the most common [`Paging`](crate::Paging).
#[derive(Clone, Copy, Debug)]
pub struct PageParameters {
    /// The name of the parameter for the number of the page, counted from 1.
    pub page: &'static str,
    /// The name of the parameter for the number of entries on a page.
    pub per_page: &'static str,
    /// The maximum number of entries on a page, if it is known.
    pub max_per_page: Option<u64>,
    /// The names of the parameters with which the operation returns all entries at once. There is one request then,
    /// without the number of a page.
    pub unpaged: &'static [&'static str],
}
