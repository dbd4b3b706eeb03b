//! Adding to a request: a list that can be split, and splitting it into several requests.

use std::{fmt, ops::Range, sync::Arc};

use serde::Serialize;

use super::{
    Request,
    items::{Items, ItemsTarget},
    query_list::fitting,
};
use crate::{
    encode::{json::item_to_json, list::comma, percent::encode, range, scalar::Scalar},
    exchange::invalid_request::{InvalidRequest, Location},
};

/// Lists that can be longer than one request allows. [`chunks`](Request::chunks) splits them, and
/// [`send`](Request::send) fails.
impl Request {
    /// Sets a property of the body, or without a name all of it, to a list. One request has at most `max_len` items, and
    /// at least one.
    pub fn json_items<T: Serialize>(
        self,
        name: &'static str,
        values: impl IntoIterator<Item = T>,
        max_len: usize,
    ) -> Self {
        let mut len = 0;
        let mut texts = Ok(Vec::new());
        for (index, value) in values.into_iter().enumerate() {
            len = index + 1;
            if let Ok(written) = &mut texts {
                match item_to_json(&value, index) {
                    // serde_json writes only UTF-8.
                    Ok(json) => written.push(String::from_utf8_lossy(&json).into_owned()),
                    Err(reason) => texts = Err(reason),
                }
            }
        }
        self.items(ItemsTarget::List, name, texts, len, max_len)
    }

    /// Sets a query parameter to a list with commas. One request has at most `max_len` items, and at least one. See
    /// [`comma`] for invalid items.
    pub fn query_items<I>(self, name: &'static str, values: I, max_len: usize) -> Self
    where
        I: IntoIterator,
        I::Item: Scalar,
    {
        let values: Vec<_> = values.into_iter().collect();
        let len = values.len();
        self.items(
            ItemsTarget::Query,
            name,
            comma(values).texts(),
            len,
            max_len,
        )
    }

    /// Sets a property of the body to a string with commas. One request has at most `max_len` items, and at least one.
    /// See [`comma`] for invalid items.
    pub fn joined_items<I>(self, name: &'static str, values: I, max_len: usize) -> Self
    where
        I: IntoIterator,
        I::Item: Scalar,
    {
        let values: Vec<_> = values.into_iter().collect();
        let len = values.len();
        self.items(ItemsTarget::Text, name, comma(values).texts(), len, max_len)
    }

    /// Not generic, so that it is compiled once.
    fn items(
        mut self,
        target: ItemsTarget,
        name: &'static str,
        texts: Result<Vec<String>, String>,
        len: usize,
        max_len: usize,
    ) -> Self {
        let location = match target {
            ItemsTarget::Query => Location::Query,
            ItemsTarget::List | ItemsTarget::Text => Location::Body,
        };
        let texts = texts.unwrap_or_else(|reason| {
            self.refuse(location, name, reason);
            Vec::new()
        });
        let refused = range::Range::new(1..=max_len).check_items(len).err();
        let refused = refused.map(|mut reason| {
            if len > max_len {
                reason.push_str("; `chunks` sends them in several requests");
            }
            InvalidRequest::new(self.operation, location, name, reason)
        });
        let items = Items {
            target,
            name,
            texts,
            len,
            max_len,
            refused,
        };
        if items.refused.is_none() {
            self = self.with_items(&items, 0..len);
        }
        self.items = Some(Arc::new(items));
        self
    }

    /// Sets the list to some of its items.
    pub(super) fn with_items(mut self, items: &Items, range: Range<usize>) -> Self {
        self.sent = Some(items.entries(range.clone()));
        let texts = items.texts(range);
        match items.target {
            ItemsTarget::Query => {
                let encoded: Vec<_> = texts.iter().map(|text| encode(text)).collect();
                self.query_encoded(items.name, encoded.join(","))
            }
            ItemsTarget::List => {
                let json = format!("[{}]", texts.join(","));
                self.json_written(items.name, json.into_bytes())
            }
            ItemsTarget::Text => self.json_field(items.name, &texts.join(",")),
        }
    }

    /// Separates the request from its list.
    pub(crate) fn into_parts(mut self) -> RequestParts {
        let items = self.items.take();
        let in_query = items
            .as_ref()
            .filter(|items| items.target == ItemsTarget::Query);
        let room = in_query.and_then(|items| self.room_beside(&[items.name], 0));
        let encoded = in_query.map(|items| items.texts.iter().map(|text| encode(text).into()));
        RequestParts {
            encoded: encoded.map(Iterator::collect).unwrap_or_default(),
            room,
            items,
            next: 0,
            request: self,
        }
    }
}

/// A request whose list is split into the lists of several requests.
pub(crate) struct RequestParts {
    request: Request,
    items: Option<Arc<Items>>,
    /// The items as they are in the address, if they are.
    encoded: Vec<String>,
    /// The number of bytes for them in the address, if they are in it.
    room: Option<usize>,
    /// The index of the first item that was not returned yet.
    next: usize,
}

impl Iterator for RequestParts {
    type Item = (Request, Range<usize>);

    /// Returns the next request, and the indexes of its items. If the request or an item is invalid, there is one request
    /// with all items.
    fn next(&mut self) -> Option<Self::Item> {
        let items = self.items.as_ref()?;
        if self.next == 0 && self.request.problem().is_some() {
            self.next = items.len.max(1);
            return Some((self.request.clone(), 0..items.len));
        }
        let range = match self.room {
            Some(room) => fitting(&self.encoded, self.next, items.max_len, room),
            None => self.next..items.len.min(self.next.saturating_add(items.max_len)),
        };
        if range.is_empty() {
            return None;
        }
        self.next = range.end;
        let request = self.request.clone().with_items(items, range.clone());
        Some((request, range))
    }
}

impl fmt::Debug for RequestParts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestParts")
            .field("request", &self.request)
            .field("items", &self.items.as_ref().map(|items| items.len))
            .field("sent", &self.next)
            .finish()
    }
}
