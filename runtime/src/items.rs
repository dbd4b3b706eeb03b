//! [`Items`]: the list of a request that may be longer than one request may be.

use std::ops::Range;

use serde::Serialize;

use crate::{
    InvalidRequest, Location, Request, Scalar, body::item_to_json, comma, query::encode, range,
};

/// A list that can be sent in several requests, each item as it is written.
pub(crate) struct Items {
    target: ItemsTarget,
    name: &'static str,
    /// All of them, or none if one cannot be written.
    texts: Vec<String>,
    /// How many there are.
    len: usize,
    /// How many go into one request.
    most: usize,
    /// Why they do not go into one request, if they do not.
    refused: Option<InvalidRequest>,
}

/// Where the items go, and how they are joined.
#[derive(Clone, Copy)]
enum ItemsTarget {
    /// One query parameter, with commas: `ids=1,2`.
    Query,
    /// A field of the body that is a list: `{"ids": [1, 2]}`. Without a name: the whole body.
    List,
    /// A field of the body that is a text, with commas: `{"ids": "1,2"}`.
    Text,
}

impl Items {
    pub(crate) fn refused(&self) -> Option<&InvalidRequest> {
        self.refused.as_ref()
    }

    pub(crate) fn len(&self) -> usize {
        self.len
    }

    pub(crate) fn most(&self) -> usize {
        self.most
    }
}

/// Lists that can be longer than a request: [`chunks`](Request::chunks) splits them, `send` refuses them.
impl Request {
    /// Sets a field of the body, or without a name all of it, to a list, of which at most `most` items go into one request, and at least
    /// one.
    pub fn json_items<T: Serialize>(
        self,
        name: &'static str,
        values: impl IntoIterator<Item = T>,
        most: usize,
    ) -> Self {
        let mut len = 0;
        let mut texts = Ok(Vec::new());
        for (index, value) in values.into_iter().enumerate() {
            len = index + 1;
            if let Ok(written) = &mut texts {
                match item_to_json(&value, index) {
                    // What serde_json writes is text.
                    Ok(json) => written.push(String::from_utf8_lossy(&json).into_owned()),
                    Err(reason) => texts = Err(reason),
                }
            }
        }
        self.items(ItemsTarget::List, name, texts, len, most)
    }

    /// Sets a query parameter to a list with commas, of which at most `most` items go into one request, and
    /// at least one. See [`comma`] for what is refused.
    pub fn query_items<I>(self, name: &'static str, values: I, most: usize) -> Self
    where
        I: IntoIterator,
        I::Item: Scalar,
    {
        let values: Vec<_> = values.into_iter().collect();
        let len = values.len();
        self.items(ItemsTarget::Query, name, comma(values).texts(), len, most)
    }

    /// Sets a field of the body to a text of items with commas between them, of which at most `most` go into
    /// one request, and at least one. See [`comma`] for what is refused.
    pub fn joined_items<I>(self, name: &'static str, values: I, most: usize) -> Self
    where
        I: IntoIterator,
        I::Item: Scalar,
    {
        let values: Vec<_> = values.into_iter().collect();
        let len = values.len();
        self.items(ItemsTarget::Text, name, comma(values).texts(), len, most)
    }

    /// Not generic, so that it is compiled once.
    fn items(
        self,
        target: ItemsTarget,
        name: &'static str,
        texts: Result<Vec<String>, String>,
        len: usize,
        most: usize,
    ) -> Self {
        let location = match target {
            ItemsTarget::Query => Location::Query,
            ItemsTarget::List | ItemsTarget::Text => Location::Body,
        };
        let (texts, request) = match texts {
            Ok(texts) => (texts, self),
            Err(reason) => (Vec::new(), self.refused(location, name, reason)),
        };
        let refused = range::Range::new(1..=most).check_items(len).err();
        let refused = refused.map(|mut reason| {
            if len > most {
                reason.push_str("; `chunks` sends them in several requests");
            }
            request.invalid(location, name, reason)
        });
        let items = Items {
            target,
            name,
            texts,
            len,
            most,
            refused,
        };
        let request = if items.refused.is_none() {
            request.with_items(&items, 0..len)
        } else {
            request
        };
        request.splittable(items)
    }

    /// The same request with some of its items, and no others.
    pub(crate) fn with_items(self, items: &Items, range: Range<usize>) -> Self {
        let texts = items.texts.get(range).unwrap_or_default();
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
}
