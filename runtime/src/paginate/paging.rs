//! [`Paging`]: how the pages of a list are requested, and how one leads to the next.

use super::page::PageParameters;
use crate::request::Request;

/// How the pages of a list are requested, and how one leads to the next.
///
/// | made by | the next page has | after the last page |
/// |---|---|---|
/// | [`page`](Paging::page) | the next number | the number of pages or of entries is reached, or a page has no entries |
/// | [`offset`](Paging::offset) | the number of entries so far | the number of entries is reached, or a page has no entries |
/// | [`cursor`](Paging::cursor) | a text of the response | that is missing, null or empty |
/// | [`link`](Paging::link) | the address in the header `Link` | there is none |
/// | [`next`](Paging::next) | an address in the body | that is missing, null or empty |
///
/// A property of the response that says whether there are more pages ([`more`](Paging::more)) counts more than all others.
///
/// ```
/// use specwright_runtime::{Cursor, Paging};
///
/// let paging = Paging::cursor("after", Cursor::Body("/last_id"))
///     .entries("/data")
///     .key("/id")
///     .more("/has_more")
///     .per_page("limit", Some(100));
/// # let _ = paging;
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Paging {
    pub(super) by: By,
    pub(super) entries: Option<&'static str>,
    pub(super) key: Option<&'static str>,
    pub(super) count: Option<&'static str>,
    pub(super) per_page: Option<(&'static str, Option<u64>)>,
    pub(super) more: Option<&'static str>,
    unpaged: &'static [&'static str],
}

/// Where a response has the cursor of the next page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cursor {
    /// In the body, at this JSON pointer: `/next_cursor`.
    Body(&'static str),
    /// In the header of this name.
    Header(&'static str),
    /// In the last entry, at this JSON pointer: `/id`. It needs [`Paging::entries`].
    Last(&'static str),
}

/// The thing that a page is requested by.
#[derive(Clone, Copy, Debug)]
pub(super) enum By {
    /// Its number, which is `first` for the first one.
    Number {
        parameter: &'static str,
        first: u64,
    },
    /// The number of entries before it.
    Offset {
        parameter: &'static str,
    },
    Cursor {
        place: Place,
        from: Cursor,
    },
    Link,
    /// The address at this pointer.
    Address {
        pointer: &'static str,
    },
}

/// A place of a request.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    /// A query parameter.
    Query(&'static str),
    /// A property of the JSON body.
    Body(&'static str),
}

impl Paging {
    const fn by(by: By) -> Self {
        Self {
            by,
            entries: None,
            key: None,
            count: None,
            per_page: None,
            more: None,
            unpaged: &[],
        }
    }

    /// Pages with a number, counted from 1, in this query parameter.
    #[must_use]
    pub const fn page(parameter: &'static str) -> Self {
        Self::by(By::Number {
            parameter,
            first: 1,
        })
    }

    /// Pages with a number, counted from `first`, in this query parameter.
    #[must_use]
    pub const fn page_from(parameter: &'static str, first: u64) -> Self {
        Self::by(By::Number { parameter, first })
    }

    /// Pages after a number of entries, in this query parameter. It needs [`entries`](Paging::entries), which are counted.
    #[must_use]
    pub const fn offset(parameter: &'static str) -> Self {
        Self::by(By::Offset { parameter })
    }

    /// Pages after a cursor, in this query parameter. A cursor that leads back is an error.
    #[must_use]
    pub const fn cursor(parameter: &'static str, from: Cursor) -> Self {
        let place = Place::Query(parameter);
        Self::by(By::Cursor { place, from })
    }

    /// Pages after a cursor, in this property of the JSON body. A cursor that leads back is an error.
    #[must_use]
    pub const fn cursor_in_body(property: &'static str, from: Cursor) -> Self {
        let place = Place::Body(property);
        Self::by(By::Cursor { place, from })
    }

    /// Pages at the address in the header `Link` of the page before (RFC 8288, `rel="next"`).
    ///
    /// Requests go only to the scheme, host and port of the base URL, because credentials are sent with them. Any other
    /// address is an error, and so is one that leads back.
    #[must_use]
    pub const fn link() -> Self {
        Self::by(By::Link)
    }

    /// Pages at the address in the body of the page before, at this JSON pointer. What [`link`](Paging::link) says of
    /// addresses is true of these.
    #[must_use]
    pub const fn next(pointer: &'static str) -> Self {
        Self::by(By::Address { pointer })
    }

    /// Sets the JSON pointer to the array of entries. It is empty if the body is the array.
    #[must_use]
    pub const fn entries(mut self, pointer: &'static str) -> Self {
        self.entries = Some(pointer);
        self
    }

    /// Sets the JSON pointer from an entry to what it is recognized by if it is on another page too: `/id`. It takes the place
    /// of the ids of [`Page`](super::page::Page), and needs [`entries`](Paging::entries).
    #[must_use]
    pub const fn key(mut self, pointer: &'static str) -> Self {
        self.key = Some(pointer);
        self
    }

    /// Sets the query parameter for the number of entries on a page, and its maximum, if that is known.
    #[must_use]
    pub const fn per_page(mut self, parameter: &'static str, max: Option<u64>) -> Self {
        self.per_page = Some((parameter, max));
        self
    }

    /// Sets the JSON pointer to the number of entries of the whole list, if [`Page::count`](super::page::Page::count) does
    /// not have it.
    #[must_use]
    pub const fn count(mut self, pointer: &'static str) -> Self {
        self.count = Some(pointer);
        self
    }

    /// Sets the JSON pointer to a boolean that is true if there are more pages.
    #[must_use]
    pub const fn more(mut self, pointer: &'static str) -> Self {
        self.more = Some(pointer);
        self
    }

    /// Sets the names of the query parameters with which the operation returns all entries at once. There is one request then.
    #[must_use]
    pub const fn unpaged(mut self, parameters: &'static [&'static str]) -> Self {
        self.unpaged = parameters;
        self
    }

    /// Whether a response to the request is one page of several.
    pub(super) fn is_paged(&self, request: &Request) -> bool {
        let mut unpaged = self.unpaged.iter();
        !unpaged.any(|name| request.query_value(name).is_some())
    }

    /// Returns the number by which a page is requested, and has to call itself, of one that is counted from 1.
    pub(super) fn wire_number(&self, number: u64) -> u64 {
        match self.by {
            By::Number { first, .. } => number.saturating_sub(1).saturating_add(first),
            _ => number,
        }
    }

    /// Returns the request for the page with a number, if pages have numbers.
    pub(super) fn numbered(&self, request: Request, number: u64) -> Request {
        match self.by {
            By::Number { parameter, .. } => request.query(parameter, self.wire_number(number)),
            _ => request,
        }
    }

    /// Returns the query parameters that a stream of pages sets.
    pub(super) fn parameters(&self) -> [&'static str; 2] {
        let page = match self.by {
            By::Number { parameter, .. } | By::Offset { parameter } => parameter,
            By::Cursor {
                place: Place::Query(parameter),
                ..
            } => parameter,
            By::Cursor { .. } | By::Link | By::Address { .. } => "",
        };
        [page, self.per_page.map_or("", |(parameter, _)| parameter)]
    }
}

impl From<PageParameters> for Paging {
    fn from(parameters: PageParameters) -> Self {
        Self::page(parameters.page)
            .per_page(parameters.per_page, parameters.max_per_page)
            .unpaged(parameters.unpaged)
    }
}
