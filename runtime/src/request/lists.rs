//! Adding to a request: lists in the query that a stream of pages splits into several requests.

use std::{collections::HashSet, fmt, sync::Arc};

use super::{
    Request,
    address::MAX_ADDRESS,
    query_list::{QueryList, share},
};
use crate::{
    encode::{
        list::{Comma, LongList},
        percent::encode,
        scalar::Scalar,
    },
    exchange::invalid_request::{InvalidRequest, Location},
};

/// Lists in the query that can be longer than one request allows. [`pages`](Request::pages) splits them, and
/// [`send`](Request::send) fails.
impl Request {
    /// Sets a query parameter to a list with commas, which can have more items than [`Comma::items`] allows.
    ///
    /// Such a list, and one that makes the address longer than 4,000 bytes, is sent in several requests by
    /// [`pages`](Request::pages), and an item that is in it more than once is sent once. [`send`](Request::send) fails
    /// then.
    pub fn query_list<I>(mut self, name: &'static str, values: Comma<I>) -> Self
    where
        I: IntoIterator,
        I::Item: Scalar,
    {
        match values.long_list() {
            Ok(list) => return self.set_list(name, list),
            Err(reason) => self.refuse(Location::Query, name, reason),
        }
        self
    }

    /// Not generic, so that it is compiled once.
    fn set_list(mut self, name: &'static str, list: LongList) -> Self {
        self.lists.retain(|list| list.name != name);
        self.query
            .retain(|pair| pair.extra || pair.parameter != name);
        if list.texts.is_empty() {
            return self;
        }
        let refused = list.too_long.map(|mut reason| {
            reason.push_str("; `stream` and `pages` send them in several requests");
            InvalidRequest::new(self.operation, Location::Query, name, reason)
        });
        let len = list.texts.len();
        let mut items: Vec<String> = list.texts.iter().map(|text| encode(text).into()).collect();
        self = self.query_encoded(name, items.join(","));
        let mut known = HashSet::new();
        items.retain(|item| known.insert(item.clone()));
        let list = QueryList {
            name,
            items,
            len,
            max_len: list.most,
            refused,
        };
        self.lists.push(Arc::new(list));
        self
    }

    /// Splits the lists of the query, so that each request has at most the allowed number of items and an address that is
    /// short enough, with `reserve` bytes that are added to it. If the request is invalid, it is the only part.
    pub(crate) fn into_list_parts(mut self, reserve: usize) -> ListParts {
        let lists = std::mem::take(&mut self.lists);
        let own_problem = self.problem().is_some();
        let names: Vec<_> = lists.iter().map(|list| list.name).collect();
        let Some(room) = self.room_beside(&names, reserve).filter(|_| !own_problem) else {
            return ListParts::whole(self);
        };
        let mut targets: Vec<usize> = lists.iter().map(|list| list.longest_part()).collect();
        let longest: Vec<usize> = lists.iter().map(|list| list.longest_item()).collect();
        if !lists.is_empty() && longest.iter().sum::<usize>() > room {
            let reason = format!(
                "an item of each list makes an address of more than {MAX_ADDRESS} bytes, and longer ones are not sent"
            );
            let name = names.first().copied().unwrap_or_default();
            self.refuse(Location::Query, name, reason);
            return ListParts::whole(self);
        }
        share(&mut targets, &longest, room);
        let lists = lists.iter().zip(targets);
        let lists = lists.map(|(list, target)| (list.name, list.split(target)));
        ListParts::new(self, lists.collect())
    }

    /// Makes the request invalid because of a query parameter.
    pub(crate) fn refuse_query(&mut self, name: &'static str, reason: String) {
        self.refuse(Location::Query, name, reason);
    }

    /// Sets a list of the query to some of its items, in its place among the other parameters.
    fn narrow(&mut self, name: &'static str, encoded: &str) {
        let mut pairs = self.query.iter_mut();
        if let Some(pair) = pairs.find(|pair| !pair.extra && pair.parameter == name) {
            encoded.clone_into(&mut pair.encoded_value);
        }
    }
}

/// The requests that the lists of a request are split into: every combination of their parts.
pub(crate) struct ListParts {
    request: Request,
    lists: Vec<(&'static str, Vec<String>)>,
    /// The number of the next combination, counted from 0.
    next: usize,
    count: usize,
}

impl ListParts {
    fn whole(request: Request) -> Self {
        Self::new(request, Vec::new())
    }

    fn new(request: Request, lists: Vec<(&'static str, Vec<String>)>) -> Self {
        let counts = lists.iter().map(|(_, parts)| parts.len());
        Self {
            request,
            next: 0,
            count: counts.fold(1, usize::saturating_mul),
            lists,
        }
    }

    /// Returns the number of all requests.
    pub(crate) fn total(&self) -> usize {
        self.count
    }

    /// Returns the first list that has several parts.
    pub(crate) fn split_list(&self) -> Option<&'static str> {
        let mut lists = self.lists.iter();
        let (name, _) = lists.find(|(_, parts)| parts.len() > 1)?;
        Some(name)
    }

    /// Makes all requests invalid because of a query parameter.
    pub(crate) fn refuse(&mut self, name: &'static str, reason: String) {
        self.request.refuse_query(name, reason);
        self.count = self.count.min(1);
    }

    /// Returns the request itself, without its lists.
    pub(crate) fn request(&self) -> &Request {
        &self.request
    }
}

impl Iterator for ListParts {
    type Item = Request;

    /// Returns the next request. The parts of the last list follow each other.
    fn next(&mut self) -> Option<Request> {
        if self.next >= self.count {
            return None;
        }
        let mut rest = self.next;
        self.next += 1;
        let mut request = self.request.clone();
        for (name, parts) in self.lists.iter().rev() {
            let count = parts.len().max(1);
            if let Some(part) = parts.get(rest % count) {
                request.narrow(name, part);
            }
            rest /= count;
        }
        Some(request)
    }
}

impl fmt::Debug for ListParts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ListParts")
            .field("count", &self.count)
            .field("next", &self.next)
            .finish_non_exhaustive()
    }
}
